"""Say on a terminal what an edition made now would show, coarsen and withhold, and what to look at first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from everyname.cli.console import Console

if TYPE_CHECKING:
    from everyname.book.steps.draft import Preview

__all__ = ["say_preview"]

FIRST = 20


def say_preview(console: Console, shown: Preview) -> None:
    """Say counts by rule, then the first persons and findings; `--json` holds all of them."""
    from everyname.edition.account import hidden_cells_of, totals

    withheld = sum(count for _, count in shown.edition.withheld)
    console.say(
        f"An edition made now would show {len(shown.edition.persons)} persons and withhold {withheld}."
    )
    counts = totals(shown.persons)
    for reason, asked, count in counts["withheld"]:
        console.say(f"  withheld: {count:,} ({reason}; {asked})")
    for what, rule, count in counts["coarsened"]:
        console.say(f"  less fine: {what} of {count:,} persons ({rule})")
    for _, why, count in counts["portraits"]:
        console.say(f"  portraits {'shown' if why == 'shown' else 'not shown'}: {count:,}" + _because(why))
    for digest, reason in shown.pictures_refused:
        console.say(f"  picture {digest[:12]} refused: {reason}")
    for name, values in hidden_cells_of(shown.edition).items():
        console.say(f"  not shown in the breakdown by {name}: {len(values)} cells too small")
    _say_persons(console, shown)
    _say_findings(console, shown)
    _say_differences(console, shown)


def _because(why: str) -> str:
    return "" if why == "shown" else f" ({why})"


def _say_persons(console: Console, shown: Preview) -> None:
    touched = [one for one in shown.persons if one.withheld or one.coarsened]
    if touched:
        console.say("Person by person (show ID says who; --json has all):")
    for one in touched[:FIRST]:
        said = "; ".join(f"{what} less fine ({rule})" for what, rule in one.coarsened)
        console.say(f"  {one.id}: " + (f"withheld ({one.withheld}; {one.asked})" if one.withheld else said))
    if len(touched) > FIRST:
        console.say(f"  and {len(touched) - FIRST:,} more")


def _say_findings(console: Console, shown: Preview) -> None:
    for refused, head in (
        (True, "This edition would be refused:"),
        (False, "To be looked at; refused until [publication] accepted names it:"),
    ):
        found = [one for one in shown.findings if one.refused is refused]
        if found:
            console.say(head)
        for one in found[:FIRST]:
            console.say(f"  {one.key} - {one.why}")
        if len(found) > FIRST:
            console.say(f"  and {len(found) - FIRST:,} more")


def _say_differences(console: Console, shown: Preview) -> None:
    from everyname.edition.difference import CLASSES

    counts = Counter(one.kind for one in shown.differences)
    if counts:
        console.say("Beside the edition before, a reader of both would learn:")
    for kind, means in CLASSES.items():
        found = [f"{one.about} {one.part}".strip() for one in shown.differences if one.kind == kind]
        if found:
            more = ", ..." if len(found) > 3 else ""
            console.say(f"  {means}: {len(found):,} ({', '.join(found[:3])}{more})")
