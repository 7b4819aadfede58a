"""Read small facts about the words of a clause: is this a verb, is it passive, has it an object."""

from __future__ import annotations

from everyname.claims.grammar import Token
from everyname.claims.numbers import read_number
from everyname.claims.phrases import is_noun_like
from everyname.claims.words import (
    ADJECTIVE_ED,
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FINITE_VERBS,
    HUMAN,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    VERBS,
    word_set,
)

__all__ = [
    "BE",
    "HAVE",
    "STOPS",
    "acts",
    "aside_end",
    "aside_start",
    "counts",
    "ends_passive",
    "has_object",
    "is_adjective",
    "is_passive",
    "is_verb",
    "word_at",
]

BE = word_set("was were is are be been being get got wasn't weren't")
HAVE = word_set("has have had having")
STOPS = frozenset({";", ":", "when", "while", "after", "because", "although", "though", "before", "if"})
_VAGUE_OBJECTS = word_set("several many dozens hundreds thousands scores numerous")
_LONGEST_ASIDE = 30


def word_at(tokens: tuple[Token, ...], index: int) -> str:
    """Give the word at an index, "" outside the sentence."""
    return tokens[index].text if 0 <= index < len(tokens) else ""


def aside_end(tokens: tuple[Token, ...], index: int) -> int:
    """Give the index of the sign that closes the aside opened at `index`, or `index` if none does."""
    closing = {"(": ")", "--": "--", "\u2014": "\u2014", "\u2013": "\u2013"}.get(tokens[index].text)
    for at in range(index + 1, min(len(tokens), index + _LONGEST_ASIDE) if closing else 0):
        if tokens[at].text == closing:
            return at
    return index


def aside_start(tokens: tuple[Token, ...], index: int) -> int:
    """Give the index of the sign that opens the aside closed at `index`, or `index` if none does."""
    opening = {")": "(", "--": "--", "\u2014": "\u2014"}.get(tokens[index].text)
    for at in range(index - 1, max(-1, index - _LONGEST_ASIDE) if opening else index, -1):
        if tokens[at].text == opening:
            return at
    return index


def counts(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a number stands at `index`."""
    return index < len(tokens) and (tokens[index].is_number or read_number(tokens[index].raw) is not None)


def acts(tokens: tuple[Token, ...], index: int, *, passive: bool) -> bool:
    """Say whether the verb at `index` is active, its subject doing and not suffering it."""
    if passive or tokens[index].text not in VERBS:
        return False
    return word_at(tokens, index - 1) in HAVE or has_object(tokens, index + 1)


def has_object(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether an object stands at `index`: a determiner, number, pronoun, name or people."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    if token.is_number or token.text in DETERMINERS or token.text in PRONOUNS - {"who", "whom"}:
        return word_at(tokens, index + 1) not in TIME_WORDS
    if token.text in TIME_WORDS or token.text in AUXILIARIES or token.text in PREPOSITIONS:
        return False
    if read_number(token.raw) is not None or token.text in _VAGUE_OBJECTS:
        return True
    in_title_case = token.raw[:1].isupper() and not token.raw.isupper()
    return in_title_case or (token.text in HUMAN and is_noun_like(token.text))


def is_adjective(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the participle stands before a noun of people inside another phrase."""
    return word_at(tokens, index + 1) in HUMAN and word_at(tokens, index - 1) not in BE | HAVE


def is_verb(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a word outside our tables looks like a verb of the clause."""
    word = tokens[index].text
    if word in FINITE_VERBS:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in ADJECTIVE_ED and word not in ADVERBS


def is_passive(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the verb at `index` closes a passive: "were killed" governs what stands before it."""
    if not tokens[index].text.endswith(("ed", "en", "hurt")):
        return False
    back = index - 1
    while back >= 0 and (tokens[back].text in ADVERBS - BE or tokens[back].text.endswith("ly")):
        back -= 1
    return back >= 0 and tokens[back].text in BE


def ends_passive(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a participle without an object ends what it belongs to: "five men killed, ..."."""
    return tokens[index].text in PARTICIPLES and not has_object(tokens, index + 1)
