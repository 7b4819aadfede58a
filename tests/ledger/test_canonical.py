from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.ledger import canonical

KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-canonical.MAX_INT, canonical.MAX_INT)
    | st.text(st.characters(exclude_categories=("Cs",)))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_spelling_is_that_of_rfc_8785(value: Any) -> None:
    """Inside the profile our bytes are those of an independent RFC 8785 writer."""
    assert canonical.encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_reading_gives_the_value_back(value: Any) -> None:
    """What was spelled is read back equal, by the strict and the exact reader."""
    spelled = canonical.encode(value)
    assert canonical.decode(spelled) == value
    assert canonical.decode_exact(spelled) == value


@given(VALUES)
def test_other_spellings_are_read_but_not_exact(value: Any) -> None:
    """A pretty-printed spelling is the same value and is refused where one spelling is demanded."""
    pretty = json.dumps({"b": value, "a": 1}, indent=1).encode()
    assert canonical.decode(pretty) == {"b": value, "a": 1}
    with pytest.raises(ValueRefused, match="canonical form"):
        canonical.decode_exact(pretty)


BAD_VALUES = {
    "float": 1.0,
    "not a number": float("nan"),
    "large integer": 2**53,
    "large negative integer": -(2**53),
    "bytes": b"x",
    "set": {1},
    "number as key": {1: "x"},
    "nothing as key": {None: "x"},
    "letter beyond ASCII in a key": {"نام": "x"},
    "control character in a key": {"a\n": "x"},
    "delete character in a key": {"a\x7f": "x"},
    "half a surrogate pair": "\ud800",
    "half a surrogate pair in a list": ["a", ["\udfff"]],
    "float deep inside": {"a": [{"b": [1, 2.5]}]},
}


@pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES)
def test_values_outside_the_profile_are_refused(value: Any) -> None:
    """A value that implementations would spell differently is refused, never rounded."""
    with pytest.raises(ValueRefused):
        canonical.encode(value)


BAD_BYTES = {
    "duplicate key": b'{"a":1,"a":1}',
    "duplicate key by escape": b'{"a":1,"\\u0061":2}',
    "duplicate key deep inside": b'[[{"b":{"a":1,"a":2}}]]',
    "NaN": b"[NaN]",
    "infinity": b"-Infinity",
    "infinity by exponent": b"1e400",
    "float": b'{"a":1.0}',
    "exponent": b"1e2",
    "integer of 2^53": b"9007199254740992",
    "integer of 5,000 digits": b"1" * 5000,
    "key beyond ASCII": '{"نام":1}'.encode(),
    "control character in a key": b'{"a\\u0001":1}',
    "escaped lone surrogate": b'["\\ud800"]',
    "escaped lone surrogate in capitals": b'{"a":"\\uDFFF x"}',
    "raw surrogate": b'"\xed\xa0\x80"',
    "not UTF-8": b'"\xff"',
    "byte order mark": b"\xef\xbb\xbf1",
    "raw control character": b'"a\x01b"',
    "65 lists": b"[" * 65 + b"]" * 65,
    "65 objects": b'{"a":' * 65 + b"1" + b"}" * 65,
    "100,000 lists": b"[" * 100_000 + b"]" * 100_000,
    "rest after the value": b"1 2",
    "nothing": b"",
    "single quotes": b"{'a':1}",
    "trailing comma": b"[1,]",
    "cut short": b'{"a":[1',
}


@pytest.mark.parametrize("read", [canonical.decode, canonical.decode_exact])
@pytest.mark.parametrize("data", BAD_BYTES.values(), ids=BAD_BYTES)
def test_hostile_bytes_are_refused(data: bytes, read: Any) -> None:
    """JSON that readers understand differently, or that costs too much to read, is refused."""
    with pytest.raises(ValueRefused):
        read(data)


@pytest.mark.parametrize(
    "data", [b"-0", b'"\\u0061"', b'"\\/"', b'{"b":1,"a":2}', b" 1", b"1\n", b'"\\u000A"']
)
def test_second_spellings_are_not_exact(data: bytes) -> None:
    """Each value has exactly one spelling in a log."""
    canonical.decode(data)
    with pytest.raises(ValueRefused):
        canonical.decode_exact(data)


def test_the_deepest_nesting_allowed_is_64() -> None:
    """Sixty-four levels are written and read."""
    deepest = b"[" * 64 + b"]" * 64
    assert canonical.encode(canonical.decode(deepest)) == deepest
    with pytest.raises(ValueRefused):
        canonical.encode([canonical.decode(deepest)])


def test_a_value_that_holds_itself_is_refused() -> None:
    """A loop ends as a refusal, not as a crash."""
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(ValueRefused):
        canonical.encode(loop)
