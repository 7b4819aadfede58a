"""F1: kill -9 at random moments of writing; nothing acknowledged is lost.

One process forks writers that go on in one folder: each opens both logs and the vault, appends, publishes
and puts, and tells over a pipe what it was told is safe. A writer is killed at any moment, also while it
recovers from the kill before. This tests the order of calls, not the disk: that is F2.
"""

from __future__ import annotations

import contextlib
import os
import random
import select
import shutil
import signal
import time
from pathlib import Path

from everyname.errors import EverynameError
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog
from everyname.ledger.statements import StatementLog
from everyname.ledger.vault import Vault
from torture.subjects import KEY
from torture.table import Found, scratch

__all__ = ["TARGET", "run"]

TARGET = 1_000
ONE_FOLDER = 40  # kills before a new folder is begun
PATIENCE = 30.0  # seconds until a writer that says nothing counts as hung


def run(count: int, seed: int) -> Found:
    """Kill so many writers; after each, everything it and its forerunners had acknowledged must be there."""
    draw, found, lines = random.Random(seed), Found(), list[str]()
    with scratch() as folder:
        for number in range(count):
            book = folder / f"book-{number // ONE_FOLDER}"
            if not book.exists():
                shutil.rmtree(folder / f"book-{number // ONE_FOLDER - 1}", ignore_errors=True)
                book.mkdir()
                lines = []
            lines += _killed(book, draw, number)
            found.add("kill", _lost(book, lines))
    return found


def _killed(book: Path, draw: random.Random, number: int) -> list[str]:
    """Fork a writer, kill it at a random moment, give what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write(book, writing, number)
    os.close(writing)
    heard = b""
    try:
        for _ in range(draw.choice((0, 0, 1, 3, 8))):
            if not select.select([reading], [], [], PATIENCE)[0]:
                raise TimeoutError("a writer hung")
            heard += os.read(reading, 4096)
        time.sleep(draw.random() * 0.004)
        os.kill(child, signal.SIGKILL)
        while chunk := os.read(reading, 4096):
            heard += chunk
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
    return heard.decode("ascii").split("\n")[:-1]


def _write(book: Path, pipe: int, number: int) -> None:
    """Write until killed; never returns."""
    try:
        draw = random.Random(number)
        log = DeviceLog(book / "ledger" / KEY.device_id, KEY)
        published = StatementLog(book / "publication", KEY)
        vault = Vault(book / "vault")
        while True:
            log.append([Draft("source", {"name": "x" * draw.randrange(900)})] * draw.randrange(1, 20))
            os.write(pipe, b"entries %d\n" % log.size)
            published.append([b'{"digest":"%s"}' % draw.randbytes(32).hex().encode()] * draw.randrange(1, 9))
            os.write(pipe, b"leaves %d\n" % published.size)
            digest = vault.put(draw.randbytes(draw.choice((10, 40_000))))
            os.write(pipe, b"evidence %s\n" % digest.encode())
    finally:
        os._exit(1)


def _lost(book: Path, lines: list[str]) -> str:
    """Open what is there with the real recovery; say what is missing or wrong."""
    words = [line.split(" ") for line in lines]
    try:
        log = DeviceLog(book / "ledger" / KEY.device_id, KEY)
        published = StatementLog(book / "publication", KEY)
        vault = Vault(book / "vault")
        for kind, size in (("entries", log.size), ("leaves", published.size)):
            told = max((int(number) for word, number in words if word == kind), default=0)
            if size < told:
                return f"{told} {kind} were acknowledged, {size} are there"
        for word, digest in words[-60:]:
            if word == "evidence":
                vault.get(digest)
        problems = [*log.verify(), *published.verify(), *vault.verify()]
    except EverynameError as error:
        return f"refused: {error.happened}"
    return "; ".join(one.happened for one in problems)
