"""Say who states a count and where the text says the number comes from, with the words that show it.

An empty speaker is the document's own voice. A pronoun is followed one step back to the speaker named
before it; where nobody is named, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from everyname.claims.grammar import Sentence, Token, paragraphs, sentences, tokenize
from everyname.claims.speakers import CUES, PRONOUN_SPEAKERS, bare_name, subject_after, subject_before
from everyname.claims.words import EVENT_NOUNS, INTRINSIC, PARTICIPLES, WEAK, word_set
from everyname.model import Claim, Span

__all__ = ["Quote", "Voice", "attribute", "mark_repeats", "quotes"]

_OPEN, _CLOSE = "“„«", "”»"
_REFERENCE = re.compile(
    r"\b(?:the|this|that)\s+(?:official\s+|total\s+|overall\s+)?(?P<noun>number|numbers|figure|figures|count|toll"
    r"|death\s+toll|statistics|total)(?:\s+of\s+(?:the\s+|those\s+)?(?P<of>[^\s,.;:]+(?:\s+[^\s,.;:]+){0,3}?))?"
    r"\s*,?\s+(?:(?:which|that)\s+)?(?:(?:was|were|had\s+been|has\s+been|is)\s+)?"
    r"(?:(?:earlier|first|previously|originally|already|initially|also)\s+)?"
    r"(?:declared|announced|reported|released|published|given|stated|compiled|issued|provided|disclosed"
    r"|put\s+out|made\s+public|documented|counted)\s+(?:(?:earlier|first|previously)\s+)?by\s+",
    re.IGNORECASE,
)
_CITING = word_set("citing quoting quoted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between quotation marks: code points inside the marks, and its paragraph's index."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks: the name, and the words it was read from."""

    name: str
    evidence: Span


