import numpy as np
import pytest

from everyname.names.align import costs_of, pair_features
from everyname.names.columns import name_table
from everyname.names.tokens import lay_out

_MEAN = 2  # the column of the mean log odds, which of one token is its own


def _odds(one: str, other: str) -> float:
    return float(pair_features(name_table([one, other]), np.array([0]), np.array([1]))[0, _MEAN])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("رضایی", "rezaei"),
        ("رستگار", "rastegar"),
        ("ادهم", "adham"),
        ("ایه", "aya"),
        ("جنة", "jannat"),
        ("فتحي", "fathi"),
        ("فلاح", "fallah"),
        ("hossein", "husayn"),
        ("البغدادی", "baghdadi"),
        ("yusef", "yousef"),
    ],
)
def test_spellings_of_one_token_are_near(one: str, other: str) -> None:
    """Usual spellings of one name part are likelier one than not, across and within scripts."""
    assert _odds(one, other) > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("حسن", "hossein"), ("محمد", "mahmoud"), ("امیر", "amira"), ("کرم", "karim"), ("salim", "karim")],
)
def test_near_namesakes_are_told_apart(one: str, other: str) -> None:
    """Names that differ in a written vowel or a consonant are below spellings of one name."""
    same = {"حسن": "hassan", "محمد": "mohammad", "امیر": "amir", "کرم": "karam", "salim": "saleem"}[one]
    assert _odds(one, other) < _odds(one, same) - 0.2


@pytest.mark.parametrize(
    ("written", "damaged"),
    [("علاء", "عالء"), ("بلال", "بالل"), ("انس", "اسن"), ("ليان", "لياب"), ("الاخرس", "االخرس")],
)
def test_damage_of_one_letter_keeps_a_token_near(written: str, damaged: str) -> None:
    """Lam and alef changed over by an extractor, or one misread letter, leave a token recognisable."""
    assert _odds(written, damaged) > -3.5


def test_initial_fits_a_name_it_begins() -> None:
    """An initial is worth something with a name it can begin, nothing with another."""
    assert _odds("r", "رستگار") == pytest.approx(0.8)
    assert _odds("r", "کریمی") == -7


def test_vocabulary_is_laid_out_by_token() -> None:
    """Each token has a row of symbols for every form it can be read in, and none past its size."""
    tokens = lay_out(("sara", "alnajjar"), (), costs_of(()).loss)
    assert tokens.codes.shape[0] == 8
    assert (tokens.meta[:, 4] > 0).all()
    assert tokens.meta[0, 5] == 0  # no article to leave out
    assert tokens.meta[1, 5] < tokens.meta[1, 4]
