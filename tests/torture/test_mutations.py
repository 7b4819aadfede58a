"""Altered logs are refused and the place named, turned bits are found; the harness sees what is missed."""

from __future__ import annotations

from pathlib import Path

from torture import flips, mutations
from torture.flips import Part
from torture.places import keys_at
from torture.world import build


def test_every_mutation_is_refused_and_its_place_told() -> None:
    """Of all kinds that must fail none passes, and each is told where it lies."""
    found = mutations.run_failing()
    assert found.wrong == []
    assert mutations.FAILING_KINDS >= 60
    assert found.count > mutations.FAILING_KINDS


def test_every_unusual_log_that_is_in_order_passes() -> None:
    """Nothing sound is refused, however unusual."""
    found = mutations.run_passing()
    assert found.wrong == []
    assert found.count >= 25


def test_a_turned_bit_is_found_wherever_it_is() -> None:
    """Two thousand bits over ledger, vault, publication log, bundle and edition: each is found and named."""
    found = flips.run(2_000, seed=6)
    assert found.wrong == []
    assert found.count >= 2_000
    assert len(found.tried) >= 15


def test_the_harness_of_mutations_sees_what_verify_would_miss(tmp_path: Path) -> None:
    """A case that alters nothing, or whose place is not the one told, counts as wrong."""
    with keys_at(tmp_path / "home"):
        world = build(tmp_path / "book", tmp_path / "home" / "keys")
        assert "nothing found" in mutations.missed("nothing altered", world, "entries.jsonl")
        (world.log / "checkpoint").unlink()
        assert mutations.missed("head gone", world, "/checkpoint") == ""
        assert "is not told" in mutations.missed("head gone", world, "bodies.jsonl")


def test_the_harness_of_flips_sees_a_check_that_misses(tmp_path: Path) -> None:
    """A bit turned in a file that nobody checks counts as wrong."""
    import random

    path = tmp_path / "unchecked"
    path.write_bytes(b"text")
    part = Part(
        "unchecked", 1, (path,), lambda changed: "not named" if changed.read_bytes() != b"text" else ""
    )
    assert "not named" in flips.flipped(part, random.Random(1))
    assert path.read_bytes() == b"text"
