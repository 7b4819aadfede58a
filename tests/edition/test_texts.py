"""The catalogues: every sentence in every language, with the same values, in words that take no side."""

from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

import everyname.edition.texts as texts_file
from edition.invented import edition_files, facts
from everyname.edition.manner import MANNERS
from everyname.edition.redact import Rules, allow
from everyname.edition.texts import CATALOGUES, catalogue
from everyname.edition.voice import Voice
from everyname.model import Number
from everyname.model.vocabulary import (
    MEASURES,
    MODALITIES,
    OUTCOMES,
    SEXES,
    SOURCE_KINDS,
    STANDINGS,
    WITHHELD_CLASSES,
)

ROOT = Path(__file__).resolve().parents[2]
OTHERS = ("fa", "ar", "ckb")
REVIEWED = ("fa", "ar")
SLANTED = (
    *("martyr", "regime", "terrorist", "rioter", "toll", "victim"),
    *("شهید", "شهيد", "شەهید", "رژیم", "ڕژێم", "تروریست", "تیرۆریست", "إرهاب", "اغتشاش", "آشوبگر"),
    *("مشاغب", "مخرّب", "ئاژاوەگێڕ", "حصيلة", "قربانی", "قوربانی", "ضحي", "ضحايا", "جاوید"),
)


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_in_every_catalogue(language: str) -> None:
    """No catalogue lacks an id or holds one that is gone, in the order of the English ones."""
    path = CATALOGUES / language / "LC_MESSAGES" / "everyname.po"
    held = [m.context for m in read_po(path.read_bytes().splitlines(keepends=True)) if m.id]
    assert tuple(held) == catalogue("en").ids


@pytest.mark.parametrize("language", REVIEWED)
def test_a_language_that_is_offered_as_checked_is_whole(language: str) -> None:
    """Persian and Arabic readers meet no sentence in English."""
    known = catalogue(language)
    assert [key for key in known.ids if key not in known.texts] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_values(language: str) -> None:
    """No form of a sentence lost a value in translation, and none gained one."""
    english = catalogue("en").texts
    for key, forms in catalogue(language).texts.items():
        for text in forms:
            assert _values(text) == _values(english[key][-1]), (key, text)


@pytest.mark.parametrize("language", MANNERS)
def test_texts_are_neutral(language: str) -> None:
    """No sentence of ours carries a word that takes a side, in any language."""
    said = " ".join(text for forms in catalogue(language).texts.values() for text in forms).casefold()
    assert [word for word in SLANTED if word in said] == []


def test_catalogues_are_as_the_tool_writes_them(capsys: pytest.CaptureFixture[str]) -> None:
    """`make messages` would change nothing: English and translations were committed together."""
    assert _messages().main(["--check"]) == 0, capsys.readouterr().out


def test_changed_english_waits_for_the_translator() -> None:
    """A translation whose English changed is kept, marked fuzzy, and no longer shown."""
    tool = _messages()
    _, template = tool.read(CATALOGUES / "everyname.pot")
    head, old = tool.read(CATALOGUES / "ar" / "LC_MESSAGES" / "everyname.po")
    changed = read_po(b'msgctxt "names"\nmsgid "All names"\nmsgstr ""\n'.splitlines(keepends=True))
    merged = tool.written(head, tool.merge(changed, old)).decode()
    assert "#, fuzzy" in merged
    assert 'msgstr "الأسماء"' in merged
    assert tool.written(head, tool.merge(template, old)).decode().count("fuzzy") == 0


def test_arabic_counts_in_six_forms() -> None:
    """Nobody, one, two, a few, many and hundreds take the form that Arabic grammar gives them."""
    known = catalogue("ar")
    forms = [known.form("years", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)]
    assert forms == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4]
    voice = Voice(allow(facts(), Rules(languages=("ar",))), "ar")
    assert [voice.years(age) for age in ("2", "9", "31", "18-24")] == [
        "٢ سنتان",
        "٩ سنوات",
        "٣١ سنة",
        "١٨–٢٤ سنة",
    ]


@pytest.mark.parametrize(("count", "said"), [(1, "At least 1 person"), (2, "At least 2 persons")])
def test_one_person_is_no_plural(count: int, said: str) -> None:
    """A count of one reads as one."""
    number = Number(kind="documented", value=count, source="x", as_of="2030-01-01")
    shown = Voice(allow(facts(), Rules()), "en").plural("at_least_persons", number)
    assert re.sub("<[^>]+>", "", shown) == said


def test_an_unreviewed_translation_says_so_on_every_page() -> None:
    """Every page in Central Kurdish says, there and in English, that nobody reviewed it; others do not."""
    files = edition_files(allow(facts(), Rules(languages=("en", "fa", "ar", "ckb"))))
    note = catalogue("en").one("unreviewed")
    assert catalogue("ckb").review == "unreviewed"
    for path, data in files.items():
        if path.endswith(".html") and "/" in path:
            text = data.decode()
            assert (note in text) is path.startswith("ckb/"), path
            assert (catalogue("ckb").one("unreviewed") in text) is path.startswith("ckb/"), path


def test_what_is_not_translated_is_said_in_english() -> None:
    """A sentence without a translation stands in English, isolated so that it reads from left to right."""
    known = catalogue("ckb")
    lacking = [key for key in known.ids if key not in known.texts]
    assert lacking
    for key in lacking:
        assert known.one(key) == f"\u2066{catalogue('en').one(key)}\u2069"


@pytest.mark.parametrize("language", REVIEWED)
def test_every_term_of_the_vocabularies_has_a_label(language: str) -> None:
    """Outcomes, standings, kinds of source, sexes, measures and classes are said in the reader's language."""
    known = catalogue(language)
    wanted = [f"term_{code}" for code in (*OUTCOMES, *SEXES, *STANDINGS, *MEASURES, "differs", "vague")]
    wanted += [f"kind_{code}" for code in SOURCE_KINDS] + [f"class_{code}" for code in WITHHELD_CLASSES]
    wanted += [code for code in MODALITIES if code != "asserted"]
    wanted += [f"by_{name}" for name in ("outcome", "country", "province", "month", "age_band", "sex")]
    assert [key for key in wanted if key not in known.texts] == []


def test_every_text_is_used() -> None:
    """A sentence that no page uses is dropped, and none that a page names is missing."""
    room = Path(texts_file.__file__).parent
    sources = "".join(
        p.read_text(encoding="utf-8") for p in [*room.rglob("*.py"), *room.glob("templates/*.html")]
    )
    made = ("kind_", "by_", "reason_", "class_", "step_", "def_", "method_", "assumption_", "file_", "rule_")
    made += ("term_", "set_", "means_", "timeline_", "gone_", "persons_", *MODALITIES)
    known = catalogue("en").ids
    unused = [k for k in known if not k.startswith(made) and not re.search(rf'"{k}"|say\.{k}\b', sources)]
    assert unused == []
    pages = "".join(p.read_text(encoding="utf-8") for p in room.glob("templates/*.html"))
    named = {a or b for a, b in re.findall(r'\btn?\("(\w+)"[,)]|say\.(\w+)', pages)}
    assert named - set(known) == set()
