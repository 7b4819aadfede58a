"""Every named bad input gives a clear refusal of the file, or of its one row, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from everyname.errors import FileRefused
from everyname.intake.article import read_article
from everyname.intake.mapping import from_toml, guess_mapping
from everyname.intake.media import sniff_picture
from everyname.intake.reports import Intake, read_reports
from everyname.intake.sheet import read_sheet
from vectors.make_vectors import VECTORS

FOLDER = Path(__file__).parent

REFUSED_LISTS = {
    "empty.csv": "is empty",
    "only_blank_lines.csv": "is empty",
    "only_separators.csv": "no row with a value",
    "header_only.csv": "no row under it",
    "no_header.csv": "row 1 looks like a person",
    "no_header_words_only.csv": "row 1 looks like a person",
    "zip_renamed.xlsx": "is a zip archive",
    "word_document.xlsx": "is a text document",
    "locked.xlsx": "locked with a password",
    "old_format.xls": "old XLS format",
    "cut_short.xlsx": "damaged or cut short",
    "broken_xml.xlsx": "cannot be read as a spreadsheet",
    "no_cells.xlsx": "no cell with a value",
    "far_cell.xlsx": "would unpack to more",
    "locked.ods": "locked with a password",
    "repeated_cells.ods": "would unpack to more",
    "png_renamed.csv": "is a PNG picture",
    "pdf_renamed.csv": "is a PDF document",
    "binary_junk.csv": "holds binary data",
    "web_page.xls": "marked-up text",
    "json_renamed.csv": "marked-up text",
    "encoding_unknown.csv": "encoding that cannot be told",
    "utf16_cut_short.csv": "may be cut short",
    "quote_never_closed.csv": "opens in row 3 and never closes",
    "columns_1200.csv": "1200 columns",
    "nothing_about_persons.csv": "No column of this list was understood",
}
REFUSED_ROWS = {
    "age_minus_3.csv": (3, "'-3' is not an age"),
    "age_4000.csv": (3, "'4000' is not an age"),
    "age_4000_arabic_digits.csv": (3, "is not an age"),
    "age_24_and_a_half.csv": (3, "'24.7' is not an age"),
    "date_month_13.csv": (3, "2022-13-45"),
    "date_31_february.csv": (3, "2022-02-31"),
    "date_jalali_month_13.csv": (3, "1401/13/01"),
    "date_jalali_31_mehr.csv": (3, "jalali"),
    "date_ambiguous.csv": (3, 'date_order = "dmy" or "mdy"'),
    "date_year_2922.csv": (3, "2922"),
    "date_two_digit_year.csv": (3, "four digits"),
    "name_bidi_override.csv": (3, "RIGHT-TO-LEFT OVERRIDE"),
    "name_zero_byte.csv": (3, "U+0000"),
    "place_escape_sequence.csv": (3, "U+001B"),
    "row_too_long.csv": (3, "8 values under 6 headers"),
    "row_repeated.csv": (3, "the same as row 2"),
    "id_repeated.csv": (12, "already that of row 5"),
    "header_repeated.csv": (3, "repeats the headers"),
    "says_nobody.csv": (3, "speaks of nobody"),
    "newline_in_cell.csv": (3, "'-3' is not an age"),
    "blank_lines.csv": (5, "'-3' is not an age"),
}
TAKEN_WHOLE = {
    "columns_300.csv": 1,
    "cp1256.csv": 2,
    "cp1252.csv": 1,
    "utf16.csv": 1,
    "utf16_without_mark.csv": 1,
    "separator_line.csv": 1,
    "carriage_returns.csv": 2,
    "short_rows.csv": 2,
    "headers_repeated.csv": 1,
    "header_blank.csv": 1,
    "formula_text.csv": 1,
    "unnamed_alike.csv": 3,
    "free_text_date.csv": 1,
    "title_rows.xlsx": 2,
    "merged_cells.xlsx": 2,
    "formulas.xlsx": 2,
    "several_sheets.xlsx": 2,
    "stored_values.xlsx": 1,
    "stored_values.ods": 1,
}


def take(name: str) -> Intake:
    sheet = read_sheet((FOLDER / "lists" / name).read_bytes(), name)
    return read_reports(sheet, guess_mapping(sheet), "invented office")


def assert_three_parts(refusal: FileRefused) -> None:
    assert refusal.happened
    assert refusal.kept
    assert refusal.remedy


def test_every_vector_on_disk_is_expected_and_as_made() -> None:
    """No bad input lies in the folder untested, and each is what the script makes."""
    assert set(VECTORS["lists"]) == set(REFUSED_LISTS) | set(REFUSED_ROWS) | set(TAKEN_WHOLE)
    for folder, files in VECTORS.items():
        on_disk = {path.name: path.read_bytes() for path in (FOLDER / folder).iterdir()}
        assert on_disk == files


@pytest.mark.parametrize("name", REFUSED_LISTS)
def test_a_bad_list_is_refused_whole(name: str) -> None:
    """A list that cannot be read is refused with what happened, what was kept and what to do."""
    with pytest.raises(FileRefused, match=REFUSED_LISTS[name]) as refused:
        take(name)
    assert_three_parts(refused.value)


@pytest.mark.parametrize("name", REFUSED_ROWS)
def test_a_bad_row_is_refused_alone(name: str) -> None:
    """One bad row is refused under the number a spreadsheet shows; every other row is taken."""
    intake = take(name)
    [(row, reason)] = intake.refused
    expected_row, words = REFUSED_ROWS[name]
    assert row == expected_row
    assert words in reason
    assert len(intake.taken) + 1 == intake.given
    assert intake.taken


@pytest.mark.parametrize("name", TAKEN_WHOLE)
def test_a_strange_list_is_taken_whole(name: str) -> None:
    """A list that is only strange loses no row."""
    intake = take(name)
    assert intake.refused == ()
    assert len(intake.taken) == intake.given == TAKEN_WHOLE[name]


@pytest.mark.parametrize("name", VECTORS["articles"])
def test_a_bad_article_is_refused(name: str) -> None:
    """An article without readable text is refused in three parts."""
    with pytest.raises(FileRefused) as refused:
        read_article((FOLDER / "articles" / name).read_bytes(), name)
    assert_three_parts(refused.value)


@pytest.mark.parametrize("name", VECTORS["pictures"])
def test_a_bad_picture_is_refused(name: str) -> None:
    """What is no picture, or a drawing that can carry programs, is refused in three parts."""
    with pytest.raises(FileRefused) as refused:
        sniff_picture((FOLDER / "pictures" / name).read_bytes(), name)
    assert_three_parts(refused.value)


@pytest.mark.parametrize("name", VECTORS["mappings"])
def test_a_bad_mapping_is_refused(name: str) -> None:
    """A mapping with a mistake is refused in three parts, not half used."""
    with pytest.raises(FileRefused) as refused:
        from_toml((FOLDER / "mappings" / name).read_text(encoding="utf-8"))
    assert_three_parts(refused.value)
