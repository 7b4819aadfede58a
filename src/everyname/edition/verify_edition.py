#!/usr/bin/env python3
"""Check an edition against its signed log, offline, with Python's standard library alone (3.8 or newer).

    python3 verify.py [FOLDER] [--vkey KEY] [--person ID]
FOLDER is where this file lies unless given. Exit 0: all is as it was signed; 1: something is not.
A copy of this program inside the edition can be changed together with it: get it, or its hash, elsewhere too.
`verify.html` beside it finds the same in a browser, in the same words.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import html
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from everyname.edition.verify_signed import Head, Key, Wrong, base64_bytes, root_of, signature_holds

__all__ = ["check", "cosigned", "main"]

MANIFEST = "manifest-sha256.txt"
STATEMENTS = "proofs/statements.jsonl"
NOTE, GATHERED = "stick.note", "proofs/gathered.txt"  # of the form for sticks


class Edition:
    """An edition's folder with its key and head, and the problems found so far."""

    def __init__(self, folder: Path, vkey: str | None) -> None:
        """Take the folder; nothing is read yet."""
        self.folder, self.vkey = str(folder), vkey
        self.problems: list[str] = []
        self.heads: dict[str, Head | Wrong] = {}
        self.digests: dict[str, str] = {}
        self.key: Key | None = None
        self.head_text = ""
        self.is_stick = os.path.lexists(os.path.join(self.folder, NOTE))
        self.gathered: dict[str, str] = {}
        self.articles: dict[str, str] = {}

    def read(self, path: str) -> bytes:
        """Give the bytes of a file, and note their digest; raises Wrong."""
        place = os.path.join(self.folder, *path.split("/"))
        try:
            if os.path.islink(place):
                raise Wrong("it is a link, not a file", path)
            with open(place, "rb") as file:
                data = file.read()
        except (OSError, ValueError):
            raise Wrong("the file is missing or cannot be read", path) from None
        self.digests[path] = hashlib.sha256(data).hexdigest()
        return data

    def text(self, path: str) -> str:
        """Give a file as text; raises Wrong."""
        try:
            return self.read(path).decode()
        except ValueError:
            raise Wrong("it is not text in UTF-8", path) from None

    def open(self) -> None:
        """Read key and checkpoint; note what is wrong with them."""
        where = "the key given" if self.vkey else "key.vkey"
        try:
            text = self.vkey or self.text("key.vkey")
            if not self.vkey and text != text.strip() + "\n":
                raise Wrong("it is more than one line")
            self.key = Key(text)
            where = "checkpoint"
            self.head_text = self.text(where)
            found = self.head(self.head_text)
            if isinstance(found, Wrong):
                raise found
        except Wrong as error:
            self.problems.append(f"{where}: {error.what}")

    def head(self, text: str) -> Head | Wrong:
        """Check a checkpoint once, however often it stands in proofs."""
        if text not in self.heads:
            try:
                if self.key is None:
                    raise Wrong("there is no usable key")
                self.heads[text] = Head(text, self.key)
            except Wrong as error:
                self.heads[text] = error
        return self.heads[text]

    def check_proof(self, name: str, leaf: bytes) -> None:
        """Check that the log holds `leaf` as `proofs/<name>.tlog-proof` says; raises Wrong."""
        path = GATHERED if self.is_stick else f"proofs/{name}.tlog-proof"
        data = self.gathered_proof(name) if self.is_stick else self.read(path)
        try:
            above, head_text = data.decode().split("\n\n", 1)
            first, second, *hashes = above.split("\n")
            index = int(second.partition("index ")[2])
            if first != "c2sp.org/tlog-proof@v1" or second != f"index {index}":
                raise ValueError("another format")
            head = self.head(head_text)
            if isinstance(head, Wrong):
                raise Wrong(f"its checkpoint does not hold: {head}", path)
            if root_of(leaf, index, head.size, [base64_bytes(line) for line in hashes]) != head.root:
                raise Wrong("the log does not hold this statement", path)
        except ValueError:
            raise Wrong("it is not a proof of this statement", path) from None
        if head_text != self.head_text and isinstance(self.heads.get(self.head_text), Head):
            raise Wrong("it stands under another checkpoint than the edition", path)

    def note_digest(self, path: str) -> None:
        """Read a page ahead; one that cannot be read is named where files are compared."""
        with contextlib.suppress(Wrong):
            self.read(path)

    def gathered_proof(self, name: str) -> bytes:
        """Give a proof out of the one file a stick has for all; raises Wrong."""
        if not self.gathered:
            blocks = self.text(GATHERED).split("\n\n")[:-1]
            self.gathered = {block.partition("\n")[0]: block.partition("\n")[2] for block in blocks}
        if name not in self.gathered:
            raise Wrong(f"it holds no proof of {name}", GATHERED)
        return f"c2sp.org/tlog-proof@v1\n{self.gathered[name]}\n\n{self.head_text}".encode()

    def check_note(self, manifest: bytes) -> None:
        """Check that the publisher signed this list of files of a stick for this checkpoint; raises Wrong."""
        text = self.text(NOTE)
        message, _, signatures = text.rpartition("\n\n")
        head = "\n".join(self.head_text.split("\n")[:3])
        wanted = f"everyname stick v1\n{head}\n{hashlib.sha256(manifest).hexdigest()}"
        line = signatures[:-1]
        if self.key is None or message != wanted or text != f"{message}\n\n{line}\n" or "\n" in line:
            raise Wrong("it is not the publisher's note on this list", NOTE)
        if not signature_holds(self.key.public, f"{message}\n".encode(), self.key.signature(line)):
            raise Wrong("it is not signed by the key", NOTE)

    def article(self, language: str, person: str) -> str:
        """Give what a stick's page says of one person, "" where none does."""
        if not self.articles:
            for path in sorted(self.digests):
                if re.fullmatch(r"[a-z]+/persons/[0-9]+\.html", path):
                    for part in self.text(path).split('<article id="')[1:]:
                        key = path.partition("/")[0] + " " + part.partition('"')[0]
                        self.articles[key] = self.articles.get(key, "") + part.partition("</article>")[0]
        return self.articles.get(f"{language} {person}", "")


