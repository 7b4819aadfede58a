"""Commands about who may speak: member list, enrol, role, rotate, revoke, adopt, waiting; approve, reject."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyname.cli.console import Console, book_option, json_option, open_book
from everyname.errors import UsedWrongly

if TYPE_CHECKING:
    from everyname.book.steps.membership import Change
    from everyname.ledger.entry import Entry

__all__ = ["approve", "member", "reject"]

ROLES = "steward, desk, publisher, partner, reader, courier"


def _agree(console: Console, yes: bool) -> None:
    """Ask before an act, on a terminal; elsewhere only --yes goes on."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsedWrongly(
            "This changes who may speak, and nobody is here to be asked.", remedy="Give --yes if it is meant."
        )
    click.confirm("Go on?", abort=True, err=console.json_file == "-")


def yes_option(function: Any) -> Any:
    """Add --yes to a command."""
    return click.option("--yes", is_flag=True, help="Do not ask; for scripts.")(function)


def _recorded(console: Console, entry: Entry, waits: bool, plain: dict[str, Any]) -> None:
    """Say that an act is recorded, and whether it waits."""
    if waits:
        console.say(f"Recorded as {entry.id}; it waits for a second person and changes nothing until then.")
        console.say(f"Another member who may: everyname approve {entry.id}")
    else:
        console.say(f"Recorded as {entry.id}.")
    console.give({**plain, "entry": entry.id, "waits": waits})


@click.group()
@book_option
@click.pass_context
def member(context: click.Context, book_path: Path | None) -> None:
    """See and change who may speak in this book, and how far.

    \b
    Examples:
      everyname member list
      everyname member enrol south.card --role desk
      everyname member revoke a1b2c3d4 --at 120
    """
    context.obj = book_path


@member.command(name="list")
@click.option("--refused", is_flag=True, help="List what does not count, with its reason.")
@book_option
@json_option
@click.pass_obj
def list_members(outer: Path | None, refused: bool, book_path: Path | None, json_file: str | None) -> None:
    """List each device: who, in which roles, how much it said, and how much of it counts.

    \b
    Examples:
      everyname member list
      everyname member list --refused
    """
    from everyname.book.steps import roster

    console = Console(json_file)
    with open_book(book_path or outer) as book:
        if refused:
            kept = roster.refused(book)
        else:
            rows = roster.roster(book)
    if refused:
        for one in kept:
            console.say(f"{one.entry}  {one.kind} by {one.device}: {one.reason}.")
        console.say(f"{len(kept):,} entries do not count. They are kept: everyname show ENTRY shows one.")
        console.give({"refused": [one.to_plain() for one in kept]})
        return
    console.table(
        ("device", "name", "roles", "entries", "count", "reports", "state"),
        [
            (
                row.device + (" (here)" if row.here else ""),
                row.name,
                " ".join(row.roles),
                row.held,
                row.counts,
                row.reports,
                row.state,
            )
            for row in rows
        ],
    )
    console.give({"members": [row.to_plain() for row in rows]})


