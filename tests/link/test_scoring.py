import numpy as np
import pytest

from everyname.link.backends import open_backend
from everyname.link.describe import describe
from everyname.link.scoring import Scored, score_candidates
from everyname.link.settings import Settings
from everyname.model import Report, StatedAge, StatedName, StatedSex


def _one(at: int, age: int | None, sex: str) -> Report:
    return Report(
        source="north",
        names=(StatedName(text=f"Nima {at}"),),
        ages=(StatedAge(text=str(age), low=age, high=age),) if age is not None else (),
        sexes=(StatedSex(text=sex, term=sex),) if sex else (),
    )


def _scored(said: list[tuple[int | None, str]], right: list[int], bits: list[int]) -> Scored:
    """Score the first report with each of `right`."""
    records = describe([(f"r{at}", _one(at, *one)) for at, one in enumerate(said)])
    with open_backend(Settings()) as backend:
        return score_candidates(
            records, np.zeros(len(right), np.int64), np.array(right), np.array(bits), backend
        )


def test_weights_add_up_to_the_probability(capfd: pytest.CaptureFixture[str]) -> None:
    """Agreement raises, silence leaves, disagreement lowers; the engine writes nothing to the screen."""
    said: list[tuple[int | None, str]] = [(30, "male"), (30, "male"), (None, ""), (55, "female")]
    found = _scored(said, [1, 2, 3], [6, 6, 6])
    agree, silent, differ = found.probability
    assert agree > silent > differ
    assert found.levels["sex"].tolist() == [1, -1, 0]
    assert capfd.readouterr() == ("", "")


def test_name_bits_decide_where_nothing_else_is_stated() -> None:
    """A bit more of name evidence doubles the odds."""
    found = _scored([(None, "")] * 3, [1, 2], [3, 4])
    assert found.weight[1] - found.weight[0] == pytest.approx(1)
