"""Revoking a device gives exactly the state in which it had never spoken after that size."""

from __future__ import annotations

from pathlib import Path

from book import flood, revocation_cases


def test_a_revoked_device_leaves_no_trace_in_any_table(tmp_path: Path) -> None:
    """Every row of every table is that of a book which never heard it, nor whom it then enrolled."""
    assert revocation_cases.run(range(5), tmp_path) == []


def test_one_revocation_undoes_a_flood(tmp_path: Path) -> None:
    """Forged reports of an enrolled contributor are gone after one act, and the tally is what it was."""
    before = flood.build(tmp_path / "book", 500, 60)
    undone = flood.measure(tmp_path / "book", before)
    assert undone.reports_flooded - undone.reports_after > 400
    assert undone.reports_after == undone.reports_before
    assert undone.tally_after == undone.tally_before > 0
    assert undone.differing == ()
