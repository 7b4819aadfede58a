"""Turn the panel of estimates into what may be said of it in public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from everyname.edition.cleaning import clean_text
from everyname.edition.coarsen import hidden_cells
from everyname.edition.public import PublicEstimate, PublicEstimateRow, PublicStratum
from everyname.model import Number

__all__ = ["UNNAMED_LIST", "EstimateCase", "headline_of", "hushed", "public_estimate"]

UNNAMED_LIST = "a list that is not named here"


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateCase:
    """The panel as `Panel.to_plain()` gives it, the window and lists it stands on, or the refusal."""

    plain: dict[str, Any]
    window: str = ""
    lists: tuple[str, ...] = ()
    refused: str = ""


def hushed(case: EstimateCase, hidden: set[str]) -> EstimateCase:
    """Leave out the names of sources on which nothing published rests."""
    if not hidden:
        return case
    names = "|".join(re.escape(name) for name in sorted(hidden, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def hush(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(UNNAMED_LIST, value)
        if isinstance(value, list | tuple):
            return [hush(item) for item in value]
        return value

    plain = case.plain or {}
    rows = [
        row | {key: hush(row.get(key)) for key in ("assumption", "refused")} for row in plain.get("panel", ())
    ]
    strata = [row | {"reason": hush(row.get("reason"))} for row in plain.get("strata") or ()]
    said: dict[str, Any] = {key: hush(plain[key]) for key in ("verdict", "warnings") if key in plain}
    return replace(
        case,
        plain={**plain, **said, "panel": rows, "strata": strata},
        lists=tuple(name for name in case.lists if name not in hidden),
        refused=hush(case.refused),
    )


def public_estimate(case: EstimateCase | None, small: int) -> PublicEstimate | None:
    """Give panel, warnings and parts as they may be shown; a part with fewer than `small` stays unsaid."""
    if case is None:
        return None
    plain = case.plain or {}
    headline = plain.get("headline") or {}
    return PublicEstimate(
        window=case.window,
        lists=tuple(case.lists),
        n=int(plain.get("n") or 0),
        rows=tuple(_estimate_row(row) for row in plain.get("panel", ())),
        headline=str(headline.get("method", "")),
        verdict=clean_text(str(plain.get("verdict", ""))),
        refused=clean_text(case.refused),
        warnings=tuple(clean_text(str(w)) for w in plain.get("warnings", ())),
        seed=int(plain.get("seed") or 0),
        version=str(plain.get("version", "")),
        strata=_strata(plain.get("strata") or (), small),
    )


def _strata(rows: Iterable[dict[str, Any]], small: int) -> tuple[PublicStratum, ...]:
    """Give the parts of an estimate; of one with too few documented people only its name stands."""
    found = [(clean_text(str(row["stratum"])), row) for row in rows]
    hidden = hidden_cells([(name, int(row["documented"])) for name, row in found], small)
    return tuple(PublicStratum(name=name) if name in hidden else _stratum(name, row) for name, row in found)


def _stratum(name: str, row: dict[str, Any]) -> PublicStratum:
    ends = row["headline"] if row["estimated"] and row["headline"] else None
    return PublicStratum(
        name=name,
        documented=int(row["documented"]),
        median=_whole(ends["median"]) if ends else None,
        low=_whole(ends["low"]) if ends else None,
        high=_whole(ends["high"]) if ends else None,
        refused="" if ends else clean_text(str(row.get("reason") or "the models differ too much")),
    )


def _estimate_row(row: dict[str, Any]) -> PublicEstimateRow:
    return PublicEstimateRow(
        method=str(row["method"]),
        assumption=clean_text(str(row["assumption"])),
        median=_whole(row.get("median")),
        low=_whole(row.get("low")),
        high=_whole(row.get("high")),
        refused=clean_text(row.get("refused") or ""),
    )


def _whole(value: Any) -> int | None:
    return None if value is None else round(value)


def headline_of(case: EstimateCase | None, as_of: str) -> Number | None:
    """Give the panel's headline as a number; where there is none, a number without a value that says why."""
    if case is None:
        return None
    plain = case.plain or {}
    headline = plain.get("headline")
    if not headline or case.refused:
        reason = clean_text(case.refused or str(plain.get("verdict", "")))
        return Number(kind="estimated", value=None, source="no estimate", as_of=as_of, note=reason)
    return Number(
        kind="estimated",
        value=_whole(headline["median"]),
        low=_whole(headline["low"]),
        high=_whole(headline["high"]),
        source=str(headline["method"]),
        as_of=as_of,
        note=clean_text(str(plain.get("verdict", ""))),
    )
