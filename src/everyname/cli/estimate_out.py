"""Write what an estimate leaves beside its JSON: pictures with their page, and the sampler's draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyname.cli.console import Console, write_file
from everyname.errors import FileRefused, UsedWrongly

if TYPE_CHECKING:
    from everyname.estimate.latent_class import LatentFit
    from everyname.estimate.methods import Row

__all__ = ["check_draws_file", "write_draws", "write_pictures"]

MOST_RANKED = 1000  # draws a chain that a rank plot shows, evenly taken


def write_pictures(console: Console, folder: Path, plain: Mapping[str, Any], rows: Iterable[Row]) -> None:
    """Write the page and its pictures; `rows` bring the draws, which the plain values do not hold."""
    from everyname.book.steps.estimate_page import draw_estimate, write_estimate

    rows = tuple(rows)
    draws = {row.method: row.draws.tolist() for row in rows if row.draws is not None}
    fit = sampled(rows)
    chains = [] if fit is None else thinned(fit)
    written = write_estimate(folder, plain, draw_estimate(plain, draws, chains))
    console.say(f"{len(written) - 1} pictures and the page that shows them: {written[-1]}")


def sampled(rows: Iterable[Row]) -> LatentFit | None:
    """Give the sampler's chains, settled or not, where it ran."""
    return next((row.fit for row in rows if row.fit is not None), None)


def thinned(fit: LatentFit) -> list[list[float]]:
    """Take draws of log n0 evenly from every chain."""
    step = max(fit.draws.shape[1] // MOST_RANKED, 1)
    chains: list[list[float]] = fit.log_missed[:, ::step].tolist()
    return chains


def check_draws_file(path: Path, table: Path | None) -> None:
    """Refuse a file of draws whose kind is not known, or one of a book, before anything is computed."""
    if table is None:
        raise UsedWrongly("--draws-out goes with --patterns.", remedy="Leave it out, or give a table.")
    if path.suffix.lower() not in (".npz", ".json"):
        raise UsedWrongly(
            f"{path} is neither .npz nor .json.", remedy="Name the file of draws with one of these endings."
        )


def write_draws(console: Console, path: Path, rows: Iterable[Row]) -> None:
    """Write the sampler's draws, name to array (chain, draw), as NumPy's .npz or as JSON.

    Draws of chains that did not settle are written too, for those who want to see why.
    """
    fit = sampled(rows)
    if fit is None:
        console.say(f"{path} was not written: no sampler ran on this table.")
        return
    arrays = fit.to_arviz()
    if path.suffix.lower() == ".json":
        import json

        write_file(path, json.dumps({name: found.tolist() for name, found in arrays.items()}), marked=False)
    else:
        save_arrays(path, arrays)
    chains, draws = fit.draws.shape
    console.say(f"{chains} chains of {draws:,} draws written to {path}.")


def save_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write arrays as .npz; raises FileRefused where the file cannot be written."""
    import numpy as np

    try:
        np.savez_compressed(path, **arrays)
    except OSError as error:
        raise FileRefused(
            f"{path} could not be written: {error.strerror}.",
            kept="The estimate itself stands.",
            remedy="Give another file after --draws-out.",
        ) from error
