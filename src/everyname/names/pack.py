"""A region pack: what letters cost, how tokens are spelled, and how a pair of tokens is weighed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from everyname.errors import FileRefused
from everyname.names.letters import ARABIC_SIDE, LATIN_SIDE, SYMBOLS

__all__ = ["LEAST_PERSONS", "Pack", "from_plain", "shipped_packs", "to_plain"]

LEAST_PERSONS = 20  # of a token in a pack; a rarer one could tell of somebody
_FORMAT = "everyname/pack/1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pack:
    """Spellings of one region.

    `swaps` are (symbol, symbol) -> cost and `losses` are (symbol, script across) -> cost, in place of the
    costs set by hand (`letters`). `tokens` counts the persons of each token of the lexicon, out of `persons`;
    `pairs` the persons whose name part is spelled by both tokens.
    """

    region: str
    swaps: Mapping[tuple[str, str], float] = field(default_factory=dict)
    losses: Mapping[tuple[str, int], float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    persons: int = 0
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", {token: at for at, token in enumerate(sorted(self.tokens))})

    def share(self, token: str) -> float:
        """Give the share of persons who bear `token`, 0 where the pack does not know it."""
        return self.tokens.get(token, 0) / max(self.persons, 1)

    @property
    def digest(self) -> str:
        """The SHA-256 of everything the pack says."""
        return hashlib.sha256(json.dumps(to_plain(self), separators=(",", ":")).encode()).hexdigest()


def to_plain(pack: Pack) -> dict[str, Any]:
    """Give a pack as plain values, in an order of its own."""
    return {
        "format": _FORMAT,
        "region": pack.region,
        "swaps": [[one, other, cost] for (one, other), cost in sorted(pack.swaps.items())],
        "losses": [[symbol, across, cost] for (symbol, across), cost in sorted(pack.losses.items())],
        "persons": pack.persons,
        "tokens": dict(sorted(pack.tokens.items())),
        "pairs": [[one, other, count] for (one, other), count in sorted(pack.pairs.items())],
    }


def from_plain(plain: Any) -> Pack:
    """Read a pack from plain values; raises FileRefused for anything else."""
    try:
        if plain["format"] != _FORMAT:
            raise ValueError(plain["format"])
        pack = Pack(
            region=str(plain["region"]),
            swaps={(str(a), str(b)): float(cost) for a, b, cost in plain["swaps"]},
            losses={(str(symbol), int(across)): float(cost) for symbol, across, cost in plain["losses"]},
            tokens={str(token): int(count) for token, count in plain["tokens"].items()},
            persons=int(plain["persons"]),
            pairs={(str(a), str(b)): int(count) for a, b, count in plain["pairs"]},
        )
        _check(pack)
        return pack
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileRefused(
            f"This is not a pack of spellings ({_FORMAT}).",
            kept="Nothing was taken from it.",
            remedy="Give a file that `everyname names learn` wrote.",
        ) from error


def _check(pack: Pack) -> None:
    """Raise ValueError for a pack that nobody could have learned, which would fail or mislead later."""
    costs = [*pack.swaps.values(), *pack.losses.values()]
    symbols = {symbol for pair in pack.swaps for symbol in pair} | {symbol for symbol, _ in pack.losses}
    counts = [*pack.tokens.values(), *pack.pairs.values()]
    if (
        not all(0 <= cost <= 1 for cost in costs)
        or not symbols <= SYMBOLS.keys()
        or not {across for _, across in pack.losses} <= {ARABIC_SIDE, LATIN_SIDE}
        or not all(1 <= count <= pack.persons for count in counts)
        or not all(one < other and {one, other} <= pack.tokens.keys() for one, other in pack.pairs)
    ):
        raise ValueError("costs, symbols or counts out of range")


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[Pack, ...]:
    """Give the packs that come with the package, in order of their region."""
    folder = resources.files("everyname.names") / "packs"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".json") and file.name != "model.json"),
        key=lambda f: f.name,
    )
    return tuple(from_plain(json.loads(file.read_text(encoding="utf-8"))) for file in files)
