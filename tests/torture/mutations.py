"""F5: logs altered in every way we can name are refused, and the place is told; sound ones pass.

Kinds lie in `must_fail_log`, `must_fail_other` and `must_pass`; bundles of hostile entries are those of the
courier's tests (F7), of which the ones that mutate a log count here too.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from courier.forge import Forge, keep
from courier.hostile_entries import logged
from courier.offices import Office, home_at, meet_all, pair
from everyname.book import Book
from everyname.book.steps.verify import verify_book
from everyname.courier.unpack import unpack
from everyname.errors import EverynameError, ValueRefused
from everyname.ledger.entry import Draft
from torture.must_fail_log import HEADS, KEYS, LINES
from torture.must_fail_other import BOOK, OFFERED, PROOFS
from torture.must_pass import PASSING
from torture.places import keys_at
from torture.table import Found, scratch
from torture.world import World, build

__all__ = ["FAILING_KINDS", "missed", "run_failing", "run_passing"]

ON_DISK = {**LINES, **HEADS, **KEYS, **BOOK}
ASKED = {**PROOFS, **OFFERED}
FAILING_KINDS = len(ON_DISK) + len(ASKED)


def run_failing() -> Found:
    """Alter the book in every way that must fail, each in a copy of its own; then the offered bundles."""
    found = Found()
    with scratch() as folder, keys_at(folder / "home"):
        made = build(folder / "made", folder / "home" / "keys")
        for name, (change, place) in ON_DISK.items():
            world = _copy(made, folder / "case")
            change(world)
            found.add("on disk", missed(name, world, place))
        for name, (ask, words) in ASKED.items():
            world = _copy(made, folder / "case")
            try:
                ask(world)
                found.add("asked", f"{name}: accepted")
            except ValueRefused as error:
                told = words in error.happened
                found.add("asked", "" if told else f"{name}: not {words!r} but {error.happened!r}")
    with scratch() as folder, keys_at(folder / "nobody"):
        _offer_bundles(folder, found)
    return found


def run_passing() -> Found:
    """Make every unusual book that is in order and verify it."""
    found = Found()
    with scratch() as folder, keys_at(folder / "home"):
        made = build(folder / "made", folder / "home" / "keys")
        for name, change in PASSING.items():
            world = _copy(made, folder / "case")
            try:
                change(world)
                told = verify_book(world.folder)
                problems = [*told.problems, *told.warnings]
            except EverynameError as error:
                problems = [error.happened]
            found.add("sound", f"{name}: {problems[0]}" if problems else "")
    return found


def _copy(made: World, to: Path) -> World:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(made.folder, to, symlinks=True)
    return World(to, made.key)


def missed(name: str, world: World, place: str) -> str:
    """Verify a book; say that it passed or that the place is not told, "" where all is as it must be."""
    try:
        told = verify_book(world.folder)
    except EverynameError as error:
        return f"{name}: verify stops: {error.happened}"
    problems = [*told.problems, *told.warnings]
    if any(place in problem for problem in problems):
        return ""
    return f"{name}: {place!r} is not told: {problems[:2] or 'nothing found'}"


def _offer_bundles(folder: Path, found: Found) -> None:
    """Offer each hostile log to an office, and what a revoked device packs; all go to quarantine."""
    north, south = pair(folder)
    north.give(south, "steward", "desk")
    meet_all([north, south], folder / "stick")
    forge = Forge.of(north, south)
    for name, vector in logged().items():
        found.add("bundle", _taken(name, south, keep(folder / "given" / "a.age", vector(forge))))
    sound = keep(folder / "given" / "sound.age", forge.bundle())
    with home_at(south.home):
        book = Book.open(south.folder)
        book.append([Draft("revoke", {"device": north.device, "size": 1, "reason": "lost"})])
        book.close()
    found.add("bundle", _taken("packed by a revoked device", south, sound))


def _taken(name: str, office: Office, path: Path) -> str:
    with home_at(office.home):
        book = Book.open(office.folder)
        try:
            (taken,) = unpack(book, [path])
        finally:
            book.close()
    return "" if taken.kind == "quarantined" and taken.reason else f"{name}: taken"
