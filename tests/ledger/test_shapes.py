"""What is known by its shape is what the whole reading would take: no more, and in practice no less."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.ledger import canonical
from everyname.ledger.shapes import MOST, Shapes

KEYS = st.sampled_from(["a", "b", "ab", "z", " ", "~"])
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=5)
WHOLE = st.integers(-120, 120) | st.integers(-canonical.MAX_INT, canonical.MAX_INT)
INNER = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(KEYS, INNER, max_size=4)
SIGNS = b'{}[],:"\\0123456789-+.eE \n\x00\x7f\xc3\xa9\xed\xa0\x80truefalsn#ab~'

SAMPLE = canonical.encode(
    {"a": [0, 10, {"b": "x", "c": ""}], "b": -7, "c": True, "d": None, "e": "سرو", "f": {"a": ["y"]}}
)


def read_whole(data: bytes) -> bool:
    """Say whether bytes are canonical by reading and spelling them again."""
    try:
        return canonical.encode(canonical.decode(data)) == data
    except ValueRefused:
        return False


def taught(*documents: bytes) -> Shapes:
    shapes = Shapes()
    for one in documents:
        shapes.learn(one)
    return shapes


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(OBJECTS, st.data())
def test_bytes_changed_anywhere_are_not_known_unless_canonical(
    value: dict[str, object], data: st.DataObject
) -> None:
    """Signs put in, taken out or exchanged in a known document are never taken for canonical wrongly."""
    spelled = canonical.encode(value)
    shapes, changed = taught(spelled), bytearray(spelled)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed)))
        drop = data.draw(st.integers(0, 2))
        changed[at : at + drop] = data.draw(st.lists(st.sampled_from(SIGNS), max_size=2).map(bytes))
    if shapes.know(bytes(changed)):
        assert read_whole(bytes(changed)), bytes(changed)


def test_no_sign_at_any_place_deceives() -> None:
    """Every byte value, put at every place of a document or in the place of what stands there."""
    shapes = taught(SAMPLE)
    known = 0
    for at in range(len(SAMPLE)):
        for sign in range(256):
            for drop in (0, 1):
                changed = SAMPLE[:at] + bytes([sign]) + SAMPLE[at + drop :]
                if shapes.know(changed):
                    known += 1
                    assert read_whole(changed), changed
        assert not shapes.know(SAMPLE[:at])
        assert not shapes.know(SAMPLE + SAMPLE[at:])
    assert known > 1_000


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(OBJECTS, min_size=1, max_size=3), st.binary(max_size=30))
def test_whatever_else_is_learnt_nothing_else_is_known(values: list[dict[str, object]], data: bytes) -> None:
    """Documents known together vouch for no mixture of them."""
    documents = [canonical.encode(value) for value in values]
    shapes = taught(*documents)
    for one in (
        data,
        b"{" + data + b"}",
        *(a[: len(a) // 2] + b[len(b) // 2 :] for a in documents for b in documents),
    ):
        assert not shapes.know(one) or read_whole(one), one


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(OBJECTS)
def test_exact_reading_takes_the_same_before_and_after_it_has_learnt(value: dict[str, object]) -> None:
    """A document is read the same the first time, in full, and the second, by its shape."""
    spelled = canonical.encode(value)
    assert canonical.decode_exact(spelled) == canonical.decode_exact(spelled) == value
    canonical.require_exact(spelled)
    with pytest.raises(ValueRefused):
        canonical.require_exact(spelled + b" ")


def test_reports_alike_are_known() -> None:
    """Other words, other digits, the same fields: known, so that a list of a million is read at speed."""
    shapes = taught(canonical.encode({"id": "a:1", "ages": [23, 5], "name": "x"}))
    assert shapes.know(canonical.encode({"id": "list:R900", "ages": [71, 9], "name": "نام"}))
    for other in (
        {"id": "a:1", "ages": [23, 50], "name": "x"},
        {"id": "a:1", "ages": [20, 5], "name": "x"},
        {"id": "a:1", "ages": [23, 5], "names": "x"},
        {"id": "a:1", "ages": [23, 5], "name": "line\nline"},
    ):
        assert not shapes.know(canonical.encode(other))


def test_what_could_be_too_large_is_not_learnt() -> None:
    """Sixteen digits are within 2^53-1 or beyond: they are read each time."""
    shapes = taught(canonical.encode({"a": canonical.MAX_INT}))
    assert not shapes.know(b'{"a":%d}' % (canonical.MAX_INT + 1))
    assert not shapes.know(b'{"a":%d}' % canonical.MAX_INT)


def test_memory_stays_small_whatever_is_read() -> None:
    """A stranger's million shapes are forgotten again."""
    shapes, draw = Shapes(), random.Random(1)
    for number in range(3 * MOST):
        shapes.learn(canonical.encode({f"k{number}{draw.random()}": number}))
    assert len(shapes) <= MOST
