"""Name persons so that their ids outlive merges and splits."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Naming", "name_persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Persons as (id, report ids) in id order, and the ids that now lead to another, as (old, new)."""

    persons: tuple[tuple[str, tuple[str, ...]], ...]
    redirects: tuple[tuple[str, str], ...] = ()


def name_persons(groups: Sequence[Sequence[str]], previous: Mapping[str, str], key: bytes) -> Naming:
    """Give every group of report ids its person id; `previous` maps report id -> person id.

    A new id is "p" and ten base32 letters of HMAC-SHA256 of the group's smallest report id, so that
    nobody without `key` can test a guess. A group keeps the id of the person whose first report it
    holds, the smallest such id when persons were merged; the other ids redirect to it.
    """
    firsts: dict[str, str] = {}
    for report in sorted(previous):
        firsts.setdefault(previous[report], report)
    home = {report: at for at, group in enumerate(groups) for report in group}
    kept: dict[int, list[str]] = {}
    for person, first in sorted(firsts.items()):
        if first in home:
            kept.setdefault(home[first], []).append(person)
    taken = {ids[0] for ids in kept.values()}
    named = []
    for at, group in enumerate(groups):
        reports = tuple(sorted(group))
        person = kept[at][0] if at in kept else _new_id(reports[0], key, taken | set(firsts))
        taken.add(person)
        named.append((person, reports))
    redirects = [(old, ids[0]) for ids in kept.values() for old in ids[1:]]
    return Naming(persons=tuple(sorted(named)), redirects=tuple(sorted(redirects)))


def _new_id(report: str, key: bytes, taken: set[str]) -> str:
    for attempt in range(1 << 16):
        text = report if attempt == 0 else f"{report}#{attempt}"
        digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
        person = "p" + base64.b32encode(digest).decode().lower()[:10]
        if person not in taken:
            return person
    raise AssertionError("no free id in 65,536 attempts")
