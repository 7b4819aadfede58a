from __future__ import annotations

from bench_link.name_sets import Spelled, halves, name_set, romanised_twice, solid


def spelled(left: str, right: str) -> Spelled:
    return Spelled(left, right, frozenset({solid(left), solid(right)}), tuple(right.split()))


FAMILY = [spelled(f"{one} بيت", f"{one}a beit") for one in ("لام", "ميم", "نون", "قاف")]


def test_those_who_share_a_spelling_are_never_two_people() -> None:
    """No pair is called false where either of the two spellings is the same."""
    namesake = spelled("لام بيت", "lam beit")
    pairs = name_set([*FAMILY, namesake], [*FAMILY, namesake])
    both = zip(pairs.left, pairs.right, pairs.truth, strict=True)
    false = {(one, other) for one, other, true in both if not true}
    assert false
    assert ("لام بيت", "lam beit") not in false
    assert ("لام بيت", "لامa beit") not in false


def test_others_who_differ_in_one_token_are_sought() -> None:
    """Everybody of one family is drawn against each of its members, wherever they stand in the list."""
    strangers = [spelled(f"غ{number} دار", f"gh{number} dar") for number in range(500)]
    pairs = name_set(FAMILY, [*strangers, *FAMILY])
    hard = [1 for one, other in zip(pairs.left, pairs.right, strict=True) if "beit" in other]
    assert len(hard) == len(FAMILY) ** 2


def test_namesakes_go_to_one_half() -> None:
    """A name is learned from or measured on, never both, and both halves hold somebody."""
    people = [spelled(f"غ{number % 40} دار", f"gh{number} dar") for number in range(200)]
    learn, test = halves(people)
    assert learn
    assert test
    assert not {person.left for person in learn} & {person.left for person in test}


def test_two_romanisations_are_two_spellings_of_one_name() -> None:
    """A name counts as romanised twice only where its Latin spellings differ by more than their case."""
    people = [
        spelled("سمیر", "samir"),
        spelled("سمير", "Sameer"),
        spelled("نون", "nun"),
        spelled("نون", "Nun"),
    ]
    twice, everybody = romanised_twice(people)
    assert [(person.left, person.right) for person in twice] == [("samir", "Sameer")]
    assert len(everybody) == 2
