"""Invent long lists of people: three lists, two scripts, names as heavy-tailed as real ones, damaged fields.

Everything is drawn for whole columns at once. The names are syllables; nobody is meant.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LISTS", "write_rows"]

LISTS = ("first", "second", "third")  # the third is in Arabic letters
_PERSONS = 0.55  # of the rows: lists of a third of the rows overlap in six of ten
_MISSING = 0.2
_MISSPELT = 0.05  # of tokens
_NO_FATHER = 0.3
_GIVEN, _FAMILY, _TOWNS, _DAYS = 3000, 60000, 400, 300
# rank + head in the weight: the first given name has 5 % of people, the first family name 1 %.
_HEADS = {_GIVEN: 2, _FAMILY: 12, _TOWNS: 3, _DAYS: 20}

_CONSONANTS = "b ب d د f ف g گ h ه j ج k ک l ل m م n ن r ر s س sh ش t ت v و z ز kh خ gh غ".split()  # noqa: SIM905
_VOWELS = (("a", "ا"), ("a", ""), ("e", ""), ("i", "ی"), ("u", "و"), ("o", ""))
_ENDS = (("", ""), ("", ""), ("n", "ن"), ("r", "ر"), ("d", "د"), ("i", "ی"))

_WORDS = (("given", _GIVEN, (2, 4)), ("family", _FAMILY, (3, 5)), ("town", _TOWNS, (2, 4)))

Ints = NDArray[np.int64]


def write_rows(path: Path, count: int, seed: int = 5) -> None:
    """Write about `count` rows to a Parquet file: id, source, name, sex, age, date, place, person."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rng = np.random.default_rng(seed)
    people = _people(int(count * _PERSONS), rng)
    words = _vocabulary(rng)
    tables = []
    for number, source in enumerate(LISTS):
        here = rng.permutation(people["family"].size)[: count // len(LISTS)]
        columns = {"source": pa.array([source]).take(pa.array(np.zeros(here.size, np.int64)))}
        columns |= _columns({name: values[here] for name, values in people.items()}, words[number == 2], rng)
        tables.append(pa.table(columns | {"person": pa.array(here)}))
    whole = pa.concat_tables(tables)
    ids = pa.array(rng.permutation(whole.num_rows)).cast(pa.string())
    parquet.write_table(whole.append_column("id", ids), path)


def _people(count: int, rng: np.random.Generator) -> dict[str, Ints]:
    return {
        "given": _ranked(_GIVEN, count, rng),
        "father": _ranked(_GIVEN, count, rng),
        "family": _ranked(_FAMILY, count, rng),
        "town": _ranked(_TOWNS, count, rng),
        "day": _ranked(_DAYS, count, rng),
        "age": np.clip(rng.gamma(4.0, 8.0, count).astype(np.int64), 0, 95),
        "sex": (rng.random(count) < 0.3).astype(np.int64),
    }


def _ranked(size: int, count: int, rng: np.random.Generator) -> Ints:
    weights = np.cumsum(1 / (np.arange(size) + _HEADS[size]))
    return np.searchsorted(weights, rng.random(count) * weights[-1]).astype(np.int64)


def _vocabulary(rng: np.random.Generator) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give, for Latin and for Arabic letters, the spellings of each name: as meant, then two slips."""
    latin: dict[str, Any] = {}
    arabic: dict[str, Any] = {}
    for name, size, syllables in _WORDS:
        tokens = [_token(int(rng.integers(*syllables)), rng) for _ in range(size)]
        for into, side in ((latin, 0), (arabic, 1)):
            meant = ["".join(part[side] for part in token) for token in tokens]
            slips = [_slip([part[side] for part in token], rng) for _ in range(2) for token in tokens]
            into[name] = np.array([*meant, *slips], dtype=object)
    return latin, arabic


def _token(syllables: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    for _ in range(syllables):
        at = 2 * int(rng.integers(len(_CONSONANTS) // 2))
        parts += [(_CONSONANTS[at], _CONSONANTS[at + 1]), _VOWELS[int(rng.integers(len(_VOWELS)))]]
    return [*parts, _ENDS[int(rng.integers(len(_ENDS)))]]


def _slip(parts: list[str], rng: np.random.Generator) -> str:
    """Double, lose or mistake one letter after the first."""
    word = "".join(parts)
    at = int(rng.integers(1, len(word)))
    other = word[int(rng.integers(len(word)))]
    return word[:at] + ("", word[at] * 2, other)[int(rng.integers(3))] + word[at + 1 :]


def _columns(people: dict[str, Ints], words: dict[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.compute as compute

    size = people["family"].size
    tokens = []
    for part, name in (("given", "given"), ("father", "given"), ("family", "family")):
        spelling = np.where(rng.random(size) < _MISSPELT, rng.integers(1, 3, size), 0)
        written = pa.array(words[name]).take(pa.array(people[part] + spelling * (words[name].size // 3)))
        if part == "father":
            written = _with_gaps(written, rng, _NO_FATHER)
        tokens.append(written)
    day = np.datetime64("2023-10-01") + people["day"] + (rng.random(size) < 0.1)
    made = {
        "name": compute.binary_join_element_wise(*tokens, " ", null_handling="skip"),
        "sex": pa.array(["m", "f"]).take(pa.array(people["sex"])),
        "age": pa.array(people["age"] + (rng.random(size) < 0.25)).cast(pa.string()),
        "date": pa.array(day.astype("datetime64[D]")).cast(pa.string()),
        "place": pa.array(words["town"]).take(pa.array(people["town"])),
    }
    return {name: made[name] if name == "name" else _with_gaps(made[name], rng, _MISSING) for name in made}


def _with_gaps(column: Any, rng: np.random.Generator, share: float) -> Any:
    import pyarrow as pa
    import pyarrow.compute as compute

    return compute.if_else(pa.array(rng.random(len(column)) < share), pa.scalar(None, pa.string()), column)
