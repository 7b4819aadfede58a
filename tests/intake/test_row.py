"""Tests of everyname.intake.row: what one row of a list becomes."""

from __future__ import annotations

import datetime

import pytest

from everyname.errors import ValueRefused
from everyname.intake.mapping import guess_mapping
from everyname.intake.mapping_file import Mapping
from everyname.intake.reports import read_reports
from everyname.intake.row import MAX_NAME, Reading, read_row
from everyname.intake.sheet import read_sheet
from everyname.model.report import Report


def one(header: str, row: str, mapping: Mapping | None = None) -> Report:
    """Read the one row of a list; a refusal of it is raised."""
    sheet = read_sheet(f"{header}\n{row}\n".encode(), "list.csv")
    intake = read_reports(sheet, mapping or guess_mapping(sheet), "office")
    if intake.refused:
        raise ValueRefused(intake.refused[0][1])
    return intake.taken[0][1]


def test_a_date_in_two_calendars_is_two_dates_of_one_day() -> None:
    """Both statements are kept, and mean the same day."""
    dates = one("name,date_jalali,date_gregorian", "Nilo Varsanti,۱۴۰۱/۰۶/۳۰,2022-09-21").dates
    assert [date.calendar for date in dates] == ["jalali", "gregorian"]
    assert {date.earliest for date in dates} == {datetime.date(2022, 9, 21)}
    assert dates[0].text == "۱۴۰۱/۰۶/۳۰"


def test_a_hijri_header_decides_over_the_look_of_the_year() -> None:
    """1444 under a Hijri header is a lunar year, not a solar one of the future."""
    [date] = one("الاسم,التاريخ الهجري", "نيلو ورسانتي,1444/02/24").dates
    assert date.calendar == "hijri"


def test_a_split_name_is_joined_in_its_order() -> None:
    """Given, father's, grandfather's and family name make one name, in that order."""
    header = "family name,first name,grandfather name,father name,age"
    [name] = one(header, "Varsanti,Nilo,Oran,Sabo,31").names
    assert (name.text, name.script) == ("Nilo Sabo Oran Varsanti", "latin")


def test_a_name_with_another_in_brackets_stays_one_text() -> None:
    """A name cell is not cut; the names room reads its parts."""
    assert one("name,age", "Nilo Varsanti (Kerin),31").names[0].text == "Nilo Varsanti (Kerin)"


def test_a_placeholder_is_no_name() -> None:
    """The word "unknown" makes an unnamed report, counted apart."""
    assert not one("name,city", "نامشخص,Tehran").is_named


def test_formula_like_cells_stay_text() -> None:
    """A cell that begins like a formula is kept letter by letter."""
    report = one("name,remark", '"=HYPERLINK(""http://example.org"")",+98 21')
    assert report.names[0].text == '=HYPERLINK("http://example.org")'
    assert report.others == (("remark", "+98 21"),)


def test_columns_no_role_reads_are_kept() -> None:
    """Nothing given is lost: an unread column stays under its header."""
    assert one("name,city,favourite song", "Nilo Varsanti,Tehran,one of hope").others == (
        ("favourite song", "one of hope"),
    )


def test_an_unknown_word_is_kept_and_not_guessed() -> None:
    """A misspelt sex refuses nobody: the row is taken and the word kept unread."""
    report = one("name,gender", "Nilo Varsanti,Mxle")
    assert report.sexes == ()
    assert ("gender", "Mxle") in report.others


def test_links_and_pictures_of_one_cell_come_apart() -> None:
    """Several links or file names in one cell are several."""
    report = one("name,link,photo", "Nilo Varsanti,https://example.org/a; https://example.org/b,a.jpg; b.png")
    assert report.links == ("https://example.org/a", "https://example.org/b")
    assert [picture.file_name for picture in report.pictures] == ["a.jpg", "b.png"]


def test_the_outcome_of_the_list_fills_rows_that_state_none() -> None:
    """With assumed_outcome a row without a cause carries the outcome of its list."""
    mapping = Mapping(columns={"name": ("name",), "outcome": ("cause",)}, assumed_outcome="killed")
    assert one("name,cause,age", "Nilo Varsanti,,31", mapping).outcomes[0].term == "killed"
    stated = one("name,cause,age", "Nilo Varsanti,somehow,31", mapping).outcomes[0]
    assert (stated.text, stated.term) == ("somehow", "killed")


def test_a_name_of_ten_thousand_signs_is_refused() -> None:
    """A cell far too long for a name refuses its row and says how long it is."""
    with pytest.raises(ValueRefused, match="10000 signs"):
        one("name,age", "x" * 10_000 + ",31")
    assert one("name,age", "x" * MAX_NAME + ",31").is_named


def test_marks_of_direction_do_no_harm() -> None:
    """Left-to-right marks and joiners are ordinary in Persian typing; only an override is refused."""
    assert one("name,age", "\u200fعلی\u200cرضا\u200e,31").is_named
    with pytest.raises(ValueRefused, match="OVERRIDE"):
        one("name,age", "Nilo \u202einasraV,31")


def test_too_many_values_are_refused_in_words() -> None:
    """A row with more values than headers says both numbers."""
    reading = Reading(
        source="office",
        headers=("name",),
        places={"name": 0},
        mapping=Mapping(columns={"name": ("name",)}),
        orders={},
    )
    with pytest.raises(ValueRefused, match="2 values under 1 headers"):
        read_row(("Nilo", "31"), reading)
