"""Hostile bundles, part one: what is wrong before any entry is read (seal, archive, bag, note, have note)."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pyrage

from courier.forge import SMALL_ORDER, Forge, draft, reheader
from everyname.courier import archive
from everyname.ledger import note
from everyname.ledger.keys import SigningKey, VerifyKey

Vector = Callable[[Forge], bytes]
STRANGER = SigningKey(name="stranger", seed=b"x" * 32)


def flip(at: float) -> Vector:
    def make(f: Forge) -> bytes:
        data = bytearray(f.bundle())
        data[min(len(data) - 1, int(len(data) * at))] ^= 1
        return bytes(data)

    return make


def sealed() -> dict[str, Vector]:
    """Give what is wrong with the seal."""

    def passphrase(f: Forge) -> bytes:
        """Ask for a passphrase, at a cost of a mebi-tebibyte of memory."""
        stanza = f"-> scrypt {'A' * 22} 30\n{'A' * 43}\n--- {'A' * 43}\n"
        return b"age-encryption.org/v1\n" + stanza.encode() + bytes(65_536)

    def armored(f: Forge) -> bytes:
        body = base64.encodebytes(f.bundle()).decode()
        return f"-----BEGIN AGE ENCRYPTED FILE-----\n{body}-----END AGE ENCRYPTED FILE-----\n".encode()

    other = str(pyrage.x25519.Identity.generate().to_public())
    return {
        "empty": lambda f: b"",
        "random": lambda f: bytes(range(256)) * 40,
        "text": lambda f: b"hello\n",
        "age-first-line-alone": lambda f: b"age-encryption.org/v1\n",
        "age-header-alone": lambda f: f.bundle()[:200],
        "cut-at-half": lambda f: f.bundle()[:40_000],
        "cut-by-one": lambda f: f.bundle()[:-1],
        "cut-at-chunk": lambda f: f.bundle()[: -(65_536 + 16)],
        "one-byte-more": lambda f: f.bundle() + b"\0",
        "twice-in-one-file": lambda f: f.bundle() * 2,
        "flip-in-header": flip(0.001),
        "flip-early": flip(0.2),
        "flip-middle": flip(0.5),
        "flip-last": flip(1.0),
        "sealed-to-another": lambda f: f.bundle(seal=lambda whole: f.seal(whole, other)),
        "sealed-by-passphrase": passphrase,
        "armored": armored,
        "not-sealed": lambda f: f.bundle(seal=lambda whole: whole),
        "age-of-another-version": lambda f: f.bundle().replace(b"org/v1", b"org/v9", 1),
    }


def named(name: bytes) -> Vector:
    """Add a file of this name, under a right checksum, after all others."""

    def make(f: Forge) -> bytes:
        def add(blocks: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
            head = reheader(blocks[-1][0], 0, name[:100].ljust(100, b"\0"))
            return [*blocks, (head, blocks[-1][1])]

        return f.bundle(files=add)

    return make


def spelled(at: int, value: bytes, *, checked: bool = True) -> Vector:
    """Alter the header of the last file."""

    def make(f: Forge) -> bytes:
        def alter(blocks: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
            head, content = blocks[-1]
            changed = reheader(head, at, value) if checked else head[:at] + value + head[at + len(value) :]
            return [*blocks[:-1], (changed, content)]

        return f.bundle(files=alter)

    return make


def raw(alter: Callable[[bytes], bytes]) -> Vector:
    return lambda f: f.bundle(raw=alter)


def moved(alter: Callable[[list[tuple[bytes, bytes]]], Any]) -> Vector:
    return lambda f: f.bundle(files=alter)


def as_zip(whole: bytes, name: str = "bag/bagit.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, whole)
    return out.getvalue()


def pax(whole: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        info = tarfile.TarInfo("bag/" + "x" * 200)
        info.size = 3
        tar.addfile(info, io.BytesIO(b"abc"))
    return out.getvalue() + whole


def archived() -> dict[str, Vector]:
    """Give what is wrong with the archive."""
    digest = b"a" * 64
    names = {
        "name-up": b"../../outside",
        "name-up-in-data": b"bag/data/../../../outside",
        "name-absolute": b"/tmp/outside",
        "name-drive": b"C:\\outside",
        "name-drive-relative": b"C:outside",
        "name-unc": b"\\\\server\\share\\outside",
        "name-backslash": b"bag\\data\\" + digest[:20],
        "name-stream": b"bag/data/" + digest + b":hidden",
        "name-device-con": b"CON",
        "name-device-nul-txt": b"bag/nul.txt.",
        "name-trailing-dot": b"bag/data/" + digest + b".",
        "name-trailing-space": b"bag/data/" + digest + b" ",
        "name-nfc": b"bag/data/" + "é".encode(),
        "name-nfd": b"bag/data/" + unicodedata.normalize("NFD", "é").encode(),
        "name-bidi": b"bag/data/" + "\u202ecod.exe".encode(),
        "name-upper-hex": b"bag/data/" + digest.upper(),
        "name-short-hex": b"bag/data/" + digest[:63],
        "name-long-hex": b"bag/data/" + digest + b"a",
        "name-folder": b"bag/data/",
        "name-dot": b"bag/./data/" + digest,
        "name-double-slash": b"bag//data/" + digest,
        "name-empty": b"",
        "name-nul-inside": b"bag/data/" + digest[:10] + b"\0/../../x",
        "name-newline": b"bag/data/\n" + digest,
        "name-tilde": b"~/.profile",
        "name-full-length": b"bag/" + b"x" * 96,
        "name-other-top": b"gab/data/" + digest,
        "fetch-txt": b"bag/fetch.txt",
        "manifest-sha512": b"bag/manifest-sha512.txt",
        "stray-tag": b"bag/more.txt",
        "stray-data": b"bag/data/" + b"f" * 64,
    }
    kinds = {
        "hardlink": b"1", "symlink": b"2", "character-device": b"3", "block-device": b"4", "folder": b"5",
        "fifo": b"6", "contiguous": b"7", "gnu-long-name": b"L", "gnu-long-link": b"K", "pax": b"x",
        "pax-global": b"g", "gnu-sparse": b"S", "unknown-type": b"Z", "old-type": b"\0",
    }  # fmt: skip
    spellings = {
        "mode-all": (100, b"0000777\0"),
        "mode-setuid": (100, b"0004600\0"),
        "owner": (108, b"0001750\0"),
        "group": (116, b"0001750\0"),
        "time": (136, b"14777777777\0"),
        "link-name": (157, b"/etc/passwd"),
        "user-name": (265, b"root"),
        "prefix": (345, b"../../.."),
        "magic-gnu": (257, b"ustar  \0"),
        "size-base256": (124, b"\x80" + b"\0" * 10 + b"\x10"),
        "size-negative": (124, b"-0000000001\0"),
        "size-spaces": (124, b"        777\0"),
        "size-over-the-end": (124, b"07777777777\0"),
        "size-too-small": (124, b"00000000001\0"),
        "size-zero": (124, b"00000000000\0"),
    }
    vectors = {name: named(value) for name, value in names.items()}
    vectors |= {f"type-{name}": spelled(156, value) for name, value in kinds.items()}
    vectors |= {f"header-{name}": spelled(*value) for name, value in spellings.items()}
    return vectors | {
        "header-checksum": spelled(148, b"000000\0 ", checked=False),
        "duplicate-file": moved(lambda b: [*b, b[-1]]),
        "duplicate-tag": moved(lambda b: [b[0], *b]),
        "data-out-of-order": moved(lambda b: [*b[:-2], b[-1], b[-2]]),
        "tags-out-of-order": moved(lambda b: [b[1], b[0], *b[2:]]),
        "data-before-tags": moved(lambda b: [b[-1], *b[:-1]]),
        "data-file-missing": moved(lambda b: b[:-1]),
        **{f"tag-missing-{n}": moved(lambda b, n=n: [*b[:n], *b[n + 1 :]]) for n in range(7)},
        "no-files": moved(lambda b: [(b"\0" * 512, b"")]),
        "zeros-alone": raw(lambda w: bytes(len(w))),
        "one-block": raw(lambda w: w[:512]),
        "half-a-block": raw(lambda w: w[:300]),
        "nothing": raw(lambda w: b""),
        "no-end-mark": raw(lambda w: w[: w.rindex(w.strip(b"\0")[-1:]) + 1]),
        "padding-too-short": raw(lambda w: w[:-512]),
        "padding-too-long": raw(lambda w: w + bytes(512)),
        "padding-not-zero": raw(lambda w: w[:-1] + b"x"),
        "hidden-in-file-padding": raw(lambda w: w[:512] + w[512:1536].replace(b"\0", b"x", 1) + w[1536:]),
        "zip": raw(as_zip),
        "zip-appended": raw(lambda w: w[: -len(as_zip(b"x"))] + as_zip(b"x")),
        "zip-in-front": raw(lambda w: as_zip(b"x") + w),
        "gzip": raw(gzip.compress),
        "gzip-bomb": raw(lambda w: gzip.compress(bytes(8 << 20))),
        "pax-archive": raw(pax),
        "many-files": raw(lambda w: many(3_000)),
        "html-in-front": raw(lambda w: b"<html><script>1</script>".ljust(512, b" ") + w),
    }


def many(count: int) -> bytes:
    return b"".join(archive.header(f"bag/data/{at:064x}", 0) for at in range(count)) + bytes(1 << 16)


def in_tags(name: str, alter: Callable[[bytes], bytes]) -> Vector:
    """Alter a tag file; everything above it fits."""
    return lambda f: f.bundle(tags=lambda made: made.update({name: alter(made[name])}))


def bagged() -> dict[str, Vector]:
    """Give what is wrong with the bag's own files."""
    manifest = "manifest-sha256.txt"
    listing = "tagmanifest-sha256.txt"
    return {
        "manifest-up": in_tags(manifest, lambda m: m + b"a" * 64 + b"  data/../../x\n"),
        "manifest-one-more": in_tags(manifest, lambda m: m + b"f" * 64 + b"  data/" + b"f" * 64 + b"\n"),
        "manifest-one-less": in_tags(manifest, lambda m: m[: m.rindex(b"\n", 0, -1) + 1]),
        "manifest-twice": in_tags(manifest, lambda m: m + m),
        "manifest-upper": in_tags(manifest, bytes.upper),
        "manifest-crlf": in_tags(manifest, lambda m: m.replace(b"\n", b"\r\n")),
        "manifest-bom": in_tags(manifest, lambda m: b"\xef\xbb\xbf" + m),
        "manifest-one-space": in_tags(manifest, lambda m: m.replace(b"  ", b" ")),
        "manifest-no-last-newline": in_tags(manifest, lambda m: m[:-1]),
        "manifest-empty": in_tags(manifest, lambda m: b""),
        "manifest-other-name": in_tags(manifest, lambda m: m.replace(m[66:80], b"data/" + b"0" * 9, 1)),
        "bagit-0.97": in_tags("bagit.txt", lambda b: b.replace(b"1.0", b"0.97")),
        "bagit-utf16": in_tags("bagit.txt", lambda b: b.replace(b"UTF-8", b"UTF-16")),
        "info-without-size": in_tags("bag-info.txt", lambda b: b.split(b"\n")[0] + b"\n"),
        "info-lying-octets": in_tags("bag-info.txt", lambda b: b.replace(b"Oxum: ", b"Oxum: 1")),
        "info-lying-count": in_tags("bag-info.txt", lambda b: b[:-1] + b"1\n"),
        "info-one-line-more": in_tags("bag-info.txt", lambda b: b + b"Contact-Name: x\n"),
        "tag-altered-late": lambda f: f.bundle(
            late=lambda m: m.update({"have.note": m["have.note"] + b"\n"})
        ),
        "tag-manifest-altered": lambda f: f.bundle(late=lambda m: m.update({listing: m[listing].upper()})),
        "tag-manifest-with-fetch": lambda f: f.bundle(
            late=lambda m: m.update({listing: m[listing] + b"0" * 64 + b"  fetch.txt\n"})
        ),
        "tag-too-large": in_tags("have.note", lambda h: h + b"x" * (1 << 20)),
        "content-under-another-digest": altered_content,
    }


