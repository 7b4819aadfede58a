"""Tie pictures to the reports that name them, and tell what a picture's bytes are."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from everyname.errors import FileRefused
from everyname.model.report import Picture, Report

__all__ = ["match_pictures", "sniff_picture"]

_MAGIC = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
_SMALLEST = 24  # bytes; no picture of these kinds is smaller


def sniff_picture(data: bytes, file_name: str = "the picture") -> str:
    """Name the kind of a picture by its first bytes: jpeg, png, webp or gif; raises FileRefused."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    if kind and len(data) >= _SMALLEST:
        return kind
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    drawing = b"<svg" in start
    if drawing:
        what = "is an SVG drawing, which can carry programs"
    elif not data:
        what = "is empty"
    else:
        what = "is cut short" if kind else "is not a JPEG, PNG, WebP or GIF picture"
    raise FileRefused(
        f"{file_name} {what}.",
        kept="It was not taken as a picture.",
        remedy="Save the picture as JPEG or PNG and give it again.",
    )


def match_pictures(report: Report, available: Mapping[str, str]) -> tuple[Report, tuple[str, ...]]:
    """Give the report with the digests of the pictures it names, and the names that were not given.

    `available` maps file names to digests. A name matches exactly, else without its folders and
    without regard to case or Unicode form, where just one file matches.
    """
    by_name: dict[str, set[str]] = {}
    for file_name, digest in available.items():
        by_name.setdefault(_bare(file_name), set()).add(digest)
    pictures = []
    missing = []
    for picture in report.pictures:
        found = {available[picture.file_name]} if picture.file_name in available else set()
        found = found or by_name.get(_bare(picture.file_name), set())
        if len(found) == 1:
            pictures.append(Picture(file_name=picture.file_name, digest=next(iter(found))))
        else:
            pictures.append(picture)
            if not picture.digest:
                missing.append(picture.file_name)
    return replace(report, pictures=tuple(pictures)), tuple(missing)


def _bare(file_name: str) -> str:
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return unicodedata.normalize("NFC", name).casefold().strip()
