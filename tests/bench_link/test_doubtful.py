from __future__ import annotations

import pytest

from bench_link.doubtful import KNOWN, Doubtful, within

MANY = [(given, f"خانه{number}") for given in ("لام", "لیم") for number in range(KNOWN)]


@pytest.mark.parametrize(
    ("one", "other", "edits", "expected"),
    [
        ("beit", "beit", 0, True),
        ("beit", "bet", 1, True),
        ("beit", "bt", 1, False),
        ("abcd", "badc", 2, False),
    ],
)
def test_edits_are_counted(one: str, other: str, edits: int, expected: bool) -> None:
    """A text is within so many edits of another, or not."""
    assert within(one, other, edits) is expected
    assert within(other, one, edits) is expected


def test_rare_spellings_nearly_alike_are_doubtful() -> None:
    """Two records that differ by a letter in each script may be of one person."""
    assert Doubtful(MANY)((("لام", "دلوند"), "lamdelvand"), (("لام", "دلوندی"), "lamdelvandi"))


def test_two_known_names_are_two_names() -> None:
    """Names that differ in tokens many people bear are different however near."""
    assert not Doubtful(MANY)((("لام", "دلوند"), "lamdelvand"), (("لیم", "دلوند"), "limdelvand"))


def test_names_far_apart_in_one_script_are_different() -> None:
    """Likeness in one script alone raises no doubt."""
    assert not Doubtful(MANY)((("لام", "دلوند"), "lamdelvand"), (("لام", "دلوندی"), "lamkarimzade"))
