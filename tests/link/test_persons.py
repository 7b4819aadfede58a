"""Person ids outlive merges, splits, and reports that come and go."""

from hypothesis import given
from hypothesis import strategies as st

from everyname.link.persons import Known, Naming, name_persons

KEY = b"a key of this test"


def after(naming: Naming, known: Known | None = None) -> Known:
    """Give what is known after a run, as the book keeps it: first ids stay, last ids are replaced."""
    last = {report: person for person, reports in naming.persons for report in reports}
    first = last | dict(known.first if known else {})
    return Known(first=first, last=last, redirects=dict(naming.redirects))


def test_new_persons_have_keyed_ids() -> None:
    """An id is the letter p and ten base32 signs, and another key gives another id."""
    naming = name_persons([("r1", "r2"), ("r3",)], Known(), KEY)
    assert all(person[0] == "p" and len(person) == 11 for person, _ in naming.persons)
    assert {p for p, _ in naming.persons}.isdisjoint(
        p for p, _ in name_persons([("r1", "r2"), ("r3",)], Known(), b"another").persons
    )


def test_a_merge_keeps_one_id_and_redirects_the_other() -> None:
    """When two persons prove to be one, the smaller id stays and the other leads to it."""
    ids = {"r1": "pbbb", "r2": "paaa"}
    naming = name_persons([("r1", "r2")], Known(first=ids, last=ids), KEY)
    assert naming.persons == (("paaa", ("r1", "r2")),)
    assert naming.redirects == (("pbbb", "paaa"),)


def test_a_merge_taken_back_gives_each_its_own_id_again() -> None:
    """Ids never swap: after merge and split each person bears the id borne first, and nothing redirects."""
    one = name_persons([("r1",), ("r2",)], Known(), KEY)
    known = after(one)
    two = name_persons([("r1", "r2")], known, KEY)
    three = name_persons([("r2",), ("r1",)], after(two, known), KEY)
    assert three == one


def test_a_split_keeps_the_id_where_most_reports_are() -> None:
    """When a person proves to be two, the part with more of its reports keeps the id, else the first."""
    three = dict.fromkeys(("r1", "r2", "r3"), "pold")
    assert dict(name_persons([("r1",), ("r2", "r3")], Known(first=three, last=three), KEY).persons)[
        "pold"
    ] == (
        "r2",
        "r3",
    )
    two = dict.fromkeys(("r1", "r2"), "pold")
    assert dict(name_persons([("r2",), ("r1",)], Known(first=two, last=two), KEY).persons)["pold"] == ("r1",)


def test_a_person_keeps_the_id_when_the_first_report_leaves() -> None:
    """A report that joined later carries the id on when the first one is withdrawn."""
    known = after(name_persons([("r1",)], Known(), KEY))
    joined = name_persons([("r1", "r7")], known, KEY)
    left = name_persons([("r7",)], after(joined, known), KEY)
    assert [person for person, _ in left.persons] == [person for person, _ in joined.persons]


def test_a_report_that_was_away_comes_back_to_its_id() -> None:
    """Out of scope for a while and in again, under another key: the id is the one given first."""
    first = name_persons([("r1",), ("r2",)], Known(), KEY)
    known = after(first)
    away = name_persons([("r2",)], known, KEY)
    back = name_persons([("r1",), ("r2",)], after(away, known), b"another")
    assert back.persons == first.persons


def test_an_id_of_a_living_person_never_redirects() -> None:
    """What once led elsewhere leads nowhere once it is borne again."""
    ids = {"r1": "paaa", "r2": "pbbb"}
    naming = name_persons([("r1",), ("r2",)], Known(first=ids, last=ids, redirects={"pbbb": "paaa"}), KEY)
    assert naming.redirects == ()


@given(st.lists(st.sets(st.integers(0, 30), min_size=1), max_size=8))
def test_naming_again_changes_nothing(sets: list[set[int]]) -> None:
    """Naming the same groups again gives the same ids, whatever their order."""
    seen: set[int] = set()
    groups = []
    for members in sets:
        groups.append(tuple(f"r{n:02d}" for n in sorted(members - seen)))
        seen |= members
    groups = [group for group in groups if group]
    first = name_persons(groups, Known(), KEY)
    assert name_persons(groups[::-1], after(first), KEY) == first
    assert len({person for person, _ in first.persons}) == len(groups)
