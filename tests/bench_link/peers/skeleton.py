"""A consonant skeleton as a careful user of Splink would write one (linking.md 3).

It stands apart from `everyname.names` on purpose: a peer is not given our work.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fine", "plain", "skeleton", "tokens"]

_ARTICLES = {"ال", "al", "el"}
_PREFIXES = {
    **{word: word for word in ("ابو", "ام", "عبد", "ابن", "بن", "abu", "umm", "abd", "bin", "ibn")},
    **{"abo": "abu", "um": "umm", "om": "umm", "abdel": "abd", "abdul": "abd", "abdal": "abd"},
}
_SUFFIXES = {"الدين": "دين", "din": "din", "deen": "din", "aldin": "din", "eddin": "din"}
_SAME = str.maketrans("أإآٱىیئؤةۀھەکک", "ااااييءوههههكك")
_DROPPED = re.compile("[\u064b-\u065f\u0670\u0640\u0621'`´‘’ʼʿʾ]")
_ARABIC = {
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "j", "چ": "C", "خ": "X", "د": "d", "ذ": "z", "ر": "r",
    "ز": "z", "ژ": "z", "س": "s", "ش": "C", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "k", "ف": "f",
    "ڤ": "f", "ق": "k", "ك": "k", "گ": "k", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_LONG = {"ح": "h", "ه": "h", "و": "w", "ي": "y"}
_LATIN_PAIRS = (("kh", "X"), ("gh", "k"), ("sh", "C"), ("ch", "C"), ("th", "t"), ("dh", "z"), ("zh", "z"))
_LATIN = str.maketrans("pvcqgx", "bfkkkk", "wyhaeiou")
_LATIN_FINE = str.maketrans("pvcqgxiuo", "bfkkkkyww", "ae")


def plain(name: str) -> str:
    """Fold letters and marks that differ between lists; a hyphen parts tokens."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(_DROPPED.sub("", bare.replace("-", " ").translate(_SAME)).split())


def tokens(name: str) -> list[str]:
    """Part a name; Abu, Umm, Abd, Ibn join the token that follows, al-Din the one before; articles fall."""
    found: list[str] = []
    pending = ""
    for word in plain(name).split():
        if word in _PREFIXES:
            pending += _PREFIXES[word]
        elif word in _SUFFIXES and found:
            found[-1] += _SUFFIXES[word]
        elif word not in _ARTICLES:
            found.append(pending + _bare(word))
            pending = ""
    return [*found, pending] if pending else found


def _bare(token: str) -> str:
    if token.startswith("عبدال") and len(token) > 6:
        return "عبد" + token[5:]
    if token.startswith("ال") and len(token) > 4:
        return token[2:]
    return token[2:] if token.startswith(("al", "el")) and len(token) > 5 else token


def skeleton(token: str) -> str:
    """Keep the consonants that both scripts write, neighbours once; "~" where there is none."""
    return re.sub(r"(.)\1+", r"\1", _consonants(token)) or "~"


def _consonants(token: str) -> str:
    if not token.isascii():
        return "".join(_ARABIC.get(letter, "") for letter in token)
    return _with_pairs(token).translate(_LATIN)


def _with_pairs(token: str) -> str:
    for pair, sign in _LATIN_PAIRS:
        token = token.replace(pair, sign)
    return token


def fine(token: str) -> str:
    """Keep h and the long vowels besides, so that Hasan and Husayn part."""
    if token.isascii():
        kept = _with_pairs(token).translate(_LATIN_FINE)
    else:
        kept = "".join(_LONG.get(letter) or _ARABIC.get(letter, "") for letter in token)
    return re.sub(r"(.)\1+", r"\1", kept).removesuffix("h")
