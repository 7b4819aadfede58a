"""Tests of everyname.intake.header_words."""

from __future__ import annotations

import pytest

from everyname.intake.header_words import ROLES, calendar_of, role_of


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Full Name", "name"), ("name_fa", "name"), ("NAME_AR", "name"), ("name_latin", "name"),
        ("نام", "name"), ("نام و نام خانوادگی", "name"), ("نام و نام‌خانوادگی", "name"),
        ("الاسم", "name"), ("اسم الشهيد", "name"), ("الإسم الكامل", "name"), ("نام خانوادگی", "family"),
        ("first_name", "given"), ("اسم الأب", "father"), ("age", "age"), ("سن", "age"), ("العمر", "age"),
        ("gender", "sex"), ("جنسیت", "sex"), ("الجنس", "sex"), ("Date of Death", "date"),
        ("تاریخ", "date"), ("تاریخ (شمسی)", "date"), ("date_gregorian", "date"), ("dob", "birth"),
        ("date_of_death_gregorian", "date"), ("name_given", "given"), ("birth_year", "birth"),
        ("تاريخ الميلاد", "birth"), ("City", "place"), ("شهر", "place"), ("المدينة", "place"),
        ("Province", "province"), ("استان", "province"), ("المحافظة", "province"), ("cause", "outcome"),
        ("نحوه کشته شدن", "outcome"), ("سبب الوفاة", "outcome"), ("source URL", "link"),
        ("منبع", "link"), ("photo", "picture"), ("عکس", "picture"), ("الصورة", "picture"),
        ("rec_id", "id"), ("slug", "id"), ("date of burial", "other"), ("place of birth", "other"),
        ("mother's name", "other"), ("favourite colour", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_header_names_its_role(header: str, role: str) -> None:
    """Headers in English, Persian and Arabic are understood, whatever their case, marks and keyboard."""
    assert role_of(header) == role
    assert role in (*ROLES, "other", "")


@pytest.mark.parametrize(
    ("header", "calendar"),
    [("date_jalali", "jalali"), ("تاریخ هجری شمسی", "jalali"), ("التاريخ الهجري", "hijri"), ("date", "")],
)
def test_a_header_can_name_a_calendar(header: str, calendar: str) -> None:
    """The solar year of the hijra is the Jalali calendar; the lunar one is Hijri."""
    assert calendar_of(header) == calendar


def test_english_rolls_are_understood() -> None:
    """Forenames, middle initials and suburbs are names and places, as given names and towns are."""
    assert [role_of(h) for h in ("Forenames", "christian_name", "Middle Initial", "Suburb")] == [
        "given",
        "given",
        "father",
        "place",
    ]
