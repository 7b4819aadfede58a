from __future__ import annotations

from everyname.estimate.reasons import TEXTS, Reason, in_words


def test_every_reason_has_words() -> None:
    """The set of reasons is closed: each has its words."""
    assert set(TEXTS) == set(Reason)


def test_words_carry_the_facts() -> None:
    """A reason names the facts it rests on."""
    assert in_words(Reason.TOO_FEW_LISTS, usable=2, given=5).startswith(
        "fewer than three usable lists (2 of 5)"
    )
