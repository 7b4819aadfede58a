"""Turn an estimate's plain values and draws into pictures of what lies behind them.

The overlap of the lists, every model's fit, the spread of draws, and the chains of the sampler; each with its
text equivalent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from everyname.book.steps.estimate_pictures import edge_words, interval_words
from everyname.pictures import (
    Drawn,
    ListSize,
    ModelPoint,
    Overlap,
    Picture,
    ScatterWords,
    overlap,
    posterior,
    ranks,
    scatter,
)
from everyname.pictures.draws import rank_counts
from everyname.pictures.overlap import MOST_LISTS_DRAWN, MOST_PATTERNS_DRAWN
from everyname.pictures.scatter import MUCH_WORSE

__all__ = ["models_picture", "overlap_picture", "posterior_picture", "ranks_picture"]

Plain = Mapping[str, Any]

MODELS_TOLD = 12


def overlap_picture(plain: Plain) -> Picture | None:
    """Draw how the lists overlap: the largest lists and the fullest patterns."""
    found = plain.get("overlap")
    if not found:
        return None
    names = sorted(found["sizes"], key=lambda name: -found["sizes"][name])[:MOST_LISTS_DRAWN]
    names = [name for name in found["sizes"] if name in names]
    lists = [ListSize(name=name, people=found["sizes"][name]) for name in names]
    shown = [row for row in found["patterns"] if set(row["on"]) <= set(names)][:MOST_PATTERNS_DRAWN]
    title = "How the lists overlap"
    description = (
        "Striped bars: everyone on a list. Filled bars: the people who stand on exactly the lists with a "
        "filled dot, and on no other."
    )
    drawn = overlap(
        lists,
        [Overlap(on=tuple(map(names.index, row["on"])), people=row["people"]) for row in shown],
        rest=rest_words(found, shown, len(names)),
        title=title,
        description=description,
        name="overlap",
    )
    return Picture(
        name="overlap",
        title=title,
        description=description,
        drawn=drawn,
        headers=("on these lists", "people"),
        rows=(
            *((f"{name}, everyone on it", f"{found['sizes'][name]:,}") for name in names),
            *((only_words(row["on"]), f"{row['people']:,}") for row in shown),
        ),
    )


def rest_words(found: Plain, shown: Sequence[Plain], lists: int) -> str:
    """Say what the picture leaves out, and how many patterns hold nobody."""
    parts = []
    if len(shown) < found["filled"]:
        people = found["people"] - sum(row["people"] for row in shown)
        parts.append(f"Not drawn: {found['filled'] - len(shown):,} more patterns with {people:,} people.")
    if lists < len(found["sizes"]):
        parts.append(f"Not drawn: {len(found['sizes']) - lists} smaller lists.")
    if (empty := found["possible"] - found["filled"]) and found["possible"] < 10_000:
        parts.append(f"{empty:,} of {found['possible']:,} patterns hold nobody.")
    return " ".join(parts)


def only_words(on: Sequence[str]) -> str:
    """Name a pattern."""
    return f"only {on[0]}" if len(on) == 1 else f"{', '.join(on[:-1])} and {on[-1]}, and no other"


def models_picture(plain: Plain) -> Picture | None:
    """Draw the total of every log-linear model against its fit."""
    found = plain.get("models")
    told = sorted(told_models(found["models"]) if found else [])
    if not told or not found:
        return None
    best, first, _ = told[0]
    behind = [(name, total, bic - best) for bic, total, name in told]
    near = [total for _, total, apart in behind if apart < MUCH_WORSE]
    title = "Every model's total, and how well it fits"
    description = (
        f"{len(told):,} of {found['count']:,} log-linear models; the higher up, the better a model fits. "
        f"Without those that fit much worse ({MUCH_WORSE:.0f} or more behind in BIC) they put the total "
        f"between {min(near):,.0f} and {max(near):,.0f}. A model that fits well can still be wrong about "
        "the people nobody listed."
    )
    edge = edge_words(plain["n"])
    drawn = scatter(
        [ModelPoint(total=total, behind=apart) for _, total, apart in behind],
        documented=plain["n"],
        words=ScatterWords(
            axis=edge.axis,
            log=edge.log,
            behind="how far behind the best model (difference in BIC)",
            edge=edge.edge,
            best=f"fits best: {first:,.0f}",
            worse="models below this line fit much worse",
        ),
        title=title,
        description=description,
        name="models",
    )
    return Picture(
        name="models",
        title=title,
        description=description,
        drawn=drawn,
        headers=("model (numbers are lists in order)", "people in all", "behind in BIC"),
        rows=tuple((name, f"{total:,.0f}", f"{apart:.1f}") for name, total, apart in behind[:MODELS_TOLD]),
    )


def told_models(models: Sequence[Plain]) -> list[tuple[float, float, str]]:
    """Give (BIC, total, name) of the models with an estimate; a recorded run holds fractions as text."""
    return [
        (float(model["bic"]), float(model["N"]), model["name"]) for model in models if model["N"] is not None
    ]


def posterior_picture(plain: Plain, draws: Mapping[str, Sequence[float]]) -> Picture | None:
    """Draw the spread of each method's draws; `draws` holds totals in people by method."""
    rows = [row for row in plain["panel"] if row["median"] is not None and len(draws.get(row["method"], ()))]
    if not rows:
        return None
    title = "How each method spreads its answer"
    description = (
        "The higher the shape, the likelier a total is under that method's assumption. The line under it is "
        "the 95 % interval, its mark the median. All shapes have one height; compare their places and widths."
    )
    drawn = posterior(
        [
            Drawn(
                label=row["method"],
                draws=[float(draw) for draw in draws[row["method"]]],
                low=row["low"],
                median=row["median"],
                high=row["high"],
                shown=interval_words(row),
            )
            for row in rows
        ],
        documented=plain["n"],
        words=edge_words(plain["n"]),
        title=title,
        description=description,
        name="posterior",
    )
    return Picture(
        name="posterior",
        title=title,
        description=description,
        drawn=drawn,
        headers=("method", "half of the draws lie between", "people in all"),
        rows=tuple((row["method"], middle_half(draws[row["method"]]), interval_words(row)) for row in rows),
    )


