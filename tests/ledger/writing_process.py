"""Append to a log until killed, telling what was acknowledged; run by the tests in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import DeviceLog, StatementLog


def main() -> None:
    """Write `device` or `publication` logs in the folder given, a line of output an acknowledged append."""
    which, folder = sys.argv[1], Path(sys.argv[2])
    key = SigningKey(name="records.example/desk", seed=bytes(range(32)))
    if which == "device":
        log = DeviceLog(folder / "ledger" / key.device_id, key)
        while True:
            log.append([Draft("report", {"text": "x" * 500})] * (1 + log.size % 40))
            print(log.size, flush=True)
    publication = StatementLog(folder / "publication", key)
    while True:
        publication.append([b'{"digest":"%032d"}' % publication.size] * (1 + publication.size % 40))
        print(publication.size, flush=True)


main()
