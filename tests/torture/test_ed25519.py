"""The program inside an edition believes exactly the signatures that the app believes."""

from __future__ import annotations

import json

import pytest

from everyname.edition import verify_signed
from everyname.ledger.keys import VerifyKey
from torture import curve
from torture.ed25519 import NAME, VECTORS, accepts_app, run, vectors


def test_both_verifiers_accept_the_same_signatures() -> None:
    """Of all made vectors none is accepted by one and refused by the other, and none against the rule."""
    found = run(0, 1)
    assert found.wrong == []
    assert found.count > 500


def test_the_vectors_are_the_ones_made_here() -> None:
    """What other verifiers are tested with is what this package makes, the same each time."""
    assert json.loads(VECTORS.read_text(encoding="ascii")) == vectors()


def test_there_are_vectors_of_both_kinds() -> None:
    """Honest signatures are accepted, and of the made ones no small or mixed key is."""
    every = json.loads(VECTORS.read_text(encoding="ascii"))
    assert all(vector["valid"] for vector in every if vector["says"].startswith("honest"))
    unsafe = [vector for vector in every if vector["says"].startswith(("key of", "key and R of"))]
    assert len(unsafe) > 200
    assert not any(vector["valid"] for vector in unsafe)


def test_the_curve_of_the_vectors_is_the_real_one() -> None:
    """The eight points of small order are eight, and libsodium's own signature fits the plain arithmetic."""
    assert len(set(curve.SMALL)) == 8
    assert all(curve.times(8, point) == curve.IDENTITY for point in curve.SMALL)
    assert curve.times(curve.ORDER, curve.BASE) == curve.IDENTITY
    from nacl.signing import SigningKey

    key = SigningKey(bytes(32))
    signature = key.sign(b"text").signature
    public = bytes(key.verify_key)
    assert curve.is_strict(public, b"text", signature)
    assert accepts_app(public, b"text", signature)


def test_an_edition_under_a_key_of_mixed_order_is_refused() -> None:
    """A key that is the sum of a good point and one of order eight cannot stand for a publisher."""
    point = curve.add(curve.times(7, curve.BASE), curve.SMALL[1])
    vkey = VerifyKey(name=NAME, public=curve.encode(point)).vkey
    with pytest.raises(verify_signed.Wrong, match="not a usable"):
        verify_signed.Key(vkey)
