import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.names.columns import name_table
from everyname.names.parse import parse_name
from everyname.names.tables import (
    ARABIC_PREFIXES,
    FAMILY_ENDINGS,
    HONORIFICS,
    LATIN_PREFIXES,
    PDF_REPAIRS,
    UNNAMED,
)

# Words that join others, that say nothing, or that one part of a name's rules looks for.
_RULED = [*ARABIC_PREFIXES, *LATIN_PREFIXES, *sorted(FAMILY_ENDINGS), *sorted(HONORIFICS), *PDF_REPAIRS]
_JOINED = """
    الله allah الدین din eddin ای ی یی سیدکریم سیدعبد عبدالکریم abdulkarim salahuddin as-sabbagh al-Rawi
"""
_NAMES = "Karim Rastegar Lina Ruhollah رستگار کریم الراوي نیما زینب"
_NOTHING = "n/a N A no name نام بی لا يوجد is not known"
_ODD = "12 ۱۲ ½ ² - ? ... ʼ Каrіm Νima हिन्दी 김 ﷲ ﻻ ß İ ǅ ﬁ ा"
_WORDS = 3 * [*_RULED, *(3 * (_JOINED + _NAMES)).split()]
_RARE = [*sorted(UNNAMED), *_NOTHING.split(), *_ODD.split(), "\ud800"]
_MARKS = ["-", "\u200c", "\u202e", "'", ".", "\u0301", "\u064e", "ـ", "ء", "\0", *'()[]"«»']
_GAPS = ["  ", "\u00a0", "\n", "\t", "-", "\u200c", "", " \0 "]


def _hostile(rng: random.Random) -> str:
    """Write up to a dozen words, one in twenty a rare one, a mark or a strange gap beside one in twenty."""

    def rarely(usual: list[str], rare: list[str]) -> str:
        return rng.choice(rare if rng.random() < 0.05 else usual)

    parts = (
        rarely([""], _MARKS) + rarely(_WORDS, _RARE) + rarely([""], _MARKS) + rarely([" "], _GAPS)
        for _ in range(rng.randrange(12))
    )
    return "".join(parts)


def _assert_alike(names: list[str]) -> None:
    table = name_table(names)
    for row, name in enumerate(names):
        parsed = parse_name(name).tokens
        assert tuple(table.vocabulary[at] for at in table.tokens[row] if at >= 0) == parsed, ascii(name)
        assert table.lengths[row] == len(parsed)
    tokens = dict.fromkeys(token for name in names for token in parse_name(name).tokens)
    assert table.vocabulary == tuple(tokens)


@pytest.mark.parametrize("seed", range(4))
def test_a_column_is_parted_as_each_of_its_names(seed: int) -> None:
    """A name gets the same tokens whether it is parsed alone or among thousands, however odd it is."""
    rng = random.Random(seed)
    _assert_alike([_hostile(rng) for _ in range(3000)])


@given(st.lists(st.text(max_size=30), max_size=8))
def test_a_column_of_any_texts_is_parted_as_each(names: list[str]) -> None:
    """No text changes how those beside it are read."""
    _assert_alike(names)


def test_long_name_in_a_column_is_read_by_its_beginning() -> None:
    """A name of ten thousand characters changes nothing for its neighbours."""
    _assert_alike(["Karim Rastegar", "Karim " * 2000, "x" * 10_000, "(" * 10_000, "", "کریم رستگار"])
