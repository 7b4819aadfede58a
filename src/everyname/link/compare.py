"""The comparison model: levels, and the published weight of each, as Splink settings.

Fellegi and Sunter (1969): a level adds log2(m/u). The published weights need no label; the chance that
two unrelated reports agree (`u`) is taken from the lists themselves where they show it, and `train`
moves the rest towards what the lists say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.records import MISSING, Records

__all__ = [
    "LEVELS",
    "NAME_BITS",
    "PARTED",
    "PARTS",
    "PRIOR",
    "chance_agreement",
    "published",
    "splink_settings",
]

Floats = NDArray[np.float64]

PARTED = ("dob", "day")  # exact days that are compared part by part as well, as in "dob_month"
PARTS = ("year", "month", "dom")

PRIOR = 0.2  # of a pair whose names fit as a true pair's would, before anything else is compared

# The name's evidence is scored outside (everyname.names) and handed over in whole bits.
NAME_BITS = range(-16, 25)

_GAP = "greatest(birth_lo_l - birth_hi_r, birth_lo_r - birth_hi_l)"
_AGE_GAP = "greatest(age_lo_l - age_hi_r, age_lo_r - age_hi_l)"
_NO_BIRTHS = "(birth_lo_l is null or birth_lo_r is null)"
# A date of harm that is wrong moves the birth an age implies; the age itself still speaks.
_NO_DOBS = "(dob_l is null or dob_r is null)"
_WITHIN = "arrays_overlap(spots_l, regions_r) or arrays_overlap(regions_l, spots_r)"
_NOT_PARTED = "(city_l = city_r) is not false and (province_l = province_r) is not false"
_UNREAD = "(spots_l is null or spots_r is null) and (city_l is null or city_r is null)"
_DAYS_APART = "greatest(day_lo_l - day_hi_r, day_lo_r - day_hi_l)"


def _slip(column: str) -> str:
    """Give the SQL of two exact days that differ as clerks err: one part wrong, or day and month swapped."""
    year, month, day = (f"({column}_{part}_l = {column}_{part}_r)" for part in PARTS)
    swapped = f"({year} and {column}_month_l = {column}_dom_r and {column}_dom_l = {column}_month_r)"
    exact = f"{column}_l is not null and {column}_r is not null"
    near = f"abs({column}_l - {column}_r) <= 3"
    if column == "dob":
        other_day = f"({year} and {month})"
    else:  # many share a month of harm: only a wrong tens digit is a slip
        other_day = f"({year} and {month} and abs({column}_l - {column}_r) in (10, 20))"
    one_part = f"({month} and {day}) or ({year} and {day}) or {other_day}"
    return f"{exact} and ({swapped} or {one_part} or {near})"


# name -> (null condition, ((label, condition, m, u), ...)); the first level that holds counts.
LEVELS: dict[str, tuple[str, tuple[tuple[str, str, float, float], ...]]] = {
    "birth": (
        f"{_NO_BIRTHS} and (age_lo_l is null or age_lo_r is null)",
        (
            ("same day", "dob_l = dob_r", 0.80, 0.0001),
            ("slip", _slip("dob"), 0.10, 0.004),
            (
                "other day",
                "dob_l is not null and dob_r is not null and abs(dob_l - dob_r) <= 400",
                0.02,
                0.04,
            ),
            ("fits", f"dob_l is distinct from dob_r and {_GAP} <= 0", 0.80, 0.06),
            ("ages fit", f"{_NO_DOBS} and {_AGE_GAP} <= 0", 0.70, 0.05),
            ("a year apart", f"{_GAP} <= 366 or ({_NO_BIRTHS} and {_AGE_GAP} <= 1)", 0.10, 0.07),
            ("three years apart", f"{_GAP} <= 1096 or ({_NO_BIRTHS} and {_AGE_GAP} <= 3)", 0.04, 0.12),
            ("ten years apart", f"{_GAP} <= 3653 or ({_NO_BIRTHS} and {_AGE_GAP} <= 10)", 0.012, 0.25),
            ("else", "", 0.004, 0.5),
        ),
    ),
    "date": (
        "day_lo_l is null or day_lo_r is null",
        (
            ("same day", "day_l = day_r", 0.50, 0.02),
            ("near", "abs(day_l - day_r) <= 3", 0.12, 0.05),
            ("slip", _slip("day"), 0.04, 0.02),
            ("fits", f"{_DAYS_APART} <= 0", 0.60, 0.20),
            ("a month apart", f"{_DAYS_APART} <= 31", 0.10, 0.15),
            ("a season apart", f"{_DAYS_APART} <= 300", 0.09, 0.30),
            ("else", "", 0.10, 0.40),
        ),
    ),
    "place": (
        # A text that cannot be read by its letters, nor found in the gazetteer, says nothing.
        f"place_l is null or place_r is null or ({_UNREAD} and place_l <> place_r)",
        (
            ("same city", "city_l = city_r or place_l = place_r", 0.65, 0.08),
            ("read alike", f"arrays_overlap(spots_l, spots_r) and {_NOT_PARTED}", 0.65, 0.08),
            (
                "same province",
                "province_l = province_r and (city_l is null or city_r is null)",
                0.65,
                0.15,
            ),
            ("other city", "province_l = province_r", 0.15, 0.12),
            ("other province", "province_l <> province_r and country_l = country_r", 0.10, 0.65),
            ("other country", "country_l <> country_r", 0.02, 0.30),
            ("one within the other", _WITHIN, 0.50, 0.20),
            ("regions read alike", "arrays_overlap(regions_l, regions_r)", 0.15, 0.12),
            ("else", "", 0.20, 0.70),
        ),
    ),
    "sex": (
        "sex_l is null or sex_r is null",
        (("same", "sex_l = sex_r", 0.99, 0.55), ("else", "", 0.01, 0.45)),
    ),
}

_MEASURED = {
    ("date", "same day"): "day",
    ("place", "same city"): "city",
    ("place", "same province"): "province",
    ("place", "read alike"): "spots",
    ("place", "regions read alike"): "regions",
}
_TRUST = 2000.0  # random pairs' worth of trust in the published figure


def chance_agreement(records: Records) -> dict[tuple[str, str], float]:
    """Give, for levels that hang on how concentrated the lists are, the chance that two reports agree."""
    found = {}
    for level, column in _MEASURED.items():
        if column in records.lists:
            stated = records.lists[column].values
        else:
            stated = records.numbers[column][records.numbers[column] != MISSING]
        counts = np.unique(stated, return_counts=True)[1].astype(np.float64)
        agreeing = float((counts * (counts - 1) / 2).sum())
        published = next(u for label, _, _, u in LEVELS[level[0]][1] if label == level[1])
        size = float(stated.size)
        found[level] = (agreeing + _TRUST * published) / (size * (size - 1) / 2 + _TRUST)
    return found


def published(chances: Mapping[tuple[str, str], float]) -> dict[str, tuple[Floats, Floats]]:
    """Give (m, u) of the levels of each comparison, level 0 first; `chances` replace some u."""
    return {
        name: (
            np.array([m for _, _, m, _ in reversed(levels)]),
            np.array([chances.get((name, label), u) for label, _, _, u in reversed(levels)]),
        )
        for name, (_, levels) in LEVELS.items()
    }


def splink_settings(chances: dict[tuple[str, str], float]) -> Any:
    """Build the Splink settings; the name level of a pair rides in the `match_key` of its row."""
    import splink.comparison_library as comparisons
    from splink import SettingsCreator
    from splink.blocking_rule_library import CustomRule

    made: list[Any] = [
        comparisons.CustomComparison(output_column_name="name", comparison_levels=_name_levels())
    ]
    made += [
        comparisons.CustomComparison(
            output_column_name=name, comparison_levels=_levels(name, null, levels, chances)
        )
        for name, (null, levels) in LEVELS.items()
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=made,
        blocking_rules_to_generate_predictions=[CustomRule("l.unique_id = r.unique_id")],
        probability_two_random_records_match=PRIOR,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )


def _name_levels() -> list[Any]:
    levels = []
    for bits in reversed(NAME_BITS):
        m, u = (0.5, 0.5 * 2.0**-bits) if bits >= 0 else (0.5 * 2.0**bits, 0.5)
        levels.append(_level("" if bits == NAME_BITS[0] else f"match_key = {bits}", f"{bits} bits", m, u))
    return levels


def _levels(
    name: str,
    null: str,
    levels: Sequence[tuple[str, str, float, float]],
    chances: dict[tuple[str, str], float],
) -> list[Any]:
    import splink.comparison_level_library as library

    nothing = library.CustomLevel(null, "not stated").configure(is_null_level=True)
    return [nothing, *(_level(sql, label, m, chances.get((name, label), u)) for label, sql, m, u in levels)]


def _level(sql: str, label: str, m: float, u: float) -> Any:
    import splink.comparison_level_library as library

    level = library.CustomLevel(sql, label) if sql else library.ElseLevel()
    return level.configure(m_probability=m, u_probability=u, fix_m_probability=True, fix_u_probability=True)
