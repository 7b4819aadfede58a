"""Tests of everyname.intake.decoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import FileRefused
from everyname.intake.decoding import decode, name_binary

ARABIC = "الاسم,العمر,المدينة\nسمير الخيالي,24,بغداد\nليلى المخترعة,31,البصرة\n"
CYRILLIC = "Піб,Вік,Місто\nПетро Вигаданий,24,Харків\nОлена Вигадана,31,Одеса\n"
FRENCH = "Nom,Âge,Ville\nHélène Imaginée,24,Orléans\nJosé Inventé,31,Besançon\n"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-8-sig", "utf-8-sig"),
        (ARABIC, "utf-16", "utf-16"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (ARABIC, "utf-32", "utf-32"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "iso8859_6", "iso8859_6"),
        (CYRILLIC, "cp1251", "cp1251"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "latin-1", "cp1252"),
    ],
)
def test_a_list_reads_the_same_in_every_known_encoding(text: str, encoding: str, named: str) -> None:
    """The text of a list does not depend on the encoding it was saved in."""
    decoded = decode(text.encode(encoding), "list.csv")
    assert (decoded.text, decoded.encoding) == (text, named)


@pytest.mark.parametrize(
    ("text", "encoding"), [(CYRILLIC, "koi8_u"), ("Имя,Город\nПетр Выдуманный,Одесса\n", "cp866")]
)
def test_an_unknown_encoding_is_refused(text: str, encoding: str) -> None:
    """Bytes that read as no one script are refused with a remedy, never taken as broken letters."""
    with pytest.raises(FileRefused, match="cannot be told") as refused:
        decode(text.encode(encoding), "list.csv")
    assert "UTF-8" in refused.value.remedy


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1))
def test_utf8_is_never_changed(text: str) -> None:
    """Whatever is valid UTF-8 is read as it stands."""
    data = text.encode("utf-8")
    if data.strip() and not name_binary(data):
        assert decode(data, "list.csv").text in (text, text.removeprefix("\ufeff"))
