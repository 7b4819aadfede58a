from __future__ import annotations

from pathlib import Path

import pytest

from bench_estimate import outcomes
from bench_estimate.coverage import summarise
from bench_estimate.outcomes import Answer, keep_answers, run_method
from bench_estimate.simulate import SCENARIOS, draw_table, generator


def test_a_stopped_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers given before a stop are not computed again, and a line cut short by it is."""
    monkeypatch.setattr(outcomes, "STORE", tmp_path / "store")
    made = []

    def make(number: int) -> Answer:
        made.append(number)
        return Answer(seed=number, median=number, low=0, high=9, seconds=0)

    keep_answers("A", "chao", 3, make)
    (file,) = (tmp_path / "store").iterdir()
    file.write_text(file.read_text()[:-5])
    assert [answer.median for answer in keep_answers("A", "chao", 4, make)] == [0, 1, 2, 3]
    assert made == [0, 1, 2, 2, 3]


def test_a_refused_table_is_not_covered_and_not_wrong() -> None:
    """Coverage is of the tables a method answered; those it refused are counted apart."""
    answers = [
        Answer(seed=0, median=110, low=90, high=130, seconds=1),
        Answer(seed=1, median=150, low=120, high=200, seconds=1),
        Answer(seed=2, refused="too thin", seconds=1),
    ]
    found = summarise(answers, 100)
    assert (found.covered, round(found.refused, 3)) == (0.5, 0.333)
    assert (round(found.bias, 3), round(found.width, 3)) == (0.3, 0.6)


def test_exact_method_covers_its_own_model() -> None:
    """On independent lists the intervals of the average over graphs hold the truth nearly always."""
    scenario = SCENARIOS["S1"]
    tables = [draw_table(scenario, generator("S1", number)) for number in range(20)]
    runs = [run_method("decomposable", table, number) for number, table in enumerate(tables)]
    assert summarise(runs, scenario.people).covered >= 0.8
