"""Give the keys under which two spellings of a name meet, whatever their script.

A skeleton keeps the consonants both scripts write and drops vowels and breathings. Keys only propose
pairs; they never decide one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from everyname.names.parse import parse_name, strip_article

__all__ = ["FAMILIES", "name_keys", "token_skeletons"]

FAMILIES = ("given_family", "given_father", "father_family", "given_third", "middle", "whole")

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
_PARTS = re.compile(r"kh|gh|sh|zh|ch|dh|th|ph|ck|.")


@lru_cache(maxsize=1 << 17)
def token_skeletons(token: str) -> tuple[str, ...]:
    """Give the consonant skeletons a token can be read as; a token without consonants gives itself."""
    bare = strip_article(token)
    parts = _PARTS.findall(bare) if bare.isascii() else list(bare)
    table = _LATIN if bare.isascii() else _ARABIC
    choices = [_sounds(table.get(part, part)) for part in parts]
    readings = (_squeeze("".join(reading)) for reading in islice(product(*choices), _MOST_READINGS))
    return tuple(dict.fromkeys(reading or _vowel_key(bare) for reading in readings))


def _sounds(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _squeeze(skeleton: str) -> str:
    return re.sub(r"(.)\1+", r"\1", skeleton)


def _vowel_key(token: str) -> str:
    return "~" if token else ""


@lru_cache(maxsize=1 << 16)
def name_keys(text: str) -> tuple[str, ...]:
    """Give the candidate keys of a name as "family:key", none where it names nobody.

    The two ends of a name are sorted, so that "Family Given" meets "Given Family". `لا` written `ال`
    by PDF extraction adds the mended reading; the reading as written stays.
    """
    tokens = parse_name(text).tokens
    if not tokens:
        return ()
    readings = [_readings(token) for token in tokens]
    keys: dict[str, None] = {}
    for family, places in _places(len(tokens)):
        for combination in islice(product(*(readings[place] for place in places)), _MOST_READINGS * 2):
            ordered = sorted(combination) if family == "given_family" else combination
            keys[f"{family}:{'|'.join(ordered)}"] = None
    for combination in islice(product(*readings), _MOST_READINGS):
        keys[f"whole:{_squeeze(''.join(part for part in combination if part != '~'))}"] = None
    return tuple(keys)


def _readings(token: str) -> tuple[str, ...]:
    mended = _mend(token)
    found = token_skeletons(token)
    return tuple(dict.fromkeys([*found, *token_skeletons(mended)])) if mended else found


def _mend(token: str) -> str:
    """Give the reading of a token in which a text extractor turned لا into ال, "" where none is."""
    inside = token[1:].replace("ال", "لا") if "ال" in token[1:] else ""
    return token[:1] + inside if inside else ""


def _places(count: int) -> list[tuple[str, tuple[int, ...]]]:
    last = count - 1
    places: list[tuple[str, tuple[int, ...]]] = []
    if count >= 2:
        # A name of two tokens may be the beginning or the end of a longer one.
        places += [("given_family", (0, last)), ("given_father", (0, 1))]
        places.append(("father_family", (1, last) if count > 2 else (0, 1)))
    if count >= 4:
        places += [("given_third", (0, 2)), ("middle", (1, 2))]
    return places
