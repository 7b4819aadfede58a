from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.ledger import checkpoint, proof, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import SigningKey

KEY = SigningKey(name="records.example", seed=bytes(range(32)))
LEAVES = [b'{"n":%d}' % at for at in range(11)]
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]
SIGNED = checkpoint.sign(Checkpoint(origin=KEY.name, size=11, root=tree.root(HASHES)), KEY)


def make(index: int, extra: bytes | None = None) -> str:
    return proof.make(index, tree.inclusion_proof(HASHES, index), SIGNED, extra)


def test_a_proof_is_spelled_as_the_specification_says() -> None:
    """Header, index, hashes, empty line and the signed checkpoint as it is."""
    lines = make(3).split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 3"]
    assert lines[6:8] == ["", "records.example"]
    assert make(3).endswith("\n\n" + SIGNED)


@pytest.mark.parametrize("index", range(11))
def test_every_leaf_is_proven_for_itself_alone(index: int) -> None:
    """A proof leads from its own leaf to the signed head, and from no other leaf."""
    head = proof.verify(make(index), LEAVES[index], [KEY.verify_key], KEY.name)
    assert (head.origin, head.size) == (KEY.name, 11)
    for other in range(11):
        if other != index:
            with pytest.raises(ValueRefused, match="does not lead"):
                proof.verify(make(index), LEAVES[other], [KEY.verify_key])


def test_extra_data_is_carried_and_proves_nothing() -> None:
    """The extra line comes back as given; changing it changes no verdict."""
    text = make(4, b"for a person's page")
    assert proof.parse(text).extra == b"for a person's page"
    proof.verify(text, LEAVES[4], [KEY.verify_key])
    proof.verify(make(4, b"anything else"), LEAVES[4], [KEY.verify_key])


def test_the_only_leaf_needs_no_hashes() -> None:
    """A log of one leaf has a proof of no lines."""
    signed = checkpoint.sign(Checkpoint(origin=KEY.name, size=1, root=HASHES[0]), KEY)
    proof.verify(proof.make(0, [], signed), LEAVES[0], [KEY.verify_key])


def test_the_proof_of_another_log_is_refused() -> None:
    """The caller's origin decides which log is meant, not the proof."""
    with pytest.raises(ValueRefused, match="not of"):
        proof.verify(make(1), LEAVES[1], [KEY.verify_key], "partner.example")


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_a_flipped_bit_anywhere_refuses_the_proof(at: int, bit: int) -> None:
    """Header, index, hashes and checkpoint are all covered."""
    data = bytearray(make(6).encode())
    data[at % len(data)] ^= 1 << bit
    with pytest.raises((ValueRefused, UnicodeDecodeError)):
        proof.verify(bytes(data).decode(), LEAVES[6], [KEY.verify_key], KEY.name)


GOOD = make(2)
BAD = {
    "nothing": "",
    "another version": GOOD.replace("@v1", "@v2"),
    "no index": GOOD.replace("index 2\n", ""),
    "leading zero": GOOD.replace("index 2", "index 02"),
    "negative index": GOOD.replace("index 2", "index -2"),
    "index beyond the tree": GOOD.replace("index 2", "index 11"),
    "extra after the index": GOOD.replace("index 2\n", "index 2\nextra AAAA\n"),
    "two extra lines": GOOD.replace("index 2\n", "extra AAAA\nextra AAAA\nindex 2\n"),
    "a short hash": GOOD.replace("index 2\n", "index 2\nAAAA\n"),
    "a hash too many": GOOD.replace("index 2\n", "index 2\n" + "A" * 43 + "=\n"),
    "64 hashes": GOOD.replace("index 2\n", "index 2\n" + ("A" * 43 + "=\n") * 64),
    "carriage returns": GOOD.replace("\n", "\r\n"),
    "no checkpoint": GOOD.partition("\n\n")[0] + "\n\n",
    "unsigned checkpoint": GOOD.rpartition("\n\n")[0] + "\n",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_proof_out_of_form_is_refused(text: str) -> None:
    """What is no proof of version 1, in its one spelling, is refused."""
    with pytest.raises(ValueRefused):
        proof.verify(text, LEAVES[2], [KEY.verify_key])
