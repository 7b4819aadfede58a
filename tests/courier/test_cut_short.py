"""An unpack that was cut short loses nothing and is finished by giving the bundle again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST, SECOND_LIST
from everyname.book.steps.verify import verify_book

UNPACK = """
import sys
from pathlib import Path
from everyname.book import Book
from everyname.courier.unpack import unpack
book = Book.open(Path(sys.argv[1]))
print("open", flush=True)
unpack(book, [Path(path) for path in sys.argv[2:]])
"""


def three_logs(root: Path) -> tuple[Office, Office, tuple[Path, ...]]:
    """Give a north, a south that knows nothing yet of two lists, and the bundle that brings two logs."""
    north, south = pair(root)
    east = Office(root, "east").begin(north.card())
    north.meet(east)
    meet_all([north, south], root / "first")
    north.add("one.csv", FIRST_LIST, "one")
    east.add("two.csv", SECOND_LIST, "two")
    north.unpack(*east.pack(root / "east-stick", north))
    return north, south, north.pack(root / "stick", south)


def test_a_taking_that_stopped_between_logs_is_finished(tmp_path: Path) -> None:
    """With evidence and one of two logs in place, the book opens, and the bundle again brings the rest."""
    north, south, files = three_logs(tmp_path)
    whole = Office(tmp_path, "whole")
    shutil.copytree(south.root, whole.root, dirs_exist_ok=True)
    (taken,) = whole.unpack(*files)
    logs = [path.name for path in (whole.folder / "ledger").iterdir()]
    assert len(logs) == 3
    shutil.copytree(whole.folder / "vault", south.folder / "vault", dirs_exist_ok=True)
    shutil.copytree(
        whole.folder / "ledger" / north.device, south.folder / "ledger" / north.device, dirs_exist_ok=True
    )
    (south.folder / "ledger" / ".aaaaaaaa").mkdir()
    (again,) = south.unpack(*files)
    assert 0 < again.entries < taken.entries
    assert south.tables() == whole.tables()
    with home_at(south.home):
        assert verify_book(south.folder).problems == ()


def test_killed_at_any_moment_nothing_is_lost(tmp_path: Path) -> None:
    """Killed at eight moments of an unpack, the book stays sound and ends as if nothing had happened."""
    _, south, files = three_logs(tmp_path)
    whole = Office(tmp_path, "whole")
    shutil.copytree(south.root, whole.root, dirs_exist_ok=True)
    started = time.monotonic()
    whole.unpack(*files)
    lasted = time.monotonic() - started
    for moment in range(8):
        once = Office(tmp_path, f"killed-{moment}")
        shutil.copytree(south.root, once.root, dirs_exist_ok=True)
        with home_at(once.home):
            command = [sys.executable, "-c", UNPACK, once.folder, *files]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            time.sleep(lasted * moment / 8)
            process.kill()
            process.communicate()
            assert [p for p in verify_book(once.folder).problems if "never acknowledged" not in p] == []
        (taken,) = once.unpack(*files)
        assert taken.kind == "bundle", taken
        assert once.tables() == whole.tables()
        with home_at(once.home):
            assert verify_book(once.folder).problems == ()
