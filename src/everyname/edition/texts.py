"""Give the sentences of the edition's pages in each language; they stand in `texts.json` for the translator.

`{name}` stands for a value that is put in escaped. A text is plain words, without markup. A method's name
and assumption with an empty English text are shown in English in the estimate's own words.
"""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["LANGUAGES", "TEXTS"]

LANGUAGES: dict[str, tuple[str, str]] = {"en": ("English", "ltr"), "fa": ("فارسی", "rtl")}

TEXTS: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("texts.json").read_text(encoding="utf-8")
)
