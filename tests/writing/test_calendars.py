from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from everyname.errors import UsedWrongly, ValueRefused
from everyname.model.dates import StatedDate
from everyname.writing.calendars import guess_order, parse_date
from everyname.writing.months import JALALI_NAMES

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
FIRST, LAST = (
    JalaliDate(1300, 1, 1).to_gregorian(),
    JalaliDate(1451, 1, 1).to_gregorian() - datetime.timedelta(1),
)


def read(text: str, **settings: str) -> StatedDate:
    date = parse_date(text, **settings)
    assert date is not None
    assert date.text == text
    return date


def days(text: str, **settings: str) -> str:
    return str(read(text, **settings).days)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2022-09-16", "2022-09-16..2022-09-16"),
        ("16.9.2022", "2022-09-16..2022-09-16"),
        ("2022-09-16T22:00:00Z", "2022-09-16..2022-09-16"),
        ("2022-09-16 00:00:00", "2022-09-16..2022-09-16"),
        ("13/04/2022", "2022-04-13..2022-04-13"),
        ("04/13/2022", "2022-04-13..2022-04-13"),
        ("05/05/2022", "2022-05-05..2022-05-05"),
        ("20220916", "2022-09-16..2022-09-16"),
        ("16 September 2022", "2022-09-16..2022-09-16"),
        ("Fri, Sept. 16th, 2022", "2022-09-16..2022-09-16"),
        ("Sep 2022", "2022-09-01..2022-09-30"),
        ("late November 2019", "2019-11-01..2019-11-30"),
        ("2022-09-??", "2022-09-01..2022-09-30"),
        ("2022", "2022-01-01..2022-12-31"),
        ("۱۴۰۱/۰۶/۳۱", "2022-09-22..2022-09-22"),
        ("1378/04", "1999-06-22..1999-07-22"),
        ("1378/04/00", "1999-06-22..1999-07-22"),
        ("1401", "2022-03-21..2023-03-20"),
        ("شنبه ۲۵ آبان ماه ۱۳۹۸", "2019-11-16..2019-11-16"),
        ("25 Aban 1398", "2019-11-16..2019-11-16"),
        ("۳۱ شهریور ۱۴۰۱ ه.ش", "2022-09-22..2022-09-22"),
        ("15 ثور 1400", "2021-05-05..2021-05-05"),
        ("٢٦ كانون الأول ٢٠١٩", "2019-12-26..2019-12-26"),
        ("26 ديسمبر 2019", "2019-12-26..2019-12-26"),
        ("3 شتنبر 2022", "2022-09-03..2022-09-03"),
        ("أيلول/سبتمبر 2022", "2022-09-01..2022-09-30"),
        ("3 حوزەیران 2020", "2020-06-03..2020-06-03"),
        ("15/11/2019م", "2019-11-15..2019-11-15"),
        ("16 September 2022 (25 Shahrivar 1401)", "2022-09-16..2022-09-16"),
        ("2022-09-16 (Friday)", "2022-09-16..2022-09-16"),
    ],
)
def test_dates_as_lists_write_them(text: str, window: str) -> None:
    """Shapes and month names of several languages and calendars give the days they can mean."""
    assert days(text) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2022-09-16..2022-09-18", "2022-09-16..2022-09-18"),
        ("2022-09-16/2022-09-18", "2022-09-16..2022-09-18"),
        ("2022/09/16 - 2022/09/18", "2022-09-16..2022-09-18"),
        ("16-18 September 2022", "2022-09-16..2022-09-18"),
        ("September 16–18, 2022", "2022-09-16..2022-09-18"),
        ("28 September - 3 October 2022", "2022-09-28..2022-10-03"),
        ("۲۴ تا ۲۶ آبان ۱۳۹۸", "2019-11-15..2019-11-17"),
        ("16 or 17 September 2022", "2022-09-16..2022-09-17"),
    ],
)
def test_ranges_keep_both_ends(text: str, window: str) -> None:
    """A range of days keeps its first and last day."""
    assert days(text) == window
    assert read(text).precision == "range"


