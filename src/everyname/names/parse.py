"""Part a personal name into comparable tokens; what was written is never changed.

Works on Arabic-script (Arabic, Persian, Kurdish) and Latin names. Normal form of `linking.md` 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from everyname.names.tables import (
    ARABIC_PREFIXES,
    FAMILY_ENDINGS,
    HONORIFICS,
    KEPT_AL,
    LATIN_PREFIXES,
    PDF_REPAIRS,
    UNNAMED,
)
from everyname.writing.fold import fold, script_of
from everyname.writing.placeholders import is_placeholder

__all__ = ["MAX_TOKENS", "ParsedName", "is_placeholder_name", "parse_name"]

MAX_TOKENS = 8
_MAX_LETTERS = 24  # of one token; a name of 10,000 characters is compared by its beginning
_MAX_TEXT = 400
_ZWNJ = "\u200c"

_SUN_ARTICLE = re.compile(r"\b[aeiou](?:l|s|sh|d|dh|r|t|th|z|n)[-‐‑–](?=\w)", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"|«[^»]*»")
_LATIN_ABD = re.compile(r"abd[aeiou]*l?(?:[aeiou]l)?(?=[^aeiou]..)")
_LATIN_ALLAH = re.compile(r"(?<=..)(?:[aeou]?llah?$|[aou]llah)")
_LATIN_DIN = re.compile(r"(?<=..)[aeiou]{0,2}(?:l|d)?d[iey]{1,2}n$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedName:
    """The tokens of a name in order, joined and stripped for comparing; honorifics stand aside."""

    text: str
    script: str
    tokens: tuple[str, ...]
    honorifics: tuple[str, ...] = ()

    @property
    def given(self) -> str:
        """The first token, "" where there is none."""
        return self.tokens[0] if self.tokens else ""

    @property
    def family(self) -> str:
        """The last token of two or more, else ""."""
        return self.tokens[-1] if len(self.tokens) > 1 else ""

    @property
    def middle(self) -> tuple[str, ...]:
        """The tokens between: father and grandfather where a chain is written."""
        return self.tokens[1:-1]


def is_placeholder_name(text: str) -> bool:
    """Say whether `text` names nobody: no letters, or a word for "unknown", "a child", "son of"."""
    if not any(sign.isalpha() for sign in text) or is_placeholder(text):
        return True
    words = fold(text).split()
    return not words or all(word in UNNAMED or word.isdigit() for word in words)


@lru_cache(maxsize=1 << 17)
def parse_name(text: str) -> ParsedName:
    """Part `text` into tokens: Abu, Umm, Abd, Ibn, Al join the next; -allah, -aldin, -zade the one before.

    A zero-width non-joiner joins, as the name's other spellings do. A token of digits is dropped; a
    remark in brackets is dropped unless nothing else is left; at most `MAX_TOKENS` tokens are kept. A
    name of nothing but placeholders has no tokens.
    """
    short = text[:_MAX_TEXT]
    script = script_of(short)
    words = _words(_BRACKETED.sub(" ", short)) or _words(short)
    if not words or is_placeholder(short):
        return ParsedName(text=text, script=script, tokens=())
    honorifics, words = _set_honorifics_aside(words)
    tokens = _join(words)
    return ParsedName(
        text=text,
        script=script,
        tokens=tuple(token[:_MAX_LETTERS] for token in tokens[:MAX_TOKENS]),
        honorifics=tuple(honorifics),
    )


def _words(text: str) -> list[str]:
    plain = fold(_SUN_ARTICLE.sub("al ", text.replace(_ZWNJ, "")))
    repaired = (PDF_REPAIRS.get(word, word) for word in plain.split())
    return [word for word in repaired if not word.isdigit() and word not in UNNAMED]


def _set_honorifics_aside(words: list[str]) -> tuple[list[str], list[str]]:
    aside = 0
    while aside < len(words) - 1 and words[aside] in HONORIFICS:
        aside += 1
    if len(words) - aside < 2:
        return [], words
    first = words[aside]
    if first.startswith("سید") and len(first) >= 6:
        return [*words[:aside], "سید"], [first[3:], *words[aside + 1 :]]
    return words[:aside], words[aside:]


def _join(words: list[str]) -> list[str]:
    tokens: list[str] = []
    pending = ""
    for place, word in enumerate(words):
        is_last = place == len(words) - 1
        kind = ARABIC_PREFIXES.get(word) or LATIN_PREFIXES.get(word)
        if kind is not None and not is_last:
            pending += kind if kind != "al" else ""
            continue
        if tokens and not pending and word in ("الله", "allah", "الدین", "din", "eddin", "aldin", "uddin"):
            tokens[-1] = _tidy_token(tokens[-1] + _suffix(word))
            continue
        if word in ("ای", "یی", "ی") and tokens and not pending:
            tokens[-1] = (tokens[-1] + word)[:_MAX_LETTERS]  # the ending of a nisba, written apart
            continue
        if word in FAMILY_ENDINGS and is_last and len(tokens) > 1 and not pending:
            tokens[-1] = (tokens[-1] + word)[:_MAX_LETTERS]  # one family name, written apart
            continue
        tokens.append(_tidy_token(pending + (_strip_article(word) if pending else word)))
        pending = ""
    return tokens


def _suffix(word: str) -> str:
    return {"الله": "له", "allah": "lah", "الدین": "دین"}.get(word, "din")


def _strip_article(word: str) -> str:
    if word in ("الله", "allah"):
        return _suffix(word)
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


@lru_cache(maxsize=1 << 16)
def _tidy_token(token: str) -> str:
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
