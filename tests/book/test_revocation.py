"""Revoking a device gives exactly the state in which it had never spoken after that size."""

from __future__ import annotations

from pathlib import Path

from book import revocation_cases


def test_a_revoked_device_leaves_no_trace_in_any_table(tmp_path: Path) -> None:
    """Every row of every table is that of a book which never heard it, nor whom it then enrolled."""
    assert revocation_cases.run(range(5), tmp_path) == []
