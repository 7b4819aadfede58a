"""Turn name scores into evidence: how well two names fit, and how many others fit as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.link.compare import NAME_BITS
from everyname.link.records import Records
from everyname.names.align import FEATURES, pair_features
from everyname.names.columns import NameTable
from everyname.names.pack import Pack
from everyname.names.score import log_odds

__all__ = ["name_bits"]

_NOTHING = -30.0
_OPEN_SHARE = 8.0
_RIVAL = 0.7  # a name that fits worse by less than this (log odds) is a rival
# Bits by the number of tokens that fit: one token alone names many people, four name nearly one.
_CHAIN_BITS = np.array([-9.0, -6.0, -0.3, 1.5, 4.0])
_MOST_ODDS = 5.5  # of a name alone, for two people may bear one name to the letter
_BLOCK = 1 << 16  # pairs of names weighed at once
_CHUNK = 1 << 20  # and compared at once: a row of features is many times a pair's size

_GRAIN = 4096.0  # to the unit of log odds, when rivals are counted
_SPAN = 1 << 18  # grains between the least odds and the most, and more

I64 = NDArray[np.int64]
Floats = NDArray[np.float64]


def name_bits(
    records: Records,
    left: I64,
    right: I64,
    duplicate_free: frozenset[str],
    threads: int = 1,
    packs: Sequence[Pack] | None = None,
) -> tuple[Floats, Floats]:
    """Give the log odds of the names of each pair, and its evidence in bits within NAME_BITS.

    The best of the names each side states counts. What is left of it after dividing by the number of
    rivals in the other's source follows the namesake rate of the lists at hand, not a constant. `packs`
    stand in place of the shipped ones.
    """
    odds, matched = _best_odds(records, left, right, threads, packs)
    rivals = _rivals(records, left, right, odds, duplicate_free)
    chain = _CHAIN_BITS[np.minimum(matched, len(_CHAIN_BITS) - 1)]
    bits = odds / np.log(2) + chain - np.log2(rivals)
    return odds, np.clip(bits, NAME_BITS[0], NAME_BITS[-1])


def _best_odds(
    records: Records, left: I64, right: I64, threads: int, packs: Sequence[Pack] | None
) -> tuple[Floats, NDArray[np.int8]]:
    best = np.full(left.size, _NOTHING)
    tokens = np.zeros(left.size, dtype=np.int8)
    for here, both in _names_of_pairs(records, left, right):
        distinct, back = np.unique(both, return_inverse=True)
        del both  # of millions of pairs, a column more is felt
        odds, matched = _odds(records.table, *np.divmod(distinct, _names(records)), threads, packs)
        found = odds[back]
        better = found > best[here]
        best[here[better]] = found[better]
        tokens[here[better]] = matched[back[better]]
    return best, tokens


def _names(records: Records) -> np.int64:
    return np.int64(max(len(records.table.lengths), 1))


def _names_of_pairs(records: Records, left: I64, right: I64) -> Iterator[tuple[I64, I64]]:
    """Give, for each place of a name left and right, the pairs that have a name in both, and both names.

    Two names are one number, the lesser times the number of names first.
    """
    widest = int((records.names >= 0).any(axis=0).sum()) if len(records) else 0
    for one, other in product(range(widest), repeat=2):
        a, b = records.names[left, one], records.names[right, other]
        here = np.flatnonzero((a >= 0) & (b >= 0))
        yield here, np.minimum(a, b)[here] * _names(records) + np.maximum(a, b)[here]


def _odds(
    table: NameTable, low: I64, high: I64, threads: int, packs: Sequence[Pack] | None
) -> tuple[Floats, NDArray[np.int8]]:
    """Give the log odds of pairs of names and how many tokens fit, by so many threads at a time."""
    odds, matched = np.empty(low.size), np.empty(low.size, dtype=np.int8)

    def fill(start: int) -> None:
        part = slice(start, start + chunk)
        features = pair_features(table, low[part], high[part], packs)
        matched[part] = features[:, FEATURES.index("matched")]
        odds[part] = np.where(matched[part] == 0, _NOTHING, np.minimum(log_odds(features), _MOST_ODDS))

    # Whole blocks to each: the last digits of a matrix product hang on its size.
    chunk = min(_CHUNK, _BLOCK * max(1, -(-low.size // (_BLOCK * threads))))
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, range(0, low.size, chunk)))
    return odds, matched


def _rivals(records: Records, left: I64, right: I64, odds: Floats, duplicate_free: frozenset[str]) -> Floats:
    """Give, for each pair, how many reports of the other's source fit a side as well; the larger side."""
    free, same_name = records.is_free(duplicate_free), _namesakes(records)
    most = np.ones(left.size)
    counts = _as_good(_lines(records, left, right, odds))
    for theirs, counted in ((right, counts[: left.size]), (left, counts[left.size :])):
        count = np.maximum(counted, same_name[theirs])
        # In an open source some rivals are the same person again, though not thousands of them.
        side = np.where(free[records.source[theirs]], count, np.maximum(np.sqrt(count), count / _OPEN_SHARE))
        most = np.maximum(most, side)
    return most


def _lines(records: Records, left: I64, right: I64, odds: Floats) -> I64:
    """Give, for the left of every pair and then the right, one number of its group and the odds.

    A group is a report and the other's source; the numbers are sorted once.
    """
    line = np.empty(2 * left.size, dtype=np.int64)
    for side, mine, theirs in ((line[: left.size], left, right), (line[left.size :], right, left)):
        np.multiply(mine, len(records.sources), out=side)
        side += records.source[theirs]
        side *= _SPAN
        side += np.rint((odds - _NOTHING) * _GRAIN).astype(np.int64)
    return line


def _namesakes(records: Records) -> Floats:
    """Give, for each report, how many of its own source bear the rarest of its names, itself counted.

    Candidates are capped, so the rivals among them may be far fewer than a list holds.
    """
    least = np.full(len(records), np.inf)
    stated = records.names >= 0
    at, _ = np.nonzero(stated)
    borne = records.names[stated] * np.int64(len(records.sources)) + records.source[at]
    _, back, counts = np.unique(borne, return_inverse=True, return_counts=True)
    np.minimum.at(least, at, counts[back].astype(np.float64))
    least[np.isinf(least)] = 1.0
    return least


def _as_good(line: I64) -> NDArray[np.int32]:
    """Count, for each odds, those of its group that are within `_RIVAL` of it or above, itself included."""
    counts = np.empty(line.size, dtype=np.int32)
    _count_as_good(line, np.argsort(line), counts)
    return counts


@compiled
def _count_as_good(line: I64, order: I64, counts: NDArray[np.int32]) -> None:
    """Fill `counts` by one walk over the odds in order of group and size."""
    rival = round(_RIVAL * _GRAIN)
    begin = 0
    while begin < order.size:
        group, end = line[order[begin]] // _SPAN, begin
        while end < order.size and line[order[end]] // _SPAN == group:
            end += 1
        low = begin
        for at in range(begin, end):
            while line[order[low]] < line[order[at]] - rival:
                low += 1
            counts[order[at]] = end - low
        begin = end
