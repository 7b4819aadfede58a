"""Lay out the estimate: the panel of methods, the parts it was made from, and its sentence."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from everyname.edition.public import PublicEstimate, PublicEstimateRow, PublicStratum
from everyname.edition.texts import catalogue
from everyname.edition.voice import Voice
from everyname.model import Number
from everyname.pictures import ForestRow, ForestWords, forest

__all__ = ["estimate_panel", "estimate_words", "verdict"]


def estimate_panel(voice: Voice, estimate: PublicEstimate | None) -> dict[str, Any]:
    """Give the values the part on the estimate needs; empty ones where none was made."""
    if estimate is None:
        return {"estimate_rows": [], "strata": [], "verdict": ""}
    return {
        "estimate_rows": [_row(voice, estimate, row) for row in estimate.rows],
        "verdict": verdict(voice, estimate),
        "estimate_chart": _estimate_chart(voice, estimate),
        "strata": [_stratum(voice, one) for one in estimate.strata],
        "strata_chart": _strata_chart(voice, estimate),
        "estimate_lists": voice.comma.join(voice.source_title(n) for n in estimate.lists),
        "estimate_window": voice.window(estimate.window) if estimate.window else "",
    }


def estimate_words(voice: Voice, number: Number | None, estimate: PublicEstimate | None) -> dict[str, str]:
    """Give name and assumption of the method, or methods, a headline comes from, in the language."""
    assumed = {row.method: row.assumption for row in estimate.rows} if estimate else {}
    methods = [method for method in (number.source.split(" and ") if number else ()) if method in assumed]
    words = [_words(voice, method, assumed[method]) for method in methods]
    return {
        "name": voice.manner.both.join(word["method"] for word in words),
        "assumption": voice.manner.then.join(
            word["assumption"].removeprefix("assumes ").rstrip(".") for word in words
        ),
    }


def verdict(voice: Voice, estimate: PublicEstimate) -> Markup:
    """Say what the panel comes to: the refusal, its own sentence, or one in the reader's language."""
    if estimate.refused:
        return voice.text("why", reason=voice.english(estimate.refused))
    ends = [(r.low, r.high) for r in estimate.rows if r.low is not None and r.high is not None]
    if voice.language == "en" or not ends:
        return voice.english(estimate.verdict) if estimate.verdict else Markup("")
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    source = ", ".join(row.method for row in estimate.rows) or "estimate"
    total = Number(kind="estimated", value=None, low=low, high=high, source=source, as_of=voice.edition.as_of)
    if low == high:
        return voice.english(estimate.verdict)
    return voice.plural("panel_says", voice.counted(estimate.n), **voice.bounds(total))


def _words(voice: Voice, method: str, assumption: str) -> dict[str, str]:
    """Give a method and its assumption: in English in the estimate's own words, else as translated."""
    if voice.language == "en" or f"method_{method}" not in catalogue("en"):
        return {"method": method, "assumption": assumption}
    return {key: voice.text(f"{key}_{method}") for key in ("method", "assumption")}


def _row(voice: Voice, estimate: PublicEstimate, row: PublicEstimateRow) -> dict[str, Any]:
    number = Number(
        kind="estimated",
        value=row.median,
        low=row.low,
        high=row.high,
        source=row.method,
        as_of=voice.edition.as_of,
        note=row.assumption,
    )
    return {
        "row": row,
        "words": _words(voice, row.method, row.assumption),
        "number": number,
        "leads": row.method == estimate.headline,
    }


def _stratum(voice: Voice, one: PublicStratum) -> dict[str, Any]:
    """Lay out one part: its name, what is documented there, and the range or why there is none."""
    estimated = Number(
        kind="estimated",
        value=one.median,
        low=one.low,
        high=one.high,
        source="estimate",
        as_of=voice.edition.as_of,
    )
    return {
        "name": " / ".join(voice.part_words(part) for part in one.name.split(" / ")),
        "documented": None if one.documented is None else voice.counted(one.documented),
        "number": None if one.low is None else estimated,
        "refused": one.refused,
    }


def _strata_chart(voice: Voice, estimate: PublicEstimate) -> Markup:
    """Draw each part's range beside its documented count; parts with too few people are left to the table."""
    shown = [(one, _stratum(voice, one)) for one in estimate.strata if one.documented is not None]
    rows = [
        ForestRow(
            label=str(laid["name"]),
            low=one.low,
            median=one.median,
            high=one.high,
            shown=voice.number_text(one.median, one.low, one.high)
            if one.low is not None and one.high is not None
            else "",
            note=str(voice.text("chart_edge", n=voice.figure(one.documented or 0))),
            refused="" if one.low is not None else str(voice.text("no_estimate")),
            floor=one.documented,
        )
        for one, laid in shown
    ]
    if not any(one.low is not None for one, _ in shown):
        return Markup("")
    return _forest(voice, rows, estimate.n, "strata", "chart-strata")


def _estimate_chart(voice: Voice, estimate: PublicEstimate) -> Markup:
    """Draw the panel's intervals with the documented count as a hard edge."""
    drawn = [
        ForestRow(
            label=_words(voice, row.method, "")["method"],
            low=row.low,
            high=row.high,
            median=row.median,
            shown=voice.number_text(row.median, row.low, row.high),
        )
        for row in estimate.rows
        if row.low is not None and row.high is not None and not row.refused
    ]
    return _forest(voice, drawn, estimate.n, "interval_chart", "chart-estimate") if drawn else Markup("")


def _forest(voice: Voice, rows: list[ForestRow], documented: int, title: str, name: str) -> Markup:
    words = ForestWords(
        axis=str(voice.text("chart_people")),
        log=str(voice.text("chart_people_log")),
        edge=str(voice.text("chart_edge", n=voice.figure(documented))),
    )
    drawn = forest(
        rows,
        documented=documented,
        words=words,
        title=str(voice.text(title)),
        description=str(voice.text("chart_say")),
        name=name,
        look=voice.look,
    )
    return Markup(drawn)
