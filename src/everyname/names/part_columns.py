"""Part a whole column of names into tokens: Python reads each distinct word once, arrays do the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from everyname.names.parse import MAX_TEXT, MAX_TOKENS, is_parted_by_words, parse_name
from everyname.names.tables import HONORIFICS
from everyname.names.words import ARTICLE, ENDING, PREFIX, SUFFIX, kind_of, spell, untitled, words_of

__all__ = ["MIX", "Numbers", "part_names"]

MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio
_CHUNK = 1 << 16  # names whose words are strings of their own at one time
_BETWEEN = "\0"  # a word of its own after every name
_END = f" {_BETWEEN} "

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Numbers(dict[str, int]):
    """A number for each text, in the order in which they are asked for."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    """What the rules ask of each distinct word, by its number."""

    words: Sequence[str]
    kind: NDArray[np.int8]
    is_title: Flags
    rest: I32  # the number of the word without a title written together with it, -1 where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flat:
    """Words of many names one after another: number, and the name it is of."""

    word: I32
    row: I32


def part_names(names: Sequence[str], vocabulary: Numbers) -> I32:
    """Give (names, MAX_TOKENS) numbers in `vocabulary` of the tokens `parse_name` gives, -1 after the last.

    A name that cannot be read by its words, for it is long, holds a bracket or may be a placeholder, is
    parsed by itself.
    """
    apart = np.fromiter(map(len, names), dtype=np.int64, count=len(names)) > MAX_TEXT
    apart |= np.fromiter(map(str.__contains__, names, repeat(_BETWEEN)), dtype=bool, count=len(names))
    plain = names
    if apart.any():
        plain = ["" if is_apart else name for name, is_apart in zip(names, apart.tolist(), strict=True)]
    flat, lexicon = _read(plain, apart)
    tokens = _tokens(flat, lexicon, vocabulary, len(names))
    for at in np.flatnonzero(apart).tolist():
        parsed = [vocabulary[token] for token in parse_name(names[at]).tokens]
        tokens[at, : len(parsed)] = parsed
    return tokens


def _read(names: Sequence[str], apart: Flags) -> tuple[_Flat, _Lexicon]:
    """Give the folded words of all names; mark in `apart` the names whose words say too little."""
    written = Numbers({_BETWEEN: 0})
    parts = [_written(names[at : at + _CHUNK], written) for at in range(0, len(names), _CHUNK)]
    raw = np.concatenate([*parts, np.zeros(0, dtype=np.int32)])
    is_end = raw == written[_BETWEEN]
    row = np.cumsum(is_end, dtype=np.int32)[~is_end]
    raw = raw[~is_end]
    alone = np.array([is_parted_by_words(word) for word in written], dtype=bool)
    apart[row[~alone[raw]]] = True
    words = Numbers()
    folded = [[words[word] for word in words_of(text)] for text in written]
    kept = ~apart[row]
    word, sizes = _taken(folded, raw[kept])
    return _Flat(word=word, row=np.repeat(row[kept], sizes)), _lexicon(words)


def _written(names: Sequence[str], written: Numbers) -> I32:
    """Give the numbers of the words of every name, that of `_BETWEEN` after each."""
    words = (_END.join(names) + _END).split()
    return np.fromiter(map(written.__getitem__, words), np.int32, len(words))


def _taken(lists: Sequence[Sequence[int]], chosen: I32) -> tuple[I32, I32]:
    """Give the numbers of lists[chosen[0]], lists[chosen[1]], ... in one row, and how many are of each."""
    many = np.array([len(one) for one in lists], dtype=np.int32)
    flat = np.array(list(chain.from_iterable(lists)), dtype=np.int32)
    begin, sizes = np.cumsum(many) - many, many[chosen]
    shift = np.repeat(begin[chosen] - (np.cumsum(sizes) - sizes), sizes)
    return flat[np.arange(shift.size) + shift], sizes


def _lexicon(words: Numbers) -> _Lexicon:
    rest = [words[bare] if (bare := untitled(word)) else -1 for word in list(words)]
    return _Lexicon(
        words=list(words),
        kind=np.array([kind_of(word) for word in words], dtype=np.int8),
        is_title=np.array([word in HONORIFICS for word in words], dtype=bool),
        rest=np.array(rest + [-1] * (len(words) - len(rest)), dtype=np.int32),
    )


def _tokens(flat: _Flat, lexicon: _Lexicon, vocabulary: Numbers, names: int) -> I32:
    tokens = np.full((names, MAX_TOKENS), -1, dtype=np.int32)
    if not flat.row.size:
        return tokens
    flat, is_last = _without_titles(flat, lexicon)
    flat, starts = _groups(flat, is_last, lexicon)
    first = np.flatnonzero(starts)
    row = flat.row[first]
    place = np.arange(first.size) - _first_of_row(row)
    kept = place < MAX_TOKENS
    sizes = np.diff(np.append(first, flat.row.size))[kept]
    tokens[row[kept], place[kept]] = _spelled(flat.word, first[kept], sizes, lexicon.words, vocabulary)
    return tokens


def _first_of_row(row: I32) -> I64:
    """Give, for each entry, where the entries of its row begin; rows stand together."""
    begins = np.diff(row, prepend=-1) != 0
    first: I64 = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    return first


def _without_titles(flat: _Flat, lexicon: _Lexicon) -> tuple[_Flat, Flags]:
    """Set the honorifics before a name of two further words aside; say which words are their name's last."""
    first = np.flatnonzero(np.diff(flat.row, prepend=-1))
    sizes = np.diff(np.append(first, flat.row.size))
    place = np.arange(flat.row.size) - np.repeat(first, sizes)
    named = np.where(lexicon.is_title[flat.word], flat.row.size, place)
    aside = np.minimum(np.minimum.reduceat(named, first), sizes - 1)
    has_two = sizes - aside >= 2
    aside[~has_two] = 0
    rest = lexicon.rest[flat.word]
    is_untitled = (place == np.repeat(np.where(has_two, aside, -1), sizes)) & (rest >= 0)
    word = np.where(is_untitled, rest, flat.word)
    kept = place >= np.repeat(aside, sizes)
    is_last = place == np.repeat(sizes - 1, sizes)
    return _Flat(word=word[kept], row=flat.row[kept]), is_last[kept]


