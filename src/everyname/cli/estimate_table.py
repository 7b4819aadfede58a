"""Estimate from a bare pattern table, and show what a frame of strata and replicates comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyname.cli.console import Console
from everyname.errors import UsedWrongly

if TYPE_CHECKING:
    from everyname.estimate.methods import Row
    from everyname.estimate.relink import Reviewed

__all__ = ["TableOptions", "estimate_table", "read_reviewed", "say_frame"]

DRAWS = 50  # versions of a table drawn from reviewed pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How a table is estimated; `methods` None runs all, `draws` None takes the default."""

    seed: int | None = None
    methods: Sequence[str] | None = None
    derived: Sequence[str] = ()
    missed_links: str = ""
    draws: int | None = None
    combine: str = "stacked"
    thorough: bool = False


def estimate_table(path: Path, options: TableOptions) -> tuple[dict[str, Any], tuple[Row, ...]]:
    """Read a table, collapse derived lists, draw missed links, estimate.

    Gives the plain values, and the rows of the total for what these do not hold: draws and chains.
    """
    from everyname.estimate.derived import collapse_derived
    from everyname.estimate.panel import SEED
    from everyname.estimate.plain_frame import examine_frame, frame_plain, verdata_plain
    from everyname.estimate.read import read_frame
    from everyname.estimate.relink import add_missed_links
    from everyname.estimate.total import estimate_frame
    from everyname.intake.decoding import decode

    seed = SEED if options.seed is None else options.seed
    collapsed = collapse_derived(
        read_frame(decode(path.read_bytes(), path.name).text, path.name),
        [[name.strip() for name in group.split(",")] for group in options.derived],
    )
    frame, said = collapsed.frame, list(collapsed.said)
    reviewed = read_reviewed(options.missed_links)
    if reviewed is not None:
        frame = add_missed_links(frame, reviewed, draws=options.draws or DRAWS, seed=seed)
        said.append(reviewed.in_words(len(frame.replicates)))
    elif options.draws is not None:
        raise UsedWrongly(
            "A bare table says nothing of doubtful links to draw from.",
            remedy="Give --missed-links K/N beside --draws, or estimate in a book.",
        )
    found = estimate_frame(frame, seed=seed, methods=options.methods)
    examined = examine_frame(frame, found, thorough=options.thorough)
    plain = frame_plain(found) | examined | {"said": said}
    if options.combine == "verdata":
        plain["combination"] = {"rule": "verdata", "rows": verdata_plain(found)}
    return plain, found.total.rows


def read_reviewed(text: str) -> Reviewed | None:
    """Read K/N, the true pairs found not joined of those reviewed; None where nothing is given."""
    from everyname.estimate.relink import Reviewed

    if not text:
        return None
    found = re.fullmatch(r"\s*([0-9]{1,9})\s*/\s*([0-9]{1,9})\s*", text)
    if found is None:
        raise UsedWrongly(
            f"--missed-links takes K/N, not {text!r}.", remedy="For example 12/150: 12 of 150 reviewed pairs."
        )
    return Reviewed(missed=int(found[1]), pairs=int(found[2]))


def say_frame(console: Console, plain: dict[str, Any]) -> None:
    """Say what stands beside the panel: strata, the pooled table, the combination, the width."""
    _say_strata(console, plain.get("strata") or [])
    for line in plain.get("said") or []:
        console.say(line)
    if plain.get("pooled_says"):
        console.say(plain["pooled_says"])
    _say_combination(console, plain.get("combination"))
    if plain.get("width"):
        console.say(plain["width"]["words"])


def _say_strata(console: Console, strata: list[dict[str, Any]]) -> None:
    if not strata:
        return
    rows = []
    for one in strata:
        headline = one["headline"]
        if not one["estimated"]:
            told = f"not estimated: {one['reason']}"
        elif headline is None:
            told = "no single estimate: the models differ too much"
        else:
            told = f"{headline['median']:,} ({headline['low']:,} to {headline['high']:,})"
        rows.append((one["stratum"], one["documented"], told))
    console.table(("stratum", "documented", "estimate, 95 % interval"), rows)
    console.say()


def _say_combination(console: Console, combination: dict[str, Any] | None) -> None:
    if combination is None:
        return
    rows = [
        (row["method"], row["refused"] or f"{row['point']:,} ({row['low']:,} to {row['high']:,})")
        for row in combination["rows"]
    ]
    console.table(("by verdata's rule", "point, 95 % interval"), rows)
    console.say()
