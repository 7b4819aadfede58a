"""Take files into the book: lists as releases of reports, articles as documents, pictures as evidence.

Every row is accounted for: taken + refused == given. The same file with the same mapping changes nothing.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import index, reading
from everyname.book.book import Book
from everyname.errors import EverynameError, FileRefused
from everyname.intake import mapping as intake_mapping
from everyname.intake import release as intake_release
from everyname.intake.article import read_article
from everyname.intake.media import sniff_picture
from everyname.intake.reports import Intake, read_reports
from everyname.intake.sheet import read_sheet
from everyname.ledger import canonical
from everyname.ledger.entry import Draft
from everyname.model import DateRange, Release, Report, Source, to_plain

__all__ = ["ARTICLES", "LISTS", "PICTURES", "Added", "Given", "add_files", "set_source"]

LISTS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
ARTICLES = (".txt", ".html", ".htm", ".pdf", ".md")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How the files of one `add` are given."""

    source: str
    kind: str = ""
    title: str = ""
    as_of: datetime.date | None = None
    covers: DateRange | None = None
    depends_on: tuple[str, ...] = ()
    duplicates: bool | None = None
    mapping: str = ""  # TOML text given for this source


@dataclass(slots=True, kw_only=True)
class Added:
    """What became of one file; for a list taken + refused == given."""

    file: str
    kind: str
    digest: str = ""
    given: int = 0
    taken: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: list[str] = field(default_factory=list)
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: bool = False
    error: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Give the account as plain values."""
        refused = [{"row": row, "reason": reason} for row, reason in self.refused]
        return {
            "file": self.file,
            "kind": self.kind,
            "digest": self.digest,
            "given": self.given,
            "taken": self.taken,
            "refused": len(self.refused),
            "refusals": refused,
            "same": self.same,
            "added": self.added,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "doubtful": [list(pair) for pair in self.doubtful],
            "notes": self.notes,
            "unchanged": self.unchanged,
            "error": self.error,
        }


def add_files(
    book: Book, paths: Sequence[Path], given: Given, progress: Progress | None = None
) -> list[Added]:
    """Take each file; one that is refused as a whole is reported and does not stop the others."""
    files = _expand(paths)
    _ensure_source(book, given, files)
    done = []
    for number, path in enumerate(files):
        if progress is not None:
            progress(f"reading {path.name}", number, len(files))
        try:
            done.append(_add_file(book, path, given))
        except EverynameError as error:
            done.append(Added(file=path.name, kind="refused", error=error.for_person()))
    return done


def set_source(book: Book, changed: Source) -> None:
    """Record what is known of a source, where it differs from what stands."""
    known = reading.sources(book).get(changed.name)
    if known != changed:
        book.append([Draft("source", to_plain(changed))])


def _expand(paths: Sequence[Path]) -> list[Path]:
    """Give the files named, and for a folder the files in it in name order."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        elif path.is_file():
            files.append(path)
        else:
            raise FileRefused(f"{path} does not exist.", remedy="Check the name and the folder you are in.")
    return files


def _ensure_source(book: Book, given: Given, files: Sequence[Path]) -> None:
    """Make the source, or take over what this `add` says of it."""
    known = reading.sources(book).get(given.source)
    lists = any(path.suffix.lower() in LISTS for path in files)
    stands = known or Source(name=given.source, kind=given.kind or ("list" if lists else "outlet"))
    duplicate_free = stands.duplicate_free if given.duplicates is None else not given.duplicates
    set_source(
        book,
        Source(
            name=stands.name,
            kind=given.kind or stands.kind,
            title=given.title if known is None or not stands.title else stands.title,
            depends_on=given.depends_on or stands.depends_on,
            covers=given.covers or stands.covers,
            duplicate_free=duplicate_free,
            sealed_identity=stands.sealed_identity,
        ),
    )


def _add_file(book: Book, path: Path, given: Given) -> Added:
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix in LISTS:
        return _add_list(book, path.name, data, given)
    if suffix in ARTICLES:
        return _add_article(book, path.name, data, given)
    if suffix in PICTURES:
        return _add_picture(book, path.name, data, given)
    raise FileRefused(
        f"{path.name} is not a list, an article or a picture everyname knows.",
        kept="The other files were taken; this one was left where it is.",
        remedy=f"Give one of: {' '.join(LISTS + ARTICLES + PICTURES)}.",
    )


# -- lists -------------------------------------------------------------------------------------------


