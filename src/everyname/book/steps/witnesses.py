"""Write and read whose cosignatures a book asks for; gather what they cosigned of an edition's head."""

from __future__ import annotations

from everyname.book import cosigned
from everyname.book.book import Book
from everyname.errors import FileRefused, ValueRefused
from everyname.ledger import cosign, keys, note, quorum

__all__ = ["as_toml", "policy_of", "published_policy", "witnessed"]


def policy_of(book: Book) -> str:
    """Give the recorded policy of witnesses as C2SP tlog-policy, with the publication log as its log."""
    rules = book.policy.witnesses
    path = book.folder / "publication" / "key.vkey"
    logs = [keys.parse_vkey(path.read_text(encoding="utf-8"))] if path.exists() else []
    return quorum.text_of(
        quorum.simple(logs, [cosign.parse_cosigner(key) for key in rules.keys], rules.needed)
    )


def published_policy(book: Book) -> str:
    """Give what an edition says of its witnesses: the policy, or "" where the book names none."""
    return policy_of(book) if book.policy.witnesses.keys else ""


def as_toml(data: bytes) -> str:
    """Give the part of book.toml that says what a tlog-policy says; raises FileRefused.

    A policy with groups of groups cannot be said there.
    """
    try:
        found = quorum.parse(data)
    except ValueRefused as error:
        raise FileRefused(
            f"This is not a policy of witnesses: {error.happened}.",
            remedy="Give a text in the form of c2sp.org/tlog-policy.",
        ) from error
    named = dict(found.witnesses)
    groups = {group.name: group for group in found.groups}
    if found.rule in groups:
        members, needed = groups[found.rule].members, groups[found.rule].needed
    elif found.rule in named:
        members, needed = (found.rule,), 1
    else:
        members, needed = tuple(named), 0
    if not set(members) <= set(named):
        raise FileRefused(
            "This policy asks for groups of groups, which a book cannot ask for.",
            remedy="A book asks for so many of a list of witnesses: [witnesses] keys and needed.",
        )
    lines = "".join(f'    "{named[name].vkey}",\n' for name in members)
    return f"[witnesses]\nkeys = [\n{lines}]\nneeded = {needed}\n"


def witnessed(book: Book, signed: str) -> str:
    """Give a head of the publication log with every cosignature known; of one witness the first stays."""
    known = [cosign.parse_cosigner(key) for key in book.policy.witnesses.keys]
    log = next((one for one in cosigned.signed_logs(book.folder) if one.published), None)
    if log is None:
        return signed
    here = cosigned.kept(book.folder, log.id).get(int(signed.split("\n")[1]), signed)
    there = {(line.name, line.key_id) for line in note.split(signed)[1]}
    new = [one for one in cosign.cosigned_by(here, known) if (one.by.name, one.by.key_id) not in there]
    return cosign.merged(signed, [one.line for one in new])
