"""The tree of errors; each speaks to the developer and to the person at the desk.

    EverynameError
    ├── Refused                 the input is impossible, ambiguous or not allowed      exit 1
    │   ├── RowRefused          one row of a list
    │   ├── FileRefused         a whole file
    │   ├── ValueRefused        one value (a date, an age, a number)
    │   ├── EstimateRefused     no estimate can be defended
    │   ├── KeysLocked          a secret key is needed and locked
    │   └── PolicyRefused       the recorded policy does not allow the act
    ├── Damaged                 bytes are not what was recorded                        exit 1
    ├── BookBusy                another process writes this book                       exit 1
    └── UsedWrongly             the command or call itself is wrong                    exit 2

Every error has three parts for people: what happened, what was kept, what to do.
"""

from __future__ import annotations

__all__ = [
    "BookBusy",
    "Damaged",
    "EstimateRefused",
    "EverynameError",
    "FileRefused",
    "KeysLocked",
    "PolicyRefused",
    "Refused",
    "RowRefused",
    "UsedWrongly",
    "ValueRefused",
]


class EverynameError(Exception):
    """Anything everyname reports to a person.

    `happened` is one sentence; `kept` says what is safe; `remedy` says what to do next.
    """

    exit_code = 1

    def __init__(self, happened: str, *, kept: str = "Nothing was changed.", remedy: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.kept = kept
        self.remedy = remedy

    def for_person(self) -> str:
        """Say what happened, what was kept and what to do, a line each."""
        return "\n".join(part for part in (self.happened, self.kept, self.remedy) if part)


class Refused(EverynameError):
    """The input is impossible, ambiguous or not allowed."""


class ValueRefused(Refused):
    """One value cannot be what it claims to be."""


class RowRefused(Refused):
    """A row of a list could not be taken as a report."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(
            f"row {row}: {reason}",
            kept="The other rows were taken.",
            remedy="Mend the row and give the file again; rows already taken are skipped.",
        )
        self.row = row
        self.reason = reason


class FileRefused(Refused):
    """A file could not be read as what it is given for."""


class EstimateRefused(Refused):
    """No estimate can be defended from this table."""


class KeysLocked(Refused):
    """A secret key is needed and nobody is there to unlock it."""


class PolicyRefused(Refused):
    """The recorded policy does not allow this."""


class Damaged(EverynameError):
    """Stored bytes are not what was recorded; `path` names the file."""

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(
            f"{path}: expected {expected}, found {found}",
            kept="The file was left as it is.",
            remedy="Restore this file from a backup or a partner's copy, then run `everyname verify` again.",
        )
        self.path = path


class BookBusy(EverynameError):
    """Another process holds the book."""


class UsedWrongly(EverynameError):
    """The command or call is wrong in itself."""

    exit_code = 2
