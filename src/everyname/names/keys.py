"""Read a token by its consonants, so that its spellings meet whatever their script.

A skeleton keeps the consonants both scripts write and drops vowels and breathings. It only proposes
pairs; it never decides one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from everyname.names.words import strip_article

__all__ = ["NO_SOUND", "SOUNDS", "token_readings", "token_skeletons"]

_MOST_READINGS = 4
# A letter with several sounds gives several skeletons: ث is Latin th or s.
_ARABIC: dict[str, str | tuple[str, ...]] = {
    "ب": "B", "پ": "B", "ت": "T", "ث": ("S", "T"), "ج": ("J", "K"), "چ": "C", "ح": "", "خ": "X", "د": "D",
    "ذ": ("Z", "D"), "ر": "R", "ز": "Z", "ژ": "Z", "س": "S", "ش": "C", "ص": "S", "ض": ("D", "Z"), "ط": "T",
    "ظ": ("Z", "D"), "ع": "", "غ": "K", "ف": "F", "ڤ": "F", "ق": "K", "ک": "K", "گ": "K", "ل": "L", "م": "M",
    "ن": "N", "و": "", "ه": "", "ی": "", "ا": "",
}  # fmt: skip
_LATIN: dict[str, str | tuple[str, ...]] = {
    "kh": "X", "gh": "K", "sh": "C", "zh": "Z", "ch": "C", "dh": ("Z", "D"), "th": ("S", "T"),
    "ph": "F", "ck": "K", "b": "B", "p": "B", "t": "T", "j": "J", "g": "K", "c": "K", "h": "", "x": "K",
    "d": "D", "r": "R", "z": "Z", "s": "S", "f": "F", "v": "", "q": "K", "k": "K", "l": "L", "m": "M",
    "n": "N", "w": "", "y": "",
    "a": "", "e": "", "i": "", "o": "", "u": "",
}  # fmt: skip
SOUNDS = {"arabic": _ARABIC, "latin": _LATIN}
_PARTS = re.compile(r"kh|gh|sh|zh|ch|dh|th|ph|ck|.")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
NO_SOUND = "~"  # the reading of a token without consonants


@lru_cache(maxsize=1 << 17)
def token_readings(token: str) -> tuple[str, ...]:
    """Give the skeletons of a token, and of its mended form where a text extractor may have damaged it.

    The reading as written always stays.
    """
    mended = _mend(token)
    found = token_skeletons(token)
    return tuple(dict.fromkeys([*found, *token_skeletons(mended)])) if mended else found


@lru_cache(maxsize=1 << 17)
def token_skeletons(token: str) -> tuple[str, ...]:
    """Give the consonant skeletons a token can be read as; a token without consonants gives itself."""
    bare = strip_article(token)
    parts = _PARTS.findall(_DOUBLED.sub(r"\1", bare)) if bare.isascii() else list(bare)
    table = _LATIN if bare.isascii() else _ARABIC
    choices = [_sounds(table.get(part, part)) for part in parts]
    readings = (_squeeze("".join(reading)) for reading in islice(product(*choices), _MOST_READINGS))
    return tuple(dict.fromkeys(reading or (NO_SOUND if bare else "") for reading in readings))


def _sounds(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _squeeze(skeleton: str) -> str:
    return re.sub(r"(.)\1+", r"\1", skeleton)


def _mend(token: str) -> str:
    """Give the reading of a token in which a text extractor turned لا into ال, "" where none is."""
    inside = token[1:].replace("ال", "لا") if "ال" in token[1:] else ""
    return token[:1] + inside if inside else ""
