"""Say who states a count and where the text says the number comes from, with the words that show it.

An empty speaker is the document's own voice. A pronoun is followed one step back to the speaker named
before it; where nobody is named, nothing is guessed.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from everyname.claims.clause import word_at
from everyname.claims.grammar import (
    Sentence,
    Token,
    paragraphs,
    sentence_at,
    sentences,
    tokenize,
    words_of,
)
from everyname.claims.speakers import (
    CUES,
    PRONOUN_SPEAKERS,
    bare_name,
    is_cue,
    source_after,
    subject_after,
    subject_before,
)
from everyname.claims.words import TIME_WORDS, word_set
from everyname.model import Claim, Span

__all__ = ["Quote", "Voice", "attribute", "quotes"]

_OPEN, _CLOSE = "“„«", "”»"
_AFTER_CUE = frozenset({".", ",", "!", "?", '"', "”", "in", "on", "at", "here", "later", "last"})
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
    """Give the claims with their speakers, and the sources their own sentences cite."""
    return tuple(_voiced(text, claim) for claim in claims)


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
    sentence = sentences(text)[sentence_at(text, claim.span.start)]
    quote = _quote_at(text, claim.span.start)
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


def _quote_at(text: str, position: int) -> Quote | None:
    index = bisect.bisect_right(quotes(text), position, key=lambda quote: quote.start) - 1
    quote = quotes(text)[index] if index >= 0 else None
    return quote if quote is not None and position < quote.end else None


def _quoted_voice(text: str, quote: Quote) -> Voice | None:
    """Find the speaker of a quotation: after it, before it, or in the paragraph that leads to it."""
    start, end = paragraphs(text)[quote.paragraph]
    following = bisect.bisect_right(quotes(text), quote.end, key=lambda q: q.start)
    after = quotes(text)[following].start - 1 if following < len(quotes(text)) else end
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
    index = bisect.bisect_left(quotes(text), quote.start, key=lambda q: q.start) - 1
    before = quotes(text)[index] if index >= 0 else None
    if before is not None and before.end == paragraphs(text)[quote.paragraph - 1][1]:
        return _quoted_voice(text, before)
    return None


def _leading_voice(text: str, start: int, end: int) -> Voice | None:
    """Find the last verb of saying before `end` in its own sentence, and its subject."""
    last = sentence_at(text, max(start, end - 1))
    parts = [s for s in sentences(text)[max(0, last - 1) : last + 1] if start <= s.start < end]
    whole = [tuple(t for t in words_of(text, part) if t.end <= end) for part in parts[-2:]]
    tokens = next((words for words in reversed(whole) if words), ())
    for index in range(len(tokens) - 1, -1, -1):
        if is_cue(tokens, index) and index > len(tokens) - 16:
            found = subject_before(tokens, index) or subject_after(tokens, index + 1)
            return _named(text, tokens, found, start) if found else None
        if [t.text for t in tokens[index : index + 2]] == ["according", "to"]:
            found = source_after(tokens, index + 2)
            return _named(text, tokens, found, start) if found else None
    return None


def _trailing(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    """Find "X said" or "said X" at the beginning of what follows a statement."""
    begin = 1 if tokens and tokens[0].text in (",", "-") else 0
    for index in range(begin, min(len(tokens), begin + 14)):
        word = tokens[index].text
        if is_cue(tokens, index) or (word in CUES and index == begin):
            return subject_after(tokens, index + 1) if index == begin else subject_before(tokens, index)
        if word in (".", ";", ":"):
            return None
    return None


def _reported_voice(text: str, sentence: Sentence, claim: Claim) -> Voice | None:
    """Find who reports a count that stands outside quotation marks, in its own sentence."""
    tokens = words_of(text, sentence)
    here = next(i for i, t in enumerate(tokens) if t.end > claim.span.start)
    for index in range(here - 1, -1, -1):
        if is_cue(tokens, index) and not _is_passive_report(tokens, index):
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
            return source_after(tokens, index + 2)
    return None


def _after_claim(text: str, sentence: Sentence, claim: Claim) -> Voice | None:
    """Find ", X said" and "as reported by X" after the count."""
    tokens = tuple(t for t in words_of(text, sentence) if t.start >= claim.evidence.end)
    for index, token in enumerate(tokens):
        if token.text not in CUES:
            continue
        found = None
        if word_at(tokens, index + 1) == "by":
            found = source_after(tokens, index + 2)
        elif is_cue(tokens, index) and _closes(tokens, index):
            found = subject_before(tokens, index)
            if found is None or word_at(tokens, found[0] - 1) not in (",", "-", "--", "the", "a", "an"):
                found = subject_after(tokens, index + 1) if word_at(tokens, index - 1) == "," else None
        if found is not None:
            return _named(text, tokens, found, sentence.start)
    return None


def _closes(tokens: tuple[Token, ...], cue: int) -> bool:
    """Say whether a verb of saying ends its sentence, but for its time, place or inverted subject."""
    following = word_at(tokens, cue + 1)
    if word_at(tokens, cue - 1) == "," or tokens[cue].text in ("told", "tells"):
        return True
    return following in TIME_WORDS | _AFTER_CUE or not following


def _named(text: str, tokens: tuple[Token, ...], found: tuple[int, int], before: int) -> Voice | None:
    """Make a voice of the words found; a pronoun goes one step back."""
    first, last = found
    start, end = tokens[first].start, tokens[last - 1].end
    words = text[start:end]
    if words.lower() not in PRONOUN_SPEAKERS:
        return Voice(name=bare_name(words), evidence=Span(start=start, end=end, text=words))
    return _speaker_in(text, tuple(t for t in tokens if t.end <= start)) or _step_back(text, before)


def _step_back(text: str, before: int) -> Voice | None:
    """Give the speaker named in one of the three sentences before, none if nobody is."""
    here = sentence_at(text, before)
    earlier = [s for s in sentences(text)[max(0, here - 3) : here + 1] if s.end <= before]
    voices = (_speaker_in(text, words_of(text, s)) for s in reversed(earlier))
    return next((voice for voice in voices if voice is not None), None)


def _speaker_in(text: str, tokens: tuple[Token, ...]) -> Voice | None:
    """Give the last speaker these words name, other than by a pronoun."""
    for index in range(len(tokens) - 1, -1, -1):
        found = subject_before(tokens, index) if is_cue(tokens, index) else None
        if found is not None and tokens[found[0]].text not in PRONOUN_SPEAKERS:
            return _named(text, tokens, found, 0)
    return None


def _cited(text: str, sentence: Sentence, voice: Voice | None) -> Voice | None:
    """Find whom the speaker cites: "citing X", or "according to X" beside another speaker."""
    tokens = words_of(text, sentence)
    for index, token in enumerate(tokens[:-1]):
        if token.text in _CITING:
            found = source_after(tokens, index + 1)
            return _with_cue(text, tokens, index, found) if found else None
    for index in range(len(tokens) - 2):
        if tokens[index].text == "according" and tokens[index + 1].text == "to":
            found = source_after(tokens, index + 2)
            if found is not None and tokens[found[0]].text not in PRONOUN_SPEAKERS:
                return _with_cue(text, tokens, index, found)
    return None


def _with_cue(text: str, tokens: tuple[Token, ...], cue: int, found: tuple[int, int]) -> Voice | None:
    start, end = tokens[cue].start, tokens[found[1] - 1].end
    name = bare_name(text[tokens[found[0]].start : end])
    return Voice(name=name, evidence=Span(start=start, end=end, text=text[start:end])) if name else None
