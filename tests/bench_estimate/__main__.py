"""Print the table of targets for estimation, each figure measured in this run or kept from the same code.

    PYTHONPATH=src:tests python -m bench_estimate [vectors] [speed] [latent] [spread] [coverage] [S1] ...

Rows on real tables need the development data (EVERYNAME_DATA). Answers on simulated tables are kept in
`.bench-estimate` (EVERYNAME_BENCH names another folder) until the code that gave them changes.
"""

from __future__ import annotations

from functools import partial

from bench_estimate import covered, linkage, refusal, sampler, speed, spread, vectors
from bench_estimate.simulate import SCENARIOS
from bench_estimate.table import Line
from bench_table import print_rows

_ROWS = {
    "vectors": vectors.lines,
    "speed": speed.lines,
    "start": speed.start_lines,
    "latent": sampler.lines,
    "refusal": refusal.lines,
    "spread": spread.lines,
    **{name: partial(covered.lines, name) for name in SCENARIOS},
    "linkage": linkage.lines,
    "others": covered.other_lines,
}


def main() -> None:
    """Measure the rows asked for, or all; `coverage` stands for the eight scenarios and the linkage."""
    print_rows(Line, _ROWS, groups={"coverage": [*SCENARIOS, "linkage"]})


if __name__ == "__main__":
    main()
