"""Tell which acts speak of the same thing, so that two made apart become a conflict.

An act names in `supersedes` the acts on its topic that its device had seen. What nobody superseded is
in force; several in force whose values differ are a contradiction for a person to settle.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from everyname.book import index
from everyname.book.roles import is_entry_id

if TYPE_CHECKING:
    from everyname.book.book import Book

__all__ = ["Act", "Acts", "contradictions", "packed", "topic_of", "value_of"]

Body = dict[str, Any]


class Act(NamedTuple):
    """One act in force: the entry that recorded it, its place in the order, what it says."""

    entry: str
    lam: int
    value: str
    body: Body

    @property
    def device(self) -> str:
        """The device that recorded it."""
        return self.entry.partition("-")[0]


def topic_of(kind: str, body: Body) -> str:
    """Name the one thing an act decides, "" for a kind whose acts stand side by side."""
    match kind:
        case "judgement":
            return " ".join(("judgement", *sorted((body["left"], body["right"]))))
        case "decision":
            # On an act that waits: what settles it is said by the order, not by what nobody superseded.
            return "" if is_entry_id(body["proposal"]) else f"decision {body['proposal']}"
        case "standing" | "withhold":
            return f"{kind} {body['subject']}"
        case "correction":
            return f"correction {body['subject']} {body['field']}" if "field" in body else ""
        case "consent":
            return f"consent {body['subject']} {body['purpose']}"
        case "policy":
            return f"policy {body['topic']}"
        case "source":
            return f"source {body['name']}"
        case "release":
            release = body["release"]
            return f"release {release['source']}" if release["kind"] == "list" else ""
        case _:
            return ""


def value_of(kind: str, body: Body) -> str:
    """Give what two acts on one topic must agree on, in words a person can compare."""
    match kind:
        case "judgement" | "decision":
            return str(body["verdict"])
        case "standing":
            return str(body["standing"])
        case "withhold":
            return "shown" if body.get("lifted") else "withheld"
        case "correction":
            return "withdrawn" if body.get("withdrawn") else packed(body["value"])
        case "consent":
            return "given" if body["given"] else "refused"
        case "policy":
            return str(body["toml"])
        case "release":
            return str(body["release"]["digest"])
        case _:
            return packed(body)


def contradictions(book: Book) -> list[tuple[str, list[Act]]]:
    """Give each topic on which acts in force differ, with these acts in ledger order."""
    table = index.acts
    several = sa.select(table.c.topic).group_by(table.c.topic)
    several = several.having(sa.func.count(sa.distinct(table.c.value)) > 1)
    rows = book.rows(sa.select(table).where(table.c.topic.in_(several)).order_by(table.c.topic))
    found: dict[str, list[Act]] = {}
    for row in rows:
        act = Act(row.entry, row.lam, row.value, json.loads(row.body))
        found.setdefault(row.topic, []).append(act)
    return [(topic, sorted(acts, key=_place)) for topic, acts in found.items()]


def _place(act: Act) -> tuple[int, str, str]:
    return act.lam, act.device, act.entry


def packed(value: Any) -> str:
    """Give JSON with sorted keys and no white space."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Acts:
    """The acts in force while entries are applied, read a topic at a time; `save` writes what changed."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._topics: dict[str, dict[str, Act]] = {}
        self._changed: set[str] = set()
        held = sa.select(index.acts.c.topic).limit(1)
        self._was_empty = connection.execute(held).first() is None

    def load(self, topics: Iterable[str]) -> None:
        """Read many topics at once that are about to be asked for."""
        wanted = {topic for topic in topics if topic not in self._topics}
        self._topics |= {topic: {} for topic in wanted}
        for some in () if self._was_empty else _some(wanted):
            self._read(some)

    def take(self, topic: str, act: Act, supersedes: tuple[str, ...]) -> None:
        """Put an act in force and end those it superseded, and those its own device made before."""
        standing = self._of(topic)
        for entry in [e for e, old in standing.items() if e in supersedes or old.device == act.device]:
            del standing[entry]
        standing[act.entry] = act
        self._changed.add(topic)

    def on(self, topic: str) -> list[Act]:
        """Give the acts in force on a topic, in ledger order."""
        return sorted(self._of(topic).values(), key=_place)

    def contradict(self, topic: str) -> bool:
        """Say whether the acts in force on a topic differ."""
        return len({act.value for act in self._of(topic).values()}) > 1

    def save(self) -> None:
        """Write the topics that changed."""
        table = index.acts
        for some in () if self._was_empty else _some(self._changed):
            self._connection.execute(sa.delete(table).where(table.c.topic.in_(some)))
        rows = [
            {
                "topic": topic,
                "entry": act.entry,
                "lam": act.lam,
                "value": act.value,
                "body": packed(act.body),
            }
            for topic in sorted(self._changed)
            for act in self.on(topic)
        ]
        for at in range(0, len(rows), 5_000):
            index.put(self._connection, table, rows[at : at + 5_000])
        self._changed.clear()
        self._was_empty = self._was_empty and not rows

    def _of(self, topic: str) -> dict[str, Act]:
        if topic not in self._topics:
            self.load([topic])
        return self._topics[topic]

    def _read(self, topics: list[str]) -> None:
        table = index.acts
        for row in self._connection.execute(sa.select(table).where(table.c.topic.in_(topics))):
            act = Act(row.entry, row.lam, row.value, json.loads(row.body))
            self._topics[row.topic][act.entry] = act


def _some(topics: Iterable[str]) -> Iterator[list[str]]:
    """Give topics in the portions that one query takes."""
    ordered = sorted(topics)
    for at in range(0, len(ordered), 500):
        yield ordered[at : at + 500]
