import math

from everyname.link.compare import LEVELS, chance_agreement, splink_settings
from everyname.link.describe import describe
from everyname.model import Report, StatedPlace


def test_every_weight_is_a_probability() -> None:
    """Each level has an m and a u inside (0, 1), and only the last has no condition."""
    for _, levels in LEVELS.values():
        assert all(0 < m < 1 and 0 < u < 1 for _, _, m, u in levels)
        assert [label for label, condition, _, _ in levels if not condition] == [levels[-1][0]]


def test_no_single_disagreement_vetoes() -> None:
    """No level takes away more than a name and a day of birth can give."""
    for _, levels in LEVELS.values():
        assert min(math.log2(m / u) for _, _, m, u in levels) > -8


def test_agreement_in_one_town_says_less_where_all_died_there() -> None:
    """The chance to agree on the town is measured: near one where every report names the same town."""

    def chance(towns: list[str]) -> float:
        reports = [
            (f"r{at:03d}", Report(source="north", places=(StatedPlace(text=town, city=town),)))
            for at, town in enumerate(towns)
        ]
        return chance_agreement(describe(reports))["place", "same city"]

    assert chance(["Shahrak"] * 400) > 0.9
    assert chance([f"town {at}" for at in range(400)]) < 0.05
    assert chance([]) == LEVELS["place"][1][0][3]


def test_settings_are_splink_s() -> None:
    """The model is an ordinary Splink model that any of its backends can read."""
    plain = splink_settings(chance_agreement(describe([]))).create_settings_dict("duckdb")
    names = [comparison["output_column_name"] for comparison in plain["comparisons"]]
    assert names == ["name", *LEVELS]
