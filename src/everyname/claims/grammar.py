"""Cut a text into paragraphs, sentences and words, each with its exact place in the text."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "Sentence",
    "Token",
    "paragraph_at",
    "paragraphs",
    "sentence_at",
    "sentences",
    "tokenize",
    "without_asides",
    "words_of",
]

_TOKEN = re.compile(
    r"""
    (?P<stamp>\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?)
    |(?P<ordinal>\d+(?:st|nd|rd|th|d|s|ers)\b)
    |(?P<number>\d{1,3}(?:[,\u066c\u00a0\u202f]\d{3})+(?!\d)|\d+\.\d+|\d+)
    |(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)
    |(?P<sign>--+|[-\u2010-\u2015]|[^\s\w]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|mr|mrs|ms|dr|gen|col|lt|maj|capt|sgt|msgr|gov|sen|rep"
    r"|st|no|nos|jr|sr|prof|rev|fr|adm|brig|ave|approx|etc|vs)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]+[\"”’')\]]*(?=\s)")
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\r?\n[ \t]*")
_LONGEST = 3_000  # code points of a sentence
_WIDE = 110  # a line longer than this is a whole paragraph, not a wrapped line


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign; `text` is lower case, `raw` as written."""

    start: int
    end: int
    text: str
    raw: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: code points `start`..`end` and its paragraph's index."""

    start: int
    end: int
    paragraph: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Give the tokens of text[start:end]; offsets are those of the whole text."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        raw = match.group()
        lower = "-" if raw in _DASHES else raw.lower().replace("’", "'")
        found.append(Token(match.start(), match.end(), lower, raw, match.lastgroup == "number"))
    return tuple(found)


def sentence_at(text: str, position: int) -> int:
    """Give the index, among the sentences of a text, of the one that holds the code point `position`."""
    return max(0, bisect.bisect_right(sentences(text), position, key=lambda sentence: sentence.start) - 1)


def paragraph_at(text: str, position: int) -> int:
    """Give the index of the paragraph that holds the code point `position`, or the last one before it."""
    return max(0, bisect.bisect_right(paragraphs(text), position, key=lambda edges: edges[0]) - 1)


@lru_cache(maxsize=256)
def words_of(text: str, sentence: Sentence) -> tuple[Token, ...]:
    """Give the tokens of one sentence, without an editor's [bracketed] words that hold no number."""
    return without_asides(tokenize(text, sentence.start, sentence.end))


def without_asides(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave out an editor's [bracketed] words that hold no number."""
    if not any(token.text == "[" for token in tokens):
        return tokens
    kept: list[Token] = []
    opened = -1
    for token in tokens:
        kept.append(token)
        if token.text == "[":
            opened = len(kept) - 1
        elif token.text == "]" and opened >= 0:
            if not any(t.is_number for t in kept[opened:]):
                del kept[opened:]
            opened = -1
    return tuple(kept)


@lru_cache(maxsize=8)
def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Give (start, end) of each paragraph: between blank lines, or one a line in unwrapped text."""
    found: list[tuple[int, int]] = []
    start = 0
    for gap in _BLANK.finditer(text):
        found.extend(_lines(text, start, gap.start()))
        start = gap.end()
    found.extend(_lines(text, start, len(text)))
    return tuple(found)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    block = text[start:end]
    cuts = list(_LINE.finditer(block))
    if cuts and not any(len(line) > _WIDE for line in block.splitlines()):
        cuts = [m for m in cuts if block[m.end() : m.end() + 1] in ("-", "*", "•")]
    edges = [0, *(edge for m in cuts for edge in (m.start(), m.end())), len(block)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start + a, start + b) for a, b in pairs if block[a:b].strip()]


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Give the sentences of a text in order; none crosses a paragraph."""
    found: list[Sentence] = []
    for index, (start, end) in enumerate(paragraphs(text)):
        here = start
        for stop in _STOP.finditer(text, start, end):
            if _ends_sentence(text, here, stop.start(), stop.end(), end):
                found.append(Sentence(here, stop.end(), index))
                here = stop.end()
        if text[here:end].strip():
            found.append(Sentence(here, end, index))
    return tuple(part for sentence in found for part in _bounded(text, sentence))


def _bounded(text: str, sentence: Sentence) -> list[Sentence]:
    """Cut what runs on without a full stop (a table, a damaged file), so that work stays in proportion."""
    parts, here = [], sentence.start
    while sentence.end - here > _LONGEST:
        space = text.rfind(" ", here + 1, here + _LONGEST)
        cut = space if space > 0 else here + _LONGEST
        parts.append(Sentence(here, cut, sentence.paragraph))
        here = cut
    return [*parts, Sentence(here, sentence.end, sentence.paragraph)]


def _ends_sentence(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Say whether the full stop at `stop` ends a sentence, and no abbreviation or initial."""
    if text[stop] == "." and _ABBREVIATION.search(text, max(start, stop - 12), stop):
        return False
    following = text[after:end].lstrip()
    return not following or not following[0].islower()
