"""Write the named bad inputs under tests/vectors, the same bytes on every run.

Run `python tests/vectors/make_vectors.py` after a change here. Every person in them is invented.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
HEADER = "id,name,age,sex,date,city"
GOOD = "a1,Nilo Varsanti,31,male,2022-09-21,Tehran"


def _csv(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    return ("\n".join((header, *rows)) + "\n").encode(encoding)


def _one_bad(row: str) -> bytes:
    """Put a bad row between two good ones: row 3 of the sheet."""
    return _csv(GOOD, row, "a9,Mira Oltan,22,female,2022-09-22,Tehran")


# -- archives and workbooks, stored without compression so that the bytes never depend on a library ----


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def _xlsx(sheets: Mapping[str, str]) -> bytes:
    """Build a workbook; each sheet is the XML of its rows; what stands after `|` is put behind them."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(names, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_TYPES}<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}'
        f'<Relationship Id="s" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }
    for i, name in enumerate(names, start=1):
        rows, _, behind = sheets[name].partition("|")
        members[f"xl/worksheets/sheet{i}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">'
            f"<sheetData>{rows}</sheetData>{behind}</worksheet>"
        )
    return _zip(members)


def _cell(place: str, value: str | int | float | bool | tuple[str, str]) -> str:
    if isinstance(value, tuple):  # a formula and its stored value, "" for none
        stored = f"<v>{value[1]}</v>" if value[1] else ""
        return f'<c r="{place}" t="str"><f>{value[0]}</f>{stored}</c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str) and value.startswith("day:"):
        return f'<c r="{place}" s="1"><v>{value[4:]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""
    return f'<c r="{place}"><v>{value}</v></c>'


def _rows(*rows: Sequence[str | int | float | bool | tuple[str, str]]) -> str:
    return "".join(
        f'<row r="{r}">' + "".join(_cell(f"{chr(64 + c)}{r}", v) for c, v in enumerate(row, 1)) + "</row>"
        for r, row in enumerate(rows, start=1)
    )


def _ods(table: str, manifest: str = "") -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="list">{table}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry>'
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">{entry}'
            "</manifest:manifest>",
            "content.xml": content,
        }
    )


