"""Commands that take material in: add, source, consent."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from everyname.cli.console import Console, book_option, json_option, open_book, progress
from everyname.model.dates import DateRange
from everyname.model.vocabulary import CONSENT_PURPOSES, SOURCE_KINDS

__all__ = ["add", "consent", "source"]

SHOWN_REFUSALS = 10


def _window(_: click.Context, __: click.Parameter, value: str | None) -> DateRange | None:
    return DateRange.parse(value) if value else None


def _day(_: click.Context, __: click.Parameter, value: str | None) -> datetime.date | None:
    if not value:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not an ISO day such as 2022-11-30") from error


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--source", "name", required=True, help="The name (or pseudonym) the book uses for who gave this."
)
@click.option("--kind", type=click.Choice(SOURCE_KINDS), default=None, help="What the source is.")
@click.option("--title", default="", help="The name readers see.")
@click.option("--as-of", callback=_day, help="The day this version was made (ISO).")
@click.option("--covers", callback=_window, help="The window of days the list covers, FROM..TO.")
@click.option("--depends-on", multiple=True, help="A source this one is known to copy; may be repeated.")
@click.option(
    "--duplicates/--duplicate-free", default=None, help="Whether one person may stand in the list twice."
)
@click.option(
    "--mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A column mapping (TOML)."
)
@book_option
@json_option
def add(
    files: tuple[Path, ...],
    name: str,
    kind: str | None,
    title: str,
    as_of: datetime.date | None,
    covers: DateRange | None,
    depends_on: tuple[str, ...],
    duplicates: bool | None,
    mapping: Path | None,
    book_path: Path | None,
    json_file: str | None,
) -> int:
    """Take a list, articles and pictures into the book.

    Lists (CSV, TSV, XLSX, ODS) become reports, articles (TXT, HTML, PDF) documents, pictures evidence. How
    the columns were understood is written to mappings/SOURCE.toml: correct it and add the file again.
    Every row is taken, or refused with its reason. A later list of a source is its newer release, so give one
    at a time; a folder is taken with the folders in it.

    \b
    Example:
      everyname add list.csv photos/ --source hospital-a --covers 2022-09-16..2023-03-31
    """
    from everyname.book.steps.add import Given, add_files

    given = Given(
        source=name,
        kind=kind or "",
        title=title,
        as_of=as_of,
        covers=covers,
        depends_on=depends_on,
        duplicates=duplicates,
        mapping=mapping.read_text(encoding="utf-8") if mapping else "",
    )
    console = Console(json_file)
    with open_book(book_path) as book, progress() as show:
        done = add_files(book, files, given, show)
    for one in done:
        _say(console, one)
    console.give({"files": [one.to_plain() for one in done]})
    return 1 if any(one.error or (one.given and not one.taken and not one.unchanged) for one in done) else 0


def _say(console: Console, one: object) -> None:
    """Say what became of one file."""
    from everyname.book.steps.add import Added

    if not isinstance(one, Added):
        return
    if one.error:
        console.say(f"{one.file}: not taken.\n  " + one.error.replace("\n", "\n  "))
        return
    if one.kind != "list":
        console.say(f"{one.file}: {one.kind} {'already held' if one.unchanged else 'taken'}.")
        return
    if one.unchanged:
        console.say(f"{one.file}: already held with this mapping; nothing was changed.")
        return
    console.say(f"{one.file}: {one.given} rows given, {one.taken} taken, {len(one.refused)} refused.")
    console.say(
        f"  {one.added} new, {one.changed} changed, {one.same} as before, {len(one.withdrawn)} withdrawn"
        + (f", {len(one.doubtful)} for review" if one.doubtful else "")
    )
    for row, reason in one.refused[:SHOWN_REFUSALS]:
        console.say(f"  row {row}: {reason}")
    if len(one.refused) > SHOWN_REFUSALS:
        console.say(f"  ... and {len(one.refused) - SHOWN_REFUSALS} more; --json FILE lists every one")
    for note in one.notes:
        console.say(f"  note: {note}")


@click.command()
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice(SOURCE_KINDS), default=None, help="What the source is.")
@click.option("--title", default=None, help="The name readers see.")
@click.option("--covers", callback=_window, help="The window of days its list covers, FROM..TO.")
@click.option("--depends-on", multiple=True, help="A source this one is known to copy; may be repeated.")
@click.option(
    "--duplicates/--duplicate-free", default=None, help="Whether one person may stand in the list twice."
)
@click.option(
    "--seal",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the real identity; sealed, never kept in the clear.",
)
@book_option
@json_option
def source(
    name: str | None,
    kind: str | None,
    title: str | None,
    covers: DateRange | None,
    depends_on: tuple[str, ...],
    duplicates: bool | None,
    seal: Path | None,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Show or set what is known of a source.

    \b
    Examples:
      everyname source
      everyname source hospital-a --covers 2022-09-16..2023-03-31 --depends-on radio-b
    """
    from everyname.book import reading
    from everyname.book.steps.sources import change_source
    from everyname.model import to_plain

    console = Console(json_file)
    with open_book(book_path) as book:
        if name is not None:
            changes = {
                "kind": kind,
                "title": title,
                "covers": covers,
                "depends_on": depends_on or None,
                "duplicate_free": None if duplicates is None else not duplicates,
            }
            if seal is None and not any(value is not None for value in changes.values()):
                reading.source(book, name)
            else:
                change_source(book, name, changes, seal.read_bytes() if seal else None)
        known = [one for one in reading.sources(book).values() if name in (None, one.name)]
    console.table(
        ("source", "kind", "title", "covers", "depends on"),
        [(s.name, s.kind, s.title, str(s.covers or ""), ", ".join(s.depends_on)) for s in known],
    )
    console.give({"sources": [to_plain(one) for one in known]})


@click.command()
@click.argument("subject")
@click.option(
    "--purpose", type=click.Choice(CONSENT_PURPOSES), required=True, help="What the consent is for."
)
@click.option("--given/--refused", default=True, help="Whether it was given.")
@click.option("--basis", required=True, help="Who consented, how and when.")
@book_option
def consent(subject: str, purpose: str, given: bool, basis: str, book_path: Path | None) -> None:
    """Record consent of a source, or for a person, for one purpose; a later word supersedes.

    \b
    Example:
      everyname consent family-17 --purpose portrait --basis "mother, by phone, 2023-02-01"
    """
    from everyname.book.steps.sources import record_consent

    with open_book(book_path) as book:
        record_consent(book, subject, purpose, given, basis)
    click.echo(f"Consent of {subject} for {purpose}: {'given' if given else 'refused'}; recorded.")
