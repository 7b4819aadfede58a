"""Places: a map and the same as a table, sums that hold, small cells that stay hidden."""

from __future__ import annotations

import re

from edition.invented import edition_files, facts, person, report
from everyname.edition.page.places import lands_of
from everyname.edition.redact import Rules, allow
from everyname.model import StatedPlace


def _at(country: str, province: str = "", city: str = "") -> tuple[StatedPlace, ...]:
    precision = "city" if city else "province" if province else "country"
    return (StatedPlace(text="x", country=country, province=province, city=city, precision=precision),)


def _cases(*counts: tuple[tuple[StatedPlace, ...], int]) -> tuple[object, ...]:
    places = [place for place, count in counts for _ in range(count)]
    return tuple(
        person(n, report(name=f"Talan {chr(97 + n % 26)}{n}", places=place)) for n, place in enumerate(places)
    )


CASES = _cases(
    (_at("IR", "Kerman", "Rafan"), 4),
    (_at("IR", "Kerman", "Sarv"), 2),
    (_at("IR", "Kerman"), 1),
    (_at("IR", "Yazd", "Tal"), 3),
    (_at("IR", "Qom", "Mir"), 1),
    (_at("IR"), 1),
    (_at("XA", "Marou", "Sarvan"), 2),
)


def test_rows_of_a_land_sum_to_its_persons() -> None:
    """Whoever's province is not known stands in a row, so that nobody is missing from the table."""
    lands = lands_of(allow(facts(cases=CASES), Rules()).persons, 0)
    assert [(land.country, sum(p.count or 0 for p in land.provinces)) for land in lands] == [
        ("IR", 12),
        ("XA", 2),
    ]
    assert [(p.name, p.count) for p in lands[0].provinces] == [
        ("Kerman", 7),
        ("Yazd", 3),
        ("Qom", 1),
        ("", 1),
    ]
    assert lands[0].provinces[0].towns == (("Rafan", 4), ("Sarv", 2), ("", 1))


def test_a_small_cell_stays_hidden_in_table_map_and_towns() -> None:
    """A number below the rule's is shown nowhere, nor can it be had by subtraction or from its towns."""
    edition = allow(facts(cases=CASES), Rules(small_cell=3))
    provinces = {p.name: p for p in lands_of(edition.persons, 3)[0].provinces}
    assert provinces["Qom"].count is None
    assert provinces["Qom"].towns == ()
    assert [count for _, count in provinces["Kerman"].towns] == [4, None, None]
    page = edition_files(edition)["en/places.html"].decode()
    assert "Qom: fewer than 3" in page


def test_the_page_draws_a_land_it_has_a_map_of() -> None:
    """A reader sees the map with its numbers and borders' source, and a table where there is no map."""
    page = edition_files(allow(facts(cases=CASES), Rules()))["en/places.html"].decode()
    assert page.count("<svg") == 1
    assert re.search(r"<text[^>]*>7</text>", page)
    assert "Natural Earth" in page
    assert "<h2><bdi" in page
    assert "Iran</bdi></h2>" in page
    assert "Marou" in page


def test_a_province_leads_to_its_names() -> None:
    """The name of a province is a way to the list of persons in it, and that list exists."""
    files = edition_files(allow(facts(cases=CASES), Rules()))
    found = re.search(r'<a href="(names/province-[^"]+)"><bdi[^>]*>Kerman<', files["en/places.html"].decode())
    assert found is not None
    assert "Talan" in files[f"en/{found[1]}"].decode()


def test_ways_to_find_names_say_their_values() -> None:
    """The list of provinces beside the names says which they are."""
    page = edition_files(allow(facts(cases=CASES), Rules()))["en/names.html"].decode()
    assert re.search(r'<a href="names/province-[^"]+"><bdi[^>]*>Kerman<', page)


def test_nobody_is_nowhere() -> None:
    """An edition without persons has a page of places that says so."""
    assert b"<table" not in edition_files(allow(facts(cases=(), claims=()), Rules()))["en/places.html"]