def _groups(flat: _Flat, is_last: Flags, lexicon: _Lexicon) -> tuple[_Flat, Flags]:
    """Let articles fall away, and say which words begin a token; the others join the word before."""
    kind = lexicon.kind[flat.word]
    kept = (kind != ARTICLE) | is_last
    word, row, kind, is_last = flat.word[kept], flat.row[kept], kind[kept], is_last[kept]
    follows = np.diff(row, prepend=-1) == 0
    pending = np.append(False, ((kind == PREFIX) & ~is_last)[:-1])
    starts = ~(follows & (pending | (kind == SUFFIX)))
    count = np.cumsum(starts)
    begun = count - count[_first_of_row(row)]  # tokens of the name before this one
    starts &= ~((kind == ENDING) & is_last & (begun > 1))
    return _Flat(word=word, row=row), starts


def _spelled(word: I32, first: I64, sizes: I64, words: Sequence[str], vocabulary: Numbers) -> I32:
    """Give the number of each token, words first .. first + size of `word` written as one."""
    hashed = word[first].astype(np.uint64) + np.uint64(1)
    for step in range(1, int(sizes.max())):
        here = np.flatnonzero(sizes > step)
        mixed = hashed[here] * MIX
        hashed[here] = (mixed ^ (mixed >> np.uint64(29))) + word[first[here] + step].astype(np.uint64)
    # A word by itself is its own number and needs no sorting.
    many = np.flatnonzero(sizes > 1)
    _, where, back = np.unique(hashed[many], return_index=True, return_inverse=True)
    found = np.empty(first.size, dtype=np.int32)
    single = np.array([vocabulary[spell([text])] for text in words], dtype=np.int32)
    found[:] = single[word[first]]
    groups = [(int(first[at]), int(first[at] + sizes[at])) for at in many[where]]
    joined = [vocabulary[spell([words[at] for at in word[begin:end]])] for begin, end in groups]
    found[many] = np.array(joined, dtype=np.int32)[back]
    return found
