"""What letters of two scripts can stand for each other, and at what cost.

A token becomes a row of symbols; a Latin vowel is a different symbol at the start, inside and at the
end of a word, because only inside may Arabic script leave it out. Costs are set by hand from the
romanisation habits described in `linking.md` 3; a learned pack may replace them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ARABIC_SIDE",
    "INITIALS",
    "LATIN_SIDE",
    "SYMBOLS",
    "deletion_costs",
    "encode_token",
    "inner_symbols",
    "sound_bits",
    "substitution_costs",
]

ARABIC_SIDE, LATIN_SIDE = 0, 1
INITIALS = frozenset(["sh", "kh", "gh", "ch", "zh", "th", "dh", "الف"])  # of two letters or a letter's name

# Arabic-script symbol -> the Latin symbols it may be written as, with a cost (0 when none is given).
_SPELLINGS = {
    "ا": "a e.3 o.25 u.35 i.35 aa ^a ^e.05 ^i.05 ^o.05 ^u.05 a$ e$.3 U2.35 I2.35",
    "^ای": "^i ^e ^a.2 ee I2",
    "^او": "^o ^u ^a.25 oo ^w.2",
    "ب": "b p.3 v.4", "پ": "p b.3 f.4", "ت": "t d.4", "ث": "th s t.3", "ج": "j g.1 ch.2 zh.2 y.5",
    "چ": "ch sh.4 j.35 c.2", "ح": "h kh.35 a$.4 e$.4", "خ": "kh h.25 k.3 x", "د": "d t.4",
    "ذ": "z dh d.15 th.2 s.4", "ر": "r l.6", "ز": "z s.4 zh.4", "ژ": "zh j.1 z.25 g.3", "س": "s c.1 z.5",
    "ش": "sh s.35 ch.2", "ص": "s c.3 z.5", "ض": "d z dh.1 th.4", "ط": "t d.4", "ظ": "z dh.05 d.15 th.3",
    "ع": "a.05 e.1 o.15 u.15 i.1 aa ^a ^e ^i.05 ^o ^u a$.1 e$.3 i$.4",
    "غ": "gh g.15 q.2 k.35 kh.4 r.5", "ف": "f v.25 p.4", "ق": "q gh.1 k.1 g.1 c.15 kh.4",
    "ک": "k c q.15 g.35 kh.5", "گ": "g k.35 gh.15 j.4", "ل": "l r.6", "م": "m n.5", "ن": "n m.5",
    "و": "w v o.05 u.02 oo U2 ^w u$ o$ f.4 b.6 ^o.3 ^u.3 a.6", "ڤ": "v f.1 w.3 b.4",
    "ه": "h kh.4", "ه$": "h a$ e$ t.15 kh.4 i$.45", "ی": "y i e.1 ee I2 i$ e$.15 a$.15 ^y ^i.2 ^e.35 j.5 a.6",
}  # fmt: skip
_LATIN_NAMES = """
    b p t th j g ch c h kh x d dh r z zh s sh gh f v q k l m n w y
    a e i o u aa ee oo I2 U2 ^a ^e ^i ^o ^u ^w ^y a$ e$ i$ o$ u$
"""
_LATIN = _LATIN_NAMES.split()
_OTHERS = 64  # letters of other scripts share these symbols and match only themselves

# What it costs that a Latin symbol has no letter across (first), or none in another Latin spelling.
_LATIN_LOSS = {
    "a": (0.04, 0.2), "e": (0.05, 0.2), "o": (0.08, 0.25), "u": (0.08, 0.25), "i": (0.2, 0.3),
    "aa": (0.3, 0.3), "ee": (0.4, 0.35), "oo": (0.6, 0.4), "I2": (0.35, 0.25), "U2": (0.3, 0.25),
    "^a": (0.35, 0.4), "^e": (0.3, 0.35), "^i": (0.35, 0.4), "^o": (0.4, 0.4), "^u": (0.4, 0.4),
    "a$": (0.6, 0.5), "e$": (0.5, 0.4), "i$": (0.55, 0.5), "o$": (0.5, 0.5), "u$": (0.5, 0.5),
    "h": (0.4, 0.3), "y": (0.45, 0.35), "^y": (0.5, 0.5), "w": (0.6, 0.5), "gh": (0.9, 0.7),
}  # fmt: skip
_ARABIC_LOSS = {  # across, and in another Arabic spelling
    "ع": (0.12, 0.6), "ا": (0.4, 0.45), "ه": (0.3, 0.45), "ه$": (0.3, 0.45), "و": (0.5, 0.55),
    "ی": (0.45, 0.5), "^ای": (0.6, 0.7), "^او": (0.6, 0.7), "ح": (0.6, 0.85),
}  # fmt: skip
_CONSONANT_LOSS = 0.9
_SAME_SCRIPT = {ARABIC_SIDE: 0.3, LATIN_SIDE: 0.12}
# "a:e" is the price in hundredths between two Latin vowels.
_VOWELS_BETWEEN = """
    a:e 8 a:o 20 a:u 20 a:i 25 e:i 8 o:u 6 e:o 25 e:u 25 i:o 30 i:u 30 a:aa 3 i:ee 3 u:oo 3 o:oo 5 e:ee 10
    ^a:^e 10 ^e:^i 10 ^o:^u 6 ^a:^o 30 ^a:^u 30 ^a:^i 30 a$:e$ 8 e$:i$ 25 a$:i$ 45 o$:u$ 6 i:I2 6 u:U2 6
    y:i 10 y:I2 3 ^y:^i 15 w:u 10 w:U2 3 w:^w 0 ee:I2 6 oo:U2 6 e:I2 15 i$:ee 10 o:U2 10
