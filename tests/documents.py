"""Read the commands of a document, with the output printed under each, and run them as a person would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps(page: Path) -> list[tuple[str, str]]:
    """Give each command of a page with the output printed under it."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def fits(output: str, printed: str) -> bool:
    """Say whether what was printed is what the page shows; `...` stands for anything."""
    pattern = re.escape(trimmed(output)).replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, trimmed(printed), re.DOTALL) is not None


def trimmed(text: str) -> str:
    """Take away what no reader sees: blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def follow(page: Path, folder: Path, home: Path) -> str:
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
        assert fits(output, done.stdout), (command, output, done.stdout)
        printed += done.stdout
    return printed