def middle_half(draws: Sequence[float]) -> str:
    """Say between which totals the middle half of the draws lies."""
    ordered = sorted(draws)
    return f"{ordered[len(ordered) // 4]:,.0f} and {ordered[3 * len(ordered) // 4]:,.0f}"


def ranks_picture(chains: Sequence[Sequence[float]]) -> Picture | None:
    """Draw whether the sampler's chains agree; a row of draws a chain."""
    if len(chains) < 2 or not all(len(chain) for chain in chains):
        return None
    labels = [f"chain {place}" for place in range(1, len(chains) + 1)]
    quarters = [quarter_shares(counts) for counts in rank_counts(chains)]
    title = "Whether the chains of the sampler agree"
    description = (
        "Each chain began from another place. Where they agree, each has as many low as high draws, and its "
        "bars end near the dashed line."
    )
    drawn = ranks(
        chains,
        labels=labels,
        level="every bar ends here when the chains agree",
        axis="rank among the draws of all chains, the lowest first",
        title=title,
        description=description,
        name="ranks",
    )
    return Picture(
        name="ranks",
        title=title,
        description=description,
        drawn=drawn,
        headers=("chain", "its draws in the lowest quarter", "its draws in the highest quarter"),
        rows=tuple((label, *shares) for label, shares in zip(labels, quarters, strict=True)),
    )


def quarter_shares(counts: Sequence[int]) -> tuple[str, str]:
    """Give the share of a chain's draws in the lowest and in the highest quarter of all ranks."""
    quarter = len(counts) // 4
    total = sum(counts)
    return f"{sum(counts[:quarter]) / total:.0%}", f"{sum(counts[-quarter:]) / total:.0%}"