def attribute(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give the claims with their speakers and stated origins."""
    voiced = [_voiced(text, claim) for claim in claims]
    return tuple(_referred(text, voiced))


def mark_repeats(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Mark each claim that says again, in one document, what an earlier one said.

    The measure and the number are the same, and the same voice states it or the same origin is known.
    """
    marked: list[Claim] = []
    for claim in claims:
        earlier = (i for i, other in enumerate(marked) if other.repeats < 0 and _says_again(claim, other))
        marked.append(replace(claim, repeats=next(earlier, -1)))
    return tuple(marked)


def _says_again(claim: Claim, other: Claim) -> bool:
    number = (claim.value.low, claim.value.high)
    if claim.value.kind == "vague" or claim.measure != other.measure:
        return False
    same = claim.value.low == other.value.low if claim.value.low is not None else other.value == claim.value
    small = max(n or 0 for n in number) < 10 and claim.unit != other.unit
    known = claim.stated_by == other.stated_by or (claim.origin != "" and claim.origin == other.origin)
    return same and known and not small


@lru_cache(maxsize=8)
def quotes(text: str) -> tuple[Quote, ...]:
    """Give the quotations of a text in order; one left open ends with its paragraph."""
    found: list[Quote] = []
    for index, (start, end) in enumerate(paragraphs(text)):
        opened = -1
        for at in range(start, end):
            sign = text[at]
            if sign in _OPEN or (sign == '"' and opened < 0):
                opened = at + 1
            elif opened >= 0 and (sign in _CLOSE or sign == '"'):
                found.append(Quote(start=opened, end=at, paragraph=index))
                opened = -1
        if opened >= 0:
            found.append(Quote(start=opened, end=end, paragraph=index))
    return tuple(found)


def _voiced(text: str, claim: Claim) -> Claim:
    sentence = next(s for s in sentences(text) if s.start <= claim.span.start < s.end)
    quote = next((q for q in quotes(text) if q.start <= claim.span.start < q.end), None)
    voice = _quoted_voice(text, quote) if quote is not None else None
    if voice is None:
        voice = _reported_voice(text, sentence, claim)
    origin = _cited(text, sentence, voice)
    if voice is None and origin is None:
        return claim
    if voice is not None:
        claim = replace(claim, stated_by=voice.name, stated_by_evidence=voice.evidence)
    if origin is not None:
        claim = replace(claim, origin=origin.name, origin_evidence=origin.evidence)
    return claim


def _quoted_voice(text: str, quote: Quote) -> Voice | None:
    """Find the speaker of a quotation: after it, before it, or in the paragraph that leads to it."""
    start, end = paragraphs(text)[quote.paragraph]
    after = next((q.start - 1 for q in quotes(text) if q.start > quote.end), end)
    trailing = tokenize(text, quote.end + 1, min(end, after, quote.end + 160))
    found = _trailing(trailing) if _continues(text, quote) else None
    if found is not None:
        return _named(text, trailing, found, quote.start)
    if text[start : quote.start - 1].strip():
        return _leading_voice(text, start, quote.start - 1)
    if quote.paragraph == 0:
        return None
    before_start, before_end = paragraphs(text)[quote.paragraph - 1]
    if not text[before_start:before_end].rstrip().endswith((":", ",")):
        return _continued(text, quote)
    return _leading_voice(text, before_start, before_end)


def _continues(text: str, quote: Quote) -> bool:
    """Say whether the quotation ends with a comma, so that its speaker follows."""
    ends = text[max(0, quote.end - 1) : quote.end + 2].replace('"', "").replace("”", "")
    return "," in ends or text[quote.end + 1 : quote.end + 2] == " "


def _continued(text: str, quote: Quote) -> Voice | None:
    """Take the speaker of the quotation that the paragraph before left open."""
    before = [q for q in quotes(text) if q.paragraph == quote.paragraph - 1]
    if before and before[-1].end == paragraphs(text)[quote.paragraph - 1][1]:
        return _quoted_voice(text, before[-1])
    return None


def _leading_voice(text: str, start: int, end: int) -> Voice | None:
    """Find the last verb of saying before `end` in its own sentence, and its subject."""
    parts = [s for s in sentences(text) if s.start < end and s.end > start and s.start >= start]
    tokens = tuple(t for t in parts[-1].tokens if t.end <= end) if parts else ()
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].text in CUES and index > len(tokens) - 16:
            found = subject_before(tokens, index)
            return _named(text, tokens, found, start) if found else None
        if [t.text for t in tokens[index : index + 2]] == ["according", "to"]:
            found = subject_after(tokens, index + 2)
            return _named(text, tokens, found, start) if found else None
    return None


