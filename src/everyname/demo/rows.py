"""Write one person as a row of each invented list, in its script, calendar and habits, with its damage."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

from everyname.demo.damage import maybe, nudge_age, nudge_day, persian_digits, reorder_letters, slip
from everyname.demo.invention import TruePerson
from everyname.demo.land import Place
from everyname.demo.names import in_arabic, in_latin, in_persian
from everyname.demo.solar import MONTHS, to_solar

__all__ = ["HEADERS", "WRITERS", "Cells", "copy_of_lantern"]

Cells = tuple[str | int, ...]

HEADERS: dict[str, tuple[str, ...]] = {
    "lantern": ("id", "name", "age", "sex", "date_of_death", "city", "province", "outcome", "source_url"),
    "payam": ("نام و نام خانوادگی", "سن", "جنسیت", "تاریخ", "شهر", "استان", "نحوه"),
    "nahrin": ("الاسم", "العمر", "الجنس", "التاريخ", "المدينة", "المحافظة"),
    "tower-street": (
        "name_fa",
        "name_latin",
        "age",
        "gender",
        "date",
        "city",
        "province",
        "outcome",
        "photo",
    ),
    "mirror": ("Ref", "Full name", "Age", "Gender", "Killed on", "City", "Province"),
}

_SOLAR_OUTCOMES = {
    "killed": "کشته شده",
    "died_in_custody": "جان‌باختن در بازداشت",
    "executed": "اعدام",
    "injured": "زخمی",
    "detained": "بازداشت",
}
# Not strftime: its month names follow the machine's language.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNNAMED = 0.015  # share of rows in which the person is not named


def _lantern(rng: random.Random, person: TruePerson) -> Cells:
    """Latin, ISO dates; the id and the link are added when the list is numbered."""
    name = in_latin(person.name, fathers=int(person.name.is_arabic), rng=rng)
    return (
        _unnamed(rng, "Unknown", _slipped(rng, name, 0.03)),
        maybe(rng, 0.06, str(nudge_age(rng, person.age))),
        maybe(rng, 0.03, person.sex),
        maybe(rng, 0.02, nudge_day(rng, person.died).isoformat()),
        *_latin_place(rng, person),
        person.outcome.replace("_", " "),
    )


def _payam(rng: random.Random, person: TruePerson) -> Cells:
    """Persian script and digits, solar dates, no id."""
    name = in_persian(person.name, fathers=int(person.name.is_arabic and rng.random() < 0.5))
    words = ("پسر", "دختر") if person.age < 18 else ("مرد", "زن")
    return (
        _unnamed(rng, "نامشخص", _slipped(rng, name, 0.02)),
        maybe(rng, 0.12, persian_digits(str(nudge_age(rng, person.age)))),
        maybe(rng, 0.05, words[person.sex == "female"]),
        maybe(rng, 0.03, _solar(rng, nudge_day(rng, person.died))),
        maybe(rng, 0.04, person.city.place.fa),
        maybe(rng, 0.10, person.city.province.fa),
        _SOLAR_OUTCOMES[person.outcome],
    )


def _nahrin(rng: random.Random, person: TruePerson) -> Cells:
    """Arabic script, day first; ages are numbers in the workbook."""
    fathers = 2 if person.name.is_arabic and rng.random() < 0.7 else 1
    name = _slipped(rng, in_arabic(person.name, fathers=fathers), 0.02)
    if rng.random() < 0.06:
        name = reorder_letters(name)
    day = nudge_day(rng, person.died)
    return (
        _unnamed(rng, "مجهول", name),
        nudge_age(rng, person.age) if rng.random() < 0.9 else "",
        maybe(rng, 0.05, "أنثى" if person.sex == "female" else "ذكر"),
        maybe(rng, 0.03, f"{day.day:02}/{day.month:02}/{day.year}"),
        maybe(rng, 0.03, person.city.place.ar),
        maybe(rng, 0.06, person.city.province.ar),
    )


def _tower_street(rng: random.Random, person: TruePerson) -> Cells:
    """Two scripts side by side, mixed date forms; the photo name is added later."""
    fathers = int(person.name.is_arabic and rng.random() < 0.6)
    named = rng.random() >= _UNNAMED
    fa = maybe(rng, 0.12, _slipped(rng, in_persian(person.name, fathers=fathers), 0.02))
    latin = in_latin(person.name, fathers=fathers, rng=rng)
    latin = maybe(rng, 0.10, _slipped(rng, latin, 0.03)) if fa else latin
    age = str(nudge_age(rng, person.age))
    day = nudge_day(rng, person.died)
    written = day.isoformat() if rng.random() < 0.6 else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return (
        fa if named else "ناشناس",
        latin if named else "",
        maybe(rng, 0.08, age if rng.random() < 0.8 else f"{age} years"),
        maybe(rng, 0.04, "F" if person.sex == "female" else "M"),
        "on the day of the funeral" if rng.random() < 0.006 else written,
        *_latin_place(rng, person),
        person.outcome.replace("_", " "),
    )


def copy_of_lantern(rng: random.Random, cells: Cells) -> Cells:
    """Copy a row of the first list in other clothes: capitals, hyphens, words for sex, another date form."""
    name, age, sex, day, city, province, _ = (str(cell) for cell in cells)
    draw = rng.random()
    if draw < 0.15:
        name = name.upper()
    elif draw < 0.25:
        name = name.replace("-", " ")
    if day:
        parsed = datetime.date.fromisoformat(day)
        day = f"{_MONTHS[parsed.month - 1]} {parsed.day}, {parsed.year}"
    sex = {"male": "Man", "female": "Woman"}.get(sex, "")
    if name.casefold() != "unknown":
        name = _slipped(rng, name, 0.02)
    return (name, age, sex, day, city, province)


WRITERS: dict[str, Callable[[random.Random, TruePerson], Cells]] = {
    "lantern": _lantern,
    "payam": _payam,
    "nahrin": _nahrin,
    "tower-street": _tower_street,
}


def _solar(rng: random.Random, day: datetime.date) -> str:
    """Write a solar date: mostly numeric, some with the month's name, few without the day."""
    year, month, number = to_solar(day)
    draw = rng.random()
    if draw < 0.15:
        return persian_digits(f"{number} {MONTHS[month - 1]} {year}")
    if draw < 0.17:
        return persian_digits(f"{MONTHS[month - 1]} {year}")
    return persian_digits(f"{year}/{month:02}/{number:02}" if draw < 0.7 else f"{year}/{month}/{number}")


def _latin_place(rng: random.Random, person: TruePerson) -> tuple[str, str]:
    def spell(place: Place) -> str:
        return place.latin[0] if rng.random() < 0.85 else rng.choice(place.latin)

    return maybe(rng, 0.03, spell(person.city.place)), maybe(rng, 0.05, spell(person.city.province))


def _slipped(rng: random.Random, name: str, share: float) -> str:
    return slip(rng, name) if rng.random() < share else name


def _unnamed(rng: random.Random, placeholder: str, name: str) -> str:
    return placeholder if rng.random() < _UNNAMED else name