"""

# The same between Arabic-script letters: Persian letters in Arabic spelling, and what a keyboard lacks.
# Letters that differ by a dot or a stroke are misread for each other.
_LETTERS_BETWEEN = """
    ب:ت 45 ب:ن 45 ب:ی 45 ت:ث 25 ت:ن 45 ن:ی 45 ج:ح 40 ح:خ 40 د:ذ 25 ر:ز 40 س:ش 45 ص:ض 45 ط:ظ 40 ع:غ 45
    ف:ق 40 س:ص 25 ت:ط 25 ض:ظ 15 ذ:ز 20 ث:س 30 ق:ک 40 و:ر 50
    ه:ه$ 0 ه$:ت 15 چ:ج 10 ژ:ج 10 ژ:ز 10 پ:ب 6 گ:ک 6 گ:غ 15 گ:ج 15 ڤ:ف 6 ڤ:و 15
"""

# The coarse sounds a consonant can be; one with a single sound must be that one. Vowels, h, w, y say nothing.
_SOUNDS = {
    "m": "m م", "n": "n ن", "l": "l ل", "r": "r ر غ gh", "b": "b p ب پ v ڤ", "f": "f v ف ڤ پ p w و",
    "t": "t d th dh ه$ ت ط د ث ذ ض ظ", "s": "s z zh sh ch c th dh س ص ز ژ ش چ ث ذ ض ظ j ج",
    "k": "k q g gh c kh x ch ک ق گ غ خ ج", "j": "j g zh ch ج ژ چ گ y ی", "h": "kh x خ h ح ه ه$",
}  # fmt: skip
_SILENT = frozenset(["w", "و", "y", "ی", "h", "ح", "ه", "ه$"])

SYMBOLS = {name: code for code, name in enumerate([*_SPELLINGS, *_LATIN])}
_FIRST_OTHER = len(SYMBOLS)
_SIZE = _FIRST_OTHER + _OTHERS

_DIGRAPHS = re.compile(r"tch|sch|kh|gh|sh|zh|ch|dh|th|ph|ck|dj|aa|ee|oo|ou|[a-z]")
_LETTERS = re.compile(r"ph|ck|aa|ee|oo|ou|[a-z]")
_DOUBLED_DIGRAPH = re.compile(r"([sckzgdt])\1+(?=h)")  # "ssh" is a slip of "sh"
_SAME_AS = {"tch": "ch", "sch": "sh", "ph": "f", "ck": "k", "dj": "j", "ou": "oo"}


def encode_token(token: str, *, split: bool = False) -> tuple[int, ...]:
    """Give the symbols of a folded token, doubled Latin letters once; "" gives none.

    `split` reads the two letters of sh, kh, th... and of an initial ای, او apart ("Adham" = ادهم), and
    hears a final -ah, -eh as more than the vowel ("Fallah" = فلاح).
    """
    if token.isascii():
        return _encode_latin(token, _LETTERS if split else _DIGRAPHS)
    codes: list[int] = []
    rest = token
    if not split and token[:2] in ("ای", "او") and len(token) > 2:
        codes.append(SYMBOLS["^" + token[:2]])
        rest = token[2:]
    codes += [SYMBOLS.get(letter, _FIRST_OTHER + ord(letter) % _OTHERS) for letter in rest]
    if rest.endswith("ه") and len(token) > 1:
        codes[-1] = SYMBOLS["ه$"]  # a final h may be the ending -a, -e or, before a vowel, -at
    return tuple(codes)


def _encode_latin(token: str, cut: re.Pattern[str]) -> tuple[int, ...]:
    if cut is _DIGRAPHS and len(token) > 3 and token[-2:] in ("ah", "eh"):
        token = token[:-1]
    parts = [_SAME_AS.get(part, part) for part in cut.findall(_DOUBLED_DIGRAPH.sub(r"\1", token))]
    codes: list[int] = []
    for place, part in enumerate(parts):
        name = _placed(part, place, parts)
        code = SYMBOLS.get(name, _FIRST_OTHER + ord(name[0]) % _OTHERS)
        if not codes or codes[-1] != code:
            codes.append(code)
    return tuple(codes)


_AT_START = {"aa": "^a", "ee": "^i", "oo": "^u", "w": "^w", "y": "^y"} | {v: "^" + v for v in "aeiou"}
_AT_END = {"ee": "i$", "oo": "u$", "aa": "a$", "y": "i$"} | {v: v + "$" for v in "aeiou"}


def _placed(part: str, place: int, parts: list[str]) -> str:
    if place == 0:
        return _AT_START.get(part, part)
    if place == len(parts) - 1:
        return _AT_END.get(part, part)
    if part in ("i", "u") and parts[place - 1] in ("a", "e", "o", "u", "aa"):
        return "I2" if part == "i" else "U2"
    return part


def substitution_costs(learned: Sequence[Mapping[tuple[str, str], float]] = ()) -> NDArray[np.float32]:
    """Give the (symbols, symbols) cost of writing one for another: 0 free, 1 a different letter.

    The least of what is learned and what is set by hand: a region can teach that a spelling is ordinary,
    not that one is wrong.
    """
    cost = np.ones((_SIZE, _SIZE), dtype=np.float32)
    for letter, spellings in _SPELLINGS.items():
        for latin, price in (_priced(word) for word in spellings.split()):
            cost[SYMBOLS[letter], SYMBOLS[latin]] = cost[SYMBOLS[latin], SYMBOLS[letter]] = price
    arabic = slice(0, len(_SPELLINGS))
    latin_side = slice(len(_SPELLINGS), _FIRST_OTHER)
    across = cost[arabic, latin_side].copy()
    # Two spellings in one script are near when some letter of the other script can be either.
    cost[arabic, arabic] = np.minimum(1, _through(across) + _SAME_SCRIPT[ARABIC_SIDE])
    cost[latin_side, latin_side] = np.minimum(1, _consonants_only(across))
    words = (_VOWELS_BETWEEN + _LETTERS_BETWEEN).split()
    for pair, hundredths in zip(words[::2], words[1::2], strict=True):
        one, two = (SYMBOLS[name] for name in pair.split(":"))
        cost[one, two] = cost[two, one] = int(hundredths) / 100
    for both in sorted({both for costs in learned for both in costs}):
        one, two = (SYMBOLS[name] for name in both)
        least = min(costs[both] for costs in learned if both in costs)
        cost[one, two] = cost[two, one] = min(least, cost[one, two])
    np.fill_diagonal(cost, 0)
    return cost


def _priced(word: str) -> tuple[str, float]:
    name, dot, digits = word.partition(".")
    return name, float(f"0.{digits}") if dot else 0.0


def _through(across: NDArray[np.float32]) -> NDArray[np.float32]:
    nearest: NDArray[np.float32] = np.min(across[:, None, :] + across[None, :, :], axis=2)
    return nearest


def _consonants_only(across: NDArray[np.float32]) -> NDArray[np.float32]:
    loose = _through(across.T) + np.float32(_SAME_SCRIPT[LATIN_SIDE])
    is_vowel = np.array([name.strip("^$")[0] in "aeiouIU" for name in _LATIN])
    loose[is_vowel[:, None] & is_vowel[None, :]] = 0.5  # named pairs of vowels are priced apart
    return loose


def deletion_costs(learned: Sequence[Mapping[tuple[str, int], float]] = ()) -> NDArray[np.float32]:
    """Give the (2, symbols) cost of a symbol with none across: against Arabic, against Latin script."""
    cost = np.full((2, _SIZE), _CONSONANT_LOSS, dtype=np.float32)
    for letter in _SPELLINGS:
        across, within = _ARABIC_LOSS.get(letter, (_CONSONANT_LOSS, _CONSONANT_LOSS))
        cost[LATIN_SIDE, SYMBOLS[letter]], cost[ARABIC_SIDE, SYMBOLS[letter]] = across, within
    for name in _LATIN:
        across, within = _LATIN_LOSS.get(name, (_CONSONANT_LOSS, _CONSONANT_LOSS))
        cost[ARABIC_SIDE, SYMBOLS[name]], cost[LATIN_SIDE, SYMBOLS[name]] = across, within
    for key in sorted({key for costs in learned for key in costs}):
        cost[key[1], SYMBOLS[key[0]]] = min(costs[key] for costs in learned if key in costs)
    return cost


def inner_symbols() -> NDArray[np.int16]:
    """Give for each symbol the one it is inside a word: a first or last vowel may stand in a joined token."""
    inner = np.arange(_SIZE, dtype=np.int16)
    for name, code in SYMBOLS.items():
        plain = name.strip("^$")
        if plain != name and plain in SYMBOLS:
            inner[code] = SYMBOLS[plain]
    return inner


@lru_cache(maxsize=1)
def sound_bits() -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Give, by symbol, the bits of the sounds it can be and of the one it must be (0 where several)."""
    can = np.zeros(_SIZE, dtype=np.uint16)
    for bit, members in enumerate(_SOUNDS.values()):
        for name in members.split():
            can[SYMBOLS[name]] |= 1 << bit
    must = np.where(np.bitwise_count(can) == 1, can, 0).astype(np.uint16)
    must[[SYMBOLS[name] for name in _SILENT]] = 0
    return can, must
