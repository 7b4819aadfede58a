"""Make two spellings of a text comparable, and tell what a spelling hides.

The folded text is for comparing only: it is never shown, and never replaces what was written.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

__all__ = ["fold", "hidden_controls", "script_of"]

_HIDDEN = frozenset(
    chain(
        (0x00AD, 0x061C, 0x180E, 0x200B, 0x200D, 0x200E, 0x200F, 0xFEFF),
        range(0x202A, 0x202F),
        range(0x2060, 0x2065),
        range(0x2066, 0x2070),
    )
)
_ZWNJ = 0x200C

# Marks that change how a letter of these scripts is voiced, not which letter it is. Marks of other
# scripts (Devanagari vowels, for instance) are letters in their own right and stay.
_MARK_RANGES = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2),
    (0x05C4, 0x05C5), (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED), (0x08CA, 0x08FF), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
_MARKS = frozenset(code for first, last in _MARK_RANGES for code in range(first, last + 1))
_APOSTROPHES = frozenset("'`´‘’‚‛′ʹʻʼʽʾʿˈˊˋ˴‵＇ʿʾ")
_DROPPED = frozenset("ـءٴ")  # tatweel; hamza stands or falls by the house style of a list
_LETTERS = str.maketrans(
    {
        # One letter for the Arabic, Persian, Urdu and Kurdish code points that a keyboard decides.
        "ي": "ی", "ى": "ی", "ې": "ی", "ێ": "ی", "ے": "ی", "ۍ": "ی",
        "ك": "ک", "ڪ": "ک", "ګ": "گ",
        "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۃ": "ه",
        "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
        "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ۊ": "و",
        "ڕ": "ر", "ړ": "ر", "ڵ": "ل",
        # Latin letters that carry no separable mark.
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ə": "a", "ɛ": "e",
        "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ŧ": "t", "ɵ": "o", "ƶ": "z",
    }
)  # fmt: skip


# Cyrillic and Greek letters that are taken for Latin ones, by a keyboard left in another layout or to deceive
# (of Unicode's confusables, UTS 39, those of a name's letters; a capital's likeness counts, so "н" is "h").
_LOOK_ALIKES = str.maketrans(
    "аеорсхукмтвніјѕһӏԁԛԝ" + "αβεζικμορτχ",
    "aeopcxykmtbhijshldqw" + "abezikmoptx",
)
_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u052f]")
_PLAIN_LATIN = re.compile("[a-z]")
_LATIN = re.compile(
    "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]+"
)
_ARABIC = re.compile(
    "[\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc]+"
)


class _Table(dict[int, str | None]):
    """What becomes of each code point of decomposed, casefolded text; filled as letters are met."""

    def __missing__(self, code: int) -> str | None:
        kept = self[code] = _fold_sign(chr(code))
        return kept


def _fold_sign(sign: str) -> str | None:
    code = ord(sign)
    if code in _HIDDEN or code in _MARKS or sign in _APOSTROPHES or sign in _DROPPED:
        return None
    if code == _ZWNJ:
        return " "
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if sign.isalnum() or unicodedata.category(sign).startswith("M"):
        return sign.translate(_LETTERS)
    return " "


_TABLE = _Table()


def fold(text: str) -> str:
    """Give the comparison key of a text, "" where it holds no letter and no digit.

    Compatibility forms, case, diacritics, harakat, tatweel, hamza and hidden controls fall away; the
    Arabic, Persian and Kurdish code points of one letter become one; digits become ASCII; an
    apostrophe disappears ("Esma'il" = "Esmail"), a hyphen, zero-width non-joiner or other sign parts
    words. In a word of Latin letters, Cyrillic and Greek letters that look like Latin ones are these.
    Normal form of `linking.md`, Unicode NFKC (UAX 15). Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_TABLE).split())
    loose = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = unicodedata.normalize("NFC", loose.translate(_TABLE))
    if _CYRILLIC_OR_GREEK.search(kept):
        return " ".join(map(_read_as_latin, kept.split()))
    return " ".join(kept.split())


def _read_as_latin(word: str) -> str:
    """Give a word of mixed scripts in Latin letters; itself where a letter of the other looks like none."""
    if not _PLAIN_LATIN.search(word):
        return word
    read = word.translate(_LOOK_ALIKES)
    return word if _CYRILLIC_OR_GREEK.search(read) else read


def script_of(text: str) -> str:
    """Name the script most letters are of: "latin", "arabic" or "other"; the first letter's on a tie."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "other"
    arabic = sum(map(len, _ARABIC.findall(text)))
    latin = sum(map(len, _LATIN.findall(text)))
    other = sum(map(str.isalpha, text)) - arabic - latin
    counts = {"latin": latin, "arabic": arabic, "other": max(other, 0)}
    most = max(counts.values())
    leaders = [script for script, count in counts.items() if count == most]
    if not most:
        return "other"
    return leaders[0] if len(leaders) == 1 else next(_script_of_letter(s) for s in text if s.isalpha())


def _script_of_letter(sign: str) -> str:
    return "latin" if _LATIN.match(sign) else "arabic" if _ARABIC.match(sign) else "other"


def hidden_controls(text: str) -> tuple[str, ...]:
    """Name the invisible characters present, each once, in order of appearance.

    Bidirectional controls can make a name read as another on screen. The zero-width non-joiner is
    ordinary Persian spelling and is not named.
    """
    if text.isascii():
        return ()
    found = dict.fromkeys(sign for sign in text if ord(sign) in _HIDDEN)
    return tuple(unicodedata.name(sign, f"U+{ord(sign):04X}") for sign in found)
