"""Say which column of a list holds what, and keep it as a small TOML a person can mend."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields, replace

from everyname.errors import FileRefused, UsedWrongly
from everyname.intake.header_words import ROLES
from everyname.model.vocabulary import OUTCOMES

__all__ = ["Mapping", "from_toml", "to_toml", "use_as_id"]

_ORDERS = ("", "dmy", "mdy", "ymd")
_CALENDARS = ("", "gregorian", "jalali", "hijri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Which headers fill which role of ROLES, and what holds for the whole list.

    A role may have several columns. `date_order` settles 03/04/2022; `calendar` forces one calendar;
    `country_hint` (ISO 3166-1 alpha-2) settles places of one name; `assumed_outcome` is the outcome
    the list is a list of; `has_header` false means columns are called "column 1" and so on. Columns no
    role names are kept with the report as given.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date_order: str = ""
    calendar: str = ""
    country_hint: str = ""
    assumed_outcome: str = ""
    has_header: bool = True
    duplicate_free: bool = True

    def __post_init__(self) -> None:
        _refuse_unless(
            self.date_order in _ORDERS, f'date_order = "{self.date_order}"', '"dmy", "mdy" or "ymd"'
        )
        _refuse_unless(
            self.calendar in _CALENDARS, f'calendar = "{self.calendar}"', " or ".join(_CALENDARS[1:])
        )
        known = self.assumed_outcome in ("", *OUTCOMES)
        _refuse_unless(known, f'assumed_outcome = "{self.assumed_outcome}"', ", ".join(OUTCOMES))
        hint = self.country_hint
        good = not hint or (len(hint) == 2 and hint.isascii() and hint.isupper())
        _refuse_unless(good, f'country_hint = "{hint}"', 'two capital letters, for example "IR"')
        for role in self.columns:
            _refuse_unless(role in ROLES, f"the role {role!r}", ", ".join(ROLES))

    def headers(self, role: str) -> tuple[str, ...]:
        """Give the headers that fill `role`."""
        return self.columns.get(role, ())

    @property
    def mapped(self) -> frozenset[str]:
        """The headers that fill any role."""
        return frozenset(header for headers in self.columns.values() for header in headers)


def _refuse_unless(good: bool, what: str, allowed: str) -> None:
    if not good:
        raise UsedWrongly(f"the mapping cannot hold {what}", remedy=f"Use {allowed}.")


def use_as_id(mapping: Mapping, header: str) -> Mapping:
    """Make `header` the column of ids, and take it out of every other role."""
    columns = {
        role: tuple(other for other in headers if other != header)
        for role, headers in mapping.columns.items()
        if role != "id"
    }
    return replace(
        mapping, columns={"id": (header,)} | {role: kept for role, kept in columns.items() if kept}
    )


def to_toml(mapping: Mapping) -> str:
    """Write a mapping as TOML, roles in the order of ROLES, every setting with its meaning beside it."""
    lines = [
        "# Which column holds what. Mend a line, save, and give the list again with this file.",
        "",
        "# how 03/04/2022 is read: dmy, mdy or ymd; empty: a row with such a date is refused",
        f"date_order = {_quoted(mapping.date_order)}",
        "# gregorian, jalali or hijri; empty: told by the year and the names of months",
        f"calendar = {_quoted(mapping.calendar)}",
        "# the country (two letters) of a place name that stands in several countries",
        f"country_hint = {_quoted(mapping.country_hint)}",
        "# the outcome of a row that states none, for example killed",
        f"assumed_outcome = {_quoted(mapping.assumed_outcome)}",
        f"has_header = {str(mapping.has_header).lower()}",
        "# true: each person stands in the list once",
        f"duplicate_free = {str(mapping.duplicate_free).lower()}",
        "",
        f"# roles: {', '.join(ROLES)}",
        "[columns]",
    ]
    for role in ROLES:
        if headers := mapping.headers(role):
            lines.append(f"{role} = [{', '.join(_quoted(header) for header in headers)}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def from_toml(text: str) -> Mapping:
    """Read what `to_toml` writes; raises FileRefused for what is no mapping, naming the word at fault."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(f"it is not TOML: {error}") from error
    known = {f.name: f.type for f in fields(Mapping)}
    columns = table.pop("columns", {})
    if unknown := sorted(set(table) - set(known)):
        raise _refused(f"it holds settings that do not exist: {', '.join(unknown)}")
    for name, value in table.items():
        if not isinstance(value, bool if known[name] == "bool" else str):
            raise _refused(f"{name} cannot be {value!r}")
    if not isinstance(columns, dict):
        raise _refused("[columns] is not a table")
    try:
        return Mapping(columns={role: _headers(role, value) for role, value in columns.items()}, **table)
    except UsedWrongly as error:
        raise _refused(f"{error.happened}. {error.remedy}") from error


def _headers(role: str, value: object) -> tuple[str, ...]:
    headers = [value] if isinstance(value, str) else value
    if not isinstance(headers, list) or not all(isinstance(header, str) for header in headers):
        raise _refused(f'{role} is not a list of headers, such as {role} = ["a header"]')
    return tuple(headers)


def _refused(why: str) -> FileRefused:
    return FileRefused(
        f"The mapping cannot be used: {why.rstrip('.')}.",
        kept="Nothing was taken with it.",
        remedy="Mend the mapping file, or leave it out and let it be guessed again.",
    )
