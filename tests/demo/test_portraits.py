"""Drawn placeholder portraits."""

import io

from PIL import Image

from everyname.demo.portraits import SIZE, draw_portrait


def test_portraits_are_pictures_of_their_format_and_differ() -> None:
    """Each portrait opens as what its name says, and no two numbers look alike."""
    png, jpeg = draw_portrait(1, 1), draw_portrait(1, 3, file_format="jpeg")
    assert [Image.open(io.BytesIO(data)).format for data in (png, jpeg)] == ["PNG", "JPEG"]
    assert Image.open(io.BytesIO(png)).size == SIZE
    assert len({draw_portrait(1, number) for number in range(1, 25)}) == 24
    assert draw_portrait(1, 1) == png


def test_the_telling_jpeg_carries_a_position_and_a_comment() -> None:
    """There is metadata for the edition to take away: a GPS position and a comment."""
    image = Image.open(io.BytesIO(draw_portrait(1, 3, file_format="jpeg", tell_place=True)))
    gps = image.getexif().get_ifd(0x8825)
    assert gps[1] == "N"
    assert gps[2] == (30.0, 15.0, 0.0)
    assert b"INVENTED" in image.info["comment"]
    plain = Image.open(io.BytesIO(draw_portrait(1, 3, file_format="jpeg")))
    assert not plain.getexif()
    assert "comment" not in plain.info


def test_the_label_is_drawn_into_the_pixels() -> None:
    """The word INVENTED stands in the picture itself, so re-encoding keeps it: dark signs on white below."""
    foot = Image.open(io.BytesIO(draw_portrait(1, 1))).convert("L").crop((0, 274, 240, 298))
    dark = sum(foot.histogram()[:100])
    assert 100 < dark < 2_000
