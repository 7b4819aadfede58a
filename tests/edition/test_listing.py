"""The list of names: everybody findable, in pieces a phone can open."""

from __future__ import annotations

from edition.invented import facts, person, report
from everyname.edition.listing import PAGE_SIZE, listings
from everyname.edition.redact import PersonCase, Rules, allow
from everyname.edition.voice import Voice


def _listings(given: tuple[PersonCase, ...], language: str = "en") -> list:  # type: ignore[type-arg]
    edition = allow(facts(cases=given), Rules())
    return list(listings(edition.persons, Voice(edition, language)))


def test_few_names_stand_on_one_page() -> None:
    """A short list is one page with both alphabets, the reader's own first."""
    english, persian = (
        _listings((person(1), person(2, report(name="تالان"))))[0],
        _listings((person(1), person(2, report(name="تالان"))), "fa")[0],
    )
    assert [s.letter for s in english.sections] == ["T", "ت"]
    assert [s.letter for s in persian.sections] == ["ت", "T"]


def test_many_names_are_parted_and_nobody_is_lost() -> None:
    """In a long list every person stands on exactly one page for each script, none over the limit."""
    given = tuple(person(n, report(name=f"{'ABC'[n % 3]}nam {n}")) for n in range(2 * PAGE_SIZE + 1_500))
    pages = _listings(given)
    shown = [entry.id for page in pages for section in page.sections for entry in section.entries]
    assert len(shown) == len(set(shown)) == len(given)
    assert all(sum(len(s.entries) for s in page.sections) <= PAGE_SIZE for page in pages)
    addresses = {address for block in pages[0].index for _, address in block.letters}
    assert addresses == {page.path for page in pages[1:]}


def test_two_scripts_put_a_person_in_both_lists() -> None:
    """A person whose name is stated in two scripts is found under each."""
    page = _listings((person(1, report(), report("River List", "تالان میروش")),))[0]
    assert [s.letter for s in page.sections] == ["T", "ت"]


def test_unnamed_persons_are_listed_apart() -> None:
    """Persons without a name are listed after the letters, in pages of their own where they are many."""
    given = tuple(person(n, report(name="", ages=())) for n in range(PAGE_SIZE + 5))
    pages = _listings(given)
    assert [len(p.unnamed) for p in pages] == [PAGE_SIZE, 5]
    assert pages[0].sections == ()
