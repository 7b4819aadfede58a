"""The voice: numbers only with their kind, days in both calendars, digits of the language."""

from __future__ import annotations

import datetime
import re

import pytest

from edition.invented import facts
from everyname.edition.days import say_days
from everyname.edition.manner import MANNERS
from everyname.edition.redact import Rules, allow
from everyname.edition.voice import Voice
from everyname.errors import UsedWrongly
from everyname.model import Number, Scope


def _voice(language: str = "en") -> Voice:
    return Voice(allow(facts(), Rules()), language)


@pytest.mark.parametrize("bare", [7, 7.0, "7", None, True])
def test_a_bare_number_is_refused(bare: object) -> None:
    """Only a number that carries kind, source and date can be set."""
    with pytest.raises(UsedWrongly):
        _voice().number(bare)  # type: ignore[arg-type]


def test_numbers_show_their_range() -> None:
    """A number with a range shows value and both ends."""
    number = Number(kind="estimated", value=820, low=600, high=1240, source="x", as_of="2030-01-01")
    plain = re.sub("<[^>]+>", "", _voice().number(number))
    assert plain == "820 (600–1,240)"
    assert re.sub("<[^>]+>", "", _voice("fa").number(number)) == "۸۲۰ (۶۰۰–۱٬۲۴۰)"


@pytest.mark.parametrize(
    ("first", "last", "shown", "stamp"),
    [
        ("2030-02-11", "2030-02-11", "11 February 2030", "2030-02-11"),
        ("2030-02-01", "2030-02-28", "February 2030", "2030-02"),
        ("2030-01-01", "2030-12-31", "2030", "2030"),
        ("2030-02-11", "2030-02-13", "11 February 2030 – 13 February 2030", ""),
    ],
)
def test_days_in_words(first: str, last: str, shown: str, stamp: str) -> None:
    """Days, whole months and years are named; a single one carries its ISO form."""
    said = say_days(first, last, "en")
    assert re.sub("<[^>]+>", "", said) == shown
    assert (f'datetime="{stamp}"' in said) is bool(stamp)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "16 November 2019"),
        ("fa", "۲۵ آبان ۱۳۹۸ (۱۶ نوامبر ۲۰۱۹)"),
        ("ar", "١٦ نوفمبر ٢٠١٩"),
        ("ckb", "١٦ تشرینی دووەم ٢٠١٩ (٢٥ خەزەڵوەر ١٣٩٨)"),
    ],
)
def test_days_come_in_the_calendars_of_the_reader(language: str, shown: str) -> None:
    """A day stands in the calendars and digits of the language, with its ISO form for machines."""
    assert _voice(language).day("2019-11-16") == f'<time datetime="2019-11-16">{shown}</time>'


def test_an_english_page_about_iran_gives_both_calendars() -> None:
    """Where a country in scope counts by the solar Hijri calendar, English pages give that day too."""
    voice = Voice(allow(facts(scope=Scope(countries=("IR",))), Rules()), "en")
    assert "16 November 2019 (25 Aban 1398)" in voice.day("2019-11-16")


@pytest.mark.parametrize("language", MANNERS)
def test_each_language_has_its_digits_and_twelve_months(language: str) -> None:
    """A language's digits and months are whole, so that no day is left half written."""
    manner = MANNERS[language]
    assert len(manner.months) == len(manner.jalali_months) == 12
    assert [manner.numerals(n) for n in range(10)] == list(manner.digits)
    assert all(manner.day(datetime.date(2030, m, 1), c) for m in range(1, 13) for c in manner.calendars)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1,500"), ("fa", "۱٬۵۰۰"), ("ar", "١٬٥٠٠"), ("ckb", "١٬٥٠٠")]
)
def test_counts_stand_in_the_digits_of_the_reader(language: str, shown: str) -> None:
    """A count has the digits and the sign between thousands that the language uses."""
    assert _voice(language).figure(1500) == shown
