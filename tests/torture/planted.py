"""Plant bugs in a record of what was asked of the disk, to prove that the harness sees them.

Each takes the operations of sound code and gives those that a careless writer would have asked for. The
code itself is not touched.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable

from everyname.ledger.log import BODIES, LEAVES
from torture.disk import Op, Recorder
from torture.power import check_trace, traces
from torture.table import Found, scratch

__all__ = ["PLANTED", "caught"]

Ops = list[Op]
LINES = (LEAVES, BODIES, "leaves.jsonl")


def acknowledged_early(ops: Ops, recorder: Recorder) -> Ops:
    """Acknowledge before anything is synced."""
    given: Ops = []
    for op in ops:
        at = len(given)
        if op.kind == "ack":
            while at and given[at - 1].kind != "ack":
                at -= 1
            writes = [place for place in range(at, len(given)) if given[place].kind == "sync"]
            at = writes[0] if writes else len(given)
        given.insert(at, op)
    return given


def folders_unsynced(ops: Ops, recorder: Recorder) -> Ops:
    """Never sync a folder after a rename."""
    return [op for op in ops if op.kind != "sync" or op.node not in recorder.folders]


def head_first(ops: Ops, recorder: Recorder) -> Ops:
    """Put the checkpoint in place before the lines it signs."""
    lines = _named(recorder, *LINES)
    given: Ops = []
    late: Ops = []
    for op in ops:
        if op.kind == "ack":
            given += [*late, op]
            late = []
        else:
            (late if op.node in lines and op.kind in ("write", "sync") else given).append(op)
    return given + late


def bodies_unsynced(ops: Ops, recorder: Recorder) -> Ops:
    """Never sync the bodies."""
    bodies = _named(recorder, BODIES)
    return [op for op in ops if op.kind != "sync" or op.node not in bodies]


def temporary_unsynced(ops: Ops, recorder: Recorder) -> Ops:
    """Rename a temporary file whose bytes were not synced."""
    given: Ops = []
    entered: dict[int, int] = {}
    for op in ops:
        for _, _, node in op.entries:
            if node is not None:
                entered[node] = entered.get(node, 0) + 1
        if op.kind != "sync" or op.node in recorder.folders or entered.get(op.node, 0) > 1:
            given.append(op)
    return given


PLANTED: dict[str, Callable[[Ops, Recorder], Ops]] = {
    "acknowledged before the sync": acknowledged_early,
    "no sync of the folder": folders_unsynced,
    "checkpoint before entries": head_first,
    "bodies not synced": bodies_unsynced,
    "temporary file not synced": temporary_unsynced,
}


def caught(seed: int, each: int = 12) -> dict[str, tuple[int, int]]:
    """Check each planted bug over every subject; give how many states showed it, of how many."""
    counted = {}
    for name, plant in PLANTED.items():
        found = Found()
        with scratch() as folder:
            for trace, number in zip(traces(folder, seed), range(12), strict=False):
                if "one process" in trace.name:
                    check_trace(trace, folder / "state", random.Random(number), found, 10_000, plant, each)
                shutil.rmtree(folder / "state", ignore_errors=True)
        counted[name] = (len(found.wrong), found.count)
    return counted


def _named(recorder: Recorder, *names: str) -> set[int]:
    return {node for node, first in recorder.first_name.items() if first.removesuffix(".tmp") in names}
