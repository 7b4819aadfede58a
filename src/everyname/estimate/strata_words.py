"""Say what a total over strata covers, which lists it left out where, and how the pooled one differs."""

from __future__ import annotations

from collections.abc import Sequence

from everyname.estimate.agreement import COMPARED, Headline, join_words, why_alone
from everyname.estimate.frame import ONLY, UNKNOWN, Frame
from everyname.estimate.panel import Panel
from everyname.estimate.simple import Interval
from everyname.estimate.strata import NOBODY, Part
from everyname.estimate.verdict import say_nothing

__all__ = [
    "name_some",
    "say_coverage",
    "say_dropped",
    "say_pooled",
    "say_unknown",
    "say_versions",
    "why_no_total",
    "why_not",
]

MOST_NAMED = 4
FEWEST_TOLD = 10
ALIKE = 1.1  # factor between the medians of sum and pooled below which they are called the same


def name_some(names: Sequence[str]) -> str:
    """Name the first few, and say how many more there are."""
    if len(names) <= MOST_NAMED:
        return join_words(list(names))
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


def say_dropped(frame: Frame) -> tuple[str, ...]:
    """Say which lists were left out of which strata, one sentence a list and reason."""
    if frame.strata == (ONLY,):
        return ()  # the panel itself says which lists hold nobody
    where: dict[tuple[str, str], list[str]] = {}
    for stratum, dropped in zip(frame.strata, frame.dropped(), strict=True):
        for one in dropped:
            where.setdefault((one.list_name, one.reason), []).append(stratum)
    return tuple(
        f"{name} {reason} in {len(strata)} of {len(frame.strata)} strata ({name_some(strata)}) and was left "
        "out there: it cannot say who was missed."
        for (name, reason), strata in where.items()
    )


def say_unknown(frame: Frame) -> tuple[str, ...]:
    """Say how many people have no stratum of their own, where there are such."""
    if UNKNOWN not in frame.strata:
        return ()
    people = tell_people(round(float(frame.documented[:, frame.strata.index(UNKNOWN)].mean())))
    return (
        f"The stratum {UNKNOWN!r} holds the people whose sources do not say where they belong ({people}); it "
        "is a gap in the sources and no part of the population.",
    )


def tell_people(count: int) -> str:
    """Give a number of people in words that may be published: a handful could be recognised."""
    return f"fewer than {FEWEST_TOLD} people" if count < FEWEST_TOLD else f"{count:,} people"


def say_coverage(parts: Sequence[Part], covered: Sequence[bool]) -> str:
    """Say how many strata the total adds up, and what of it is only documented; a sentence or two."""
    outside = [part for part, is_in in zip(parts, covered, strict=True) if not is_in]
    if not any(covered):
        return ""
    if not outside:
        return f" The total adds up {len(parts)} strata."
    people = tell_people(sum(part.n for part in outside))
    one = len(outside) == 1
    return (
        f" The total adds up the {len(parts) - len(outside)} of {len(parts)} strata that can be estimated; "
        f"the other{'' if one else 's'} ({name_some([part.name for part in outside])}) "
        f"{'is' if one else 'are'} in it with the documented people alone ({people})."
    )


def say_versions(frame: Frame) -> str:
    """Say over how many versions of the table the numbers are averaged; nothing where there is one."""
    count = len(frame.replicates)
    return f" Averaged over {count} plausible versions of the table." if count > 1 else ""


def why_no_total(n: int, lists: int, parts: Sequence[Part]) -> str:
    """Say that no stratum could be estimated."""
    why = f"in none of {len(parts)} strata do two kinds of model give a number"
    return say_nothing(n, lists, why)


def why_not(part: Part) -> str:
    """Say why a stratum could not be estimated."""
    if not part.panel.rows:
        return NOBODY[1]
    refused = {row.refused for row in part.panel.rows if row.method in COMPARED}
    return refused.pop() or "" if len(refused) == 1 else why_alone(part.panel.rows)


def say_pooled(total: Panel, pooled: Panel, strata: int) -> str:
    """Set the sum of the strata beside the estimate from all of them as one table."""
    if pooled.headline is None:
        return "Taken as one table, without strata, the lists give no single estimate."
    one_table = f"Taken as one table, without strata, the same people give {tell(pooled.headline.interval)}"
    if total.headline is None:
        return f"{one_table}; that hides whatever differs between the {strata} strata."
    adding = f"the strata add up to {tell(total.headline.interval)}"
    if agree(total.headline, pooled.headline):
        return f"{one_table}; {adding}: nearly the same."
    return (
        f"{one_table}; {adding}. They differ because people's chance of being listed differs between the "
        "strata, which one table cannot see; where it does, the sum is the sounder, as long as each stratum "
        "holds enough people."
    )


def agree(one: Headline, other: Headline) -> bool:
    """Say whether two headlines are nearly the same: medians close, and each inside the other's interval."""
    a, b = one.interval, other.interval
    inside = a.low <= b.median <= a.high and b.low <= a.median <= b.high
    return inside and max(a.median, b.median) <= ALIKE * min(a.median, b.median)


def tell(interval: Interval) -> str:
    """Give an interval in words."""
    return f"{round(interval.median):,} ({round(interval.low):,} to {round(interval.high):,})"
