"""Check a bundle against the book it is given to; nothing is written, and the result says what to take.

In this order: the book, the addressee, the sender; every line, commitment, count and root; that somebody
enrolled each device; no jump in lam; no evidence missing or stray; and that the whole book with what comes
can be replayed, into an index of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile
from pathlib import Path

from everyname.book import keyring
from everyname.book.authority import Authority
from everyname.book.book import Book
from everyname.book.limits import (
    LASTING,
    erasures,
    fork_limits,
    governing,
    log_folders,
    of_kind,
    smaller,
    without,
)
from everyname.book.members import revoked
from everyname.courier.bundle import Bundle
from everyname.courier.introduced import Introduced, require_introduced
from everyname.courier.published import check_published
from everyname.errors import Damaged, ValueRefused
from everyname.ledger import keys
from everyname.ledger.entry import Entry, join, parse_leaf
from everyname.ledger.log import DeviceLog, Readable, in_order
from everyname.ledger.taking import Fit, Gap, Segment, branches, fit_segment
from everyname.ledger.vault import Vault

__all__ = ["Checked", "Offer", "check", "require_for_us"]

_LAM = re.compile(rb'"lam":([0-9]+),')


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One run of entries and how it fits."""

    folder: Path
    segment: Segment
    fit: Fit


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a sound bundle brings."""

    offers: list[Offer] = field(default_factory=list)
    forks: list[Offer] = field(default_factory=list)
    erased: dict[str, str] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)

    @property
    def entries(self) -> int:
        """The number of entries not held before, on first branches."""
        return sum(offer.fit.brings for offer in self.offers)


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What stood in the offered entries."""

    own_book: str
    introduced: Introduced = field(default_factory=Introduced)
    before: set[int] = field(default_factory=set)  # a lam that must stand somewhere
    rests_on: dict[str, set[str]] = field(default_factory=dict)  # evidence -> entries
    bodiless: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        """Note one entry."""
        if self.last.get(entry.device, -1) != entry.lam - 1 and entry.lam > 1:
            self.before.add(entry.lam - 1)
        self.last[entry.device] = entry.lam
        if entry.body is None:
            self.bodiless.add(entry.id)
        else:
            self.introduced.see(entry, self.own_book)
        for digest in entry.blobs:
            self.rests_on.setdefault(digest, set()).add(entry.id)


class _Coming:
    """A device's log as it would stand: what is held, then what is offered, as far as it counts."""

    def __init__(self, folder: Path, offer: Offer | None) -> None:
        self.folder = folder
        self.limit: int | None = None
        self.erased: Mapping[str, str] = {}
        self._held = DeviceLog(folder) if (folder / "checkpoint").exists() else None
        self._offer = offer

    def leaf_lines(self) -> Iterator[bytes]:
        """Stream the leaves."""
        held = self._held.leaf_lines() if self._held is not None else iter(())
        offered = islice(self._offer.segment.leaves(), self._skip(), None) if self._offer else iter(())
        return chain(held, offered)

    def body_lines(self) -> Iterator[bytes]:
        """Stream the bodies."""
        held = self._held.body_lines() if self._held is not None else iter(())
        offered = islice(self._offer.segment.bodies(), self._skip(), None) if self._offer else iter(())
        return chain(held, offered)

    def entries(self) -> Iterator[Entry]:
        """Stream the entries that count."""
        pairs = zip(self.leaf_lines(), self.body_lines(), strict=True)
        read = (join(parse_leaf(line), body) for line, body in islice(pairs, self.limit))
        return without(read, self.erased)

    def _skip(self) -> int:
        return self._offer.fit.held - self._offer.segment.base if self._offer is not None else 0


class _WithBundle(Vault):
    """The vault with the evidence of a bundle that is being checked."""

    def __init__(self, vault: Vault, bundle: Bundle, erased: Mapping[str, str]) -> None:
        super().__init__(vault.folder)
        self.erased = erased
        self._bundle = bundle

    def get(self, digest: str) -> bytes:
        """Give the bytes of a digest from the bundle, else from the vault."""
        if digest in self._bundle.members:
            return b"".join(self._bundle.chunks(digest))
        return super().get(digest)


def require_for_us(book: Book, bundle: Bundle, *, for_anyone: bool = False) -> None:
    """Refuse a bundle of another book, to somebody else, or from a revoked device; raises ValueRefused.

    `for_anyone` takes what was packed for somebody else: the recovery key opened it.
    """
    if bundle.note.book not in book.ids():
        raise ValueRefused(
            "this bundle is of another book",
            remedy="Go to the book it is of; to join two books, exchange cards: everyname partner add CARD.",
        )
    own = {path.name for path in log_folders(book.folder) if keyring.holds(path.name)}
    if not for_anyone and not own & {keys.parse_vkey(vkey).device_id for vkey in bundle.note.addressees}:
        raise ValueRefused(
            "this bundle was not packed for this machine", remedy="Ask for one packed to your card."
        )
    if bundle.note.sender.device_id in revoked(book):
        raise ValueRefused("the device that packed this bundle was revoked")


