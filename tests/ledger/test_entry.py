from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.ledger import canonical, entry
from everyname.ledger.entry import Draft

DEVICE = "abcdefg2"
BODY = {"names": [{"text": "نام ساختگی"}], "age": 23}
DIGEST = sha256(b"a photograph").hexdigest()

BODIES = st.dictionaries(
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=6),
    st.text(st.characters(exclude_categories=("Cs",)))
    | st.integers(-9, 9)
    | st.lists(st.booleans(), max_size=3),
    max_size=4,
)
DRAFTS = st.builds(
    Draft,
    st.sampled_from(entry.KINDS),
    BODIES,
    st.lists(st.integers(0, 10**15).map(lambda n: f"{DEVICE}-{n}"), max_size=3).map(tuple),
    st.lists(st.binary(max_size=3).map(lambda b: sha256(b).hexdigest()), max_size=3).map(tuple),
)


@given(DRAFTS, st.integers(0, 10**15), st.integers(1, 10**15))
def test_what_was_recorded_is_read_back(draft: Draft, seq: int, lam: int) -> None:
    """Leaf and body, both canonical JSON, give back the entry that was written."""
    leaf, body, written = entry.seal_draft(draft, DEVICE, seq, lam)
    assert entry.join(entry.parse_leaf(leaf), body) == written
    assert (written.id, written.body, written.blobs) == (f"{DEVICE}-{seq}", draft.body, draft.blobs)
    for line in (leaf, body):
        assert canonical.encode(canonical.decode(line)) == line
        assert b"\n" not in line


def test_the_lines_are_those_of_the_format_page() -> None:
    """A second implementation can compute each commitment from the two lines alone."""
    leaf, body, _ = entry.seal_draft(Draft("report", BODY, ("abcdefg2-0",), (DIGEST,)), DEVICE, 7, 9)
    told, kept = canonical.decode(leaf), canonical.decode(body)
    salt = bytes.fromhex(kept["salt"])
    blob = kept["blobs"][0]
    assert told == {
        "v": 1,
        "kind": "report",
        "device": DEVICE,
        "seq": 7,
        "lam": 9,
        "supersedes": ["abcdefg2-0"],
        "body": sha256(salt + canonical.encode(BODY)).hexdigest(),
        "blobs": [sha256(bytes.fromhex(blob["salt"]) + bytes.fromhex(DIGEST)).hexdigest()],
    }
    assert kept == {
        "seq": 7,
        "salt": salt.hex(),
        "body": BODY,
        "blobs": [{"digest": DIGEST, "salt": blob["salt"]}],
    }
    assert len(salt) == 16


def test_a_leaf_tells_nothing_of_its_body() -> None:
    """The same report recorded twice gives leaves with nothing in common but their form."""
    one, _, _ = entry.seal_draft(Draft("report", BODY, (), (DIGEST,)), DEVICE, 1, 1)
    two, _, _ = entry.seal_draft(Draft("report", BODY, (), (DIGEST,)), DEVICE, 1, 1)
    first, second = canonical.decode(one), canonical.decode(two)
    assert first["body"] != second["body"]
    assert first["blobs"] != second["blobs"]
    assert DIGEST.encode() not in one
    assert "نام".encode() not in one


@given(st.data())
def test_a_flipped_bit_anywhere_is_refused(data: st.DataObject) -> None:
    """No line with one bit changed is read as the entry that was recorded."""
    draft = Draft("report", BODY, ("abcdefg2-0",), (DIGEST,))
    leaf, body, written = entry.seal_draft(draft, DEVICE, 5, 6)
    lines = [leaf, body]
    which = data.draw(st.integers(0, 1))
    changed = bytearray(lines[which])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    lines[which] = bytes(changed)
    try:
        found = entry.join(entry.parse_leaf(lines[0]), lines[1])
    except ValueRefused:
        return
    # The few left differ in what only the signed root covers: device, lam, what is superseded.
    assert which == 0
    assert (found.device, found.lam, found.supersedes) != (written.device, written.lam, written.supersedes)


def test_an_erased_body_keeps_the_leaf() -> None:
    """After an erasure the entry still stands, with nothing in it."""
    leaf, _, written = entry.seal_draft(Draft("report", BODY, (), (DIGEST,)), DEVICE, 5, 6)
    found = entry.join(entry.parse_leaf(leaf), b'{"erased":"abcdefg2-9","seq":5}')
    assert (found.id, found.kind, found.body, found.blobs) == (written.id, "report", None, ())
    with pytest.raises(ValueRefused):
        entry.join(entry.parse_leaf(leaf), b'{"erased":"abcdefg2-9","seq":6}')


