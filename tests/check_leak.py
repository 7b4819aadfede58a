"""Look for full names of real people from the development data in tree, history and wheel.

    make check-leak

A name counts when it has three words and nine letters or more. Prints where, never which.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("EVERYNAME_DATA", ROOT.parent / "shared" / "data"))
WORD = re.compile(r"[^\W\d_][\w'\u200c-]*")


def real_names(data: Path) -> set[str]:
    """Give the folded full names of three words or more in every list."""
    names = set()
    for path in sorted(p for folder in ("iran", "gaza", "names") for p in (data / folder).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, value in row.items():
                    if column and column.startswith("name") and value:
                        words = WORD.findall(value.lower())
                        if len(words) >= 3 and sum(map(len, words)) >= 9:
                            names.add(" ".join(words))
    return names


def texts() -> Iterator[tuple[str, str]]:
    """Give every text of tree, history and wheel, with where it stands."""
    git = ["git", "-C", str(ROOT)]
    listed = subprocess.run(
        [*git, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, check=True
    )
    for name in listed.stdout.decode().split("\0")[:-1]:
        path = ROOT / name
        if path.is_file():
            yield name, readable(name, path.read_bytes())
    history = subprocess.run(
        [*git, "log", "--all", "-p", "--no-color", "--format=%s%n%b"], capture_output=True, check=True
    )
    yield "history", history.stdout.decode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        build = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            folder,
            str(ROOT),
        ]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        for wheel in Path(folder).glob("*.whl"):
            with zipfile.ZipFile(wheel) as opened:
                for name in opened.namelist():
                    yield f"wheel: {name}", readable(name, opened.read(name))


def readable(name: str, data: bytes) -> str:
    """Give the text of a file; a workbook's is that of its parts."""
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                parts = [opened.read(part) for part in opened.infolist() if part.file_size < 20_000_000]
                return " ".join(part.decode("utf-8", "replace") for part in parts)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
            return ""
    return data.decode("utf-8", "replace")


def found_in(text: str, names: set[str]) -> int:
    """Count the real names that stand in a text."""
    words = WORD.findall(text.lower())
    runs = {" ".join(words[at : at + n]) for n in (3, 4, 5, 6) for at in range(len(words) - n + 1)}
    return len(runs & names)


def main() -> int:
    """Print where names stand; exit 1 when any does, or when there is no data to look with."""
    if not DATA.is_dir():
        print(f"check-leak needs the real development data; sought {DATA}")
        return 1 if os.environ.get("NEED_DATA") == "1" else 0
    names = real_names(DATA)
    places = [(where, found_in(text, names)) for where, text in texts()]
    leaks = [(where, count) for where, count in places if count]
    for where, count in leaks:
        print(f"{where}: {count} names of real people")
    print(f"{len(names):,} real names sought in {len(places):,} places: {len(leaks)} places hold any")
    return 1 if leaks else 0


if __name__ == "__main__":
    raise SystemExit(main())
