"""Say how each language writes numbers, months and lists: habits that no sentence of a catalogue holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from everyname.writing.conversion import jalali_of
from everyname.writing.months import JALALI_NAMES

__all__ = ["MANNERS", "Manner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """The habits of one language.

    `until` joins two days, `span` two ages; `both` two names, `then` two clauses. `calendars` come in the
    order readers expect them; the first stands alone where there is little room.
    """

    own_name: str
    direction: str = "ltr"
    digits: str = "0123456789"
    thousands: str = ","
    comma: str = ", "
    until: str = " – "
    span: str = "–"
    both: str = " and "
    then: str = "; "
    calendars: tuple[str, ...] = ("gregorian",)
    months: tuple[str, ...] = ()
    jalali_months: tuple[str, ...] = JALALI_NAMES
    _table: dict[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_table", str.maketrans("0123456789", self.digits))

    def numerals(self, text: str | int) -> str:
        """Write the digits of a text that is no count (an age, a year) in those of the language."""
        return str(text).translate(self._table)

    def figure(self, count: int) -> str:
        """Write a whole number with its thousands parted."""
        return f"{count:,}".replace(",", self.thousands).translate(self._table)

    def month(self, year: int, month: int) -> str:
        """Write a month of the Gregorian calendar with its year."""
        return self.numerals(f"{self.months[month - 1]} {year}")

    def day(self, day: datetime.date, calendar: str) -> str:
        """Write a day in a calendar, "gregorian" or "jalali"."""
        if calendar == "jalali":
            year, month, number = jalali_of(day)
            return self.numerals(f"{number} {self.jalali_months[month - 1]} {year}")
        return self.numerals(f"{day.day} {self.months[day.month - 1]} {day.year}")


def _names(line: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in line.split())


MANNERS: dict[str, Manner] = {
    "en": Manner(
        own_name="English",
        months=_names(
            "January February March April May June July August September October November December"
        ),
        jalali_months=_names(
            "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"
        ),
    ),
    "fa": Manner(
        own_name="فارسی",
        direction="rtl",
        digits="۰۱۲۳۴۵۶۷۸۹",
        thousands="٬",
        comma="، ",
        until=" تا ",
        span=" تا ",
        both=" و ",
        then="؛ ",
        calendars=("jalali", "gregorian"),
        months=_names("ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"),
    ),
    "ar": Manner(
        own_name="العربية",
        direction="rtl",
        digits="٠١٢٣٤٥٦٧٨٩",
        thousands="٬",
        comma="، ",
        both=" و",
        then="؛ ",
        months=_names("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    ),
    "ckb": Manner(
        own_name="کوردیی ناوەندی",
        direction="rtl",
        digits="٠١٢٣٤٥٦٧٨٩",
        thousands="٬",
        comma="، ",
        until=" تا ",
        span=" تا ",
        both=" و ",
        then="؛ ",
        calendars=("gregorian", "jalali"),
        months=_names(
            "کانوونی_دووەم شوبات ئازار نیسان ئایار حوزەیران "
            "تەممووز ئاب ئەیلوول تشرینی_یەکەم تشرینی_دووەم کانوونی_یەکەم"
        ),
        jalali_months=_names(
            "خاکەلێوە گوڵان جۆزەردان پووشپەڕ گەلاوێژ خەرمانان "
            "ڕەزبەر خەزەڵوەر سەرماوەز بەفرانبار ڕێبەندان ڕەشەمە"
        ),
    ),
}