def altered_content(f: Forge) -> bytes:
    def alter(blocks: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        head, content = blocks[-1]
        return [*blocks[:-1], (head, b"X" + content[1:])]

    return f.bundle(files=alter)


def worded(alter: Callable[[str], str]) -> Vector:
    """Alter the text of bundle.note before the north signs it."""
    return lambda f: f.bundle(text=alter)


def lettered(alter: Callable[[bytes], bytes]) -> Vector:
    """Alter bundle.note after it was signed."""
    return lambda f: f.bundle(signed=alter)


def weak_vkey(name: str = "weak") -> str:
    return VerifyKey(name=name, public=SMALL_ORDER).vkey


def small_order(f: Forge) -> bytes:
    """Signed by nobody: a small-order key whose signature fits every text."""
    key = VerifyKey(name="weak", public=SMALL_ORDER)

    def signature(letter: bytes) -> bytes:
        text = letter[: letter.rindex(b"\n\n") + 2]
        line = base64.b64encode(key.key_id + SMALL_ORDER + bytes(32)).decode()
        return text + f"— {key.name} {line}\n".encode()

    return f.bundle(text=lambda t: t.replace(f.key.vkey, key.vkey), signed=signature)


def lines_of(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def noted() -> dict[str, Vector]:
    """Give what is wrong with bundle.note."""
    other_book = "0" * 32
    return {
        "note-unsigned": lettered(lambda n: n[: n.rindex(b"\n\n") + 1]),
        "note-signature-flipped": lettered(
            lambda n: n[:-20] + (b"B" if n[-20:-19] != b"B" else b"C") + n[-19:]
        ),
        "note-text-altered": lettered(lambda n: n.replace(b"book ", b"book 0", 1)),
        "note-17-signatures": lettered(lambda n: n + n[n.rindex("—".encode()) :] * 16),
        "note-too-large": lettered(lambda n: n + b"x" * (1 << 20)),
        "note-not-utf8": lettered(lambda n: b"\xff" + n),
        "note-bom": lettered(lambda n: b"\xef\xbb\xbf" + n),
        "note-crlf": lettered(lambda n: n.replace(b"\n", b"\r\n")),
        "note-empty": lettered(lambda n: b""),
        "note-by-stranger-as-north": lambda f: f.bundle(keys=[STRANGER]),
        "note-by-stranger": lambda f: replace(f, key=STRANGER).bundle(f.run().say(draft())),
        "note-small-order": small_order,
        "note-of-version-2": worded(lambda t: t.replace("v1", "v2", 1)),
        "note-of-version-0": worded(lambda t: t.replace("v1", "v0", 1)),
        "note-of-version-01": worded(lambda t: t.replace("v1", "v01", 1)),
        "note-of-another-kind": worded(lambda t: t.replace("bundle", "have", 1)),
        "note-without-book": worded(lambda t: "".join(x for x in lines_of(t) if not x.startswith("book"))),
        "note-with-two-books": worded(lambda t: t.replace("from ", f"book {other_book}\nfrom ", 1)),
        "note-of-another-book": lambda f: f.bundle(text=lambda t: t.replace(f.book, other_book)),
        "note-book-upper": lambda f: f.bundle(text=lambda t: t.replace(f.book, f.book.upper() + "A")),
        "note-to-nobody": worded(lambda t: "".join(x for x in lines_of(t) if not x.startswith("to "))),
        "note-to-another": lambda f: f.bundle(text=lambda t: t.replace(f.south, STRANGER.vkey)),
        "note-to-twice": lambda f: f.bundle(text=lambda t: t.replace("to ", f"to {f.south}\nto ", 1)),
        "note-to-65": lambda f: f.bundle(text=lambda t: to_many(t, 65)),
        "note-to-small-order": lambda f: f.bundle(
            text=lambda t: t.replace("tag", f"to {weak_vkey('z')}\ntag", 1)
        ),
        "note-out-of-order": worded(lambda t: "".join([*lines_of(t)[:1], *lines_of(t)[:0:-1]])),
        "note-unknown-word": worded(lambda t: t + "urgent yes\n"),
        "note-blank-line": worded(lambda t: t.replace("from", "\nfrom", 1)),
        "note-two-senders": lambda f: f.bundle(
            text=lambda t: t.replace("to ", f"from {STRANGER.vkey}\nto ", 1)
        ),
        "note-other-tag-manifest": worded(lambda t: t[:-5] + "0000\n"),
        "note-sender-altered-vkey": lambda f: f.bundle(text=lambda t: t.replace("from e", "from f", 1)),
        "have-of-stranger": in_have(lambda f: note.sign(have_text(f, key=STRANGER), [STRANGER])),
        "have-signed-by-stranger": in_have(lambda f: note.sign(have_text(f), [STRANGER])),
        "have-of-another-book": in_have(lambda f: note.sign(have_text(f, book=other_book), [f.key])),
        "have-of-version-2": in_have(lambda f: note.sign(have_text(f).replace("v1", "v2", 1), [f.key])),
        "have-bad-line": in_have(lambda f: note.sign(have_text(f) + "log x 1 y\n", [f.key])),
        "have-size-with-zeros": in_have(lambda f: note.sign(have_text(f, size="007"), [f.key])),
        "have-size-beyond": in_have(lambda f: note.sign(have_text(f, size="9" * 16), [f.key])),
        "have-small-order": in_have(lambda f: note.sign(have_text(f, vkey=weak_vkey()), [f.key])),
        "have-unsigned": in_have(have_text),
    }


def to_many(text: str, count: int) -> str:
    keys = [SigningKey(name=f"n{at:02}", seed=sha256(bytes([at])).digest()).vkey for at in range(count)]
    return text.replace("tag", "".join(f"to {vkey}\n" for vkey in sorted(keys)) + "tag", 1)


def have_text(
    f: Forge, *, book: str = "", key: SigningKey | None = None, size: str = "1", vkey: str = ""
) -> str:
    line = f"log {vkey or f.key.vkey} {size} {'0' * 64}\n"
    return f"everyname have v1\nbook {book or f.book}\nfrom {(key or f.key).vkey}\n{line}"


def in_have(make: Callable[[Forge], str]) -> Vector:
    return lambda f: f.bundle(tags=lambda made: made.update({"have.note": make(f).encode()}))


FORM: dict[str, Vector] = {**sealed(), **archived(), **bagged(), **noted()}
