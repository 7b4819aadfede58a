"""Names by outcome, province, month and age: a page for every value, and none for too few."""

from __future__ import annotations

import re

from edition.invented import day, edition_files, facts, person, report
from everyname.edition.page.facets import PAGE_SIZE, facets, pages_of
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.edition.voice import Voice
from everyname.model import StatedAge


def _edition(small: int = 0) -> PublicEdition:
    given = [person(n, report(name=f"Talan {chr(65 + n)}")) for n in range(5)]
    given += [
        person(n, report(name=f"Ardu {chr(65 + n)}", dates=(day("2030-03-02"),), ages=())) for n in (7, 8)
    ]
    return allow(facts(cases=tuple(given)), Rules(small_cell=small))


def test_each_value_has_a_page_with_its_persons() -> None:
    """The page of a month lists who is dated in it, and the page of names says how many there are."""
    files = edition_files(_edition())
    page = files["en/names/month-2030-03.html"].decode()
    assert page.count("persons/p") == 2
    assert "Ardu H" in page
    assert "Talan A" not in page
    index = files["en/names.html"].decode()
    assert re.search(r'href="names/month-2030-03.html">.*?</a> <data[^>]*>2</data>', index)
    assert re.search(r'href="names/age-band-25-34.html">.*?</a> <data[^>]*>5</data>', index)


def test_small_values_have_no_page_and_no_count() -> None:
    """A value below the policy's small cell has no list and no count, nor has the one that would tell it."""
    files = edition_files(_edition(small=3))
    assert not [path for path in files if path.startswith("en/names/month-")]
    assert "fewer than 3" in files["en/names.html"].decode()


def test_two_ages_of_one_band_do_not_differ() -> None:
    """Of 31 by one source and 32 by another is 25-34; of 31 and 41 stands where sources differ."""
    near = person(1, report(), report("River List", ages=(StatedAge(text="32", low=32, high=32),)))
    far = person(2, report(), report("River List", ages=(StatedAge(text="41", low=41, high=41),)))
    found = facets(allow(facts(cases=(near, far)), Rules()).persons, 0)
    bands = next(facet for facet in found if facet.name == "age_band")
    assert {value.value: len(value.persons) for value in bands.values} == {"25-34": 1, "differs": 1}


def test_what_nobody_states_is_no_way_to_find_names() -> None:
    """Without any stated age there is no list of names by age."""
    edition = allow(facts(cases=(person(1, report(ages=())),)), Rules())
    assert "age_band" not in {facet.name for facet in facets(edition.persons, 0)}


def test_a_long_list_is_parted_with_a_way_to_every_part() -> None:
    """More persons than a page holds stand on several pages, each linked from the others; nobody is lost."""
    one = _edition().persons[0]
    pages = list(pages_of([one] * (PAGE_SIZE + 1), "names/x.html", "X", Voice(_edition(), "en")))
    assert [page.path for page in pages] == ["names/x.html", "names/x-2.html"]
    assert sum(len(section.entries) for page in pages for section in page.sections) == PAGE_SIZE + 1
    assert pages[0].parts == (("1", ""), ("2", "x-2.html"))
