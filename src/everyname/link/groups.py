"""Join reports into persons under constraints that nothing may break.

Never two reports of one duplicate-free source in a person, unless a reviewer said they are the same;
never two reports that a reviewer said are different, not even through others. Compiled: a group is a
chain of reports, and the smaller of two is renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.errors import Refused
from everyname.model import Judgement, Verdict

__all__ = ["Compared", "Groups", "lay_compared"]

_MOST_BITS = 12.0  # of one pair in the average over two groups
_END = -1

I64 = NDArray[np.int64]
Floats = NDArray[np.float64]


class Compared(NamedTuple):
    """Pairs that were compared, and for each report the pairs it is in: places[starts[i] : starts[i + 1]]."""

    left: I64
    right: I64
    weight: Floats
    starts: I64
    places: NDArray[np.int32]


class _Chains(NamedTuple):
    """The groups: of each report its head; of each head its first, last and number of reports.

    Reports of duplicate-free sources are chained a second time; `parted` heads hold a report that was
    judged different from some other.
    """

    head: I64
    following: I64
    last: I64
    size: I64
    closed: I64
    closed_first: I64
    closed_following: I64
    closed_last: I64
    parted: NDArray[np.bool_]


def lay_compared(left: I64, right: I64, weight: Floats, reports: int) -> Compared:
    """Lay pairs out by report."""
    starts = np.zeros(reports + 1, dtype=np.int64)
    ends = np.bincount(left, minlength=reports) + np.bincount(right, minlength=reports)
    np.cumsum(ends, out=starts[1:])
    places = np.empty(2 * left.size, dtype=np.int32)
    _lay(left, right, starts[:-1].copy(), places)
    return Compared(left=left, right=right, weight=weight, starts=starts, places=places)


class Groups:
    """Reports 0..n-1 in groups, each report by itself to begin with."""

    def __init__(self, closed: Iterable[int]) -> None:
        """`closed[i]` numbers the duplicate-free source of report i, -1 for none."""
        numbers = np.array(list(closed) if not isinstance(closed, np.ndarray) else closed, dtype=np.int64)
        each = np.arange(numbers.size, dtype=np.int64)
        none = np.full(numbers.size, _END, dtype=np.int64)
        theirs = np.where(numbers >= 0, each, _END)
        self._chains = _Chains(
            head=each.copy(),
            following=none.copy(),
            last=each.copy(),
            size=np.ones(numbers.size, dtype=np.int64),
            closed=numbers,
            closed_first=theirs.copy(),
            closed_following=none.copy(),
            closed_last=theirs.copy(),
            parted=np.zeros(numbers.size, dtype=bool),
        )
        self._apart = np.zeros((0, 2), dtype=np.int64)

    def __len__(self) -> int:
        return int((self._chains.head == np.arange(self._chains.head.size)).sum())

    def same(self, one: int, other: int) -> bool:
        """Say whether two reports are in one group."""
        return bool(self._chains.head[one] == self._chains.head[other])

    def judge(self, judged: Iterable[tuple[int, int, Judgement]]) -> None:
        """Lay down the reviewers' findings; raises Refused where they contradict each other."""
        findings = sorted(judged, key=lambda finding: finding[:2])
        for one, other, judgement in findings:
            if judgement.verdict is Verdict.SAME:
                _merge(self._chains, self._chains.head[one], self._chains.head[other])
        apart = [(one, other) for one, other, said in findings if said.verdict is Verdict.DIFFERENT]
        for one, other, judgement in findings:
            if judgement.verdict is Verdict.DIFFERENT and self.same(one, other):
                raise Refused(
                    f"{judgement.left} and {judgement.right} are judged different; others join them",
                    remedy="Judge one of the pairs again: `everyname judge A B same|different|unsure`.",
                )
        self._apart = np.array(apart, dtype=np.int64).reshape(-1, 2)
        self._chains.parted[self._chains.head[self._apart.ravel()]] = True

    def join(self, one: int, other: int) -> bool:
        """Join the groups of two reports; says whether they are one group now."""
        return bool(_join(self._chains, self._apart, one, other))

    def join_agreeing(self, compared: Compared, rows: I64, sure: NDArray[np.int8], bound: float) -> I64:
        """Join the pairs at `rows`, in that order; give those of them that are in one group afterwards.

        `sure` says of each row: 0 leave it, 1 join it, 2 join it if the groups agree. Two groups agree
        if the pairs between them that were compared weigh `bound` bits or more on average (average
        linkage): one pair that fits, of reports that say little, does not join two groups whose fuller
        reports speak against it.
        """
        joined = np.zeros(rows.size, dtype=bool)
        _join_agreeing(self._chains, self._apart, compared, rows, sure, bound, joined)
        return rows[joined]

    def persons(self) -> I64:
        """Give the number of the group of each report; groups are numbered by their first report."""
        _, first, back = np.unique(self._chains.head, return_index=True, return_inverse=True)
        number = np.empty(first.size, dtype=np.int64)
        number[np.argsort(first)] = np.arange(first.size)
        found: I64 = number[back]
        return found


