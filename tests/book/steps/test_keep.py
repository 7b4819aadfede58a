"""A backup is of one moment, and holds the bytes its manifest lists."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile

from desk import FIRST_LIST, Desk

HOLD = """
import sys
from pathlib import Path
from everyname.book import lock
with lock.writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_no_backup_is_made_while_another_process_writes(desk: Desk) -> None:
    """The backup names the writer and makes no file; afterwards it is made."""
    desk.init()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(desk.book)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    file = desk.folder / "book.tar"
    said = desk.run("backup", "--book", desk.book, "--out", file)
    other.communicate()
    assert said.code == 1
    assert str(other.pid) in said.err
    assert [path.name for path in desk.folder.iterdir()] == ["book"]
    assert desk.run("backup", "--book", desk.book, "--out", file).code == 0


def test_the_manifest_is_first_and_lists_every_byte(desk: Desk) -> None:
    """The first file of a backup lists the digest of each that follows, in their order."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    file = desk.folder / "book.tar"
    assert desk.run("backup", "--book", desk.book, "--out", file).code == 0
    with tarfile.open(file) as tar:
        held = [(m.name, tar.extractfile(m).read()) for m in tar]  # type: ignore[union-attr]
    name, manifest = held[0]
    assert name == "manifest-sha256.txt"
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in held[1:]]
    assert manifest.decode() == "".join(lines)
