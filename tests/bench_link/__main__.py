"""Print the table of targets for names and linking, each figure measured in this run.

    PYTHONPATH=src:tests python -m bench_link [names] [gaza] [javidnam] [calibration] [growth] [febrl] [...]

Rows on real lists need the development data (EVERYNAME_DATA); peers need `make peers`.
"""

from __future__ import annotations

from bench_link import calibration, english, febrl, growth, names, one_list, two_lists
from bench_link.table import Line
from bench_table import print_rows

_ROWS = {
    "names": names.lines,
    "gaza": two_lists.lines,
    "javidnam": one_list.lines,
    "calibration": calibration.lines,
    "febrl": febrl.lines,
    "english": english.lines,
    "scale": growth.million,
    "growth": growth.lines,
}


def main() -> None:
    """Measure the rows asked for, or all."""
    print_rows(Line, _ROWS)


if __name__ == "__main__":
    main()
