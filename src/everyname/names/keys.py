"""Give the keys under which two spellings of a name meet, whatever their script.

A skeleton keeps the consonants both scripts write and drops vowels and breathings. Keys only propose
pairs; they never decide one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from everyname.names.parse import parse_name, strip_article

__all__ = ["FAMILIES", "given_keys", "name_keys", "rough", "token_skeletons"]

FAMILIES = (
    "given_family",
    "given_father",
    "father_family",
    "given_third",
    "middle",
    "rough_ends",
    "whole",
    "letters",
)

_MOST_READINGS = 4
_LEAST_LETTERS = 4  # of a whole name, to be known by its letters in whatever order
# Persian sounds that a list in Arabic spelling, or a house style, writes with a neighbour's letter.
_ROUGH = str.maketrans({"C": "J", "Z": "J", "X": "K"})
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
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")


@lru_cache(maxsize=1 << 17)
def token_skeletons(token: str) -> tuple[str, ...]:
    """Give the consonant skeletons a token can be read as; a token without consonants gives itself."""
    bare = strip_article(token)
    parts = _PARTS.findall(_DOUBLED.sub(r"\1", bare)) if bare.isascii() else list(bare)
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
    for combination in islice(product(readings[0], readings[-1]), _MOST_READINGS * 2):
        keys[f"rough_ends:{'|'.join(sorted(map(rough, combination)))}"] = None
    for combination in islice(product(*readings), _MOST_READINGS):
        whole = _squeeze("".join(combination).replace("~", ""))
        keys[f"whole:{whole}"] = None
        if len(whole) >= _LEAST_LETTERS:
            keys[f"letters:{''.join(sorted(whole))}"] = None
    return tuple(keys)


def rough(skeleton: str) -> str:
    """Give the coarser skeleton in which ch, zh, j, z and sh are one, and kh and k: چ ژ پ گ as ج ز ب ك."""
    return _squeeze(skeleton.translate(_ROUGH))


@lru_cache(maxsize=1 << 16)
def given_keys(text: str) -> tuple[str, ...]:
    """Give keys of the given name with the first or the last sound of the family name, none for one token.

    The given name is the first token, or the first two as one; sounds are `rough`. A slip inside the
    family name spoils neither key, a slip at one end of it only one of them.
    """
    tokens = parse_name(text).tokens
    if len(tokens) < 2:
        return ()
    starts = [tokens[0], tokens[0] + tokens[1]] if len(tokens) > 2 else [tokens[0]]
    givens = dict.fromkeys(rough(reading) for start in starts for reading in _readings(start))
    families = [rough(reading) for reading in _readings(tokens[-1])]
    ends = dict.fromkeys(end for family in families for end in (f"{family[:1]}-", f"-{family[-1:]}"))
    return tuple(f"{given}|{end}" for given in givens for end in ends)


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
