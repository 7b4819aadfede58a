"""Estimate a frame: every stratum, what the strata add up to, and the pooled table beside it.

Strata are independent of one another given the lists, so the draws of a method are added index by index
inside a replicate; the replicates are then stacked. Ends of intervals are never added. A stratum that cannot
be estimated enters the total as the people documented there, and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.agreement import COMPARED, ENOUGH
from everyname.estimate.checks import DEPENDENCE
from everyname.estimate.combine import LEAST, Width, split_width
from everyname.estimate.frame import Frame
from everyname.estimate.methods import METHODS, Row, choose_methods
from everyname.estimate.panel import SEED, Panel
from everyname.estimate.reasons import Reason
from everyname.estimate.strata import Part, Seen, drawn_row, make_part, part_seed, weigh
from everyname.estimate.strata_words import (
    name_some,
    say_coverage,
    say_dropped,
    say_unknown,
    say_versions,
    why_no_total,
)

__all__ = ["SLOW", "FrameEstimate", "estimate_frame"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLOW = "latent-class"  # a sampler: seconds a table where the other methods take milliseconds
MOST_SLOW = 6  # tables on which it runs
SLOW_VERSIONS = 3  # replicates in which it runs where there are several


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameEstimate:
    """The total over strata and replicates, the strata behind it, and the pooled table beside it.

    `documented` has shape (replicates,), `draws` holds N by method, shape (replicates, draws). `covered` says
    of each stratum whether the total estimates it; the others are in it as documented. `strata` is empty and
    `pooled` None where the table has one stratum. `width` is None where there is no headline.
    """

    total: Panel
    documented: Ints
    draws: Mapping[str, Floats]
    width: Width | None
    strata: tuple[Part, ...] = ()
    covered: tuple[bool, ...] = ()
    pooled: Part | None = None

    @property
    def replicates(self) -> int:
        """How many versions of the table there were."""
        return int(self.documented.size)


def estimate_frame(
    frame: Frame,
    *,
    seed: int = SEED,
    methods: Sequence[str] | None = None,
    slow_versions: int | None = None,
) -> FrameEstimate:
    """Estimate every stratum in every replicate, add them up, and stack the replicates.

    `methods` names the rows to run, None: all. The slow latent-class runs in `slow_versions` replicates,
    None: in as many as take a minute or so. A frame of one table gives the panel of `estimate_panel`. Raises
    UsedWrongly for an unknown method.
    """
    chosen, said = choose_by_version(frame, methods, slow_versions)
    said = (*said, *say_unknown(frame), *say_dropped(frame))
    versions = range(len(frame.replicates))
    documented = frame.documented
    parts = tuple(
        make_part(
            frame.strata[place],
            tables,
            documented[:, place],
            [part_seed(seed, version, place) for version in versions],
            chosen,
        )
        for place, tables in enumerate(frame.by_stratum())
    )
    if len(parts) == 1:
        (part,) = parts
        return FrameEstimate(
            total=replace(
                part.panel,
                verdict=f"{part.panel.verdict}{say_versions(frame)}",
                warnings=(*said, *part.panel.warnings),
            ),
            documented=part.documented,
            draws=part.draws,
            width=width_of(part.panel, part.draws, part.documented, part.between),
        )
    seeds = [part_seed(seed, version, len(parts)) for version in versions]
    pooled = make_part("", frame.pooled(), documented.sum(axis=1), seeds, chosen)
    found = add_strata(parts, pooled, frame.lists, seed, said)
    verdict = f"{found.total.verdict}{say_versions(frame)}"
    return replace(found, total=replace(found.total, verdict=verdict))


def choose_by_version(
    frame: Frame, methods: Sequence[str] | None, slow_versions: int | None
) -> tuple[list[Sequence[str]], tuple[str, ...]]:
    """Choose the methods to run in each replicate, the slow one in as many as it may take; say so."""
    chosen, versions = list(choose_methods(methods)), len(frame.replicates)
    tables = len(frame.strata) + (len(frame.strata) > 1)
    slow = min(versions, MOST_SLOW // tables, versions if versions == 1 else SLOW_VERSIONS)
    slow = slow if slow_versions is None else min(slow_versions, versions)
    if SLOW not in chosen or slow == versions:
        return [chosen] * versions, ()
    fast = [name for name in chosen if name != SLOW]
    said = (
        f"{SLOW} is slow: it was run on {slow} of the {versions} versions, which stand for the others."
        if slow
        else f"{SLOW} is slow and was not run on {tables * versions} tables."
    )
    return [chosen if version < slow else fast for version in range(versions)], (said,)


def add_strata(
    parts: tuple[Part, ...], pooled: Part, lists: tuple[str, ...], seed: int, said: tuple[str, ...]
) -> FrameEstimate:
    """Add the strata up, method by method, where the models that carry a headline can answer."""
    carry = choose_models(parts)
    covered = tuple(bool(carry) and all(model in part.draws for model in carry) for part in parts)
    documented = sum((part.documented for part in parts), np.zeros_like(parts[0].documented))
    inside = [part for part, is_in in zip(parts, covered, strict=True) if is_in]
    draws = {
        method: add_draws([part.draws[method] for part in inside], parts, covered)
        for method in pooled_methods(parts)
        if inside and all(method in part.draws for part in inside)
    }
    rows = tuple(
        drawn_row(method, draws[method], add_also(method, parts, covered))
        if method in draws
        else refuse_total(method, parts, covered)
        for method in pooled_methods(parts)
    )
    n = round(float(documented.mean()))
    blank = Panel(n=n, lists=lists, rows=rows, headline=None, verdict="", seed=seed, warnings=())
    total = weigh(Seen(n, lists), rows, (*said, *dependence_of(parts, pooled)), blank)
    verdict = why_no_total(n, len(lists), parts) if not any(covered) else total.verdict
    total = replace(total, verdict=f"{verdict}{say_coverage(parts, covered)}")
    return FrameEstimate(
        total=total,
        documented=documented,
        draws=draws,
        width=width_of(total, draws, documented, add_between(draws, inside)),
        strata=parts,
        covered=covered,
        pooled=pooled,
    )


def choose_models(parts: Sequence[Part]) -> tuple[str, ...]:
    """Choose the models that carry the total: those that together answer for most people, then most models.

    A total of two methods over different strata would compare what cannot be compared.
    """
    best: tuple[tuple[float, int], tuple[str, ...]] = ((0.0, 0), ())
    for size in range(ENOUGH, len(COMPARED) + 1):
        for models in combinations(COMPARED, size):
            people = sum(part.n for part in parts if all(model in part.draws for model in models))
            best = max(best, ((float(people), size), models))
    return best[1] if best[0][0] else ()


def pooled_methods(parts: Sequence[Part]) -> list[str]:
    """Give the methods that were run on any stratum, in the panel's order."""
    run = {row.method for part in parts for row in part.panel.rows}
    return [method for method in METHODS if method in run]


