"""Small facts about the words of a clause."""

import pytest

from everyname.claims.clause import aside_end, aside_start, has_object, is_passive
from everyname.claims.grammar import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two guards", True),
        ("him", True),
        ("Jana Orel", True),
        ("in May", False),
        ("on Monday", False),
        ("", False),
    ],
)
def test_an_object_is_told_from_a_time_or_place(text: str, expected: bool) -> None:
    """What a verb is done to is told from where and when."""
    assert has_object(tokenize(text), 0) is expected


def test_a_passive_is_seen_through_adverbs() -> None:
    """Words between the auxiliary and the participle do not hide a passive."""
    assert is_passive(tokenize("were later brutally killed"), 3)
    assert not is_passive(tokenize("they have killed"), 2)


def test_an_aside_is_stepped_over_whole_or_not_at_all() -> None:
    """A bracket is skipped to its partner; one without a partner is not skipped."""
    tokens = tokenize("six ( five and one ) men (")
    assert aside_end(tokens, 1) == 5
    assert aside_start(tokens, 5) == 1
    assert aside_end(tokens, 7) == 7
