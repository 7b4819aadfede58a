"""Which act governs a count."""

import pytest

from everyname.claims.extract import propose


def pairs(text: str) -> list[tuple[str, str]]:
    """Give (measure, number as written) of each claim of a text."""
    return [(claim.measure, claim.span.text) for claim in propose(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five miners were killed.", [("killed", "Five")]),
        ("Twelve people have disappeared.", [("missing", "Twelve")]),
        ("The blast wounded 30 shoppers.", [("injured", "30")]),
        ("the murder of ten union members", [("killed", "ten")]),
        ("The attack left 15 dead and 60 wounded.", [("killed", "15"), ("injured", "60")]),
        ("Soldiers shot dead five men.", [("killed", "five")]),
        ("Three men were beaten to death.", [("killed", "Three")]),
        ("They hold 9 wounded soldiers.", [("injured", "9")]),
        ("The storm claimed 40 lives.", [("killed", "40")]),
        ("The war claimed the lives of 300 people.", [("killed", "300")]),
        ("The death toll rose to 48.", [("killed", "48")]),
        ("The number of people arrested has reached 1,200.", [("detained", "1,200")]),
        ("At least 23 children were among those killed.", [("killed", "23")]),
        ("Some 2,000 people were forced to flee.", [("displaced", "2,000")]),
        ("Four women were hanged.", [("executed", "Four")]),
        ("Two diplomats were held hostage.", [("abducted", "Two")]),
        ("12 killed, 30 hurt in market blast", [("killed", "12"), ("injured", "30")]),
        ("Deaths: 1,204", [("killed", "1,204")]),
    ],
)
def test_each_way_of_saying_it_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Passives, actives, nouns, totals and headlines each give the measure they state."""
    assert pairs(text) == expected


def test_the_whole_of_which_a_part_was_harmed_is_not_harmed() -> None:
    """Two of seven who were killed are two; the seven killed of whom one is named are seven."""
    assert pairs("Two of the seven students were killed.") == [("killed", "Two")]
    assert pairs("He was one of 12 people killed.") == [("killed", "12")]


@pytest.mark.parametrize(
    "text",
    [
        "Four masked men stabbed a farmer.",
        "Two men killed the mayor.",
        "The mayor was killed by six gunmen.",
        "Three gunmen fled.",
        "Two hundred people attended the funeral of the dead.",
        "Some 100 deputies condemned the killings.",
        "The court signed a warrant for the arrest of 12 members.",
    ],
)
def test_those_who_act_are_not_counted_as_harmed(text: str) -> None:
    """A count of those who act, flee, mourn or condemn is no count of people harmed."""
    assert pairs(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The flood killed 300 cattle.",
        "Four houses were hit and three rifles are missing.",
        "He was killed 20 minutes later, 3 km from the town.",
        "Pavel Orrin, 65, was killed near his home.",
        "He was killed at 10:30 on 8 March 2019.",
        "The group claimed 12 attacks.",
    ],
)
def test_animals_things_ages_and_times_are_not_people(text: str) -> None:
    """What is no human being is not counted, whatever verb stands beside it."""
    assert pairs(text) == []


def test_casualties_are_a_measure_of_their_own() -> None:
    """Casualties are not read as killed or as injured, nor is "killed or wounded"."""
    assert pairs("The army suffered 35 casualties.") == [("casualties", "35")]
    assert pairs("Thirteen men were killed or wounded.") == [("casualties", "Thirteen")]
