"""Write small real editions, signed and proven, for tests that damage them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from edition.invented import cases, edition_files, facts, log_and_proofs
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.edition.write import MANIFEST
from everyname.ledger import keys
from everyname.ledger.statements import StatementLog

__all__ = ["Sites", "write_site", "write_sites"]


class Sites(NamedTuple):
    """An edition, the one before it in the same log, its publisher's key and a stranger's."""

    site: Path
    older: Path
    vkey: str
    stranger: str


def write_sites(folder: Path) -> Sites:
    """Write two editions of one publisher."""
    key = keys.create(folder / "keys", "marou.example/record")
    log = StatementLog(folder / "log", key)
    older = allow(facts(cases=cases()[:4], as_of="2030-05-01"), Rules())
    write_site(folder / "older", older, log, key.vkey)
    write_site(folder / "site", allow(facts(number=2), Rules()), log, key.vkey)
    stranger = keys.create(folder / "others", "marou.example/record").vkey
    return Sites(folder / "site", folder / "older", key.vkey, stranger)


def write_site(folder: Path, edition: PublicEdition, log: StatementLog, vkey: str) -> None:
    """Write an edition whose statements are put into `log`; quickly, without waiting for the disk."""
    files = edition_files(edition, vkey)
    listed, head, proofs = log_and_proofs(log, edition, files)
    proven = {f"proofs/{name}.tlog-proof": text.encode() for name, text in proofs.items()}
    for path, data in {**files, MANIFEST: listed, "checkpoint": head.encode(), **proven}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
