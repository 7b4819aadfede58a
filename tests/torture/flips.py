"""F4: one bit is turned anywhere in ledger, vault, publication log, bundle or edition; it is found and named.

The check is the one a person would run on that part: the log's own verification, the vault's, the opening of
a bundle (sealed, and past its seal), the program inside an edition.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from courier.forge import Forge
from courier.offices import home_at, meet_all, pair
from edition.invented import edition_files, facts, log_and_proofs
from everyname.book import keyring
from everyname.courier.bundle import open_bundle
from everyname.courier.inbox import open_sealed
from everyname.edition import verify_edition
from everyname.edition.redact import Rules, allow
from everyname.edition.write import write
from everyname.errors import ValueRefused
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog
from everyname.ledger.statements import StatementLog
from everyname.ledger.vault import Vault
from torture.places import keys_at
from torture.subjects import KEY
from torture.table import Found, scratch

__all__ = ["TARGET", "Part", "flipped", "run"]

TARGET = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """Files of one kind, and the check that must find a change of one; "" means found and named."""

    name: str
    share: int
    files: tuple[Path, ...]
    missed: Callable[[Path], str]


def run(count: int, seed: int) -> Found:
    """Turn so many bits, one at a time, over all kinds of files by their shares."""
    draw, found = random.Random(seed), Found()
    with scratch() as folder, keys_at(folder / "nobody"):
        parts = [*_logs(folder), *_bundles(folder), *_edition(folder)]
        whole = sum(part.share for part in parts)
        for part in parts:
            for _ in range(-(-count * part.share // whole)):
                found.add(part.name, flipped(part, draw))
    return found


def flipped(part: Part, draw: random.Random) -> str:
    """Turn one bit, check, turn it back; say what was missed, or ""."""
    path = draw.choices(part.files, [one.stat().st_size for one in part.files])[0]
    data = path.read_bytes()
    at, bit = draw.randrange(len(data)), draw.randrange(8)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
    try:
        problem = part.missed(path)
    finally:
        path.write_bytes(data)
    return f"{path.name} byte {at} bit {bit}: {problem}" if problem else ""


def _logs(folder: Path) -> list[Part]:
    book = folder / "logs"
    vault = Vault(book / "vault")
    digests = vault.put_many([b"a", bytes(3_000), bytes(range(256)) * 40])
    log = DeviceLog(book / "ledger" / KEY.device_id, KEY)
    log.append([Draft("source", {"name": f"نام {at}", "n": at}, (), tuple(digests)) for at in range(12)])
    published = StatementLog(book / "publication", KEY)
    for turn in range(3):
        published.append(
            [b'{"digest":"%s"}' % sha256(bytes([turn, at])).hexdigest().encode() for at in range(5)]
        )

    def in_log(path: Path) -> str:
        return _named(path, book, [one.path for one in DeviceLog(log.folder).verify()])

    def in_publication(path: Path) -> str:
        return _named(path, book, [one.path for one in StatementLog(published.folder).verify()])

    def in_vault(path: Path) -> str:
        return _named(path, book, [one.path for one in Vault(book / "vault").verify()])

    heads = tuple(sorted((published.folder / "checkpoints").iterdir()))
    shares = (("entries.jsonl", 10), ("bodies.jsonl", 10), ("checkpoint", 8), ("key.vkey", 5))
    return [
        *(Part(f"ledger {name}", share, (log.folder / name,), in_log) for name, share in shares),
        *(
            Part(f"publication {name}", 5, (published.folder / name,), in_publication)
            for name in ("leaves.jsonl", "checkpoint", "key.vkey")
        ),
        Part("publication checkpoints/", 5, heads, in_publication),
        Part("vault", 17, tuple(p for p in (book / "vault").rglob("*") if p.is_file()), in_vault),
    ]


def _named(path: Path, book: Path, problems: list[str]) -> str:
    label = path.relative_to(book).as_posix()
    if any(problem.split(" ")[0] == label for problem in problems):
        return ""
    return f"not named; problems: {problems[:2]}"


def _bundles(folder: Path) -> list[Part]:
    north, south = pair(folder)
    meet_all([north, south], folder / "stick")
    forge, opened = Forge.of(north, south), folder / "opened"

    def keep(whole: bytes) -> bytes:
        opened.write_bytes(whole)
        return whole

    sealed, plain = folder / "sealed.age", folder / "plain"
    sealed.write_bytes(forge.bundle(raw=keep))
    with home_at(south.home):
        identity = keyring.find_identity(south.device)

    def past_seal(path: Path) -> str:
        with suppress(ValueRefused):
            open_bundle(path, [forge.key.verify_key])
            return "opened all the same"
        return ""

    def seal(path: Path) -> str:
        plain.unlink(missing_ok=True)
        with suppress(ValueRefused):
            open_sealed([path], plain, [identity])
            return "unsealed all the same"
        return ""

    if past_seal(opened) == "" or seal(sealed) == "":
        raise AssertionError("the bundle nobody touched is refused")
    return [Part("bundle sealed", 10, (sealed,), seal), Part("bundle opened", 10, (opened,), past_seal)]


def _edition(folder: Path) -> list[Part]:
    public, site = allow(facts(), Rules()), folder / "site"
    files = edition_files(public, KEY.vkey)
    listed, head, proofs = log_and_proofs(StatementLog(folder / "log", KEY), public, files)
    write(site, files, listed, head, proofs)

    def missed(path: Path) -> str:
        name = path.relative_to(site).as_posix()
        problems = verify_edition.check(site, None)
        return "" if any(name in problem for problem in problems) else f"not named; problems: {problems[:2]}"

    kinds: dict[str, list[Path]] = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file() and path.stat().st_size):
        below = path.relative_to(site).parts
        kinds.setdefault(f"edition {below[0]}{'/' if len(below) > 1 else ''}", []).append(path)
    return [Part(name, max(1, 15 // len(kinds)), tuple(paths), missed) for name, paths in kinds.items()]
