"""The table of name parts."""

import itertools

import pytest

from everyname.demo.name_table import FAMILY_ARABIC, FAMILY_PERSIAN, FEMALE, MALE


@pytest.mark.parametrize("block", [MALE, FEMALE, *FAMILY_ARABIC, *FAMILY_PERSIAN])
def test_every_line_has_its_three_fields(block: str) -> None:
    """A part without a Persian or a Latin spelling would make nameless people."""
    for line in block.strip().splitlines():
        persian, _, latin = line.split("|")
        assert persian
        assert all(latin.split("/"))
        assert not any("a" <= letter.lower() <= "z" for letter in persian)


def test_no_spelling_belongs_to_two_given_names() -> None:
    """Two given names never share a spelling, or truth could not tell the persons apart by name."""
    spellings = [line.split("|")[2].split("/") for line in (MALE + FEMALE).strip().splitlines() if line]
    flat = list(itertools.chain.from_iterable(spellings))
    assert sorted(flat) == sorted(set(flat))
