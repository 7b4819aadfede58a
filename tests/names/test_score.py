import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyname.names import explain, parse_name, score_pairs

NAMES = st.text(alphabet="abdhikmrsأحدرسمنوي ‌-'", max_size=24)


@pytest.mark.parametrize(
    ("name", "spelling", "sibling"),
    [
        ("سالم كامل خليل بركات", "Salem Kamel Khalil Barakat", "Salma Kamel Khalil Barakat"),
        ("نیما رستگار", "Nima Rastegar", "Mina Rastegar"),
        ("حسین رستگار", "Hossein Rastegar", "Hassan Rastegar"),
        ("محمد زیاد البغدادي", "Mohammed Ziyad Al-Baghdadi", "Mahmoud Ziyad Al-Baghdadi"),
        ("Hossein Rastegar", "Husayn Rastgar", "Hassan Rastegar"),
    ],
)
def test_spelling_scores_above_sibling(name: str, spelling: str, sibling: str) -> None:
    """The same person spelt otherwise scores above a sibling spelt alike."""
    same, other = score_pairs([name, name], [spelling, sibling])
    assert same > 0.8
    assert same / (1 - same) > 3 * other / (1 - other)


BAD = [
    "",
    " ",
    "Nima",
    "ن",
    "1234567",
    "۱۲۳ ۴۵۶",
    "x" * 10_000,
    "سالم " * 2_000,
    "Nima رستگار",
    "НіmаРаstеgаr д",
    "\u202eragetsaR amiN\u202c",
    "\u2066\u202e\u200f",
    "\ud800Nima",
    "a\u0301\u0302" * 3_000,
    "(" * 5_000 + "Nima",
    "محمد \u200c\u200c- -",
    "रीना 王小明",
    "\x00Nima\x00",
]
ANY = st.one_of(st.sampled_from(BAD), st.text(max_size=40))


def test_every_bad_name_meets_every_other_within_bounds() -> None:
    """Whatever stands in a column of names is scored within [0, 1], the same either way round."""
    left, right = zip(*itertools.product(BAD, repeat=2), strict=True)
    scores = score_pairs(left, right)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert np.array_equal(scores, score_pairs(right, left))


@settings(max_examples=60, deadline=None)
@given(ANY, ANY)
def test_any_two_texts_are_explained_as_they_are_scored(one: str, other: str) -> None:
    """The explanation of any two texts gives their score and names every token once; sides trade places."""
    found, turned = explain(one, other), explain(other, one)
    assert found.score == turned.score == pytest.approx(score_pairs([one], [other])[0])
    assert sorted([*(t for a in found.aligned for t in a.left), *found.left_only]) == sorted(
        parse_name(one).tokens
    )
    assert sorted([*(t for a in turned.aligned for t in a.left), *turned.left_only]) == sorted(
        parse_name(other).tokens
    )
    assert len(str(found.to_plain())) < 10_000


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6))
def test_score_is_symmetric_bounded_and_by_itself(pairs: list[tuple[str, str]]) -> None:
    """A pair scores the same either way round and whatever else is scored with it, within [0, 1]."""
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    scores = score_pairs(left, right)
    assert scores.dtype == np.float64
    assert ((scores >= 0) & (scores <= 1)).all()
    assert np.array_equal(scores, score_pairs(right, left))
    assert score_pairs(left[:1], right[:1])[0] == pytest.approx(scores[0])


def test_nobody_scores_nothing() -> None:
    """A placeholder, digits or an empty text never resembles a name, nor another placeholder."""
    nobody = ["unknown", "", "12345", "ناشناس"]
    assert not score_pairs(nobody, nobody).any()
    assert not score_pairs(nobody, ["Nima Rastegar"] * 4).any()


def test_bidi_controls_change_nothing() -> None:
    """An override that turns a name round on screen does not change what it is compared as."""
    assert score_pairs(["\u202eNima Rastegar\u202c"], ["Nima Rastegar"])[0] > 0.95


def _with_look_alikes(name: str) -> str:
    """Write a Latin name with the Cyrillic а, е, о, р, с."""
    return name.translate(str.maketrans("aeopc", "аеорс"))


@pytest.mark.parametrize("name", ["Nima Rastegar", "Salem Khalil Barakat", "Parisa Golbanu"])
def test_look_alikes_of_another_alphabet_change_nothing(name: str) -> None:
    """A name with Cyrillic letters among its Latin ones scores as the Latin spelling does."""
    assert _with_look_alikes(name) != name
    assert score_pairs([_with_look_alikes(name)], [name])[0] == score_pairs([name], [name])[0] > 0.95


def test_sides_of_unequal_length_are_refused() -> None:
    """Every name needs one to be paired with."""
    with pytest.raises(ValueError, match="2 names cannot be paired with 1"):
        score_pairs(["a", "b"], ["c"])


def test_long_names_are_scored() -> None:
    """Names of ten thousand characters are scored, and an empty list gives an empty array."""
    assert score_pairs(["x" * 10_000], ["x" * 10_000])[0] > 0.5
    assert score_pairs([], []).shape == (0,)