@compiled
def _lay(left: I64, right: I64, free: I64, places: NDArray[np.int32]) -> None:
    for row in range(left.size):
        for end in (left[row], right[row]):
            places[free[end]] = row
            free[end] += 1


@compiled
def _merge(chains: _Chains, a: int, b: int) -> None:
    """Join the groups of two heads."""
    if a == b:
        return
    if chains.size[a] < chains.size[b]:
        a, b = b, a
    member = b
    while member != _END:
        chains.head[member] = a
        member = chains.following[member]
    chains.following[chains.last[a]] = b
    chains.last[a] = chains.last[b]
    chains.size[a] += chains.size[b]
    if chains.closed_first[b] != _END:
        if chains.closed_first[a] == _END:
            chains.closed_first[a] = chains.closed_first[b]
        else:
            chains.closed_following[chains.closed_last[a]] = chains.closed_first[b]
        chains.closed_last[a] = chains.closed_last[b]
    chains.parted[a] = chains.parted[a] or chains.parted[b]


@compiled
def _may_join(chains: _Chains, apart: I64, a: int, b: int) -> bool:
    one = chains.closed_first[a]
    while one != _END:
        other = chains.closed_first[b]
        while other != _END:
            if chains.closed[one] == chains.closed[other]:
                return False
            other = chains.closed_following[other]
        one = chains.closed_following[one]
    if chains.parted[a] and chains.parted[b]:
        for at in range(apart.shape[0]):
            x, y = chains.head[apart[at, 0]], chains.head[apart[at, 1]]
            if (x == a and y == b) or (x == b and y == a):
                return False
    return True


@compiled
def _join(chains: _Chains, apart: I64, one: int, other: int) -> bool:
    a, b = chains.head[one], chains.head[other]
    if a == b:
        return True
    if not _may_join(chains, apart, a, b):
        return False
    _merge(chains, a, b)
    return True


@compiled
def _agree(chains: _Chains, compared: Compared, a: int, b: int, bound: float) -> bool:
    if chains.size[a] == 1 and chains.size[b] == 1:
        return True
    small, large = (a, b) if chains.size[a] <= chains.size[b] else (b, a)
    total, count, member = 0.0, 0, small
    while member != _END:
        for at in range(compared.starts[member], compared.starts[member + 1]):
            row = compared.places[at]
            other = compared.left[row] + compared.right[row] - member
            if chains.head[other] == large:
                total += min(max(compared.weight[row], -_MOST_BITS), _MOST_BITS)
                count += 1
        member = chains.following[member]
    return count > 0 and total / count >= bound


@compiled
def _join_agreeing(
    chains: _Chains,
    apart: I64,
    compared: Compared,
    rows: I64,
    sure: NDArray[np.int8],
    bound: float,
    joined: NDArray[np.bool_],
) -> None:
    for at in range(rows.size):
        one, other = compared.left[rows[at]], compared.right[rows[at]]
        a, b = chains.head[one], chains.head[other]
        if sure[at] == 0 or (sure[at] == 2 and a != b and not _agree(chains, compared, a, b, bound)):
            continue
        joined[at] = _join(chains, apart, one, other)
