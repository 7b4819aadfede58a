"""Tests of everyname.intake.mapping_file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import FileRefused, UsedWrongly
from everyname.intake.header_words import ROLES
from everyname.intake.mapping_file import Mapping, from_toml, to_toml, use_as_id

HEADERS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=3)


@given(
    st.dictionaries(st.sampled_from(ROLES), HEADERS.map(tuple), max_size=6),
    st.sampled_from(["", "dmy", "mdy"]),
    st.sampled_from(["", "IR", "UA"]),
    st.booleans(),
)
def test_a_mapping_survives_its_file(
    columns: dict[str, tuple[str, ...]], order: str, country: str, free: bool
) -> None:
    """Whatever headers a list has, the mapping a person reads is the mapping that is used."""
    mapping = Mapping(columns=columns, date_order=order, country_hint=country, duplicate_free=free)
    assert from_toml(to_toml(mapping)) == mapping


def test_a_single_header_needs_no_list() -> None:
    """A person may write name = "Full name"."""
    assert from_toml('[columns]\nname = "Full name"\n').headers("name") == ("Full name",)


@pytest.mark.parametrize(
    "text",
    [
        'assumed_outcome = "dead"',
        'country_hint = "Iran"',
        'calendar = "maya"',
        "has_header = 1",
        "columns = 3",
    ],
)
def test_a_setting_that_cannot_be_is_refused(text: str) -> None:
    """A setting outside its allowed words is refused, and the refusal says what is allowed."""
    with pytest.raises(FileRefused):
        from_toml(text)


def test_the_id_column_has_no_other_role() -> None:
    """A column made the id is taken out of every other role, and roles left empty disappear."""
    mapping = use_as_id(Mapping(columns={"id": ("no",), "name": ("who", "also"), "place": ("code",)}), "code")
    assert mapping.columns == {"id": ("code",), "name": ("who", "also")}


def test_an_unknown_role_is_used_wrongly() -> None:
    """A role that does not exist cannot be made in code either."""
    with pytest.raises(UsedWrongly):
        Mapping(columns={"hobby": ("a",)})
