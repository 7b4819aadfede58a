"""What a witness may cosign: only what goes on from what it cosigned before."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from everyname.errors import ValueRefused
from everyname.ledger import checkpoint, tree, witnessing
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import SigningKey
from everyname.ledger.witnessing import Contradiction, Request

KEY = SigningKey(name="records.example/desk", seed=b"\1" * 32)
LEAVES = [tree.leaf_hash(bytes([n])) for n in range(20)]
OTHER = [*LEAVES[:3], tree.leaf_hash(b"changed"), *LEAVES[4:]]


def head(size: int, leaves: list[bytes] = LEAVES) -> Checkpoint:
    return Checkpoint(origin=KEY.name, size=size, root=tree.root(leaves[:size]))


def request(old: int, size: int, leaves: list[bytes] = LEAVES) -> Request:
    proof = tuple(tree.consistency_proof(leaves[:size], old))
    signed = checkpoint.sign(head(size, leaves), KEY)
    return Request(vkey=KEY.vkey, old=old, proof=proof, signed=signed)


@pytest.mark.parametrize(("old", "size"), [(0, 1), (0, 20), (1, 2), (7, 20), (8, 20), (19, 20), (20, 20)])
def test_a_log_that_grew_may_be_cosigned(old: int, size: int) -> None:
    """From every size, the first head and each that goes on from the last one."""
    given = [request(0, size), request(old, size)]
    last = head(old) if old else None
    assert witnessing.check(given, KEY.verify_key, last).old in (0, old)


@pytest.mark.parametrize(
    ("asked", "last", "why"),
    [
        (request(0, 5), head(9), "rolled back"),
        (request(0, 9), head(5), "does not show how"),
        (request(6, 9), head(5), "does not show how"),
        (replace(request(5, 9), proof=()), head(5), "does not show that"),
        (replace(request(5, 9), proof=request(4, 9).proof), head(5), "does not show that"),
        (request(5, 9), head(5, OTHER), "does not show that"),
        (request(5, 9, OTHER), head(5), "does not show that"),
        (request(9, 9, OTHER), head(9), "two different histories"),
        (replace(request(0, 9), proof=(b"x" * 32,)), None, "does not show that"),
    ],
)
def test_what_does_not_go_on_is_refused(asked: Request, last: Checkpoint | None, why: str) -> None:
    """An older head, a gap, a wrong proof and a second history are each refused in words."""
    with pytest.raises(ValueRefused, match=why):
        witnessing.check([asked], KEY.verify_key, last)


def test_two_histories_are_told_apart_from_a_missing_proof() -> None:
    """A contradiction is an alarm of its own; an old file is not."""
    with pytest.raises(Contradiction):
        witnessing.check([request(9, 9, OTHER)], KEY.verify_key, head(9))
    with pytest.raises(ValueRefused) as calm:
        witnessing.check([request(0, 5)], KEY.verify_key, head(9))
    assert not isinstance(calm.value, Contradiction)


@pytest.mark.parametrize("signer", ["other key", "other name", "more lines"])
def test_a_head_the_log_did_not_sign_is_refused(signer: str) -> None:
    """Signed by another key, under another log's name, or with lines that say more than a head."""
    other = SigningKey(name="records.example/desk", seed=b"\2" * 32)
    found = {
        "other key": checkpoint.sign(head(5), other),
        "other name": checkpoint.sign(replace(head(5), origin="somebody.example"), KEY),
        "more lines": checkpoint.sign(replace(head(5), extensions=("more",)), KEY),
    }
    with pytest.raises(ValueRefused):
        witnessing.check([replace(request(0, 5), signed=found[signer])], KEY.verify_key, None)


def test_a_file_of_several_requests_reads_back() -> None:
    """What is written one behind the other is read as it was, with or without the line of the key."""
    given = [request(0, 5), request(3, 5), replace(request(7, 20), vkey="")]
    assert witnessing.parse("".join(map(witnessing.text_of, given)).encode()) == given
    assert witnessing.by_head(given) == {given[0].signed: given[:2], given[2].signed: given[2:]}


def test_the_request_is_the_body_of_the_standard() -> None:
    """Below the line `log` stands what C2SP tlog-witness sends: old, proof, empty line, note."""
    one = request(3, 5)
    _, _, body = witnessing.text_of(one).partition("\n")
    lines = body.split("\n")
    assert lines[0] == "old 3"
    assert lines[1 + len(one.proof)] == ""
    assert body.endswith("\n\n" + one.signed)


GOOD = witnessing.text_of(request(3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        GOOD[:-1],
        GOOD.replace("old 3", "old 03"),
        GOOD.replace("old 3", "old -3"),
        GOOD.replace("old 3", "old 99999999999999999"),
        GOOD.replace("log ", "log x"),
        GOOD.replace("old 3\n", ""),
        GOOD.replace("old 3\n", "old 3\nnot base64!\n"),
        GOOD.replace("old 3\n", "old 3\n" + "AAAA\n"),
        GOOD.replace("old 3\n", "old 3\n" + (sha256(b"").hexdigest()[:43] + "=\n") * 64),
        GOOD.partition("— ")[0],
        GOOD + "more\n",
        "x" * (4 << 20) + "\n",
        GOOD.replace("old 3\n", "old 3\n\n"),
    ],
)
def test_anything_else_is_no_request(text: str) -> None:
    """A file that is cut short, misspelled, too long or has something behind it is refused whole."""
    with pytest.raises(ValueRefused):
        witnessing.parse(text.encode())
