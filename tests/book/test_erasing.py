"""What was erased is gone from everything in reach, and stays gone whatever is killed or comes back."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from book.canaries import STEM, draw, hits, spellings
from book.erasure_canaries import run
from courier.offices import pair
from desk import FIRST_LIST
from everyname.book import Book, index
from everyname.book.steps.add import Given, add_files
from everyname.book.steps.erase import Plan, erase, find
from everyname.book.steps.keep import rebuild
from everyname.book.steps.verify import verify_book
from everyname.ledger.entry import Draft

WORD = draw(1, 7)[0]
LIST = FIRST_LIST.replace("Kaveh Darvand", f"Kaveh {WORD}")


def a_list(folder: Path) -> Path:
    path = folder / "one.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def planned(book: Book, *wanted: str) -> Plan:
    """Plan the erasure with every file that holds it."""
    first = find(book, wanted)
    return find(book, wanted, [one.id for one in first.holders])


def test_no_canary_is_found_anywhere_afterwards(tmp_path: Path) -> None:
    """Names, notes, files and pictures erased at one desk are in no byte of any desk once they met."""
    done = run(45, 3, tmp_path)
    assert done.missed_before == []
    assert done.back == []
    assert done.problems == []
    assert done.stays


@pytest.mark.parametrize("encoding", list(spellings(STEM)))
def test_the_scan_finds_each_encoding(tmp_path: Path, encoding: str) -> None:
    """A canary is found however it is spelled, wherever it begins: the scan that finds nothing can find."""
    for data in spellings(f"x {WORD} y")[encoding]:
        (tmp_path / "file").write_bytes(b"\x01\x02" + data)
        assert hits(tmp_path) == [f"file: {encoding}"] or encoding == "utf-8", data
        assert hits(tmp_path)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """A book that holds one list."""
    book = Book.create(tmp_path / "book")
    add_files(book, [a_list(tmp_path)], Given(source="one"))
    yield book
    book.close()


def test_the_leaf_stays_and_proves(book: Book) -> None:
    """After an erasure the log has the root it had, and verify finds nothing wrong."""
    log = book.logs()[0]
    before, size = log.head_at(log.size).root, log.size
    erase(book, planned(book, "one:3"), "asked for")
    assert book.logs()[0].head_at(size).root == before
    assert verify_book(book.folder).problems == ()
    assert verify_book(book.folder).warnings == ()


def test_a_missing_body_nobody_erased_is_still_damage(book: Book) -> None:
    """A body dropped without an erase entry is named by verify, though another entry was erased."""
    erase(book, planned(book, "one:3"), "asked for")
    path = next((book.folder / "ledger").glob("*/bodies.jsonl"))
    lines = path.read_bytes().split(b"\n")
    by = receipts(book)[0]
    lines[3] = b'{"erased":"%s","seq":3}' % by.encode()
    path.write_bytes(b"\n".join(lines))
    assert any("nobody recorded" in problem for problem in verify_book(book.folder).problems)


def receipts(book: Book) -> list[str]:
    return sorted(path.stem for path in (book.folder / "receipts").glob("*.json"))


def test_what_was_erased_is_not_taken_again(book: Book, tmp_path: Path) -> None:
    """The list whose bytes were erased is refused when somebody gives the same file once more."""
    erase(book, planned(book, "one:3"), "asked for")
    (added,) = add_files(book, [a_list(tmp_path)], Given(source="one", mapping=""))
    assert added.kind == "refused" or added.unchanged, added
    assert hits(book.folder) == []


def test_bytes_put_back_by_hand_are_named_and_dropped_by_rebuild(book: Book, tmp_path: Path) -> None:
    """A vault copied back from an old backup is named by verify, and rebuild drops what was erased."""
    shutil.copytree(book.folder / "vault", tmp_path / "old")
    erase(book, planned(book, "one:3"), "asked for")
    shutil.copytree(tmp_path / "old", book.folder / "vault", dirs_exist_ok=True)
    assert any("erased and not dropped yet" in one for one in verify_book(book.folder).warnings)
    rebuild(book)
    assert verify_book(book.folder).warnings == ()
    assert hits(book.folder) == []


def test_nobody_erases_what_the_record_rests_on(book: Book) -> None:
    """An entry that says who speaks, or what was erased, keeps its body whatever an erase entry names."""
    kept = [entry.id for entry in book.entries() if entry.kind in ("member", "policy")]
    book.append([Draft("erase", {"entry": one, "reason": "to hide a trace"}) for one in kept])
    assert all(entry.body is not None for entry in book.entries() if entry.id in kept)
    assert verify_book(book.folder).problems == ()


def test_a_refused_bundle_that_holds_it_is_not_kept(tmp_path: Path) -> None:
    """A refused bundle that holds what was erased leaves its reason in quarantine, not its bytes."""
    north, south = pair(tmp_path)
    north.give(south, "steward", "desk")
    north.use(lambda book: add_files(book, [a_list(tmp_path)], Given(source="one")))
    old = north.pack(tmp_path / "old", south)
    north.use(lambda book: erase(book, planned(book, "one:3"), "asked for"))
    south.unpack(*north.pack(tmp_path / "new", south))
    south.say(Draft("revoke", {"device": north.device, "size": 0}))
    (refused,) = south.unpack(*old)
    assert refused.kind == "quarantined"
    assert list((south.folder / "courier" / "quarantine").glob("*/given-*")) == []


def test_sealed_bundles_in_quarantine_are_dropped_unread(tmp_path: Path) -> None:
    """A bundle that lay in quarantine before the erasure may hold it, sealed to a key that is at hand."""
    north, south = pair(tmp_path)
    files = north.pack(tmp_path / "stick", south)
    torn = tmp_path / "torn.age"
    torn.write_bytes(files[0].read_bytes()[:-9])
    (refused,) = south.unpack(torn)
    kept = south.folder / "courier" / "quarantine" / refused.quarantine
    assert (kept / "given-1.age").exists()
    said = south.say(Draft("source", {"name": WORD}))
    south.use(lambda book: erase(book, find(book, [said[0].id]), "asked for"))
    assert [path.name for path in kept.iterdir()] == ["reason.json"]


# -- killed at every step ----------------------------------------------------------------------------

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "os.truncate", "sqlite3.connect")


def killed_at(step: int, folder: Path, plan: Plan) -> bool:
    """Erase in a process that is killed before its `step`-th change of the disk; says if it was."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            left = step

            def count(event: str, given: tuple[Any, ...]) -> None:
                nonlocal left
                writes = (
                    event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
                )
                if event in CHANGES or writes:
                    left -= 1
                    if left == 0:
                        os.kill(os.getpid(), signal.SIGKILL)

            book = Book.open(folder)
            sys.addaudithook(count)
            erase(book, plan, "asked for")
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def test_killed_at_every_step_it_is_finished_at_the_next_opening(
    book: Book, tmp_path: Path, keys_home: Path
) -> None:
    """Wherever a kill falls, either nothing was recorded or the next opening leaves no trace."""
    plan = planned(book, "one:3")
    book.close()
    shutil.copytree(book.folder, tmp_path / "before")
    shutil.copytree(keys_home, tmp_path / "keys")
    step, finished, was_killed = 0, 0, True
    while was_killed:
        step += 1
        for place, copy in ((book.folder, tmp_path / "before"), (keys_home, tmp_path / "keys")):
            shutil.rmtree(place)
            shutil.copytree(copy, place)
        was_killed = killed_at(step, book.folder, plan)
        again = Book.open(book.folder)
        recorded = again.rows(sa.select(index.erasures))
        again.close()
        if recorded:
            finished += 1
            assert hits(book.folder) == [], step
            checked = verify_book(book.folder)
            assert checked.problems == checked.warnings == (), (step, checked)
            assert len(receipts(book)) == len(recorded)
    assert step > 20
    assert finished > step // 2
