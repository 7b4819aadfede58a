"""Find what a number counts: the noun phrase after it, its head, and whether it names people."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.claims.grammar import Token
from everyname.claims.quantities import Quantity, quantities
from everyname.claims.words import (
    ADJECTIVE_ED,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE_VERBS,
    HUMAN,
    INTRANSITIVE,
    INTRINSIC,
    MODIFIER_HUMAN,
    NOT_HUMAN,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    VERBS,
    WEAK,
)

__all__ = ["Counted", "counted", "is_noun_like"]

_REACH = 7
_MODIFIERS = frozenset({"other", "former", "additional"})
_PRONOUN_HEADS = frozenset({"others", "more", "other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A quantity and what it counts; `first`..`last` are token indexes, last exclusive.

    `sort` is "people", "unknown", "bare" (no noun) or "things"; `measure` is what the words
    themselves say ("12 arrests", "9 wounded soldiers"), "" where a verb must say it.
    """

    quantity: Quantity
    first: int
    last: int
    sort: str
    measure: str = ""
    unit_first: int = 0
    unit_last: int = 0


def counted(text: str, tokens: tuple[Token, ...]) -> tuple[Counted, ...]:
    """Give every quantity of a sentence with what it counts, in order."""
    return tuple(_phrase(tokens, quantity) for quantity in quantities(text, tokens))


def _phrase(tokens: tuple[Token, ...], quantity: Quantity) -> Counted:
    begin = quantity.after
    if begin < len(tokens) and tokens[begin].text == "of":
        begin += 1
        if begin < len(tokens) and tokens[begin].text in ("them", "whom", "those", "these", "us", "which"):
            return _counted(quantity, begin + 1, "bare")
        while begin < len(tokens) and (tokens[begin].text in DETERMINERS or tokens[begin].is_number):
            begin += 1
    return _head(tokens, quantity, begin)


def _head(tokens: tuple[Token, ...], quantity: Quantity, begin: int) -> Counted:
    """Walk from the number to the head of its noun phrase."""
    adjective = ""
    index = begin
    while index < min(len(tokens), begin + _REACH):
        word = tokens[index].text
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if word in INTRINSIC and not (word in PARTICIPLES and _describes(tokens, index + 1)):
            return _intrinsic(tokens, quantity, begin, index)
        if word in PARTICIPLES and _describes(tokens, index + 1):
            adjective = adjective or PARTICIPLES[word]
        elif word in NOT_HUMAN or word in TIME_WORDS:
            return _counted(quantity, index + 1, "things")
        elif word in HUMAN and not (word in MODIFIER_HUMAN and is_noun_like(following)):
            return _people(tokens, quantity, begin, index, adjective)
        elif not (
            is_noun_like(word) or word in _MODIFIERS or (index > begin and "-" in _around(tokens, index))
        ):
            break
        index += 1
    if index == begin:
        return _counted(quantity, begin, "bare")
    sort = "unknown" if tokens[index - 1].text.endswith("s") or adjective else "things"
    return _counted(quantity, index, sort, adjective, (begin, index))


def _around(tokens: tuple[Token, ...], index: int) -> set[str]:
    """Give the word at `index` and the one before it, to see a hyphen in or beside it."""
    return {token.text for token in tokens[index - 1 : index + 1]}


def _intrinsic(tokens: tuple[Token, ...], quantity: Quantity, begin: int, index: int) -> Counted:
    """Take a noun or state that carries the measure itself: "4,000 injured", "political murders"."""
    word = tokens[index].text
    sort = "bare" if word in PARTICIPLES else "people"
    return _counted(quantity, index + 1, sort, INTRINSIC[word], (begin, index + 1))


def _people(tokens: tuple[Token, ...], quantity: Quantity, begin: int, index: int, adjective: str) -> Counted:
    last = index + 1
    while last < len(tokens) and tokens[last].text in HUMAN and tokens[last - 1].text not in _PRONOUN_HEADS:
        last += 1
    return _counted(quantity, last, "people", adjective, (begin, last))


def _counted(
    quantity: Quantity, last: int, sort: str, measure: str = "", unit: tuple[int, int] = (0, 0)
) -> Counted:
    return Counted(
        quantity=quantity,
        first=quantity.outer,
        last=last,
        sort=sort,
        measure=measure,
        unit_first=unit[0],
        unit_last=unit[1],
    )


def _describes(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a noun of people follows, so that the participle before it is an adjective."""
    for token in tokens[index : index + 3]:
        if token.text in HUMAN or token.text in WEAK:
            return True
        if not is_noun_like(token.text) or token.text in NOT_HUMAN:
            return False
    return False


def is_noun_like(word: str) -> bool:
    """Say whether a word can stand inside a noun phrase: no verb, preposition, sign or the like."""
    if not word or not (word[0].isalpha() or word == "'s"):
        return False
    if word in HUMAN or (word in ADJECTIVE_ED and word not in PARTICIPLES):
        return True
    for words in (AUXILIARIES, PREPOSITIONS, CONJUNCTIONS, DETERMINERS, PRONOUNS, FINITE_VERBS, TIME_WORDS):
        if word in words:
            return False
    if word in PARTICIPLES or word in INTRANSITIVE or word in VERBS or word.endswith("ly"):
        return False
    return not word.endswith("ed") and not (word.endswith("ing") and len(word) > 5)