def add_draws(draws: Sequence[Floats], parts: Sequence[Part], covered: Sequence[bool]) -> Floats:
    """Add draws of the covered strata, in order, and the documented people of the others."""
    outside = sum(part.documented for part, is_in in zip(parts, covered, strict=True) if not is_in)
    total: Floats = np.sum(draws, axis=0) + np.reshape(outside, (-1, 1))
    return total


def add_also(method: str, parts: Sequence[Part], covered: Sequence[bool]) -> Floats | None:
    """Add what a method's models say when weighed otherwise; None where a covered stratum has no such."""
    inside = [part for part, is_in in zip(parts, covered, strict=True) if is_in]
    if not all(method in part.also for part in inside):
        return None
    return add_draws([part.also[method] for part in inside], parts, covered)


def refuse_total(method: str, parts: Sequence[Part], covered: Sequence[bool]) -> Row:
    """Make the row of a method that does not answer in every covered stratum."""
    rows = [
        (part.name, row)
        for part, is_in in zip(parts, covered, strict=True)
        for row in part.panel.rows
        if row.method == method and row.refused is not None and (is_in or not any(covered))
    ]
    if not rows:
        return Row(method=method, reason=Reason.TOO_FEW_LISTS, refused="no stratum gives a number")
    name, first = rows[0]
    if {row.refused for _, row in rows} == {first.refused}:
        return replace(first)
    of_all = f"no number in {len(rows)} of {sum(covered) or len(parts)} strata"
    return replace(first, refused=f"{of_all}; in {name}: {first.refused}")


def dependence_of(parts: Sequence[Part], pooled: Part) -> tuple[str, ...]:
    """Give what the pooled table shows of dependence, or the name of a stratum that shows it."""
    found = tuple(text for text in pooled.panel.warnings if text.startswith(DEPENDENCE))
    names = [part.name for part in parts if any(w.startswith(DEPENDENCE) for w in part.panel.warnings)]
    if names and not found:
        return (f"{DEPENDENCE}: some lists look dependent on one another in {name_some(names)}.",)
    return found


def add_between(methods: Iterable[str], parts: Sequence[Part]) -> dict[str, float]:
    """Give how much of the variance of the summed log n0 lies between a method's models, by its slope."""
    found = {}
    for method in methods:
        missed = [float((part.draws[method] - part.documented[:, None]).mean()) for part in parts]
        whole = max(sum(missed), LEAST)
        found[method] = sum(
            part.between[method] * (people / whole) ** 2 for part, people in zip(parts, missed, strict=True)
        )
    return found


def width_of(
    panel: Panel, draws: Mapping[str, Floats], documented: Ints, between: Mapping[str, float]
) -> Width | None:
    """Say what the width of a headline comes from, over the models that carry it."""
    carry = [method for method in COMPARED if method in draws]
    if panel.headline is None or not carry:
        return None
    unlisted = np.stack([draws[method] for method in carry]) - documented[:, None]
    return split_width(np.log(np.maximum(unlisted, LEAST)), [between[method] for method in carry])
