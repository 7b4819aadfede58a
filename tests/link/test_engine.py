import datetime
import random

import pytest

from everyname.errors import Refused, UsedWrongly
from everyname.link.engine import Linking, Settings, link
from everyname.link.partitions import draw_partitions
from everyname.model import (
    Judgement,
    Report,
    StatedAge,
    StatedDate,
    StatedName,
    StatedPlace,
    StatedSex,
    Verdict,
)
from everyname.writing.fold import script_of

BOTH = frozenset(["north", "south"])


def report(
    source: str, *names: str, age: int | None = None, date: str = "", city: str = "", sex: str = ""
) -> Report:
    day = datetime.date.fromisoformat(date) if date else None
    return Report(
        source=source,
        names=tuple(StatedName(text=name, script=script_of(name)) for name in names),
        ages=(StatedAge(text=str(age), low=age, high=age),) if age is not None else (),
        sexes=(StatedSex(text=sex, term=sex),) if sex else (),
        dates=(StatedDate(text=date, earliest=day, latest=day, precision="day", calendar="gregorian"),)
        if day
        else (),
        places=(StatedPlace(text=city, city=city, province=f"{city} province", country="ZZ"),)
        if city
        else (),
    )


def judged(left: str, right: str, verdict: Verdict) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, reason="seen", reviewer="r1")


def told(found: Linking) -> tuple[object, ...]:
    return found.persons, tuple(found.pairs), found.low, found.high


def together(found: Linking, *ids: str) -> bool:
    return any(set(ids) <= set(group) for group in found.persons)


LISTS = [
    ("n1", report("north", "نیما رستگار", age=24, date="2022-10-01", city="Shahrak", sex="male")),
    ("n2", report("north", "مینا رستگار", age=21, date="2022-10-01", city="Shahrak", sex="female")),
    ("n3", report("north", "سالم كامل خليل بركات", age=40)),
    ("n4", report("north", "Darya Sohrabpour", date="2022-11-03")),
    ("s1", report("south", "Nima Rastegar", age=24, date="2022-10-01", city="Shahrak", sex="male")),
    ("s2", report("south", "Mina Rastgar", age=21, date="2022-10-02", city="Shahrak", sex="female")),
    ("s3", report("south", "Salem Kamel Khalil Barakat", age=40)),
    ("s4", report("south", "Behnam Zarrinkafsh", date="2022-11-03")),
]


def test_two_lists_in_two_scripts_meet() -> None:
    """Each person of two small lists is found once, siblings apart, with no label and no training."""
    found = link(LISTS, duplicate_free=BOTH)
    assert together(found, "n1", "s1")
    assert together(found, "n2", "s2")
    assert together(found, "n3", "s3")
    assert len(found.persons) == found.high == 5
    assert sorted(one for group in found.persons for one in group) == sorted(one for one, _ in LISTS)


def test_order_of_reports_changes_nothing() -> None:
    """The same reports in another order give the same linking, to the last digit."""
    shuffled = LISTS[:]
    random.Random(3).shuffle(shuffled)
    assert told(link(shuffled, duplicate_free=BOTH)) == told(link(LISTS, duplicate_free=BOTH))


def test_duplicate_free_list_is_never_joined_with_itself() -> None:
    """Two rows of a list in which each person stands once stay two persons, whatever they share."""
    twice = [(f"n{i}", report("north", "Nima Rastegar", age=24, date="2022-10-01")) for i in range(2)]
    assert len(link(twice, duplicate_free=BOTH).persons) == 2
    assert len(link(twice, duplicate_free=frozenset()).persons) == 1


def test_date_difference_lowers_and_does_not_veto() -> None:
    """A rare name in one town with dates a year apart stays a candidate, with a lower probability."""

    def probability(date: str) -> float:
        pair = [
            ("a", report("north", "Farivash Dehqanpanah", age=30, date="2022-10-01", city="Shahrak")),
            ("b", report("south", "Farivash Dehqanpanah", age=30, date=date, city="Shahrak")),
        ]
        return link(pair, duplicate_free=BOTH).pairs[0].probability

    assert probability("2022-10-01") > probability("2023-11-20") > 0.2


def test_common_name_with_all_else_different_is_not_linked() -> None:
    """One name with other age, date, town and sex is not linked."""
    pair = [
        ("a", report("north", "Reza Karimi", age=20, date="2022-10-01", city="Shahrak", sex="male")),
        ("b", report("south", "Reza Karimi", age=61, date="2023-08-01", city="Bandarak", sex="female")),
    ]
    assert len(link(pair, duplicate_free=BOTH).persons) == 2


def test_two_that_fit_equally_are_both_left_to_people() -> None:
    """Where one report fits two equally, neither pair is linked and both go to review."""
    reports = [
        ("n1", report("north", "Nima Rastegar", age=24)),
        ("s1", report("south", "Nima Rastegar", age=24)),
        ("s2", report("south", "Nima Rastegar", age=24)),
    ]
    found = link(reports, duplicate_free=BOTH)
    assert [pair.band for pair in found.pairs] == ["review", "review"]
    assert (found.low, found.high) == (2, 3)


