"""Print a table of targets: what every bench of figures beside targets shares."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["NotRun", "heading", "joined", "measured", "print_rows", "printed"]


class NotRun(Exception):
    """A figure cannot be measured here; the text says why and what to do."""


def heading(line: type[DataclassInstance]) -> str:
    """Give the first two rows of the table: the names of the line's fields, or the `heading` they carry."""
    names = [field.metadata.get("heading", field.name) for field in fields(line)]
    return f"{_cells(names)}\n{'|---' * len(names)}|"


def printed(line: DataclassInstance) -> str:
    """Give one row of the table."""
    return _cells(astuple(line))


def _cells(values: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, values))} |"


def measured(make: Callable[[], str]) -> str:
    """Give what `make` measures, or why it was not run."""
    try:
        return make()
    except NotRun as reason:
        return f"not run: {reason}"


def joined(parts: Iterable[str]) -> str:
    """Put several figures into one cell."""
    return "; ".join(parts)


def print_rows(
    line: type[DataclassInstance],
    rows: Mapping[str, Callable[[], Iterable[DataclassInstance]]],
    groups: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Measure the rows named on the command line, or all, and print each line as it comes.

    `groups` gives one name to several rows.
    """
    names = groups or {}
    wanted = [row for name in sys.argv[1:] or rows for row in names.get(name, [name])]
    unknown = [row for row in wanted if row not in rows]
    if unknown:
        sys.exit(f"no row {', '.join(unknown)}; there are {', '.join([*rows, *names])}")
    print(heading(line), flush=True)
    for row in wanted:
        for found in rows[row]():
            print(printed(found), flush=True)