def _ods_row(*cells: str, repeat: str = "") -> str:
    filled = "".join(
        f'<table:table-cell office:value-type="date" office:date-value="{cell[4:]}"{repeat}/>'
        if cell.startswith("day:")
        else f'<table:table-cell office:value-type="string"{repeat}><text:p>{cell}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{filled}</table:table-row>"


def _pdf(body: str, trailer: str = "") -> bytes:
    """Build a PDF of one page; `body` is its content stream."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(body)} >>\nstream\n{body}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    return out + f"trailer\n<< /Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


_PEOPLE = (("name", "age", "city"), ("Nilo Varsanti", 31, "Tehran"), ("Mira Oltan", 22.0, "Tehran"))
_LOCKED_PDF = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 "
    f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>] "
)
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
_ODS_LOCK = '<manifest:encryption-data manifest:checksum="x"/>'
_REPEAT = ' table:number-columns-repeated="900000"'

LISTS: dict[str, bytes] = {
    # refused as a whole
    "empty.csv": b"",
    "only_blank_lines.csv": b"\n\n  \n\t\n",
    "only_separators.csv": b",,,\n,,,\n",
    "header_only.csv": _csv(),
    "no_header.csv": _csv("Mira Oltan,22,female,2022-09-22", header="Nilo Varsanti,31,male,2022-09-21"),
    "no_header_words_only.csv": _csv("Mira Oltan,Tehran", "Sabo Kerin,Tehran", header="Nilo Varsanti,Tehran"),
    "zip_renamed.xlsx": _zip({"readme.txt": "not a sheet"}),
    "word_document.xlsx": _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"),
    "old_format.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "Workbook".encode("utf-16-le"),
    "cut_short.xlsx": _xlsx({"list": _rows(*_PEOPLE)})[:900],
    "broken_xml.xlsx": _xlsx({"list": _rows(*_PEOPLE) + '<row r="4"><c r="A4"'}),
    "no_cells.xlsx": _xlsx({"first": "", "second": ""}),
    "far_cell.xlsx": _xlsx({"list": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'}),
    "locked.ods": _ods(_ods_row("name"), _ODS_LOCK),
    "repeated_cells.ods": _ods(_ods_row("name", repeat=f'{_REPEAT} office:value="1"')),
    "png_renamed.csv": _PNG,
    "pdf_renamed.csv": _pdf("BT ET"),
    "binary_junk.csv": bytes((i * 37 + i // 7) % 32 for i in range(600)),
    "web_page.xls": b"<html><body><table><tr><td>name</td></tr></table></body></html>",
    "json_renamed.csv": b'[{"name": "Nilo Varsanti", "age": 31}]',
    "encoding_unknown.csv": _csv("Нiло Варсантi,31,Тегеран", header="имя,возраст,город", encoding="cp866"),
    "utf16_cut_short.csv": _csv(GOOD, encoding="utf-16")[:-1],
    "quote_never_closed.csv": _csv(GOOD, 'a2,"Mira Oltan,22,female,2022-09-22,Tehran', "a3,Sabo Kerin,40,,,"),
    "columns_1200.csv": _csv(",".join(["1"] * 1200), header=",".join(f"c{i}" for i in range(1200))),
    "nothing_about_persons.csv": _csv("4,5", "6,7", header="alpha,beta"),
    # one row refused, the others taken
    "age_minus_3.csv": _one_bad("a2,Sabo Kerin,-3,male,2022-09-21,Tehran"),
    "age_4000.csv": _one_bad("a2,Sabo Kerin,4000,male,2022-09-21,Tehran"),
    "age_4000_arabic_digits.csv": _one_bad("a2,Sabo Kerin,٤٠٠٠,male,2022-09-21,Tehran"),
    "age_24_and_a_half.csv": _one_bad("a2,Sabo Kerin,24.7,male,2022-09-21,Tehran"),
    "date_month_13.csv": _one_bad("a2,Sabo Kerin,40,male,2022-13-45,Tehran"),
    "date_31_february.csv": _one_bad("a2,Sabo Kerin,40,male,2022-02-31,Tehran"),
    "date_jalali_month_13.csv": _one_bad("a2,Sabo Kerin,40,male,1401/13/01,Tehran"),
    "date_jalali_31_mehr.csv": _one_bad("a2,Sabo Kerin,40,male,۱۴۰۱/۰۷/۳۱,Tehran"),
    "date_ambiguous.csv": _one_bad("a2,Sabo Kerin,40,male,03/04/2022,Tehran"),
    "date_year_2922.csv": _one_bad("a2,Sabo Kerin,40,male,2922-09-21,Tehran"),
    "date_two_digit_year.csv": _one_bad("a2,Sabo Kerin,40,male,03/14/22,Tehran"),
    "name_bidi_override.csv": _one_bad("a2,Sabo \u202enireK\u202c,40,male,2022-09-21,Tehran"),
    "name_zero_byte.csv": _one_bad("a2,Sabo\x00Kerin,40,male,2022-09-21,Tehran"),
    "place_escape_sequence.csv": _one_bad("a2,Sabo Kerin,40,male,2022-09-21,Teh\x1b[31mran"),
    "row_too_long.csv": _one_bad("a2,Sabo Kerin,40,male,2022-09-21,Tehran,Kargar,more"),
    "row_repeated.csv": _one_bad(GOOD),
    "id_repeated.csv": _csv(
        *(f"b{i},Person {'ABCDEFGHIJ'[i]}avi,{20 + i},male,2022-09-21,Tehran" for i in range(10)),
        "b3,Sabo Kerin,40,male,2022-09-21,Tehran",
    ),
    "header_repeated.csv": _one_bad(HEADER),
    "says_nobody.csv": _one_bad("a2,unknown,40,male,,-"),
    # strange, and taken whole
    "columns_300.csv": _csv(
        "Nilo Varsanti," + ",".join(["x"] * 299),
        header="name," + ",".join(f"question {i}" for i in range(299)),
    ),
    "cp1256.csv": _csv(
        "سمير الخيالي,24,بغداد", "ليلى المخترعة,31,البصرة", header="الاسم,العمر,المدينة", encoding="cp1256"
    ),
    "cp1252.csv": _csv("Hélène Imaginée,24,Orléans", header="Nom,Âge,Ville", encoding="cp1252"),
    "utf16.csv": _csv(GOOD, encoding="utf-16"),
    "utf16_without_mark.csv": _csv(GOOD, encoding="utf-16-le"),
    "separator_line.csv": b"sep=;\r\nname;age;city\r\nNilo Varsanti;31;Tehran\r\n",
    "carriage_returns.csv": b"name,age,city\rNilo Varsanti,31,Tehran\rMira Oltan,22,Tehran\r",
    "newline_in_cell.csv": _csv('"Nilo\nVarsanti",31,Tehran', "Mira Oltan,-3,Tehran", header="name,age,city"),
    "blank_lines.csv": _csv(
        "", "Nilo Varsanti,31,Tehran", "", "Mira Oltan,-3,Tehran", header="name,age,city"
    ),
    "short_rows.csv": _csv("Nilo Varsanti", "Mira Oltan,22", header="name,age,city"),
    "headers_repeated.csv": _csv("Nilo Varsanti,seen,heard", header="name,note,note"),
    "header_blank.csv": _csv("Nilo Varsanti,seen,Tehran", header="name,,city"),
    "formula_text.csv": _csv('"=HYPERLINK(""http://example.org"",""x"")",+9,@sum', header="name,note,remark"),
    "unnamed_alike.csv": _csv(*["unknown,,2022-09-21,Tehran"] * 3, header="name,age,date,city"),
    "free_text_date.csv": _csv("Nilo Varsanti,in the autumn", header="name,date"),
    "title_rows.xlsx": _xlsx(
        {"list": _rows(("Persons recorded, second printing",), ("by an invented office",), (), *_PEOPLE)}
    ),
    "merged_cells.xlsx": _xlsx(
        {
            "list": _rows(("city", "name", "age"), ("Tehran", "Nilo Varsanti", 31), ("", "Mira Oltan", 22))
            + '|<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
        }
    ),
    "formulas.xlsx": _xlsx(
        {
            "list": _rows(
                ("name", "city"),
                (('CONCATENATE("Nilo"," Varsanti")', "Nilo Varsanti"), "Tehran"),
                (('CONCATENATE("Mira"," Oltan")', ""), "Tehran"),
            )
        }
    ),
    "several_sheets.xlsx": _xlsx({"cover": "", "list": _rows(*_PEOPLE), "notes": _rows(("a note",))}),
    "stored_values.xlsx": _xlsx(
        {"list": _rows(("name", "date", "age", "seen"), ("Nilo Varsanti", "day:44825", 31.0, True))}
    ),
    "stored_values.ods": _ods(_ods_row("name", "date") + _ods_row("Nilo Varsanti", "day:2022-09-21")),
}

ARTICLES: dict[str, bytes] = {
    "empty.txt": b"",
    "picture_renamed.txt": _PNG,
    "control_characters.txt": b"Nine people were hurt\x07 on Monday.\n",
    "cut_short.pdf": _pdf("BT /F1 12 Tf 20 100 Td (Nine people were hurt on Monday.) Tj ET")[:420],
    "locked.pdf": _pdf("BT /F1 12 Tf 20 100 Td (Nine people were hurt.) Tj ET", _LOCKED_PDF),
    "no_text.pdf": _pdf("0 0 100 100 re f"),
    "no_text.html": b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>",
}

PICTURES: dict[str, bytes] = {
    "empty.jpg": b"",
    "drawing.svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "drawing_renamed.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "text_renamed.jpg": b"this is not a picture at all, only words",
    "cut_short.png": _PNG[:12],
}

MAPPINGS: dict[str, bytes] = {
    "not_toml.toml": b"[columns\nname = ",
    "unknown_role.toml": b'[columns]\nnickname = ["alias"]\n',
    "unknown_setting.toml": b'colour = "red"\n[columns]\nname = ["name"]\n',
    "unknown_order.toml": b'date_order = "dym"\n[columns]\nname = ["name"]\n',
    "wrong_type.toml": b'has_header = "no"\n[columns]\nname = ["name"]\n',
    "wrong_headers.toml": b"[columns]\nname = [1, 2]\n",
}

# Lists whose second row bears a name that is hard to link; the first is an ordinary one.
_LATIN_LIKE = str.maketrans("aeio", "\u0430\u0435\u0456\u043e")  # Cyrillic letters that look the same
NAMES: dict[str, bytes] = {
    name: _csv(GOOD, f"a2,{odd},30,female,2022-09-25,Tehran")
    for name, odd in {
        "empty.csv": "",
        "one_token.csv": "Mira",
        "one_letter.csv": "M",
        "digits_only.csv": "0123456789",
        "ten_thousand_letters.csv": "Mira" * 2500,
        "ten_thousand_words.csv": "Mira " * 9999 + "Oltan",
        "mixed_script.csv": "Mira \u0627\u0644\u062a\u0627\u0646 \u041e\u043b\u0442\u0430\u043d",
        "look_alike.csv": "Mira Oltan".translate(_LATIN_LIKE),
        "controls.csv": "Mi\u200bra\u00ad Ol\ufefftan",
        "marks_only.csv": "\u0301\u0652\u064b",
        "picture_only.csv": "\U0001f490",
        "rtl_override.csv": "\u202eMira\u202c Oltan",
    }.items()
}
# Of these no row can be linked.
NAMELESS: dict[str, bytes] = {
    "empty_file.csv": b"",
    "no_usable_column.csv": _csv("1,2", header="x,y"),
    "no_names.csv": _csv("1,24", header="id,age"),
    "every_row_refused.csv": _csv("a1,,-3,male,,", "a2,,-4,male,,"),
}


def _table(*rows: str, header: str = "A,B,C,count") -> bytes:
    return ("\n".join((header, *rows)) + "\n").encode()


_FOUND = ("1,0,0,310", "0,1,0,205", "1,1,0,61", "0,0,1,118", "1,0,1,44", "0,1,1,39")
_FORTY = ",".join(f"L{place}" for place in range(40))
TABLES: dict[str, bytes] = {
    "all_zero_counts.csv": _table("1,0,0,0", "0,1,0,0", "1,1,1,0"),
    "count_a_thousand_million.csv": _table(*_FOUND, "1,1,1,1000000000"),
    "count_empty.csv": _table(*_FOUND, "1,1,1,"),
    "count_fractional.csv": _table(*_FOUND, "1,1,1,17.5"),
    "count_infinite.csv": _table(*_FOUND, "1,1,1,inf"),
    "count_misplaced.csv": _table("310,1,0,0", header="count,A,B,C"),
    "count_nan.csv": _table(*_FOUND, "1,1,1,NaN"),
    "count_negative.csv": _table(*_FOUND, "1,1,1,-17"),
    "count_twenty_digits.csv": _table(*_FOUND, "1,1,1,10000000000000000000"),
    "count_twice.csv": _table("1,0,1,310", "0,1,1,205", header="A,B,count,count"),
    "count_with_comma.csv": _table(*_FOUND, '1,1,1,"1,017"'),
    "count_with_exponent.csv": _table(*_FOUND, "1,1,1,1e3"),
    "empty.csv": b"",
    "header_only.csv": _table(),
    "list_contained.csv": _table("1,0,0,50", "1,1,0,30", "0,0,1,20", "1,0,1,9", "1,1,1,12"),
    "list_contained_small.csv": _table("1,0,0,90", "1,1,0,5", "0,0,1,120", "1,0,1,19", "1,1,1,2"),
    "list_name_empty.csv": _table("1,0,0,310", header="A,,C,count"),
    "list_name_repeated.csv": _table("1,0,0,310", header="A,B,A,count"),
    "lists_copied.csv": _table("1,1,0,200", "0,0,1,120", "1,1,1,40"),
    "lists_forty.csv": _table(
        *(",".join("1" if place in (at, at + 1) else "0" for place in range(40)) + ",25" for at in range(39)),
        header=f"{_FORTY},count",
    ),
    "lists_none.csv": _table("5", header="count"),
    "lists_one.csv": _table("1,310", header="A,count"),
    "lists_one_filled.csv": _table("1,0,0,310"),
    "no_count.csv": _table("1,0,0", "0,1,0", header="A,B,C"),
    "on_no_list.csv": _table("0,0,0,900", *_FOUND),
    "overlaps_all_zero.csv": _table("1,0,0,310", "0,1,0,205", "0,0,1,118"),
    "overlaps_of_one_pair.csv": _table("1,0,0,310", "0,1,0,205", "1,1,0,61", "0,0,1,118"),
    "pattern_repeated.csv": _table(*_FOUND, "1,0,0,310"),
    "pattern_short.csv": _table(*_FOUND, "1,1,17"),
    "pattern_two.csv": _table(*_FOUND, "1,2,1,17"),
    "pattern_words.csv": _table(*_FOUND, "yes,no,yes,17"),
}

VECTORS = {
    "tables": TABLES,
    "names": NAMES,
    "nameless": NAMELESS,
    "lists": LISTS,
    "articles": ARTICLES,
    "pictures": PICTURES,
    "mappings": MAPPINGS,
}


def main() -> None:
    """Write every vector into its folder."""
    for folder, files in VECTORS.items():
        (FOLDER / folder).mkdir(exist_ok=True)
        for name, data in files.items():
            (FOLDER / folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
