"""Commands that carry entries between places by file: card, partner, have, pack, unpack, quarantine."""

from __future__ import annotations

from pathlib import Path

import click

from everyname.cli.console import Console, book_option, json_option, open_book, progress
from everyname.errors import FileRefused

__all__ = ["card", "have", "pack", "partner", "quarantine", "unpack"]

A_FILE = click.Path(path_type=Path, dir_okay=False)
GIVEN = click.Path(path_type=Path, exists=True)


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise FileRefused(f"{path} exists.", remedy="Give a new name; nothing is overwritten.") from error


@click.command()
@click.option("--out", type=A_FILE, required=True, help="The file to write.")
@click.option("--name", default="", help="What partners call this desk; default: the book's title.")
@book_option
def card(out: Path, name: str, book_path: Path | None) -> None:
    """Write the card by which partners know this machine: its key, where to seal for it, which book.

    It holds no secret. Whoever takes it compares the key with you by voice.

    \b
    Example:
      everyname card --out north.card --name "Desk in the north"
    """
    from everyname.courier.card import make_card, read_card

    with open_book(book_path) as book:
        text = make_card(book, name)
    write_new(out, text)
    made = read_card(text.encode("utf-8"))
    click.echo(f"Written to {out}. Your key, to be compared by voice:")
    click.echo(f"  {made.key.vkey}")


@click.group(invoke_without_command=True)
@book_option
@click.pass_context
def partner(context: click.Context, book_path: Path | None) -> None:
    """List who belongs to the book, or take a partner's card (partner add).

    \b
    Examples:
      everyname partner
      everyname partner add south.card
    """
    from everyname.book.members import members

    context.obj = book_path
    if context.invoked_subcommand is None:
        console = Console()
        with open_book(book_path) as book:
            own = book.own_device()
            rows = [
                (m.device + (" (here)" if m.device == own else ""), m.name, " ".join(m.roles))
                for m in members(book)
            ]
        console.table(("device", "name", "roles"), rows)


@partner.command(name="add")
@click.argument("file", metavar="CARD", type=A_FILE)
@book_option
@click.pass_obj
def add_card(outer: Path | None, file: Path, book_path: Path | None) -> None:
    """Take a partner's card: what they record counts in this book once it comes.

    \b
    Example:
      everyname partner add south.card
    """
    from everyname.courier.card import read_card
    from everyname.courier.partner import add_partner, waits
    from everyname.courier.unpack import try_again

    console = Console()
    taken = read_card(file.read_bytes())
    with open_book(book_path or outer) as book:
        new = add_partner(book, taken)
        waiting = waits(book, taken)
        waited = try_again(book)
    click.echo(f"{taken.name} is {'now' if new else 'already'} known as device {taken.key.device_id}.")
    if waiting:
        click.echo("What it says counts once a second person accepts it: everyname member waiting")
    click.echo("Compare by voice that their key is:")
    click.echo(f"  {taken.key.vkey}")
    for one in waited:
        _tell(console, one.name, one.to_plain())


@click.command()
@click.option("--out", type=A_FILE, help="The file to write; without it only the heads are printed.")
@book_option
def have(out: Path | None, book_path: Path | None) -> None:
    """Write a signed note of what this book holds, so that a partner packs only what is missing.

    Prints one short line a device: device, entries, first signs of the root. Read aloud, it tells both sides
    whether they hold the same.

    \b
    Example:
      everyname have --out south.note
    """
    from everyname.book.held import short_head
    from everyname.courier.have import make_have

    with open_book(book_path) as book:
        text = make_have(book) if out is not None else ""
        heads = [short_head(log) for log in book.logs()]
    if out is not None:
        write_new(out, text)
    for line in heads:
        click.echo(line)