def test_a_body_committed_in_another_spelling_is_refused() -> None:
    """A writer of bad faith who commits to non-canonical bytes is found out at reading."""
    salt, odd = bytes(16), b'{"b":1, "a":2}'
    leaf = entry.Leaf("report", DEVICE, 0, 1, (), sha256(salt + odd).hexdigest(), ())
    line = b'{"blobs":[],"body":%b,"salt":"%b","seq":0}' % (odd, salt.hex().encode())
    with pytest.raises(ValueRefused, match="canonical"):
        entry.join(leaf, line)


GOOD_LEAF = entry.seal_draft(Draft("report", BODY, ("abcdefg2-0",), (DIGEST, DIGEST)), DEVICE, 5, 6)[0]
BAD_LEAVES = {
    "another version": GOOD_LEAF.replace(b'"v":1', b'"v":2'),
    "no version": GOOD_LEAF.replace(b',"v":1', b""),
    "unknown kind": GOOD_LEAF.replace(b'"report"', b'"rumour"'),
    "one key more": GOOD_LEAF.replace(b'"v":1', b'"v":1,"w":1'),
    "two keys alike": GOOD_LEAF.replace(b'"v":1', b'"v":1,"v":1'),
    "a space": GOOD_LEAF.replace(b'"v":1', b'"v": 1'),
    "leading zero": GOOD_LEAF.replace(b'"seq":5', b'"seq":05'),
    "negative lam": GOOD_LEAF.replace(b'"lam":6', b'"lam":-6'),
    "number as text": GOOD_LEAF.replace(b'"seq":5', b'"seq":"5"'),
    "lam beyond 2^53": GOOD_LEAF.replace(b'"lam":6', b'"lam":9007199254740992'),
    "capital hexadecimal": GOOD_LEAF.replace(b'"body":"', b'"body":"A').replace(b'","device"', b'"device"'),
    "no comma in a list": GOOD_LEAF.replace(b'","', b'""', 1),
    "comma at the end of a list": GOOD_LEAF.replace(b'-0"]', b'-0",]'),
    "superseding nothing known": GOOD_LEAF.replace(b"abcdefg2-0", b"abcdefg1-0"),
    "larger than 60 KiB": GOOD_LEAF.replace(b'"abcdefg2-0"', b",".join([b'"abcdefg2-0"'] * 5000)),
    "nothing": b"",
    "letters beyond ASCII": GOOD_LEAF + "ی".encode(),
    "newline at the end": GOOD_LEAF + b"\n",
}


@pytest.mark.parametrize("line", BAD_LEAVES.values(), ids=BAD_LEAVES)
def test_a_leaf_out_of_form_is_refused(line: bytes) -> None:
    """A leaf has one form, and an unknown version is not half understood."""
    assert line != GOOD_LEAF
    with pytest.raises(ValueRefused):
        entry.parse_leaf(line)


BAD_DRAFTS: dict[str, tuple[Any, ...]] = {
    "unknown kind": ("rumour", {}),
    "body that is no object": ("report", ["x"]),
    "superseding no entry id": ("report", {}, ("entry 5",)),
    "entry id with a newline": ("report", {}, ("abcdefg2-0\n",)),
    "evidence without a digest": ("report", {}, (), ("photo.jpg",)),
    "digest in capitals": ("report", {}, (), ("A" * 64,)),
}


@pytest.mark.parametrize("parts", BAD_DRAFTS.values(), ids=BAD_DRAFTS)
def test_a_draft_out_of_form_is_refused(parts: tuple[Any, ...]) -> None:
    """What could not be read back is not taken."""
    with pytest.raises(ValueRefused):
        Draft(*parts)


@pytest.mark.parametrize(
    "draft",
    [
        Draft("report", {"age": 23.5}),
        Draft("report", {"text": "x" * entry.MAX_BODY}),
        Draft("report", {}, tuple(f"abcdefg2-{n}" for n in range(5000))),
    ],
    ids=["float", "body too large", "leaf too large"],
)
def test_a_draft_that_cannot_be_recorded_is_refused(draft: Draft) -> None:
    """Numbers that are not exact, and entries too large to carry, are refused before anything is written."""
    with pytest.raises(ValueRefused):
        entry.seal_draft(draft, DEVICE, 0, 1)


def test_the_kinds_are_those_of_the_house() -> None:
    """The set is closed: twenty kinds, each once."""
    assert len(entry.KINDS) == len(set(entry.KINDS)) == 20
