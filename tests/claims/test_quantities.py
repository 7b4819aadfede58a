"""Numbers that count, apart from all other numbers."""

import pytest

from everyname.claims.grammar import tokenize
from everyname.claims.quantities import quantities


def found(text: str) -> list[str]:
    """Give the quoted numbers of a text."""
    return [text[q.start : q.end] for q in quantities(text, tokenize(text))]


@pytest.mark.parametrize(
    "text",
    [
        "on 8 March",
        "on September 8, 1979",
        "in 1988",
        "since 2019",
        "at 10:30",
        "2020-03-08",
        "8/3/2020",
        "$500",
        "40 percent",
        "60%",
        "the 40th day",
        "a 12-year-old",
        "Law 18314",
        "an AK-47",
        "aged between 8 and 17",
        "1.5 metres",
    ],
)
def test_dates_times_ages_and_names_are_no_counts(text: str) -> None:
    """A date, time, year, price, share, age, ordinal or model number is not taken for a count."""
    assert found(text) == []


def test_a_year_sized_count_is_still_a_count() -> None:
    """A number that looks like a year counts when a qualifier or a comma shows that it does."""
    assert found("over 2019 people") == ["2019"]
    assert found("2,019 people") == ["2,019"]


def test_the_span_holds_the_number_without_its_qualifier() -> None:
    """The qualifier is kept beside the number, in the text's own letters."""
    text = "More  than\ntwenty-two people"
    (quantity,) = quantities(text, tokenize(text))
    assert text[quantity.start : quantity.end] == "twenty-two"
    assert quantity.qualifier == "More than"
