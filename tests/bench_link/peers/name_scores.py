"""Score pairs of names with what others offer: logic-v2, rapidfuzz on ICU output, skeletons."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import icu
from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.logic_v2.names.match import name_match
from nomenklatura.matching.types import ScoringConfig
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from bench_link.peers.answer import reply
from bench_link.peers.skeleton import plain, skeleton, tokens

_LATIN = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")
_CONFIG: ScoringConfig = LogicV2.default_config()


@cache
def _icu(name: str) -> str:
    return " ".join(_LATIN.transliterate(name).replace("`", "").replace("'", "").replace("-", " ").split())


@cache
def _skeletons(name: str) -> str:
    return " ".join(skeleton(token) for token in tokens(name))


@cache
def _person(name: str) -> Any:
    entity = model.make_entity("Person")
    entity.id = name
    entity.add("name", name)
    return entity


_ONE_SCRIPT = "fold Jaro-Winkler"
_CACHES = (_icu, _skeletons, _person)


@cache
def _folded(name: str) -> str:
    return plain(name).replace(" ", "")


METHODS: dict[str, Callable[[str, str], float]] = {
    "logic-v2": lambda one, other: name_match(_person(one), _person(other), _CONFIG).score,
    "ICU token_sort": lambda one, other: fuzz.token_sort_ratio(_icu(one), _icu(other)),
    "ICU Jaro-Winkler": lambda one, other: JaroWinkler.similarity(_icu(one), _icu(other)),
    "skeleton token_sort": lambda one, other: fuzz.token_sort_ratio(_skeletons(one), _skeletons(other)),
    _ONE_SCRIPT: lambda one, other: JaroWinkler.similarity(_folded(one), _folded(other)),
}


def scored(given: dict[str, Sequence[str]]) -> dict[str, Any]:
    """Give, for each method, the score of every pair and pairs a second (one core), names prepared anew."""
    pairs = list(zip(given["left"], given["right"], strict=True))
    is_one_script = len({name.isascii() for pair in pairs[:50] for name in pair}) == 1
    answer: dict[str, Any] = {}
    for method, score in METHODS.items():
        if method == _ONE_SCRIPT and not is_one_script:
            continue
        for prepared in _CACHES:
            prepared.cache_clear()
        start = time.perf_counter()
        scores = [score(one, other) for one, other in pairs]
        answer[method] = {"scores": scores, "rate": len(pairs) / (time.perf_counter() - start)}
    return {"methods": answer}


if __name__ == "__main__":
    reply(scored)
