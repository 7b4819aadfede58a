from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyname.places.resolve import guess_country, resolve_place


def found(text: str, **known: str) -> tuple[str, str, str, str]:
    place = resolve_place(text, **known)
    return place.country, place.province, place.city, place.precision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Divandarreh", ("IR", "Kurdistan", "Dīvāndarreh", "city")),
        ("Sardasht, West Azerbaijan Province", ("IR", "West Azerbaijan", "Sardasht", "city")),
        ("بندر انزلی", ("IR", "Gilan", "Bandar-e Anzalī", "city")),
        ("Kargar Avenue, near Amir Abad, Tehran", ("IR", "Tehran", "Tehran", "city")),
        ("Ray, Tehran", ("IR", "Tehran", "Rey", "city")),
        ("Sistan va Baluchestan", ("IR", "Sistan and Baluchestan", "", "province")),
        ("استان تهران", ("IR", "Tehran", "", "province")),
        ("Tehran Province", ("IR", "Tehran", "", "province")),
        ("Tehran (originally from Saqqez, Kurdistan)", ("IR", "Tehran", "Tehran", "city")),
        ("Islamabad-e Gharb / Kermanshah", ("IR", "Kermanshah", "Eslāmābād-e Gharb", "city")),
        ("كركوك", ("IQ", "Kirkuk", "Kirkuk", "city")),
        ("Erbil, Kurdistan", ("IQ", "Erbil", "Erbil", "city")),
        ("Mosul, Iraq", ("IQ", "Nineveh", "Mosul", "city")),
        ("حلب", ("SY", "Aleppo", "Aleppo", "city")),
        ("El Fasher, North Darfur", ("SD", "North Darfur", "El Fasher", "city")),
        ("خان يونس", ("PS", "Gaza Strip", "Khān Yūnis", "city")),
        ("Iran", ("IR", "", "", "country")),
        ("Fardis, Iran", ("IR", "Alborz", "Fardīs", "city")),
        ("Marlik Karaj, Iran", ("IR", "Alborz", "Karaj", "city")),
        ("آبادان", ("IR", "Khuzestan", "Abadan", "city")),
    ],
)
def test_places_in_several_scripts(text: str, expected: tuple[str, str, str, str]) -> None:
    """A place is found from the parts that name it, at the precision stated."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["", "Unknown", "in the mountains", "Kowsar Hospital", "Valencia", "Kurdistan", "بابل"]
)
def test_what_names_no_one_place_stays_unread(text: str) -> None:
    """A building, a placeholder and a name of several places keep their text and get no place."""
    place = resolve_place(text)
    assert (place.text, place.precision, place.country) == (text, "unread", "")


@pytest.mark.parametrize(
    ("text", "province"), [("Garmsar / Tehran", "Tehran"), ("Pakdasht / Varamin, Tehran Province", "Tehran")]
)
def test_two_cities_drop_to_what_they_share(text: str, province: str) -> None:
    """Two alternatives give no city."""
    assert found(text, country_hint="IR") == ("IR", province, "", "province")


def test_the_hint_decides_between_countries() -> None:
    """A name of two countries is the one of the hint, and far smaller places are then known."""
    assert found("Kurdistan", country_hint="IR")[:2] == ("IR", "Kurdistan")
    assert found("بابل", country_hint="IR")[:3] == ("IR", "Mazandaran", "Bābol")
    assert found("بابل", country_hint="IQ")[0] == "IQ"
    assert found("Langaroud", country_hint="IR")[2] == "Langarūd"


def test_the_hint_does_not_hide_what_is_stated() -> None:
    """A stated country or a capital abroad is not moved; a lesser name abroad stays unread."""
    assert found("Mosul, Iraq", country_hint="IR")[0] == "IQ"
    assert found("بغداد", country_hint="IR")[:2] == ("IQ", "Baghdad")
    assert found("San Francisco", country_hint="IR")[3] == "unread"


def test_the_province_column_decides_and_is_kept() -> None:
    """A province stated in its own column chooses among cities, stands alone, and joins the text kept."""
    place = resolve_place("سردشت", province="آذربایجان غربی")
    assert (place.city, place.province, place.text) == (
        "Sardasht",
        "West Azerbaijan",
        "سردشت, آذربایجان غربی",
    )
    assert found("Madani Hospital", province="Alborz", country_hint="IR") == ("IR", "Alborz", "", "province")
    assert found("Mahabad", province="Fars", country_hint="IR")[2:] == ("", "province")


def test_a_columns_country_is_guessed_from_its_majority() -> None:
    """Most places of a column tell its country; a mixed column tells none."""
    assert guess_country(["Tehran", "شیراز", "Mashhad", "Isfahan", "Rasht", "nowhere", "-"]) == "IR"
    assert guess_country(["Tehran", "Shiraz", "Mosul", "Baghdad", "Aleppo", "Homs"]) == ""
    assert guess_country([]) == ""


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_is_kept(text: str) -> None:
    """No text breaks the reader, and the text is never changed."""
    assert resolve_place(text).text == text


@pytest.mark.parametrize(
    ("name", "column", "province"),
    [
        ("hrana", "place", ""),
        ("wikipedia", "place", "province"),
        ("boroumand", "place", "province"),
        ("javidnam", "city", "province"),
    ],
)
def test_real_lists_resolve(real_data: Path, name: str, column: str, province: str) -> None:
    """At least nine of ten places of each real list get a province, and nearly none lands abroad."""
    with (real_data / "iran" / f"list2022_{name}.csv").open(encoding="utf-8") as file:
        stated = [(row[column], row.get(province, "")) for row in csv.DictReader(file)]
    places = [resolve_place(a, province=b, country_hint="IR") for a, b in stated if a or b]
    assert sum(bool(place.province) for place in places) >= 0.9 * len(places)
    assert sum(place.country not in ("", "IR") for place in places) <= 2
