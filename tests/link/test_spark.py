import tempfile
from pathlib import Path

import pytest

from everyname.demo.scale import many_rows
from everyname.intake.mapping import guess_mapping
from everyname.intake.reports import read_reports
from everyname.intake.sheet import read_sheet
from everyname.link.engine import Linking, Settings, link


def test_spark_finds_what_duckdb_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linking by Spark gives what DuckDB gives; nothing of it goes to the system's temporary folder."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: `make test-spark` installs it")
    sheet = read_sheet(many_rows(1500, 7), "invented.csv")
    taken = read_reports(sheet, guess_mapping(sheet), "north").taken
    reports = [(f"r{row:05d}", report) for row, report in taken]
    watched, place = tmp_path / "watched", tmp_path / "a place with blanks"
    watched.mkdir()
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(watched))
    monkeypatch.setattr(tempfile, "tempdir", None)
    one, other = (
        link(reports, duplicate_free=frozenset(), settings=Settings(engine=engine), folder=place)
        for engine in ("duckdb", "spark")
    )
    assert list(watched.iterdir()) == []
    assert one.persons == other.persons
    assert len(one.persons) < len(reports)
    assert _told(one) == _told(other)


def _told(found: Linking) -> list[tuple[object, ...]]:
    return [(p.left, p.right, p.band, round(p.probability, 9), p.features, p.keys) for p in found.pairs]
