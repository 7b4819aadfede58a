"""Give a table back the links that linking missed: draw who was torn in two, and join them again.

A person on several lists whose reports were not all joined stands in the table as two people, with two
patterns that share no list; the table then shows too many people and too few overlaps, and every estimate is
too high. Reviewers who looked at K of N true pairs of reports and found them not joined say how often.

Model: each person on k >= 2 lists is torn with one chance f, whatever the lists, and then one of the k
reports, each as likely, stands apart from the rest. With S_x people of the true pattern x torn and u_x left
whole, S_x given u_x is negative binomial (u_x successes of chance 1 - f; prior 1/count on the true number of
people with the pattern). A count y_x of the table is the u_x whole ones and the pieces of larger patterns, so
the draw goes from the largest patterns down: the pieces of those are taken out first, and what is left is
whole. A piece must be found in the table; where the table has fewer, fewer are joined.

A reviewed pair is two reports; a torn person on k lists loses k-1 of its k(k-1)/2 pairs. With q the share of
pairs missed, f = q sum_k m_k k(k-1)/2 / sum_k m_k (k-1), m_k the people on k lists. Each draw takes its own q
from Beta(K + 1/2, N - K + 1/2), so that the reviewers' small number is part of the interval.

Assumed, and not to be seen in the table: both pieces lie in one stratum; nobody is torn in three; the pairs
reviewed are a fair sample of true pairs, found without regard to whether they were joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from everyname.errors import EstimateRefused
from everyname.estimate.frame import Frame

__all__ = ["Reviewed", "add_missed_links", "rejoin"]

MOST_MISSED = 0.5  # of the true pairs: beyond it the table says more of the linking than of the lists
MOST_TORN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Of `pairs` true pairs of reports that reviewers know, `missed` had not been joined."""

    missed: int
    pairs: int

    def __post_init__(self) -> None:
        if not 0 <= self.missed <= self.pairs or self.pairs == 0:
            raise EstimateRefused(
                f"{self.missed} of {self.pairs} pairs cannot have been missed",
                remedy="Give missed/reviewed, for example 12/150.",
            )
        if self.missed > MOST_MISSED * self.pairs:
            raise EstimateRefused(
                f"{self.missed} of {self.pairs} true pairs had been missed, more than half: such a table "
                "says more of the linking than of the lists",
                remedy="Link the lists again before estimating.",
            )

    def in_words(self, draws: int) -> str:
        """Say what was done with it."""
        return (
            f"Reviewers found {self.missed} of {self.pairs} true pairs of reports not joined; {draws} "
            "versions of the table were drawn in which as many are joined again."
        )


def add_missed_links(frame: Frame, reviewed: Reviewed, *, draws: int, seed: int) -> Frame:
    """Draw versions of the table with missed links joined again; each is a replicate of the new frame.

    A frame of one replicate gives `draws` of them; of a frame of several, each gives one. The same seed gives
    the same frame.
    """
    labelled = frame.labelled()
    versions = frame.replicates * draws if len(frame.replicates) == 1 else frame.replicates
    found: dict[tuple[str, str], dict[int, int]] = {}
    for number, child in enumerate(np.random.SeedSequence(seed).spawn(len(versions))):
        rng = np.random.default_rng(child)
        mine = [labelled[versions[number], stratum] for stratum in frame.strata]
        missed = rng.beta(reviewed.missed + 0.5, reviewed.pairs - reviewed.missed + 0.5)
        torn = chance_torn(mine, missed)
        for stratum, table in zip(frame.strata, mine, strict=True):
            found[str(number + 1), stratum] = rejoin(table, torn, rng)
    return Frame.from_cells(frame.lists, found, frame.out_of_reach())


def chance_torn(tables: Iterable[Mapping[int, int]], missed: float) -> float:
    """Give a person's chance of being torn from the share of pairs missed, in [0, MOST_TORN]."""
    pairs = links = 0
    for table in tables:
        for mask, count in table.items():
            lists = mask.bit_count()
            pairs += count * lists * (lists - 1) // 2
            links += count * (lists - 1)
    return min(missed * pairs / links, MOST_TORN) if links else 0.0


def rejoin(table: Mapping[int, int], torn: float, rng: np.random.Generator) -> dict[int, int]:
    """Draw one table in which the torn are whole again, {bitmask: count}; `torn` is a person's chance of it.

    With the chance 0 the table comes back as it is.
    """
    whole = dict(table)
    for pattern in sorted(table, key=lambda mask: (-mask.bit_count(), mask)):
        lists = [1 << place for place in range(pattern.bit_length()) if pattern >> place & 1]
        if len(lists) < 2 or not whole[pattern] or torn <= 0:
            continue
        wanted = rng.negative_binomial(whole[pattern], 1 - torn)
        shares = rng.multinomial(wanted, np.full(len(lists), 1 / len(lists)))
        for single, share in zip(lists, shares.tolist(), strict=True):
            rest = pattern ^ single
            joined = min(share, whole.get(single, 0), whole.get(rest, 0))
            if joined:
                whole[single] -= joined
                whole[rest] -= joined
                whole[pattern] += joined
    return {mask: count for mask, count in whole.items() if count}
