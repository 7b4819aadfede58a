"""A cosignature is a witness's word on one head, at one time; it fits nothing else."""

from __future__ import annotations

import base64

import pytest

from everyname.errors import ValueRefused
from everyname.ledger import checkpoint, cosign, note
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import SigningKey, parse_vkey

LOG = SigningKey(name="records.example/desk", seed=b"\1" * 32)
WITNESS = SigningKey(name="witness.example/w1", seed=b"\2" * 32, purpose="witness")
KEY = cosign.cosigner_of(WITNESS)
HEAD = Checkpoint(origin=LOG.name, size=12, root=b"r" * 32)
SIGNED = checkpoint.sign(HEAD, LOG)
TIME = 1_679_315_147
# The example of C2SP tlog-cosignature: its key is not given, but its time is, in the text beside it.
EXAMPLE = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+\
zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ\
qhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""


def cosigned(head: Checkpoint = HEAD, time: int = TIME) -> str:
    signed = checkpoint.sign(head, LOG)
    return cosign.merged(signed, [cosign.cosign(head.text, WITNESS, time)])


def test_who_cosigned_and_when_is_read_back() -> None:
    """A cosigned head names its witness and time, and is still the log's own head."""
    (found,) = cosign.cosigned_by(cosigned(), [KEY])
    assert (found.by, found.time) == (KEY, TIME)
    assert checkpoint.open_checkpoint(cosigned(), [LOG.verify_key]) == HEAD


def test_the_example_of_the_standard_has_this_shape() -> None:
    """The published example parts into a key id, eight bytes of time and a signature."""
    (_, line) = note.split(EXAMPLE)[1]
    assert line.key_id.hex() == "8d66cf3f"
    assert int.from_bytes(line.signature[:8], "big") == TIME
    assert len(line.signature) == 72


@pytest.mark.parametrize("at", range(76))
def test_a_changed_byte_is_seen(at: int) -> None:
    """Whichever byte of the line changes (key id, time or signature), the witness did not say it."""
    text, _ = note.split(SIGNED)
    line = cosign.cosign(text, WITNESS, TIME)
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    raw[at] ^= 1
    changed = f"— {WITNESS.name} {base64.b64encode(raw).decode()}\n"
    if at < 4:
        assert cosign.cosigned_by(cosign.merged(SIGNED, [changed]), [KEY]) == ()
        return
    with pytest.raises(ValueRefused, match="does not fit"):
        cosign.cosigned_by(cosign.merged(SIGNED, [changed]), [KEY])


def test_a_cosignature_fits_no_other_head() -> None:
    """Moved under another size of the same log, the line is refused."""
    line = cosign.cosign(HEAD.text, WITNESS, TIME)
    other = checkpoint.sign(Checkpoint(origin=LOG.name, size=13, root=b"r" * 32), LOG)
    with pytest.raises(ValueRefused, match="does not fit"):
        cosign.cosigned_by(cosign.merged(other, [line]), [KEY])


def test_a_plain_signature_of_the_same_key_is_no_cosignature() -> None:
    """A witness's key that signed a note as a log does has cosigned nothing, and the other way round."""
    plain = note.sign(HEAD.text, [WITNESS])
    assert cosign.cosigned_by(plain, [KEY]) == ()
    alone = HEAD.text + "\n" + cosign.cosign(HEAD.text, WITNESS, TIME)
    with pytest.raises(ValueRefused, match="no known key"):
        note.open_note(alone, [WITNESS.verify_key])


@pytest.mark.parametrize("time", [-1, 2**63])
def test_a_time_outside_the_standard_is_not_signed(time: int) -> None:
    """No time below zero, and none beyond 2^63 - 1."""
    with pytest.raises(ValueRefused, match="not a time"):
        cosign.cosign(HEAD.text, WITNESS, time)


def test_the_key_of_a_witness_is_a_line_of_its_own_kind() -> None:
    """It reads back, is no log's key, and a log's key is not it."""
    assert cosign.parse_cosigner(KEY.vkey + "\n") == KEY
    with pytest.raises(ValueRefused, match="not an Ed25519 key"):
        parse_vkey(KEY.vkey)
    with pytest.raises(ValueRefused, match="not of the kind that cosigns"):
        cosign.parse_cosigner(LOG.vkey)


@pytest.mark.parametrize("public", [b"\1" + b"\0" * 31, b"\xff" * 32, b"\0" * 32])
def test_an_unsafe_key_is_no_witness(public: bytes) -> None:
    """A small-order or impossible point would seem to cosign everything: it is refused when it is named."""
    with pytest.raises(ValueRefused, match="not a safe point"):
        cosign.parse_cosigner(cosign.CosignerKey(name="w", public=public).vkey)


def test_a_changed_key_line_is_refused() -> None:
    """A key whose id was altered on the way is not taken."""
    name, digest, encoded = KEY.vkey.split("+", 2)
    with pytest.raises(ValueRefused, match="key id does not fit"):
        cosign.parse_cosigner(f"{name}+{'0' * 8 if digest != '0' * 8 else '1' * 8}+{encoded}")


def test_more_than_sixteen_lines_are_not_merged() -> None:
    """A head is kept within what every reader must accept."""
    many = [SigningKey(name=f"w{n}", seed=bytes([n]) * 32) for n in range(3, 19)]
    with pytest.raises(ValueRefused, match="at most 16"):
        cosign.merged(SIGNED, [cosign.cosign(HEAD.text, key, TIME) for key in many])
