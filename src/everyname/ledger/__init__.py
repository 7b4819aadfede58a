"""Remember what was said, by whom, in order, provably; keep evidence bytes; hold keys.

Formats: `docs/reference/ledger-format.md`. Nothing here knows what an entry means.
"""

from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import KINDS, Draft, Entry
from everyname.ledger.keys import SigningKey, VerifyKey
from everyname.ledger.log import DeviceLog, cut, cut_digest, in_order
from everyname.ledger.statements import StatementLog
from everyname.ledger.vault import Vault

__all__ = [
    "KINDS",
    "Checkpoint",
    "DeviceLog",
    "Draft",
    "Entry",
    "SigningKey",
    "StatementLog",
    "Vault",
    "VerifyKey",
    "cut",
    "cut_digest",
    "in_order",
]
