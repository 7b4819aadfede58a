"""Place an edition's statements in the publication log: one key, one line of heads, no leaf twice.

Before leaves are appended the plan stands in the vault and is named in `publication/unfinished`. A
publish that was cut short leaves that note: the next one uses the leaves it finds again. The edition
itself is made anew, so that nobody withheld in the meantime comes back.
"""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path
from typing import Any

from everyname.book import keyring
from everyname.book.book import Book
from everyname.edition import proofs
from everyname.edition.public import PublicEdition
from everyname.errors import Damaged, PolicyRefused
from everyname.ledger import canonical, durable, keys, tree
from everyname.ledger.log import StatementLog

__all__ = [
    "EMPTY",
    "Placing",
    "append_leaves",
    "finished",
    "open_log",
    "place_manifest",
    "place_statements",
    "vkey",
]

Plan = dict[str, Any]
EMPTY: Plan = {"salts": {}, "indices": {}, "digests": {}}


class Placing:
    """Where each statement of a coming edition will stand, and the leaves still to be appended."""

    def __init__(self, log: StatementLog) -> None:
        self.first = log.size
        self.salts: dict[str, str] = {}
        self.indices: dict[str, int] = {}
        self.digests: dict[str, str] = {}
        self.leaves: list[bytes] = []

    def reuse(self, statement: proofs.Statement, plan: Plan) -> None:
        """Keep salt and place of a statement that is in the log already."""
        self.salts[statement.id] = plan["salts"][statement.id]
        self.indices[statement.id] = plan["indices"][statement.id]

    def add(self, statement: proofs.Statement) -> None:
        """Give a new statement a salt and the next place."""
        self.salts[statement.id] = os.urandom(16).hex()
        self.indices[statement.id] = self.first + len(self.leaves)
        self.leaves.append(proofs.leaf(statement.data, bytes.fromhex(self.salts[statement.id])))


def open_log(book: Book) -> StatementLog:
    """Open the publication log for writing; refuses a copy of it that is older than, or beside, another."""
    folder = book.folder / "publication"
    if not (folder / "key.vkey").exists():
        # Witnesses tell logs apart by name alone: the book id keeps books of one title apart.
        return StatementLog(folder, keyring.create_key(f"{book.key_name()}-{book.id[:8]}", "publish"))
    key = keyring.find_key(keys.parse_vkey(vkey(book)).device_id)
    if key is None:
        raise PolicyRefused(
            "The key that signs this book's editions is on another machine.",
            remedy="Publish there; keys are never part of a book or its backup.",
        )
    _require_newest(StatementLog(folder, None), key.device_id)
    return StatementLog(folder, key)


def _require_newest(log: StatementLog, device: str) -> None:
    """Refuse to sign a second line of heads: what was signed elsewhere must be in this log, leaf by leaf."""
    size, root = keyring.known_head(device)
    held = log.size if (log.folder / "checkpoint").exists() else 0
    if held >= size:
        frontier = tree.Frontier()
        for leaf in log.leaves(size) if size else ():
            frontier.append(tree.leaf_hash(leaf))
        if not size or frontier.root().hex() == root:
            return
    how = "is older than" if held < size else "differs from"
    raise PolicyRefused(
        f"This copy of the book {how} the one that last published: its publication log has {held} leaves,"
        f" {size} were signed.",
        kept="Nothing was published and nothing was changed; both copies stand as they are.",
        remedy="Publish from the newer copy of this book: two logs of one key would contradict each other.",
    )


def vkey(book: Book) -> str:
    """Give the line of the key that signs this book's editions; raises Damaged."""
    path = book.folder / "publication" / "key.vkey"
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Damaged("publication/key.vkey", "the verification key", str(error)) from error


def place_statements(book: Book, edition: PublicEdition, log: StatementLog, last: Plan | None) -> Placing:
    """Give salts and places in the log: unchanged statements keep theirs, new ones are shuffled."""
    placing, fresh = Placing(log), []
    before, cut_short = last or EMPTY, _unfinished(book)
    left = _leaves_of(log, cut_short)
    for statement in proofs.statements(edition):
        digest = hashlib.sha256(statement.data).hexdigest()
        placing.digests[statement.id] = digest
        if before["digests"].get(statement.id) == digest:
            placing.reuse(statement, before)
        elif cut_short["digests"].get(statement.id) == digest and _stands(statement, cut_short, left):
            placing.reuse(statement, cut_short)
        else:
            fresh.append(statement)
    random.SystemRandom().shuffle(fresh)
    for statement in fresh:
        placing.add(statement)
    return placing


def place_manifest(book: Book, log: StatementLog, placing: Placing, manifest: bytes) -> Plan:
    """Add the manifest's leaf and give the plan that can write this edition again."""
    leaf = proofs.manifest_leaf(manifest)
    cut_short = _unfinished(book)
    index = cut_short.get("manifest_index", -1)
    if placing.leaves or _leaves_of(log, cut_short).get(index) != leaf:
        index = placing.first + len(placing.leaves)
        placing.leaves.append(leaf)
    return {
        "salts": placing.salts,
        "indices": placing.indices,
        "digests": placing.digests,
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "manifest_index": index,
        "size": placing.first + len(placing.leaves),
    }


def append_leaves(book: Book, log: StatementLog, placing: Placing, plan_digest: str) -> None:
    """Note the plan, append the leaves, and note the new head of the log on this machine."""
    durable.replace(_note(book), plan_digest.encode("ascii"))
    log.append(placing.leaves)
    head = log.head()
    keyring.note_head(log.verify_key.device_id, head.size, head.root.hex())


def finished(book: Book) -> None:
    """Forget the note: the edition is recorded."""
    _note(book).unlink(missing_ok=True)


def _note(book: Book) -> Path:
    return book.folder / "publication" / "unfinished"


def _unfinished(book: Book) -> Plan:
    """Give the plan of a publish that was cut short, an empty one where there is none."""
    note = _note(book)
    if not note.exists():
        return EMPTY
    plan: Plan = canonical.decode(book.vault.get(note.read_text(encoding="ascii").strip()))
    return plan


def _leaves_of(log: StatementLog, plan: Plan) -> dict[int, bytes]:
    """Give the leaves a plan names, by place, as far as the log holds them."""
    named = {*plan["indices"].values(), plan.get("manifest_index", -1)}
    if named == {-1}:
        return {}
    return {place: leaf for place, leaf in enumerate(log.leaves()) if place in named}


def _stands(statement: proofs.Statement, plan: Plan, leaves: dict[int, bytes]) -> bool:
    wanted = proofs.leaf(statement.data, bytes.fromhex(plan["salts"][statement.id]))
    return leaves.get(plan["indices"][statement.id]) == wanted
