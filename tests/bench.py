"""Time the whole job on invented data and print a table: `make bench`, or `python tests/bench.py ROWS`.

Each figure is one run of the work a person waits for, on this machine, now; ratios between two runs of
this file side by side say more than either figure.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
PAGES = 2_000


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds a piece of work takes, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def help_seconds() -> float:
    """Give the median of seven starts of `everyname --help`."""
    command = [str(Path(sys.executable).parent / "everyname"), "--help"]
    runs = [
        timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))[0] for _ in range(8)
    ]
    return statistics.median(runs[1:])


def main() -> None:
    """Run every part and print the table."""
    with tempfile.TemporaryDirectory(prefix="everyname-bench-") as folder:
        os.environ["EVERYNAME_HOME"] = str(Path(folder) / "home")
        table = [("start of --help", f"{help_seconds():.3f} s"), *whole_job(Path(folder))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    table.append(("peak memory of all this", f"{peak:.2f} GB"))
    for name, figure in table:
        print(f"{name:<44} {figure:>22}")


def whole_job(folder: Path) -> list[tuple[str, str]]:
    """Add, link, rebuild and publish."""
    from everyname.book import Book
    from everyname.book.steps.add import Given, add_files
    from everyname.book.steps.link import link_book
    from everyname.book.steps.verify import verify_book
    from everyname.demo.invent import many_rows

    (folder / "list.csv").write_bytes(many_rows(ROWS, seed=7))
    book = Book.create(folder / "book")
    given = Given(source="invented", duplicates=True)
    add, done = timed(lambda: add_files(book, [folder / "list.csv"], given))
    link, found = timed(lambda: link_book(book))
    rebuild, entries = timed(book.rebuild_index)
    verify, checked = timed(lambda: verify_book(book.folder))
    assert not checked.problems
    book.close()
    return [
        (f"add {done[0].given:,} rows", f"{done[0].given / add:,.0f} rows/s"),
        (f"link {found.reports:,} reports", f"{link:.1f} s"),
        (f"  into {found.persons:,} persons from pairs", f"{found.candidates:,}"),
        (f"rebuild from {entries:,} entries", f"{entries / rebuild:,.0f} entries/s"),
        ("verify the book", f"{verify:.1f} s"),
        *publishing(folder),
    ]


def publishing(folder: Path) -> list[tuple[str, str]]:
    """Publish a smaller book: every page of two languages, with proofs."""
    from everyname.book import Book
    from everyname.book.steps.add import Given, add_files
    from everyname.book.steps.link import link_book
    from everyname.book.steps.publish import publish
    from everyname.demo.invent import many_rows

    (folder / "pages.csv").write_bytes(many_rows(PAGES, seed=8))
    book = Book.create(folder / "published")
    add_files(book, [folder / "pages.csv"], Given(source="invented", duplicates=True))
    link_book(book)
    seconds, done = timed(lambda: publish(book))
    pages = sum(1 for _ in done.folder.rglob("*.html"))
    book.close()
    return [(f"publish {done.persons:,} persons, {pages:,} pages", f"{pages / seconds:,.0f} pages/s")]


if __name__ == "__main__":
    main()
