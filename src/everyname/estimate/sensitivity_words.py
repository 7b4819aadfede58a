"""Say in plain words what would change an estimate's conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from everyname.estimate.panel import Panel
from everyname.estimate.simple import Interval
from everyname.estimate.variations import Variation

__all__ = ["tell_interaction", "tell_moved", "tell_priors", "tell_truths"]

MOVED = 1.2  # factor between two middles from which a sentence says that the answer moved
MOST_NAMED = 4


def tell_interaction(panel: Panel, interval: Interval, half: int, twice: int) -> str:
    """Say what a hidden dependence of all lists would do, and how strong it must be to leave the range."""
    said = (
        f"If the people on no list were half as many as the models say, the total would be about "
        f"{half:,}; if twice as many, about {twice:,}: no table can rule out "
        "either, because it never shows who is on no list."
    )
    missed = interval.median - panel.n
    if panel.headline is None or missed <= 0:
        return said
    least = (panel.headline.interval.low - panel.n) / missed
    most = (panel.headline.interval.high - panel.n) / missed
    return (
        f"{said} The total leaves the range given when the people missed are fewer than {least:.1f} times "
        f"or more than {most:.1f} times what the models say."
    )


def tell_moved(given: Variation, changed: Sequence[Variation], what: str) -> list[str]:
    """Say which change moves the middle most, or that none does; and which leave no range at all."""
    said = []
    moved = [
        (
            max(one.interval.median, given.interval.median) / min(one.interval.median, given.interval.median),
            one,
        )
        for one in changed
        if given.interval is not None and one.interval is not None
    ]
    if moved and given.interval is not None:
        factor, one = max(moved, key=lambda pair: pair[0])
        if factor >= MOVED and one.interval is not None:
            said.append(
                f"{one.label}: the middle of the range goes from {round(given.interval.median):,} to "
                f"{round(one.interval.median):,}, more than with any other {what}."
            )
        else:
            said.append(f"No {what} moves the middle of the range by a factor of {MOVED} or more.")
    gone = [one.label for one in changed if one.interval is None]
    if gone and given.interval is not None:
        said.append(f"No range is left for {len(gone)} of {len(changed)}: {'; '.join(gone[:MOST_NAMED])}.")
    return [text[0].upper() + text[1:] for text in said]


def tell_truths(truths: Sequence[Variation]) -> list[str]:
    """Say for how many lists the others find the size that is known."""
    asked = [one for one in truths if one.held is not None]
    if not asked:
        return []
    missed = [
        f"{one.label} ({one.truth:,} people; "
        f"range {round(one.interval.low):,} to {round(one.interval.high):,})"
        for one in asked
        if one.interval is not None and not one.held
    ]
    said = (
        "Asked for the size of a list, which is known, the others hold it in their range for "
        f"{len(asked) - len(missed)} of {len(asked)} lists"
    )
    return [f"{said}; not for {', '.join(missed)}." if missed else f"{said}."]


def tell_priors(swept: Sequence[Variation]) -> list[str]:
    """Say how far the middles lie apart over the priors and weighings."""
    middles = [one.interval.median for one in swept if one.interval is not None]
    if len(middles) < 2:
        return []
    return [
        f"Over {len(middles)} ways to weigh models and totals beforehand, the middle lies between "
        f"{round(min(middles)):,} and {round(max(middles)):,}."
    ]
