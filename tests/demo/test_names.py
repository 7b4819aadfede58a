"""Invented names."""

import random
import re

import pytest

from everyname.demo.names import NameParts, draw_family, draw_given, in_arabic, in_latin, in_persian

ARABIC_ONLY = re.compile(r"[\u0600-\u06ff\u200c ]+")
LATIN_ONLY = re.compile(r"[A-Za-z' -]+")


def drawn(seed: int, *, is_arabic: bool) -> NameParts:
    rng = random.Random(seed)
    return NameParts(
        given=draw_given(rng, "female" if seed % 2 else "male"),
        father=draw_given(rng, "male"),
        grandfather=draw_given(rng, "male"),
        family=draw_family(rng, is_arabic=is_arabic),
        is_arabic=is_arabic,
    )


@pytest.mark.parametrize("is_arabic", [False, True])
def test_a_name_is_written_whole_in_each_script(is_arabic: bool) -> None:
    """Each script has its own spelling of every part, and no letter of another script slips in."""
    for seed in range(300):
        name = drawn(seed, is_arabic=is_arabic)
        assert ARABIC_ONLY.fullmatch(in_persian(name, fathers=2))
        assert ARABIC_ONLY.fullmatch(in_arabic(name))
        assert not set("یکگپچژ\u200c") & set(in_arabic(name))
        assert LATIN_ONLY.fullmatch(in_latin(name, fathers=2, rng=random.Random(seed)))


def test_spellings_vary_but_only_when_asked() -> None:
    """One person is spelled in several ways in Latin; without a generator always in the usual way."""
    name = drawn(4, is_arabic=True)
    rng = random.Random(1)
    assert len({in_latin(name, fathers=1, rng=rng) for _ in range(60)}) > 3
    assert in_latin(name) == f"{name.given.latin[0]} {name.family.latin[0]}"


def test_forefathers_stand_between_given_and_family_name() -> None:
    """The patronymic chain is given, father, grandfather, family."""
    name = drawn(7, is_arabic=True)
    assert in_arabic(name) == f"{name.given.ar} {name.father.ar} {name.grandfather.ar} {name.family.ar}"
    assert in_persian(name, fathers=1) == f"{name.given.fa} {name.father.fa} {name.family.fa}"
