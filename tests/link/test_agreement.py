import numpy as np

from everyname.link.agreement import BIRTH, FAMILY, LABELS, agreements, measure_kinship
from everyname.link.describe import describe
from everyname.link.records import Records
from everyname.model import Report, StatedName


def _said(source: str, name: str, **others: str) -> Report:
    return Report(source=source, names=(StatedName(text=name),), others=tuple(others.items()))


def _records(rows: list[tuple[str, str, dict[str, str]]]) -> Records:
    return describe(
        [(f"{at:04d}", _said(source, name, **others)) for at, (source, name, others) in enumerate(rows)]
    )


def _lists(texts: list[str], heading: str = "number") -> Records:
    return _records(
        [(source, f"Nima R{at}", {heading: text}) for source in "ab" for at, text in enumerate(texts)]
    )


def test_a_rare_number_says_more_than_a_common_rank() -> None:
    """Two reports of one number agree against all chance; a number that half the list bears says little."""
    records = _lists([str(7000 + 13 * at) for at in range(50)] + ["9999"] * 50)
    found = agreements(
        records, np.array([0, 50]), np.array([100, 150]), measure_kinship(records, frozenset("ab"))
    )
    assert [LABELS[level] for level in found.levels["number"]] == ["same", "same"]
    rare, common = found.surprise
    assert rare > 9
    assert common < 2


def test_one_wrong_digit_is_near_and_another_number_is_different() -> None:
    """12345 is near 12354 and 12845, not 54321; a word may have slips in a quarter of its letters."""
    records = _records(
        [("a", f"Nima R{at}", {"number": text}) for at, text in enumerate(["12345", "777", "888"])]
        + [
            ("b", f"Nima R{at}", {"number": text})
            for at, text in enumerate(["12354", "12845", "54321", "778"])
        ]
    )
    left, right = np.array([0, 0, 0, 1]), np.array([3, 4, 5, 6])
    levels = agreements(records, left, right, measure_kinship(records, frozenset("ab"))).levels["number"]
    assert [LABELS[level] for level in levels] == ["near", "near", "different", "different"]


def test_what_kin_share_counts_once() -> None:
    """Where all of a street have one postcode, street and postcode together say no more than the street."""
    rows = [
        (source, f"Nima F{at}", {"street": f"{at // 2} Norzan Road", "postcode": f"{at // 2 % 100:04d}"})
        for source in "ab"
        for at in range(400)
    ]
    records = _records(rows)
    left, right = np.array([0]), np.array([400])
    kin = agreements(records, left, right, measure_kinship(records, frozenset("ab")))
    strangers = agreements(records, left, right, measure_kinship(records, frozenset()))
    assert strangers.surprise[0] - kin.surprise[0] > 5
    assert kin.surprise[0] > 5


def test_kinship_is_measured_in_duplicate_free_lists_alone() -> None:
    """Two reports of one list that may hold a person twice are no measure of what different people share."""
    records = _lists([f"{at} Norzan Road" for at in range(30)] * 2, "street")
    assert (FAMILY, "street") not in measure_kinship(records, frozenset()).chance
    assert (BIRTH, BIRTH) in measure_kinship(records, frozenset("ab")).chance
