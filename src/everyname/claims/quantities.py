"""Find the numbers of a text that can count something, with the qualifiers that stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from everyname.claims.grammar import Token
from everyname.claims.numbers import (
    NUMBER_WORDS,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    RANGE_QUALIFIERS,
    number_at,
    read_value,
    vague_end,
)
from everyname.claims.words import word_set
from everyname.model import ClaimValue

__all__ = ["Quantity", "may_count", "quantities"]

_FILLERS = ("a total of", "another", "a further", "an additional")


_HINTS = (NUMBER_WORDS - word_set("a an")) | word_set("few number numbers handful")
_HINT = re.compile(rf"\d|\b(?:{'|'.join(sorted(_HINTS))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number found in a text.

    `first`..`last` are token indexes of the number alone (last exclusive); `start`..`end` its code
    points; `outer` the token index where its qualifier begins; `after` the index past a trailing one.
    """

    first: int
    last: int
    outer: int
    after: int
    start: int
    end: int
    qualifier: str
    value: ClaimValue


def may_count(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] holds a digit or number word at all; a quick first look."""
    return _HINT.search(text, start, end) is not None


def quantities(text: str, tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """Find the numbers among `tokens` of `text` that can count something, in order.

    Dates, clock times, years, ordinals, money, shares, ages and numbers inside names are left out.
    """
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        is_begin = tokens[index].is_number or tokens[index].text in NUMBER_WORDS
        last = _quantity_end(tokens, index) if is_begin else None
        if last is None:
            index += 1
            continue
        quantity = _qualified(text, tokens, index, last)
        if quantity is not None and not _is_other_number(tokens, quantity):
            found.append(quantity)
        index = last
    return tuple(found)


def _quantity_end(tokens: tuple[Token, ...], index: int) -> int | None:
    vague = vague_end(tokens, index)
    if vague is not None:
        return vague
    single = number_at(tokens, index)
    if single is None:
        return None
    low, last = single
    if last < len(tokens) and tokens[last].text in ("to", "or", "-", "and"):
        joined = number_at(tokens, last + 1)
        between = index > 0 and tokens[index - 1].text == "between"
        if joined is not None and joined[0] > low and (tokens[last].text == "and") == between:
            return joined[1]
    return last


def _qualified(text: str, tokens: tuple[Token, ...], first: int, last: int) -> Quantity | None:
    start, end = tokens[first].start, tokens[last - 1].end
    bare = read_value(text[start:end])
    outer, after, qualifier = first, last, ""
    before = _qualifier_before(tokens, first, is_range=bare is None or bare.kind == "range")
    if before is not None and (bare is None or bare.kind != "vague"):
        outer, qualifier = before
    elif bare is not None and bare.kind == "exact":
        trailing = " ".join(t.text for t in tokens[last : last + 2])
        if trailing in QUALIFIERS_AFTER:
            after, qualifier = last + 2, trailing
    value = read_value(text[start:end], qualifier)
    if value is None:
        return None
    literal = " ".join(text[tokens[outer].start : start].split()) if after == last else qualifier
    if qualifier and after == last:
        literal = literal[: len(qualifier)]
    return Quantity(
        first=first, last=last, outer=outer, after=after, start=start, end=end, qualifier=literal, value=value
    )


def _qualifier_before(tokens: tuple[Token, ...], first: int, *, is_range: bool) -> tuple[int, str] | None:
    """Give (token index, words) of the longest qualifier that ends right before the number."""
    edge = first
    for filler in _FILLERS:
        size = len(filler.split())
        if first >= size and " ".join(t.text for t in tokens[first - size : first]) == filler:
            edge = first - size
            break
    known = RANGE_QUALIFIERS if is_range else QUALIFIERS
    for size in (3, 2, 1):
        if edge < size:
            continue
        words = " ".join(t.text for t in tokens[edge - size : edge])
        if words in known:
            return edge - size, words
    return None


_MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec
    """
)
_YEAR_BEFORE = word_set(
    """
    in since of during by from until till before after early late the mid around between and to year
    summer winter spring autumn , for this
    """
)
_NAME_BEFORE = word_set(
    """
    no no. number numbers law article decree resolution chapter page room flight route highway
    street km age aged section act channel $ # £ € us$ group battalion brigade ak m uh fm
    """
)
_UNIT_AFTER = word_set("% percent per st nd rd th am pm a.m p.m hours hrs gmt o'clock $")


def _is_other_number(tokens: tuple[Token, ...], quantity: Quantity) -> bool:
    """Say whether the number is a date, a time, a year, an ordinal, money, a share or part of a name."""
    before = tokens[quantity.first - 1].text if quantity.first else ""
    outer = tokens[quantity.outer - 1].text if quantity.outer else ""
    after = tokens[quantity.last].text if quantity.last < len(tokens) else ""
    if quantity.value.kind == "vague":
        return False
    touches_hyphen = (before == "-" and _touches(tokens, quantity.first - 1)) or (
        after in ("-", "/") and _touches(tokens, quantity.last)
    )
    if before in _NAME_BEFORE or outer in ("aged", "age", "ages") or after in _UNIT_AFTER or touches_hyphen:
        return True
    digits = tokens[quantity.first].is_number
    low = quantity.value.low or quantity.value.high or 0
    if digits and low <= 31 and (before in _MONTHS or (after in _MONTHS and after != "may")):
        return True
    if digits and low <= 31 and after == "may" and quantity.last + 1 < len(tokens):
        following = tokens[quantity.last + 1]
        return following.is_number or following.text in (",", ".", ";", "in", "at", "when", "and", "of")
    return digits and _is_year(tokens, quantity, before)


def _is_year(tokens: tuple[Token, ...], quantity: Quantity, before: str) -> bool:
    written = tokens[quantity.first].text
    if len(written) != 4 or not written.isdigit() or not 1800 <= int(written) <= 2100:
        return False
    dated = before in _MONTHS or (before.isdigit() and int(before) <= 31)
    return dated or (not quantity.qualifier and (before in _YEAR_BEFORE or not before))


def _touches(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the sign at `index` is written with no space to the left or to the right."""
    left = index > 0 and tokens[index - 1].end == tokens[index].start
    right = index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start
    return left and right
