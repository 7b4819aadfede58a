"""Read a place text by its letters, so that two spellings of one place meet with no gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from everyname.names.keys import token_skeletons
from everyname.writing.fold import fold

__all__ = ["place_keys"]

_MOST_READINGS = 4
_LEAST_SOUNDS = 2  # one consonant names too many places
_BETWEEN = re.compile(r"[,،;؛/|()\[\]\n]|\s[-‐‑–—]\s")
_ZWNJ = "\u200c"

# Words that say what kind of place it is, not which.
_KINDS = """
    city town village province governorate county district region state camp of the
    شهر شهرستان استان روستای روستا بخش منطقه ناحیه مدينة محافظة قضاء ناحية قرية حي مخيم ولاية شار پارێزگا
"""
_FOLDED_KINDS = frozenset(fold(_KINDS).split())


@lru_cache(maxsize=1 << 15)
def place_keys(text: str) -> tuple[tuple[str, ...], ...]:
    """Give the consonant skeletons of each part of a place text, the most exact part first.

    "Bandar Karun, Norzan" has two parts; "بندرکارون، نورزان" gives the same keys. A part with fewer
    than two consonants gives none, for its key would fit many places.
    """
    parts = (_part_keys(part) for part in _BETWEEN.split(text.replace(_ZWNJ, "")))
    return tuple(part for part in parts if part)


def _part_keys(part: str) -> tuple[str, ...]:
    words = [word for word in fold(part).split() if word not in _FOLDED_KINDS and not word.isdigit()]
    readings = islice(product(*(token_skeletons(word) for word in words)), _MOST_READINGS)
    keys = (re.sub(r"(.)\1+", r"\1", "".join(reading).replace("~", "")) for reading in readings)
    return tuple(dict.fromkeys(key for key in keys if len(key) >= _LEAST_SOUNDS))