def _mapping_text(book: Book, given: Given) -> str:
    """Give the mapping to use: the one given now, else the edited copy, else the recorded one."""
    if given.mapping:
        return given.mapping
    copy = book.folder / "mappings" / f"{given.source}.toml"
    return copy.read_text(encoding="utf-8") if copy.exists() else book.policy_text(f"mapping:{given.source}")


def _add_list(book: Book, name: str, data: bytes, given: Given) -> Added:
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
    drafts = _release_drafts(book, account, taken, given)
    if text != book.policy_text(f"mapping:{given.source}"):
        drafts.insert(0, Draft("policy", {"topic": f"mapping:{given.source}", "toml": text}))
    book.vault.put(data)
    book.append(drafts)
    copy = book.folder / "mappings" / f"{given.source}.toml"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(text, encoding="utf-8")
    return account


def _is_current(book: Book, source: str, digest: str) -> bool:
    table = index.releases
    query = sa.select(table.c.id).where(
        table.c.source == source, table.c.digest == digest, table.c.latest == 1, table.c.kind == "list"
    )
    return bool(book.rows(query))


def _release_drafts(book: Book, account: Added, taken: Intake, given: Given) -> list[Draft]:
    """Compare with what the source said before and write the release and its reports."""
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
    rows = book.vault.put(canonical.encode([[row, ids[row]] for row, _ in taken.taken]))
    body = {
        "release": to_plain(release),
        "rows": rows,
        "refused": [[row, reason] for row, reason in taken.refused],
        "withdrawn": account.withdrawn,
        "notes": account.notes,
    }
    drafts = [Draft("release", body, (), (account.digest, rows))]
    drafts += [
        Draft("report", {"id": ids[row], "release": account.digest, "report": to_plain(one)})
        for row, one in taken.taken
        if ids[row] in news
    ]
    drafts += _doubts(account.doubtful)
    return drafts


def _doubts(doubtful: Sequence[tuple[str, str]]) -> list[Draft]:
    """Put the doubtful meetings of two releases before a reviewer."""
    reason = "two releases of one list may speak of one person here"
    return [
        Draft(
            "judgement",
            {
                "left": min(pair),
                "right": max(pair),
                "verdict": "unsure",
                "reason": reason,
                "reviewer": "intake",
            },
        )
        for pair in doubtful
    ]


# -- articles and pictures ---------------------------------------------------------------------------


def _add_article(book: Book, name: str, data: bytes, given: Given) -> Added:
    digest = hashlib.sha256(data).hexdigest()
    account = Added(file=name, kind="article", digest=digest, given=1, taken=1)
    article = read_article(data, name)
    table = index.releases
    if book.rows(sa.select(table.c.id).where(table.c.digest == digest, table.c.source == given.source)):
        account.unchanged = True
        account.notes.append("The book already holds this article; nothing was changed.")
        return account
    text_digest = book.vault.put(article.text.encode("utf-8"))
    book.vault.put(data)
    release = Release(
        source=given.source,
        digest=digest,
        file_name=name,
        kind="article",
        as_of=given.as_of,
        given=1,
        taken=1,
    )
    as_of = article.published or (given.as_of.isoformat() if given.as_of else "")
    document = {"digest": text_digest, "title": article.title or name, "as_of": as_of}
    body = {"release": to_plain(release), "document": document}
    book.append([Draft("release", body, (), (digest, text_digest))])
    return account


def _add_picture(book: Book, name: str, data: bytes, given: Given) -> Added:
    digest = hashlib.sha256(data).hexdigest()
    account = Added(file=name, kind="picture", digest=digest, given=1, taken=1)
    account.notes.append(f"{sniff_picture(data)} picture")
    table = index.evidence
    held = book.rows(
        sa.select(table.c.digest).where(table.c.source == given.source, table.c.file_name == name)
    )
    if held and held[0].digest == digest:
        account.unchanged = True
        return account
    book.vault.put(data)
    body = {"digest": digest, "file_name": name, "kind": "picture", "source": given.source}
    book.append([Draft("evidence", body, (), (digest,))])
    return account


def unmatched_pictures(reports: Sequence[tuple[str, Report]], held: set[tuple[str, str]]) -> list[str]:
    """Name the picture files that reports mention and the book does not hold."""
    missing = {
        f"{report.source}: {picture.file_name}"
        for _, report in reports
        for picture in report.pictures
        if (report.source, picture.file_name) not in held
    }
    return sorted(missing)
