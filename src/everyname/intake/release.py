"""Compare two releases of one list: what stayed, changed, came and went; a withdrawal deletes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

from everyname.model.codec import to_plain
from everyname.model.dates import StatedDate
from everyname.model.report import Report
from everyname.writing.fold import fold

__all__ = ["Changes", "compare", "report_id"]

_MOST_DOUBTS = 25  # pairs of one name; beyond it a name says nothing, and linking must tell them apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a new release says of the reports of the last one, by report id.

    `ids` names every new report, in order: an old id where the two were paired, else one of its own.
    `changed` is (id, new report). `withdrawn` are old ids no row of the new release was paired with.
    A `doubtful` pair (old id, new id) may be one person; until a reviewer has judged it, the new id
    stands in `added` and the old one in `withdrawn`.
    """

    ids: tuple[str, ...]
    same: tuple[str, ...]
    changed: tuple[tuple[str, Report], ...]
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]
    doubtful: tuple[tuple[str, str], ...]


def report_id(source: str, report: Report, occurrence: int = 1) -> str:
    """Name a report by its source and own id, or by its content; "#2" marks the second alike."""
    own = report.own_id or "~" + hashlib.sha256(_content(report).encode()).hexdigest()[:12]
    return f"{source}:{own}" + (f"#{occurrence}" if occurrence > 1 else "")


def _content(report: Report) -> str:
    """Write what a report says in one way only."""
    return json.dumps(to_plain(_as_given(report)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _as_given(report: Report) -> Report:
    """Leave out the digests of pictures: they come with the pictures and are not what the row says."""
    if not any(picture.digest for picture in report.pictures):
        return report
    return replace(report, pictures=tuple(replace(picture, digest="") for picture in report.pictures))


@dataclass(slots=True)
class _Open:
    """The reports of both releases that no rule has paired yet, and the pairs found."""

    old: dict[str, Report]
    new: dict[int, Report]
    same: list[str] = field(default_factory=list)
    changed: list[tuple[str, Report]] = field(default_factory=list)
    doubtful: list[tuple[str, int]] = field(default_factory=list)
    paired: dict[int, str] = field(default_factory=dict)

    def pair(self, key: str, place: int) -> None:
        """Take two reports as one and the same row of the list."""
        old, new = self.old.pop(key), self.new.pop(place)
        self.paired[place] = key
        if _as_given(old) == _as_given(new):
            self.same.append(key)
        else:
            self.changed.append((key, new))


def compare(old: Sequence[tuple[str, Report]], new: Sequence[Report]) -> Changes:
    """Pair the reports of two releases: by own id, else by equal content, else by a name unique in both.

    A pair by name needs the same folded name, borne once in what is left of each release, and no
    contradiction in age, sex, province, date or birth; where the name agrees and something else does
    not, or several bear it, the pair is doubtful and left to a reviewer.
    """
    left = _Open(old=dict(old), new=dict(enumerate(new)))
    for key_of in (_own_id, _as_given):
        for keys, places in _groups(left, key_of):
            for key, place in zip(keys, places, strict=False):
                left.pair(key, place)
    _pair_by_name(left)
    ids = _name_all(new, left.paired, {key for key, _ in old})
    return Changes(
        ids=ids,
        same=tuple(left.same),
        changed=tuple(left.changed),
        added=tuple(ids[place] for place in left.new),
        withdrawn=tuple(left.old),
        doubtful=tuple((key, ids[place]) for key, place in left.doubtful),
    )


def _name_all(new: Sequence[Report], paired: dict[int, str], used: set[str]) -> tuple[str, ...]:
    """Give each report its id; a new one never takes an id that ever stood for another row."""
    ids = []
    next_free: Counter[str] = Counter()
    for place, report in enumerate(new):
        if (known := paired.get(place)) is not None:
            ids.append(known)
            continue
        plain = report_id(report.source, report)
        while (name := report_id(report.source, report, next_free[plain] + 1)) in used:
            next_free[plain] += 1
        used.add(name)
        ids.append(name)
    return tuple(ids)


def _groups(left: _Open, key_of: Callable[[Report], Hashable]) -> list[tuple[list[str], list[int]]]:
    """Give the open reports of both releases that share a key, "" being none."""
    if not left.old or not left.new:
        return []
    groups: dict[Hashable, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for key, report in left.old.items():
        groups[key_of(report)][0].append(key)
    for place, report in left.new.items():
        groups[key_of(report)][1].append(place)
    groups.pop("", None)
    return [group for group in groups.values() if group[0] and group[1]]


def _pair_by_name(left: _Open) -> None:
    for keys, places in _groups(left, _folded_name):
        possible = [(k, p) for k in keys for p in places if not _ids_differ(left.old[k], left.new[p])]
        alone = len(keys) == len(places) == 1
        if alone and possible and _agree(left.old[keys[0]], left.new[places[0]]):
            left.pair(keys[0], places[0])
        elif len(possible) <= _MOST_DOUBTS:
            left.doubtful.extend(possible)


def _own_id(report: Report) -> str:
    return report.own_id


def _folded_name(report: Report) -> str:
    return " | ".join(sorted({fold(name.text) for name in report.names}))


def _ids_differ(old: Report, new: Report) -> bool:
    return bool(old.own_id and new.own_id and old.own_id != new.own_id)


def _agree(old: Report, new: Report) -> bool:
    """Say whether nothing both state is contradicted."""
    ages = [(a, b) for a in old.ages for b in new.ages]
    sexes = {s.term for s in old.sexes}, {s.term for s in new.sexes}
    places = {p.province for p in old.places if p.province}, {p.province for p in new.places if p.province}
    return (
        (not ages or any(a.low <= b.high + 1 and b.low <= a.high + 1 for a, b in ages))
        and all(not a or not b or a & b for a, b in (sexes, places))
        and _days_meet(old.dates, new.dates)
        and _days_meet(old.births, new.births)
    )


def _days_meet(old: Sequence[StatedDate], new: Sequence[StatedDate]) -> bool:
    pairs = [(a.days, b.days) for a in old for b in new if a.days is not None and b.days is not None]
    return not pairs or any(a.meets(b) for a, b in pairs)
