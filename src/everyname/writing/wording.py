"""Bring the digits, letters and spaces of one cell to one form, so that tables of words can be looked up.

Gentler than `fold` (which makes name keys): nothing that tells two words apart is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["tidy", "to_ascii_digits"]


class _Digits(dict[int, int]):
    """Maps every Unicode decimal digit to its ASCII digit; each code point is looked up once."""

    def __missing__(self, code: int) -> int:
        value = unicodedata.decimal(chr(code), None)
        self[code] = code if value is None else ord("0") + value
        return self[code]


_DIGITS = _Digits()
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ە": "ه",
        "ۀ": "ه",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ی",
        "ـ": "",  # tatweel
        "\u200c": " ",  # zero-width non-joiner stands where a reader sees a gap
        "؍": "/",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "’": "'",
        "ʼ": "'",
        "`": "'",
    }
)
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
_SPACES = re.compile(r"\s+")


def to_ascii_digits(text: str) -> str:
    """Write every decimal digit of `text` (Persian, Arabic, any script) as 0-9; leave the rest."""
    return text if text.isascii() else text.translate(_DIGITS)


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """Give `text` in one form: ASCII digits, small letters, one spelling of each letter, single spaces.

    Vowel signs, tatweel and invisible direction marks are dropped (Unicode NFKC first).
    """
    if not text.isascii():
        text = _VOWEL_SIGNS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
        text = to_ascii_digits(text).translate(_LETTERS)
    return _SPACES.sub(" ", text).strip().casefold()
