"""Named bad tables: each is refused with its reason, and none gives a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from everyname.errors import EstimateRefused, FileRefused
from everyname.estimate import Panel, Reason, estimate_panel, read_patterns
from vectors.make_vectors import TABLES

FOLDER = Path(__file__).parents[1] / "vectors" / "tables"

UNREADABLE = {
    "count_empty.csv": "line 8: the count '' is not a whole number",
    "count_fractional.csv": "line 8: the count '17.5' is not a whole number",
    "count_infinite.csv": "line 8: the count 'inf' is not a whole number",
    "count_misplaced.csv": "the last column of the first line is 'C', not 'count'",
    "count_nan.csv": "line 8: the count 'NaN' is not a whole number",
    "count_negative.csv": "line 8: the count '-17' is not a whole number from 0 up",
    "count_twenty_digits.csv": "line 8: the count '10000000000000000000' is not",
    "count_twice.csv": "the column of counts stands twice",
    "count_with_comma.csv": "line 8: the count '1,017' is not a whole number",
    "count_with_exponent.csv": "line 8: the count '1e3' is not a whole number",
    "empty.csv": "the file is empty",
    "list_name_empty.csv": "a list has no name",
    "list_name_repeated.csv": "the list name 'A' is used twice",
    "lists_none.csv": "the table has no list",
    "no_count.csv": "not 'count'",
    "on_no_list.csv": "line 2: 900 people are counted as on no list",
    "pattern_repeated.csv": "line 8: this pattern stands in the table twice",
    "pattern_short.csv": "line 8: 3 columns where the first line has 4",
    "pattern_two.csv": "line 8: '2' stands in a list's column, which takes 0 or 1",
    "pattern_words.csv": "line 8: 'yes' stands in a list's column",
}
COUNTS_NOBODY = {
    "all_zero_counts.csv": "counts no person",
    "count_a_thousand_million.csv": "at most 100,000,000",
    "header_only.csv": "counts no person",
}
NO_ESTIMATE = {
    "list_contained.csv": Reason.CONTAINED_LIST,
    "list_contained_small.csv": Reason.CONTAINED_LIST,
    "lists_copied.csv": Reason.CONTAINED_LIST,
    "lists_forty.csv": Reason.TOO_MANY_LISTS,
    "lists_one.csv": Reason.TOO_FEW_LISTS,
    "lists_one_filled.csv": Reason.TOO_FEW_LISTS,
    "overlaps_all_zero.csv": Reason.NO_OVERLAP,
    "overlaps_of_one_pair.csv": Reason.TOO_FEW_LISTS,
}


def read(name: str) -> Panel:
    return estimate_panel(read_patterns((FOLDER / name).read_text("utf-8"), name))


def test_every_bad_table_is_expected() -> None:
    """No bad table lies in the folder untested."""
    assert set(TABLES) == {*UNREADABLE, *COUNTS_NOBODY, *NO_ESTIMATE}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_table_is_refused_with_its_line(name: str) -> None:
    """A file that is no pattern table is refused with its name, the line and what to do."""
    with pytest.raises(FileRefused) as refused:
        read(name)
    assert refused.value.happened.startswith(name)
    assert UNREADABLE[name] in refused.value.happened
    assert refused.value.remedy


@pytest.mark.parametrize("name", COUNTS_NOBODY)
def test_table_without_a_possible_count_is_refused(name: str) -> None:
    """A table that counts nobody, or more people than lists of persons hold, is refused with what to do."""
    with pytest.raises(EstimateRefused, match=COUNTS_NOBODY[name]) as refused:
        read(name)
    assert refused.value.remedy


@pytest.mark.parametrize("name", NO_ESTIMATE)
def test_table_that_allows_no_estimate_gives_no_number(name: str) -> None:
    """A table that can be read and allows no estimate gives its reason in every row, and no number."""
    panel = read(name)
    assert panel.reason is NO_ESTIMATE[name]
    assert panel.headline is None
    assert all(row.interval is None and row.draws is None and row.refused for row in panel.rows)
    assert "no estimate" in panel.verdict