def _trailing(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    """Find "X said" or "said X" at the beginning of what follows a statement."""
    begin = 1 if tokens and tokens[0].text in (",", "-") else 0
    for index in range(begin, min(len(tokens), begin + 14)):
        word = tokens[index].text
        if word in CUES:
            return subject_after(tokens, index + 1) if index == begin else subject_before(tokens, index)
        if word in (".", ";", ":"):
            return None
    return None


def _reported_voice(text: str, sentence: Sentence, claim: Claim) -> Voice | None:
    """Find who reports a count that stands outside quotation marks, in its own sentence."""
    tokens = sentence.tokens
    here = next(i for i, t in enumerate(tokens) if t.end > claim.span.start)
    for index in range(here - 1, -1, -1):
        if tokens[index].text in CUES and not _is_passive_report(tokens, index):
            found = subject_before(tokens, index)
            if found is not None:
                return _named(text, tokens, found, sentence.start)
    according = _according(tokens)
    if according is not None:
        return _named(text, tokens, according, sentence.start)
    return _after_claim(text, sentence, claim)


def _is_passive_report(tokens: tuple[Token, ...], index: int) -> bool:
    before = {t.text for t in tokens[max(0, index - 3) : index]}
    return bool(before & {"was", "were", "been", "be", "is", "are"})


def _according(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    for index in range(len(tokens) - 2):
        if tokens[index].text == "according" and tokens[index + 1].text == "to":
            return subject_after(tokens, index + 2)
    return None


def _after_claim(text: str, sentence: Sentence, claim: Claim) -> Voice | None:
    """Find ", X said" and ", as reported by X" after the count."""
    tokens = tuple(t for t in sentence.tokens if t.start >= claim.evidence.end)
    for index, token in enumerate(tokens):
        follows = index + 1 < len(tokens) and tokens[index + 1].text == "by"
        if token.text not in CUES:
            continue
        if follows:
            found = subject_after(tokens, index + 2)
        else:
            comma = max((i for i in range(index) if tokens[i].text == ","), default=-1)
            found = subject_before(tokens, index) if comma >= 0 else None
            if comma == index - 1 and comma >= 0:
                found = subject_after(tokens, index + 1) or found
        if found is not None:
            return _named(text, tokens, found, sentence.start)
    return None


def _named(text: str, tokens: tuple[Token, ...], found: tuple[int, int], before: int) -> Voice | None:
    """Make a voice of the words found; a pronoun goes one step back."""
    first, last = found
    start, end = tokens[first].start, tokens[last - 1].end
    words = text[start:end]
    if words.lower() in PRONOUN_SPEAKERS:
        return _step_back(text, before)
    return Voice(name=bare_name(words), evidence=Span(start=start, end=end, text=words))


def _step_back(text: str, before: int) -> Voice | None:
    """Give the speaker named in one of the three sentences before, none if nobody is."""
    earlier = [s for s in sentences(text) if s.end <= before][-3:]
    for sentence in reversed(earlier):
        for index in range(len(sentence.tokens) - 1, -1, -1):
            if sentence.tokens[index].text not in CUES:
                continue
            found = subject_before(sentence.tokens, index)
            if found is None or sentence.tokens[found[0]].text in PRONOUN_SPEAKERS:
                continue
            return _named(text, sentence.tokens, found, 0)
    return None


def _cited(text: str, sentence: Sentence, voice: Voice | None) -> Voice | None:
    """Find whom the speaker cites: "citing X", or "according to X" beside another speaker."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens[:-1]):
        if token.text in _CITING:
            found = subject_after(tokens, index + 1)
            return _with_cue(text, tokens, index, found) if found else None
    for index in range(len(tokens) - 2):
        if tokens[index].text == "according" and tokens[index + 1].text == "to":
            found = subject_after(tokens, index + 2)
            if found is not None and tokens[found[0]].text not in PRONOUN_SPEAKERS:
                return _with_cue(text, tokens, index, found)
    return None


def _with_cue(text: str, tokens: tuple[Token, ...], cue: int, found: tuple[int, int]) -> Voice | None:
    start, end = tokens[cue].start, tokens[found[1] - 1].end
    name = bare_name(text[tokens[found[0]].start : end])
    return Voice(name=name, evidence=Span(start=start, end=end, text=text[start:end])) if name else None


def _referred(text: str, claims: list[Claim]) -> list[Claim]:
    """Carry the origin that the text names for a number to the claims of that number.

    "The number of dead, first published by X" speaks of the number that stands nearest to it, in its
    own paragraph or the next one; failing that, of the only number the document has for the measure.
    """
    for match in _REFERENCE.finditer(text):
        measure = _measure_of(match)
        tokens = tokenize(text, match.end(), min(len(text), match.end() + 200))
        found = subject_after(tokens, 0)
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
    return claims


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
    text: str, claims: list[Claim], match: re.Match[str], measure: str
) -> tuple[str, int | None] | None:
    blocks = paragraphs(text)
    own = next(i for i, (start, end) in enumerate(blocks) if start <= match.start() < end)
    usable = [c for c in claims if c.value.kind != "vague" and (not measure or c.measure == measure)]
    last = blocks[min(own + 1, len(blocks) - 1)][1]
    near = [c for c in usable if blocks[own][0] <= c.span.start < last]
    for candidates in (near, usable):
        numbers = {(c.measure, _number(c)) for c in candidates}
        if len(numbers) == 1:
            return numbers.pop()
        if numbers:
            return None
    return None
