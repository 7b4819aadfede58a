"""What an estimate leaves beside its JSON: the sampler's draws, and refusals before anything is computed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from desk import Desk
from everyname.cli.console import Console
from everyname.cli.estimate_out import thinned, write_draws
from everyname.estimate import Patterns
from everyname.estimate.latent_class import LatentFit, LatentSettings, fit_latent_class
from everyname.estimate.methods import Row
from everyname.estimate.reasons import Reason

ROOT = Path(__file__).resolve().parents[2]
KOSOVO = str(ROOT / "docs" / "tutorial" / "kosovo.csv")


@pytest.fixture(scope="module")
def fit() -> LatentFit:
    cells = {1: 60, 2: 50, 3: 20, 4: 40, 5: 15, 6: 12, 7: 5}
    quick = LatentSettings(warm_up=30, first=60, budget=0)
    return fit_latent_class(Patterns.from_cells(["A", "B", "C"], cells), seed=1, settings=quick)


@pytest.mark.parametrize("ending", ["npz", "json"])
def test_draws_are_written_chain_by_chain(fit: LatentFit, tmp_path: Path, ending: str) -> None:
    """Both kinds of file hold every draw by name, chains by draws, even of chains that did not settle."""
    row = Row(method="latent-class", reason=Reason.NOT_SETTLED, refused="x", fit=fit)
    path = tmp_path / f"draws.{ending}"
    write_draws(Console(), path, [Row(method="chao"), row])
    found = json.loads(path.read_text()) if ending == "json" else dict(np.load(path))
    assert np.array_equal(np.array(found["N"]), fit.n + fit.draws)
    assert {np.shape(array) for array in found.values()} == {fit.draws.shape}


def test_no_sampler_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where latent-class did not run, no file is written, and the command says so."""
    write_draws(Console(), tmp_path / "draws.npz", [Row(method="chao")])
    assert "no sampler ran" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_rank_plots_take_draws_evenly(fit: LatentFit) -> None:
    """Each chain brings draws from its beginning to its end."""
    chains = thinned(fit)
    assert len(chains) == 4
    assert chains[0][0] == fit.log_missed[0, 0]
    assert len(chains[0]) == fit.draws.shape[1] <= 1000


def test_an_unknown_ending_is_refused_at_once(desk: Desk, tmp_path: Path) -> None:
    """A file of draws that is neither .npz nor .json is refused before anything is computed."""
    done = desk.run("estimate", "--patterns", KOSOVO, "--draws-out", str(tmp_path / "draws.csv"))
    assert done.code == 2
    assert ".npz" in done.err


def test_draws_of_a_book_are_refused(desk: Desk, tmp_path: Path) -> None:
    """Draws are written for a table only; in a book the command says so."""
    desk.init()
    done = desk.run("estimate", "--draws-out", str(tmp_path / "draws.npz"))
    assert done.code == 2
    assert "--patterns" in done.err
