from hypothesis import given
from hypothesis import strategies as st

from everyname.link.persons import name_persons

KEY = b"a key of this test"


def test_new_persons_have_keyed_ids() -> None:
    """An id is the letter p and ten base32 signs, and another key gives another id."""
    naming = name_persons([("r1", "r2"), ("r3",)], {}, KEY)
    assert all(person[0] == "p" and len(person) == 11 for person, _ in naming.persons)
    assert {p for p, _ in naming.persons}.isdisjoint(
        p for p, _ in name_persons([("r1", "r2"), ("r3",)], {}, b"another").persons
    )


def test_merge_keeps_the_smallest_id_and_redirects_the_other() -> None:
    """When two persons prove to be one, the smallest id stays and the other leads to it."""
    naming = name_persons([("r1", "r2")], {"r1": "pbbb", "r2": "paaa"}, KEY)
    assert naming.persons == (("paaa", ("r1", "r2")),)
    assert naming.redirects == (("pbbb", "paaa"),)


def test_split_keeps_the_id_with_the_first_report() -> None:
    """When a person proves to be two, the part with the first report keeps the id."""
    naming = name_persons([("r2",), ("r1",)], {"r1": "pold", "r2": "pold"}, KEY)
    assert dict(naming.persons)["pold"] == ("r1",)
    assert naming.redirects == ()


def test_person_whose_reports_left_has_no_redirect() -> None:
    """A person none of whose reports are left leads nowhere."""
    assert name_persons([("r9",)], {"r1": "pold"}, KEY).redirects == ()


@given(st.lists(st.sets(st.integers(0, 30), min_size=1), max_size=8))
def test_naming_again_changes_nothing(sets: list[set[int]]) -> None:
    """Naming the same groups again gives the same ids, whatever their order."""
    seen: set[int] = set()
    groups = []
    for members in sets:
        groups.append(tuple(f"r{n:02d}" for n in sorted(members - seen)))
        seen |= members
    groups = [group for group in groups if group]
    first = name_persons(groups, {}, KEY)
    previous = {report: person for person, reports in first.persons for report in reports}
    assert name_persons(groups[::-1], previous, KEY) == first
    assert len({person for person, _ in first.persons}) == len(groups)
