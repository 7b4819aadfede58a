"""A stated date: what was written, and the days it can mean."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from everyname.errors import ValueRefused

__all__ = ["CALENDARS", "PRECISIONS", "DateRange", "StatedDate"]

PRECISIONS = ("day", "month", "year", "range", "unread")
CALENDARS = ("gregorian", "jalali", "hijri", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """A closed interval of days, both ends included; written `2022-09-16..2023-03-31`."""

    first: datetime.date
    last: datetime.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueRefused(
                f"the window ends ({self.last}) before it begins ({self.first})",
                remedy="Give the earlier day first: FROM..TO.",
            )

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Read `FROM..TO` with ISO days; raises ValueRefused."""
        first, dots, last = text.partition("..")
        try:
            if not dots:
                raise ValueError(text)
            return cls(
                first=datetime.date.fromisoformat(first.strip()),
                last=datetime.date.fromisoformat(last.strip()),
            )
        except ValueError as error:
            raise ValueRefused(
                f"{text!r} is not a window of days",
                remedy="Write it as FROM..TO with ISO days, for example 2022-09-16..2023-03-31.",
            ) from error

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    def covers(self, other: DateRange) -> bool:
        """Say whether every day of `other` lies inside."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: DateRange) -> bool:
        """Say whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A date as a source wrote it, and the interval of days it can mean.

    `earliest` and `latest` are None together when the text could not be read (`precision` "unread").
    A Hijri day carries its interval of +-1 day, since month starts differ between variants.
    """

    text: str
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    precision: str = "unread"
    calendar: str = "unknown"

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS or self.calendar not in CALENDARS:
            raise ValueRefused(f"no such precision or calendar: {self.precision!r}, {self.calendar!r}")
        if (self.earliest is None) != (self.latest is None):
            raise ValueRefused(f"{self.text!r}: a date has both ends or neither")
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ValueRefused(f"{self.text!r}: the date ends before it begins")

    @property
    def days(self) -> DateRange | None:
        """The interval of days, None where the text was not read."""
        if self.earliest is None or self.latest is None:
            return None
        return DateRange(first=self.earliest, last=self.latest)
