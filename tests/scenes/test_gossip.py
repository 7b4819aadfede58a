"""Books that meet at random, with sticks lost, late and twice, end as one book once all have met."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from courier.offices import Office, pair
from everyname.ledger.entry import Draft


def company(root: Path, count: int) -> list[Office]:
    """Give offices of one book in which each newcomer was enrolled by one that was there."""
    offices = list(pair(root))
    while len(offices) < count:
        host = offices[len(offices) // 2]
        new = Office(root, f"office-{len(offices)}").begin(host.card())
        host.meet(new)
        offices.append(new)
    return offices


def act(office: Office, draw: random.Random) -> None:
    """Say something about one of few things, so that offices come to contradict each other."""
    left, right = sorted(draw.sample("abcd", 2))
    verdict, standing = draw.choice(["same", "different"]), draw.choice(["contested", "withdrawn"])
    judged = {"left": left, "right": right, "verdict": verdict, "reason": "read", "reviewer": office.name}
    bodies: dict[str, dict[str, str]] = {
        "source": {"name": f"source-{draw.randrange(4)}", "title": office.name},
        "judgement": judged,
        "standing": {"subject": draw.choice("pq"), "standing": standing, "reason": "read"},
    }
    kind = draw.choice(sorted(bodies))
    office.say(Draft(kind, bodies[kind]))


@pytest.mark.parametrize("seed", range(2))
def test_random_meetings_end_in_one_book(tmp_path: Path, seed: int) -> None:
    """Whatever was lost, doubled or came late: after everybody met, every table of every book is equal."""
    draw = random.Random(seed)
    offices = company(tmp_path, 5)
    sticks: list[tuple[Path, Office]] = []
    for turn in range(24):
        sender, taker = draw.sample(offices, 2)
        act(sender, draw)
        known = {m[0] for m in sender.tables()["members"]}
        if taker.device in known:
            sticks.append((sender.pack(tmp_path / f"stick-{turn}", taker)[0], taker))
        for _ in range(draw.randrange(3)):
            if sticks:
                stick, other = draw.choice(sticks)  # an old one, or one given before
                assert [one.kind for one in other.unpack(stick)] != []
    for stick, _ in sticks:
        shutil.rmtree(stick.parent)  # whatever was not taken by now is lost
    for sender in offices:
        for taker in offices:
            if sender is not taker:
                taker.meet(sender)
    for turn in range(2):
        for sender in offices:
            others = [office for office in offices if office is not sender]
            files = sender.pack(tmp_path / f"last-{turn}-{sender.name}", *others)
            for other in others:
                taken = other.unpack(*files)
                assert {one.kind for one in taken} == {"bundle"}, taken
    assert len({office.cut() for office in offices}) == 1
    first = offices[0].tables()
    assert all(office.tables() == first for office in offices)