@click.command()
@click.option("--to", "to", multiple=True, required=True, help="A partner's device or name; may be repeated.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="A folder, or a file that is not there yet."
)
@click.option("--have", "have_file", type=GIVEN, help="The partner's have note or acknowledgement.")
@book_option
@json_option
def pack(
    to: tuple[str, ...], out: Path, have_file: Path | None, book_path: Path | None, json_file: str | None
) -> None:
    """Pack what a partner lacks into one bundle, signed, padded and sealed to them alone.

    Without --have everything is packed. Nothing is overwritten; larger bundles are split into parts below
    2 GiB. Keep what you packed until their acknowledgement came back.

    \b
    Example:
      everyname pack --to "Desk in the south" --have south.note --out /media/stick
    """
    from everyname.courier.pack import pack as make
    from everyname.courier.pack import read_have_for

    console = Console(json_file)
    with open_book(book_path) as book, progress() as show:
        said = read_have_for(book, have_file) if have_file is not None else None
        packed = make(book, to, out, said, show)
    console.say(
        f"{packed.entries:,} entries and {packed.evidence:,} pieces of evidence, {packed.bytes:,} bytes:"
    )
    for path in packed.files:
        console.say(f"  {path}")
    console.give(packed.to_plain())


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=GIVEN)
@click.option(
    "--ack", type=A_FILE, help="Where to write the acknowledgement; default: beside the first file."
)
@click.option(
    "--recovery", is_flag=True, help="Open bundles packed for others by the recovery key they are sealed to."
)
@book_option
@json_option
def unpack(
    files: tuple[Path, ...],
    ack: Path | None,
    recovery: bool,
    book_path: Path | None,
    json_file: str | None,
) -> int:
    """Check and take bundles, have notes and acknowledgements; a folder stands for the files in it.

    Everything of a bundle is checked before anything is taken. What fails goes to quarantine with its reason.
    The same bundle again changes nothing.

    \b
    Examples:
      everyname unpack /media/stick
      everyname unpack 2f1c....1of2.age 2f1c....2of2.age
    """
    from everyname.courier.have import make_have
    from everyname.courier.unpack import unpack as take
    from everyname.courier.unpack import write_ack

    console = Console(json_file)
    written = None
    with open_book(book_path) as book, progress() as show:
        taken = take(book, files, show, by_recovery=recovery)
        if any(one.kind == "bundle" for one in taken):
            if ack is not None:
                write_new(ack, make_have(book))
            first = files[0] if files[0].is_dir() else files[0].parent
            written = ack or write_ack(book, first)
    for one in taken:
        _tell(console, one.name, one.to_plain())
    if written is not None:
        console.say(f"Take this acknowledgement back to the sender: {written}")
    console.give({"taken": [one.to_plain() for one in taken], "ack": str(written or "")})
    return 1 if any(one.kind == "quarantined" or one.forks for one in taken) else 0


def _tell(console: Console, name: str, plain: dict[str, object]) -> None:
    """Say what became of one thing given."""
    if plain["kind"] == "quarantined":
        console.say(f"{name}: refused, {plain['reason']}.")
        if plain["remedy"]:
            console.say(f"  {plain['remedy']}")
        console.say(f"  Nothing of it was taken; it lies in quarantine as {plain['quarantine']}.")
        return
    if plain["kind"] == "have":
        console.say(f"{name}: {plain['from']} says what it holds; noted.")
        return
    new = f"{plain['entries']} new entries, {plain['evidence']} pieces of evidence"
    console.say(f"{name}: from {plain['from']}, {new}.")
    forks = plain["forks"]
    for device in forks if isinstance(forks, list) else ():
        console.say(f"  Device {device} has signed two contradicting logs. Both are kept; it counts only as")
        console.say("  far as they agree. See `everyname doctor`.")


@click.command()
@click.argument("id", required=False)
@book_option
@json_option
def quarantine(id: str | None, book_path: Path | None, json_file: str | None) -> None:
    """List what was refused and why, or show one by its id.

    \b
    Example:
      everyname quarantine 2f1c9a0b4d5e6f70
    """
    from everyname.courier.quarantine import shown

    console = Console(json_file)
    with open_book(book_path) as book:
        found = shown(book.folder, id or "")
    if not found:
        console.say("Nothing is in quarantine.")
    for one in found:
        console.say(f"{one.id}  {one.name}, {one.size:,} bytes{', waits' if one.waits else ''}")
        console.say(f"  {one.reason}")
        if one.remedy:
            console.say(f"  -> {one.remedy}")
        for path in one.files if id else ():
            console.say(f"  {path}")
    console.give({"quarantine": [{"id": one.id, **one.to_plain()} for one in found]})
