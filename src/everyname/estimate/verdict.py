"""Say the panel's outcome in one neutral sentence, always beside the documented count.

The sentence is for people who are not statisticians, and often the only thing that is quoted. So it begins
with the count, gives a range and never a single number, names what the range rests on, and ends with whom it
leaves out. What the models assume cannot be seen in the lists, so the sentence says "assume".
"""

from __future__ import annotations

from math import ceil, floor, log10

from everyname.estimate.simple import Interval

__all__ = ["round_range", "say_disagreement", "say_headline", "say_nothing", "say_two_lists"]

REACH = "they do not cover people whom no list could reach"
DEPENDENT = (
    "; some lists share far more people than separate work would bring about, so the true total may well "
    "be higher"
)


def say_headline(n: int, lists: int, headline: Interval, dependent: bool) -> str:
    """Say the range in which the models agree."""
    low, high = round_range(n, headline)
    return (
        f"{documented(n, lists)}; models that assume that the overlaps show all that ties the lists to one "
        f"another put the total, with those never listed, between {low:,} and {high:,}; "
        f"{REACH}{DEPENDENT if dependent else ''}."
    )


def say_disagreement(n: int, lists: int, hull: Interval, factor: float) -> str:
    """Say that the models differ too much for one number."""
    low, high = round_range(n, hull)
    return (
        f"{documented(n, lists)}; no single estimate of the total is given, because models between which the "
        f"lists cannot decide differ by a factor of {factor:.1f} (with their uncertainty they run from "
        f"{low:,} to {high:,}); {REACH}."
    )


def say_nothing(n: int, lists: int, why: str) -> str:
    """Say that no estimate of the total is given, and why."""
    return f"{documented(n, lists)}; no estimate of how many were never listed is given: {why}."


def say_two_lists(n: int, lists: int, interval: Interval | None) -> str:
    """Say that two filled lists allow no headline, and what Chapman would give."""
    start = f"{documented(n, lists)}; no estimate of the total is given: with fewer than three usable lists"
    if interval is None:
        return f"{start} nothing can be checked."
    low, high = round_range(n, interval)
    return (
        f"{start} nothing can show whether the lists are independent; if they were, the total would lie "
        f"between {low:,} and {high:,}, not counting people whom neither list could reach."
    )


def documented(n: int, lists: int) -> str:
    """Say how many people are documented on how many lists."""
    people = "person is" if n == 1 else "people are"
    return f"{n:,} {people} documented on {lists} {'list' if lists == 1 else 'lists'}"


def round_range(n: int, interval: Interval) -> tuple[int, int]:
    """Round outward to two digits of the range's width, never below the people seen."""
    width = max(interval.high - interval.low, 10.0)
    unit = 10 ** max(floor(log10(width)) - 1, 0)
    return max(n, floor(interval.low / unit) * unit), max(n, ceil(interval.high / unit) * unit)
