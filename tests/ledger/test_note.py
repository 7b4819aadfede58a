from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey as NaclKey

from everyname.errors import ValueRefused
from everyname.ledger import note
from everyname.ledger.keys import SigningKey

ONE = SigningKey(name="records.example/desk", seed=bytes(range(32)))
TWO = SigningKey(name="partner.example/witness", seed=bytes(range(1, 33)))
TEXT = "First line\n\nafter an empty line\n"


def test_a_note_is_spelled_as_the_specification_says() -> None:
    """Text, empty line, em dash, name, and base64 of key id and signature, built by hand here."""
    secret = NaclKey(bytes(range(32)))
    mark = sha256(b"records.example/desk\n\x01" + bytes(secret.verify_key)).digest()[:4]
    line = base64.b64encode(mark + secret.sign(TEXT.encode()).signature).decode()
    assert note.sign(TEXT, [ONE]) == f"{TEXT}\n— records.example/desk {line}\n"


def test_an_opened_note_gives_text_and_known_signers() -> None:
    """Only keys we know are named as signers."""
    signed = note.sign(TEXT, [ONE, TWO])
    assert note.open_note(signed, [TWO.verify_key]) == note.OpenedNote(text=TEXT, signers=(TWO.verify_key,))
    assert note.open_note(signed.encode(), [TWO.verify_key, ONE.verify_key]).signers == (
        ONE.verify_key,
        TWO.verify_key,
    )


def test_signatures_of_unknown_keys_are_ignored() -> None:
    """A stranger's line, right or wrong, neither helps nor harms; nor does a known name with another id."""
    signed = note.sign(TEXT, [ONE])
    stranger = f"— stranger.example {base64.b64encode(bytes(100)).decode()}\n"
    namesake = f"— {ONE.name} {base64.b64encode(b'none' + bytes(64)).decode()}\n"
    assert note.open_note(signed + stranger + namesake, [ONE.verify_key]).signers == (ONE.verify_key,)
    with pytest.raises(ValueRefused, match="no known key"):
        note.open_note(signed, [TWO.verify_key])


def test_one_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    """A right signature beside a wrong one of known keys is not enough."""
    wrong = base64.b64encode(TWO.verify_key.key_id + bytes(64)).decode()
    signed = note.sign(TEXT, [ONE]) + f"— {TWO.name} {wrong}\n"
    assert note.open_note(signed, [ONE.verify_key])
    with pytest.raises(ValueRefused, match="does not fit"):
        note.open_note(signed, [ONE.verify_key, TWO.verify_key])


def test_sixteen_signatures_are_read_and_seventeen_are_not() -> None:
    """The number a verifier must accept is accepted; a flood is refused before any work."""
    crowd = [SigningKey(name=f"witness.example/{at}", seed=bytes([at] * 32)) for at in range(17)]
    assert len(note.open_note(note.sign(TEXT, crowd[:16]), [k.verify_key for k in crowd]).signers) == 16
    with pytest.raises(ValueRefused, match="17 signatures"):
        note.open_note(note.sign(TEXT, crowd), [k.verify_key for k in crowd])


def test_a_repeated_signature_counts_once() -> None:
    """The same witness twice is one witness."""
    signed = note.sign(TEXT, [ONE, ONE])
    assert note.open_note(signed, [ONE.verify_key]).signers == (ONE.verify_key,)


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_a_flipped_bit_anywhere_refuses_the_note(at: int, bit: int) -> None:
    """Text, separator, name and signature are all covered."""
    signed = bytearray(note.sign(TEXT, [ONE]).encode())
    signed[at % len(signed)] ^= 1 << bit
    with pytest.raises(ValueRefused):
        note.open_note(bytes(signed), [ONE.verify_key])


LINE = note.sign(TEXT, [ONE]).rpartition("\n\n")[2]
BAD = {
    "no signatures": TEXT,
    "no final newline": note.sign(TEXT, [ONE])[:-1],
    "no empty line": TEXT.replace("\n\n", "\n") + LINE,
    "empty text": "\n\n" + LINE,
    "carriage returns": note.sign(TEXT, [ONE]).replace("\n", "\r\n"),
    "tab": note.sign(TEXT, [ONE]).replace("First line", "First\tline"),
    "hyphen for the dash": note.sign(TEXT, [ONE]).replace("—", "-"),
    "two spaces": note.sign(TEXT, [ONE]).replace("— ", "—  "),
    "plus in the name": note.sign(TEXT, [ONE]) + "— a+b AAAAAAAA\n",
    "no name": note.sign(TEXT, [ONE]) + "—  AAAAAAAA\n",
    "not base64": note.sign(TEXT, [ONE]) + "— a !!!!\n",
    "base64 with loose bits": note.sign(TEXT, [ONE]) + "— a AAAAAAB=\n",
    "base64 without padding": note.sign(TEXT, [ONE]) + "— a AAAAAAA\n",
    "only a key id": note.sign(TEXT, [ONE]) + "— a AAAAAA==\n",
    "text after the signatures": note.sign(TEXT, [ONE]) + "and more\n",
    "letters beyond ASCII in the base64": note.sign(TEXT, [ONE]) + "— a ٤٤٤٤\n",
    "larger than 1 MiB": "x" * (1 << 20) + note.sign(TEXT, [ONE]),
}


@pytest.mark.parametrize("signed", BAD.values(), ids=BAD)
def test_a_note_out_of_form_is_refused(signed: str) -> None:
    """A note has one form, and what only looks like it is refused."""
    with pytest.raises(ValueRefused):
        note.open_note(signed, [ONE.verify_key])


@pytest.mark.parametrize("text", ["", "no newline", "tab\t\n", "half \ud800 pair\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    """Nothing is signed that no verifier would open."""
    with pytest.raises(ValueRefused):
        note.sign(text, [ONE])


def test_bytes_that_are_not_utf8_are_refused() -> None:
    """A note is text."""
    with pytest.raises(ValueRefused, match="UTF-8"):
        note.open_note(b"\xff\n" + note.sign(TEXT, [ONE]).encode(), [ONE.verify_key])
