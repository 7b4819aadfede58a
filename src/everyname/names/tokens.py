"""Lay a vocabulary of tokens out as arrays of symbols, in every form a token can be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from everyname.names.letters import ARABIC_SIDE, INITIALS, LATIN_SIDE, encode_token, sound_bits
from everyname.names.pack import Pack
from everyname.names.token_kernel import FORMS, Tokens
from everyname.names.words import strip_article

__all__ = ["lay_out"]


def lay_out(vocabulary: Sequence[str], packs: Sequence[Pack], loss: NDArray[np.float32]) -> Tokens:
    """Give the arrays of `vocabulary`: forms, sounds, scripts, and each token's number in each pack.

    `loss` (2, symbols) is what deleting a symbol costs, by the script across.
    """
    forms = [form for token in vocabulary for form in _forms(token)]
    sizes = np.array([len(form) for form in forms], dtype=np.int32)
    codes = np.zeros((len(forms), max(1, int(sizes.max(initial=1)))), dtype=np.int16)
    for row, form in enumerate(forms):
        codes[row, : len(form)] = form
    inside = np.arange(codes.shape[1])[None, :] < sizes[:, None]
    return Tokens(
        meta=_meta(vocabulary, codes, sizes, inside),
        codes=codes,
        heft=np.stack([np.where(inside, row[codes], 0).sum(axis=1) for row in loss], axis=1).astype(
            np.float32
        ),
        known=_known(vocabulary, packs),
        common=_common(vocabulary, packs),
    )


def _meta(
    vocabulary: Sequence[str], codes: NDArray[np.int16], sizes: NDArray[np.int32], inside: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Give the (V, 16) table the kernel reads first: see the columns of `token_kernel.Tokens`."""
    can, must = (
        np.bitwise_or.reduce(np.where(inside, bits[codes], 0), axis=1).astype(np.int32).reshape(-1, FORMS)
        for bits in sound_bits()
    )
    exists = sizes.reshape(-1, FORMS) > 0
    script = [LATIN_SIDE if token.isascii() else ARABIC_SIDE for token in vocabulary]
    single = [
        np.bitwise_or.reduce(can, axis=1),
        np.bitwise_and.reduce(np.where(exists, must, 0xFFFF), axis=1),
        np.array(script, dtype=np.int32),
        np.array([_is_initial(token) for token in vocabulary], dtype=np.int32),
    ]
    columns = [np.stack(single, axis=1), sizes.reshape(-1, FORMS), can, must]
    return np.ascontiguousarray(np.concatenate(columns, axis=1), dtype=np.int32)


def _known(vocabulary: Sequence[str], packs: Sequence[Pack]) -> NDArray[np.int32]:
    known = [[pack.numbers.get(token, -1) for pack in packs] for token in vocabulary]
    return np.array(known, dtype=np.int32).reshape(len(vocabulary), len(packs))


def _common(vocabulary: Sequence[str], packs: Sequence[Pack]) -> NDArray[np.float32]:
    most = [max((pack.share(token) for pack in packs), default=0.0) for token in vocabulary]
    return np.log1p(1e6 * np.array(most, dtype=np.float64)).astype(np.float32)


def _is_initial(token: str) -> bool:
    return len(token) == 1 or token in INITIALS


@lru_cache(maxsize=1 << 17)
def _forms(text: str) -> tuple[tuple[int, ...], ...]:
    """Give the readings of a token: as it is, without article, digraphs split, with both; () for none."""
    if text == "الف":  # the letter's own name, written as an initial
        text = "ا"
    bare = strip_article(text)
    whole, split = encode_token(text), encode_token(text, split=True)
    bare_whole = encode_token(bare) if bare != text else ()
    bare_split = encode_token(bare, split=True) if bare != text else ()
    return (
        whole,
        bare_whole,
        split if split != whole else (),
        bare_split if bare_split != bare_whole else (),
    )
