"""Carry the publication log, so that every partner can write and prove the editions again.

It has one writer. A partner that holds another publication log keeps its own: whose log it is shows in
the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from everyname.book.book import Book
from everyname.book.held import Head
from everyname.courier import bag
from everyname.courier.bundle import Bundle
from everyname.errors import ValueRefused
from everyname.ledger import canonical, checkpoint, durable, keys, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import VerifyKey
from everyname.ledger.statements import StatementLog

__all__ = ["check_published", "published_head", "published_heads", "published_log", "take_published"]

MAX_HEADS = 64 << 20


def published_log(book: Book) -> StatementLog | None:
    """Give the publication log, None before the first edition."""
    folder = book.folder / "publication"
    return StatementLog(folder) if (folder / "key.vkey").exists() else None


def published_head(book: Book) -> Head | None:
    """Give the head of the publication log, as a have note names it."""
    log = published_log(book)
    if log is None:
        return None
    head = log.head()
    return Head(log.verify_key.vkey, head.size, head.root.hex())


def published_heads(log: StatementLog) -> bytes:
    """Give every checkpoint the log ever signed, as one canonical list."""
    return canonical.encode([log.checkpoint_at(size) for size in log.signed_sizes()])


def check_published(book: Book, bundle: Bundle) -> None:
    """Check the publication log of a bundle, and that it does not contradict the one held; ValueRefused."""
    part = bundle.contents.published
    if part is None:
        return
    key = keys.parse_vkey(part.vkey)
    heads = {head.size: head for head, _ in _heads(bundle, part, key)}
    held = published_log(book)
    ours = held.leaves() if held is not None and held.verify_key == key else iter(())
    frontier = tree.Frontier()
    _compare(frontier, heads)
    for line in bundle.lines(part.leaves):
        canonical.decode_exact(line)
        own = next(ours, None)
        if own is not None and own != line:
            raise ValueRefused("its publication log contradicts the one held here")
        frontier.append(tree.leaf_hash(line))
        _compare(frontier, heads)


def _compare(frontier: tree.Frontier, heads: dict[int, Checkpoint]) -> None:
    head = heads.get(frontier.size)
    if head is not None and head.root != frontier.root():
        raise ValueRefused(f"its publication log of {head.size} leaves has not the signed root")


def _heads(bundle: Bundle, part: bag.PublishedPart, key: VerifyKey) -> list[tuple[Checkpoint, str]]:
    if bundle.members[part.heads].size > MAX_HEADS:
        raise ValueRefused("its publication log has too many heads")
    texts = canonical.decode_exact(b"".join(bundle.chunks(part.heads)))
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise ValueRefused("the heads of its publication log are not a list of checkpoints")
    found = [(checkpoint.open_checkpoint(text, [key], key.name), text) for text in texts]
    sizes = [head.size for head, _ in found]
    leaves = sum(1 for _ in bundle.lines(part.leaves))
    if sizes != sorted(set(sizes)) or sizes[-1] != leaves or any(head.extensions for head, _ in found):
        raise ValueRefused("the heads of its publication log are not in order, or not of its leaves")
    return found


def take_published(book: Book, bundle: Bundle) -> None:
    """Take what is newer of a checked publication log: leaves, each head, and last the newest head."""
    part, folder = bundle.contents.published, book.folder / "publication"
    if part is None:
        return
    key, held = keys.parse_vkey(part.vkey), published_log(book)
    if held is not None and held.verify_key != key:
        return
    heads = _heads(bundle, part, key)
    if held is not None and heads[-1][0].size <= held.size:
        return
    with durable.writing("the publication log"):
        _write(folder, bundle.lines(part.leaves), heads)
        if held is None:
            durable.replace(folder / "key.vkey", part.vkey.encode("utf-8") + b"\n")


def _write(folder: Path, leaves: Iterator[bytes], heads: Iterable[tuple[Checkpoint, str]]) -> None:
    durable.make_folder(folder / "checkpoints")
    durable.replace(folder / "leaves.jsonl", b"".join(line + b"\n" for line in leaves))
    text = ""
    for head, text in heads:
        path = folder / "checkpoints" / str(head.size)
        if not path.exists():
            durable.replace(path, text.encode("utf-8"))
    durable.replace(folder / "checkpoint", text.encode("utf-8"))
