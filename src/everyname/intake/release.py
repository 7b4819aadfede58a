"""Compare two releases of one list: what stayed, changed, came and went; a withdrawal deletes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from everyname.model.codec import to_plain
from everyname.model.dates import StatedDate
from everyname.model.report import Report
from everyname.writing.fold import fold

__all__ = ["Changes", "compare", "report_id", "report_ids"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a new release says of the reports of the last one.

    `same` and `withdrawn` are report ids of the old release; `changed` and `doubtful` are (old report
    id, new report); `added` are new reports. A doubtful pair is for a reviewer: until then its old
    report counts as withdrawn nowhere and its new report is not added.
    """

    same: tuple[str, ...]
    changed: tuple[tuple[str, Report], ...]
    added: tuple[Report, ...]
    withdrawn: tuple[str, ...]
    doubtful: tuple[tuple[str, Report], ...]


def report_id(source: str, report: Report, occurrence: int = 1) -> str:
    """Name a report by its source and own id, or by its content; "#2" marks the second alike."""
    own = report.own_id or "~" + hashlib.sha256(_content(report).encode()).hexdigest()[:12]
    return f"{source}:{own}" + (f"#{occurrence}" if occurrence > 1 else "")


def report_ids(source: str, reports: Iterable[Report]) -> tuple[str, ...]:
    """Name the reports of one release, in order."""
    seen: Counter[str] = Counter()
    ids = []
    for report in reports:
        plain = report_id(source, report)
        seen[plain] += 1
        ids.append(plain if seen[plain] == 1 else f"{plain}#{seen[plain]}")
    return tuple(ids)


def _content(report: Report) -> str:
    """Write what a report says in one way only; the digest of a picture is not what the row says."""
    named = replace(report, pictures=tuple(replace(picture, digest="") for picture in report.pictures))
    return json.dumps(to_plain(named), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(slots=True)
class _Open:
    """The reports of both releases that no rule has paired yet."""

    old: dict[str, Report]
    new: dict[int, Report]
    same: list[str] = field(default_factory=list)
    changed: list[tuple[str, int]] = field(default_factory=list)
    doubtful: list[tuple[str, int]] = field(default_factory=list)

    def pair(self, key: str, place: int) -> None:
        old, new = self.old.pop(key), self.new.pop(place)
        if _content(old) == _content(new):
            self.same.append(key)
        else:
            self.changed.append((key, place))


def compare(old: Sequence[tuple[str, Report]], new: Sequence[Report]) -> Changes:
    """Pair the reports of two releases: by own id, else by equal content, else by a name unique in both.

    A pair by name needs the same folded name, borne once in what is left of each release, and no
    contradiction in age, sex, date or birth; where the name agrees and something else does not, or
    several bear it, the pair is doubtful and left to a reviewer.
    """
    left = _Open(old=dict(old), new=dict(enumerate(new)))
    _pair_by(left, lambda report: report.own_id, only_unique=False)
    _pair_by(left, _content, only_unique=False)
    _pair_by_name(left)
    reports = list(new)
    return Changes(
        same=tuple(left.same),
        changed=tuple((key, reports[place]) for key, place in left.changed),
        added=tuple(left.new.values()),
        withdrawn=tuple(left.old),
        doubtful=tuple((key, reports[place]) for key, place in left.doubtful),
    )


def _groups(left: _Open, key_of: Callable[[Report], str]) -> Iterable[tuple[list[str], list[int]]]:
    """Give the open reports of both releases that share a key, "" being none."""
    groups: dict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for key, report in left.old.items():
        groups[key_of(report)][0].append(key)
    for place, report in left.new.items():
        groups[key_of(report)][1].append(place)
    groups.pop("", None)
    return groups.values()


def _pair_by(left: _Open, key_of: Callable[[Report], str], *, only_unique: bool) -> None:
    for keys, places in _groups(left, key_of):
        if only_unique and (len(keys), len(places)) != (1, 1):
            continue
        for key, place in zip(keys, places, strict=False):
            left.pair(key, place)


def _pair_by_name(left: _Open) -> None:
    for keys, places in _groups(left, _folded_name):
        possible = [
            (key, place)
            for key in keys
            for place in places
            if not _ids_differ(left.old[key], left.new[place])
        ]
        if len(keys) == len(places) == 1 and possible and _agree(left.old[keys[0]], left.new[places[0]]):
            left.pair(keys[0], places[0])
            continue
        left.doubtful.extend(possible)
        for key in {key for key, _ in possible}:
            left.old.pop(key)
        for place in {place for _, place in possible}:
            left.new.pop(place)


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
