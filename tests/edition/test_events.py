"""Events: persons of one published day and place together, from enough of them on."""

from __future__ import annotations

from edition.invented import day, edition_files, facts, person, report
from everyname.edition.page.events import ROWS, Event, event_tables, events_of
from everyname.edition.public import PublicEdition, PublicPlace
from everyname.edition.redact import PersonCase, Rules, allow
from everyname.model import StatedAge


def _cases(count: int, **more: object) -> tuple[PersonCase, ...]:
    return tuple(person(n, report(name=f"Talan {chr(65 + n)}", **more)) for n in range(count))


def _edition(cases: tuple[PersonCase, ...], **rules: object) -> PublicEdition:
    return allow(facts(cases=cases), Rules(**rules))  # type: ignore[arg-type]


def test_an_event_lists_its_persons_and_they_lead_to_it() -> None:
    """Three persons of one day and city share a page, which each of their pages leads to."""
    edition = _edition(_cases(3))
    (event,) = events_of(edition.persons, 0)
    files = edition_files(edition)
    page = files[f"en/{event.path}"].decode()
    for one in edition.persons:
        assert f"../persons/{one.id}.html" in page
        assert f"../{event.path}" in files[f"en/persons/{one.id}.html"].decode()
    assert f'href="{event.path}"' in files["en/events.html"].decode()


def test_few_persons_are_no_event() -> None:
    """Two persons have no page of their own, nor four where the policy hides counts below five."""
    assert events_of(_edition(_cases(2)).persons, 0) == ()
    assert events_of(_edition(_cases(4)).persons, 5) == ()


def test_events_rest_on_published_values_alone() -> None:
    """Where days or cities are not published, no event tells them; a minor is in none of a city."""
    assert events_of(_edition(_cases(4), date_precision="month").persons, 0) == ()
    (coarse,) = events_of(_edition(_cases(4), place_precision="province").persons, 0)
    assert coarse.place == PublicPlace(country="XA", province="Marou")
    child = person(9, report(name="Nima Rusta", ages=(StatedAge(text="16", low=16, high=16),)))
    (event,) = events_of(_edition((*_cases(3), child)).persons, 0)
    assert child.person.id not in {one.id for one in event.persons}


def test_days_that_differ_are_no_event() -> None:
    """A person whose sources give different days belongs to no event."""
    unsure = person(5, report(), report("River List", dates=(day("2030-02-12"),)))
    (event,) = events_of(_edition((*_cases(3), unsure)).persons, 0)
    assert unsure.person.id not in {one.id for one in event.persons}


def test_an_events_address_stays_the_same() -> None:
    """The page of a day and place keeps its address when more persons join it."""
    (before,), (after,) = (events_of(_edition(_cases(n)).persons, 0) for n in (3, 6))
    assert before.path == after.path


def test_the_table_of_many_events_is_parted() -> None:
    """More events than a page holds stand on several pages of the table, each linked."""
    events = [
        Event(path=f"events/{n}.html", day="2030-01-01", place=PublicPlace(), persons=())
        for n in range(ROWS + 1)
    ]
    tables = list(event_tables(events))
    assert [table.path for table in tables] == ["events.html", "events-2.html"]
    assert tables[1].parts == ((1, "events.html"), (2, ""))
