"""The command that erases: it lists everything that will go, asks, and says what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyname.cli.console import Console, book_option, json_option, open_book
from everyname.errors import UsedWrongly

if TYPE_CHECKING:
    from everyname.book.steps.erase import Found, Plan

__all__ = ["erase"]

OUT_OF_REACH = (
    "Out of reach: memory sticks, backups, printed pages, published copies, partners you do not meet again,"
    " and what a disk keeps of old sectors."
)


@click.command()
@click.argument("entries", nargs=-1, metavar="[ENTRY...]")
@click.option(
    "--reason", required=True, help="Why, without a name in it: the reason stays when the rest is gone."
)
@click.option(
    "--evidence", multiple=True, metavar="DIGEST", help="Bytes in the vault that must go, by SHA-256."
)
@click.option("--with-related", is_flag=True, help="Erase the entries that also speak of it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@book_option
@json_option
def erase(
    entries: tuple[str, ...],
    reason: str,
    evidence: tuple[str, ...],
    with_related: bool,
    yes: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Drop what must not be kept: its words, salt and bytes, everywhere in reach of this book.

    ENTRY is an entry, a report, a person (all its reports) or a claim. Everything that will go is listed
    before it asks. It cannot be undone. A line under the signed head stays, which tells nothing. Partners
    drop it when they take your next bundle, and an old bundle does not bring it back.

    \b
    Examples:
      everyname erase list-a:17 --reason "the family asked for it"
      everyname erase pa1b2c3d4e5 --with-related --reason "danger to a witness"
      everyname erase --evidence 9f86d081... --reason "the file names a minor"
    """
    from everyname.book.steps import erase as steps

    if not entries and not evidence:
        raise UsedWrongly("Nothing to erase was named.", remedy="Give an ENTRY, or --evidence DIGEST.")
    console = Console(json_file)
    with open_book(book_path) as book:
        plan = steps.find(book, entries, evidence)
        _list(console, plan, with_related=with_related)
        if not yes:
            click.confirm("Erase this? It cannot be undone.", abort=True, err=True)
        done = steps.erase(book, plan, reason, with_related=with_related)
    _tell(console, done)
    console.give({**plan.to_plain(), **done, "with_related": with_related})


def _list(console: Console, plan: Plan, *, with_related: bool) -> None:
    _lines(console, "These entries go:", plan.entries)
    _lines(console, "These bytes go:", plan.files)
    also = (
        "These entries also speak of it, and go too:"
        if with_related
        else ("These entries also speak of it, and stay; --with-related erases them too:")
    )
    _lines(console, also, plan.related)
    _lines(console, "These files also hold it and stay; --evidence DIGEST erases one whole:", plan.holders)


def _lines(console: Console, title: str, found: Sequence[Found]) -> None:
    if found:
        console.say(title)
    for one in found:
        console.say(f"  {one.id}  {one.what}")


def _tell(console: Console, done: dict[str, Any]) -> None:
    if done["receipts"]:
        last = done["receipts"][-1]
        console.say(f"Erased here: {last['bodies']} entries and {last['files']} files of the vault are gone.")
        if last["editions"]:
            console.say(f"No longer kept in this book: edition {', '.join(last['editions'])}.")
        if last["sealed"]:
            console.say(
                f"{last['sealed']} sealed bundles in quarantine were dropped unread: ask for them again."
            )
        console.say("Next: everyname link, and pack for your partners: they drop it when they unpack.")
    if done["waiting"]:
        console.say("Recorded; it is carried out when another member has agreed.")
    console.say(OUT_OF_REACH)
