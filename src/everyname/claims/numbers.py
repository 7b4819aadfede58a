"""Read an English number: digits, number words, ranges, vague words and their qualifiers.

`read_value` is the one place where words become a value; a claim is kept only if it gives that value
again from the words it points at.
"""

from __future__ import annotations

import re
from functools import lru_cache

from everyname.claims.grammar import Token, tokenize
from everyname.claims.words import word_list, word_set
from everyname.model import ClaimValue

__all__ = [
    "NUMBER_WORDS",
    "QUALIFIERS",
    "QUALIFIERS_AFTER",
    "RANGE_QUALIFIERS",
    "number_at",
    "read_number",
    "read_value",
    "vague_end",
]

_UNITS = {
    word: value
    for value, word in enumerate(
        word_list(
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            sixteen seventeen eighteen nineteen"""
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
} | {"fourty": 40}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_VAGUE_OF = word_set("dozens scores hundreds thousands tens millions")
_VAGUE = word_set("many several numerous countless") | _VAGUE_OF
_VAGUE_PAIRS = {("a", "few"), ("a", "number"), ("large", "numbers"), ("a", "handful"), ("untold", "numbers")}
NUMBER_WORDS = (
    frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES) | _VAGUE | word_set("a an half large untold")
)
_DIGITS = re.compile(r"\d{1,3}(?:[,\u066c\u00a0\u202f]\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d{1,3}")

QUALIFIERS: dict[str, str] = {
    phrase: kind
    for kind, phrases in {
        "more_than": "over|well over|more than|in excess of|upwards of|upward of|above|exceeding",
        "at_least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of",
        "at_most": "up to|at most|no more than|not more than|as many as|fewer than|less than|a maximum of",
        "about": "about|around|approximately|some|nearly|almost|roughly|close to|an estimated|estimated"
        "|as much as about|just under|just over|more or less|circa|nearly some|about some",
    }.items()
    for phrase in phrases.split("|")
}
QUALIFIERS_AFTER = {"or more": "at_least", "or so": "about", "plus": "at_least"}
RANGE_QUALIFIERS = ("between", "from", "anywhere between")


def read_number(text: str) -> int | None:
    """Give the whole number that a text writes, in digits or words; None where it writes none."""
    found = tokenize(text)
    read = number_at(found, 0)
    return read[0] if read is not None and read[1] == len(found) else None


@lru_cache(maxsize=4096)
def read_value(number: str, qualifier: str = "") -> ClaimValue | None:
    """Give the value that a number's words and its qualifier state; None where they state none.

    read_value("1,500", "over") is more than 1500; read_value("15 and 20", "between") a range.
    """
    words = " ".join(qualifier.lower().split())
    found = tokenize(number)
    if vague_end(found, 0) == len(found) and not words:
        return ClaimValue(kind="vague")
    single = number_at(found, 0)
    if single is None:
        return None
    low, here = single
    if here == len(found):
        return _one_number(low, words)
    other = number_at(found, here + 1) if found[here].text in ("and", "to", "or", "-") else None
    if other is None or other[1] != len(found) or other[0] <= low:
        return None
    joined_by_and = found[here].text == "and"
    if joined_by_and != words.endswith("between") or (words and words not in RANGE_QUALIFIERS):
        return None
    return ClaimValue(kind="range", low=low, high=other[0])


def _one_number(value: int, qualifier: str) -> ClaimValue | None:
    if not qualifier:
        return ClaimValue(kind="exact", low=value, high=value)
    kind = QUALIFIERS.get(qualifier) or QUALIFIERS_AFTER.get(qualifier)
    if kind is None:
        return None
    low = None if kind == "at_most" else value
    high = None if kind in ("at_least", "more_than") else value
    return ClaimValue(kind=kind, low=low, high=high)


def number_at(tokens: tuple[Token, ...], index: int) -> tuple[int, int] | None:
    """Give (number, index past it) of the number written from `index` on."""
    if index >= len(tokens):
        return None
    if tokens[index].text in ("a", "an") and index + 1 < len(tokens) and tokens[index + 1].text in _SCALES:
        return _words_at(tokens, index + 1, 1)
    if tokens[index].text == "half" and [t.text for t in tokens[index + 1 : index + 3]] == ["a", "million"]:
        return 500_000, index + 3
    if not tokens[index].is_number:
        return _words_at(tokens, index, 0)
    written = tokens[index].text
    scale = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if _DECIMAL.fullmatch(written):
        whole, part = written.split(".")
        size = _SCALES.get(scale, 0)
        units = int(whole) * size + int(part) * size // 10 ** len(part)
        return (units, index + 2) if size >= 1_000 else None
    if not _DIGITS.fullmatch(written):
        return None
    value = int(re.sub(r"\D", "", written))
    return (value * _SCALES[scale], index + 2) if scale in _SCALES else (value, index + 1)


def _words_at(tokens: tuple[Token, ...], index: int, current: int) -> tuple[int, int] | None:
    """Add up number words: below a thousand in `current`, whole thousands in `total`."""
    total, begun, room = 0, current > 0, 1_000
    end = index if begun else None
    while index < len(tokens):
        word = tokens[index].text
        value = _UNITS.get(word, _TENS.get(word))
        if value is not None and value < room:
            current, begun = current + value, True
            room = 1 if value < 20 else 10
        elif word in _SCALES and begun and current:
            if _SCALES[word] <= 100:
                current, room = current * _SCALES[word], 100
            else:
                total, current, room = total + current * _SCALES[word], 0, 1_000
        elif begun and _joins_number(tokens, index, room):
            index += 1
            continue
        else:
            break
        index += 1
        end = index
    return (total + current, end) if begun and end is not None else None


def _joins_number(tokens: tuple[Token, ...], index: int, room: int) -> bool:
    """Say whether "-" or "and" at `index` carries a number word on: forty-two, one hundred and five."""
    if index + 1 >= len(tokens):
        return False
    word, following = tokens[index].text, tokens[index + 1].text
    value = _UNITS.get(following, _TENS.get(following))
    if word == "-":
        return room == 10 and value is not None and 0 < value < 10
    return word == "and" and room >= 100 and value is not None and tokens[index - 1].text in _SCALES


def vague_end(tokens: tuple[Token, ...], index: int) -> int | None:
    """Give the index past the vague word at `index` ("many", "hundreds of thousands"), None without."""
    if index >= len(tokens):
        return None
    pair = (tokens[index].text, tokens[index + 1].text) if index + 1 < len(tokens) else ("", "")
    if pair in _VAGUE_PAIRS:
        return index + 2
    if tokens[index].text not in _VAGUE:
        return None
    end = index + 1
    while (
        tokens[end - 1].text in _VAGUE_OF
        and end + 1 < len(tokens)
        and tokens[end].text == "of"
        and tokens[end + 1].text in _VAGUE_OF
    ):
        end += 2
    return end
