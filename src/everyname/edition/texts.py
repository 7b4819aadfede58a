"""Read the sentences of the edition's pages in each language from their gettext catalogues.

English stands in `locale/everyname.pot`, by an id (the message's context) that templates name; every other
language in `locale/<language>/LC_MESSAGES/everyname.po`. `{name}` stands for a value that is put in escaped;
a text is plain words, without markup. What is not translated, or marked fuzzy, is said in English.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

__all__ = ["CATALOGUES", "Catalogue", "catalogue"]

CATALOGUES = Path(__file__).parent / "locale"
_ENGLISH_FORMS = "(n != 1)"
_REVIEW = re.compile(r'^"X-Review: ([a-z]+)', re.MULTILINE)
_ISOLATE_ENGLISH = "\u2066{}\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The sentences of one language by id: one form, or the plural forms in gettext's order.

    `review` is "reviewed" by a second reader, checked by its "author", or "unreviewed".
    """

    texts: Mapping[str, tuple[str, ...]]
    english: Mapping[str, tuple[str, ...]]
    review: str
    _form: Callable[[int], int]

    def one(self, key: str) -> str:
        """Give a sentence that takes no count."""
        return self.forms(key)[0]

    def forms(self, key: str) -> tuple[str, ...]:
        """Give every form of a sentence, in English where the language has none; raises KeyError."""
        said = self.texts.get(key)
        if said is not None:
            return said
        if self.texts is self.english:
            raise KeyError(key)
        return tuple(_ISOLATE_ENGLISH.format(text) for text in self.english[key])

    def form(self, key: str, count: int) -> int:
        """Give the place of the form a count takes."""
        own = self._form if key in self.texts else _english_form
        return own(count)

    def __contains__(self, key: str) -> bool:
        return key in self.english

    @property
    def ids(self) -> tuple[str, ...]:
        """Give every id, in the order of the catalogue."""
        return tuple(self.english)


@cache
def catalogue(language: str) -> Catalogue:
    """Give the sentences of a language; they are read once."""
    template, _ = _read(CATALOGUES / "everyname.pot")
    english = {m.context or "": _words(m.id) for m in template if m.id}
    if language == "en":
        return Catalogue(texts=english, english=english, review="reviewed", _form=_english_form)
    found, review = _read(CATALOGUES / language / "LC_MESSAGES" / "everyname.po")
    said = {m.context or "": _words(m.string) for m in found if m.id and not m.fuzzy}
    texts = {key: forms for key, forms in said.items() if key in english and all(forms)}
    return Catalogue(texts=texts, english=english, review=review, _form=gettext.c2py(found.plural_expr))


def _read(path: Path) -> tuple[Catalog, str]:
    text = path.read_text(encoding="utf-8")
    review = _REVIEW.search(text)
    return read_po(text.encode().splitlines(keepends=True)), review[1] if review else "unreviewed"


def _words(said: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


_english_form = gettext.c2py(_ENGLISH_FORMS)
