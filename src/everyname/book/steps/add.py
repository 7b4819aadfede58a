"""Take files into the book: lists as releases of reports, articles as documents, pictures as evidence.

A source is recorded together with the first file taken from it, never for a file that was refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import sqlalchemy as sa

from everyname.book import index, lock, reading
from everyname.book.book import Book
from everyname.book.steps.account import Added, Given
from everyname.book.steps.add_list import add_list
from everyname.errors import EverynameError, FileRefused
from everyname.intake.article import read_article
from everyname.intake.media import sniff_picture
from everyname.ledger.entry import Draft
from everyname.model import Release, Report, Source, to_plain

__all__ = ["ARTICLES", "LISTS", "PICTURES", "Added", "Given", "add_files", "set_source", "unmatched_pictures"]

LISTS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
ARTICLES = (".txt", ".html", ".htm", ".pdf", ".md")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")

Progress = Callable[[str, int, int], None]


def add_files(
    book: Book, paths: Sequence[Path], given: Given, progress: Progress | None = None
) -> list[Added]:
    """Take each file; one that is refused as a whole is reported and does not stop the others.

    Raises FileRefused for more than one list and ValueRefused for an impossible source, before anything
    is recorded.
    """
    files = _expand(paths)
    _refuse_two_lists(files)
    with lock.writing(book.folder):  # from the first look to the last entry: no other writer comes between
        return _take(book, files, given, progress)


def _take(book: Book, files: Sequence[Path], given: Given, progress: Progress | None) -> list[Added]:
    stated = _stated(book, given, files)
    done = []
    for number, path in enumerate(files):
        if progress is not None:
            progress(f"reading {path.name}", number, len(files))
        try:
            _refuse_namesake(path, files[:number])
            done.append(_add_file(book, path, given, _source_drafts(book, stated)))
            set_source(book, stated)  # a file already held may come with more known of its source
        except EverynameError as error:
            done.append(Added(file=path.name, kind="refused", error=error.for_person()))
    return done


def set_source(book: Book, changed: Source) -> None:
    """Record what is known of a source, where it differs from what stands."""
    drafts = _source_drafts(book, changed)
    if drafts:
        book.append(drafts)


def _source_drafts(book: Book, stated: Source) -> list[Draft]:
    known = reading.sources(book).get(stated.name)
    return [] if known == stated else [Draft("source", to_plain(stated))]


def _expand(paths: Sequence[Path]) -> list[Path]:
    """Give the files named, and for a folder all files below it in path order; hidden ones are left out."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(path)))
        elif path.is_file():
            files.append(path)
        else:
            raise FileRefused(f"{path} does not exist.", remedy="Check the name and the folder you are in.")
    return files


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _refuse_two_lists(files: Sequence[Path]) -> None:
    """Refuse several lists at once: each would be taken as a release that replaces the one before."""
    lists = [path.name for path in files if path.suffix.lower() in LISTS]
    if len(lists) > 1:
        raise FileRefused(
            f"{len(lists)} lists were given at once for one source: {', '.join(lists[:5])}"
            + (" and more." if len(lists) > 5 else "."),
            remedy="Add one list at a time: a later list of the same source is its newer release, and rows it"
            " leaves out count as withdrawn. Lists of different makers need different sources.",
        )


def _refuse_namesake(path: Path, before: Sequence[Path]) -> None:
    """Refuse a picture named like another one of the same `add`: rows mention pictures by file name."""
    if path.suffix.lower() not in PICTURES:
        return
    same = [other for other in before if other.name == path.name]
    if any(other.read_bytes() != path.read_bytes() for other in same):
        raise FileRefused(
            f"{path} has the name of another picture given with it ({same[0]}).",
            kept="The first one was taken; this one was left where it is.",
            remedy="Rename one of them, in the list too, and add it again.",
        )


def _stated(book: Book, given: Given, files: Sequence[Path]) -> Source:
    """Give the source as it stands with what this `add` says of it."""
    stands = reading.sources(book).get(given.source) or Source(name=given.source)
    kind = stands.kind if stands.kind != "unknown" else _kind_of(files)
    duplicate_free = stands.duplicate_free if given.duplicates is None else not given.duplicates
    return Source(
        name=stands.name,
        kind=given.kind or kind,
        title=given.title or stands.title,
        depends_on=given.depends_on or stands.depends_on,
        covers=given.covers or stands.covers,
        duplicate_free=duplicate_free,
        sealed_identity=stands.sealed_identity,
    )


def _kind_of(files: Sequence[Path]) -> str:
    """Tell what a source is by what it gives; pictures alone tell nothing."""
    suffixes = {path.suffix.lower() for path in files}
    return "list" if suffixes & set(LISTS) else "outlet" if suffixes & set(ARTICLES) else "unknown"


def _add_file(book: Book, path: Path, given: Given, first: Sequence[Draft]) -> Added:
    """Take one file, recording the drafts `first` in the same act."""
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix in LISTS:
        return add_list(book, path.name, data, given, first)
    if suffix in ARTICLES:
        return _add_article(book, path.name, data, given, first)
    if suffix in PICTURES:
        return _add_picture(book, path.name, data, given, first)
    raise FileRefused(
        f"{path.name} is not a list, an article or a picture everyname knows.",
        kept="The other files were taken; this one was left where it is.",
        remedy=f"Give one of: {' '.join(LISTS + ARTICLES + PICTURES)}.",
    )


def _add_article(book: Book, name: str, data: bytes, given: Given, first: Sequence[Draft]) -> Added:
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
    document = {"digest": text_digest, "title": article.title, "as_of": as_of}
    body = {"release": to_plain(release), "document": document}
    book.append([*first, Draft("release", body, (), (digest, text_digest))])
    return account


def _add_picture(book: Book, name: str, data: bytes, given: Given, first: Sequence[Draft]) -> Added:
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
    book.append([*first, Draft("evidence", body, (), (digest,))])
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
