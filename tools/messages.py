"""Bring the edition's catalogues in line with the English sentences in `locale/everyname.pot`.

    make messages                          merge, and say how far each language is
    python tools/messages.py --check       change nothing; exit 1 where a catalogue would change

A sentence is known by its id (the context). A new one comes in empty, one that is gone goes, and one whose
English changed keeps its translation marked fuzzy, which pages do not use until a translator has looked.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from everyname.edition.texts import CATALOGUES

WIDTH = 100


def read(path: Path) -> tuple[str, Catalog]:
    """Give the head of a catalogue (up to its first empty line) as it stands, and the catalogue."""
    text = path.read_text(encoding="utf-8")
    return text.partition("\n\n")[0], read_po(text.encode().splitlines(keepends=True))


def written(head: str, catalog: Catalog) -> bytes:
    """Give the bytes of a catalogue in its one form."""
    out = io.BytesIO()
    write_po(out, catalog, width=WIDTH, omit_header=True)
    return head.encode() + b"\n\n" + out.getvalue().strip() + b"\n"


def merge(template: Catalog, old: Catalog) -> Catalog:
    """Give the sentences of the template with the translations that `old` has."""
    known = {message.context: message for message in old if message.id}
    merged = Catalog(locale=old.locale)
    merged._num_plurals, merged._plural_expr = old.num_plurals, old.plural_expr
    for message in template:
        if message.id:
            merged[message.id] = _translated(message, known.get(message.context), old.num_plurals)
    return merged


def _translated(message: Message, known: Message | None, plurals: int) -> Message:
    several = isinstance(message.id, tuple)
    string = known.string if known is not None and isinstance(known.string, tuple) == several else None
    if string is None:
        string = ("",) * plurals if several else ""
    said = bool("".join(string))
    flags = (message.flags | (known.flags & {"fuzzy"} if known else set())) if said else message.flags
    if said and known is not None and known.id != message.id:
        flags = flags | {"fuzzy"}
    notes = known.user_comments if known is not None else ()
    return Message(
        message.id, string, flags=flags, context=message.context,
        auto_comments=message.auto_comments, user_comments=notes,
    )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Merge every catalogue; with --check only say which would change."""
    head, template = read(CATALOGUES / "everyname.pot")
    files = {CATALOGUES / "everyname.pot": written(head, template)}
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/everyname.po")):
        head, old = read(path)
        merged = merge(template, old)
        files[path] = written(head, merged)
        given = [m for m in merged if m.id]
        done = sum(
            not m.fuzzy and all(m.string if isinstance(m.string, tuple) else [m.string]) for m in given
        )
        print(f"{path.parts[-3]}: {done} of {len(given)} sentences translated")
    stale = [path for path, data in files.items() if path.read_bytes() != data]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(CATALOGUES)} is not in line; run `make messages`")
        return bool(stale)
    for path in stale:
        path.write_bytes(files[path])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
