"""Misspell names as typing, hearing and text extraction from PDF do; the rates are set by hand."""

from __future__ import annotations

import random
from collections.abc import Callable

__all__ = ["damage_arabic", "slip_latin"]

_LATIN_NEAR = {
    "a": "eo", "e": "ai", "i": "ye", "o": "ua", "u": "o", "y": "i", "k": "qc", "q": "kg", "c": "ks",
    "s": "zc", "z": "s", "v": "w", "w": "v", "d": "t", "t": "d", "b": "p",
    "p": "b", "g": "j", "j": "g", "m": "n",
    "n": "m",
}  # fmt: skip
_ARABIC_NEAR = {
    "ا": "أإآ", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ه": "ة", "ى": "ي", "ي": "ى", "ی": "ي", "ئ": "ي",
    "ؤ": "و", "ک": "ك", "ض": "ظ", "ظ": "ض", "ذ": "د", "د": "ذ", "ث": "ت",
    "ز": "ذ", "س": "ص", "ص": "س", "ط": "ت",
    "ق": "ف", "ب": "ت", "ن": "ب", "ح": "خ", "ج": "ح", "ر": "ز",
}  # fmt: skip


def slip_latin(name: str, rng: random.Random) -> str:
    """Misspell a Latin name: mostly one letter, at times two, a token lost, two joined or changed over."""
    name = name.lower()
    for _ in range(1 if rng.random() < 0.75 else 2):
        name = _one_letter(name, rng, _LATIN_NEAR, "aeiouhnrst")
    return _tokens(name, rng, " ")


def damage_arabic(name: str, rng: random.Random) -> str:
    """Damage an Arabic-script name as PDF extraction, keyboards and house styles do."""
    changes: list[tuple[float, Callable[[str], str]]] = [
        (0.5, lambda text: text.replace("لا", "ال")),
        (0.6, lambda text: text.replace("الله", "هللا")),
        (0.15, lambda text: text[:-1] if text[-1:] in ("ي", "ی", "ى") else text),
        (
            0.15,
            lambda text: (
                text.replace("عبد ال", "عبدال") if "عبد ال" in text else text.replace("عبدال", "عبد ال")
            ),
        ),
        (0.15, lambda text: text.replace("ابو ", "ابو") if "ابو " in text else text.replace("ابو", "ابو ")),
        (0.10, lambda text: text.replace(" ال", " ")),
        (0.15, lambda text: text.replace("ة", "ه")),
        (0.15, lambda text: text.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")),
        (0.10, lambda text: text.replace("ئ", "ي").replace("ؤ", "و").replace("ء", "")),
    ]
    for rate, change in changes:
        if rng.random() < rate:
            name = change(name)
    if rng.random() < 0.35:
        name = _one_letter(name, rng, _ARABIC_NEAR, "اوينلمر")
    return _tokens(name, rng, " ")


def _one_letter(name: str, rng: random.Random, near: dict[str, str], common: str) -> str:
    places = [at for at, sign in enumerate(name) if sign.isalpha()]
    if not places:
        return name
    at = rng.choice(places)
    kind = rng.random()
    if kind < 0.3:
        return name[:at] + name[at + 1 :]
    if kind < 0.5:
        return name[:at] + rng.choice((name[at], rng.choice(common))) + name[at:]
    if kind < 0.65 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + rng.choice(near.get(name[at], common)) + name[at + 1 :]


def _tokens(name: str, rng: random.Random, gap: str) -> str:
    words = name.split()
    kind = rng.random()
    if len(words) > 2 and kind < 0.06:
        del words[rng.randrange(1, len(words))]
    elif len(words) > 1 and kind < 0.10:
        at = rng.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1]]
    elif len(words) > 1 and kind < 0.13:
        words = [words[-1], *words[:-1]]
    return gap.join(words)
