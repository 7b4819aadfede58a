"""Portraits: only pixels come out, and hostile files are refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from everyname.errors import ValueRefused
from everyname.pictures.portrait import reencode


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _drawn(mode: str = "RGB", size: tuple[int, int] = (600, 400)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_header(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))


def test_metadata_of_every_kind_is_left_behind() -> None:
    """A published portrait holds no camera data, comment, profile or trailing bytes."""
    exif = Image.Exif()
    exif[0x010E] = "CANARY-exif"
    jpeg = _saved(_drawn(), "JPEG", exif=exif, comment=b"CANARY-comment", icc_profile=b"CANARY-icc" * 20)
    out = reencode(jpeg + b"CANARY-trailing")
    assert b"CANARY" not in out
    kinds = [out[i + 4 : i + 8] for i in _chunk_starts(out)]
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def _chunk_starts(png: bytes) -> list[int]:
    starts, at = [], 8
    while at < len(png):
        starts.append(at)
        at += 12 + struct.unpack(">I", png[at : at + 4])[0]
    return starts


def test_png_text_is_left_behind() -> None:
    """Text chunks of a PNG are not published."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", "CANARY-xmp")
    info.add_text("Comment", "CANARY-text")
    assert b"CANARY" not in reencode(_saved(_drawn(), "PNG", pnginfo=info))


def test_longest_edge_and_mode() -> None:
    """A portrait is at most 480 pixels on its longest side, grey or RGB."""
    for mode in ("RGB", "L", "RGBA", "P", "1", "CMYK", "LA"):
        picture = _drawn("L").convert(mode) if mode != "LA" else _drawn("L").convert("LA")
        kind = "TIFF" if mode == "CMYK" else "PNG"
        data = _saved(picture, "JPEG") if kind == "TIFF" else _saved(picture, kind)
        with Image.open(io.BytesIO(reencode(data))) as out:
            assert out.size == (480, 320)
            assert out.mode in ("L", "RGB")


def test_camera_turn_is_kept() -> None:
    """A picture that the camera marked as turned stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(reencode(_saved(_drawn(), "JPEG", exif=exif)))) as out:
        assert out.size == (320, 480)


def test_transparency_is_white() -> None:
    """What is transparent becomes white, not black."""
    with Image.open(io.BytesIO(reencode(_saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")))) as out:
        assert out.getpixel((4, 4)) == (255, 255, 255)


def test_same_bytes_again() -> None:
    """The same picture gives the same portrait."""
    data = _saved(_drawn(), "JPEG")
    assert reencode(data) == reencode(data)


def test_animation_gives_its_first_frame() -> None:
    """Of an animation the first frame is taken."""
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    data = _saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with Image.open(io.BytesIO(reencode(data))) as out:
        assert out.getpixel((5, 5)) == (254, 0, 0) or out.getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a PNG"),
        (b"%PDF-1.4 ...", "not a PNG"),
        (_png_header(20_000, 20_000) + _chunk(b"IDAT", b""), "more pixels"),
        (_saved(_drawn(), "JPEG")[:2_000], "cut short"),
        (_saved(_drawn(), "PNG")[:200], "cut short"),
    ],
    ids=["empty", "svg", "pdf", "bomb", "cut-jpeg", "cut-png"],
)
def test_hostile_files_are_refused(data: bytes, reason: str) -> None:
    """Each hostile file is refused with its reason."""
    with pytest.raises(ValueRefused, match=reason):
        reencode(data)


def test_zero_size_is_refused() -> None:
    """A picture of no width is refused, not crashed on."""
    with pytest.raises(ValueRefused):
        reencode(_png_header(0, 10) + _chunk(b"IEND", b""))
