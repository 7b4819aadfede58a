"""Commands about what others see: withhold, correct, publish, verify."""

from __future__ import annotations

import datetime
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyname.cli.console import Console, book_option, find_book, json_option, open_book, progress
from everyname.errors import UsedWrongly
from everyname.model.vocabulary import STANDINGS, WITHHELD_CLASSES

if TYPE_CHECKING:
    from everyname.book.steps.proposing import Proposed
    from everyname.book.steps.proven import Proven

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
@click.option(
    "--stick",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.tar.xz",
    help="Also write it for sticks: many persons a page, one archive.",
)
@click.option("--serve", is_flag=True, help="Show it to a browser on this machine until Ctrl+C.")
@click.option("--port", default=8000, show_default=True, help="With --serve: the port; 0 for a free one.")
@book_option
@json_option
def publish(
    folder: Path | None,
    date: str | None,
    preview: bool,
    stick: Path | None,
    serve: bool,
    port: int,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Write an edition: pages, open data and proofs, readable offline and checkable by anyone.

    It is kept in the book under editions/, and copied to DIR when given. With nothing new, the same edition
    is written again, byte for byte. --preview lists what would be shown, made less fine and withheld, and by
    which rule; what keeps the edition from being published; and what it tells beside the one before. With
    --serve the pages are shown as they would be, and are gone afterwards. Neither records or publishes.

    \b
    Examples:
      everyname publish --preview --serve
      everyname publish ../edition-for-the-web
      everyname publish --stick ../edition.tar.xz
    """
    from everyname.book.steps import draft
    from everyname.book.steps import publish as steps
    from everyname.book.steps.stick import make_stick
    from everyname.cli.previewing import say_preview

    if preview and stick is not None:
        raise UsedWrongly("A preview has no stick.", remedy="Leave one of --preview and --stick away.")

    console = Console(json_file)
    with open_book(book_path) as book, progress() as show:
        if preview:
            shown = draft.preview(book)
            say_preview(console, shown)
            console.give(shown.to_plain())
            if serve:
                with draft.drafted(book) as drafted:
                    _serve(console, drafted, port)
            return
        try:
            day = datetime.date.fromisoformat(date) if date else None
        except ValueError as error:
            raise UsedWrongly(
                f"{date!r} is not an ISO day.", remedy="For example --date 2023-02-01."
            ) from error
        proposed = steps.propose(book, date=day, progress=show)
        if proposed is not None:
            _say_proposed(console, proposed)
            return
        done = steps.publish(book, folder, date=day, progress=show)
        files = make_stick(book, stick) if stick is not None else 0
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
    if stick is not None:
        console.say(f"For a stick: {stick}, {files} files; unpack it with: tar -xf {shlex.quote(str(stick))}")
    verifier = shlex.quote(str(done.folder / "verify.py"))
    console.say(f"Open {done.folder / 'index.html'}; check it with: python3 {verifier}")
    console.give(done.to_plain())
    if serve:
        _serve(console, done.folder, port)


def _serve(console: Console, folder: Path, port: int) -> None:
    from everyname.cli.serving import server

    with server(folder, port) as pages:
        console.say(f"Open http://127.0.0.1:{pages.server_port}/ on this machine; Ctrl+C ends it.")
        try:
            pages.serve_forever()
        except KeyboardInterrupt:
            console.say("Ended.")


def _say_proposed(console: Console, proposed: Proposed) -> None:
    """Say that an edition waits for a second person, and what happens next."""
    console.say(
        f"Edition {proposed.date}-{proposed.number} {'is' if proposed.new else 'was'} proposed:"
        f" {proposed.persons} persons, {proposed.withheld} withheld. Nothing public was written."
    )
    console.say("The policy of this book asks a second person. Another member who may publish runs:")
    console.say(f"  everyname approve {proposed.entry}")
    console.say("Then `everyname publish` here writes exactly this edition.")
    console.give(proposed.to_plain())


@click.command()
@click.argument("folder", required=False, metavar="[BOOK|DIR]", type=click.Path(path_type=Path, exists=True))
@click.option("--vkey", default=None, help="For an edition: the publisher's key line, got some other way.")
@click.option("--head", "heads", multiple=True, help="A head a partner read out; says whether it is ours.")
@click.option(
    "--heads-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of such lines, as `everyname have` prints them.",
)
@book_option
@json_option
def verify(
    folder: Path | None,
    vkey: str | None,
    heads: tuple[str, ...],
    heads_file: Path | None,
    book_path: Path | None,
    json_file: str | None,
) -> int:
    """Check a book or an edition, byte by byte, and name every file that is not as recorded.

    Of a sound book it also says what others hold or cosigned, and what is not proven.

    \b
    Examples:
      everyname verify
      everyname verify --head "k3x7q2ab 120 9f86 d081 884c 7d65 9a2f"
      everyname verify ../edition-for-the-web
    """
    from everyname.book.steps.proven import compare_heads, proven
    from everyname.book.steps.verify import verify_folder

    console, at = Console(json_file), folder or find_book(book_path)
    lines = [*heads, *(heads_file.read_text(encoding="utf-8-sig").splitlines() if heads_file else ())]
    with progress() as show:
        checked = verify_folder(at, vkey, show)
    if lines and checked.kind != "book":
        raise UsedWrongly("A head is compared with a book.", remedy="Give the book's folder, or --book.")
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
    plain, differs = checked.to_plain(), False
    if checked.kind == "book" and not checked.problems:
        found = proven(at)
        say_proven(console, found)
        compared = compare_heads(at, lines)
        for one in compared:
            console.say(f"{one.line}: {one.said}.")
        differs = any(one.agrees is False for one in compared)
        plain |= found.to_plain()
        plain["compared"] = [{"line": one.line, "agrees": one.agrees, "said": one.said} for one in compared]
    console.give(plain)
    return 1 if checked.problems or checked.warnings or differs else 0


def say_proven(console: Console, found: Proven) -> None:
    """Say what was checked, what others hold, what is not proven, and the heads to read aloud."""
    from everyname.book.steps.proven import CHECKED
    from everyname.courier.witness import utc_day

    console.say("What was checked:")
    for what in CHECKED:
        console.say(f"  {what}")
    console.say("Held by others:")
    for device, entries, by in found.held:
        console.say(f"  The first {entries:,} entries of {device} are held by others too: {', '.join(by)}.")
    for one in found.cosigned:
        of = f"{len(one.by)} of {one.needed} needed" if one.needed else f"{len(one.by)}"
        age = f"{max(0, int(time.time()) - one.time) // 86_400:,} days ago"
        when = f" since {utc_day(one.time)} ({age}): {', '.join(one.by)}" if one.by else ""
        console.say(f"  The first {one.size:,} of {one.origin}: cosigned by {of} witnesses{when}.")
    if not found.held and not any(one.by for one in found.cosigned):
        console.say("  Nothing that is known here.")
    console.say("Not proven:")
    for sentence in found.not_proven:
        console.say(f"  {sentence}")
    console.say("Heads, to be printed or read aloud (a partner checks them with verify --head):")
    for line in found.heads:
        console.say(f"  {line}")