@member.command()
@click.argument("card", metavar="CARD", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--role", "roles", multiple=True, help=f"May be repeated: {ROLES}; default: partner.")
@click.option("--name", default="", help="What this book calls the member; default: as the card says.")
@yes_option
@book_option
@json_option
@click.pass_obj
def enrol(
    outer: Path | None,
    card: Path,
    roles: tuple[str, ...],
    name: str,
    yes: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Let the device of a card speak, in the roles you give. Compare its key with its owner by voice first.

    \b
    Example:
      everyname member enrol south.card --role desk --role publisher
    """
    from everyname.book.steps.membership import give_roles
    from everyname.courier.card import read_card
    from everyname.courier.unpack import try_again

    console, read = Console(json_file), read_card(card.read_bytes())
    roles = roles or ("partner",)
    with open_book(book_path or outer) as book:
        console.say(f"{name or read.name}, device {read.key.device_id}, will speak as: {', '.join(roles)}.")
        console.say(f"Compare by voice that their key is:\n  {read.key.vkey}")
        if read.book not in book.ids():
            console.say("This card is of another book: both become one, and who began that one is a steward.")
        _agree(console, yes)
        body = {"book": read.book, "name": name or read.name, "recipient": read.recipient}
        entry, waits = give_roles(book, body | {"vkey": read.key.vkey}, roles)
        came = sum(one.entries for one in try_again(book))
    if came:
        console.say(f"Bundles that waited for this were taken: {came:,} entries.")
    _recorded(console, entry, waits, {"device": read.key.device_id, "roles": list(roles)})


@member.command()
@click.argument("device")
@click.argument("roles", metavar="ROLE...", nargs=-1, required=True)
@yes_option
@book_option
@json_option
@click.pass_obj
def role(
    outer: Path | None,
    device: str,
    roles: tuple[str, ...],
    yes: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Set the roles of a device from now on; what it said before counts as before.

    \b
    Example:
      everyname member role a1b2c3d4 reader
    """
    from everyname.book.steps.membership import find_member, give_roles

    console = Console(json_file)
    with open_book(book_path or outer) as book:
        found = find_member(book, device)
        console.say(f"{found.name}, device {found.device}, was: {', '.join(found.roles)}.")
        console.say(f"From now on it is: {', '.join(roles)}. What it recorded before counts as before.")
        console.say("To take it back: the same command with the roles it had.")
        _agree(console, yes)
        body = {"name": found.name, "recipient": found.recipient, "vkey": found.vkey, "book": book.id}
        entry, waits = give_roles(book, body, roles)
    _recorded(console, entry, waits, {"device": found.device, "roles": list(roles)})


@member.command()
@yes_option
@book_option
@json_option
@click.pass_obj
def rotate(outer: Path | None, yes: bool, book_path: Path | None, json_file: str | None) -> None:
    """Give this machine a new key in this book, for example when the old one may have been seen.

    If the old key was taken, revoke it as well, at the last size you trust.

    \b
    Example:
      everyname member rotate
    """
    from everyname.book.steps.membership import rotate as go_on

    console = Console(json_file)
    with open_book(book_path or outer) as book:
        console.say("This machine goes on under a new key, in the same roles.")
        console.say("The old log ends; all it says counts.")
        console.say("It cannot be taken back; partners need the new card before the next bundle.")
        _agree(console, yes)
        old, new = go_on(book)
        counted = book.authority().sizes[old]
    console.say(f"Device {old} has ended and {new} goes on.")
    console.say("Give partners your new card: everyname card --out FILE")
    console.give({"ended": old, "counted": counted, "device": new})


@member.command()
@click.argument("device")
@click.option("--at", type=int, help="Count only so many of its entries; default: all that are held now.")
@click.option("--reason", default="", help="Why, for other stewards; never published.")
@yes_option
@book_option
@json_option
@click.pass_obj
def revoke(
    outer: Path | None,
    device: str,
    at: int | None,
    reason: str,
    yes: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """End a device: what it said behind a size counts as if never said. Nothing of it is deleted.

    \b
    Examples:
      everyname member revoke a1b2c3d4
      everyname member revoke a1b2c3d4 --at 0 --reason "everything it sent is forged"
    """
    from everyname.book.steps import membership

    console = Console(json_file)
    with open_book(book_path or outer) as book:
        found = membership.find_member(book, device)
        change = membership.foresee_end(book, found, at)
        _say_change(console, change)
        console.say("A revocation is not taken back; the same person may be enrolled again with a new key.")
        _agree(console, yes)
        entry, waits = membership.revoke(book, change, reason)
    _recorded(console, entry, waits, change.to_plain())


@member.command()
@click.argument("device")
@click.option("--by", "following", required=True, help="The device that goes on for it, known by its card.")
@yes_option
@book_option
@json_option
@click.pass_obj
def adopt(
    outer: Path | None,
    device: str,
    following: str,
    yes: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """After a loss: a device ends as this book holds it, and another goes on in its roles.

    \b
    Example:
      everyname member adopt a1b2c3d4 --by e5f6g7h2
    """
    from everyname.book.steps import membership

    console = Console(json_file)
    with open_book(book_path or outer) as book:
        lost, new = membership.find_member(book, device), membership.find_member(book, following)
        change = membership.foresee_end(book, lost, None)
        _say_change(console, change)
        console.say(f"{new.name}, device {new.device}, goes on as: {', '.join(lost.roles)}.")
        _agree(console, yes)
        entry, waits = membership.adopt(book, change, new)
    _recorded(console, entry, waits, change.to_plain() | {"by": new.device})


def _say_change(console: Console, change: Change) -> None:
    """Say what a device's end changes."""
    console.say(f"{change.name}, device {change.device}: {change.held:,} entries are held here.")
    console.say(f"It will count up to {change.size:,}; whatever it says after that counts for nothing.")
    console.say(
        f"No longer counting: {change.entries:,} entries, with {change.reports:,} reports,"
        f" and {change.persons:,} persons known from these alone. They are kept and can be shown."
    )
    for device in change.enrolled:
        console.say(f"Nor does device {device}: only entries that no longer count had enrolled it.")


@member.command()
@book_option
@json_option
@click.pass_obj
def waiting(outer: Path | None, book_path: Path | None, json_file: str | None) -> None:
    """List the acts that wait for a second person.

    \b
    Example:
      everyname member waiting
    """
    from everyname.book.steps import roster

    console = Console(json_file)
    with open_book(book_path or outer) as book:
        found = roster.waiting(book)
    for one in found:
        console.say(f"{one.entry}  {one.what}, by {one.device}; {one.needs} may accept it.")
    console.say(
        "everyname approve ENTRY, or: everyname reject ENTRY --reason ..." if found else "Nothing waits."
    )
    console.give({"waiting": [one.to_plain() for one in found]})


@click.command()
@click.argument("entry")
@book_option
@json_option
def approve(entry: str, book_path: Path | None, json_file: str | None) -> None:
    """Accept an act of another member that waits for a second person; it takes effect now.

    \b
    Example:
      everyname approve a1b2c3d4-17
    """
    _decide(entry, "accepted", "", book_path, json_file)


@click.command()
@click.argument("entry")
@click.option("--reason", required=True, help="Why; the one who proposed it reads this.")
@book_option
@json_option
def reject(entry: str, reason: str, book_path: Path | None, json_file: str | None) -> None:
    """Reject an act that waits for a second person, or withdraw your own; it never takes effect.

    \b
    Example:
      everyname reject a1b2c3d4-17 --reason "that device is sound"
    """
    _decide(entry, "rejected", reason, book_path, json_file)


def _decide(entry: str, verdict: str, reason: str, book_path: Path | None, json_file: str | None) -> None:
    from everyname.book.steps.membership import decide
    from everyname.book.steps.roster import what_of

    console = Console(json_file)
    with open_book(book_path) as book:
        act = decide(book, entry, verdict, reason)
        what = what_of(act)
    console.say(f"{verdict.capitalize()}: {what}, by {act.device}.")
    if act.kind == "edition" and verdict == "accepted":
        console.say("`everyname publish`, where the publishing key is, now writes exactly that edition.")
    console.give({"entry": entry, "verdict": verdict})
