"""Print the recovery key, take it off the machine, and bring it back from paper."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from everyname.book import keyring
from everyname.errors import FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import durable, keys, paper, secret_files
from everyname.ledger.identity import RecoveryKey

__all__ = ["check_typed", "forget_recovery", "print_recovery", "recovery_page", "restore_recovery"]

NAME = "recovery.age"


def print_recovery(path: Path) -> str:
    """Write the printable page into a new file, for this user alone; gives the key's recipient.

    Raises FileRefused where the file exists or would lie in a book, UsedWrongly where the secret is not here.
    """
    for folder in path.absolute().parents:
        if (folder / "ledger").is_dir() and (folder / "vault").is_dir():
            raise FileRefused(
                f"{path} lies in the book {folder}.",
                kept="Nothing was written.",
                remedy="A secret key is never kept in a book: give a file elsewhere.",
            )
    keyring.recovery_recipient()  # made now where there was none
    key = keyring.find_recovery()
    if key is None:
        raise UsedWrongly(
            "The secret of the recovery key is not on this machine; only what it seals to is.",
            kept="Nothing was written.",
            remedy="It is on the paper that was printed before it was forgotten.",
        )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FileRefused(f"{path} exists.", remedy="Give a new name; nothing is overwritten.") from error
    with durable.writing("the page"), os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(recovery_page(key))
    return key.recipient


def recovery_page(key: RecoveryKey) -> str:
    """Give the page as HTML that loads nothing from anywhere."""
    import segno
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = FileSystemLoader(Path(__file__).parents[1] / "templates")
    env = Environment(loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    code = segno.make_qr(key.secret, error="m").svg_inline(border=2, omitsize=True)
    return env.get_template("recovery.html").render(
        lines=paper.to_paper(key), recipient=key.recipient, code=code
    )


def check_typed(lines: Sequence[str]) -> RecoveryKey:
    """Read typed lines and hold them against this machine's recovery key; raises ValueRefused."""
    key = paper.read_back(lines)
    if key.recipient != keyring.recovery_recipient():
        raise ValueRefused(
            f"This is a recovery key, but not this machine's: it opens what was sealed to {key.recipient}.",
            remedy="Take the page that was printed here last.",
        )
    return key


def forget_recovery(lines: Sequence[str]) -> str:
    """Remove the secret from this machine, once the paper was typed back rightly; gives the recipient.

    What it seals to stays, so bundles and identities are sealed to it as before.
    """
    key = check_typed(lines)
    secret_files.forget(keyring.folder(), NAME)
    return key.recipient


def restore_recovery(lines: Sequence[str]) -> str:
    """Keep a key that was typed back, so that what was sealed to it can be opened; gives the recipient."""
    key = paper.read_back(lines)
    keys.keep_recovery(keyring.folder(), key)
    return key.recipient
