"""Commands about what others see: withhold, correct, publish, verify."""

from __future__ import annotations

import datetime
import shlex
from pathlib import Path

import click

from everyname.cli.console import Console, book_option, find_book, json_option, open_book, progress
from everyname.errors import UsedWrongly
from everyname.model.vocabulary import STANDINGS, WITHHELD_CLASSES

__all__ = ["correct", "publish", "verify", "withhold"]


@click.command()
@click.argument("person")
@click.option(
    "--reason",
    type=click.Choice(WITHHELD_CLASSES),
    help="The class of reason; readers see how many, never who.",
)
@click.option("--note", default="", help="A note for the desk; never published.")
@click.option("--lift", is_flag=True, help="Show the person again in the next edition.")
@book_option
def withhold(person: str, reason: str | None, note: str, lift: bool, book_path: Path | None) -> None:
    """Keep a person out of editions; they stay counted.

    \b
    Examples:
      everyname withhold pa1b2c3d4e5 --reason family
      everyname withhold pa1b2c3d4e5 --lift
    """
    from everyname.book.steps.sources import withhold as record

    if not lift and reason is None:
        raise UsedWrongly(
            "A reason is needed.", remedy=f"Give --reason with one of: {', '.join(WITHHELD_CLASSES)}."
        )
    with open_book(book_path) as book:
        now = record(book, person, reason or "", note, lift=lift)
    click.echo(f"{now} is {'shown again' if lift else 'withheld'} from the next edition on.")


@click.command()
@click.argument("id")
@click.option("--text", required=True, help="What is corrected and on whose word; readers see it.")
@click.option("--standing", type=click.Choice(STANDINGS), help="The person's standing from now on.")
@click.option(
    "--field", help="With a report id: the field that was read wrongly (names, ages, dates, places...)."
)
@click.option("--value", help="With --field: the value as it should have been read.")
@click.option("--withdraw", is_flag=True, help="With --field: take the correction of that field back.")
@book_option
def correct(
    id: str,
    text: str,
    standing: str | None,
    field: str | None,
    value: str | None,
    withdraw: bool,
    book_path: Path | None,
) -> None:
    """Record a correction: beside a person, or of a field of one report.

    Nothing is overwritten: what was said stays in the ledger, and the edition shows the correction.

    \b
    Examples:
      everyname correct pa1b2c3d4e5 --text "The family states the day was 21 September" --standing contested
      everyname correct list-a:17 --field ages --value 24 --text "typing slip, checked against the scan"
      everyname correct list-a:17 --field ages --withdraw --text "the scan was of another page"
    """
    from everyname.book.steps import sources

    if (field is None) != (value is None and not withdraw) or (withdraw and value is not None):
        raise UsedWrongly(
            "--field goes with either --value or --withdraw.", remedy="Give --field and one of them, or none."
        )
    with open_book(book_path) as book:
        if field is not None and withdraw:
            sources.withdraw_amendment(book, id, field, text)
            click.echo(f"Taken back: {field} of {id} counts as its source gave it. Next: everyname link")
            return
        if field is not None and value is not None:
            sources.amend_report(book, id, field, value, text)
            click.echo(f"Recorded: {field} of {id}. Next: everyname link")
            return
        now = sources.correct_person(book, id, text)
        if standing is not None:
            sources.set_standing(book, now, standing, text)
    click.echo(f"Recorded beside {now}; it shows in the next edition.")


@click.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--date", default=None, help="The edition's date (ISO); default: today.")
@click.option("--preview", is_flag=True, help="Say what would be shown and withheld; write nothing.")
@book_option
@json_option
def publish(
    folder: Path | None, date: str | None, preview: bool, book_path: Path | None, json_file: str | None
) -> None:
    """Write an edition: pages, open data and proofs, readable offline and checkable by anyone.

    It is kept in the book under editions/, and copied to DIR when given. With nothing new, the same edition
    is written again, byte for byte.

    \b
    Example:
      everyname publish ../edition-for-the-web
    """
    from everyname.book.steps import publish as steps

    console = Console(json_file)
    with open_book(book_path) as book, progress() as show:
        if preview:
            shown = steps.preview(book)
            withheld = sum(count for _, count in shown.withheld)
            console.say(
                f"An edition made now would show {len(shown.persons)} persons and withhold {withheld}."
            )
            for reason, count in shown.withheld:
                console.say(f"  withheld: {count} ({reason})")
            console.give(
                {"persons": len(shown.persons), "withheld": dict(shown.withheld), "claims": len(shown.claims)}
            )
            return
        try:
            day = datetime.date.fromisoformat(date) if date else None
        except ValueError as error:
            raise UsedWrongly(
                f"{date!r} is not an ISO day.", remedy="For example --date 2023-02-01."
            ) from error
        done = steps.publish(book, folder, date=day, progress=show)
    console.say(
        f"Edition {done.date}-{done.number}: {done.persons} persons, {done.claims} claims,"
        f" {done.files} files."
    )
    if done.withheld:
        console.say(f"{done.withheld} persons are counted and withheld.")
    for digest, reason in done.pictures_refused:
        console.say(f"picture {digest[:12]} not shown: {reason}")
    if done.unchanged:
        console.say("Nothing was new; it is the same edition, byte for byte.")
    for name, digest in done.verifiers:
        console.say(f"SHA-256 of {name}, for partners to print: {digest}")
    verifier = shlex.quote(str(done.folder / "verify.py"))
    console.say(f"Open {done.folder / 'index.html'}; check it with: python3 {verifier}")
    console.give(done.to_plain())


@click.command()
@click.argument("folder", required=False, metavar="[BOOK|DIR]", type=click.Path(path_type=Path, exists=True))
@click.option("--vkey", default=None, help="For an edition: the publisher's key line, got some other way.")
@book_option
@json_option
def verify(folder: Path | None, vkey: str | None, book_path: Path | None, json_file: str | None) -> int:
    """Check a book or an edition, byte by byte, and name every file that is not as recorded.

    \b
    Examples:
      everyname verify
      everyname verify ../edition-for-the-web
    """
    from everyname.book.steps.verify import verify_folder

    console = Console(json_file)
    with progress() as show:
        checked = verify_folder(folder or find_book(book_path), vkey, show)
    for problem in checked.problems:
        console.say(problem)
    counts = ", ".join(f"{count:,} {name}" for name, count in checked.checked)
    if checked.problems:
        console.say(
            f"{len(checked.problems)} problems in this {checked.kind}."
            " Restore the named files from a good copy."
        )
    else:
        console.say(f"This {checked.kind} is sound: {counts} checked.")
    for warning in checked.warnings:
        console.say(f"{warning}.")
    if checked.kind == "book":
        _say_who_holds(console, folder or find_book(book_path))
    console.give(checked.to_plain())
    return 1 if checked.problems or checked.warnings else 0


def _say_who_holds(console: Console, folder: Path) -> None:
    """Say which entries others hold too: what only this machine holds could be cut off unseen."""
    from everyname.book.steps.verify import proven

    for device, entries, by in proven(folder):
        console.say(f"The first {entries:,} entries of {device} are held by others too: {', '.join(by)}.")
