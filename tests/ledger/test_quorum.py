"""Whose cosignatures make a head count: the policy reads, writes and decides as C2SP tlog-policy says."""

from __future__ import annotations

import itertools

import pytest

from everyname.errors import ValueRefused
from everyname.ledger import cosign, quorum
from everyname.ledger.keys import SigningKey

LOG = SigningKey(name="records.example/desk", seed=b"\1" * 32).verify_key
W = [cosign.cosigner_of(SigningKey(name=f"w{n}.example", seed=bytes([n + 2]) * 32)) for n in range(6)]
# The example of the standard, with keys.
EXAMPLE = f"""\
# two organisations
log {LOG.vkey} https://records.example/

witness X1 {W[0].vkey}
witness X2 {W[1].vkey}
\twitness  X3\t{W[2].vkey}
group X-witnesses 2 X1 X2 X3

witness Y1 {W[3].vkey}
witness Y2 {W[4].vkey}
witness Y3 {W[5].vkey} https://y.example/w3
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def test_the_example_of_the_standard_decides_as_it_says() -> None:
    """Of all sets of six witnesses those with two of one organisation and one of the other are enough."""
    found = quorum.parse(EXAMPLE.encode())
    assert found.logs == (LOG,)
    for chosen in itertools.product([False, True], repeat=6):
        there = [key for key, is_there in zip(W, chosen, strict=True) if is_there]
        assert found.met(there) == (sum(chosen[:3]) >= 2 and any(chosen[3:]))


def test_a_policy_reads_back_as_it_was_written() -> None:
    """The text that is written says the same, once more read."""
    for one in (quorum.parse(EXAMPLE.encode()), quorum.simple([LOG], W[:3], 2), quorum.simple([], [], 0)):
        assert quorum.parse(quorum.text_of(one).encode()) == one


def test_so_many_of_these_witnesses() -> None:
    """Two of three is met by any two, never by one twice, and by nobody where none is asked for."""
    two = quorum.simple([LOG], W[:3], 2)
    assert two.met(W[1:3])
    assert not two.met([W[0], W[0], W[5]])
    assert quorum.simple([LOG], [], 0).met([])


LINE = f"witness X1 {W[0].vkey}\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        LINE,
        LINE + "quorum X2\n",
        LINE + "quorum X1\nquorum X1\n",
        LINE + LINE + "quorum X1\n",
        LINE + f"witness X2 {W[0].vkey}\nquorum X1\n",
        LINE + f"witness none {W[1].vkey}\nquorum X1\n",
        LINE + "group g 2 X1\nquorum g\n",
        LINE + "group g 0 X1\nquorum g\n",
        LINE + "group g 01 X1\nquorum g\n",
        LINE + "group g any\nquorum X1\n",
        LINE + "group g any none\nquorum g\n",
        LINE + "group g any X1\ngroup h any X1\nquorum g\n",
        LINE + "group g any h\ngroup h any X1\nquorum g\n",
        LINE + "group X1 any X1\nquorum X1\n",
        f"witness X1 {LOG.vkey}\nquorum X1\n",
        f"log {W[0].vkey}\nquorum none\n",
        f"log {LOG.vkey}\nlog {LOG.vkey}\nquorum none\n",
        "quorum none",
        "quorum\n",
        "quorum none\r\n",
        "quorum\u00a0none\n",
        "something else\nquorum none\n",
    ],
)
def test_a_policy_that_is_not_one_is_refused(text: str) -> None:
    """A name or key twice, a group ahead of its members, a member in two groups: never guessed."""
    with pytest.raises(ValueRefused):
        quorum.parse(text.encode())
