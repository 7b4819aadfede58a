"""What devices decide apart from each other stays a conflict for a person; no hour wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST, SECOND_LIST
from everyname.book import reading
from everyname.book.acts import contradictions
from everyname.book.steps.doctor import examine
from everyname.book.steps.review import judge
from everyname.book.steps.show import show
from everyname.ledger.entry import Draft
from everyname.model import Judgement, Verdict


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Office, Office]:
    """Two offices that hold the same two lists."""
    north, south = pair(tmp_path)
    north.add("list.csv", FIRST_LIST, "first")
    north.add("other.csv", SECOND_LIST, "second")
    meet_all([north, south], tmp_path / "stick")
    return north, south


def reports(office: Office) -> list[str]:
    return office.use(lambda book: sorted(reading.all_reports(book)))


def judged(office: Office, left: str, right: str, verdict: Verdict) -> None:
    one = Judgement(left=left, right=right, verdict=verdict, reason="read both", reviewer=office.name)
    office.use(lambda book: judge(book, [one]))


def topics(office: Office) -> list[str]:
    return office.use(lambda book: [topic for topic, _ in contradictions(book)])


def test_two_judgements_made_apart_count_as_unsure_until_a_third_settles_them(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    """Same says the north, different the south: nobody wins, doctor and show tell, and one may settle it."""
    north, south = offices
    left, right = reports(north)[0], reports(north)[-1]
    judged(north, left, right, Verdict.SAME)
    judged(south, left, right, Verdict.DIFFERENT)
    meet_all([north, south], tmp_path / "apart")
    for office in offices:
        (found,) = office.use(reading.judgements)
        assert found.verdict is Verdict.UNSURE
        assert "same" in found.reason
        assert "different" in found.reason
        assert office.use(lambda book: show(book, left))[1]["contradictions"]
        with home_at(office.home):
            assert any("contradict" in f.what and f.level == "problem" for f in examine(office.folder))
    judged(south, left, right, Verdict.SAME)
    meet_all([north, south], tmp_path / "settled")
    for office in offices:
        assert [j.verdict for j in office.use(reading.judgements)] == [Verdict.SAME]
        assert topics(office) == []
    assert north.tables() == south.tables()


def test_changing_ones_own_judgement_is_no_conflict(offices: tuple[Office, Office], tmp_path: Path) -> None:
    """A judgement changed by its own desk, or by one that had seen it, simply counts."""
    north, south = offices
    left, right = reports(north)[0], reports(north)[-1]
    judged(north, left, right, Verdict.SAME)
    judged(north, left, right, Verdict.UNSURE)
    meet_all([north, south], tmp_path / "one")
    judged(south, left, right, Verdict.DIFFERENT)
    meet_all([north, south], tmp_path / "two")
    assert topics(north) == topics(south) == []
    assert [j.verdict for j in north.use(reading.judgements)] == [Verdict.DIFFERENT]


def amendment(report: str, value: int) -> Draft:
    age = [{"low": value, "high": value, "text": str(value)}]
    body = {"subject": report, "date": "2023-01-01", "text": "read again", "field": "ages", "value": age}
    return Draft("correction", body)


def test_two_corrections_made_apart_leave_the_report_as_its_source_gave_it(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    """Two desks mend one age to different values: the report reads as given, and the conflict is told."""
    north, south = offices
    report = reports(north)[0]
    given = north.use(lambda book: reading.report(book, report))
    north.say(amendment(report, 25))
    south.say(amendment(report, 26))
    meet_all([north, south], tmp_path / "apart")
    for office in offices:
        assert office.use(lambda book: reading.report(book, report)) == given
        assert topics(office) == [f"correction {report} ages"]
    assert north.tables() == south.tables()


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("standing", {"standing": "documented", "reason": "a"}, {"standing": "contested", "reason": "b"}),
        (
            "consent",
            {"purpose": "publish", "given": True, "basis": "a"},
            {"purpose": "publish", "given": False, "basis": "b"},
        ),
        ("withhold", {"reason": "family", "note": "", "reports": ["first:1"]}, {"lifted": True}),
    ],
)
def test_what_protects_a_person_holds_while_desks_contradict(
    offices: tuple[Office, Office], tmp_path: Path, kind: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    """A refusal and a withholding hold against what was said apart from them; no standing wins."""
    north, south = offices
    north.say(Draft(kind, {"subject": "pa1b2c3d4e5", **first}))
    south.say(Draft(kind, {"subject": "pa1b2c3d4e5", **second}))
    meet_all([north, south], tmp_path / "apart")
    tables = north.tables()
    assert tables == south.tables()
    assert len(topics(north)) == 1
    held = tables[f"{kind}s"]
    if kind == "standing":
        assert held == []
    if kind == "consent":
        assert [row[2] for row in held] == [0]
    if kind == "withhold":
        assert [row[0] for row in held] == ["pa1b2c3d4e5"]


def test_two_decisions_made_apart_leave_the_claim_waiting(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    """Accepted here and rejected there, a claim waits for a decision and is not counted as stated."""
    north, south = offices
    text = "2021-06-01\n\nAt least 120 people were killed in the valley, the Harbour Committee said.\n"
    north.add("article.txt", text, "outlet")
    from everyname.book.steps.claims import accepted_claims, decide, find_claims, proposals

    north.use(find_claims)
    meet_all([north, south], tmp_path / "stick2")
    north.use(lambda book: decide(book, ["all"], "accepted", by="north"))
    south.use(lambda book: decide(book, ["all"], "rejected", by="south"))
    meet_all([north, south], tmp_path / "apart")
    for office in offices:
        assert office.use(accepted_claims) == []
        assert {p.status for p in office.use(proposals)} == {"proposed"}
        assert len(topics(office)) == 1
    assert north.tables() == south.tables()


def test_judgements_that_contradict_only_as_a_chain_are_told_and_can_be_settled(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    """A same B, B same C, A different C, by two desks: doctor names it, and one more act ends it."""
    north, south = offices
    first, second, third = reports(north)[:3]
    judged(north, first, second, Verdict.SAME)
    judged(south, second, third, Verdict.SAME)
    judged(south, first, third, Verdict.DIFFERENT)
    meet_all([north, south], tmp_path / "apart")
    with home_at(north.home):
        assert any("other judgements join them" in f.what for f in examine(north.folder))
    judged(north, reports(north)[-1], third, Verdict.DIFFERENT)
    judged(north, second, third, Verdict.DIFFERENT)
    with home_at(north.home):
        assert not any("other judgements join them" in f.what for f in examine(north.folder))
