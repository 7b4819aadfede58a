"""What a person does with this machine's keys, on a terminal and in scripts."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk import FIRST_LIST, SECOND_LIST, Desk, files_of
from everyname.book import keyring
from everyname.cli.main import COMMANDS
from everyname.ledger import agent, keys
from locks import PASSPHRASE, MadeLock, typed


@pytest.fixture
def locked(desk: Desk, made_lock: MadeLock) -> Desk:
    """A desk with a book, whose keys were put under PASSPHRASE."""
    desk.init()
    desk.add("a.csv", FIRST_LIST, "first-list", "--covers", "2021-01-01..2021-12-31")
    made_lock.put_on(keyring.folder())
    return desk


def listed(desk: Desk) -> dict[str, Any]:
    """Give what `keys list` says."""
    plain: dict[str, Any] = desk.run("keys", "list", "--json", "-").plain
    return plain


def test_plain_keys_are_told_and_wrapping_them_ends_it(desk: Desk) -> None:
    """A new book says in one line that keys lie plain; `keys wrap` leaves none, and says so."""
    said = desk.run("init", desk.book)
    assert "lie in plain files" in said.out
    (own,) = keys.listed(keyring.folder())
    (keyring.folder() / "lock.age").write_bytes(b"begun, and cut short before lock.pub")
    assert {one["at_rest"] for one in listed(desk)["keys"]} == {"plain"}
    seed = keys.load(keyring.folder(), own).seed.hex().encode()
    with typed("too short"):
        refused = desk.run("keys", "wrap")
    assert (refused.code, "too easy to guess" in refused.err) == (1, True)
    assert {one["at_rest"] for one in listed(desk)["keys"]} == {"plain"}
    with typed(PASSPHRASE):
        assert desk.run("keys", "wrap").code == 0
    states = listed(desk)
    assert {(one["at_rest"], one["now"]) for one in states["keys"]} == {("wrapped", "locked")}
    assert states["kept_by"] == ["passphrase"]
    assert {one["book"] for one in states["keys"]} == {str(desk.book)}
    assert all(seed not in path.read_bytes() for path in keyring.folder().iterdir())
    assert "lie in plain" not in desk.run("init", desk.folder / "another").out


def test_reading_asks_for_no_key(desk: Desk, made_lock: MadeLock) -> None:
    """With keys locked and nobody to ask, every command that records nothing works as before."""
    desk.init()
    desk.add("a.csv", FIRST_LIST, "first-list", "--covers", "2021-01-01..2021-12-31")
    desk.add("b.csv", SECOND_LIST, "second-list", "--covers", "2021-01-01..2021-12-31")
    desk.do("link")
    made_lock.put_on(keyring.folder())
    report = "first-list:1"
    for words in (
        ("policy",),
        ("source",),
        ("link",),
        ("tally",),
        ("pairs",),
        ("claims",),
        ("show", report),
        ("partner",),
        ("have",),
        ("quarantine",),
        ("verify",),
        ("rebuild",),
        ("doctor",),
        ("backup", "--out", desk.folder / "book.tar"),
    ):
        desk.do(*words)
    assert desk.run("restore", desk.folder / "book.tar", desk.folder / "again").code == 0
    assert desk.run("keys").code == 0


def test_recording_while_locked_is_refused_in_words(locked: Desk) -> None:
    """Where nobody can be asked, a command that must sign says so, and nothing is recorded."""
    before = files_of(locked.book / "ledger")
    said = locked.run("consent", "first-list", "--purpose", "publish", "--basis", "x", "--book", locked.book)
    assert said.code == 1
    assert "no terminal" in said.err
    assert "everyname keys unlock" in said.err
    assert len(said.err.strip().splitlines()) == 3
    assert files_of(locked.book / "ledger") == before


def test_a_wrong_passphrase_records_nothing_and_a_right_one_does(locked: Desk) -> None:
    """The passphrase opens the keys for the one command; the environment is never taken as its place."""
    words = ("consent", "first-list", "--purpose", "publish", "--basis", "by letter", "--book", locked.book)
    with typed("not the passphrase at all"):
        said = locked.run(*words)
    assert (said.code, "not the passphrase" in said.err) == (1, True), said
    os.environ["EVERYNAME_PASSPHRASE"] = PASSPHRASE
    try:
        said = locked.run(*words)
    finally:
        del os.environ["EVERYNAME_PASSPHRASE"]
    assert (said.code, "other processes can read it" in said.err) == (2, True)
    with typed(PASSPHRASE):
        assert locked.run(*words).code == 0
    locked.run("keys", "lock")
    locked.do("verify")


def test_unlocked_keys_serve_until_they_are_locked(locked: Desk, made_lock: MadeLock) -> None:
    """After `keys unlock` no command asks, other processes neither; after `keys lock` all do again."""
    with typed(PASSPHRASE):
        assert locked.run("keys", "unlock", "--minutes", "10").code == 0
    assert {one["now"] for one in listed(locked)["keys"]} == {"open"}
    command = [sys.executable, "-m", "everyname", "consent", "first-list", "--purpose", "publish"]
    command += ["--basis", "by letter", "--book", str(locked.book)]
    assert subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    assert agent.ask(keyring.folder()) == made_lock.key.secret
    assert "Locked." in locked.run("keys", "lock").out
    assert {one["now"] for one in listed(locked)["keys"]} == {"locked"}
    assert subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 1


def test_a_made_passphrase_is_shown_once_and_opens(locked: Desk) -> None:
    """`keys passphrase --generate` prints what opens the keys from then on; only the lock is rewritten."""
    before = files_of(keyring.folder())
    with typed(PASSPHRASE):
        said = locked.run("keys", "passphrase", "--generate")
    assert said.code == 0
    made = re.search(r"(?:[a-z2-7]{4}-){6}[a-z2-7]{4}", said.out)
    assert made is not None
    locked.run("keys", "lock")
    after = files_of(keyring.folder())
    assert [name for name in before | after if before.get(name) != after.get(name)] == ["lock.age"]
    with typed(PASSPHRASE):
        assert locked.run("keys", "unlock").code == 1
    with typed(made[0]):
        assert locked.run("keys", "unlock").code == 0


def test_the_group_is_used_wrongly_in_three_parts(desk: Desk) -> None:
    """What makes no sense is refused before anything is asked."""
    for words in (
        ("keys", "unlock"),
        ("keys", "passphrase"),
        ("keys", "wrap", "--keyring", "--generate"),
        ("keys", "recovery"),
        ("keys", "recovery", "--check", "--forget"),
    ):
        with typed("seven lamps in snow"):
            said = desk.run(*words)
        assert said.code == 2, words
        assert len(said.err.strip().splitlines()) == 3
    assert "keys" in COMMANDS


# The first terminal a leader of a session opens becomes its own: there it can be asked for a passphrase.
ON_TERMINAL = "import os; os.open(os.ttyname(0), os.O_RDWR); from everyname.cli.main import main; main()"


class Terminal:
    """A command on a terminal, answered as a person would."""

    def __init__(self, *words: str | Path) -> None:
        self._master, slave = pty.openpty()
        self.seen = ""
        command = [sys.executable, "-c", ON_TERMINAL, *map(str, words)]
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def answer(self, prompt: str, line: str) -> None:
        """Wait for a prompt and type a line."""
        self._read(prompt)
        os.write(self._master, f"{line}\n".encode())

    def end(self) -> str:
        """Give all that stood on the terminal; the command must end well."""
        self._read("")
        assert self._process.wait() == 0, self.seen
        os.close(self._master)
        return self.seen

    def _read(self, until: str) -> None:
        start = len(self.seen)
        while not until or until not in self.seen[start:]:
            assert select.select([self._master], [], [], 120)[0], self.seen
            try:
                chunk = os.read(self._master, 4096)
            except OSError:  # the terminal is closed: the command ended
                chunk = b""
            if not chunk:
                assert not until, self.seen
                return
            self.seen += chunk.decode(errors="replace")


def test_a_new_book_on_a_terminal_offers_a_passphrase(desk: Desk) -> None:
    """`init` on a terminal asks; the passphrase is not shown, and the next command asks for it."""
    at = Terminal("init", desk.book)
    at.answer("under a passphrase now?", "y")
    at.answer("New passphrase:", PASSPHRASE)
    at.answer("The same again:", PASSPHRASE)
    shown = at.end()
    assert "keys wrapped" in shown
    assert PASSPHRASE not in shown
    assert {one["at_rest"] for one in listed(desk)["keys"]} == {"wrapped"}
    words = ("consent", "x", "--purpose", "publish", "--basis", "by letter", "--book", desk.book)
    desk.run(*words)
    at = Terminal("source", "first-list", "--title", "The first list", "--book", desk.book)
    at.answer("Passphrase of this machine's keys:", PASSPHRASE)
    assert "first-list" in at.end()


def test_a_person_may_decline(desk: Desk) -> None:
    """Declining leaves a book that works, and the line that says how keys lie."""
    at = Terminal("init", desk.book)
    at.answer("under a passphrase now?", "n")
    assert "lie in plain files" in at.end()
    assert {one["at_rest"] for one in listed(desk)["keys"]} == {"plain"}
