"""Turn bytes into text in the one encoding they can be; refuse where that cannot be told."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from everyname.errors import FileRefused

__all__ = ["Decoded", "decode", "name_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_REMEDY = "Save the file again as UTF-8 (in a spreadsheet program: Save As, CSV UTF-8) and give it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text and the encoding it was read in."""

    text: str
    encoding: str


def name_binary(data: bytes) -> str:
    """Name the kind of binary file the first bytes announce, "" where they announce none."""
    return next((kind for magic, kind in _BINARY if data.startswith(magic)), "")


def decode(data: bytes, file_name: str) -> Decoded:
    """Decode UTF-8, UTF-16, UTF-32 or one single-byte encoding; raises FileRefused.

    A byte-order mark decides; else valid UTF-8 is UTF-8; else the zero bytes of UTF-16; else the
    single-byte encoding in which the text reads as one script.
    """
    if not data.strip():
        raise _refused(file_name, "is empty", "Check that the right file was given.")
    if kind := name_binary(data):
        raise _refused(file_name, f"is {kind}, not a text", "Give the text or list itself.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, file_name)
    if encoding := _sixteen_bit(data):
        return _strictly(data, encoding, file_name)
    try:
        return Decoded(text=_not_binary(data.decode("utf-8"), file_name), encoding="utf-8")
    except UnicodeDecodeError:
        return _single_byte(data, file_name)


def _refused(file_name: str, what: str, remedy: str) -> FileRefused:
    return FileRefused(f"{file_name} {what}.", kept="Nothing was taken from it.", remedy=remedy)


def _strictly(data: bytes, encoding: str, file_name: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused(
            file_name,
            f"begins as {encoding} but byte {error.start} cannot be read so; it may be cut short",
            "Ask for the file again, or save it again as UTF-8.",
        ) from error
    return Decoded(text=_not_binary(text, file_name), encoding=encoding)


def _sixteen_bit(data: bytes) -> str:
    """Tell UTF-16 without a mark by where its zero bytes stand."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.2 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.2 * half and odd < 0.02 * half:
        return "utf-16-be"
    return ""


def _not_binary(text: str, file_name: str) -> str:
    """Refuse text in which control characters are common; a few are left for their rows to answer."""
    sample = text[:20_000]
    controls = sum(1 for c in sample if c < " " and c not in "\t\r\n\f\v")
    if controls > 3 + len(sample) // 50:
        raise _refused(file_name, "holds binary data, not text", "Give the list as CSV, TSV, XLSX or ODS.")
    return text


def _single_byte(data: bytes, file_name: str) -> Decoded:
    """Choose between the Arabic, Cyrillic and Western code pages by how the letters stand together.

    Western accents stand alone among plain letters; letters of another script stand in runs.
    """
    runs = _run_share(data)
    readings = _readings(data, ("cp1256", "iso8859_6", "cp1251") if runs >= 0.5 else ("cp1252",))
    scored = sorted(((_plausible(text, name), name) for name, text in readings.items()), reverse=True)
    if not scored or scored[0][0] < 0.6:
        raise _refused(file_name, "is in an encoding that cannot be told", _REMEDY)
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.05:
        raise _refused(file_name, f"reads both as {scored[0][1]} and as {scored[1][1]}", _REMEDY)
    best = scored[0][1]
    return Decoded(text=_not_binary(readings[best], file_name), encoding=best)


def _readings(data: bytes, names: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    return found


def _run_share(data: bytes) -> float:
    """Give the share of bytes >= 0x80 that have such a byte beside them."""
    high = beside = 0
    for i, byte in enumerate(data[:200_000]):
        if byte >= 0x80:
            high += 1
            neighbours = (data[i - 1] if i else 0, data[i + 1] if i + 1 < len(data) else 0)
            beside += max(neighbours) >= 0x80
    return beside / high if high else 0.0


# The commonest letters of running text and names; a wrong code page shows few of them.
_COMMON = {
    "cp1256": frozenset("اليمنرهودبتسعحةىفكأشجصقیک، "),
    "iso8859_6": frozenset("اليمنرهودبتسعحةىفكأشجصق،"),
    "cp1251": frozenset("оаиентрсвлкмдупіязьбОАИНСВМКПБДГРЛТШЮ "),
}


def _plausible(text: str, name: str) -> float:
    """Score a reading: the share of its non-ASCII signs that its script uses often, 0..1."""
    signs = [c for c in text[:200_000] if c >= "\x80"]
    if name == "cp1252":
        good = sum(1 for c in signs if c.isalpha() or c in "‘’“”–—… «»")
    else:
        good = sum(1 for c in signs if c in _COMMON[name])
    return good / len(signs) if signs else 0.0
