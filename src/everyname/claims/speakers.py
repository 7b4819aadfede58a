"""Read a speaker's name out of the words before, after or around a verb of saying."""

from __future__ import annotations

from everyname.claims.clause import aside_start, is_verb, word_at
from everyname.claims.grammar import Token
from everyname.claims.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FINITE_VERBS,
    TIME_WORDS,
    word_set,
)

__all__ = [
    "CUES",
    "PRONOUN_SPEAKERS",
    "bare_name",
    "is_cue",
    "source_after",
    "subject_after",
    "subject_before",
]

CUES = word_set(
    """
    said says say stated states declared declares announced announces reported reports claimed
    claims added adds told tells confirmed confirms emphasized emphasised emphasizes stressed
    stresses noted notes admitted admits acknowledged acknowledges revealed reveals estimated
    estimates disclosed indicated indicates informed insisted insists wrote writes testified alleged
    alleges explained explains asserted asserts maintained contended recalled commented warned warns
    documented recorded denied denies put puts counted
    """
)
_NOUNS_TOO = word_set("states reports estimates claims notes")
PRONOUN_SPEAKERS = word_set("he she they it we i who which that this")
_EDGES = frozenset({";", ":", "--", "\u2014", "]", ")", '"', "“", "”"}) | word_set(
    "that while when but because although though where"
)
_ROLES = word_set(
    """
    secretary minister president chancellor ambassador spokesman spokeswoman spokesperson governor
    mayor general colonel major captain lieutenant commander chief director chairman chairwoman
    chair senator representative deputy judge prosecutor professor dr mr mrs ms sir leader premier
    king prince commissioner rapporteur envoy officer head doctor bishop archbishop
    """
)
_PORTFOLIOS = word_set(
    """
    state defence defense interior foreign affairs health justice information security police staff
    army finance labour labor education intelligence the of for and nations united human rights
    press general external internal public prime deputy
    """
)
_PARTICLES = word_set("of for and the de del al la von van bin ibn el da dos e")
_OPENINGS = word_set("on in at and as for meanwhile however but")
_PAPERS = word_set(
    "tally toll database archive reports report figures calculations estimates data statistics list count"
)
_MADE = word_set("made compiled released issued published gathered collected kept prepared")
_TOTALS = word_set("number death figure toll total count")
_CLAIMED = word_set("lives life victims deaths casualties responsibility credit")
_LONGEST = 16


def subject_before(tokens: tuple[Token, ...], cue: int) -> tuple[int, int] | None:
    """Give token indexes (first, past last) of the subject of the verb of saying at `cue`."""
    last = cue
    while last > 0 and (_between(tokens, last - 1) or tokens[last - 1].text == ")"):
        last = (aside_start(tokens, last - 1) if tokens[last - 1].text == ")" else last - 1) or 0
    if last > 0 and tokens[last - 1].text == ",":
        comma = _before_apposition(tokens, last - 1)
        if tokens[comma - 1].raw in _ROLES and comma < last - 1:
            return _trimmed(tokens, comma + 1, last - 1)
        last = comma
    first = last
    while first > 0 and last - first < _LONGEST and tokens[first - 1].text not in _EDGES | {","}:
        if _ends_clause(tokens[first - 1]):
            return _after_and(tokens, first, last)
        first -= 1
    return _trimmed(tokens, first, last)


