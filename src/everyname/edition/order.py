"""Put names in the order readers look for them: A-Z, then ا-ی, each with its letter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["letter_of", "name_key", "script_of"]

_ARABIC_ORDER = "اآبپتثجچحخدذرزژسشصضطظعغفقکگڵلمنوۆهەیێ"
_ARABIC_RANK = {letter: rank for rank, letter in enumerate(_ARABIC_ORDER)}
_SAME_LETTER = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ە": "ه",
     "ۀ": "ه", "ھ": "ه", "ڕ": "ر", "ڤ": "ف", "ێ": "ی", "ۆ": "و", "ڵ": "ل"}
)  # fmt: skip


@lru_cache(maxsize=65536)
def name_key(text: str) -> tuple[int, str]:
    """Give a sort key: script (0 Latin, 1 Arabic, 2 other), then letters without marks or case."""
    script = script_of(text)
    if script == "arabic":
        letters = text.translate(_SAME_LETTER)
        ranks = (_ARABIC_RANK.get(char) for char in letters if char != "\u200c")
        return 1, "".join(" " if rank is None else chr(0x100 + rank) for rank in ranks).strip()
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return (0 if script == "latin" else 2), bare.casefold().strip()


def script_of(text: str) -> str:
    """Give the script of the first letter: "latin", "arabic" or "other"."""
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "")
            return "latin" if name.startswith("LATIN") else "arabic" if name.startswith("ARABIC") else "other"
    return "other"


def letter_of(text: str) -> str:
    """Give the letter a name stands under: "A", "ا", or "#" where it begins with none of these."""
    for char in text:
        if char.isalpha():
            script = script_of(char)
            if script == "arabic":
                first = char.translate(_SAME_LETTER).replace("آ", "ا")
                return first if first in _ARABIC_RANK else "#"
            bare = unicodedata.normalize("NFKD", char)[0].upper()
            return bare if script == "latin" and "A" <= bare <= "Z" else "#"
    return "#"
