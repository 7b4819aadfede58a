from __future__ import annotations

import base64

import pytest

from everyname.errors import ValueRefused
from everyname.ledger import checkpoint, note
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import SigningKey

ROOT = bytes(range(32))
B64 = base64.b64encode(ROOT).decode()


def test_a_checkpoint_is_three_lines() -> None:
    """Origin, size and root, each on its line, and back again."""
    head = Checkpoint(origin="records.example/desk", size=12, root=ROOT)
    assert head.text == f"records.example/desk\n12\n{B64}\n"
    assert checkpoint.parse(head.text) == head


def test_lines_a_foreign_log_adds_are_kept() -> None:
    """Extension lines are opaque: read, kept, and written back the same."""
    text = f"partner.example/log\n0\n{B64}\nmore\nand more\n"
    assert checkpoint.parse(text).extensions == ("more", "and more")
    assert checkpoint.parse(text).text == text


BAD = {
    "two lines": "a\n1\n",
    "no final newline": f"a\n1\n{B64}",
    "empty origin": f"\n1\n{B64}\n",
    "leading zero": f"a\n01\n{B64}\n",
    "negative size": f"a\n-1\n{B64}\n",
    "size with a sign": f"a\n+1\n{B64}\n",
    "size with a space": f"a\n 1\n{B64}\n",
    "other digits": f"a\n۱۲\n{B64}\n",
    "size of 400 digits": f"a\n{'9' * 400}\n{B64}\n",
    "short root": f"a\n1\n{base64.b64encode(ROOT[:31]).decode()}\n",
    "long root": f"a\n1\n{base64.b64encode(ROOT + b'x').decode()}\n",
    "root in hexadecimal": f"a\n1\n{ROOT.hex()}\n",
    "root with loose bits": f"a\n1\n{B64[:-2]}9=\n",
    "empty extension line": f"a\n1\n{B64}\n\nx\n",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_checkpoint_out_of_form_is_refused(text: str) -> None:
    """Each head has one spelling."""
    with pytest.raises(ValueRefused):
        checkpoint.parse(text)


def test_a_signed_checkpoint_is_believed_for_its_own_log_alone(
    key: SigningKey, other_key: SigningKey
) -> None:
    """Neither another key's head nor another log's head passes for this log's."""
    signed = checkpoint.sign(Checkpoint(origin="records.example/desk", size=3, root=ROOT), key)
    assert checkpoint.open_checkpoint(signed, [key.verify_key], "records.example/desk").size == 3
    with pytest.raises(ValueRefused, match="not of"):
        checkpoint.open_checkpoint(signed, [key.verify_key], "records.example/other-log")
    with pytest.raises(ValueRefused):
        checkpoint.open_checkpoint(signed, [other_key.verify_key])


def test_a_signed_note_that_is_no_checkpoint_is_refused(key: SigningKey) -> None:
    """A right signature over other text is no head."""
    with pytest.raises(ValueRefused):
        checkpoint.open_checkpoint(note.sign("only words\n", [key]), [key.verify_key])
