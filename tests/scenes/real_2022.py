"""The main job on four real lists of 2022 and one article; prints what it found, never a name.

    python tests/scenes/real_2022.py DATA OUT

Numbers only: names stay in the book and edition it writes to OUT, which belong outside the repository.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from everyname.book import Book
from everyname.book.steps.add import Added, Given, add_files
from everyname.book.steps.claims import decide, find_claims
from everyname.book.steps.estimate import estimate_book
from everyname.book.steps.link import link_book
from everyname.book.steps.numbers import tally_book, tally_plain
from everyname.book.steps.publish import publish
from everyname.book.steps.verify import verify_folder
from everyname.ledger.entry import Draft
from everyname.model import DateRange

# What each list's publisher covers, as far as its own dates show; the scope is a window all four cover.
LISTS = {
    "hrana": "2022-09-16..2022-12-05",
    "wikipedia": "2022-09-16..2022-11-15",
    "boroumand": "2022-09-16..2023-03-31",
    "javidnam": "2022-09-16..2023-03-31",
}
POLICY = """\
[book]
title = "Killed in Iran, autumn 2022"
languages = ["en", "fa"]

[scope]
title = "People killed in Iran between 16 September and 31 October 2022"
not_included = "People executed, and deaths outside the window."
outcomes = ["killed", "died_in_custody"]
window = "2022-09-16..2022-10-31"
countries = ["IR"]
"""


def run(data: Path, out: Path) -> dict[str, Any]:
    """Run the whole job; returns counts only."""
    book = Book.create(out / "book", "Killed in Iran, autumn 2022")
    (book.folder / "book.toml").write_text(POLICY, encoding="utf-8")
    book.append([Draft("policy", {"topic": "book", "toml": POLICY})])
    added = {
        name: _add(book, data / "iran" / f"list2022_{name}.csv", name, covers)
        for name, covers in LISTS.items()
    }
    article = _add(book, data / "articles" / "founding_article.txt", "article", "")
    linked = link_book(book)
    proposals = find_claims(book)
    decide(book, ["all"], "accepted", by="scene", reason="checked against the article by hand")
    tally, _ = tally_book(book)
    estimated = estimate_book(book)
    published = publish(book, out / "edition")
    checked = [verify_folder(out / name) for name in ("book", "edition")]
    plain = tally_plain(book, tally)
    book.close()
    return {
        "lists": {name: _account(one) for name, one in added.items()},
        "article": article.kind,
        "in_scope": linked.reports,
        "out_of_scope": [list(line) for line in linked.left_out_by_source],
        "persons": linked.persons,
        "range": [linked.low, linked.high],
        "pairs": {"linked": linked.linked, "review": linked.review},
        "tally": {key: plain[key] for key in ("minimum", "persons", "range", "named", "unnamed", "left_out")},
        "claims": [_claim(one) for one in proposals],
        "estimate": {
            key: estimated.to_plain()[key] for key in ("lists", "panel", "headline", "verdict", "not_used")
        },
        "edition": {key: published.to_plain()[key] for key in ("persons", "withheld", "files", "claims")},
        "verified": [not one.problems for one in checked],
    }


def _add(book: Book, path: Path, source: str, covers: str) -> Added:
    given = Given(source=source, covers=DateRange.parse(covers) if covers else None)
    return add_files(book, [path], given)[0]


def _account(one: Added) -> dict[str, int]:
    return {"given": one.given, "taken": one.taken, "refused": len(one.refused)}


def _claim(one: Any) -> dict[str, Any]:
    claim = one.claim
    return {
        "measure": claim.measure,
        "kind": claim.value.kind,
        "low": claim.value.low,
        "span": [claim.span.start, claim.span.end],
        "originator": one.origin or None,
        "mentions": one.mentions,
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2])), ensure_ascii=False, indent=1))
