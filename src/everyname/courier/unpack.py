"""Take bundles and acknowledgements: all of one or nothing of it; what fails goes to quarantine.

Idempotent, in any order, any number of times. A bundle that waits for an earlier one, or for a card, is
tried again as soon as something else was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from everyname.book import erasing, held, keyring, lock
from everyname.book.book import Book
from everyname.book.limits import log_folders
from everyname.book.members import members
from everyname.book.working import working_folder
from everyname.courier import quarantine
from everyname.courier.bundle import Bundle, open_bundle
from everyname.courier.check import Checked, check
from everyname.courier.have import make_have
from everyname.courier.inbox import is_sealed, open_sealed, require_whole
from everyname.courier.parts import Given, group
from everyname.courier.published import take_published
from everyname.errors import EverynameError, FileRefused, ValueRefused
from everyname.ledger import durable
from everyname.ledger.dropping import erased_of, is_erased
from everyname.ledger.keys import RecoveryKey, VerifyKey, parse_vkey
from everyname.ledger.log import DeviceLog
from everyname.ledger.taking import take_branch, take_segment
from everyname.ledger.worded import Waits

__all__ = ["Taken", "try_again", "unpack", "write_ack"]

Progress = Callable[[str, int, int], None]
MAX_NOTE = 1 << 20


class HoldsErased(ValueRefused):
    """A bundle was refused that holds what was erased here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one thing given."""

    name: str
    kind: str  # "bundle", "have" or "quarantined"
    sender: str = ""
    entries: int = 0
    evidence: int = 0
    forks: tuple[str, ...] = ()
    reason: str = ""
    remedy: str = ""
    quarantine: str = ""
    waits: bool = False

    def to_plain(self) -> dict[str, Any]:
        """Give the account as plain values."""
        return {
            "name": self.name,
            "kind": self.kind,
            "from": self.sender,
            "entries": self.entries,
            "evidence": self.evidence,
            "forks": list(self.forks),
            "reason": self.reason,
            "remedy": self.remedy,
            "quarantine": self.quarantine,
        }


def unpack(
    book: Book, paths: Sequence[Path], progress: Progress | None = None, *, by_recovery: bool = False
) -> list[Taken]:
    """Take each thing given, and what waited in quarantine for it; raises FileRefused before work is done.

    `by_recovery` opens bundles by this machine's recovery key, and takes them whomever they were packed for.
    """
    given, results = group(paths), list[Taken]()
    with lock.writing(book.folder):
        for number, one in enumerate(given):
            if progress is not None:
                progress("unpacking", number, len(given))
            results.append(_take(book, one, by_recovery=by_recovery))
        if any(result.entries for result in results):
            results += try_again(book)
        erasing.finish(book)
    taken = {result.name for result in results if result.kind != "quarantined"}
    return [r for r in results if r.kind != "quarantined" or r.name not in taken]


def try_again(book: Book) -> list[Taken]:
    """Take what waited in quarantine and can be taken now; what is taken may be what another waits for."""
    found: list[Taken] = []
    with lock.writing(book.folder):
        kept = quarantine.shown(book.folder)
        waiting = [Given(name=one.name, files=one.files) for one in kept if one.waits and one.files]
        while waiting:
            tried = [(one, _take(book, one)) for one in waiting]
            waiting = [one for one, result in tried if result.kind == "quarantined"]
            taken = [result for _, result in tried if result.kind != "quarantined"]
            found += taken
            if not any(result.entries for result in taken):
                break
    return found


def _take(book: Book, given: Given, *, by_recovery: bool = False) -> Taken:
    """Take one thing or put it aside; raises EverynameError where disk or stick refuse."""
    try:
        return _take_or_keep(book, given, by_recovery)
    except OSError as error:
        raise EverynameError(
            f"The disk or the stick refused while {given.name} was taken: {error.strerror or error}.",
            kept="The book is sound. What of it was taken before that stays; nothing is ever taken twice.",
            remedy="Free some space or check the disk and the stick, then give it again.",
        ) from error


def _take_or_keep(book: Book, given: Given, by_recovery: bool) -> Taken:
    try:
        taken = _take_bundle(book, given, by_recovery) if is_sealed(given.files) else _take_have(book, given)
    except ValueRefused as error:
        kept = quarantine.keep(
            book.folder,
            given.name,
            given.files,
            error.happened,
            error.remedy,
            waits=isinstance(error, Waits),
            copy=not isinstance(error, HoldsErased),
        )
        return Taken(
            name=kept.name,
            kind="quarantined",
            reason=kept.reason,
            remedy=kept.remedy,
            quarantine=kept.id,
            waits=kept.waits,
        )
    quarantine.release(book.folder, given.files)
    return taken


def _known(book: Book) -> list[VerifyKey]:
    logs = [DeviceLog(folder).verify_key for folder in log_folders(book.folder)]
    return [*logs, *(member.key for member in members(book))]


def _take_have(book: Book, given: Given) -> Taken:
    if given.files[0].stat().st_size > MAX_NOTE:
        raise ValueRefused("this is neither a bundle nor a note")
    data = given.files[0].read_bytes()
    have = held.read_have(data, _known(book))
    if have.book not in book.ids():
        raise ValueRefused("this note is of another book")
    if not keyring.holds(have.by.device_id):  # our own word proves nothing to us
        held.remember(book.folder, have.by.device_id, data.decode("utf-8"))
    return Taken(name=given.name, kind="have", sender=have.by.device_id)


def _take_bundle(book: Book, given: Given, by_recovery: bool) -> Taken:
    require_whole(given.missing)
    own = _recovery_key() if by_recovery else _own_identities(book)
    with working_folder(book.folder) as place:
        plain, fresh = place / "plain", place / "index"
        open_sealed(given.files, plain, own)
        bundle = open_bundle(plain, _known(book))
        checked = _check(book, bundle, fresh, for_anyone=by_recovery)
        for digest in sorted(checked.evidence):
            book.vault.put_stream(digest, bundle.chunks(digest))
        forks = _take_logs(checked)
        take_published(book, bundle)
        book.taken(fresh if fresh.exists() else None)
    held.remember(book.folder, bundle.note.sender.device_id, bundle.have_note)
    return Taken(
        name=given.name,
        kind="bundle",
        sender=bundle.note.sender.device_id,
        entries=checked.entries,
        evidence=len(checked.evidence),
        forks=forks,
    )


def _check(book: Book, bundle: Bundle, fresh: Path, *, for_anyone: bool) -> Checked:
    """Check a bundle; one that is refused and holds what was erased is not to be kept in quarantine."""
    try:
        return check(book, bundle, fresh, for_anyone=for_anyone)
    except ValueRefused as error:
        if not _brings_erased(bundle, book.vault.erased):
            raise
        raise HoldsErased(
            error.happened, remedy="It holds what was erased here, so it was not kept: ask for a new bundle."
        ) from error


def _brings_erased(bundle: Bundle, erased: Mapping[str, str]) -> bool:
    if erased.keys() & bundle.members.keys():
        return True
    for part in bundle.contents.logs:
        wanted = erased_of(parse_vkey(part.vkey).device_id, erased)
        lines = enumerate(bundle.lines(part.bodies), part.base) if wanted else ()
        if any(seq in wanted and not is_erased(line) for seq, line in lines):
            return True
    return False


def _own_identities(book: Book) -> list[RecoveryKey]:
    devices = [path.name for path in log_folders(book.folder)]
    own = [keyring.find_identity(device) for device in devices if keyring.holds(device)]
    if not own:
        raise FileRefused("This machine has no key in this book.", remedy="Make a card first: everyname card")
    return own


def _recovery_key() -> list[RecoveryKey]:
    key = keyring.find_recovery()
    if key is None:
        raise FileRefused(
            "The recovery key is not on this machine.",
            remedy="Type it back from its paper: everyname keys recovery --restore",
        )
    return [key]


def _take_logs(checked: Checked) -> tuple[str, ...]:
    """Take what the bundle brings of each log; second branches last, when the first stands."""
    for offer in checked.offers:
        take_segment(offer.folder, offer.segment, offer.fit, checked.erased)
    found = [
        fork.folder.name
        for fork in checked.forks
        if take_branch(fork.folder, fork.segment, fork.fit, checked.erased)
    ]
    return tuple(found)


def write_ack(book: Book, beside: Path) -> Path:
    """Write the acknowledgement, a have note, beside a bundle, or into the book where that is refused."""
    data = make_have(book).encode("utf-8")
    name = f"{sha256(data).hexdigest()[:32]}.note"
    for folder in (beside, book.folder / "courier"):
        try:
            durable.make_folder(folder)
            if not (folder / name).exists():
                durable.replace(folder / name, data)
            return folder / name
        except OSError:
            continue
    raise FileRefused(
        "The acknowledgement could not be written.", remedy="Give --ack FILE on a disk that can be written."
    )
