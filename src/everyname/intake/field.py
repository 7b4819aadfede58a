"""Read one field a person mends by hand, with the readers a list's cells go through."""

from __future__ import annotations

from collections.abc import Callable

from everyname.errors import UsedWrongly, ValueRefused
from everyname.intake.outcomes import read_outcome
from everyname.model import StatedAge, StatedDate, StatedName, StatedOutcome, StatedPlace, StatedSex
from everyname.places.resolve import resolve_place
from everyname.writing.calendars import parse_date
from everyname.writing.fold import script_of
from everyname.writing.numerals import read_age
from everyname.writing.sexes import read_sex

__all__ = ["FIELDS", "read_field"]

Stated = StatedName | StatedAge | StatedSex | StatedDate | StatedPlace | StatedOutcome


def _age(text: str) -> StatedAge:
    read = read_age(text)
    if read is None:
        raise ValueRefused(f"{text!r} states no age")
    return StatedAge(text=text, low=read[0], high=read[1])


def _date(text: str) -> StatedDate:
    read = parse_date(text)
    if read is None or read.days is None:
        raise ValueRefused(f"{text!r} states no date that can be read")
    return read


FIELDS: dict[str, Callable[[str], Stated]] = {
    "names": lambda text: StatedName(text=text, script=script_of(text)),
    "ages": _age,
    "sexes": lambda text: StatedSex(text=text, term=read_sex(text)),
    "dates": _date,
    "births": _date,
    "places": resolve_place,
    "outcomes": lambda text: StatedOutcome(text=text, term=read_outcome(text)),
}


def read_field(field: str, value: str) -> tuple[Stated, ...]:
    """Read a value for a field of a report; "|" parts several, "" empties it.

    Raises ValueRefused for a value that cannot be, UsedWrongly for a field that does not exist.
    """
    if field not in FIELDS:
        raise UsedWrongly(
            f"A report has no field {field!r} to correct.", remedy=f"One of {', '.join(FIELDS)}."
        )
    return tuple(FIELDS[field](part.strip()) for part in value.split("|") if part.strip())
