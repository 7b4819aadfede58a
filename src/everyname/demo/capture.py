"""Say how likely each list is to hold a person: unequal by place, community and how visible a death was."""

from __future__ import annotations

import math
import random

from everyname.demo.invention import TruePerson

__all__ = ["chance", "is_caught"]

# Per list, on the log-odds scale: level, pull of visibility, shift for the Arabic-writing community.
_LISTS = {
    "lantern": (-0.05, 0.45, -0.2),
    "payam": (0.1, 0.4, -0.9),
    "nahrin": (-1.7, 0.3, 1.8),
    "tower-street": (-0.7, 0.4, 0.1),
}
_CITY_WEIGHT = 15  # a city of this weight is served as well as the average


def chance(person: TruePerson, source: str) -> float:
    """Give the probability that `source` lists the person; others than the killed are listed rarely."""
    level, pull, shift = _LISTS[source]
    odds = level + pull * person.visibility + shift * person.name.is_arabic
    odds += 0.015 * (person.city.weight - _CITY_WEIGHT)
    if person.outcome not in ("killed", "died_in_custody"):
        if source == "nahrin":
            return 0.0  # this list holds the killed alone and has no column for anything else
        odds -= 1.0
    return 1 / (1 + math.exp(-odds))


def is_caught(rng: random.Random, person: TruePerson, source: str) -> bool:
    """Draw whether `source` lists the person."""
    return rng.random() < chance(person, source)
