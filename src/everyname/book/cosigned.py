"""Keep what witnesses cosigned of this book's logs, and tell how far each log is cosigned.

    courier/cosigned/<device id of the log's key>/<size>    a checkpoint with the log's signature and theirs
    courier/cosigned/<device id of the log's key>/asked     sizes for which cosignatures were asked

It is no part of any log: a cosignature that is lost is asked for again, and proves nothing less meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from everyname.book.limits import log_folders
from everyname.errors import Damaged, ValueRefused
from everyname.ledger import checkpoint, cosign, durable, note, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.cosign import Cosigned, CosignerKey
from everyname.ledger.keys import VerifyKey
from everyname.ledger.log import DeviceLog, StatementLog

__all__ = ["Heard", "SignedLog", "asked", "heard", "keep", "kept", "note_asked", "roots_at", "signed_logs"]

ASKED = 8  # sizes remembered: each makes one more proof in the next file that asks


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLog:
    """A log of the book, of a device or of what was published, as its signed head and its leaves."""

    key: VerifyKey
    head: Checkpoint
    signed: str
    leaves: Callable[[], Iterator[bytes]]
    published: bool = False

    @property
    def id(self) -> str:
        """The eight signs that name the log here and in short lines of heads."""
        return self.key.device_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one witness cosigned last of one log."""

    log: str
    size: int
    by: CosignerKey
    time: int


def signed_logs(book: Path) -> list[SignedLog]:
    """Give every log of the book, the publication log first; raises Damaged."""
    found = []
    if (book / "publication" / "key.vkey").exists():
        published = StatementLog(book / "publication")
        found.append(
            SignedLog(
                key=published.verify_key,
                head=published.head(),
                signed=published.checkpoint_text,
                leaves=published.leaves,
                published=True,
            )
        )
    for folder in log_folders(book):
        log = DeviceLog(folder)
        found.append(
            SignedLog(key=log.verify_key, head=log.head(), signed=log.checkpoint_text, leaves=log.leaf_lines)
        )
    return found


def roots_at(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """Give the root of the first so many leaves, for each size that is reached; reads no further."""
    wanted = set(sizes)
    found, frontier, last = {0: tree.EMPTY_ROOT}, tree.Frontier(), max(wanted, default=0)
    for leaf in leaves if last else ():
        frontier.append(tree.leaf_hash(leaf))
        if frontier.size in wanted:
            found[frontier.size] = frontier.root()
        if frontier.size == last:
            break
    return found


def keep(book: Path, log: SignedLog, signed: str, given: Sequence[Cosigned]) -> bool:
    """Keep the cosignatures of a checkpoint the caller checked; says whether any was new.

    Of two cosignatures of one witness on one head the first stays.
    """
    size = checkpoint.parse(note.split(signed)[0]).size
    before = kept(book, log.id).get(size) or _without_others(signed, log.key)
    there = {(line.name, line.key_id) for line in note.split(before)[1]}
    new = [one.line for one in given if (one.by.name, one.by.key_id) not in there]
    if not new:
        return False
    with durable.writing("the cosignatures"):
        durable.make_folder(_folder(book, log.id))
        durable.replace(_folder(book, log.id) / str(size), cosign.merged(before, new).encode("utf-8"))
    return True


def _without_others(signed: str, key: VerifyKey) -> str:
    """Give a checkpoint with the signature of its log alone."""
    text, signatures = note.split(signed)
    own = [cosign.line_of(one) for one in signatures if (one.name, one.key_id) == (key.name, key.key_id)]
    return text + "\n" + own[0]


def kept(book: Path, log: str) -> dict[int, str]:
    """Give the cosigned checkpoints kept of a log, by size; not checked."""
    paths = [path for path in _folder(book, log).glob("*") if path.name.isdecimal()]
    return {int(path.name): path.read_text(encoding="utf-8") for path in sorted(paths)}


def heard(book: Path, log: SignedLog, known: Iterable[CosignerKey]) -> list[Heard]:
    """Give for each known witness the largest head of a log it cosigned, by name; raises Damaged.

    Every cosignature kept is checked, and that the log holds those very leaves.
    """
    witnesses, texts = list(known), kept(book, log.id)
    roots = roots_at(log.leaves(), [size for size in texts if size <= log.head.size])
    found: dict[CosignerKey, Heard] = {}
    for size, signed in sorted(texts.items()):
        label = f"courier/cosigned/{log.id}/{size}"
        try:
            head = checkpoint.open_checkpoint(signed, [log.key], log.head.origin)
            given = cosign.cosigned_by(signed, witnesses)
        except ValueRefused as error:
            raise Damaged(label, "a checkpoint as it was cosigned", error.happened) from error
        if head.size != size or roots.get(size) != head.root:
            raise Damaged(label, f"the first {size} leaves of this book's log", "others, or more than it has")
        for one in given:
            found[one.by] = Heard(log=log.id, size=size, by=one.by, time=one.time)
    return sorted(found.values(), key=lambda one: (one.by.name, one.by.public))


def asked(book: Path, log: str) -> list[int]:
    """Give the sizes for which cosignatures of a log were asked, the newest last."""
    path = _folder(book, log) / "asked"
    lines = path.read_text(encoding="ascii").split() if path.exists() else []
    return [int(line) for line in lines if line.isdecimal()]


def note_asked(book: Path, log: str, size: int) -> None:
    """Remember that cosignatures were asked for at a size: a witness may have signed what never came back."""
    sizes = [one for one in asked(book, log) if one != size]
    with durable.writing("what was asked of witnesses"):
        durable.make_folder(_folder(book, log))
        text = "".join(f"{one}\n" for one in [*sizes, size][-ASKED:])
        durable.replace(_folder(book, log) / "asked", text.encode("ascii"))


def _folder(book: Path, log: str) -> Path:
    return book / "courier" / "cosigned" / log
