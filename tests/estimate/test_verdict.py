from __future__ import annotations

from everyname.estimate.simple import Interval
from everyname.estimate.verdict import say_headline, say_nothing, say_two_lists

RANGE = Interval(median=400.0, low=333.3, high=544.4)


def test_one_sentence_with_the_documented_count() -> None:
    """The verdict names the documented people first, then the range rounded outward, then its reach."""
    said = say_headline(300, 4, RANGE, dependent=False)
    assert said.startswith("300 people are documented on 4 lists; models that assume")
    assert "between 330 and 550" in said
    assert said.endswith("they do not cover people whom no list could reach.")
    assert said.count(". ") == 0


def test_range_never_rounds_below_the_seen() -> None:
    """Rounding outward stops at the people who were seen."""
    assert "between 332 and 550" in say_headline(332, 3, RANGE, dependent=False)


def test_dependence_is_said_in_the_verdict() -> None:
    """Lists that look dependent are mentioned in the sentence itself."""
    assert "may well be higher" in say_headline(300, 3, RANGE, dependent=True)


def test_refusal_says_why() -> None:
    """Without an estimate the sentence gives the reason."""
    said = say_nothing(1, 1, "too few lists")
    assert said.startswith("1 person is documented on 1 list; no estimate")
    assert said.endswith(": too few lists.")


def test_two_lists_are_conditional() -> None:
    """Chapman's range is said only as what would follow if the lists were independent."""
    assert "if they were, the total would lie between 330 and 550" in say_two_lists(300, 2, RANGE)
