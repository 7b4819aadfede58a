"""Part a personal name into comparable tokens; what was written is never changed.

Works on Arabic-script (Arabic, Persian, Kurdish) and Latin names. Normal form of `linking.md` 3.
`columns` parts many names at once, to the same tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from everyname.names.tables import HONORIFICS, UNNAMED
from everyname.names.words import ARTICLE, ENDING, PREFIX, SUFFIX, kind_of, spell, untitled, words_of
from everyname.writing.fold import fold, script_of
from everyname.writing.placeholders import SAID_OF_NOTHING, is_placeholder

__all__ = ["MAX_TEXT", "MAX_TOKENS", "ParsedName", "is_parted_by_words", "is_placeholder_name", "parse_name"]

MAX_TOKENS = 8
MAX_TEXT = 400

_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"|«[^»]*»")
_OPENING = re.compile(r"[(\[\"«]")


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


@lru_cache(maxsize=1 << 14)
def parse_name(text: str) -> ParsedName:
    """Part `text` into tokens: Abu, Umm, Abd, Ibn, Al join the next; -allah, -aldin, -zade the one before.

    A zero-width non-joiner joins, as the name's other spellings do. A token of digits is dropped; a
    remark in brackets is dropped unless nothing else is left; at most `MAX_TOKENS` tokens are kept. A
    name of nothing but placeholders has no tokens.
    """
    short = text[:MAX_TEXT]
    script = script_of(short)
    words = words_of(_BRACKETED.sub(" ", short)) or words_of(short)
    if not words or is_placeholder(short):
        return ParsedName(text=text, script=script, tokens=())
    honorifics, words = _set_honorifics_aside(words)
    return ParsedName(
        text=text,
        script=script,
        tokens=tuple(spell(group) for group in _joined(words)[:MAX_TOKENS]),
        honorifics=tuple(honorifics),
    )


def is_parted_by_words(word: str) -> bool:
    """Say whether a word can be read without those beside it: no bracket, nothing said of a placeholder."""
    if _OPENING.search(word):
        return False
    plain = fold(word).split()
    return SAID_OF_NOTHING.isdisjoint(plain) and (not plain or any(map(str.isalnum, word)))


def _set_honorifics_aside(words: list[str]) -> tuple[list[str], list[str]]:
    aside = 0
    while aside < len(words) - 1 and words[aside] in HONORIFICS:
        aside += 1
    if len(words) - aside < 2:
        return [], words
    rest = untitled(words[aside])
    if rest:
        return [*words[:aside], "سید"], [rest, *words[aside + 1 :]]
    return words[:aside], words[aside:]


def _joined(words: list[str]) -> list[list[str]]:
    """Give the words of each token."""
    groups: list[list[str]] = []
    is_pending = False
    for place, word in enumerate(words):
        is_last, kind = place == len(words) - 1, kind_of(word)
        if kind == ARTICLE and not is_last:
            continue
        joins = kind == SUFFIX or (kind == ENDING and is_last and len(groups) > 1)
        if groups and (is_pending or joins):
            groups[-1].append(word)
        else:
            groups.append([word])
        is_pending = kind == PREFIX and not is_last
    return groups
