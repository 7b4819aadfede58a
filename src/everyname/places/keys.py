"""Make the spellings of one place name meet: exact keys first, then a looser one."""

from __future__ import annotations

import re
from functools import lru_cache

from everyname.writing.fold import fold

__all__ = ["PROVINCE_WORDS", "consonants", "exact_keys", "loose_key"]

_PROVINCE_TEXT = """
province provinces ostan governorate governorates muhafazah mohafazah oblast wilayat wilaya velayat
استان محافظه ولایت ولایه область області
"""
PROVINCE_WORDS = frozenset(_PROVINCE_TEXT.split())
# Words of kind, joining words and Persian or Arabic particles; a name may stand with or without them.
_PARTICLE_TEXT = """
e ye i va wa and o al el ul the of city town county district region state و شهرستان مدینه قضاء قضا
ناحیه منطقه місто город
"""
_PARTICLES = PROVINCE_WORDS | frozenset(_PARTICLE_TEXT.split())
_FIRST_ONLY = frozenset({"شهر", "in", "at", "در", "فی"})

_ALIKE = (
    (re.compile("tsch|tch"), "C"),
    (re.compile("sch|sh"), "S"),
    (re.compile("ch"), "C"),
    (re.compile("gh|q"), "k"),
    (re.compile("kh"), "X"),
    (re.compile("dj|zh"), "j"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("[ou]w?|w"), "u"),
    (re.compile("aw|au"), "u"),
    (re.compile("[aeiy]+"), "a"),
    (re.compile("au|ua"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=a)h$"), ""),
    (re.compile("a$"), ""),
)
# Arabic letters by the Latin consonant of `loose_key` they are commonly written with; the rest are vowels.
_CONSONANT = str.maketrans(
    dict(zip("بپتثجچحخدذرزژسشصضطظغفقکگلمن", "bptsjChXdzrzjsSsztzkfkkglmn", strict=True))
)
_NOT_CONSONANTS = re.compile("[^bcdfgjklmnprstxzCSX]")
_ARTICLE = re.compile("(?<![^ ])ال(?=.{3})")


@lru_cache(maxsize=16384)
def exact_keys(name: str) -> tuple[str, ...]:
    """Give the keys a name is kept and sought under: all its words joined; then without its particles."""
    if name.isascii() and name.isalpha():
        return (name.lower(),)
    words = fold(name).split()
    if len(words) > 1 and words[0] in _FIRST_ONLY:
        bare = [word for word in words[1:] if word not in _PARTICLES]
    else:
        bare = [word for word in words if word not in _PARTICLES]
    keys = dict.fromkeys(("".join(words), "".join(bare)))
    return tuple(key for key in keys if key)


@lru_cache(maxsize=16384)
def loose_key(name: str) -> str:
    """Give a key on which spellings that differ in vowels, doubling, gh/q or the Arabic article meet.

    For Latin letters the vowels fall into two classes, front (a e i y) and back (o u w).
    """
    words = fold(name).split()
    bare = [word for word in words if word not in _PARTICLES] or words
    if not "".join(bare).isascii():
        return "".join(_ARTICLE.sub("", word) for word in bare)
    key = "".join(bare)
    for pattern, sign in _ALIKE:
        key = pattern.sub(sign, key)
    return key


@lru_cache(maxsize=16384)
def consonants(name: str) -> str:
    """Give the consonants of a name, alike for Latin and Arabic letters; h, v and w count as vowels do.

    Only tells which of several places a name is written for; far too coarse to find one.
    """
    key = loose_key(name)
    if not key.isascii():
        key = key.translate(_CONSONANT)
    return re.sub(r"(.)\1+", r"\1", _NOT_CONSONANTS.sub("", key))
