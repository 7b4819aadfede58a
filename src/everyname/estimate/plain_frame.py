"""Write the estimate of a frame as plain values for JSON: the total by the panel's keys, the rest beside."""

from __future__ import annotations

from typing import Any

from everyname.errors import EstimateRefused
from everyname.estimate.combine import combine_verdata
from everyname.estimate.panel import Panel, whole
from everyname.estimate.strata import Part
from everyname.estimate.strata_words import say_pooled, why_not
from everyname.estimate.total import FrameEstimate

__all__ = ["COMBINATIONS", "frame_plain", "verdata_plain"]

COMBINATIONS = ("stacked", "verdata")


def frame_plain(found: FrameEstimate) -> dict[str, Any]:
    """Give the total's panel and beside it `replicates`, `documented_range`, `width`, `strata`, `pooled`.

    People are whole numbers, shares whole percent; what does not apply is None or empty.
    """
    outside = [part for part, is_in in zip(found.strata, found.covered, strict=True) if not is_in]
    return {
        **found.total.to_plain(),
        "replicates": found.replicates,
        "documented_range": [int(found.documented.min()), int(found.documented.max())],
        "width": found.width.to_plain() if found.width is not None else None,
        "strata": [
            stratum_plain(part, is_in) for part, is_in in zip(found.strata, found.covered, strict=True)
        ],
        "not_estimated": [
            {"stratum": part.name, "documented": part.n, "reason": why_not(part)} for part in outside
        ],
        "pooled": {**found.pooled.panel.to_plain()} if found.pooled is not None else None,
        "pooled_says": pooled_says(found.total, found.pooled, len(found.strata)),
    }


def pooled_says(total: Panel, pooled: Part | None, strata: int) -> str | None:
    """Give the sentence on the pooled table, None without strata."""
    return None if pooled is None else say_pooled(total, pooled.panel, strata)


def stratum_plain(part: Part, estimated: bool) -> dict[str, Any]:
    """Give one stratum: its panel's keys, its documented people, and why the total does not estimate it."""
    return {
        "stratum": part.name,
        "documented": part.n,
        "estimated": estimated,
        "reason": None if estimated else why_not(part),
        **part.panel.to_plain(),
    }


def verdata_plain(found: FrameEstimate) -> list[dict[str, Any]]:
    """Give verdata's combination of the total, by method: point, low, high, or the words of its refusal."""
    rows: list[dict[str, Any]] = []
    for method, draws in found.draws.items():
        row: dict[str, Any] = {"method": method, "point": None, "low": None, "high": None, "refused": None}
        try:
            rule = combine_verdata(list(draws - found.documented[:, None]), found.documented.tolist())
        except EstimateRefused as error:
            row["refused"] = error.happened
        else:
            row["point"], row["low"], row["high"] = whole(rule.interval)
        rows.append(row)
    return rows
