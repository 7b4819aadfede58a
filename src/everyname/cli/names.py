"""Commands about names: score two of them and say why; learn how a region spells them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyname.cli.console import Console, book_option, json_option, open_book, progress
from everyname.errors import UsedWrongly

if TYPE_CHECKING:
    from everyname.book.steps.names import LearnedNames
    from everyname.names.explain import Aligned, Explanation

__all__ = ["names"]

_FITS = {
    "same": "is",
    "fits": "fits",
    "near": "is near",
    "doubtful": "hardly fits",
    "differs": "differs from",
}


@click.group()
def names() -> None:
    """Score two names, or learn how names are spelled.

    \b
    Examples:
      everyname names score "Arvand Sahelpur" "Arvand Sahel-Pour"
      everyname names learn
    """


@names.command()
@click.argument("left")
@click.argument("right")
@click.option("--pack", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A pack to add.")
@json_option
def score(left: str, right: str, pack: Path | None, json_file: str | None) -> None:
    """Say how likely two written names name one person, and why.

    The score is of the names alone: two persons may bear one name. Tokens are shown as they are
    compared, folded and joined.

    \b
    Example:
      everyname names score "Arvand Sahelpur" "Arvand Sahel-Pour"
    """
    from everyname.book.steps.names import read_pack
    from everyname.names import explain
    from everyname.names.pack import shipped_packs

    added = () if pack is None else (read_pack(pack),)
    found = explain(left, right, packs=(*shipped_packs(), *added))
    console = Console(json_file)
    for line in _in_words(found):
        console.say(line)
    console.give(found.to_plain())


@names.command()
@click.option(
    "--pairs",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Learn from this CSV of two columns, with no book.",
)
@click.option("--out", type=click.Path(path_type=Path), help="With --pairs: the pack to write.")
@book_option
@json_option
def learn(pairs: Path | None, out: Path | None, book_path: Path | None, json_file: str | None) -> None:
    """Learn how names are spelled, from pairs known to be one person's.

    In a book, learns from the reports that reviewers judged to be the same; the next link uses what was
    learned beside the packs that come with everyname. With --pairs, learns from a file of two spellings a
    row and writes a pack for `everyname link --lists ... --pack FILE`. It needs 20 pairs;
    hundreds teach it better.

    \b
    Examples:
      everyname names learn
      everyname names learn --pairs spellings.csv --out pack.json
    """
    from everyname.book.steps import names as steps

    if (pairs is None) != (out is None):
        raise UsedWrongly(
            "--pairs and --out go together.",
            remedy="everyname names learn --pairs spellings.csv --out pack.json",
        )
    console = Console(json_file)
    if pairs is not None and out is not None:
        with progress() as show:
            learned = steps.learn_from_file(pairs, show)
        steps.write_pack(out, learned.pack)
        _tell(console, learned, f"everyname link --lists ... --pack {out}")
        return
    with open_book(book_path) as book, progress() as show:
        learned = steps.learn_from_book(book, show)
    _tell(console, learned, "everyname link")


def _tell(console: Console, learned: LearnedNames, following: str) -> None:
    plain = learned.to_plain()
    console.say(
        f"{plain['pairs']} pairs of spellings: {plain['letters']} letter costs, {plain['tokens']} tokens,"
        f" {plain['spellings']} spellings of a token learned."
    )
    if learned.unchanged:
        console.say("Nothing had changed since they were learned; that pack stands.")
    console.say(f"Next: {following}")
    console.give(plain)


def _in_words(found: Explanation) -> list[str]:
    """Say an explanation in lines."""
    lines = [f"score {found.score:.4f}"]
    lines += [f"  {_aligned(one)}" for one in found.aligned]
    sides = (("left", found.left_only), ("right", found.right_only))
    lines += [f"  only {side}: {' '.join(tokens)}" for side, tokens in sides if tokens]
    titled = zip(("left", "right"), found.honorifics, strict=True)
    lines += [f"  title set aside {side}: {' '.join(titles)}" for side, titles in titled if titles]
    if found.turned:
        lines.append("  in turned order")
    if not found.aligned:
        lines.append("  nothing to compare: a side names nobody")
    return lines


def _aligned(one: Aligned) -> str:
    known = f"; known {one.known}" if one.known else ""
    return f"{' '.join(one.left)} {_FITS[one.fit]} {' '.join(one.right)} ({one.odds:+.1f}{known})"
