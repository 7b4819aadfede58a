"""Score candidate pairs with Splink 5 on DuckDB, over columns prepared beforehand."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.compare import LEVELS, chance_agreement, splink_settings
from everyname.link.describe import COLUMNS, Described

__all__ = ["Scored", "score_candidates"]

_TEXTS = frozenset({"sex", "place", "city", "province", "country"})
_LISTS = frozenset({"spots", "regions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Scored pairs in order of (left, right); `weight` is in bits, `levels` the level of each comparison."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    name: NDArray[np.int64]
    weight: NDArray[np.float64]
    levels: dict[str, NDArray[np.int64]]

    @property
    def probability(self) -> NDArray[np.float64]:
        """The probability before one-to-one."""
        value: NDArray[np.float64] = 1 / (1 + np.exp2(-self.weight))
        return value


def score_candidates(
    described: Sequence[Described],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    bits: NDArray[np.int64],
    threads: int,
) -> Scored:
    """Give every candidate pair its match weight; the name's `bits` come from outside."""
    import duckdb
    import pyarrow as pa

    pairs = pa.table({"join_key_l": left, "join_key_r": right, "match_key": bits})
    with duckdb.connect(":memory:", config={"threads": threads}) as connection:
        predicted = _predict(connection, _records(described), pairs, chance_agreement(described))
        wanted = ["unique_id_l", "unique_id_r", "match_key", "match_weight", *(f"gamma_{n}" for n in LEVELS)]
        table = connection.execute(f"select {', '.join(wanted)} from {predicted} order by 1, 2").fetchnumpy()
    return Scored(
        left=np.asarray(table["unique_id_l"], dtype=np.int64),
        right=np.asarray(table["unique_id_r"], dtype=np.int64),
        name=np.asarray(table["match_key"], dtype=np.int64),
        weight=np.asarray(table["match_weight"], dtype=np.float64),
        levels={name: np.asarray(table[f"gamma_{name}"], dtype=np.int64) for name in LEVELS},
    )


def _records(described: Sequence[Described]) -> Any:
    import pyarrow as pa

    columns = {name: pa.array([getattr(one, name) for one in described], _type(name)) for name in COLUMNS}
    # Splink looks for every column a level names among the records; the pair's own stands first in SQL.
    columns["match_key"] = pa.nulls(len(described), pa.int64())
    return pa.table({"unique_id": pa.array(range(len(described)), pa.int64()), **columns})


def _type(column: str) -> Any:
    import pyarrow as pa

    if column in _LISTS:
        return pa.list_(pa.string())
    return pa.string() if column in _TEXTS else pa.int64()


def _predict(connection: Any, records: Any, pairs: Any, chances: dict[tuple[str, str], float]) -> str:
    from splink import DuckDBAPI, Linker

    logger = logging.getLogger("splink")
    before, logger.disabled = logger.disabled, True  # it speaks to standard error otherwise
    names = [name for name in logging.root.manager.loggerDict if name.startswith("splink")]
    children = [logging.getLogger(name) for name in names]
    states = [child.disabled for child in children]
    for child in children:
        child.disabled = True
    try:
        database = DuckDBAPI(connection=connection)
        linker = Linker(
            database.register(records), splink_settings(chances), validate_settings=False, log_level=None
        )
        linker.table_management.register_blocked_pairs_for_predict(database.register(pairs))
        found = linker.inference.predict(warning_mode="never")
        return str(found.physical_name)
    finally:
        logger.disabled = before
        for child, state in zip(children, states, strict=True):
            child.disabled = state
