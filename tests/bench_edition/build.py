"""Measure what an edition weighs, and how fast it is made with its proofs, whole and incrementally.

Each edition is made by a process of its own: `python -m bench_edition.build FOLDER PERSONS`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from edition.many import many
from everyname.edition import write
from everyname.edition.kept import Kept, pages_version
from everyname.edition.pages import page_files
from everyname.edition.proofs import fingerprint, leaf, manifest_leaf, statements
from everyname.edition.public import PublicEdition, PublicName
from everyname.ledger import keys, proof
from everyname.ledger.statements import StatementLog

__all__ = ["large", "rows"]

CHANGED = 100


def rows(folder: Path) -> Iterator[tuple[str, str]]:
    """Give (figure, value): sizes, pages a second, and a 10,000-person edition whole and incremental."""
    yield from _sizes()
    yield from _made(folder, 10_000)


def large(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the same of a 100,000-person edition, which takes minutes and about 2 GB of disk."""
    yield from _made(folder, 100_000)


def _sizes() -> Iterator[tuple[str, str]]:
    edition = many(1_000)
    began = time.process_time()
    files = dict(page_files(edition))
    took = time.process_time() - began
    packed = {path: len(gzip.compress(data, mtime=0)) for path, data in files.items()}
    persons = [size for path, size in packed.items() if "/persons/" in path]
    yield "largest person page of 1,000, KB packed (<= 6)", f"{max(persons) / 1000:.1f}"
    yield "style sheet, KB packed (<= 6)", f"{packed['style.css'] / 1000:.1f}"
    yield (
        "first view, front and style, KB packed (<= 70)",
        (f"{(max(packed['en/index.html'], packed['fa/index.html']) + packed['style.css']) / 1000:.1f}"),
    )
    yield "pages a CPU second, rendering alone (>= 1,500)", f"{len(files) / took:,.0f}"


def _made(folder: Path, persons: int) -> Iterator[tuple[str, str]]:
    command = [sys.executable, "-m", "bench_edition.build", str(folder), str(persons)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    for figure, value in json.loads(done.stdout):
        yield f"{persons:,} persons: {figure}", value


class _Publisher:
    """A publication log that editions are put into, each statement once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = keys.create(folder / "keys", "marou.example/record")
        self.log = StatementLog(folder / "log", self.key)
        self.places: dict[str, int] = {}

    def make(self, edition: PublicEdition, name: str, kept: Kept | None, like: Path | None) -> Path:
        """Render, hash, write, sign and prove one edition, as publishing does."""
        given = statements(edition)
        salts = {one.id: hashlib.sha256(one.id.encode()).digest()[:16] for one in given}
        staged = write.Staged(self.folder / name, like)
        staged.take(write.content_files(edition, {}, salts, self.key.vkey, kept))
        found = {one.id: leaf(one.data, salts[one.id]) for one in given}
        digests = {key: data.decode() for key, data in found.items()}
        new = [key for key in found if digests[key] not in self.places]
        first, size = self.log.append([*(found[key] for key in new), manifest_leaf(staged.manifest())])
        self.places |= {digests[key]: first + at for at, key in enumerate(new)}
        places = {key: self.places[digests[key]] for key in found} | {"manifest": size - 1}
        head = self.log.checkpoint_text
        staged.finish(
            head,
            (
                (key, proof.make(places[key], self.log.path(places[key], size), head))
                for key in sorted(places)
            ),
        )
        return staged.folder


def main(folder: Path, persons: int) -> None:
    """Make an edition of invented persons, then one with CHANGED of them renamed; print figures as JSON."""
    edition, publisher = many(persons), _Publisher(folder)
    began, cpu = time.perf_counter(), time.process_time()
    one = publisher.make(edition, "one", None, None)
    whole, whole_cpu = time.perf_counter() - began, time.process_time() - cpu
    files = sum(path.is_file() for path in one.rglob("*"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    changed = tuple(
        replace(p, names=(PublicName(text=f"{p.id[1:]} renamed", script="latin"),))
        for p in edition.persons[:CHANGED]
    )
    after = replace(edition, number=2, as_of="2030-07-01", persons=(*changed, *edition.persons[CHANGED:]))
    digests = {s.id: fingerprint(s.data) for s in statements(edition)}
    signed = hashlib.sha256((one / write.MANIFEST).read_bytes()).hexdigest()
    began, cpu = time.perf_counter(), time.process_time()
    kept = Kept(one, edition, digests, manifest=signed, made_by=pages_version())
    two = publisher.make(after, "two", kept, one)
    again, again_cpu = time.perf_counter() - began, time.process_time() - cpu
    new = [p.relative_to(two) for p in two.rglob("*") if p.is_file() and p.stat().st_nlink == 1]
    proofs = sum(path.parts[0] == "proofs" for path in new)
    print(
        json.dumps(
            [
                ("whole with proofs, s (CPU s)", f"{whole:.0f} ({whole_cpu:.0f})"),
                (
                    "files; files a second (CPU)",
                    f"{files:,}; {files / whole:,.0f} ({files / whole_cpu:,.0f})",
                ),
                ("memory, MB (<= 1,000)", f"{memory:,.0f}"),
                (f"incremental, {CHANGED} changed, s (CPU s)", f"{again:.0f} ({again_cpu:.0f})"),
                ("incremental: files written, of them proofs", f"{len(new):,}, {proofs:,}"),
            ]
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
