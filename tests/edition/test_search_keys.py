"""Search keys: the maker of the index and the reader's browser read a name alike."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

import everyname.edition
from everyname.demo.damage import slip
from everyname.demo.names import NameParts, draw_family, draw_given, in_arabic, in_latin, in_persian
from everyname.edition.search_keys import fold_query, name_words, search_table, word_keys
from everyname.names.letters import encode_token
from everyname.names.words import spell

_SCRIPT = Path(everyname.edition.__file__).parent / "templates" / "search_keys.js"
_RUN = """
const read = require(process.argv[1]), given = JSON.parse(require('fs').readFileSync(0));
const names = read(given.table);
console.log(JSON.stringify(given.texts.map((text) => {
  const folded = names.fold(text);
  return [folded, folded.split(' ').filter(Boolean).map(names.spell).map((word) => (
    [word, names.keys(word), names.encode(word)]))];
})));
"""


def _names(count: int) -> list[str]:
    rng = random.Random(6)
    found = []
    for number in range(count):
        parts = NameParts(
            given=draw_given(rng, rng.choice(("male", "female"))),
            father=draw_given(rng, "male"),
            grandfather=draw_given(rng, "male"),
            family=draw_family(rng, is_arabic=number % 2 == 0),
            is_arabic=number % 2 == 0,
        )
        written = (in_persian(parts, fathers=1), in_arabic(parts), in_latin(parts, fathers=1, rng=rng))
        found += [slip(rng, text) if rng.random() < 0.3 else text for text in written]
    return found


def _rubbish(count: int) -> list[str]:
    rng = random.Random(7)
    ranges = [(0x20, 0x7F), (0x61, 0x7B), (0xA0, 0x250), (0x300, 0x590), (0x600, 0x700), (0x1E00, 0x2100)]
    ranges += [(0x20, 0xD7FF), (0xFB50, 0xFE00), (0xFE70, 0xFF60)]
    signs = (chr(rng.randrange(*rng.choice(ranges))) for _ in range(count * 12))
    known = (sign for sign in signs if unicodedata.category(sign) != "Cn")
    return ["".join(next(known, "") for _ in range(rng.randrange(1, 11))) for _ in range(count)]


def test_the_script_reads_every_name_as_the_index_does() -> None:
    """On thousands of names and of rubbish the script folds, spells, keys and encodes as Python does."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node was found on the path: the script was not run beside Python")
    texts = _names(1500) + _rubbish(3000)
    given = json.dumps({"table": search_table(), "texts": texts})
    done = subprocess.run(
        [node, "-e", _RUN, str(_SCRIPT)], input=given, capture_output=True, text=True, check=True
    )
    for text, (folded, words) in zip(texts, json.loads(done.stdout), strict=True):
        assert folded == fold_query(text), ascii(text)
        here = [spell([word]) for word in fold_query(text).split()]
        assert words == [[word, list(word_keys(word)), list(encode_token(word))] for word in here], ascii(
            text
        )


@pytest.mark.parametrize(
    "spellings",
    [
        ("محمد", "Mohammad", "Mohammed", "Muhammad", "mohamad"),
        ("حسین", "حسين", "Hossein", "Husayn", "HUSSEIN"),
        ("عبدالکریم", "Abdulkarim", "Abdolkarim", "Abdalkareem"),
        ("شیرکۆ", "شیركو", "Shirko", "Şîrko"),
        ("النجار", "Alnajjar", "نجار", "Najar"),
        ("قاسم", "Ghasem", "Qasim", "Kasem"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    """Scripts, keyboards and romanisations of one name meet under one key."""
    keys = [set(word_keys(spell([fold_query(text)]))) for text in spellings]
    assert set.intersection(*keys), keys


def test_a_name_is_found_by_its_parts_and_by_its_whole() -> None:
    """A joiner parts and joins: both halves of a family name are words, and so is the whole."""
    assert {"کوهبان", "پور", "کوهبانپور"} <= set(name_words("مهرناز کوهبان‌پور"))
    assert {"karim", "abdkarim"} <= set(name_words("Abd al-Karim Sefand"))


def test_a_name_of_ten_thousand_letters_stays_small() -> None:
    """Long names and names of many words give few and short words."""
    words = name_words("ab " * 5000 + "م" * 10_000)
    assert len(words) < 80
    assert all(len(word) <= 24 for word in name_words("م" * 10_000))
