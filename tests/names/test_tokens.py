import numpy as np
import pytest

from everyname.names.tokens import TokenTable, token_scores


def _like(one: str, other: str) -> float:
    return float(token_scores([one, other], np.array([0]), np.array([1]))[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("رضایی", "rezaei"),
        ("رستگار", "rastegar"),
        ("ادهم", "adham"),
        ("ایه", "aya"),
        ("hossein", "husayn"),
        ("البغدادی", "baghdadi"),
        ("yusef", "yousef"),
    ],
)
def test_spellings_of_one_token_are_near(one: str, other: str) -> None:
    """Usual spellings of one name part score high across and within scripts."""
    assert _like(one, other) > 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [("حسن", "hossein"), ("محمد", "mahmoud"), ("امیر", "amira"), ("کرم", "karim"), ("salim", "karim")],
)
def test_near_namesakes_are_told_apart(one: str, other: str) -> None:
    """Names that differ in a written vowel or a consonant score below spellings of one name."""
    same = {"حسن": "hassan", "محمد": "mohammad", "امیر": "amir", "کرم": "karam", "salim": "saleem"}[one]
    assert _like(one, other) < _like(one, same) - 0.05


def test_initial_fits_a_name_it_begins() -> None:
    """An initial is worth something with a name it can begin, nothing with another."""
    assert _like("r", "رستگار") == pytest.approx(0.7)
    assert _like("r", "کریمی") == 0


def test_table_gives_one_number_a_token() -> None:
    """A token met again has the number it had."""
    table = TokenTable()
    assert [table.id_of(token) for token in ("sara", "nima", "sara")] == [0, 1, 0]
    assert len(table) == 2
