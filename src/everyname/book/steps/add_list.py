"""Take a list into the book as a release of reports; every row is accounted for.

taken + refused == given. The same file with the same mapping changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from everyname.book import index, reading
from everyname.book.book import Book
from everyname.book.reading import twin_key
from everyname.book.steps.account import Added, Given
from everyname.intake import mapping as intake_mapping
from everyname.intake import release as intake_release
from everyname.intake.reports import Intake, read_reports
from everyname.intake.sheet import read_sheet
from everyname.ledger import canonical
from everyname.ledger.entry import Draft
from everyname.model import Release, to_plain

__all__ = ["add_list"]


def _mapping_text(book: Book, given: Given) -> str:
    """Give the mapping to use: the one given now, else the edited copy, else the recorded one."""
    if given.mapping:
        return given.mapping
    copy = book.folder / "mappings" / f"{given.source}.toml"
    return copy.read_text(encoding="utf-8") if copy.exists() else book.policy_text(f"mapping:{given.source}")


def add_list(book: Book, name: str, data: bytes, given: Given, first: Sequence[Draft]) -> Added:
    """Record a release and its reports, together with the drafts `first`; raises FileRefused."""
    digest = hashlib.sha256(data).hexdigest()
    text = _mapping_text(book, given)
    account = Added(file=name, kind="list", digest=digest)
    if (
        text
        and _is_current(book, given.source, digest)
        and text == book.policy_text(f"mapping:{given.source}")
    ):
        account.unchanged = True
        account.notes.append("The book already holds this release; nothing was changed.")
        return account
    known = intake_mapping.from_toml(text) if text else None
    sheet = read_sheet(data, name, has_header=known is None or known.has_header)
    mapping = known or intake_mapping.guess_mapping(sheet)
    text = text or intake_mapping.to_toml(mapping)
    taken = read_reports(sheet, mapping, given.source)
    account.notes += _warnings(taken, given)
    drafts = _release_drafts(book, account, taken, given)
    if text != book.policy_text(f"mapping:{given.source}"):
        drafts.insert(0, Draft("policy", {"topic": f"mapping:{given.source}", "toml": text}))
    book.vault.put(data)
    book.append([*first, *drafts])
    copy = book.folder / "mappings" / f"{given.source}.toml"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(text, encoding="utf-8")
    return account


def _warnings(taken: Intake, given: Given) -> list[str]:
    """Say what a person should know before these rows are counted."""
    reports = [report for _, report in taken.taken]
    notes = []
    alike = sum(count - 1 for count in Counter(filter(None, map(twin_key, reports))).values())
    if alike and given.duplicates is None:
        notes.append(
            f"{alike} rows say the same name, day and age as another row of this list. If one person may"
            f" stand in it twice: everyname source {given.source} --duplicates"
        )
    if reports and not any(report.outcomes for report in reports):
        notes.append(
            "No column says what happened to these people; they are counted as in scope. If the list says it"
            f" of everybody, write assumed_outcome in mappings/{given.source}.toml and add the list again."
        )
    return notes


def _is_current(book: Book, source: str, digest: str) -> bool:
    table = index.releases
    query = sa.select(table.c.id).where(
        table.c.source == source, table.c.digest == digest, table.c.latest == 1, table.c.kind == "list"
    )
    return bool(book.rows(query))


def _release_drafts(book: Book, account: Added, taken: Intake, given: Given) -> list[Draft]:
    """Compare with what the source said before and write the release and its reports.

    What grows with the list (rows, refusals, withdrawals, doubts) stands in the vault, not in the entry.
    """
    before = reading.all_reports(book, given.source, given=True)
    changes = intake_release.compare(tuple(before.items()), [one for _, one in taken.taken])
    ids = dict(zip((row for row, _ in taken.taken), changes.ids, strict=True))
    news = set(changes.added) | {report_id for report_id, _ in changes.changed}
    account.given, account.taken, account.refused = taken.given, len(taken.taken), list(taken.refused)
    account.same, account.added, account.changed = len(changes.same), len(changes.added), len(changes.changed)
    account.withdrawn, account.doubtful = list(changes.withdrawn), list(changes.doubtful)
    account.notes += list(taken.notes)
    release = Release(
        source=given.source,
        digest=account.digest,
        file_name=account.file,
        kind="list",
        as_of=given.as_of,
        given=taken.given,
        taken=account.taken,
        refused=len(account.refused),
    )
    found = {
        "rows": [[row, ids[row]] for row, _ in taken.taken],
        "refused": [[row, reason] for row, reason in taken.refused],
        "withdrawn": account.withdrawn,
        "doubtful": [list(pair) for pair in account.doubtful],
    }
    held = {part: book.vault.put(canonical.encode(content)) for part, content in found.items()}
    body: dict[str, Any] = {"release": to_plain(release), **held, "notes": account.notes}
    drafts = [Draft("release", body, (), tuple(dict.fromkeys((account.digest, *held.values()))))]
    drafts += [
        Draft("report", {"id": ids[row], "release": account.digest, "report": to_plain(one)})
        for row, one in taken.taken
        if ids[row] in news
    ]
    return drafts
