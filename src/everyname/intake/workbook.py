"""Read the cells of an XLSX or ODS workbook as the texts a person sees."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import dataclass

from everyname.errors import FileRefused

__all__ = ["MAX_CELLS", "MAX_UNPACKED", "Workbook", "is_workbook", "read_workbook"]

MAX_UNPACKED = 400_000_000
"""Bytes a workbook may unpack to; a bomb states or reaches more."""
MAX_CELLS = 30_000_000
"""Rows times columns a sheet may span; one far-off cell would otherwise fill the memory."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_NO_VALUE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The cells of the first sheet that has any, and what was seen beside them."""

    rows: tuple[tuple[str, ...], ...]
    kind: str
    sheet: str
    notes: tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes are a zip or an Office container, which only a workbook reader can answer."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_workbook(data: bytes, file_name: str) -> Workbook:
    """Read the first sheet with cells; raises FileRefused for locked, damaged, foreign or hostile files."""
    if data.startswith(_OLE):
        raise _refused_container(data, file_name)
    kind, without_value = _inspect(data, file_name)
    rows, sheet, notes = _load(data, file_name)
    if without_value:
        notes.append(
            f"formulas that hold no stored value and read as empty: {without_value}; "
            "open the file in a spreadsheet program and save it to store them"
        )
    return Workbook(rows=tuple(rows), kind=kind, sheet=sheet, notes=tuple(notes))


def _refuse(file_name: str, what: str, remedy: str) -> FileRefused:
    return FileRefused(f"{file_name} {what}.", kept="Nothing was taken from it.", remedy=remedy)


def _refused_container(data: bytes, file_name: str) -> FileRefused:
    if _LOCKED in data:
        return _refuse(
            file_name, "is locked with a password", "Open it, remove the password, save it and give it again."
        )
    return _refuse(
        file_name, "is in the old XLS format", "Open it, save it as XLSX, ODS or CSV and give that file."
    )


def _inspect(data: bytes, file_name: str) -> tuple[str, int]:
    """Tell the kind of workbook and refuse bombs, before any cell is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind(archive, file_name)
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise _bomb(file_name)
            return kind, _walk(archive, file_name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _refuse(
            file_name, f"is damaged or cut short ({error})", "Ask for the file again, or save it again."
        ) from error
    except Exception as error:
        if isinstance(error, FileRefused):
            raise
        raise _refuse(file_name, "cannot be unpacked", "Save it again as XLSX and give it again.") from error


def _kind(archive: zipfile.ZipFile, file_name: str) -> str:
    names = set(archive.namelist())
    if {"xl/workbook.xml", "xl/workbook.bin"} & names:
        return "xlsx"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        mimetype = archive.read("mimetype").decode("ascii", "replace")
        if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            _refuse_locked_ods(archive, file_name)
            return "ods"
    what = "is a text document" if "word/document.xml" in names else "is a zip archive"
    raise _refuse(
        file_name, f"{what}, not a spreadsheet", "Unpack it, or give the list as CSV, TSV, XLSX or ODS."
    )


def _refuse_locked_ods(archive: zipfile.ZipFile, file_name: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest not in archive.namelist() or archive.getinfo(manifest).file_size > 1_000_000:
        return
    if b"encryption-data" in archive.read(manifest):
        raise _refuse(
            file_name, "is locked with a password", "Open it, remove the password, save it and give it again."
        )


def _bomb(file_name: str) -> FileRefused:
    return _refuse(
        file_name,
        f"would unpack to more than {MAX_UNPACKED // 1_000_000} MB or {MAX_CELLS:,} cells",
        "If it is a real list, save it as CSV, or delete the empty rows and columns beyond it.",
    )


def _walk(archive: zipfile.ZipFile, file_name: str) -> int:
    """Unpack every member once, in pieces, against false sizes; count formulas without a value."""
    unpacked = without_value = 0
    for member in archive.infolist():
        is_sheet = member.filename.startswith("xl/worksheets/sheet")
        is_content = member.filename == "content.xml"
        last_row = last_column = 0
        tail = b""
        with archive.open(member) as stream:
            while piece := stream.read(1 << 20):
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED:
                    raise _bomb(file_name)
                if is_sheet:
                    window = tail + piece
                    last_row, last_column = _span(window, last_row, last_column)
                    without_value += len(_NO_VALUE.findall(window)) - len(_NO_VALUE.findall(tail))
                    tail = window[-400:]
                if is_content and _is_repeated_bomb(piece):
                    raise _bomb(file_name)
        if last_row * last_column > MAX_CELLS:
            raise _bomb(file_name)
    return without_value


def _span(window: bytes, last_row: int, last_column: int) -> tuple[int, int]:
    for letters, digits in _CELL.findall(window):
        last_row = max(last_row, int(digits))
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        last_column = max(last_column, column)
    return last_row, last_column


def _is_repeated_bomb(piece: bytes) -> bool:
    """Say whether a repeated ODS cell or row that holds a value repeats it beyond reason."""
    for match in _REPEATED.finditer(piece):
        if int(match.group(1)) > 20_000:
            following = piece[match.end() : match.end() + 600]
            stop = following.find(b"</table:table-row>")
            if b"office:value" in following[: stop if stop >= 0 else None]:
                return True
    return False


def _load(data: bytes, file_name: str) -> tuple[list[tuple[str, ...]], str, list[str]]:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        with load_workbook(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
                if any(cell for row in rows for cell in row):
                    notes = _fill_merged(rows, sheet.merged_cell_ranges or [])
                    others = [other for other in book.sheet_names if other != name]
                    if others:
                        notes.append(f"sheet {name!r} was read; not read: {', '.join(map(repr, others))}")
                    return [tuple(row) for row in rows], name, notes
    except PasswordError as error:
        raise _refuse(
            file_name, "is locked with a password", "Open it, remove the password, save it and give it again."
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _refuse(
            file_name, f"cannot be read as a spreadsheet ({error})", "Save it again as XLSX or CSV."
        ) from error
    raise _refuse(file_name, "holds no cell with a value", "Check that the right file was given.")


def _shown(value: object) -> str:
    """Write a stored value as the text a person reads: days as ISO, whole numbers without a point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _fill_merged(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[str]:
    """Give every row a merged cell covers that cell's value; a cell merged sideways stays one cell."""
    filled = 0
    for (top, left), (bottom, _) in ranges:
        if bottom <= top or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
                filled += 1
    return [f"cells filled from the merged cell above them: {filled}"] if filled else []
