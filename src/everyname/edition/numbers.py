"""Lay out the page of numbers: headlines, claims, breakdowns and the estimate's panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from everyname.edition.proofs import HEADLINES
from everyname.edition.public import Breakdown, PublicClaim, PublicEstimate, PublicEstimateRow
from everyname.edition.texts import catalogue
from everyname.edition.voice import Voice
from everyname.model import Number
from everyname.pictures import Bar, ForestRow, ForestWords, Look, bars, forest

__all__ = ["estimate_words", "numbers_page", "verdict"]


def numbers_page(voice: Voice, digests: Mapping[str, str]) -> dict[str, Any]:
    """Give the values the template of the page of numbers needs."""
    edition = voice.edition
    estimate = edition.estimate
    return {
        "headlines": [
            {"name": name, "number": number, "digest": digests[f"number-{name}"]}
            for name in HEADLINES
            if (number := getattr(edition, name)) is not None
        ],
        "claims": _claims(voice, digests),
        "breakdowns": [_breakdown(voice, part) for part in edition.breakdowns],
        "estimate_rows": [_row(voice, estimate, row) for row in estimate.rows] if estimate else [],
        "verdict": verdict(voice, estimate) if estimate else "",
        "estimate_chart": _estimate_chart(voice, estimate) if estimate else "",
        "estimate_lists": voice.comma.join(voice.source_title(n) for n in estimate.lists) if estimate else "",
        "estimate_window": voice.window(estimate.window) if estimate and estimate.window else "",
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
        return voice.text("why", reason=voice.words(estimate.refused))
    ends = [(r.low, r.high) for r in estimate.rows if r.low is not None and r.high is not None]
    if voice.language == "en" or not ends:
        return voice.words(estimate.verdict) if estimate.verdict else Markup("")
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    source = ", ".join(row.method for row in estimate.rows) or "estimate"
    total = Number(kind="estimated", value=None, low=low, high=high, source=source, as_of=voice.edition.as_of)
    if low == high:
        return voice.words(estimate.verdict)
    return voice.plural("panel_says", voice.counted(estimate.n), **voice.bounds(total))


def _words(voice: Voice, method: str, assumption: str) -> dict[str, str]:
    """Give a method and its assumption: in English in the estimate's own words, else as translated."""
    if voice.language == "en" or f"method_{method}" not in catalogue("en"):
        return {"method": method, "assumption": assumption}
    return {key: voice.text(f"{key}_{method}") for key in ("method", "assumption")}


def _claims(voice: Voice, digests: Mapping[str, str]) -> list[dict[str, Any]]:
    claims = {claim.id: claim for claim in voice.edition.claims}
    return [
        {
            "claim": claim,
            "shown": _claim_number(voice, claim),
            "repeats": claims.get(claim.repeats),
            "digest": digests[f"claim-{claim.id}"],
        }
        for claim in claims.values()
    ]


def _claim_number(voice: Voice, claim: PublicClaim) -> Markup:
    """Set a stated number with its qualifier; a vague word gets no number."""
    qualifier = "" if claim.kind == "exact" else voice.term(claim.kind)
    if claim.low is None and claim.high is None:
        return Markup("{}").format(voice.term("vague"))
    number = Number(
        kind="stated",
        value=claim.low if claim.high in (None, claim.low) else claim.high if claim.low is None else None,
        low=claim.low if claim.low is not None and claim.high not in (None, claim.low) else None,
        high=claim.high if claim.low is not None and claim.high not in (None, claim.low) else None,
        source=claim.stated_by or claim.source,
        as_of=claim.as_of or voice.edition.as_of,
        note=claim.words,
    )
    if claim.kind == "range":
        return voice.ends(number, "range_of")
    return Markup("{} {}").format(qualifier, voice.number(number)) if qualifier else voice.number(number)


def _breakdown(voice: Voice, part: Breakdown) -> dict[str, Any]:
    key = f"by_{part.name}"
    title = voice.text(key) if key in catalogue("en") else part.name.replace("_", " ")
    rows = [
        (_value_words(voice, part.name, c.value), voice.counted(c.count) if c.count is not None else None)
        for c in part.cells
    ]
    chart = Markup("")
    if part.name == "month" and all(n is not None for _, n in rows) and 1 < len(rows) <= 60:
        chart = Markup(
            bars(
                [Bar(label=w, value=n.value or 0, shown=voice.figure(n.value or 0)) for w, n in rows if n],
                title=str(title),
                description=str(voice.text("chart_say")),
                name=f"chart-{part.name}",
                look=_look(voice),
            )
        )
    if part.withheld:
        rows.append((str(voice.text("withheld")), voice.counted(part.withheld)))
    return {"title": title, "rows": rows, "chart": chart}


def _value_words(voice: Voice, dimension: str, value: str) -> str:
    if dimension == "month" and len(value) == 7 and value[:4].isdigit():
        return voice.month(value)
    if dimension in ("country", "province", "city"):
        return voice.place_name(value) if value not in ("", "unknown") else voice.term("unknown")
    if dimension == "age_band":
        return voice.age(value)
    return voice.term(value)


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


def _estimate_chart(voice: Voice, estimate: PublicEstimate) -> Markup:
    """Draw the panel's intervals with the documented count as a hard edge."""
    drawn = [
        ForestRow(
            label=_words(voice, row.method, "")["method"],
            low=row.low,
            high=row.high,
            median=row.median,
            shown=str(voice.number_text(row.median, row.low, row.high)),
        )
        for row in estimate.rows
        if row.low is not None and row.high is not None and not row.refused
    ]
    if not drawn:
        return Markup("")
    words = ForestWords(
        axis=str(voice.text("chart_people")),
        log=str(voice.text("chart_people_log")),
        edge=str(voice.text("chart_edge", n=voice.figure(estimate.n))),
    )
    return Markup(
        forest(
            drawn,
            documented=estimate.n,
            words=words,
            title=str(voice.text("interval_chart")),
            description=str(voice.text("chart_say")),
            name="chart-estimate",
            look=_look(voice),
        )
    )


def _look(voice: Voice) -> Look:
    return Look(rtl=voice.direction == "rtl", number=lambda value: voice.figure(round(value)))
