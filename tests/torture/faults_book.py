"""F3 for a whole book: the disk refuses call k of an unpack, for every k.

SQLite writes by itself, so its calls are not among those refused; the index it writes is put in place by
calls that are.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST
from everyname.book.steps.verify import verify_book
from everyname.errors import EverynameError
from torture.disk import Recorder
from torture.faults import REFUSALS
from torture.places import keys_at
from torture.table import Found, scratch

__all__ = ["run"]


def run(count: int, seed: int, stride: int = 1) -> Found:
    """Refuse every `stride`-th call of an unpack, each in every way."""
    found = Found()
    with scratch() as folder, keys_at(folder / "nobody"):
        south, files, whole = _prepared(folder)
        for kind, refusal in REFUSALS.items():
            for k in range(seed % stride, 10_000, stride):
                shutil.rmtree(south.folder)
                shutil.copytree(folder / "kept", south.folder)
                recorder = Recorder(south.folder)
                recorder.adopt()
                recorder.refuse = refusal(k)
                problem = _tried(south, files, whole, recorder)
                if recorder.calls <= k and not problem:
                    break
                found.add(f"unpack, {kind}", f"call {k}: {problem}" if problem else "")
                if count and found.count >= count:
                    return found
    return found


def _prepared(folder: Path) -> tuple[Office, tuple[Path, ...], str]:
    north, south = pair(folder)
    meet_all([north, south], folder / "stick")
    north.add("one.csv", FIRST_LIST, "one")
    files = north.pack(folder / "given", south)
    shutil.copytree(south.folder, folder / "kept")
    south.unpack(*files)
    return south, files, str(south.tables())


def _tried(south: Office, files: tuple[Path, ...], whole: str, recorder: Recorder) -> str:
    def take() -> str:
        found = south.unpack(*files)
        return "" if all(one.kind == "bundle" for one in found) else f"quarantined: {found[0].reason}"

    told = False
    try:
        with recorder:
            problem = take()
        if problem:
            return problem
    except EverynameError as error:
        told = True
        if not error.happened or not error.kept or not error.remedy:
            return "an error in fewer than three parts"
    except OSError as error:
        return f"a bare {type(error).__name__}: {error}"
    problem = _lost(south)
    if problem:
        return problem
    if told:
        try:
            problem = take()
        except EverynameError as error:
            problem = f"the next try is refused: {error.happened}"
    if not problem and str(south.tables()) != whole:
        problem = "the book differs from one that met no refusal"
    return problem or _lost(south)


def _lost(south: Office) -> str:
    with home_at(south.home):
        problems = verify_book(south.folder).problems
    return "; ".join(one for one in problems if "never acknowledged" not in one)
