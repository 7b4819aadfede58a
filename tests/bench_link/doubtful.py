"""Tell which records of several sources may be of one person, so that no pair is called false unfairly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

__all__ = ["KNOWN", "Doubtful", "within"]

KNOWN = 20  # people who bear a token that is surely a name of its own
_EDITS = 2


class Doubtful:
    """Two names nearly alike in both scripts are of one person, as far as anyone can tell.

    Unless they differ in two tokens that many people bear: those are two names ("Karim", "Karam").
    """

    def __init__(self, originals: Iterable[tuple[str, ...]]) -> None:
        """Take the tokens of everybody's name in the original script."""
        self._bearers = Counter(token for tokens in {*originals} for token in tokens)

    def __call__(self, one: tuple[tuple[str, ...], str], other: tuple[tuple[str, ...], str]) -> bool:
        """Compare (tokens in the original script, the romanised name without spaces) of two people."""
        if not within(one[1], other[1], _EDITS):
            return False
        if not within("".join(one[0]), "".join(other[0]), _EDITS):
            return False
        apart = [pair for pair in zip(one[0], other[0], strict=False) if pair[0] != pair[1]]
        is_known = len(one[0]) == len(other[0]) and all(
            self._is_known(token) for pair in apart for token in pair
        )
        return not (apart and is_known)

    def _is_known(self, token: str) -> bool:
        return self._bearers[token] >= KNOWN


def within(one: str, other: str, edits: int) -> bool:
    """Say whether so many letters more, less or other make one text of the other."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other or edits == 0:
        return max(len(one), len(other)) <= edits
    return any(
        within(shorter, longer, edits - 1)
        for shorter, longer in ((one[1:], other), (one, other[1:]), (one[1:], other[1:]))
    )
