"""Learn how a region spells its names, from judged reports or from a file of pairs; read and write packs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from everyname import __version__
from everyname.book import reading
from everyname.book.book import Book
from everyname.errors import FileRefused, Refused
from everyname.intake.decoding import decode
from everyname.intake.delimited import read_delimited
from everyname.intake.header_words import role_of
from everyname.ledger import canonical
from everyname.model import Verdict
from everyname.names.pack import Pack, from_plain, to_plain
from everyname.names.parse import parse_name

__all__ = [
    "LEAST_PAIRS",
    "LearnedNames",
    "judged_spellings",
    "learn_from_book",
    "learn_from_file",
    "learned_packs",
    "read_pack",
    "write_pack",
]

LEAST_PAIRS = 20
_LEAST_PERSONS = 3  # of a token; a pack of one's own judgements stays in one's own book
_REGION = "learned"

Progress = Callable[[str, int, int], None]
Spellings = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedNames:
    """A pack, how many pairs of spellings it was learned from, and whether it was learned before."""

    pack: Pack
    pairs: int
    unchanged: bool = False

    def to_plain(self) -> dict[str, Any]:
        """Give the counts as plain values; no token is among them."""
        return {
            "pairs": self.pairs,
            "tokens": len(self.pack.tokens),
            "spellings": len(self.pack.pairs),
            "letters": len(self.pack.swaps) + len(self.pack.losses),
            "digest": self.pack.digest,
            "unchanged": self.unchanged,
        }


# -- from a book -------------------------------------------------------------------------------------


def learn_from_book(book: Book, progress: Progress | None = None) -> LearnedNames:
    """Learn a pack from the reports judged to be the same and record it as a run of kind "names".

    What was learned from the same pairs before stands. Raises Refused for fewer than `LEAST_PAIRS` pairs.
    """
    pairs = judged_spellings(book)
    _require(
        len(pairs),
        "Reports judged to be the same state",
        "Judge more pairs with `everyname pairs --out review.csv`, or learn from a file with --pairs.",
    )
    head = {"version": __version__, "least": _LEAST_PERSONS, "pairs": pairs}
    digest = hashlib.sha256(canonical.encode(head)).hexdigest()
    if book.last_input("names") == digest:
        return LearnedNames(pack=learned_packs(book)[0], pairs=len(pairs), unchanged=True)
    cut = book.cut()
    pack = _learn(pairs, progress)
    settings = {"least": _LEAST_PERSONS, "pairs": len(pairs)}
    book.record_run("names", digest, _packed(pack).encode(), settings, cut)
    return LearnedNames(pack=pack, pairs=len(pairs))


def learned_packs(book: Book) -> tuple[Pack, ...]:
    """Give the pack that the book learned last, in a tuple; an empty one before the first."""
    output = book.run_output("names")
    return () if output is None else (from_plain(output),)


def judged_spellings(book: Book) -> list[Spellings]:
    """Give each pair of differing spellings that two reports judged to be the same state, once, in order."""
    known = reading.all_reports(book, current=False)
    found: set[Spellings] = set()
    for judgement in reading.judgements(book):
        if judgement.verdict is Verdict.SAME:
            stated = (known[one].names for one in (judgement.left, judgement.right) if one in known)
            found |= _differing(name.text for names in stated for name in names)
    return sorted(found)


def _differing(names: Iterable[str]) -> set[Spellings]:
    """Give the pairs of names that differ in a token; who names nobody is in none."""
    tokens = {name: parse_name(name).tokens for name in names}
    named = sorted(name for name, parts in tokens.items() if parts)
    return {(one, other) for one, other in combinations(named, 2) if tokens[one] != tokens[other]}


# -- from files --------------------------------------------------------------------------------------


def learn_from_file(path: Path, progress: Progress | None = None) -> LearnedNames:
    """Learn a pack from a CSV or TSV of two columns, two spellings of one person's name a row.

    A header is passed over. Raises FileRefused for a file of fewer than two columns, Refused for
    fewer than `LEAST_PAIRS` pairs.
    """
    rows = [row for row in read_delimited(decode(path.read_bytes(), path.name).text, path.name).rows if row]
    if not rows or any(len(row) < 2 for row in rows):
        raise FileRefused(
            f"{path.name} has rows of fewer than two columns.",
            kept="Nothing was learned or written.",
            remedy="Give a CSV of two columns: one spelling and another of the same person's name.",
        )
    if any(role_of(cell) for cell in rows[0][:2]):
        rows = rows[1:]
    pairs = sorted({pair for row in rows for pair in _differing(row[:2])})
    _require(len(pairs), f"{path.name} holds", "Add rows: each two spellings of one person's name.")
    return LearnedNames(pack=_learn(pairs, progress), pairs=len(pairs))


def read_pack(path: Path) -> Pack:
    """Read a pack that `write_pack` wrote; raises FileRefused for anything else."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        plain = None
    return from_plain(plain)


def write_pack(path: Path, pack: Pack) -> None:
    """Write a pack to a file."""
    path.write_text(_packed(pack) + "\n", encoding="utf-8")


def _packed(pack: Pack) -> str:
    return json.dumps(to_plain(pack), ensure_ascii=False, separators=(",", ":"))


def _require(pairs: int, who: str, remedy: str) -> None:
    if pairs < LEAST_PAIRS:
        raise Refused(
            f"{who} {pairs} pairs of differing spellings; a pack needs {LEAST_PAIRS},"
            " and more teach it better.",
            kept="Nothing was learned; names are compared as before.",
            remedy=remedy,
        )


def _learn(pairs: list[Spellings], progress: Progress | None) -> Pack:
    from everyname.names.learn import learn_pack

    return learn_pack(pairs, _REGION, least=_LEAST_PERSONS, progress=progress)
