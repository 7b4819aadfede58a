"""Write an age identity as numbered lines that a person can copy by hand, and read them back.

    1  QPZR Y9X8 GF2T  VD        number, twelve signs of the secret, check mark
    ...
    5  W0S3 JN54 KH  CE          the last line holds ten

The signs are those behind AGE-SECRET-KEY-1 (bech32: no B, I, O and no 1). The check mark is the first ten
bits of SHA-256("<number>:<signs>") as two bech32 signs, so that a mistyped line is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from everyname.errors import ValueRefused
from everyname.ledger.identity import RecoveryKey, from_secret

__all__ = ["LINES", "PaperLine", "read_back", "read_line", "to_paper"]

PREFIX = "AGE-SECRET-KEY-1"
SIGNS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"  # bech32, in its own order
LENGTH = 58
WIDTH = 12
LINES = -(-LENGTH // WIDTH)
# What can stand on a keyboard for a sign of this alphabet: signs it leaves out, and other digits.
_MEANT = str.maketrans("OI1B۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0LL80L234567890L23456789")

PaperLine = tuple[str, tuple[str, ...], str]  # number, groups of four signs, check mark


def to_paper(key: RecoveryKey) -> list[PaperLine]:
    """Give the lines of an identity."""
    signs = key.secret.removeprefix(PREFIX)
    rows = [signs[at : at + WIDTH] for at in range(0, LENGTH, WIDTH)]
    return [
        (str(number), tuple(row[at : at + 4] for at in range(0, len(row), 4)), _check(number, row))
        for number, row in enumerate(rows, start=1)
    ]


def read_line(number: int, typed: str) -> str:
    """Give the signs of a line that was typed, its number included or not; raises ValueRefused naming it."""
    wanted = min(WIDTH, LENGTH - WIDTH * (number - 1)) + 2
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) == wanted + 1:
        signs = signs[1:]
    signs = signs.translate(_MEANT)
    if len(signs) != wanted:
        raise _mistyped(number, f"it has {len(signs)} signs and should have {wanted} with its check mark")
    strange = sorted(set(signs) - set(SIGNS))
    if strange:
        raise _mistyped(number, f"{strange[0]} is not among the signs such a line is made of")
    if _check(number, signs[:-2]) != signs[-2:]:
        raise _mistyped(number, "its check mark does not fit")
    return signs[:-2]


def read_back(lines: Sequence[str]) -> RecoveryKey:
    """Give the identity of lines typed back, in order; raises ValueRefused naming the line that is wrong."""
    given = [line for line in lines if line.strip()]
    if len(given) != LINES:
        raise ValueRefused(
            f"A recovery key has {LINES} lines; {len(given)} were given.",
            remedy="Type all of them, in order.",
        )
    signs = "".join(read_line(number, line) for number, line in enumerate(given, start=1))
    try:
        return from_secret(PREFIX + signs)
    except ValueRefused as error:
        raise ValueRefused(
            "Every line fits its check mark, but together they are no recovery key.",
            remedy="Are all lines of one printed page, in their order?",
        ) from error


def _check(number: int, signs: str) -> str:
    digest = int.from_bytes(sha256(f"{number}:{signs}".encode("ascii")).digest()[:2]) >> 6
    return SIGNS[digest >> 5] + SIGNS[digest & 31]


def _mistyped(number: int, why: str) -> ValueRefused:
    return ValueRefused(
        f"Line {number} is not as it was printed: {why}.", remedy=f"Look at line {number} and type it again."
    )
