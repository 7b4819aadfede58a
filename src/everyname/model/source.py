"""Who said it, and each dated version of what they gave."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.model.dates import DateRange
from everyname.model.vocabulary import CONSENT_PURPOSES, SOURCE_KINDS

__all__ = ["Consent", "Release", "Source"]

_PARTING = frozenset(":,/\\")  # they part ids, lists and folders
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # bidi
_LONGEST = 200  # bytes; the name becomes a file name


def _may_name(name: str) -> bool:
    """Say whether a name can stand in ids and name a file inside the book; ZWNJ is a letter of Persian."""
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= _LONGEST
        and name == name.strip()
        and not name.startswith(".")
        and not (_PARTING | _TURNING) & set(name)
        and not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in name)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An organisation, outlet, witness or office, under the name (pseudonym) the book uses.

    `sealed_identity` is an age file (base64) only the recovery key opens; the real identity never
    stands in the clear. `depends_on` names sources this one is known to copy. `covers` is the window
    of days the source states its list covers; `duplicate_free` says each person stands in it once.
    """

    name: str
    kind: str = "unknown"
    title: str = ""
    depends_on: tuple[str, ...] = ()
    covers: DateRange | None = None
    duplicate_free: bool = True
    sealed_identity: str = ""

    def __post_init__(self) -> None:
        if not _may_name(self.name):
            raise ValueRefused(
                f"{self.name!r} cannot name a source",
                remedy="Use letters, digits, spaces and hyphens; no colon, comma, slash, backslash,"
                " dot at the start or invisible sign, and no more than 200 bytes.",
            )
        if self.kind not in SOURCE_KINDS:
            raise ValueRefused(
                f"{self.kind!r} is not a kind of source", remedy=f"One of {', '.join(SOURCE_KINDS)}."
            )
        if self.name in self.depends_on:
            raise ValueRefused(f"{self.name} cannot depend on itself")

    @property
    def shown(self) -> str:
        """The title readers see."""
        return self.title or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One dated version of a list or text by a source; `digest` names its bytes in the vault."""

    source: str
    digest: str
    file_name: str
    kind: str  # "list" or "article"
    as_of: datetime.date | None = None
    given: int = 0
    taken: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Consent of a source or for a person, per purpose; a later one supersedes."""

    subject: str
    purpose: str
    given: bool
    basis: str

    def __post_init__(self) -> None:
        if self.purpose not in CONSENT_PURPOSES:
            raise ValueRefused(
                f"{self.purpose!r} is not a purpose of consent",
                remedy=f"One of {', '.join(CONSENT_PURPOSES)}.",
            )
        if not self.basis.strip():
            raise ValueRefused("consent needs its basis", remedy="Say who consented, how and when.")
