import itertools

import pytest

from everyname.names import learn_pack, score_pairs

GIVEN = {"سالم": "Salem", "خليل": "Khalil", "حسن": "Hassan", "زياد": "Ziyad", "مريم": "Mariam"}
FAMILY = {"بركات": "Barakat", "رستگار": "Rastegar", "نجار": "Najjar", "درويش": "Darwish"}
PAIRS = [
    (f"{one} {other}", f"{GIVEN[one]} {FAMILY[other]}") for one, other in itertools.product(GIVEN, FAMILY)
]


def test_tokens_of_few_persons_are_left_out() -> None:
    """A token is kept only if as many persons as asked bear it; no full name is kept."""
    pack = learn_pack(PAIRS, "here", least=5)
    assert pack.tokens.keys() == {
        "barakat",
        "rastegar",
        "najjar",
        "darwish",
        "برکات",
        "رستگار",
        "نجار",
        "درویش",
    }
    assert pack.persons == 20


def test_a_person_spelled_twice_in_one_script_is_one_person() -> None:
    """A token that both spellings of a person hold counts that person once."""
    pack = learn_pack(
        [("Salem Barakat", "Salim Barakat")] * 2 + [("Ziyad Darwish", "Ziad Darwish")], "here", least=2
    )
    assert pack.tokens == {"salem": 2, "salim": 2, "barakat": 2}


def test_a_spelling_met_among_the_pairs_fits_better() -> None:
    """A token spelled as letters hardly explain is worth more once a pack has met it."""
    met = [*PAIRS, *((f"جواد {one}", f"Tchawat {other}") for one, other in FAMILY.items())]
    pair = ["جواد حداد"], ["Tchawat Haddad"]
    before, after = (
        score_pairs(*pair, packs=packs)[0] for packs in ((), (learn_pack(met, "here", least=3),))
    )
    assert after / (1 - after) > 3 * before / (1 - before)


def test_nothing_to_learn_gives_an_empty_pack() -> None:
    """Without pairs, or with nobody named in them, a pack says nothing."""
    for pairs in ([], [("unknown", "ناشناس")]):
        pack = learn_pack(pairs, "here")
        assert (pack.swaps, pack.losses, pack.tokens, pack.pairs) == ({}, {}, {}, {})


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_pairs_give_the_same_pack(order: int) -> None:
    """A pack hangs on its pairs, not on their order."""
    assert learn_pack(PAIRS[::order], "here", least=2).digest == learn_pack(PAIRS, "here", least=2).digest
