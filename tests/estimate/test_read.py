from __future__ import annotations

import pytest

from everyname.errors import EstimateRefused, FileRefused
from everyname.estimate import Patterns, read_patterns

GOOD = "A,B,C,count\n1,0,0,5\n0,1,1,2\n"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\n\n"),
        GOOD.replace("5", "5.0").replace("count", "Count"),
        GOOD + "0,0,0,0\n1,1,1,0\n",
    ],
)
def test_same_table_however_it_is_written(text: str) -> None:
    """Marks, delimiters, line ends, blank lines and zero counts do not change the table."""
    assert read_patterns(text, "t.csv") == Patterns.from_rows("ABC", [((1, 0, 0), 5), ((0, 1, 1), 2)])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("A,B,C\n1,0,0\n", "not 'count'"),
        ("A,A,count\n1,0,5\n", "used twice"),
        ("A,,count\n1,0,5\n", "has no name"),
        ("count\n5\n", "has no list"),
        ("A,B,count\n1,0,5\n1,0,6\n", "line 3: .*twice"),
        ("A,B,count\n1,0,-5\n", "line 2: .*not a whole number"),
        ("A,B,count\n1,0,2.5\n", "line 2: .*not a whole number"),
        ("A,B,count\n1,0,NaN\n", "line 2: .*not a whole number"),
        ("A,B,count\n1,0,\n", "line 2: .*not a whole number"),
        ("A,B,count\n1,yes,5\n", "'yes' stands in a list's column"),
        ("A,B,count\n1,2,5\n", "takes 0 or 1"),
        ("A,B,count\n1,5\n", "2 columns"),
        ("A,B,count\n0,0,5\n", "on no list"),
        ('A,B,count\n1,"0,5\n', "not a CSV line"),
        (",".join(f"L{place}" for place in range(300)) + ",count\n", "300 lists"),
    ],
)
def test_bad_file_is_refused_with_its_line(text: str, why: str) -> None:
    """A file that is no pattern table is refused; the message names the file, the line and the reason."""
    with pytest.raises(FileRefused, match=f"^t.csv.*{why}") as caught:
        read_patterns(text, "t.csv")
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["A,B,count\n", "A,B,count\n1,0,0\n", "A,B,count\n1,1,1000000000\n"])
def test_good_file_with_no_usable_count_is_refused(text: str) -> None:
    """A readable table that counts nobody, or more people than any list of persons, is refused."""
    with pytest.raises(EstimateRefused):
        read_patterns(text, "t.csv")
