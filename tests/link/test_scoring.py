import numpy as np
import pytest

from everyname.link.describe import describe
from everyname.link.scoring import score_candidates
from everyname.model import Report, StatedAge, StatedName, StatedSex


def _one(at: int, age: int | None, sex: str) -> Report:
    return Report(
        source="north",
        names=(StatedName(text=f"Nima {at}"),),
        ages=(StatedAge(text=str(age), low=age, high=age),) if age is not None else (),
        sexes=(StatedSex(text=sex, term=sex),) if sex else (),
    )


def test_weights_add_up_to_the_probability(capfd: pytest.CaptureFixture[str]) -> None:
    """Agreement raises, silence leaves, disagreement lowers; the engine writes nothing to the screen."""
    said = [(30, "male"), (30, "male"), (None, ""), (55, "female")]
    described = [describe(f"r{at}", _one(at, *one)) for at, one in enumerate(said)]
    left, right = np.array([0, 0, 0]), np.array([1, 2, 3])
    found = score_candidates(described, left, right, np.array([6, 6, 6]), 1)
    agree, silent, differ = found.probability
    assert agree > silent > differ
    assert found.levels["sex"].tolist() == [1, -1, 0]
    assert capfd.readouterr() == ("", "")


def test_name_bits_decide_where_nothing_else_is_stated() -> None:
    """A bit more of name evidence doubles the odds."""
    described = [describe(f"r{at}", _one(at, None, "")) for at in range(3)]
    found = score_candidates(described, np.array([0, 0]), np.array([1, 2]), np.array([3, 4]), 1)
    assert found.weight[1] - found.weight[0] == pytest.approx(1)
