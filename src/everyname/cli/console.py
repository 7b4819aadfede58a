"""What commands share: find the book, show progress, write JSON, draw tables."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from everyname.errors import FileRefused, UsedWrongly

if TYPE_CHECKING:
    from everyname.book import Book

__all__ = ["Console", "book_option", "find_book", "json_option", "open_book", "progress", "write_file"]

F = TypeVar("F", bound=Callable[..., Any])
Progress = Callable[[str, int, int], None]


def book_option(function: F) -> F:
    """Add --book to a command."""
    option = click.option(
        "--book",
        "book_path",
        type=click.Path(path_type=Path),
        help="The book's folder; otherwise the folder you are in, or EVERYNAME_BOOK.",
    )
    return option(function)


def json_option(function: F) -> F:
    """Add --json to a command."""
    return click.option(
        "--json", "json_file", metavar="FILE", help="Write the result as JSON; - for standard output."
    )(function)


def find_book(given: Path | None) -> Path:
    """Find the book: as given, by EVERYNAME_BOOK, or upward from the current folder."""
    if given is not None:
        return given
    if os.environ.get("EVERYNAME_BOOK"):
        return Path(os.environ["EVERYNAME_BOOK"])
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "ledger").is_dir() and (folder / "vault").is_dir():
            return folder
    raise UsedWrongly(
        "There is no book here.",
        remedy="Go into a book's folder, or give --book FOLDER; `everyname init BOOK` makes a new one.",
    )


@contextmanager
def open_book(given: Path | None) -> Iterator[Book]:
    """Open the book for one command."""
    from everyname.book import Book

    book = Book.open(find_book(given))
    try:
        yield book
    finally:
        book.close()


class Console:
    """Where a command's words go: standard output, or standard error when JSON takes that."""

    def __init__(self, json_file: str | None = None) -> None:
        self.json_file = json_file
        self._err = json_file == "-"

    def say(self, text: str = "") -> None:
        """Print a line for people."""
        click.echo(text, err=self._err)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print a table; numbers to the right."""
        from rich.console import Console as RichConsole
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="bold")
        for position, header in enumerate(headers):
            numeric = bool(rows) and all(isinstance(row[position], int) for row in rows)
            table.add_column(header, justify="right" if numeric else "left", overflow="fold")
        for row in rows:
            table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
        stream = sys.stderr if self._err else sys.stdout
        width = None if stream.isatty() else 110
        RichConsole(file=stream, highlight=False, markup=False, width=width).print(table)

    def give(self, plain: object) -> None:
        """Write the result as JSON where asked."""
        if self.json_file is None:
            return
        text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
        if self.json_file == "-":
            click.echo(text, nl=False)
            return
        write_file(Path(self.json_file), text, marked=False)


def write_file(path: Path, text: str, *, marked: bool = True) -> None:
    """Write a text file for people; `marked` begins it with the sign by which spreadsheets know UTF-8."""
    try:
        path.write_text(text, encoding="utf-8-sig" if marked else "utf-8")
    except OSError as error:
        raise FileRefused(
            f"{path} could not be written: {error.strerror}.",
            kept="What the command recorded in the book is kept.",
            remedy="Give another file.",
        ) from error


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function (phase, done, total) that draws one bar on a terminal and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda phase, done, total: None
        return
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=RichConsole(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(phase: str, done: int, total: int) -> None:
            bar.update(task, description=phase, completed=done, total=total or None)

        yield show
