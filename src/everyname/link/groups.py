"""Join reports into persons under constraints that nothing may break.

Never two reports of one duplicate-free source in a person, unless a reviewer said they are the same;
never two reports that a reviewer said are different, not even through others.
"""

from __future__ import annotations

from collections.abc import Iterable

from everyname.errors import Refused
from everyname.model import Judgement, Verdict

__all__ = ["Groups"]


class Groups:
    """Reports 0..n-1 in groups; small groups are merged into large ones."""

    def __init__(self, closed: list[int]) -> None:
        """Begin with every report by itself; `closed[i]` numbers its duplicate-free source, -1 for none."""
        self._head = list(range(len(closed)))
        self._members = {at: [at] for at in range(len(closed))}
        self._closed = {at: {number} if number >= 0 else set() for at, number in enumerate(closed)}
        self._apart: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self._members)

    def same(self, one: int, other: int) -> bool:
        """Say whether two reports are in one group."""
        return self._head[one] == self._head[other]

    def members(self, one: int) -> list[int]:
        """Give the reports of the group that `one` is in."""
        return self._members[self._head[one]]

    def judge(self, judged: Iterable[tuple[int, int, Judgement]]) -> None:
        """Lay down the reviewers' findings; raises Refused where they contradict each other."""
        findings = sorted(judged, key=lambda finding: finding[:2])
        for one, other, judgement in findings:
            if judgement.verdict is Verdict.SAME:
                self._merge(self._head[one], self._head[other])
        for one, other, judgement in findings:
            if judgement.verdict is not Verdict.DIFFERENT:
                continue
            if self.same(one, other):
                raise Refused(
                    f"{judgement.left} and {judgement.right} are judged different; others join them",
                    remedy="Judge one of the pairs again: `everyname judge A B same|different|unsure`.",
                )
            a, b = self._head[one], self._head[other]
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, one: int, other: int) -> bool:
        """Join the groups of two reports; says whether they are one group now."""
        a, b = self._head[one], self._head[other]
        if a == b:
            return True
        if b in self._apart.get(a, ()) or self._closed[a] & self._closed[b]:
            return False
        self._merge(a, b)
        return True

    def listed(self) -> list[list[int]]:
        """Give the groups, each in order, in the order of their first report."""
        return sorted(sorted(members) for members in self._members.values())

    def _merge(self, a: int, b: int) -> None:
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        gone = self._members.pop(b)
        self._members[a] += gone
        for member in gone:
            self._head[member] = a
        self._closed[a] |= self._closed.pop(b)
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
