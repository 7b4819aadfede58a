"""Print a table of editions' figures: `python -m bench_edition [build] [large] [search] [verify]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench_edition import build, search, verify

PARTS = {"build": build.rows, "large": build.large, "search": search.rows, "verify": verify.rows}


def main(wanted: list[str]) -> None:
    """Measure the named parts, all unless some are named."""
    for name in wanted or list(PARTS):
        with tempfile.TemporaryDirectory(prefix="everyname-bench-") as folder:
            for figure, value in PARTS[name](Path(folder)):
                print(f"{figure:<52} {value}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
