"""Link reports into pairs and persons: describe, propose, score, weigh rivals, join.

The result is a pure function of the reports, the judgements and the settings, whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from everyname.link.backends import open_backend
from everyname.link.candidates import Candidates, propose
from everyname.link.describe import Linkable, describe
from everyname.link.heaps import doubt_heaps
from everyname.link.joining import join
from everyname.link.linking import Linking, Pair, Pairs
from everyname.link.name_evidence import name_bits
from everyname.link.records import Records
from everyname.link.scoring import score_candidates, train_weights
from everyname.link.settings import Settings
from everyname.model import Judgement

__all__ = ["Linkable", "Linking", "Pair", "Pairs", "Progress", "Settings", "link", "link_records"]

Progress = Callable[[str, int, int], None]

_STEPS = ("describe", "propose", "names", "score", "join")


def link(
    reports: Sequence[Linkable],
    *,
    duplicate_free: frozenset[str],
    judgements: Sequence[Judgement] = (),
    settings: Settings = Settings(),  # noqa: B008 - a frozen value
    progress: Progress | None = None,
    folder: Path | None = None,
) -> Linking:
    """Find which reports speak of one person.

    `duplicate_free` names the sources in which each person stands once. Judgements hold whatever the
    probability. A report without a name is joined by judgement only. Raises UsedWrongly for an id
    given twice, Refused for judgements that contradict each other. What does not fit into memory goes
    into `folder`, which the caller removes.
    """
    (progress or _say_nothing)(_STEPS[0], 0, len(_STEPS))
    return link_records(
        describe(reports),
        duplicate_free=duplicate_free,
        judgements=judgements,
        settings=settings,
        progress=progress,
        folder=folder,
    )


def link_records(
    records: Records,
    *,
    duplicate_free: frozenset[str],
    judgements: Sequence[Judgement] = (),
    settings: Settings = Settings(),  # noqa: B008 - a frozen value
    progress: Progress | None = None,
    folder: Path | None = None,
) -> Linking:
    """Do as `link` for reports described already, as those of a table are (`tables.describe_table`)."""
    tell = progress or _say_nothing
    records = doubt_heaps(records)
    judged = _standing(judgements, records.ids)
    with open_backend(settings, folder) as backend:
        tell(_STEPS[1], 1, len(_STEPS))
        candidates = propose(records, duplicate_free, settings, backend)
        left, right = _with_judged(candidates, judged)
        tell(_STEPS[2], 2, len(_STEPS))
        _, bits = name_bits(records, left, right, duplicate_free, settings.threads, settings.packs)
        tell(_STEPS[3], 3, len(_STEPS))
        scored = score_candidates(records, left, right, bits, backend)
        scored = train_weights(records, scored, bits, duplicate_free, backend)
        del bits  # what a million rows hold here is wanted below
    tell(_STEPS[4], 4, len(_STEPS))
    found = join(records, duplicate_free, judged, scored, candidates, settings)
    tell("done", len(_STEPS), len(_STEPS))
    return found


def _say_nothing(stage: str, done: int, total: int) -> None:
    del stage, done, total


def _standing(judgements: Sequence[Judgement], ids: Sequence[str]) -> dict[tuple[int, int], Judgement]:
    """Give the last judgement on each pair of reports that are here."""
    asked = {report for judgement in judgements for report in (judgement.left, judgement.right)}
    number = {report: at for at, report in enumerate(ids) if report in asked} if asked else {}
    standing = {}
    for judgement in judgements:
        one, other = number.get(judgement.left), number.get(judgement.right)
        if one is not None and other is not None:
            standing[min(one, other), max(one, other)] = judgement
    return standing


def _with_judged(
    candidates: Candidates, judged: Mapping[tuple[int, int], Judgement]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not judged:
        return candidates.left, candidates.right
    both = np.stack([candidates.left, candidates.right], axis=1)
    distinct = np.unique(np.concatenate([both, np.array(sorted(judged), dtype=np.int64)]), axis=0)
    return distinct[:, 0], distinct[:, 1]
