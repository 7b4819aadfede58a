"""Say which kinds of true pairs are lost, in counts alone: what to mend next.

    PYTHONPATH=src:tests python -m bench_link.lost [names] [gaza]

Kinds are told by consonants alone (the peers' skeleton), apart from the code that lost the pairs.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from bench_link import names
from bench_link.measures import cut_at
from bench_link.peers.skeleton import fine, skeleton, tokens
from bench_link.two_lists import NAMES, Gaza, linking

__all__ = ["kind"]

_PRECISION = 0.99
_MOST = 12  # kinds shown


def kind(one: str, other: str) -> str:
    """Name how two spellings differ, the simplest reason that explains it."""
    left, right = [skeleton(token) for token in tokens(one)], [skeleton(token) for token in tokens(other)]
    short, long = sorted((left, right), key=len)
    if left == right:
        is_same = list(map(fine, tokens(one))) == list(map(fine, tokens(other)))
        return "alike in consonants and long vowels" if is_same else "same consonants, other vowels"
    if "".join(left).replace("~", "") == "".join(right).replace("~", ""):
        return "tokens parted otherwise"
    if sorted(left) == sorted(right):
        return "another order"
    if len(short) <= 1:
        return "one side is one token"
    if not Counter(short) - Counter(long):
        return f"{len(long) - len(short)} of {len(long)} tokens missing"
    if len(left) == len(right):
        return _substituted(left, right)
    return f"{len(long) - len(short)} tokens missing and others differ"


def _substituted(left: list[str], right: list[str]) -> str:
    apart = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(apart) > 1:
        return f"{len(apart)} of {len(left)} tokens differ"
    ((a, b),) = apart
    place = "first" if left[0] != right[0] else "last" if left[-1] != right[-1] else "inner"
    how = "by one consonant" if _is_near(a, b) else "wholly"
    return f"{place} token differs {how}"


def _is_near(one: str, other: str) -> bool:
    """Say whether one letter more, less or other makes one of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    step = 1 if len(long) == len(short) else 0
    return any(short[:at] + short[at + step :] == long[:at] + long[at + 1 :] for at in range(len(long)))


def _told(title: str, kinds: Iterable[str], of: int) -> Iterator[str]:
    counts = Counter(kinds)
    yield f"{title}: {counts.total()} of {of}"
    yield from (f"  {count:5}  {name}" for name, count in counts.most_common(_MOST))


def _names() -> Iterator[str]:
    for row in names.ROWS:
        pairs = names.pairs_of(row)
        scores = names.scores_of(row)
        cut = cut_at(scores, pairs.truth, _PRECISION)
        kinds = np.array([kind(*pair) for pair in zip(pairs.left, pairs.right, strict=True)])
        true, below = pairs.truth == 1, scores < cut
        yield f"{row.figure}: cut at {cut:.4f}"
        yield from _told(" true pairs lost", kinds[true & below].tolist(), int(true.sum()))
        yield from _told(" false pairs taken", kinds[~true & ~below].tolist(), int((~true).sum()))


def _gaza() -> Iterator[str]:
    for with_births in (True, False):
        gaza = Gaza.read(with_births=with_births)
        name = {row["rec_id"]: row[column] for side, column in NAMES.items() for row in gaza.rows[side]}
        band = {(pair.left, pair.right): pair.band for pair in linking(with_births).found.pairs}
        lost = [pair for pair in sorted(gaza.truth) if band.get(pair) != "linked"]
        kinds = [f"{band.get(pair, 'not proposed')}: {kind(*(name[one] for one in pair))}" for pair in lost]
        yield from _told(f"two lists, births {with_births}: true links lost", kinds, len(gaza.truth))
        given = [
            pair for pair, found in band.items() if found == "linked" and not gaza.unscorable & set(pair)
        ]
        wrong = [pair for pair in given if pair not in gaza.truth]
        right = {one: pair for pair in gaza.truth for one in pair}
        kinds = [
            f"{'nobody to link' if right.get(pair[0]) is None else 'another person'}: "
            f"{kind(*(name[one] for one in pair))}"
            for pair in wrong
        ]
        yield from _told(f"two lists, births {with_births}: false links", kinds, len(given))


_TOLD = {"names": _names, "gaza": _gaza}

if __name__ == "__main__":
    for asked in sys.argv[1:] or _TOLD:
        print(*_TOLD[asked](), sep="\n", flush=True)
