"""Replicas that meet at random end equal, and the harness sees one that does not."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from everyname.book.limits import log_folders
from everyname.ledger.log import DeviceLog
from torture import gossip
from torture.replica import Replica, tables


def test_random_schedules_end_byte_identical() -> None:
    """With loss, doubling, old sticks, kills, forks and revocations: one cut gives one state everywhere."""
    found = gossip.run(90, seed=9)
    assert found.wrong == []
    assert found.count == 90


def spoiled(tmp_path: Path, spoil: object) -> set[str]:
    """Play schedules in which one replica is altered at the end; give what is found wrong."""
    connection = tables()
    told = set()
    for number in range(6):
        draw = random.Random(f"spoiled {number}")
        told.add(gossip.play(tmp_path / str(number), 6, draw, connection, spoil))  # type: ignore[arg-type]
    connection.close()
    return told


def test_a_replica_that_lost_a_log_is_seen(tmp_path: Path) -> None:
    """One replica without one log has another cut."""
    told = spoiled(tmp_path, lambda replicas: shutil.rmtree(log_folders(replicas[1].folder)[0]))
    assert told == {"not one cut after everybody met"}


def test_a_replica_that_forgot_a_fork_is_seen(tmp_path: Path) -> None:
    """One replica whose second branches are gone counts more of that device than the others."""

    def forget(replicas: list[Replica]) -> None:
        for branch in replicas[1].folder.glob("ledger/*/branches"):
            shutil.rmtree(branch)

    assert "not one cut after everybody met" in spoiled(tmp_path, forget)


def test_tables_written_in_another_order_are_seen(tmp_path: Path) -> None:
    """One cut and another order of the entries is told apart: here the order of a body is turned round."""

    class Reversed(DeviceLog):
        def entries(self):  # type: ignore[no-untyped-def]
            return iter(sorted(super().entries(), key=lambda entry: -entry.lam))

    def turn(replicas: list[Replica]) -> None:
        one = replicas[1]
        one._logs = lambda: [Reversed(folder) for folder in log_folders(one.folder)]  # type: ignore[method-assign]

    assert "one cut, and other tables" in spoiled(tmp_path, turn)