@pytest.mark.parametrize("text", ["", "-", "unknown", "نامشخص", "0000-00-00"])
def test_nothing_stated_is_no_date(text: str) -> None:
    """A placeholder gives no date and no error."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "in autumn",
        "before the protests",
        "went to market",
        "24 Aban",
        "۲۴ آبان",
        "2022-09-16?",
        "~2022",
        "age 24",
    ],
)
def test_text_that_is_no_date_is_kept_unread(text: str) -> None:
    """Words, a day with no year and a doubted day keep their text and get no days."""
    date = read(text)
    assert (date.precision, date.days) == ("unread", None)


@pytest.mark.parametrize(
    "text",
    [
        "2022-13-45",
        "31 Feb 2022",
        "31/02/2022",
        "29 February 2023",
        "1398/13/01",
        "1400/12/30",
        "31 رمضان 1442",
        "2101-01-01",
        "1100-01-01",
        "4000",
        "16/9/22",
        "16 Sep 22",
        "۲۵ آبان ۹۸",
        "98",
        "44820",
        "1/2/3/4",
        "12/5",
        "25 آبان 2019",
        "16 September 1401",
        "2022-09-18..2022-09-16",
        "9" * 10_000,
        "16 September 2022 (26 Shahrivar 1401)",
        "1444/02/20",
    ],
)
def test_impossible_and_doubtful_dates_are_refused(text: str) -> None:
    """An impossible day, a year of two digits or with two meanings is refused and says what to do."""
    with pytest.raises(ValueRefused) as refusal:
        parse_date(text)
    assert refusal.value.remedy


def test_two_readings_are_refused_until_the_mapping_settles_them() -> None:
    """03/04/2022 names both readings and the setting that decides; with it, it is read."""
    with pytest.raises(ValueRefused, match=r"2022-04-03.*2022-03-04") as refusal:
        parse_date("03/04/2022")
    assert 'date_order = "dmy"' in refusal.value.remedy
    assert days("03/04/2022", order="dmy") == "2022-04-03..2022-04-03"
    assert days("03/04/2022", order="mdy") == "2022-03-04..2022-03-04"
    with pytest.raises(ValueRefused):
        parse_date("13/04/2022", order="mdy")


def test_the_mapping_settles_the_calendar() -> None:
    """A column stated to be lunar is read so, and never against the letters beside the year."""
    assert read("1444/02/20", calendar="hijri").calendar == "hijri"
    assert read("1444/02/20", calendar="jalali").calendar == "jalali"
    with pytest.raises(ValueRefused, match="another calendar"):
        parse_date("2019م", calendar="hijri")
    with pytest.raises(ValueRefused):
        parse_date("2022-09-16", calendar="jalali")
    with pytest.raises(UsedWrongly):
        parse_date("2022-09-16", calendar="mayan")


@pytest.mark.parametrize(
    "text", ["١٢ ذو الحجة ١٤٤٣ هـ", "12 Dhu al-Hijjah 1443", "1443/12/12 هـ", "12 ذیحجه 1443"]
)
def test_a_lunar_day_is_three_days_wide(text: str) -> None:
    """A lunar day carries the day before and after, since month starts differ."""
    assert days(text) == "2022-07-10..2022-07-12"
    assert read(text).precision == "day"


@given(st.dates(FIRST, LAST))
def test_every_jalali_day_comes_back(day: datetime.date) -> None:
    """A Jalali day in numbers or in words, in either digits, is the Gregorian day persiantools gives."""
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    numbers = f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"
    for text in (
        numbers,
        numbers.translate(PERSIAN),
        f"{jalali.day}-{jalali.month}-{jalali.year}",
        f"{jalali.day} {JALALI_NAMES[jalali.month - 1]} {jalali.year}".translate(PERSIAN),
    ):
        assert read(text, calendar="jalali", order="dmy").earliest == day
    if jalali.year <= 1420:
        assert read(numbers).earliest == day


@given(st.dates(datetime.date(1501, 1, 1), datetime.date(2100, 12, 31)))
def test_every_gregorian_day_comes_back(day: datetime.date) -> None:
    """An ISO day, and the same day in words, is itself."""
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
        day.month - 1
    ]
    for text in (day.isoformat(), f"{day.day} {month} {day.year:04}"):
        assert read(text).earliest == read(text).latest == day


@given(st.lists(st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)), max_size=30), st.booleans())
def test_a_guessed_order_never_contradicts_the_column(dates: list[datetime.date], day_first: bool) -> None:
    """Where an order is guessed, every cell of the column reads as it was written."""
    shape = "{0.day}/{0.month}/{0.year}" if day_first else "{0.month}/{0.day}/{0.year}"
    column = [shape.format(day) for day in dates]
    order = guess_order(column)
    assert order in ("", "dmy" if day_first else "mdy")
    assert not order or [read(text, order=order).earliest for text in column] == dates


def test_a_column_that_proves_nothing_gives_no_order() -> None:
    """Days up to 12, contradictions and words prove no order; a year in front does."""
    assert guess_order(["03/04/2022", "05/06/2022", "in May"]) == ""
    assert guess_order(["13/04/2022", "04/13/2022"]) == ""
    assert guess_order(["2022-09-16", "-"]) == "ymd"
    assert guess_order(["2022-09-16", "03/04/2022"]) == ""


@given(st.text(max_size=40))
def test_any_text_is_read_kept_or_refused(text: str) -> None:
    """No text breaks the reader, and the text is never changed."""
    try:
        date = parse_date(text)
    except ValueRefused:
        return
    assert date is None or date.text == text
