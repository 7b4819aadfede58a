"""Read names for searching: their words, the keys of a word, and the tables the reader's script reads with.

`templates/search_keys.js` does the same in a browser, from `search_table`; a test holds the two equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from everyname.names.keys import SOUNDS, token_skeletons
from everyname.names.letters import SYMBOLS, deletion_costs, inner_symbols, substitution_costs
from everyname.names.parse import parse_name
from everyname.names.tables import HONORIFICS, KEPT_AL
from everyname.names.words import spell
from everyname.writing.fold import fold

__all__ = ["fold_query", "name_words", "search_table", "word_keys"]

_MAX_WORDS = 24  # of one spelling
_MAX_TEXT = 400
_ROUGHLY = str.maketrans("CZX", "JJK")  # چ ژ ز and ش as ج, خ as ک: what a list in another spelling writes
_REPEATED = re.compile(r"(.)\1+")
_MARKED = {"sh": "šşșŝŠŞȘŜ", "ch": "čçĉČÇĈ", "zh": "žŽ", "gh": "ğġĞĠ", "kh": "ḵẖḴ"}
_HEARD = str.maketrans({letter: sound for sound, letters in _MARKED.items() for letter in letters})
_ARTICLES = "al el ul ol ad ed ud ash esh ush ar er ur as es us at et ut az an en un آل ال"

# Code points whose folding the script must know: Latin, Greek, Cyrillic, Arabic, marks, punctuation.
_RANGES = (
    *((0x0000, 0x0900), (0x10A0, 0x1100), (0x13A0, 0x1400), (0x1AB0, 0x1B00), (0x1C80, 0x1CC0)),
    *((0x1D00, 0x2100), (0x2C00, 0x2D30), (0x3000, 0x3003), (0xA640, 0xA800), (0xAB30, 0xABC0)),
    *((0xFE00, 0xFE30), (0xFEFF, 0xFF00)),
)
_LETTERS = "".join(chr(code) for code in range(0x370, 0x530))
_ZEROS = [code for code in range(0x20000) if unicodedata.decimal(chr(code), None) == 0]
_SCALE = 20  # costs are written in twentieths, one sign each


def fold_query(text: str) -> str:
    """Fold what a reader types; š, ç, ğ and their like are heard as sh, ch, gh. The script gives the same."""
    return fold(unicodedata.normalize("NFC", text).translate(_HEARD))


@lru_cache(maxsize=1 << 16)
def name_words(text: str) -> tuple[str, ...]:
    """Give the words a name can be found by: parted at joiners, joined at them, and joined by its parts."""
    short = text[:_MAX_TEXT]
    whole = short.replace("\u200c", "")
    ways = (fold(short), fold(whole), fold_query(short), fold_query(whole))
    words = chain(*(way.split()[:_MAX_WORDS] for way in ways), parse_name(short).tokens)
    return tuple(dict.fromkeys(spelled for word in words if (spelled := spell([word]))))


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> tuple[str, ...]:
    """Give the keys a word stands under: its consonants, at most four readings; the script gives the same."""
    rough = (_REPEATED.sub(r"\1", found.translate(_ROUGHLY)) for found in token_skeletons(word))
    return tuple(dict.fromkeys(rough))


def search_table() -> dict[str, Any]:
    """Give every table the script needs to fold, key and compare words, as plain values."""
    size = len(SYMBOLS)
    return {
        "heard": {chr(code): sound for code, sound in _HEARD.items()},
        "signs": _signs(),
        "zeros": _ZEROS,
        "alike": {letter: folded[1:] for letter in _LETTERS if (folded := fold(f"x{letter}")).isascii()},
        "kept": sorted(KEPT_AL),
        "sounds": SOUNDS,
        "optional": sorted({*HONORIFICS, *_ARTICLES.split()}),
        "symbols": SYMBOLS,
        "inner": inner_symbols()[:size].tolist(),
        "between": "".join(map(_twentieths, substitution_costs()[:size, :size])),
        "loss": [_twentieths(row[:size]) for row in deletion_costs()],
    }


def _signs() -> dict[str, str]:
    """Say what becomes of each sign of decomposed text: another, a space, or nothing; the others stay."""
    found = {}
    for code in chain.from_iterable(range(first, end) for first, end in _RANGES):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cs", "Nd") or unicodedata.normalize("NFKD", sign) != sign:
            continue
        becomes = fold(f"0{sign}0")[1:-1]
        if becomes != sign:
            found[sign] = becomes
    return found


def _twentieths(costs: Sequence[float] | np.ndarray[Any, Any]) -> str:
    return "".join(np.base_repr(round(float(cost) * _SCALE), 36) for cost in costs)
