"""Write an estimate as one page that stands alone, and its pictures as files.

The page loads nothing: style and drawings are inside it. It says the documented count first, then every
method with what it assumes, then what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from everyname.book.steps.estimate_changes import change_pictures
from everyname.book.steps.estimate_pictures import panel_picture, strata_picture
from everyname.book.steps.estimate_spread import (
    models_picture,
    overlap_picture,
    posterior_picture,
    ranks_picture,
)
from everyname.errors import FileRefused
from everyname.estimate.simple import Interval
from everyname.estimate.verdict import round_range
from everyname.pictures import Picture

__all__ = ["draw_estimate", "estimate_page", "write_estimate"]

Plain = Mapping[str, Any]

ABSENT: dict[str, Any] = {
    "version": "",
    "seed": 0,
    "warnings": [],
    "next": [],
    "not_used": [],
    "said": [],
    "what_would_change": [],
}


def draw_estimate(
    plain: Plain,
    draws: Mapping[str, Sequence[float]] | None = None,
    chains: Sequence[Sequence[float]] = (),
) -> dict[str, Picture]:
    """Draw every picture the estimate holds values for, by name, in reading order.

    `plain` is what `--json` writes; `draws` holds totals in people by method, `chains` the sampler's own
    draws, one row a chain: neither is in the JSON.
    """
    found = (
        panel_picture(plain),
        strata_picture(plain),
        overlap_picture(plain),
        models_picture(plain),
        posterior_picture(plain, draws or {}),
        *change_pictures(plain),
        ranks_picture(chains),
    )
    return {picture.name: picture for picture in found if picture is not None}


def estimate_page(plain: Plain, pictures: Mapping[str, Picture]) -> str:
    """Lay out the page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from everyname.edition.pages import style_sheet

    env = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return env.get_template("estimate.html").render(
        plain=ABSENT | dict(plain),
        pictures=pictures,
        style=style_sheet(),
        documented=f"{plain['n']:,}" if plain["n"] is not None else "not counted",
        **headline_words(plain),
    )


def headline_words(plain: Plain) -> dict[str, str]:
    """Write the range as the verdict rounds it, and say what it covers."""
    headline = plain.get("headline")
    if not headline:
        return {"headline": "no single range", "headline_say": "The sentence above says why."}
    interval = Interval(**{end: float(headline[end]) for end in ("median", "low", "high")})
    low, high = round_range(plain["n"], interval)
    return {
        "headline": f"{low:,} to {high:,}",
        "headline_say": f"Covers the 95 % intervals of {headline['method']}, rounded outward.",
    }


def write_estimate(folder: Path, plain: Plain, pictures: Mapping[str, Picture]) -> list[Path]:
    """Write `estimate.html` and an SVG for every picture into the folder; give the files.

    Other files there are left as they are; raises FileRefused where the folder cannot be written.
    """
    texts = {f"{name}.svg": picture.file() for name, picture in pictures.items()}
    texts["estimate.html"] = estimate_page(plain, pictures)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileRefused(
            f"{folder} could not be written: {error.strerror}.",
            kept="The estimate itself stands.",
            remedy="Give another folder after --pictures.",
        ) from error
    return [folder / name for name in texts]
