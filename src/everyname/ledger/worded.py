"""Read signed notes made of lines: a first line that says what and which version, then `word value` lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from everyname.errors import ValueRefused
from everyname.ledger import keys, note
from everyname.ledger.keys import VerifyKey

__all__ = ["NewerVersion", "NotEnrolled", "Waits", "fields", "headline", "is_book_id", "one", "open_signed"]

_BOOK_ID = re.compile(r"[0-9a-f]{32}")
_FIRST = re.compile(r"everyname ([a-z]+) v([1-9][0-9]{0,3})")


class Waits(ValueRefused):
    """It may be sound, and can be taken once something else has come."""


class NewerVersion(Waits):
    """A note of a version this everyname does not know."""


class NotEnrolled(Waits):
    """A key nobody enrolled."""


def is_book_id(text: str) -> bool:
    """Say whether a text is a book id: 32 lowercase hex signs."""
    return bool(_BOOK_ID.fullmatch(text))


def headline(text: str, what: str) -> list[str]:
    """Give the lines after the first one of a text; raises ValueRefused, NewerVersion.

    The first line names kind and version: `everyname have v1`.
    """
    first, *rest = text.removesuffix("\n").split("\n")
    found = _FIRST.fullmatch(first)
    if found is None or found[1] != what:
        raise ValueRefused(f"this is not a note `everyname {what}`")
    if found[2] != "1":
        raise NewerVersion(
            f"this is version {found[2]} of `everyname {what}`; this everyname reads version 1",
            remedy="Renew everyname, then give the file again.",
        )
    return rest


def fields(lines: Sequence[str], wanted: Sequence[str]) -> dict[str, list[str]]:
    """Read `word value` lines that stand in the order of `wanted`; each may repeat. Raises ValueRefused."""
    found: dict[str, list[str]] = {word: [] for word in wanted}
    at = 0
    for line in lines:
        word, space, value = line.partition(" ")
        if word not in wanted or not space or not value.strip() or wanted.index(word) < at:
            raise ValueRefused(f"{line[:80]!r} has no place in this note")
        at = wanted.index(word)
        found[word].append(value)
    return found


def one(found: dict[str, list[str]], word: str) -> str:
    """Give the single value of a word; raises ValueRefused."""
    if len(found[word]) != 1:
        raise ValueRefused(f"this note has {len(found[word])} lines `{word}`; one is needed")
    return found[word][0]


def open_signed(data: bytes, known: Iterable[VerifyKey], whose: str) -> tuple[str, VerifyKey]:
    """Give the text of a note and the known key that `whose` line names, which must have signed it."""
    text, _ = note.split(data)
    named = [line.removeprefix(f"{whose} ") for line in text.split("\n") if line.startswith(f"{whose} ")]
    if len(named) != 1:
        raise ValueRefused(f"this note has {len(named)} lines `{whose}`; one is needed")
    key = keys.parse_vkey(named[0])
    if key not in set(known):
        raise NotEnrolled(
            f"nobody enrolled the key {key.vkey}",
            remedy="If you know who it is, take their card: `everyname partner add CARD`, then try again.",
        )
    return note.open_note(data, [key]).text, key
