"""Write the estimate of a frame as plain values for JSON: the total by the panel's keys, the rest beside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from everyname.errors import EstimateRefused
from everyname.estimate.combine import combine_verdata
from everyname.estimate.frame import Frame
from everyname.estimate.methods import METHODS
from everyname.estimate.overlap import plain_overlap
from everyname.estimate.panel import Panel, estimate_panel, whole
from everyname.estimate.sensitivity import examine
from everyname.estimate.strata import Part
from everyname.estimate.strata_words import say_pooled, why_not
from everyname.estimate.total import SLOW, FrameEstimate

__all__ = ["examine_frame", "frame_plain", "verdata_plain"]


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
        "pooled": short_plain(found.pooled.panel) if found.pooled is not None else None,
        "pooled_says": pooled_says(found.total, found.pooled, len(found.strata)),
    }


def examine_frame(frame: Frame, found: FrameEstimate, *, thorough: bool = False) -> dict[str, Any]:
    """Give `sensitivity.examine` of the table, or of the first version of all strata as one; {} where nobody.

    It changes one thing at a time and says what that changes, which takes one table; so do all `models`, and
    the `overlap` of the lists.
    """
    table = frame.pooled()[0]
    if table is None:
        return {}
    overlap = plain_overlap(table)
    if frame.is_plain:
        return {**examine(table, found.total, thorough=thorough), "overlap": overlap}
    fast = [name for name in METHODS if name != SLOW]
    panel = estimate_panel(table, seed=found.total.seed, methods=fast)
    plain: dict[str, Any] = {**examine(table, panel, thorough=thorough), "models": panel.plain_models()}
    strata = "all strata as one table, in " if len(frame.strata) > 1 else ""
    changes = [f"Of {strata}the first version: {line}" for line in plain["what_would_change"]]
    return {**plain, "what_would_change": changes, "overlap": overlap}


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
        **short_plain(part.panel),
    }


def short_plain(panel: Panel) -> dict[str, Any]:
    """Give a panel's keys but for its models, which are thousands a stratum."""
    rows = tuple(replace(row, models=None) for row in panel.rows)
    return {key: value for key, value in replace(panel, rows=rows).to_plain().items() if key != "models"}


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
