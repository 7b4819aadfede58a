"""Commands by which partners outside cosign heads: witness key, ask, sign, take, policy."""

from __future__ import annotations

import time
from pathlib import Path

import click

from everyname.cli.console import Console, book_option, json_option, open_book
from everyname.cli.courier import write_new
from everyname.errors import FileRefused

__all__ = ["witness"]

A_FILE = click.Path(path_type=Path, dir_okay=False)
GIVEN = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def witness() -> None:
    """Have the heads of this book cosigned by partners outside, or cosign theirs.

    A witness says: as of this time, this is the longest history of that log I was shown, and it goes on from
    what I was shown before. It reads no entry. With cosignatures of others a desk can no longer take anything
    back unseen, and whoever took its machine cannot either.

    \b
    Example, in three steps:
      the desk:     everyname witness ask --out heads.ask
      the partner:  everyname witness sign heads.ask --out heads.cosigned
      the desk:     everyname witness take heads.cosigned
    """


@witness.command()
@click.option("--name", default="", help="For the first time: the name under which this machine cosigns.")
def key(name: str) -> None:
    """Print the key with which this machine cosigns; it is made at first use, outside any book.

    \b
    Example:
      everyname witness key --name partner.example/witness
    """
    from everyname.courier.cosigner import witness_key

    click.echo(witness_key(name).vkey)


@witness.command()
@click.option("--out", type=A_FILE, help="The file to write; without it the text is printed.")
@click.option("--since", type=int, multiple=True, help="A size that a witness says it cosigned before.")
@book_option
def ask(out: Path | None, since: tuple[int, ...], book_path: Path | None) -> None:
    """Write the heads that want cosigning into one file for every witness.

    It holds the heads of the publication log and of this machine's own log, and proofs that they go on from
    older ones: names of logs, sizes and hashes, no entry and no name of a person.

    \b
    Example:
      everyname witness ask --out /media/stick/heads.ask
    """
    from everyname.courier.witness import ask as write_requests

    with open_book(book_path) as book:
        asked = write_requests(book, since)
    if not asked.text:
        click.echo(
            "Every head is cosigned by every witness of the policy; there is nothing to ask.", err=True
        )
        return
    if out is None:
        click.echo(asked.text, nl=False)
        return
    write_new(out, asked.text)
    for origin, size in asked.heads:
        click.echo(f"{origin}: the first {size:,}")
    click.echo(f"Written to {out}. On the witness's machine: everyname witness sign {out.name}")


@witness.command()
@click.argument("file", type=GIVEN)
@click.option("--out", type=A_FILE, help="The file to write; default: the file's name with .cosigned.")
@click.option(
    "--accept", is_flag=True, help="Cosign logs this machine does not know yet; compare keys first."
)
@json_option
def sign(file: Path, out: Path | None, accept: bool, json_file: str | None) -> int:
    """Cosign the heads of a file, each only if it goes on from what this machine cosigned before.

    An older head, a second history and a changed one are refused in words. Needs no book.

    \b
    Example:
      everyname witness sign heads.ask --accept
    """
    from everyname.courier.cosigner import sign as cosign

    console = Console(json_file)
    target = out or file.with_suffix(".cosigned")
    if target.exists():
        raise FileRefused(f"{target} exists.", remedy="Give a new name with --out; nothing is overwritten.")
    answers = cosign(file.read_bytes(), int(time.time()), accept=accept)
    signed = [one for one in answers if one.signed]
    if signed:
        write_new(target, "".join(one.signed for one in signed))
    for one in answers:
        if one.signed:
            console.say(f"{one.origin}: cosigned, the first {one.size:,}.")
            continue
        console.say(f"{one.origin}: not cosigned, {one.refused}.")
        for line in (one.remedy, f"Its key: {one.vkey}" if one.vkey else ""):
            if line:
                console.say(f"  {line}")
    if signed:
        console.say(f"Take this back to the desk: {target}")
    plain = [
        {"origin": one.origin, "size": one.size, "cosigned": bool(one.signed), "refused": one.refused}
        for one in answers
    ]
    console.give({"heads": plain, "file": str(target) if signed else ""})
    return 0 if len(signed) == len(answers) else 1


@witness.command()
@click.argument("file", type=GIVEN)
@book_option
@json_option
def take(file: Path, book_path: Path | None, json_file: str | None) -> None:
    """Take back what a witness cosigned: checked against this book, then kept. Twice changes nothing.

    \b
    Example:
      everyname witness take /media/stick/heads.cosigned
    """
    from everyname.courier.witness import take as keep

    console = Console(json_file)
    with open_book(book_path) as book:
        taken = keep(book, file.read_bytes())
    for one in taken:
        was = "" if one.new else " (known before)"
        console.say(f"{one.origin}: the first {one.size:,} cosigned by {one.by} on {one.day}{was}.")
    plain = [
        {"origin": one.origin, "size": one.size, "by": one.by, "day": one.day, "new": one.new}
        for one in taken
    ]
    console.give({"taken": plain})


@witness.command()
@click.argument("file", type=GIVEN, required=False)
@book_option
def policy(file: Path | None, book_path: Path | None) -> None:
    """Print whose cosignatures this book asks for, as a C2SP tlog-policy; or read such a text.

    With FILE, prints the part of book.toml that says the same.

    \b
    Examples:
      everyname witness policy
      everyname witness policy partners.policy
    """
    from everyname.book.steps.witnesses import as_toml, policy_of

    if file is not None:
        click.echo(as_toml(file.read_bytes()), nl=False)
        return
    with open_book(book_path) as book:
        click.echo(policy_of(book), nl=False)
