"""The demonstration command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from everyname.cli.console import Console, json_option, progress

__all__ = ["demo"]


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo-out"), help="A new folder to write to."
)
@click.option("--seed", type=int, default=1, help="The seed of the invention.")
@click.option("--people", type=int, default=1200, help="How many people the invention holds.")
@json_option
def demo(out: Path, seed: int, people: int, json_file: str | None) -> int:
    """Run the whole job on an invented conflict, and set what was found beside the known truth.

    Everybody and every place in it is invented. Writes DIR/book and DIR/edition.
    An earlier demonstration in DIR is replaced; anything else there is refused.

    \b
    Example:
      everyname demo --out demo-out
    """
    from everyname.book.steps.demo import run_demo

    console = Console(json_file)
    with progress() as show:
        plain = run_demo(out, seed=seed, people=people, progress=show)
    _say(console, plain, out)
    console.give(plain)
    return 0 if plain["sound"] else 1


def _say(console: Console, plain: dict[str, Any], out: Path) -> None:
    truth, tally, rows = plain["truth"], plain["tally"], plain["rows"]
    console.say("Everybody in this demonstration is invented.")
    console.say()
    headline = plain["estimate"]["headline"]
    estimate = f"{headline['low']:,} to {headline['high']:,}" if headline else "none made"
    low, high = tally["range"]
    lines = [
        ("rows given, taken, refused", f"{rows['given']:,}, {rows['taken']:,}, {rows['refused']:,}", ""),
        ("rows refused", f"{rows['refused']:,}", f"{truth['refused']:,}"),
        (
            "persons documented, at least (range)",
            f"{tally['minimum']:,} ({low:,} to {high:,})",
            f"{truth['listed']:,} listed",
        ),
        ("pairs of reports: precision", f"{plain['agreement']['precision']:.3f}", "1.000"),
        ("pairs of reports: recall", f"{plain['agreement']['recall']:.3f}", "1.000"),
        ("claims found in articles", f"{len(plain['claims']):,}", f"{truth['claims']:,}"),
        ("killed, listed or not (95 % interval)", estimate, f"{truth['population']:,}"),
        ("persons with a page", f"{plain['edition']['persons']:,}", ""),
        ("book and edition verified", "yes" if plain["sound"] else "NO", ""),
    ]
    console.table(("what", "found", "truth"), lines)
    for problem in plain["problems"]:
        console.say(problem)
    console.say()
    console.say(plain["estimate"]["verdict"])
    console.say()
    console.say(f"Open the edition: {out / 'edition' / 'index.html'}")
    console.say(f"Check it:         python3 {out / 'edition' / 'verify.py'}")
    console.say(f"Look around:      cd {out / 'book'} && everyname tally")