def _leaf(kind: str, digest: str) -> bytes:
    return f'{{"digest":"{digest}","kind":"{kind}","v":1}}'.encode()


# --- The files.


def _files(folder: str, above: str = "") -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{above}{entry.name}/")
        else:
            yield above + entry.name


def _manifest(edition: Edition, person: str) -> dict[str, str]:
    """Give the digests the manifest lists; for one person those of that person's pages and first pages."""
    data = edition.read(MANIFEST)
    try:
        if edition.is_stick:
            edition.check_note(data)
        else:
            edition.check_proof("manifest", _leaf("manifest", hashlib.sha256(data).hexdigest()))
    except Wrong as error:
        edition.problems.append(f"{MANIFEST}: it is not the list of files that was signed ({error})")
    listed = {}
    line_form = re.compile(r"[0-9a-f]{64}  [A-Za-z0-9._/-]+")
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n")[:-1], 1):
        if person and not _speaks_of(edition, line, person):
            continue
        if not line_form.fullmatch(line) or ".." in line:
            edition.problems.append(f"{MANIFEST}: line {number} is damaged")
        else:
            listed[line[66:]] = line[:64]
    return listed


def _speaks_of(edition: Edition, line: str, person: str) -> bool:
    if line.endswith("/index.html"):
        return True
    return "/persons/" in line if edition.is_stick else f"persons/{person}." in line


def _check_files(edition: Edition, listed: dict[str, str]) -> None:
    for path in sorted(listed):
        try:
            if path not in edition.digests:
                edition.read(path)
            if edition.digests[path] != listed[path]:
                raise Wrong("the file was changed", path)
        except Wrong as error:
            edition.problems.append(str(error))


def _check_extra(edition: Edition, listed: dict[str, str], names: set[str]) -> None:
    known = {*listed, MANIFEST, NOTE} if edition.is_stick else {*listed, MANIFEST, "checkpoint"}
    if not edition.is_stick:
        known.update(f"proofs/{name}.tlog-proof" for name in {*names, "manifest"})
    for path in sorted(set(_files(edition.folder)) - known):
        edition.problems.append(f"{path}: the file does not belong to the edition")


# --- The statements, and that data and pages hold them.


def _opened(edition: Edition, only: str) -> Iterator[tuple]:  # type: ignore[type-arg]
    data = edition.read(STATEMENTS)
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        if only and only.encode() not in line:
            continue
        try:
            opened = json.loads(line.decode())
            name, statement = opened["id"], opened["statement"].encode()
            if not re.fullmatch(r"[a-z]+-[A-Za-z0-9-]+", name):
                raise ValueError("not the id of a statement")
            yield name, bytes.fromhex(opened["salt"]), statement, json.loads(statement)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            edition.problems.append(f"{STATEMENTS}: line {number} is damaged")


