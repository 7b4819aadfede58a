"""The small workbook writer."""

import io

from openpyxl import load_workbook

from everyname.demo.workbook import write_workbook


def test_an_independent_reader_sees_the_same_cells() -> None:
    """Title, header, text with signs that XML reserves, numbers and empty cells come back as written."""
    data = write_workbook("عنوان & <title>", [("الاسم", "العمر", "x"), ("سامي", 24, ""), ("", "", "a<b")])
    sheet = load_workbook(io.BytesIO(data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [
        ("عنوان & <title>", None, None),
        ("الاسم", "العمر", "x"),
        ("سامي", 24, None),
        (None, None, "a<b"),
    ]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]


def test_the_same_rows_give_the_same_bytes() -> None:
    """No clock and no compressor speaks in the bytes."""
    rows = [tuple(f"h{n}" for n in range(30)), tuple(range(30))]
    assert write_workbook("t", rows) == write_workbook("t", rows)
    sheet = load_workbook(io.BytesIO(write_workbook("t", rows))).active
    assert sheet["AD3"].value == 29
