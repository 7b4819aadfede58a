"""Turn accepted claims into what may be said of them, and find the range that was stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from everyname.edition.cleaning import clean_text
from everyname.edition.public import PublicClaim
from everyname.model import Claim, Number, Scope, Source

__all__ = ["ClaimCase", "is_headline_claim", "public_claims", "stated_range"]

# Units that speak of everybody; any other ("teenagers", "women") names a group among them.
_GENERAL_UNITS = (
    "people persons person individuals deaths dead killed lives victims casualties fatalities citizens "
    "civilians protesters protestors demonstrators "
    "نفر تن شخص کشته معترض معترضان شهروند قتيل قتلى أشخاص متظاهر"
)
_EVERYBODY = frozenset(_GENERAL_UNITS.split())
_FATAL = frozenset({"killed", "died_in_custody", "executed", "died_otherwise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCase:
    """An accepted claim, the document it stands in, and whose number it is.

    `origin` is who the number goes back to, known for certain or not; `mentions` how many times the
    document gives it; `repeats_of` the id of the claim that it repeats, "" for none.
    """

    claim: Claim
    id: str
    source: Source
    document_title: str = ""
    as_of: str = ""
    origin: str = ""
    origin_known: bool = False
    mentions: int = 1
    repeats_of: str = ""


def public_claims(cases: Iterable[ClaimCase], scope: Scope) -> tuple[PublicClaim, ...]:
    """Give the claims by day, then source, then number; the text around a number is not published."""
    given = tuple(cases)
    known = {case.id for case in given}
    shown = [_claim(case, known, scope) for case in given]
    return tuple(sorted(shown, key=lambda c: (c.as_of, c.source, c.measure, c.low or 0, c.words, c.id)))


def _claim(case: ClaimCase, known: set[str], scope: Scope) -> PublicClaim:
    claim = case.claim
    return PublicClaim(
        id=case.id,
        measure=claim.measure,
        kind=claim.value.kind,
        low=claim.value.low,
        high=claim.value.high,
        words=clean_text(_words(claim)),
        unit=clean_text(claim.unit),
        source=case.source.name,
        document=clean_text(case.document_title),
        as_of=case.as_of,
        stated_by=clean_text(claim.stated_by),
        origin=clean_text(case.origin),
        origin_known=case.origin_known,
        mentions=case.mentions,
        repeats=case.repeats_of if case.repeats_of in known else "",
        place=clean_text(claim.place),
        period=clean_text(claim.period),
        modality=claim.modality,
        general=_is_general(claim, scope),
    )


def _words(claim: Claim) -> str:
    """Give qualifier and number as they stand ("more than 1,500")."""
    number = claim.span.text
    qualifier = claim.qualifier.strip()
    return number if not qualifier or qualifier in number else f"{qualifier} {number}"


def _is_general(claim: Claim, scope: Scope) -> bool:
    unit = claim.unit.casefold().split()
    everybody = not unit or all(word in _EVERYBODY for word in unit)
    place = claim.place.casefold().strip()
    return everybody and (not place or place in scope.title.casefold())


def is_headline_claim(claim: PublicClaim, outcomes: tuple[str, ...]) -> bool:
    """Say whether a claim is a first statement of a number for everybody in scope."""
    measures = set(outcomes) | ({"killed"} if _FATAL & set(outcomes) else set())
    return (
        claim.measure in measures
        and claim.general
        and not claim.repeats
        and claim.modality in ("asserted", "alleged")
        and claim.low is not None
    )


def _by_number(claim: PublicClaim) -> tuple[int, str]:
    return claim.low or 0, claim.words


def stated_range(
    claims: Iterable[PublicClaim], scope: Scope, titles: Mapping[str, str], as_of: str
) -> Number | None:
    """Give the least and the greatest number stated for everybody in scope, echoes left out.

    `note` holds their literal words, so that "at least" is not lost. Returns None where nobody states
    one. A denial is not a number; it stands in the table of claims.
    """
    used = [claim for claim in claims if is_headline_claim(claim, scope.outcomes)]
    if not used:
        return None
    lows = [c.low for c in used if c.low is not None]
    highs = [c.high if c.high is not None else c.low for c in used]
    top = max(high for high in highs if high is not None)
    sayers = sorted({c.stated_by or titles.get(c.source, c.source) for c in used})
    return Number(
        kind="stated",
        value=lows[0] if min(lows) == top else None,
        low=min(lows),
        high=top,
        source="; ".join(sayers),
        as_of=max((c.as_of for c in used), default="") or as_of,
        note="; ".join({c.words.casefold(): c.words for c in sorted(used, key=_by_number)}.values()),
    )
