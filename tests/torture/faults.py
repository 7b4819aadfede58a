"""F3: the disk refuses call k, for every k: an error that tells the truth, no loss, the next try succeeds.

Refusals: an I/O error at one call; a disk full from that call on, the write taking half; a disk that is
read-only from that call on; a write that takes half and says so. Only calls that change files are refused.
"""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from everyname.errors import EverynameError
from everyname.ledger import durable
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog
from everyname.ledger.statements import StatementLog
from everyname.ledger.vault import Vault
from torture.disk import Recorder
from torture.subjects import KEY, SUBJECTS
from torture.table import Found, scratch

__all__ = ["ACTS", "REFUSALS", "Act", "at_every_call", "run", "tried"]

Refusal = Callable[[int], Callable[[int, str], int | str | None]]


def _io_error(k: int) -> Callable[[int, str], int | str | None]:
    return lambda number, name: errno.EIO if number == k else None


def _full(k: int) -> Callable[[int, str], int | str | None]:
    return lambda number, name: (
        errno.ENOSPC if number >= k and name in ("open", "write", "mkdir", "rename") else None
    )


def _read_only(k: int) -> Callable[[int, str], int | str | None]:
    return lambda number, name: errno.EROFS if number >= k and name != "sync" else None


def _short(k: int) -> Callable[[int, str], int | str | None]:
    return lambda number, name: "short" if number == k and name == "write" else None


REFUSALS: dict[str, Refusal] = {
    "I/O error": _io_error,
    "disk full": _full,
    "read-only": _read_only,
    "short write": _short,
}


@dataclass(frozen=True, slots=True)
class Act:
    """Something that writes: `do` it, `stands` says whether it is recorded, `sound` what is wrong.

    `again` where doing it twice records nothing twice.
    """

    do: Callable[[], object]
    stands: Callable[[], bool]
    sound: Callable[[], str]
    again: bool = False


def run(count: int, seed: int) -> Found:
    """Refuse every call of every act in every way, again with other content until `count` is reached."""
    found, number = Found(), 0
    while True:
        for name, make in ACTS.items():
            for kind, refusal in REFUSALS.items():
                with scratch() as folder:
                    draw = random.Random(f"{seed} {number} {name} {kind}")
                    at_every_call(f"{name}, {kind}", _fresh(folder, make, draw), refusal, found)
        number += 1
        if found.count >= count:
            return found


def _fresh(
    folder: Path, make: Callable[[Path, random.Random], Act], draw: random.Random
) -> Callable[[], contextmanager[tuple[Path, Act]]]:
    seed = draw.random()

    @contextmanager
    def begin() -> Iterator[tuple[Path, Act]]:
        root = folder / "book"
        shutil.rmtree(folder)
        root.mkdir(parents=True)
        yield root, make(root, random.Random(seed))

    return begin


def at_every_call(name: str, begin: Callable[[], contextmanager], refusal: Refusal, found: Found) -> None:
    """Do the act with call 0 refused, then 1, until one try meets no refusal any more."""
    for k in range(10_000):
        with begin() as (root, act):
            recorder = Recorder(root)
            recorder.adopt()
            recorder.refuse = refusal(k)
            problem = tried(recorder, act)
            if recorder.calls <= k and not problem:
                return
            found.add(name, f"call {k}: {problem}" if problem else "")


def tried(recorder: Recorder, act: Act) -> str:
    """Do the act with the recorder refusing; say what is wrong then, or with the next try, or ""."""
    told = ""
    try:
        with recorder:
            act.do()
    except EverynameError as error:
        told = error.kept
        if not error.happened or not error.kept or not error.remedy:
            return "an error in fewer than three parts"
    except OSError as error:
        return f"a bare {type(error).__name__}: {error}"
    problem = act.sound()
    if problem:
        return problem
    if not told and not act.stands():
        return "acknowledged, and not there"
    if "not recorded" in told and not act.again and act.stands():
        return "it says that nothing was recorded, and something was"
    if told not in ("", durable.MAY_STAND) and "safe" not in told:
        return f"the error does not say what is safe: {told}"
    if told:
        try:
            act.do()
        except EverynameError as error:
            return f"the next try is refused: {error.happened}"
        if not act.stands():
            return "the next try says it is done, and it is not"
    return act.sound()


def _append(root: Path, draw: random.Random) -> Act:
    folder = root / "ledger" / KEY.device_id
    log = DeviceLog(folder, KEY)
    log.append([Draft("source", {"name": "before"})])
    before = list(log.leaf_lines())
    drafts = [Draft("source", {"name": "new", "text": "x" * draw.randrange(2_000)}) for _ in range(3)]

    def stands() -> bool:
        again = DeviceLog(folder, KEY)  # with recovery: what it signs is recorded
        return any((entry.body or {}).get("name") == "new" for entry in again.entries())

    def sound() -> str:
        again = DeviceLog(folder, KEY)
        return _kept(before, list(again.leaf_lines())) or _said(again.verify())

    return Act(lambda: log.append(drafts), stands, sound)


def _publish(root: Path, draw: random.Random) -> Act:
    folder = root / "publication"
    log = StatementLog(folder, KEY)
    log.append([b'{"digest":"before"}'])
    leaves = [b'{"digest":"%s"}' % draw.randbytes(32).hex().encode() for _ in range(4)]

    def sound() -> str:
        again = StatementLog(folder, KEY)
        return _kept([b'{"digest":"before"}'], list(again.leaves())) or _said(again.verify())

    return Act(
        lambda: log.append(leaves), lambda: leaves[0] in list(StatementLog(folder, KEY).leaves()), sound
    )


def _put(root: Path, draw: random.Random) -> Act:
    vault = Vault(root / "vault")
    before = vault.put(b"before")
    many = [draw.randbytes(3_000), b"", b"third"]
    last = draw.randbytes(900)
    digest = sha256(last).hexdigest()

    def do() -> None:
        vault.put_many(many)
        vault.put_stream(digest, [last[:100], last[100:]])

    def sound() -> str:
        again = Vault(root / "vault")
        return _said(again.verify()) or ("" if again.has(before) else "evidence is gone")

    digests = [digest, *(sha256(one).hexdigest() for one in many)]
    return Act(do, lambda: all(map(vault.has, digests)), sound, again=True)


def _take(root: Path, draw: random.Random) -> Act:
    taking = SUBJECTS["taking"](draw, root.parent / "writer")
    acks: list[object] = []
    return Act(
        lambda: taking.play(root, acks.append),
        lambda: len(acks) >= 3,
        lambda: "" if len(acks) < 3 else taking.check(root, acks),
        again=True,
    )


def _kept(before: list[bytes], found: list[bytes]) -> str:
    return "" if found[: len(before)] == before else "what was acknowledged before is gone"


def _said(problems: list) -> str:
    return "; ".join(one.happened for one in problems)


ACTS: dict[str, Callable[[Path, random.Random], Act]] = {
    "append": _append,
    "publish": _publish,
    "put": _put,
    "take": _take,
}
