"""Read the commands of a document, with the output printed under each, and run them as a person would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def steps(page: Path) -> list[tuple[str, str]]:
    """Give each command of a page with the output printed under it."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def fits(output: str, printed: str, part: float = 0.0) -> bool:
    """Say whether what was printed is what the page shows; `...` stands for anything."""
    shown, said = trimmed(output), trimmed(printed)
    lines, said_lines = shown.splitlines(), said.splitlines()
    if part and len(lines) == len(said_lines):
        return all(map(fits_line, lines, said_lines, [part] * len(lines)))
    return fits_line(shown, said, part)


def fits_line(shown: str, said: str, part: float) -> bool:
    """Say the same of one line, or of all of them."""
    if "..." in shown:
        return re.fullmatch(re.escape(shown).replace(re.escape("..."), ".*"), said, re.DOTALL) is not None
    return same(shown, said, part)


def same(shown: str, said: str, part: float) -> bool:
    """Say whether two texts are the same, but for numbers apart by no more than `part` of their size.

    A sampler's draws are the same on one kind of processor only.
    """
    if bare(shown) != bare(said):
        return False
    pairs = zip(numbers(shown), numbers(said), strict=True)
    return all(abs(one - other) <= part * max(abs(one), 50) for one, other in pairs)


def bare(text: str) -> str:
    """Take the numbers out of a text, and the blanks that stood before them."""
    return re.sub(r"\s+", " ", NUMBER.sub("#", text))


def numbers(text: str) -> list[float]:
    """Give every number of a text."""
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def trimmed(text: str) -> str:
    """Take away what no reader sees: blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def follow(page: Path, folder: Path, home: Path, part: float = 0.0) -> str:
    """Run every command of a page in the folder, check its output, and give all that was printed."""
    found = {"EVERYNAME_HOME": str(home), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    printed = ""
    for command, output in steps(page):
        if command.startswith("cd "):
            folder = folder / command[3:]
            continue
        done = subprocess.run(
            command, shell=True, cwd=folder, capture_output=True, text=True, env={**os.environ, **found}
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        assert fits(output, done.stdout, part), (command, output, done.stdout)
        printed += done.stdout
    return printed
