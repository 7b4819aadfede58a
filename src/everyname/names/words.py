"""Read the words of a name one by one: folded, mended, what each joins, and how joined ones are spelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from everyname.names.tables import (
    ARABIC_PREFIXES,
    FAMILY_ENDINGS,
    KEPT_AL,
    LATIN_PREFIXES,
    PDF_REPAIRS,
    UNNAMED,
)
from everyname.writing.fold import fold

__all__ = [
    "ARTICLE",
    "ENDING",
    "PLAIN",
    "PREFIX",
    "SUFFIX",
    "kind_of",
    "spell",
    "strip_article",
    "untitled",
    "words_of",
]

_MAX_LETTERS = 24  # of one token; a name of 10,000 characters is compared by its beginning
PLAIN, PREFIX, ARTICLE, SUFFIX, ENDING = range(5)
_ZWNJ = "\u200c"
_PREFIXES = LATIN_PREFIXES | ARABIC_PREFIXES
_SUFFIXES = {"الله": "له", "allah": "lah", "الدین": "دین"} | dict.fromkeys(
    ("din", "eddin", "aldin", "uddin"), "din"
)
_NISBAS = frozenset(("ای", "یی", "ی"))  # the ending of a nisba, written apart

_SUN_ARTICLE = re.compile(r"\b[aeiou](?:l|s|sh|d|dh|r|t|th|z|n)[-‐‑–](?=\w)", re.IGNORECASE)
_LATIN_ABD = re.compile(r"abd[aeiou]*l?(?:[aeiou]l)?(?=[^aeiou]..)")
_LATIN_ALLAH = re.compile(r"(?<=..)(?:[aeou]?llah?$|[aou]llah)")
_LATIN_DIN = re.compile(r"(?<=..)[aeiou]{0,2}(?:l|d)?d[iey]{1,2}n$")


def words_of(text: str) -> list[str]:
    """Give the folded words of `text`, PDF damage mended; digits and words for "unknown" fall away.

    White space parts words in every case: the words of a text are those of its parts, in order.
    """
    plain = fold(_SUN_ARTICLE.sub("al ", text.replace(_ZWNJ, "")))
    repaired = (PDF_REPAIRS.get(word, word) for word in plain.split())
    return [word for word in repaired if not word.isdigit() and word not in UNNAMED]


def kind_of(word: str) -> int:
    """Say what a word joins.

    A PREFIX joins the next word and a SUFFIX the one before; an ENDING joins the one before where it is
    the last of three or more; an ARTICLE falls away. The last word of a name is no prefix and no article.
    """
    prefix = _PREFIXES.get(word)
    if prefix is not None:
        return ARTICLE if prefix == "al" else PREFIX
    if word in _SUFFIXES or word in _NISBAS:
        return SUFFIX
    return ENDING if word in FAMILY_ENDINGS else PLAIN


def untitled(word: str) -> str:
    """Give a word without the title سید that is written together with it, "" where there is none."""
    return word[3:] if word.startswith("سید") and len(word) >= 6 else ""


def spell(words: Sequence[str]) -> str:
    """Write the words of one token as one: prefixes, the word they belong to, and what joins after it."""
    if len(words) == 1:
        return _tidy(words[0])[:_MAX_LETTERS]
    core = next((at for at, word in enumerate(words) if kind_of(word) != PREFIX), len(words) - 1)
    before = "".join(_PREFIXES[word] for word in words[:core])
    token = _tidy(before + _without_article(words[core]) if before else words[core])
    for word in words[core + 1 :]:
        token = _tidy(token + _SUFFIXES[word]) if word in _SUFFIXES else (token + word)[:_MAX_LETTERS]
    return token[:_MAX_LETTERS]


def _without_article(word: str) -> str:
    if word in ("الله", "allah"):
        return _SUFFIXES[word]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=1 << 16)
def _tidy(token: str) -> str:
    """Write compounds one way: عبدالکریم = عبد کریم, Salahuddin = Salah al-Din, Abdul... = Abd..."""
    if token.isascii():
        token = _LATIN_ABD.sub("abd", token, count=1) if token.startswith("abd") else token
        if len(token) > 5:
            token = _LATIN_ALLAH.sub("lah", token)
            token = _LATIN_DIN.sub("din", token)
        return token
    token = token.replace("الله", "له") if len(token) > 5 else token
    if token.startswith("عبدال") and len(token) > 6:
        token = "عبد" + token[5:]
    return token.replace("الدین", "دین") if len(token) > 6 else token


def strip_article(token: str) -> str:
    """Give a token without a written article ("alnajjar" -> "najjar"), itself where there is none."""
    if token in KEPT_AL:
        return token
    if token.startswith("ال") and len(token) >= 4:
        return token[2:]
    if token.startswith(("al", "el")) and len(token) >= 6 and token[2] not in "aeiou":
        return token[2:]
    return token
