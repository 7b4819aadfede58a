"""Tie a number to the source that the text names for it elsewhere, and mark what is said again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from everyname.claims.grammar import paragraph_at, paragraphs, tokenize
from everyname.claims.speakers import bare_name, source_after
from everyname.claims.words import EVENT_NOUNS, INTRINSIC, PARTICIPLES, WEAK
from everyname.model import Claim, Span

__all__ = ["mark_repeats", "refer"]

_REFERENCE = re.compile(
    r"\b(?:the|this|that)\s+(?:official\s+|total\s+|overall\s+)?(?P<noun>number|numbers|figure|figures|count|toll"
    r"|death\s+toll|statistics|total)(?:\s+of\s+(?:the\s+|those\s+)?(?P<of>[^\s,.;:]+(?:\s+[^\s,.;:]+){0,3}?))?"
    r"\s*,?\s+(?:(?:which|that)\s+)?(?:(?:was|were|had\s+been|has\s+been|is)\s+)?"
    r"(?:(?:earlier|first|previously|originally|already|initially|also)\s+)?"
    r"(?:declared|announced|reported|released|published|given|stated|compiled|issued|provided|disclosed"
    r"|put\s+out|made\s+public|documented|counted)\s+(?:(?:earlier|first|previously)\s+)?by\s+",
    re.IGNORECASE,
)


def refer(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Carry the origin that the text names for a number to the claims of that number.

    "The number of dead, first published by X" speaks of the number that stands nearest to it, in its
    own paragraph or the next one; failing that, of the only number the document has for the measure.
    """
    for match in _REFERENCE.finditer(text):
        measure = _measure_of(match)
        tokens = tokenize(text, match.end(), min(len(text), match.end() + 200))
        found = source_after(tokens, 0)
        number = _number_meant(text, claims, match, measure) if found else None
        if found is None or number is None:
            continue
        end = tokens[found[1] - 1].end
        evidence = Span(start=match.start(), end=end, text=text[match.start() : end])
        name = bare_name(text[tokens[found[0]].start : end])
        claims = [
            replace(c, origin=name, origin_evidence=evidence)
            if (c.measure, _number(c)) == number and not c.origin
            else c
            for c in claims
        ]
    return tuple(claims)


def _measure_of(match: re.Match[str]) -> str:
    """Give the measure a reference names: "of the dead", "death toll"; "" where it names none."""
    for word in (match["of"] or "").lower().split():
        measure = INTRINSIC.get(word) or PARTICIPLES.get(word) or EVENT_NOUNS.get(word) or WEAK.get(word)
        if measure:
            return measure
    return "killed" if "death" in match["noun"].lower() or match["noun"].lower() == "toll" else ""


def _number(claim: Claim) -> int | None:
    return claim.value.low if claim.value.low is not None else claim.value.high


def _number_meant(
    text: str, claims: Sequence[Claim], match: re.Match[str], measure: str
) -> tuple[str, int | None] | None:
    blocks = paragraphs(text)
    own = paragraph_at(text, match.start())
    usable = [c for c in claims if c.value.kind != "vague" and (not measure or c.measure == measure)]
    last = blocks[min(own + 1, len(blocks) - 1)][1]
    near = [c for c in usable if blocks[own][0] <= c.span.start < last]
    for candidates in (near, usable):
        numbers = {(c.measure, _number(c)) for c in candidates}
        if len(numbers) == 1:
            return numbers.pop()
        given = {
            n
            for n in numbers
            if any((c.measure, _number(c)) == n for c in usable if c.span.start < match.start())
        }
        if numbers:
            return given.pop() if len(given) == 1 else None
    return None


def mark_repeats(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Mark each claim that says again, in one document, what an earlier one said.

    The measure and the number are the same, and the same voice states it or the same origin is known.
    """
    marked: list[Claim] = []
    firsts: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        same_number = firsts[claim.measure, _number(claim)]
        repeats = next((i for i in same_number if _says_again(claim, claims[i])), -1)
        if repeats < 0:
            same_number.append(index)
        marked.append(replace(claim, repeats=repeats))
    return tuple(marked)


def _says_again(claim: Claim, other: Claim) -> bool:
    number = (claim.value.low, claim.value.high)
    if claim.value.kind == "vague" or claim.measure != other.measure:
        return False
    same = claim.value.low == other.value.low if claim.value.low is not None else other.value == claim.value
    small = max(n or 0 for n in number) < 10 and claim.unit != other.unit
    known = claim.stated_by == other.stated_by or (claim.origin != "" and claim.origin == other.origin)
    return same and known and not small
