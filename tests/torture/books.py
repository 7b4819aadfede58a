"""F9 with whole books: offices meet at random through real packing and unpacking; tables end equal."""

from __future__ import annotations

import random
from pathlib import Path

from courier.offices import Office, pair
from everyname.ledger.entry import Draft
from torture.places import keys_at
from torture.table import Found, scratch

__all__ = ["TARGET", "act", "company", "play", "run"]

TARGET = 20


def run(count: int, seed: int) -> Found:
    """Play so many schedules of five offices."""
    found = Found()
    for number in range(count):
        with scratch() as folder, keys_at(folder / "nobody"):
            found.add("schedule", play(folder, random.Random(seed * 1_000 + number)))
    return found


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


def play(root: Path, draw: random.Random) -> str:
    """Let five offices meet at random, lose what was not taken, then meet all; say what differs, or ""."""
    offices = company(root, 5)
    sticks: list[tuple[Path, Office]] = []
    for turn in range(24):
        sender, taker = draw.sample(offices, 2)
        act(sender, draw)
        known = {m[0] for m in sender.tables()["members"]}
        if taker.device in known:
            sticks.append((sender.pack(root / f"stick-{turn}", taker)[0], taker))
        for _ in range(draw.randrange(3)):
            if sticks:
                stick, other = draw.choice(sticks)  # an old one, or one given before
                if not other.unpack(stick):
                    return "a stick was passed over"
    for sender in offices:
        for taker in offices:
            if sender is not taker:
                taker.meet(sender)
    for turn in range(2):
        for sender in offices:
            others = [office for office in offices if office is not sender]
            files = sender.pack(root / f"last-{turn}-{sender.name}", *others)
            for other in others:
                taken = other.unpack(*files)
                if {one.kind for one in taken} != {"bundle"}:
                    return f"a bundle was refused: {taken[0].reason}"
    if len({office.cut() for office in offices}) != 1:
        return "not one cut after everybody met"
    first = offices[0].tables()
    return "" if all(office.tables() == first for office in offices) else "one cut, and other tables"
