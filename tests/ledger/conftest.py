from __future__ import annotations

from pathlib import Path

import pytest

from everyname.ledger.keys import SigningKey
from everyname.ledger.log import DeviceLog, StatementLog


@pytest.fixture
def key() -> SigningKey:
    return SigningKey(name="records.example/desk", seed=bytes(range(32)))


@pytest.fixture
def other_key() -> SigningKey:
    return SigningKey(name="records.example/other", seed=bytes(range(1, 33)))


@pytest.fixture
def log(tmp_path: Path, key: SigningKey) -> DeviceLog:
    return DeviceLog(tmp_path / "ledger" / key.device_id, key)


@pytest.fixture
def publication(tmp_path: Path, key: SigningKey) -> StatementLog:
    return StatementLog(tmp_path / "publication", key)
