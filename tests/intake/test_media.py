"""Tests of everyname.intake.media."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from everyname.intake.media import match_pictures, sniff_picture
from everyname.model.report import Picture, Report, StatedName

REPORT = Report(
    source="office",
    names=(StatedName(text="Nilo Varsanti", script="latin"),),
    pictures=(Picture(file_name="a.JPG"), Picture(file_name="folder/b.png"), Picture(file_name="c.png")),
)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_a_picture_is_known_by_its_bytes(kind: str) -> None:
    """The kinds of picture that can be re-encoded are told by their bytes, not their names."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, format=kind)
    assert sniff_picture(out.getvalue()) == kind


def test_pictures_are_found_by_name_and_missing_ones_are_named() -> None:
    """Case and folders of a file name do not matter; a picture not given is listed."""
    report, missing = match_pictures(REPORT, {"a.jpg": "11", "b.png": "22", "d.png": "33"})
    assert [picture.digest for picture in report.pictures] == ["11", "22", ""]
    assert missing == ("c.png",)


def test_two_pictures_of_one_name_are_not_guessed_between() -> None:
    """Where two files differ only in case, a name that is neither stays without picture."""
    report, missing = match_pictures(REPORT, {"A.jpg": "11", "a.jpg": "22"})
    assert report.pictures[0].digest == ""
    assert "a.JPG" in missing
