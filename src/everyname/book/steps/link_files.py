"""Link plain files with no book: every pair scored, and which are linked after one-to-one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from everyname.book.steps.names import read_pack
from everyname.book.working import working_folder
from everyname.errors import FileRefused, UsedWrongly
from everyname.intake import mapping as intake_mapping
from everyname.intake.header_words import role_of
from everyname.intake.reports import Intake, read_reports
from everyname.intake.sheet import Sheet, read_sheet
from everyname.link.engine import Settings, link
from everyname.link.linking import BANDS
from everyname.model import Report
from everyname.names.pack import shipped_packs

__all__ = ["link_files"]

FLOOR = 0.01
LIKELIER = 0.5  # than not
SURE = 1e-6  # the nearest that a machine's finding comes to 0 or 1
_KEPT = "Nothing was linked or written."
_NAME_IT = "Call the column of names `name` (or `given` and `family`), and give the ids' with --id."


def link_files(
    paths: Sequence[Path],
    id_column: str,
    out: Path | None,
    clusters: Path | None,
    *,
    duplicates: bool = False,
    pack: Path | None = None,
    engine: str = "duckdb",
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, Any]:
    """Link the rows of the files and write the pairs; returns counts and notes.

    `out` holds `left,right,probability,linked`, ids as given, left from the earlier file (or row); the
    probability is after one-to-one. With no book there is no review, so what is likelier than not is linked.
    Each file is taken as duplicate-free unless `duplicates` or it is the only one. The spellings of `pack`
    are used beside the shipped packs. Raises FileRefused for a file that cannot be read or names nobody,
    UsedWrongly where the engine is missing.
    """
    if out is None and clusters is None:
        raise UsedWrongly(
            "There is nothing to write.", remedy="Give --out PAIRS.csv, --clusters FILE, or both."
        )
    learned = () if pack is None else (read_pack(pack),)
    packs = (*shipped_packs(), *learned)
    settings = Settings(linked=LIKELIER, floor=FLOOR, engine=engine, packs=packs)
    reports: list[tuple[str, Report]] = []
    given: dict[str, str] = {}  # our id of a report -> the id as given
    notes: list[str] = []
    for number, path in enumerate(paths):
        for text, report in _rows(path, number, id_column, notes):
            report_id = f"{number:02d}:{len(given):08d}"
            given[report_id] = text
            reports.append((report_id, report))
    free = frozenset() if duplicates or len(paths) == 1 else frozenset(r.source for _, r in reports)
    with working_folder((out or clusters or Path()).absolute().parent) as place:
        found = link(reports, duplicate_free=free, settings=settings, progress=progress, folder=place)
    texts = [given[report] for report in found.ids]
    pairs, linked = found.pairs, found.pairs.band == BANDS.index("linked")
    kept = np.flatnonzero(pairs.probability >= FLOOR)
    if out is not None:
        _write(
            out,
            ("left", "right", "probability", "linked"),
            zip(
                map(texts.__getitem__, pairs.left[kept].tolist()),
                map(texts.__getitem__, pairs.right[kept].tolist()),
                map("{:.6f}".format, np.clip(pairs.settled[kept], SURE, 1 - SURE).tolist()),
                linked[kept].astype(int).tolist(),
                strict=True,
            ),
        )
    if clusters is not None:
        # Ids may repeat from file to file, so a person is a number and each id has its file beside it.
        names = [path.name for path in paths]
        order = np.argsort(found.person, kind="stable")
        files = [int(report[:2]) for report in found.ids]
        rows = ((texts[at], int(found.person[at]) + 1, names[files[at]]) for at in order.tolist())
        _write(clusters, ("id", "person", "file"), rows)
    return {
        "reports": len(reports),
        "persons": found.high,
        "pairs": int(kept.size),
        "linked": int(linked[kept].sum()),
        "settings": found.settings,
        "notes": notes,
    }


def _rows(path: Path, number: int, id_column: str, notes: list[str]) -> list[tuple[str, Report]]:
    """Read one file; the id column keeps its text, and a refused row is noted, never silent."""
    sheet = read_sheet(path.read_bytes(), path.name)
    wanted = id_column or _id_column(sheet)
    if not wanted:
        notes.append(f"{path.name} begins with names and has no ids; each row goes by its number in the file")
    elif wanted not in sheet.headers:
        raise FileRefused(
            f"{path.name} has no column {wanted!r}; it has {', '.join(sheet.headers[:20])}.",
            remedy="Give one of them with --id.",
        )
    taken = _taken(sheet, path.name, wanted, f"{number:02d} {path.stem}"[:60])
    notes += [f"{path.name} row {row}: {reason}" for row, reason in taken.refused]
    notes += [f"{path.name} {note}" for note in taken.notes]
    texts = _ids(sheet, wanted)
    return [(texts[row], report) for row, report in taken.taken]


def _id_column(sheet: Sheet) -> str:
    """Give the first column, or where that is headed as names the one headed as ids; empty without one."""
    first = sheet.headers[0]
    if role_of(first) not in ("name", "given", "family"):
        return first
    return next((header for header in sheet.headers if role_of(header) == "id"), "")


def _taken(sheet: Sheet, file_name: str, id_column: str, source: str) -> Intake:
    """Read the reports of a sheet; raises FileRefused, with the file's name, where nobody is named."""
    mapping = intake_mapping.guess_mapping(sheet)
    if id_column:
        mapping = intake_mapping.use_as_id(mapping, id_column)
    else:
        columns = {role: headers for role, headers in mapping.columns.items() if role != "id"}
        mapping = replace(mapping, columns=columns)
    try:
        taken = read_reports(sheet, mapping, source.replace(",", " ").replace(":", " "), lenient=True)
    except FileRefused as refused:
        raise FileRefused(f"{file_name}: {refused.happened}", kept=_KEPT, remedy=_NAME_IT) from refused
    if not taken.taken:
        row, reason = taken.refused[0]
        raise FileRefused(
            f"No row of {file_name} could be taken; row {row}: {reason}.",
            kept=_KEPT,
            remedy="Mend the rows, or leave the file out.",
        )
    if not any(report.names for _, report in taken.taken):
        raise FileRefused(
            f"{file_name} has no column that reads as names; it has {', '.join(sheet.headers[:20])}.",
            kept=_KEPT,
            remedy=_NAME_IT,
        )
    return taken


def _ids(sheet: Sheet, column: str) -> dict[int, str]:
    """Give the id of each row as it stands in the column, or without one the row's number in the file."""
    place = sheet.headers.index(column) if column else None
    return {row: str(row) if place is None else cells[place] for row, cells in sheet.rows}


def _write(path: Path, header: Sequence[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
