"""Tests of everyname.intake.mapping."""

from __future__ import annotations

from pathlib import Path

from everyname.intake.mapping import Mapping, from_toml, guess_mapping, to_toml
from everyname.intake.reports import read_reports
from everyname.intake.sheet import read_sheet

NAMES = ["Nilo Varsanti", "Mira Oltan", "Sabo Kerin", "Tali Reshnava", "Orin Dashtavar", "Lema Kohnari"]


def guess(text: str) -> Mapping:
    return guess_mapping(read_sheet(text.encode(), "list.csv"))


def test_english_persian_and_arabic_headers_are_understood() -> None:
    """The same list under headers of three languages gives the same roles."""
    row = "1,Nilo Varsanti,31,male,2022-09-21,Tehran,Bullet wound"
    for header in (
        "id,full name,age,gender,date of death,city,cause",
        "شناسه,نام و نام خانوادگی,سن,جنسیت,تاریخ,شهر,نحوه کشته شدن",
        "المعرف,الاسم الكامل,العمر,الجنس,تاريخ الوفاة,المدينة,سبب الوفاة",
    ):
        roles = set(guess(f"{header}\n{row}\n").columns)
        assert roles == {"id", "name", "age", "sex", "date", "place", "outcome"}


def test_several_columns_may_fill_one_role() -> None:
    """Names in two scripts and dates in two calendars are all read."""
    mapping = guess(
        "name_en,name_fa,date_jalali,date_gregorian\nNilo Varsanti,نیلو ورسانتی,1401/06/30,2022-09-21\n"
    )
    assert mapping.headers("name") == ("name_en", "name_fa")
    assert mapping.headers("date") == ("date_jalali", "date_gregorian")


def test_a_bare_name_beside_a_family_name_is_the_given_name() -> None:
    """Columns "نام" and "نام خانوادگی" are the two parts of one name."""
    mapping = guess("نام,نام خانوادگی,سن\nنیلو,ورسانتی,31\nمیرا,التان,22\n")
    assert (mapping.headers("given"), mapping.headers("family")) == (("نام",), ("نام خانوادگی",))


def test_values_tell_where_headers_say_nothing() -> None:
    """Columns called A, B, C are understood by what stands in them."""
    lines = [f"k{i}x,{name},{20 + i * 7},{'fm'[i % 2]},2022-09-{10 + i},note" for i, name in enumerate(NAMES)]
    mapping = guess("\n".join(["A,B,C,D,E,F", *lines]))
    assert mapping.columns == {"id": ("A",), "name": ("B",), "age": ("C",), "sex": ("D",), "date": ("E",)}


def test_one_late_day_settles_the_order_of_all_dates() -> None:
    """21/09/2022 in a column shows that its days come first; without such a date nothing is guessed."""
    assert guess("name,date\nNilo Varsanti,21/09/2022\nMira Oltan,03/04/2022\n").date_order == "dmy"
    assert guess("name,date\nNilo Varsanti,02/09/2022\nMira Oltan,03/04/2022\n").date_order == ""


def test_running_numbers_and_national_ids_are_no_ids() -> None:
    """A number that shifts between releases, or that is a detail of a person, never names a report."""
    lines = [f"{i},{i}77{i},{name}" for i, name in enumerate(NAMES)]
    for header in (",national id,name", "#,کد ملی,name", "row,رقم الهوية,name"):
        assert guess("\n".join([header, *lines])).headers("id") == ()


def test_words_that_are_no_links_are_not_links() -> None:
    """A column of source names is kept as given and not taken for addresses."""
    mapping = guess("name,city,sources\nNilo Varsanti,Tehran,a friend; a list\n")
    assert mapping.headers("link") == ()


def test_the_country_of_most_places_settles_the_others() -> None:
    """Five places of one country hint at it; the person sees the hint in the mapping."""
    cities = ["Tehran", "Isfahan", "Shiraz", "Tabriz", "Mashhad", "Ahvaz"]
    lines = [f"{name},{city}" for name, city in zip(NAMES, cities, strict=True)]
    assert guess("\n".join(["name,city", *lines])).country_hint == "IR"


def test_the_real_lists_are_mapped_and_taken(real_data: Path) -> None:
    """Real lists in two scripts lose no row for a reason of ours."""
    for path in sorted((real_data / "iran").glob("list2022_*.csv")):
        sheet = read_sheet(path.read_bytes(), path.name)
        mapping = guess_mapping(sheet)
        assert {"id", "name", "age", "sex", "date", "place", "outcome"} <= set(mapping.columns)
        assert from_toml(to_toml(mapping)) == mapping
        intake = read_reports(sheet, mapping, "a list")
        assert len(intake.taken) + len(intake.refused) == len(sheet.rows)
        assert len(intake.refused) <= len(sheet.rows) // 100
