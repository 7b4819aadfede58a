"""Find what an erasure has to name, list it for a person, record it, and have it carried out.

Asked for one report, one has to name more: the outputs and data sets made from it, the portrait made from a
picture. These go in the same act. Entries that speak of it (a judgement's reason, a correction) are offered.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from everyname.book import erasing, index, reading
from everyname.book.book import Book
from everyname.book.limits import lasts, log_folders
from everyname.book.members import require_role
from everyname.book.steps.sources import reports_of
from everyname.errors import PolicyRefused, UsedWrongly
from everyname.ledger.entry import Draft, Entry, join, parse_leaf
from everyname.ledger.log import DeviceLog
from everyname.ledger.taking import Branch, branches

__all__ = ["Found", "Plan", "erase", "find"]

SPEAKING = (
    "claim",
    "consent",
    "correction",
    "decision",
    "event",
    "judgement",
    "release",
    "standing",
    "withhold",
)
QUOTING = ("claims", "names")  # runs whose output may quote
LEAST_TELLING = 6  # signs of a text by which other entries are searched
NOTHING = b"[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry, or bytes of the vault, in words for a person."""

    id: str
    what: str

    def to_plain(self) -> dict[str, str]:
        """Give the finding as plain values."""
        return {"id": self.id, "what": self.what}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an erasure would name: `entries` and `files` go, `related` where wanted, `holders` stay.

    `holders` are files of the vault that hold it among much else: the lists its rows came with.
    """

    entries: tuple[Found, ...] = ()
    files: tuple[Found, ...] = ()
    related: tuple[Found, ...] = ()
    holders: tuple[Found, ...] = ()
    texts: frozenset[str] = frozenset()

    def to_plain(self) -> dict[str, Any]:
        """Give the plan as plain values."""
        return {
            name: [one.to_plain() for one in getattr(self, name)]
            for name in ("entries", "files", "related", "holders")
        }


@dataclass(slots=True)
class _Search:
    """What is asked for, and by what else it is known."""

    targets: dict[str, Entry] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)  # of reports, persons, claims, documents
    persons: set[str] = field(default_factory=set)  # under which a report of it ever stood
    texts: set[str] = field(default_factory=set)  # of no other entry: names, free columns, notes
    digests: set[str] = field(default_factory=set)
    speaking: list[Entry] = field(default_factory=list)
    releases: list[Entry] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)  # digest -> kind of run

    def known_by(self, raw: str) -> bool:
        """Say whether JSON holds an id or a telling text of it."""
        known = (f'"{one}"' for one in (*self.ids, *self.persons, *self.digests))
        return any(one in raw for one in (*known, *map(_escaped, self.texts)))


def find(book: Book, wanted: Sequence[str], evidence: Sequence[str] = ()) -> Plan:
    """Give what erasing entries (by their id, or a report's, person's or claim's) and bytes would name.

    Raises UsedWrongly for an unknown id, PolicyRefused for what the record itself rests on.
    """
    search = _Search(digests=set(evidence))
    for digest in evidence:
        if not book.vault.has(digest):
            raise UsedWrongly(
                f"The vault holds no {digest[:80]!r}.", remedy="`everyname show` names evidence."
            )
    _take_targets(book, search, wanted)
    _learn(book, search)
    _look_around(book, search)
    related = [entry for entry in search.speaking if _speaks(entry, search)]
    files = _made_of_it(book, search)
    given = [Found(id=digest, what="bytes as asked for") for digest in dict.fromkeys(evidence)]
    return Plan(
        entries=tuple(Found(id=e.id, what=_in_words(e)) for e in search.targets.values()),
        files=(*given, *files),
        related=tuple(Found(id=e.id, what=_in_words(e)) for e in related),
        holders=tuple(_holders(book, search)),
        texts=frozenset(search.texts),
    )


def erase(book: Book, plan: Plan, reason: str, *, with_related: bool = False) -> dict[str, Any]:
    """Record the erasure and carry it out; gives the receipts, `waiting` where another must agree first."""
    if not reason.strip():
        raise UsedWrongly("A reason is needed.", remedy="Give --reason TEXT; it stays when the rest is gone.")
    if any(text in reason for text in plan.texts):
        raise UsedWrongly(
            "The reason repeats what is to be erased, and the reason stays.",
            remedy="Say why in other words, without a name.",
        )
    entries = [*plan.entries, *(plan.related if with_related else ())]
    said = {"reason": reason, "date": datetime.date.today().isoformat()}
    drafts = [Draft("erase", {"entry": one.id, **said}) for one in entries]
    drafts += [Draft("erase", {"evidence": one.id, **said}) for one in plan.files]
    own = book.own_device()
    if plan.files or any(one.id.rpartition("-")[0] != own for one in entries):
        require_role(book, frozenset({"steward"}), "erase what others recorded")
    written = book.append(drafts)
    receipts = [receipt for entry in written if (receipt := erasing.receipt(book, entry.id)) is not None]
    return {
        "erased": [entry.id for entry in written],
        "receipts": receipts,
        "waiting": [entry.id for entry in written if erasing.receipt(book, entry.id) is None],
    }


# -- what is asked for -------------------------------------------------------------------------------


def _take_targets(book: Book, search: _Search, wanted: Sequence[str]) -> None:
    reports: dict[str, str] = {}  # id of a report -> the id that was asked for
    for one in wanted:
        person = reading.resolve_person(book, one)
        reports |= dict.fromkeys(reports_of(book, person), one)
    unmet = set(wanted)
    for entry in book.entries():
        named = str((entry.body or {}).get("id", "")) if entry.kind in ("report", "claim") else ""
        met = entry.id if entry.id in wanted else named if named in wanted else reports.get(named, "")
        if not met:
            continue
        unmet.discard(met)
        if lasts(entry):
            raise PolicyRefused(
                f"{entry.id} is of kind {entry.kind}: the rest of the book rests on it, so it stays.",
                remedy="To withdraw an edition erase what it shows; to end a device revoke it.",
            )
        if entry.body is not None:
            search.targets[entry.id] = entry
    for behind in _behind_limits(book, unmet):
        search.targets[behind.id] = behind
        unmet.discard(behind.id)
    if unmet:
        raise UsedWrongly(
            f"Nothing in this book has the id {min(unmet)!r}.",
            remedy="Give an entry, a report, a person or a claim; `everyname show ID` shows it.",
        )


def _behind_limits(book: Book, wanted: set[str]) -> Iterator[Entry]:
    """Give entries that do not count, of devices that forked or were revoked: their words are kept too."""
    devices = {one.partition("-")[0] for one in wanted}
    for folder in log_folders(book.folder) if wanted else ():
        runs: list[Branch | DeviceLog] = [DeviceLog(folder), *branches(folder)]
        for run in runs if folder.name in devices else ():
            for leaf, body in zip(run.leaf_lines(), run.body_lines(), strict=True):
                entry = join(parse_leaf(leaf), body)
                if entry.id in wanted and not lasts(entry) and entry.body is not None:
                    yield entry


def _learn(book: Book, search: _Search) -> None:
    """Learn by which ids, digests and texts the targets are known elsewhere."""
    for entry in search.targets.values():
        body = entry.body or {}
        if entry.kind in ("report", "claim"):
            search.ids.add(body["id"])
        if entry.kind == "release" and "document" in body:
            search.ids.add(body["document"]["digest"])
        search.texts |= {text for text in _telling(entry.kind, body) if len(text) >= LEAST_TELLING}
    documents = search.ids | search.digests
    table = index.claims
    search.ids |= {row.id for row in book.rows(sa.select(table)) if row.document in documents}
    first, now, moved = reading.first_person_of(book), reading.person_of(book), reading.redirects(book)
    stood = {known[one] for known in (first, now) for one in search.ids if one in known}
    search.persons = stood | {reading.follow(moved, person) for person in stood}
    left = {person for report, person in now.items() if report not in search.ids}
    search.ids |= search.persons - left


def _look_around(book: Book, search: _Search) -> None:
    """Read all other entries: who may speak of it, what rests on its bytes, which texts are not its own."""
    rested = set[str]()
    for entry in book.entries():
        if entry.id in search.targets or entry.body is None:
            continue
        rested.update(entry.blobs)
        if entry.kind in SPEAKING:
            search.speaking.append(entry)
        elif entry.kind == "run":
            search.outputs[entry.body["output"]] = entry.body["kind"]
        else:
            search.texts.difference_update(_strings(entry.body))
        if entry.kind == "release":
            search.releases.append(entry)
    search.releases += [entry for entry in search.targets.values() if entry.kind == "release"]
    own = {digest for entry in search.targets.values() for digest in entry.blobs}
    search.digests |= own - rested


# -- what else holds it ------------------------------------------------------------------------------


def _speaks(entry: Entry, search: _Search) -> bool:
    strings = set(_strings(entry.body))
    if entry.kind == "release":
        strings = set(_strings((entry.body or {}).get("notes", [])))
    return bool(strings & search.ids) or any(text in one for one in strings for text in search.texts)


def _made_of_it(book: Book, search: _Search) -> list[Found]:
    found = dict[str, str]()
    for entry in search.releases:
        refused = (entry.body or {}).get("refused", "")
        whole = (entry.body or {})["release"]["digest"] in search.digests
        if whole and refused and book.vault.has(refused) and book.vault.get(refused) != NOTHING:
            found[refused] = "rows of this list that were refused, as it gave them"
    for digest, kind in search.outputs.items():
        if (
            kind in QUOTING
            and book.vault.has(digest)
            and search.known_by(book.vault.get(digest).decode("utf-8"))
        ):
            found[digest] = f"what a run of kind {kind} found in it"
    for row in book.rows(sa.select(index.editions).order_by(index.editions.c.number)):
        if not book.vault.has(row.dataset) or not book.vault.has(row.plan):
            continue
        made = json.loads(book.vault.get(row.plan)).get("portraits", {})
        portraits = {made[digest] for digest in search.digests if made.get(digest)}
        data = book.vault.get(row.dataset).decode("utf-8")
        found |= dict.fromkeys(portraits, "a portrait made from it")
        if search.known_by(data) or any(one in data for one in portraits):
            what = f"edition {row.date}-{row.number}, which shows it: it leaves this book, copies of it stay"
            found |= {row.dataset: what, row.plan: f"salts and digests of edition {row.date}-{row.number}"}
    return [Found(id=digest, what=what) for digest, what in found.items() if digest not in search.digests]


def _holders(book: Book, search: _Search) -> Iterator[Found]:
    """Give the lists that hold a report's row: every release of its source whose bytes stay."""
    of = {e.body["report"]["source"] for e in search.targets.values() if e.kind == "report" and e.body}
    for entry in search.releases:
        release = (entry.body or {})["release"]
        digest, kept = release["digest"], entry.id not in search.targets
        if not kept or release["source"] not in of or release["kind"] != "list":
            continue
        if digest not in search.digests and book.vault.has(digest):
            rows = f"the list as given, with {release['given']} rows of {release['source']}"
            yield Found(id=digest, what=f"{release['file_name']}, {rows}")


def _in_words(entry: Entry) -> str:
    body = entry.body or {}
    match entry.kind:
        case "report":
            names = ", ".join(name["text"] for name in body["report"].get("names", ())) or "no name"
            return f"report {body['id']} ({names})"
        case "release":
            return f"{body['release']['kind']} {body['release']['file_name']} of {body['release']['source']}"
        case "evidence":
            return f"{body['kind']} {body['file_name']} of {body['source']}"
        case "judgement":
            return f"judgement on {body['left']} and {body['right']}: {body['reason']}"
        case _:
            return f"{entry.kind} on {body.get('subject') or body.get('proposal') or body.get('id') or 'it'}"


def _telling(kind: str, body: dict[str, Any]) -> Iterator[str]:
    """Give the texts of an entry that would tell of it elsewhere."""
    if kind == "report":
        given = body["report"]
        yield from (name["text"] for name in given.get("names", ()))
        yield from (picture["file_name"] for picture in given.get("pictures", ()))
        yield from (text for _, text in given.get("others", ()))
        return
    inside = [part for part in (body, body.get("release"), body.get("document")) if isinstance(part, dict)]
    yield from (
        str(part.get(key, "")) for part in inside for key in ("reason", "text", "note", "title", "file_name")
    )


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _strings(value: Any) -> Iterator[str]:
    """Give every text in a value, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        parts: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for part in parts:
            yield from _strings(part)
