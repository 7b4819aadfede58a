"""The name model: a small neural network that weighs the features of an aligned pair of names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.errors import FileRefused

__all__ = ["NameModel", "shipped_model"]

_FORMAT = "everyname/name-model/1"
_CHUNK = 1 << 16  # rows weighed at a time
_MOST = 14.0  # log odds; beyond, the score would claim more than any training can show

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameModel:
    """One hidden layer of tanh beside a direct sum: log odds = tanh(z A + b) c + z d + offset.

    z are the features within `low`..`high` (what training saw), less `mean`, over `scale`; `hidden` is A
    (features, units), `bias` b, `out` c, `direct` d. Fitted by `tools/names/build.py`.
    """

    features: tuple[str, ...]
    low: Floats
    high: Floats
    mean: Floats
    scale: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    direct: Floats
    offset: float

    def log_odds(self, features: NDArray[np.float32]) -> Floats:
        """Give the natural log odds of each row of features (rows, features)."""
        odds = np.empty(features.shape[0], dtype=np.float64)
        low, high = self.low.astype(np.float32), self.high.astype(np.float32)
        hidden = (self.hidden / self.scale[:, None]).astype(np.float32)
        direct = (self.direct / self.scale).astype(np.float32)
        bias = (self.bias - (self.mean / self.scale) @ self.hidden).astype(np.float32)
        offset = self.offset - float(self.mean / self.scale @ self.direct)
        for start in range(0, features.shape[0], _CHUNK):
            rows = np.clip(features[start : start + _CHUNK], low, high)
            units = np.tanh(rows @ hidden + bias)
            odds[start : start + _CHUNK] = units @ self.out.astype(np.float32) + rows @ direct + offset
        np.clip(odds, -_MOST, _MOST, out=odds)
        return odds

    @property
    def digest(self) -> str:
        """The SHA-256 of everything the model says."""
        return hashlib.sha256(json.dumps(self.to_plain(), separators=(",", ":")).encode()).hexdigest()

    def to_plain(self) -> dict[str, Any]:
        """Give the model as plain values."""
        numbers = {name: getattr(self, name).round(5).tolist() for name in _ARRAYS}
        return {
            "format": _FORMAT,
            "features": list(self.features),
            **numbers,
            "offset": round(self.offset, 5),
        }

    @staticmethod
    def from_plain(plain: Any) -> NameModel:
        """Read a model from plain values; raises FileRefused for anything else."""
        try:
            if plain["format"] != _FORMAT:
                raise ValueError(plain["format"])
            arrays = {name: np.array(plain[name], dtype=np.float64) for name in _ARRAYS}
            return NameModel(features=tuple(plain["features"]), **arrays, offset=float(plain["offset"]))
        except (KeyError, TypeError, ValueError) as error:
            raise FileRefused(
                f"This is not a name model ({_FORMAT}).",
                kept="Nothing was taken from it.",
                remedy="Install everyname anew: a file of the package was changed.",
            ) from error


_ARRAYS = ("low", "high", "mean", "scale", "hidden", "bias", "out", "direct")


@lru_cache(maxsize=1)
def shipped_model() -> NameModel:
    """Give the model that comes with the package."""
    return NameModel.from_plain(json.loads(_model_file()))


def _model_file() -> bytes:
    return (resources.files("everyname.names") / "packs" / "model.json").read_bytes()