def test_same_joins_whatever_the_names() -> None:
    """A reviewer's "same" joins two reports that no score would join, even unnamed ones."""
    reports = [*LISTS, ("u1", report("north", city="Shahrak"))]
    found = link(reports, duplicate_free=BOTH, judgements=[judged("s4", "u1", Verdict.SAME)])
    assert together(found, "s4", "u1")


def test_different_parts_even_through_others() -> None:
    """Two reports judged different are never in one person, though both fit a third."""
    reports = [
        ("a", report("north", "Nima Rastegar", age=24, date="2022-10-01")),
        ("b", report("south", "Nima Rastegar", age=24, date="2022-10-01")),
        ("c", report("west", "Nima Rastegar", age=24, date="2022-10-01")),
    ]
    sources = BOTH | {"west"}
    assert len(link(reports, duplicate_free=sources).persons) == 1
    found = link(reports, duplicate_free=sources, judgements=[judged("a", "b", Verdict.DIFFERENT)])
    assert not together(found, "a", "b")
    assert found.low >= 2


def test_unsure_goes_to_review() -> None:
    """A pair that would be linked waits for review when a reviewer was unsure."""
    found = link(LISTS, duplicate_free=BOTH, judgements=[judged("n1", "s1", Verdict.UNSURE)])
    pair = next(pair for pair in found.pairs if (pair.left, pair.right) == ("n1", "s1"))
    assert (pair.band, pair.linked) == ("review", False)
    assert found.low < found.high


def test_contradicting_judgements_are_refused() -> None:
    """Judgements that join what another parts are refused, not guessed about."""
    said = [
        judged("n1", "s1", Verdict.SAME),
        judged("s1", "n4", Verdict.SAME),
        judged("n1", "n4", Verdict.DIFFERENT),
    ]
    with pytest.raises(Refused, match="judged different"):
        link(LISTS, duplicate_free=frozenset(), judgements=said)


def test_unnamed_reports_stay_by_themselves() -> None:
    """Reports that name nobody are never joined by what else they share."""
    unnamed = [
        (f"u{i}", report(s, date="2022-10-01", city="Shahrak")) for i, s in enumerate(("north", "south"))
    ]
    placeholder = [("p1", report("north", "unknown")), ("p2", report("south", "ناشناس"))]
    found = link([*unnamed, *placeholder], duplicate_free=BOTH)
    assert len(found.persons) == 4
    assert not found.pairs


def test_pair_names_what_it_rests_on() -> None:
    """A pair says which level each comparison reached."""
    found = link(LISTS, duplicate_free=BOTH)
    pair = next(pair for pair in found.pairs if (pair.left, pair.right) == ("n1", "s1"))
    assert pair.probability > 0.9
    assert {"date: same day", "place: same city", "sex: same"} <= set(pair.features)


def test_pair_names_what_proposed_it() -> None:
    """A pair says which families of keys proposed it; one that only a reviewer named says none."""
    found = link(LISTS, duplicate_free=BOTH, judgements=[judged("n1", "n2", Verdict.DIFFERENT)])
    keys = {(pair.left, pair.right): pair.keys for pair in found.pairs}
    assert {"given_family", "day_given", "every"} <= set(keys["n1", "s1"])
    assert keys["n1", "n2"] == ()


def test_nothing_gives_nothing() -> None:
    """No report gives no person."""
    found = link([], duplicate_free=frozenset())
    assert told(found) == ((), (), 0, 0)


def test_id_given_twice_is_refused() -> None:
    """Two reports under one id are a mistake of the caller."""
    with pytest.raises(UsedWrongly):
        link([LISTS[0], LISTS[0]], duplicate_free=BOTH)


def test_one_name_repeated_is_bounded() -> None:
    """A list that repeats one name thousands of times proposes a bounded number of pairs a report."""
    reports = [(f"r{i:05d}", report("north", "Nima Rastegar")) for i in range(3000)]
    found = link(reports, duplicate_free=frozenset())
    assert found.candidates <= 3000 * 2 * Settings().window


def test_odd_names_do_not_stop_it() -> None:
    """Names of digits, of one letter, of ten thousand letters and with controls are all kept as persons."""
    odd = [
        "12345",
        "x",
        "نیما " * 2500,
        "a" * 10_000,
        "\u202eNima\u202c Rastegar",
        "R. R.",
        "Дарья Иванова",
        "💐",
    ]
    reports = [(f"r{i}", report("north" if i % 2 else "south", name)) for i, name in enumerate(odd)]
    assert len(link(reports, duplicate_free=BOTH).persons) == len(odd)


