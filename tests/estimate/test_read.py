from __future__ import annotations

import pytest

from everyname.errors import EstimateRefused, FileRefused
from everyname.estimate import Patterns, read_patterns
from everyname.estimate.frame import Frame
from everyname.estimate.read import read_frame

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


LONG = "stratum,A,replicate,B,count\nnorth,1,1,0,5\n,1,1,1,2\nnorth,0,2,1,4\n"


def test_replicate_and_stratum_may_stand_anywhere_before_the_count() -> None:
    """A long table is read into its replicates and strata; an empty stratum is unknown."""
    frame = read_frame(LONG, "t.csv")
    assert frame.lists == ("A", "B")
    assert frame.labelled() == {
        ("1", "north"): {1: 5},
        ("1", "unknown"): {3: 2},
        ("2", "north"): {2: 4},
        ("2", "unknown"): {},
    }


def test_a_plain_table_is_a_frame_of_one_part() -> None:
    """A table without the columns is one replicate and one stratum."""
    text = "A,B,count\n1,0,5\n1,1,2\n"
    assert read_frame(text, "t.csv") == Frame.of(read_patterns(text, "t.csv"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LONG + "north,0,2,1,4\n", "line 5: .*twice"),
        (LONG + "north,0,,1,4\n", "line 5: the replicate is empty"),
        (LONG.replace("replicate", "Stratum"), "'stratum' stands twice"),
        ("replicate,stratum,count\n1,1,4\n", "has no list"),
    ],
)
def test_a_broken_long_table_is_refused_with_its_line(text: str, why: str) -> None:
    """A repeated pattern, a row of no replicate and a repeated column are refused."""
    with pytest.raises(FileRefused, match=why):
        read_frame(text, "t.csv")


def test_a_long_table_is_not_taken_for_a_plain_one() -> None:
    """Who asks for one table gets a refusal with the number of replicates and strata."""
    with pytest.raises(FileRefused, match="2 replicates and 2 strata"):
        read_patterns(LONG, "t.csv")
