"""List the hierarchical log-linear models of J lists as bitmask terms, with their design matrices.

A term is the bitmask of the lists it joins: 0 the intercept, 0b1 the first list, 0b11 the dependence of the
first two. A model is hierarchical when each of its terms brings all smaller terms inside it. None holds the
term of all J lists: that term cannot be learned from a table whose all-zero cell is unseen, and leaving it
out is the identifying assumption.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["close_model", "dense_models", "design", "hierarchical_models", "name_model", "pairwise_models"]

Model = frozenset[int]


def close_model(generators: Iterable[int], list_count: int) -> Model:
    """Give the smallest hierarchical model with every list's own term and all of `generators`."""
    terms = {0, *(1 << place for place in range(list_count))}
    for generator in generators:
        part = generator
        while part:
            terms.add(part)
            part = (part - 1) & generator
    return frozenset(terms)


def pairwise_models(list_count: int) -> list[Model]:
    """List all 2^(J choose 2) models with terms of at most two lists, the one of independence first."""
    pairs = [1 << one | 1 << other for one, other in combinations(range(list_count), 2)]
    base = close_model((), list_count)
    return [
        base.union(pair for place, pair in enumerate(pairs) if chosen >> place & 1)
        for chosen in range(1 << len(pairs))
    ]


def dense_models(list_count: int, most: int) -> list[Model]:
    """List the models with every pair and 1 to `most` dependences of three lists, for 5 lists or more.

    People who differ in how easily they are recorded make every pair of lists attract, and threes beyond it.
    """
    every = close_model(
        (1 << one | 1 << other for one, other in combinations(range(list_count), 2)), list_count
    )
    threes = [term for term in range(1 << list_count) if term.bit_count() == 3]
    return [every.union(chosen) for size in range(1, most + 1) for chosen in combinations(threes, size)]


def hierarchical_models(list_count: int) -> list[Model]:
    """List every hierarchical model without the term of all lists: 7 + 1 for 3 lists, 113 for 4.

    For two lists this is independence alone. Five lists already have 6,893, so callers use `pairwise_models`
    there.
    """
    top = (1 << list_count) - 1
    found = {close_model((), list_count)}
    wider = sorted((term for term in range(1, top) if term.bit_count() > 1), key=int.bit_count)
    for term in wider:
        below = [term & ~(1 << place) for place in range(list_count) if term >> place & 1]
        found |= {model | {term} for model in found if all(part in model for part in below)}
    return sorted(found, key=lambda model: (len(model), sorted(model)))


def design(list_count: int, terms: Iterable[int]) -> NDArray[np.float64]:
    """Build the design matrix over the observable cells 1..2^J-1, shape (2^J-1, T), a column a term."""
    cells = np.arange(1, 1 << list_count)[:, None]
    columns = np.asarray(list(terms), dtype=np.int64)[None, :]
    inside: NDArray[np.bool_] = (cells & columns) == columns
    return inside.astype(np.float64)


def name_model(model: Model, list_count: int) -> str:
    """Name a model by its largest terms, lists numbered from 1, as in `[123,14,34]`."""
    largest = [
        term for term in model if term and not any(term != wider and term & wider == term for wider in model)
    ]
    names = sorted(
        "".join(str(place + 1) for place in range(list_count) if term >> place & 1) for term in largest
    )
    return "[" + ",".join(sorted(names, key=lambda name: (-len(name), name))) + "]"