def _items(edition: Edition, path: str, key: str, only: str) -> Iterator[Any]:
    """Give the items of a data file; of one person alone, only the line that holds its id."""
    try:
        data = edition.read(path)
        if only:
            lines = (line for line in data.split(b"\n") if f'"id": "{only}"'.encode() in line)
            yield from (json.loads(line.rstrip(b",").decode()) for line in lines)
        else:
            yield from json.loads(data.decode())[key]
    except (Wrong, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        edition.problems.append(f"{path}: the file cannot be read as it was written")


def _by_id(edition: Edition, only: str) -> dict[str, Any]:
    """Give what the data files say, under the ids of statements."""
    found: dict[str, Any] = {}
    kinds = {"person": "persons", "claim": "claims", "number": "headlines"}
    for kind, key in kinds.items() if not only else (("person", "persons"),):
        path = "data/numbers.json" if kind == "number" else f"data/{key}.json"
        for item in _items(edition, path, key, only.partition("-")[2]):
            if isinstance(item, dict):
                name = item.get("name" if kind == "number" else "id")
                found[f"{kind}-{name}"] = {"v": 1, "kind": kind, kind: item}
    return found


def _check_pages(edition: Edition, pages: list, name: str, wanted: list) -> None:  # type: ignore[type-arg]
    """Look on each page of a statement for what it must show."""
    for path in pages:
        try:
            text = _page(edition, path)
        except Wrong:
            text = ""
        if "&#3" in text:
            text = text.replace("&#34;", '"').replace("&#39;", "'")
        if not all(part in text for part in wanted):
            edition.problems.append(f"{path}: the page does not say what was signed as {name}")


def _page(edition: Edition, path: str) -> str:
    language, _, rest = path.partition("/")
    if edition.is_stick and rest.startswith("persons/"):
        return edition.article(language, rest[8:-5])
    return edition.read(path).decode("utf-8", "replace")


def _wanted(statement: dict[str, Any], fingerprint: str) -> list[str]:
    """Give what a page must show: the fingerprint; of a person each name, of a number its values."""
    wanted = [fingerprint]
    if statement["kind"] == "person":
        wanted += [html.escape(said["text"], quote=False) for said in statement["person"].get("names", ())]
    if statement["kind"] == "number":
        values = (statement["number"].get(key) for key in ("value", "low", "high"))
        wanted += [f'value="{value}"' for value in values if value is not None]
    return wanted


def _check_statements(edition: Edition, listed: dict[str, str], only: str = "") -> set[str]:
    """Check each statement's proof, and that data and pages say it; give the ids."""
    for path in sorted(listed) if edition.is_stick else ():
        if "/persons/" in path:
            edition.note_digest(path)
    languages = [path[:-11] for path in sorted(listed) if re.fullmatch(r"[a-z]+/index\.html", path)]
    said = _by_id(edition, only)
    names = set()
    for name, salt, raw, statement in _opened(edition, only):
        if only and name != only:
            continue
        names.add(name)
        page = f"persons/{name[7:]}.html" if name.startswith("person-") else "numbers.html"
        try:
            edition.check_proof(name, _leaf("statement", hashlib.sha256(salt + raw).hexdigest()))
            wanted = _wanted(statement, hashlib.sha256(raw).hexdigest())
            _check_pages(edition, [f"{language}/{page}" for language in languages], name, wanted)
        except Wrong as error:
            edition.problems.append(str(error))
        except (KeyError, TypeError, AttributeError):
            edition.problems.append(f"{STATEMENTS}: the statement {name} is damaged")
        if said.pop(name, None) != statement:
            edition.problems.append(f"data: it does not say what was signed as {name}")
    for name in sorted(said) if not only else ():
        edition.problems.append(f"data: it says something that was never signed: {name}")
    if only and only not in names:
        edition.problems.append(f"{STATEMENTS}: the edition holds no statement {only}")
    return names


def check(folder: Path, vkey: str | None, person: str = "") -> list[str]:
    """Check an edition, or one person of it; give the problems, each naming its file, none if all is well."""
    edition = Edition(folder, vkey)
    edition.open()
    try:
        listed = _manifest(edition, person)
        names = _check_statements(edition, listed, f"person-{person}" if person else "")
        if person:
            listed = {path: digest for path, digest in listed.items() if "/persons/" in path}
        else:
            _check_extra(edition, listed, names)
        _check_files(edition, listed)
    except Wrong as error:
        edition.problems.append(str(error))
    return list(dict.fromkeys(edition.problems))


def cosigned(folder: Path, vkey: str | None) -> tuple[list[str], int]:
    """Give who of the witnesses in `policy` cosigned the checkpoint, and how many the policy names."""
    edition = Edition(folder, vkey)
    edition.open()
    head = edition.heads.get(edition.head_text)
    try:
        lines = [line.split() for line in edition.text("policy").split("\n")]
        keys = [Key(words[2], 4) for words in lines if len(words) > 2 and words[0] == "witness"]
    except Wrong:
        return [], 0
    return [key.name for key in keys if isinstance(head, Head) and head.is_cosigned(key)], len(keys)


def main(arguments: list[str] | None = None) -> int:
    """Check the folder named on the command line; give the exit code."""
    parser = argparse.ArgumentParser(description="Check that an edition is as it was signed.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--vkey", help="the publisher's key, as you got it from somewhere else")
    parser.add_argument("--person", help="check one person's page and statement alone, by the id on the page")
    options = parser.parse_args(arguments)
    problems = check(options.folder, options.vkey, options.person or "")
    print("".join(f"{problem}\n" for problem in problems), end="")
    inside = "the one inside this edition. Compare key.vkey with a copy you got from somewhere else."
    print("Key:", "the one you gave." if options.vkey else inside)
    who, named = cosigned(options.folder, options.vkey)
    if named:
        print(
            f"Cosigned by {len(who)} of the {named} witnesses it names{': ' if who else ''}{', '.join(who)}."
        )
    what = f"person {options.person}" if options.person else "edition"
    print(f"NOT as signed: {len(problems)} problem(s)." if problems else f"The {what} is as it was signed.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