def is_cue(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the word at `index` is a verb of saying here, and not a noun or part of a name."""
    token, following = tokens[index], word_at(tokens, index + 1)
    if token.text not in CUES or (token.raw[:1].isupper() and not token.raw.isupper()):
        return False
    ahead = {t.text for t in tokens[index + 1 : index + 6]}
    if token.text in ("put", "puts"):
        return following == "the" and word_at(tokens, index + 2) in _TOTALS
    if token.text in _NOUNS_TOO:
        return following in ("that", ":") and word_at(tokens, index - 1) != "united"
    if word_at(tokens, index - 1) in ("a", "an", "the") or (token.text == "claimed" and ahead & _CLAIMED):
        return False
    return following not in ("to", "by") or "that" in ahead or token.text in ("admitted", "said")


def subject_after(tokens: tuple[Token, ...], begin: int) -> tuple[int, int] | None:
    """Give token indexes of the name that begins at `begin`: "according to X", "said X"."""
    last = begin
    while last < len(tokens) and last - begin < _LONGEST:
        token = tokens[last]
        if token.text in _EDGES | {",", ".", "(", "["} or _ends_clause(token):
            break
        if token.text in ("on", "in", "at", "to", "from", "by", "as", "during", "after") and last > begin:
            break
        if last > begin and (token.text in TIME_WORDS or (is_verb(tokens, last) and not token.raw.istitle())):
            break
        last += 1
    return _trimmed(tokens, begin, last)


def source_after(tokens: tuple[Token, ...], begin: int) -> tuple[int, int] | None:
    """Give the source that begins at `begin`; of "figures compiled by X" it is X."""
    found = subject_after(tokens, begin)
    if found is None or tokens[found[1] - 1].text not in _PAPERS:
        return found
    at = found[1]
    while word_at(tokens, at) in _MADE:
        at += 1
    if word_at(tokens, at) not in ("by", "from", "of"):
        return found
    return subject_after(tokens, at + 1) or found


def bare_name(words: str) -> str:
    """Give the name without its article and office: "Secretary of State Jane Roe" is "Jane Roe".

    What is an office alone ("the interior minister") stays as written.
    """
    parts = words.split()
    if parts and parts[0].lower() in ("the", "a", "an"):
        parts = parts[1:]
    roles = [i for i, part in enumerate(parts) if part.lower().strip(".,") in _ROLES]
    if not roles or words.isupper():
        return " ".join(parts)
    at = roles[-1] + 1
    while at < len(parts) and parts[at].lower() in _PORTFOLIOS:
        at += 1
    name = parts[at:]
    if name and all(part[:1].isupper() or part.lower() in _PARTICLES for part in name):
        return " ".join(name)
    return " ".join(parts)


def _between(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a word between subject and verb belongs to neither: "today", "also", "has"."""
    word = tokens[index].text
    if word in AUXILIARIES or word in TIME_WORDS or word in ("last", "this", "later", "earlier"):
        return True
    if word == "on" and tokens[index + 1].text in TIME_WORDS:
        return True
    return (word in ADVERBS and word not in ("up", "to")) or word.endswith("ly")


def _before_apposition(tokens: tuple[Token, ...], comma: int) -> int:
    """Step over ", a spokesman of the office," to the name it describes."""
    for index in range(comma - 1, max(-1, comma - 18), -1):
        if tokens[index].text == ",":
            return index
        if tokens[index].text in _EDGES:
            break
    return comma


def _ends_clause(token: Token) -> bool:
    if token.raw[:1].isupper() and not token.raw.isupper():
        return False
    word = token.text
    if word in _NOUNS_TOO:
        return False
    if word in AUXILIARIES or word in CUES or word in ("who", "which", "where"):
        return True
    return word in FINITE_VERBS and word not in ("work", "works", "fire", "lives", "set")


def _after_and(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int] | None:
    for index in range(first, last):
        if tokens[index].text in ("and", "or", "as"):
            return _trimmed(tokens, index + 1, last)
    return None


def _trimmed(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int] | None:
    """Cut what opens the sentence and no name: "On Monday the ministry", "In a letter Jane Roe"."""
    while first < last and tokens[first].text in _OPENINGS:
        opening = tokens[first].text
        first += 1
        if opening in ("on", "in", "at"):
            first = _after_phrase(tokens, first, last)
    while last > first and (tokens[last - 1].text in TIME_WORDS or not tokens[last - 1].text[0].isalnum()):
        last -= 1
    while last > first and tokens[last - 1].text in ("and", "or", "the", "of", "but"):
        last -= 1
    names_someone = any(t.text[0].isalpha() and t.text not in DETERMINERS for t in tokens[first:last])
    return (first, last) if names_someone else None


def _after_phrase(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Step over "Monday", "3 March" or "a letter" to the name that follows, if one does."""
    here = first
    while here < last and (tokens[here].text in TIME_WORDS or tokens[here].is_number):
        here += 1
    if here > first:
        return here
    while here < last and tokens[here].raw.islower():
        here += 1
    return here if here < last else first
