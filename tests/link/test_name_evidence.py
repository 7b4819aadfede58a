import numpy as np
import pytest

from everyname.link.describe import describe
from everyname.link.name_evidence import name_bits
from everyname.link.records import Records
from everyname.model import Report, StatedName
from everyname.names.pack import Pack


def _described(*rows: tuple[str, tuple[str, ...]]) -> Records:
    return describe(
        [
            (f"r{at:05d}", Report(source=source, names=tuple(StatedName(text=name) for name in names)))
            for at, (source, names) in enumerate(rows)
        ]
    )


def _bits(records: Records, pairs: list[tuple[int, int]]) -> list[float]:
    left, right = np.array(pairs, dtype=np.int64).T
    return [float(bits) for bits in name_bits(records, left, right, frozenset(records.sources))[1]]


def test_best_of_the_names_stated_counts() -> None:
    """A report that gives a name in two scripts is compared in the one that fits."""
    described = _described(
        ("north", ("نیما رستگار", "Nima Rastegar")),
        ("south", ("Nima Rastegar",)),
        ("west", ("Sara Barakat",)),
    )
    fits, fits_not = _bits(described, [(0, 1), (0, 2)])
    assert fits > 3 > fits_not


def test_rivals_weaken_a_name() -> None:
    """A name that four persons of the other list share says less than one that a single person bears."""
    alone = _described(("north", ("Nima Rastegar",)), ("south", ("Nima Rastegar",)))
    shared = _described(("north", ("Nima Rastegar",)), *[("south", ("Nima Rastegar",))] * 4)
    weaker = _bits(shared, [(0, 1), (0, 2), (0, 3), (0, 4)])[0]
    assert _bits(alone, [(0, 1)])[0] - weaker == pytest.approx(2)


def test_longer_chain_says_more() -> None:
    """Four tokens that fit say more than two, and two more than one."""
    chains = ["Salem Kamel Khalil Barakat", "Salem Barakat", "Salem"]
    bits = [_bits(_described(("north", (name,)), ("south", (name,))), [(0, 1)])[0] for name in chains]
    assert bits == sorted(bits, reverse=True)
    assert bits[-1] <= 0


def test_no_pairs_no_evidence() -> None:
    """Nothing to compare gives nothing."""
    empty = np.zeros(0, dtype=np.int64)
    odds, bits = name_bits(describe([]), empty, empty, frozenset())
    assert odds.size == bits.size == 0


def test_namesakes_that_are_no_candidates_count_too() -> None:
    """A name that a list holds a thousand times is worth little, though only one of them is compared."""
    crowd = _described(("north", ("Nima Rastegar",)), *[("south", ("Nima Rastegar",))] * 1000)
    alone = _described(("north", ("Nima Rastegar",)), ("south", ("Nima Rastegar",)))
    assert _bits(alone, [(0, 1)])[0] - _bits(crowd, [(0, 1)])[0] == pytest.approx(np.log2(1000))


def test_threads_change_nothing() -> None:
    """The same evidence comes from one thread and from several."""
    words = [a + b + c for a in ("ka", "se", "mo", "da") for b in "rlm" for c in ("im", "in", "ad")]
    records = _described(*[("north", (f"{a} {b}",)) for a in words for b in words[:12]])
    left, right = np.triu_indices(len(records), 1)
    one, several = (name_bits(records, left, right, frozenset(), threads)[0] for threads in (1, 3))
    assert one.tolist() == several.tolist()


def test_names_are_weighed_by_the_packs_given() -> None:
    """Two tokens that a pack has met as one name are stronger evidence by it than without."""
    described = _described(("north", ("جواد نجار",)), ("south", ("Tchawat Najjar",)))
    left, right = np.array([0]), np.array([1])
    met = Pack(region="here", persons=1000, tokens={"جواد": 5, "tchawat": 5}, pairs={("tchawat", "جواد"): 5})
    without, with_pack = (
        name_bits(described, left, right, frozenset(), packs=packs)[0][0] for packs in ((), (met,))
    )
    assert with_pack > without + 1
