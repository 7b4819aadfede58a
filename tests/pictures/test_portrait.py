"""Portraits: only pixels come out, and hostile files are refused in words."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, PngImagePlugin

from everyname.errors import ValueRefused
from everyname.pictures import portrait
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


def _thumbnailed() -> bytes:
    """A JPEG whose camera data hold a second, smaller picture, with a comment inside it."""
    small = _saved(_drawn(size=(60, 40)), "JPEG", comment=b"CANARY-thumbnail")
    first = struct.pack(">HHHI", 0x0103, 3, 1, 6 << 16)
    tags = first + struct.pack(">HHII", 0x0201, 4, 1, 56) + struct.pack(">HHII", 0x0202, 4, 1, len(small))
    tiff = b"MM\0*" + struct.pack(">I", 8) + b"\0\0" + struct.pack(">I", 14)
    tiff += struct.pack(">H", 3) + tags + struct.pack(">I", 0)
    return _segment(b"\xff\xe1", b"Exif\0\0" + tiff + small)


def _segment(kind: bytes, data: bytes) -> bytes:
    """Put a segment right behind the first two bytes of a JPEG."""
    plain = _saved(_drawn(), "JPEG")
    return plain[:2] + kind + struct.pack(">H", len(data) + 2) + data + plain[2:]


def _in_png(*kinds: tuple[bytes, bytes]) -> bytes:
    """Put chunks behind the header of a PNG."""
    plain = _saved(_drawn(), "PNG")
    return plain[:33] + b"".join(_chunk(kind, data) for kind, data in kinds) + plain[33:]


XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>CANARY-xmp</x:xmpmeta>"
PLANTED = {
    "an embedded thumbnail": _thumbnailed(),
    "XMP of a JPEG": _segment(b"\xff\xe1", XMP),
    "Photoshop's part of a JPEG": _segment(b"\xff\xed", b"Photoshop 3.0\0CANARY-8bim"),
    "a maker's own segment": _segment(b"\xff\xe5", b"CANARY-maker"),
    "a second picture behind the first": _saved(_drawn(), "JPEG") + b"CANARY" + _saved(_drawn(), "JPEG"),
    "camera data of a PNG": _in_png((b"eXIf", b"MM\0*\0\0\0\x08CANARY")),
    "packed text of a PNG": _in_png((b"zTXt", b"Comment\0\0" + zlib.compress(b"CANARY"))),
    "a profile of a PNG": _in_png((b"iCCP", b"CANARY\0\0" + zlib.compress(b"CANARY" * 40))),
    "a chunk nobody knows": _in_png((b"caNy", b"CANARY"), (b"tIME", b"\x07\xee\2\x0b\1\2\3")),
    "bytes behind a PNG": _saved(_drawn(), "PNG") + b"PK\3\4CANARY",
    "a comment of a GIF": _saved(_drawn("P"), "GIF", comment=b"CANARY"),
    "camera data and XMP of a WebP": _saved(_drawn(), "WEBP", exif=b"Exif\0\0MM\0*CANARY", xmp=b"CANARY"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_a_file_carries_beside_its_pixels_is_left_behind(planted: str) -> None:
    """Whatever kind of hidden part is planted, the portrait holds header, pixels and end alone."""
    data = PLANTED[planted]
    assert b"CANARY" in data or planted.startswith("packed")
    out = reencode(data)
    assert b"CANARY" not in out
    assert {out[i + 4 : i + 8] for i in _chunk_starts(out)} == {b"IHDR", b"IDAT", b"IEND"}
    assert out.endswith(b"IEND\xae\x42\x60\x82")


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


def test_a_small_file_that_unfolds_is_refused_before_its_pixels_are_made() -> None:
    """A few kilobytes that claim to be 400 million pixels, all of them there, are refused for their size."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(b"\0" * 2_501) for _ in range(20_000)) + rows.flush()
    bomb = _png_header(20_000, 20_000) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    assert len(bomb) < 100_000
    with pytest.raises(ValueRefused, match="more pixels"):
        reencode(bomb)


def test_a_file_that_unfolds_in_its_text_is_refused() -> None:
    """A packed text that would fill the memory is not unfolded."""
    packed = zlib.compress(b"0" * 300_000_000, 9)
    bomb = _in_png((b"zTXt", b"Comment\0\0" + packed))
    with pytest.raises(ValueRefused, match="cut short or damaged"):
        reencode(bomb)


def test_the_decoder_has_limits_of_its_own() -> None:
    """Whatever a decoder is made to do, its process has an end of memory, of time and of files to write."""
    program = (
        "import runpy, resource, sys; child = runpy.run_path(sys.argv[1]); child['_limit'](7);"
        "kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE);"
        "print([resource.getrlimit(kind)[1] for kind in kinds])"
    )
    command = [sys.executable, "-I", "-c", program, str(portrait._CHILD)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[1610612736, 7, 0, 0]"


def test_zero_size_is_refused() -> None:
    """A picture of no width is refused, not crashed on."""
    with pytest.raises(ValueRefused):
        reencode(_png_header(0, 10) + _chunk(b"IEND", b""))
