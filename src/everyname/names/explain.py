"""Say why two names score as they do: which tokens stand for which, how well, and what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from everyname.names.align import FEATURES, costs_of, pair_features
from everyname.names.columns import name_table
from everyname.names.model import NameModel
from everyname.names.pack import Pack, shipped_packs
from everyname.names.parse import parse_name
from everyname.names.path_kernel import SOLID, path_of
from everyname.names.score import weigh
from everyname.names.tokens import lay_out

__all__ = ["Aligned", "Explanation", "explain"]

_FITS = ((2.0, "fits"), (0.5, "near"), (-2.0, "doubtful"))  # log odds from which each word holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Tokens of each side set against each other; `odds` are the log odds that they write one name part."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    fit: str  # "same", "fits", "near", "doubtful" or "differs"
    odds: float
    known: str = ""  # "as one name" or "as two names", where a pack knows both tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why `score` is what it is; tokens are as compared, folded and joined, never as written."""

    score: float
    aligned: tuple[Aligned, ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]
    turned: bool
    honorifics: tuple[tuple[str, ...], tuple[str, ...]]
    features: tuple[tuple[str, float], ...]

    def to_plain(self) -> dict[str, Any]:
        """Give the explanation as plain values."""
        plain = asdict(self)
        return plain | {"features": {name: round(value, 4) for name, value in self.features}}

    @property
    def differing(self) -> tuple[Aligned, ...]:
        """The aligned tokens that do not fit well."""
        return tuple(one for one in self.aligned if one.fit in ("doubtful", "differs"))


def explain(
    left: str, right: str, *, packs: Sequence[Pack] | None = None, model: NameModel | None = None
) -> Explanation:
    """Explain the score that `score_pairs` gives two names."""
    used = shipped_packs() if packs is None else tuple(packs)
    table = name_table([left, right])
    features = pair_features(table, np.array([0]), np.array([1]), used)
    a, b = (table.tokens[row, : table.lengths[row]] for row in (0, 1))
    aligned: list[Aligned] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    if a.size and b.size:
        costs = costs_of(used)
        path, odds, _ = path_of(lay_out(table.vocabulary, used, costs.loss), costs, a, b)
        for (i, j, kind), value in zip(path[::-1].tolist(), odds[::-1].tolist(), strict=True):
            places = _places(i, j, kind)
            words = tuple(
                tuple(table.vocabulary[side[at]] for at in span)
                for side, span in zip((a, b), places, strict=True)
            )
            aligned.append(_aligned(words[0], words[1], value, used))
            taken[0].update(places[0])
            taken[1].update(places[1])
    names = parse_name(left), parse_name(right)
    rest = [
        tuple(token for at, token in enumerate(name.tokens) if at not in gone)
        for name, gone in zip(names, taken, strict=True)
    ]
    return Explanation(
        score=float(weigh(features, model)[0]),
        aligned=tuple(aligned),
        left_only=rest[0],
        right_only=rest[1],
        turned=bool(features[0, FEATURES.index("turned")]),
        honorifics=(names[0].honorifics, names[1].honorifics),
        features=tuple(zip(FEATURES, features[0].tolist(), strict=True)),
    )


def _places(i: int, j: int, kind: int) -> tuple[range, range]:
    """Give the places of the tokens that a step of a path took; see path_kernel."""
    if kind == SOLID:
        return range(i + 1), range(j + 1)
    return range(i - (kind == 1), i + 1), range(j - (kind == 2), j + 1)


def _aligned(left: tuple[str, ...], right: tuple[str, ...], odds: float, packs: Sequence[Pack]) -> Aligned:
    fit = "same" if left == right else next((word for least, word in _FITS if odds >= least), "differs")
    return Aligned(left=left, right=right, fit=fit, odds=round(odds, 3), known=_known(left, right, packs))


def _known(left: tuple[str, ...], right: tuple[str, ...], packs: Sequence[Pack]) -> str:
    if len(left) != 1 or len(right) != 1 or left == right:
        return ""
    pair = min(left[0], right[0]), max(left[0], right[0])
    if any(pair in pack.pairs for pack in packs):
        return "as one name"
    return "as two names" if any(set(pair) <= pack.tokens.keys() for pack in packs) else ""
