"""Carry an act across a list to each count in it: "killed a guard, a driver and two men"."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.claims.clause import STOPS, aside_start, ends_passive, has_object, is_passive, is_verb, word_at
from everyname.claims.grammar import Token
from everyname.claims.phrases import Counted
from everyname.claims.words import (
    AUXILIARIES,
    DETERMINERS,
    EVENT_NOUNS,
    INTRANSITIVE,
    INTRINSIC,
    LOSSES,
    NOT_HUMAN,
    PARTICIPLES,
    TIME_WORDS,
    VERBS,
    word_set,
)

__all__ = ["LISTS", "Governor", "event_noun", "joined_before", "list_before", "total_before"]

LISTS = word_set(", and & plus well including or together along with also as")
_FAR = 28
_BARRIERS = STOPS | AUXILIARIES | NOT_HUMAN | word_set("that who which by") | frozenset(INTRANSITIVE)
_JOINED = {"along with", "together with"}
_TOTALS = word_set(
    "reached reaches stands stood rose rises risen climbed at to of is was hit exceeded passed"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """The measure that governs a count and the token index of the word that says so."""

    measure: str
    index: int


def event_noun(tokens: tuple[Token, ...], of: int) -> Governor | None:
    """Give what the noun before "of" says: "murder of", "killing on 26 May of", "claimed the lives of"."""
    index = of - 1
    while index > of - 7 and (
        tokens[index].is_number or word_at(tokens, index) in TIME_WORDS | {"on", "the"}
    ):
        index -= 1
    word = word_at(tokens, index)
    if {"warrant", "warrants"} & {t.text for t in tokens[max(0, index - 4) : index]}:
        return None
    if word == "lives" and {t.text for t in tokens[max(0, index - 4) : index]} & LOSSES:
        return Governor(measure="killed", index=index)
    if word not in EVENT_NOUNS:
        return None
    joined = word_at(tokens, index - 2) if word_at(tokens, index - 1) in ("and", "or") else ""
    other = EVENT_NOUNS.get(joined, EVENT_NOUNS[word])
    return Governor(measure=EVENT_NOUNS[word] if other == EVENT_NOUNS[word] else "casualties", index=index)


def total_before(tokens: tuple[Token, ...], item: Counted) -> Governor | None:
    """Look for a stated total: "the number of dead rose to 40", "the death toll stands at 40"."""
    if word_at(tokens, item.first - 1) not in _TOTALS or item.sort == "unknown":
        return None
    for at in range(item.first - 2, max(-1, item.first - 15), -1):
        word = tokens[at].text
        if word == "toll" and word_at(tokens, at - 1) == "death":
            return Governor(measure="killed", index=at)
        if word in ("number", "count", "total") and word_at(tokens, at + 1) == "of":
            return _measured_of(tokens, at + 2, item.first)
    return None


def _measured_of(tokens: tuple[Token, ...], index: int, end: int) -> Governor | None:
    for at in range(index, end):
        word = tokens[at].text
        measure = INTRINSIC.get(word) or PARTICIPLES.get(word) or EVENT_NOUNS.get(word)
        if measure:
            return Governor(measure=measure, index=at)
    return None


def joined_before(tokens: tuple[Token, ...], item: Counted) -> Governor | None:
    """Carry a passive to those named beside its subject: "was killed along with two guards".

    The same for a part of a whole: "11 were wounded, including two drivers".
    """
    edge = _before_determiners(tokens, item)
    pair = f"{word_at(tokens, edge - 1)} {word_at(tokens, edge)}"
    if word_at(tokens, edge) != "including" and pair not in _JOINED:
        return None
    for at in range(edge - 1, max(-1, edge - _FAR), -1):
        word = tokens[at].text
        if word == "death" and word_at(tokens, at - 1) == "to":
            return Governor(measure="killed", index=at)
        if word in PARTICIPLES or word in INTRANSITIVE:
            return Governor(measure=PARTICIPLES.get(word) or INTRANSITIVE[word], index=at)
        if word in INTRINSIC:
            return Governor(measure=INTRINSIC[word], index=at)
        if word in STOPS or word in VERBS:
            return None
    return None


def list_before(tokens: tuple[Token, ...], item: Counted) -> Governor | None:
    """Look left across a list for the verb whose objects it holds: "killed a guard and two men"."""
    index = _before_determiners(tokens, item)
    if word_at(tokens, index) not in LISTS or item.sort in ("unknown", "bare") or _new_subject(tokens, item):
        return None
    at, end = index + 1, max(-1, index - _FAR)
    while (at := at - 1) > end:
        word = tokens[at].text
        if word in VERBS and not is_passive(tokens, at) and not ends_passive(tokens, at):
            return Governor(measure=VERBS[word], index=at)
        if word == "of" and event_noun(tokens, at) is not None:
            return event_noun(tokens, at)
        if aside_start(tokens, at) < at:
            at = aside_start(tokens, at)
        elif word in _BARRIERS or is_verb(tokens, at):
            return None
    return None


def _before_determiners(tokens: tuple[Token, ...], item: Counted) -> int:
    index = item.first - 1
    while index >= 0 and tokens[index].text in DETERMINERS:
        index -= 1
    return index


def _new_subject(tokens: tuple[Token, ...], item: Counted) -> bool:
    """Say whether the count begins a clause of its own: "and two men escaped", "and two freed them"."""
    if item.last >= len(tokens):
        return False
    word = tokens[item.last].text
    active = word in VERBS and has_object(tokens, item.last + 1)
    return word in AUXILIARIES or active or is_verb(tokens, item.last)
