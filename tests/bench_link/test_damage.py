from __future__ import annotations

import pytest

from bench_link.damage import RATES, damage

INVENTED = "عبد الباسط أحمد علاء زيتونى"
KINDS = {kind.__name__.strip("_"): kind for _, kind in RATES}


class Always:
    """Stands for chance where a test says what comes out: always the first of what there is."""

    choice = staticmethod(lambda row: row[0])
    randrange = staticmethod(lambda first, last=None: 0 if last is None else first)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("hamza", "أحمد", "احمد"),
        ("marbuta", "سارة علي", "ساره علي"),
        ("maqsura", "زيتونى", "زيتوني"),
        ("compound_space", "عبد الباسط ابوزيد", "عبدالباسط ابو زيد"),
        ("lam_alef", "علاء عبدالله", "عالء عبدهللا"),
        ("ligature", "لميس", "مليس"),
        ("lost_ya", "زيتوني", "زيتون"),
        ("letter", "سمير", "سير"),
        ("lost_token", "سمير علي عمر زيد", "سمير عمر زيد"),
        ("joined_tokens", "سمير علي", "سميرعلي"),
    ],
)
def test_each_kind_of_damage(kind: str, before: str, after: str) -> None:
    """Every kind damages a name as real lists do."""
    assert KINDS[kind](before, Always()) == after  # type: ignore[arg-type]


def test_damage_hangs_on_the_seed_alone() -> None:
    """The same seed gives the same damage, and some damage is always done."""
    damaged = [damage(INVENTED, f"seed {number}") for number in range(50)]
    assert damaged == [damage(INVENTED, f"seed {number}") for number in range(50)]
    assert INVENTED not in damaged
    assert len(set(damaged)) > 10