def check(book: Book, bundle: Bundle, fresh: Path, *, for_anyone: bool = False) -> Checked:
    """Check everything; the index of the book with what comes goes into `fresh`. Raises ValueRefused, Gap."""
    require_for_us(book, bundle, for_anyone=for_anyone)
    seen, checked = _Seen(own_book=book.id), Checked()
    for part in bundle.contents.logs:
        _fit(book, bundle, part.vkey, part.base, part.checkpoint, (part.leaves, part.bodies), seen, checked)
    logs = _coming(book, checked)
    checked.erased = erasures(of_kind(logs, *LASTING))
    authority = _limit(book, logs, checked)
    offered = {o.folder.name: o.segment.key for o in (*checked.offers, *checked.forks)}
    require_introduced(book, offered, seen.introduced, {log.folder.name: log.limit for log in logs})
    _require_no_jump(book, logs, checked, seen)
    gone = seen.bodiless - set(checked.erased)
    if gone:
        raise ValueRefused(f"the body of {min(gone)} is gone and nobody erased it")
    checked.evidence = _require_evidence(book, bundle, seen, checked.erased)
    check_published(book, bundle)
    if checked.entries or checked.forks:
        try:
            vault = _WithBundle(book.vault, bundle, checked.erased)
            book.write_index(fresh, vault, in_order(logs), authority)
        except Damaged as error:
            raise ValueRefused(f"the book cannot be replayed with it: {error.happened}") from error
    return checked


def _fit(
    book: Book,
    bundle: Bundle,
    vkey: str,
    base: int,
    signed: str,
    names: tuple[str, str],
    seen: _Seen,
    checked: Checked,
) -> None:
    key = keys.parse_vkey(vkey)
    folder = book.folder / "ledger" / key.device_id
    leaves, bodies = names
    segment = Segment(
        key=key,
        base=base,
        signed=signed,
        leaves=lambda: bundle.lines(leaves),
        bodies=lambda: bundle.lines(bodies),
    )
    seen.last.pop(key.device_id, None)
    offer = Offer(folder=folder, segment=segment, fit=fit_segment(folder, segment, seen.see))
    first = next((one for one in checked.offers if one.folder == folder), None)
    if offer.fit.forks:
        checked.forks.append(offer)
    elif first is not None:
        checked.forks.append(_against(first, offer))
    else:
        checked.offers.append(offer)


def _against(first: Offer, offer: Offer) -> Offer:
    """Hold a second run of one device against the first of the same bundle: it must be another branch."""
    # Up to both bases the two are what is held: each was checked against it.
    start = max(first.segment.base, offer.segment.base)
    runs = [islice(one.segment.leaves(), start - one.segment.base, None) for one in (first, offer)]
    common = start + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*runs, strict=False)))
    if common == min(first.fit.head.size, offer.fit.head.size):
        raise ValueRefused(f"the log of {offer.folder.name} stands twice in this bundle")
    fit = Fit(head=offer.fit.head, held=first.fit.head.size, common=common, forks=True)
    return Offer(folder=offer.folder, segment=offer.segment, fit=fit)


def _coming(book: Book, checked: Checked) -> list[_Coming]:
    offers = {offer.folder: offer for offer in checked.offers if offer.fit.brings}
    folders = sorted({*log_folders(book.folder), *offers})
    return [_Coming(folder, offers.get(folder)) for folder in folders]


def _require_no_jump(book: Book, logs: list[_Coming], checked: Checked, seen: _Seen) -> None:
    """Require for each lam the one before it somewhere: a writer counts on from what it had seen."""
    missing = set(seen.before)
    for log in logs:
        if not missing:
            return
        missing -= {int(found[1]) for line in log.leaf_lines() if (found := _LAM.search(line))}
    for folder in log_folders(book.folder):
        for branch in branches(folder):
            missing -= {parse_leaf(line).lam for line in branch.leaf_lines()}
    for fork in checked.forks:
        missing -= {parse_leaf(line).lam for line in fork.segment.leaves()}
    if missing:
        raise Gap(
            f"an entry counts on from {min(missing)}, which no entry of this book or bundle has reached",
            remedy="An earlier bundle may be missing: ask for one packed without --have.",
        )


def _require_evidence(book: Book, bundle: Bundle, seen: _Seen, erased: dict[str, str]) -> set[str]:
    """Give the evidence to take; refuse a bundle that lacks some, or holds some no entry rests on."""
    offered = bundle.evidence()
    stray = offered - set(seen.rests_on)
    if stray:
        raise ValueRefused(f"the file {min(stray)[:12]}… of the bundle is evidence of no entry in it")
    rests_on = seen.rests_on.items()
    wanted = {digest for digest, entries in rests_on if entries - set(erased) and digest not in erased}
    missing = [d for d in sorted(wanted) if d not in bundle.members and not book.vault.has(d)]
    if missing:
        raise Gap(f"the evidence {missing[0][:12]}… that entries rest on is neither here nor in the bundle")
    return {d for d in wanted if d in bundle.members and not book.vault.has(d)}


def _limit(book: Book, logs: list[_Coming], checked: Checked) -> Authority:
    """Find who may speak once the bundle is taken, and set how far each log counts."""
    forked = fork_limits(book.folder)
    for fork in checked.forks:
        name = fork.folder.name
        forked[name] = min(fork.fit.common, forked.get(name, fork.fit.common))
    readable: list[Readable] = list(logs)
    authority = Authority.of(governing(readable), forked)
    limits = smaller(forked, authority.sizes)
    for log in logs:
        log.limit = limits.get(log.folder.name)
        log.erased = checked.erased
    return authority
