from everyname.link.candidates import propose
from everyname.link.describe import Described, describe
from everyname.link.settings import Settings
from everyname.model import Report, StatedName


def _described(rows: list[tuple[str, str]]) -> list[Described]:
    return [
        describe(f"r{at:05d}", Report(source=source, names=(StatedName(text=name),)))
        for at, (source, name) in enumerate(rows)
    ]


def _fill(count: int) -> list[tuple[str, str]]:
    """Give other people, enough that not every pair is compared."""
    sounds = ["ba", "di", "fu", "go", "ka", "li", "mo", "ne", "ru", "sa", "ti", "zo"]
    words = [a + b + c for a in sounds for b in sounds for c in sounds]
    return [("west", f"{words[at]} {words[-1 - at]}") for at in range(count)]


def test_spellings_meet_among_many() -> None:
    """Two spellings of a name are proposed as a pair among hundreds of other people."""
    rows = [("north", "سالم كامل خليل بركات"), ("south", "Salem Kamel Khalil Barakat"), *_fill(500)]
    found = propose(_described(rows), frozenset(), Settings())
    assert (0, 1) in set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert found.left.size < 500 * 60
    assert dict(found.by_family)["given_family"] >= 1


def test_rows_of_a_duplicate_free_source_are_no_pair() -> None:
    """Two rows of one duplicate-free source are never proposed; of another source they are."""
    rows = [("north", "Nima Rastegar"), ("north", "Nima Rastegar"), ("south", "Nima Rastegar")]
    found = propose(_described(rows), frozenset(["north"]), Settings())
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 2), (1, 2)]


def test_few_reports_are_all_compared() -> None:
    """In a small book every pair is compared, whatever its spelling."""
    found = propose(_described([("north", "Abc Def"), ("south", "Xyz Uvw")]), frozenset(), Settings())
    assert found.left.size == 1


def test_full_block_is_capped() -> None:
    """A name that five hundred reports share pairs each with a few neighbours only."""
    found = propose(_described([("north", "Nima Rastegar")] * 500), frozenset(), Settings())
    assert 0 < found.left.size <= 500 * 2 * Settings().window
