"""Write one sheet as a small XLSX workbook, the same bytes every time.

Cells are inline strings or whole numbers (ECMA-376 part 1, 18.3); nothing is compressed, so the bytes
depend on no version of a compressor.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

__all__ = ["write_workbook"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EPOCH = (1980, 1, 1, 0, 0, 0)

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    "</Types>"
)


def write_workbook(title: str, rows: Sequence[Sequence[str | int]], sheet: str = "Sheet1") -> bytes:
    """Write a merged title row, then `rows` (the first is the header), right to left."""
    width = max(len(row) for row in rows)
    body = "".join(_row(number, cells) for number, cells in enumerate([[title], *rows], start=1))
    view = '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>'
    merged = f'<mergeCells count="1"><mergeCell ref="A1:{_letters(width - 1)}1"/></mergeCells>'
    page = f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<sheetData>{body}</sheetData>{merged}</worksheet>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": page,
    }
    return _zip(parts)


def _zip(parts: dict[str, str]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=_EPOCH), text)
    return into.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _row(number: int, cells: Sequence[str | int]) -> str:
    body = "".join(_cell(f"{_letters(place)}{number}", value) for place, value in enumerate(cells))
    return f'<row r="{number}">{body}</row>'


def _cell(where: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{where}"><v>{value}</v></c>'
    if not value:
        return ""
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letters(place: int) -> str:
    """Give the column letters of a place counted from 0."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
