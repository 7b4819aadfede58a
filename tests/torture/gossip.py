"""F9: replicas that meet at random, with sticks lost, doubled, late, torn or killed half-way, end equal.

A schedule has 5 to 30 replicas. Each speaks, packs for another by what that one said it has (or by an old
word of it, or for anybody), and sticks arrive never, twice or much later. Machines are restored from old
copies and so contradict themselves; devices are revoked. At the end everybody meets. All must then name one
cut, and the real replay must write byte-identical tables from it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from torture.replica import Have, Part, Replica, tables
from torture.table import Found, scratch

__all__ = ["TARGET", "play", "run"]

TARGET = 10_000


def run(count: int, seed: int) -> Found:
    """Play so many schedules."""
    found, connection = Found(), tables()
    with scratch() as folder:
        for number in range(count):
            draw = random.Random(f"{seed} {number}")
            size = 5 + int(26 * draw.random() ** 2)
            problem = play(folder / "schedule", size, draw, connection)
            forked = any((folder / "schedule").glob("*/ledger/*/branches/*"))
            kind = f"{'5-9' if size < 10 else '10-30'} replicas{', forks' if forked else ''}"
            found.add(kind, problem and f"{number}: {problem}")
            shutil.rmtree(folder / "schedule")
    connection.close()
    return found


def play(
    folder: Path,
    size: int,
    draw: random.Random,
    connection: sa.Connection,
    spoil: Callable[[list[Replica]], object] = lambda replicas: None,
) -> str:
    """Play one schedule; say what is wrong at the end. `spoil` may plant a fault before that."""
    replicas = [Replica(folder / str(number), number) for number in range(size)]
    sticks: list[list[Part]] = []
    said: list[Have] = []
    for _ in range(draw.randrange(size, 3 * size)):
        _event(draw.choice(replicas), draw.choice(replicas), sticks, said, draw)
    _meet(replicas)
    spoil(replicas)
    states = {replica.state(connection) for replica in replicas}
    if len({one for one, _ in states}) != 1:
        return "not one cut after everybody met"
    if len(states) != 1:
        return "one cut, and other tables"
    return "; ".join(draw.choice(replicas).problems())


def _event(
    one: Replica, other: Replica, sticks: list[list[Part]], said: list[Have], draw: random.Random
) -> None:
    match draw.choice(("say", "say", "pack", "pack", "give", "give", "kill", "fork")):
        case "say":
            one.say(draw)
        case "pack":
            said.append(other.have())
            sticks.append(one.pack(draw.choice((None, said[-1], draw.choice(said)))))
        case "give" if sticks:
            stick = draw.choice(sticks)
            one.take([part.torn() for part in stick] if draw.random() < 0.1 else stick)
            if draw.random() < 0.3:
                one.take(stick)
            if draw.random() < 0.2:
                sticks.remove(stick)
        case "kill" if sticks:
            one.take_killed(draw.choice(sticks), draw)
        case "fork" if draw.random() < 0.3:
            sticks.append(one.fork(draw))
        case _:
            pass


def _meet(replicas: list[Replica]) -> None:
    """Bring everything to one and from there to all."""
    hub = replicas[0]
    for replica in replicas[1:]:
        hub.take(replica.pack(hub.have()))
    for replica in replicas[1:]:
        replica.take(hub.pack(replica.have()))