def test_judged_pair_is_always_listed() -> None:
    """A pair a reviewer judged stands among the pairs, linked, however unlikely it is by itself."""
    found = link(LISTS, duplicate_free=BOTH, judgements=[judged("n1", "s4", Verdict.SAME)])
    pair = next(pair for pair in found.pairs if (pair.left, pair.right) == ("n1", "s4"))
    assert pair.linked
    assert pair.probability < 0.01
    assert not together(found, "n1", "s1")


def test_place_in_two_scripts_speaks_for_a_pair_and_another_place_against() -> None:
    """Places that no gazetteer knows are compared by their letters."""

    def probability(place: str) -> float:
        pair = [("a", _at("north", "نیما رستگار", "وشتار")), ("b", _at("south", "Nima Rastegar", place))]
        return link(pair, duplicate_free=BOTH).pairs[0].probability

    unread = probability("9")
    assert probability("Vashtar") > unread > probability("Norzan")


def _at(source: str, name: str, place: str) -> Report:
    named = StatedName(text=name, script=script_of(name))
    return Report(source=source, names=(named,), places=(StatedPlace(text=place),))


def test_group_whose_fuller_reports_disagree_is_not_joined_through_a_bare_one() -> None:
    """A report that states only a name does not join a group whose other reports contradict it."""
    reports = [
        ("a", report("north", "Nima Karim Rastegar", age=20, date="2022-10-01", city="Shahrak")),
        ("b", report("south", "Nima Rastegar", date="2022-10-01", city="Shahrak")),
        ("c", report("west", "Nima Hamed Rastegar", age=48, city="Shahrak")),
    ]
    found = link(reports, duplicate_free=BOTH | {"west"})
    assert together(found, "a", "b")
    assert not together(found, "a", "c")


def _many(count: int) -> list[tuple[str, Report]]:
    """Invent two lists of the same persons, under names of which every two differ."""
    names = [f"{a}{b}an {c}{d}pour" for a in "BDFGKLMN" for b in "aiou" for c in "RSTVZHPJ" for d in "aeio"]
    days = [str(datetime.date(2021, 1, 1) + datetime.timedelta(days=at)) for at in range(count)]
    return [
        (f"{source[0]}{at:04d}", report(source, names[at], age=20 + at % 50, date=days[at]))
        for at in range(count)
        for source in ("north", "south")
    ]


def test_judgements_take_over_when_there_are_enough() -> None:
    """Three hundred judgements that most linked pairs are of two persons lower the pairs nobody judged."""
    reports = _many(420)
    before = link(reports, duplicate_free=BOTH)
    judgements = [
        judged(f"n{at:04d}", f"s{at:04d}", Verdict.DIFFERENT if at % 3 else Verdict.SAME) for at in range(300)
    ]
    few = link(reports, duplicate_free=BOTH, judgements=judgements[:299])
    enough = link(reports, duplicate_free=BOTH, judgements=judgements)
    mean = []
    for found in (before, few, enough):
        rest = {(f"n{at:04d}", f"s{at:04d}") for at in range(300, 420)}
        mean.append(sum(p.settled for p in found.pairs if (p.left, p.right) in rest) / 120)
    assert mean[0] > 0.9
    assert mean[1] == pytest.approx(mean[0], abs=0.02)
    assert mean[2] < 0.6
    assert enough.high > before.high


def test_linking_says_how_many_true_pairs_it_never_compared() -> None:
    """A small book is compared whole; of a larger one the linking gives the estimated share."""
    assert link(LISTS, duplicate_free=BOTH).recall.in_words() == "Every pair of reports was compared."
    recall = link(_many(420), duplicate_free=BOTH).recall
    assert 0.9 < recall.share < 1
    assert recall.low <= recall.missed <= recall.high


def test_plausible_partitions_are_drawn_from_a_linking() -> None:
    """Draws keep every bound: nobody twice in a duplicate-free list, no judgement broken."""
    said = [judged("n1", "s4", Verdict.SAME), judged("n2", "s2", Verdict.DIFFERENT)]
    found = link(LISTS, duplicate_free=BOTH, judgements=said)
    place = {report_id: at for at, report_id in enumerate(found.ids)}
    drawn = draw_partitions(found.doubt, 50, seed=1)
    assert (drawn[:, place["n1"]] == drawn[:, place["s4"]]).all()
    assert (drawn[:, place["n2"]] != drawn[:, place["s2"]]).all()
    assert (drawn[:, place["n3"]] == drawn[:, place["s3"]]).mean() > 0.5


def test_name_repeated_in_a_crowd_floods_no_review() -> None:
    """A list that repeats one bare name thousands of times leaves its rows apart, not in review."""
    reports = [(f"r{i:05d}", report("north", "Nima Rastegar")) for i in range(4000)]
    found = link(reports, duplicate_free=frozenset())
    assert not [pair for pair in found.pairs if pair.band != "apart"]
