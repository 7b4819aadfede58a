"""Lay out the page of numbers: headlines, claims and breakdowns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from everyname.edition.page.estimate import estimate_panel
from everyname.edition.proofs import HEADLINES
from everyname.edition.public import Breakdown, PublicClaim
from everyname.edition.texts import catalogue
from everyname.edition.voice import Voice
from everyname.model import Number
from everyname.pictures import Bar, bars

__all__ = ["numbers_page"]


def numbers_page(voice: Voice, digests: Mapping[str, str]) -> dict[str, Any]:
    """Give the values the template of the page of numbers needs."""
    edition = voice.edition
    return {
        "headlines": [
            {"name": name, "number": number, "digest": digests[f"number-{name}"]}
            for name in HEADLINES
            if (number := getattr(edition, name)) is not None
        ],
        "claims": _claims(voice, digests),
        "breakdowns": [_breakdown(voice, part) for part in edition.breakdowns],
        **estimate_panel(voice, edition.estimate),
    }


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
        (voice.value_words(c.value, part.name), voice.counted(c.count) if c.count is not None else None)
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
                look=voice.look,
            )
        )
    if part.withheld:
        rows.append((str(voice.text("withheld")), voice.counted(part.withheld)))
    return {"title": title, "rows": rows, "chart": chart}
