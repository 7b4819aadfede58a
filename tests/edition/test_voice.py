"""The voice: numbers only with their kind, days in both calendars, digits of the language."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

import everyname.edition.texts as texts_file
from edition.invented import facts
from everyname.edition.redact import Rules, allow
from everyname.edition.texts import LANGUAGES, TEXTS
from everyname.edition.voice import Voice, say_days
from everyname.errors import UsedWrongly
from everyname.model import Number
from everyname.model.vocabulary import MODALITIES


def _voice(language: str = "en") -> Voice:
    return Voice(allow(facts(), Rules()), language)


@pytest.mark.parametrize("bare", [7, 7.0, "7", None, True])
def test_a_bare_number_is_refused(bare: object) -> None:
    """Only a number that carries kind, source and date can be set."""
    with pytest.raises(UsedWrongly):
        _voice().number(bare)  # type: ignore[arg-type]


def test_numbers_show_their_range() -> None:
    """A number with a range shows value and both ends."""
    number = Number(kind="estimated", value=820, low=600, high=1240, source="x", as_of="2030-01-01")
    plain = re.sub("<[^>]+>", "", _voice().number(number))
    assert plain == "820 (600–1,240)"
    assert re.sub("<[^>]+>", "", _voice("fa").number(number)) == "۸۲۰ (۶۰۰–۱٬۲۴۰)"


@pytest.mark.parametrize(
    ("first", "last", "shown", "stamp"),
    [
        ("2030-02-11", "2030-02-11", "11 February 2030", "2030-02-11"),
        ("2030-02-01", "2030-02-28", "February 2030", "2030-02"),
        ("2030-01-01", "2030-12-31", "2030", "2030"),
        ("2030-02-11", "2030-02-13", "11 February 2030 – 13 February 2030", ""),
    ],
)
def test_days_in_words(first: str, last: str, shown: str, stamp: str) -> None:
    """Days, whole months and years are named; a single one carries its ISO form."""
    said = say_days(first, last, "en")
    assert re.sub("<[^>]+>", "", said) == shown
    assert (f'datetime="{stamp}"' in said) is bool(stamp)


def test_persian_days_come_in_both_calendars() -> None:
    """A reader of Persian sees the Jalali day first and the Gregorian beside it."""
    said = say_days("2019-11-16", "2019-11-16", "fa")
    assert "۲۵ آبان ۱۳۹۸ (۱۶ نوامبر ۲۰۱۹)" in said
    assert 'datetime="2019-11-16"' in said


def test_every_text_is_in_every_language_with_the_same_values() -> None:
    """No sentence lacks a language, and none lost a value in translation."""
    for key, said in TEXTS.items():
        assert set(said) == set(LANGUAGES), key
        if key.startswith(("method_", "assumption_")) and not said["en"]:
            continue
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in said.values()
        ]
        assert all(said.values()), key
        assert fields[0] == fields[1], key


def test_texts_are_neutral() -> None:
    """No sentence of ours carries a word that takes a side."""
    words = json.dumps(TEXTS, ensure_ascii=False).casefold()
    for banned in ("martyr", "regime", "terrorist", "rioter", "toll", "شهید", "رژیم", "تروریست", "اغتشاش"):
        assert banned not in words


def test_every_text_is_used() -> None:
    """A sentence that no page uses is dropped, and none that a page names is missing."""
    room = Path(texts_file.__file__).parent
    sources = "".join(
        p.read_text(encoding="utf-8") for p in [*room.glob("*.py"), *room.glob("templates/*.html")]
    )
    made = ("kind_", "by_", "reason_", "class_", "step_", "def_", "method_", "assumption_", "file_", "rule_")
    made += ("term_", *MODALITIES)
    unused = [k for k in TEXTS if not k.startswith(made) and not re.search(rf'"{k}"|say\.{k}\b', sources)]
    assert unused == []
