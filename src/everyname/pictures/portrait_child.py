"""Decode one picture from standard input and write its pixels as a new PNG; run by `portrait` alone.

Run as a script in a process of its own: max pixels, longest edge and seconds are its arguments, the exit
code its answer (see `portrait`). It imports nothing of everyname.
"""

from __future__ import annotations

import io
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["main"]

MEMORY = 1536 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # a system without such limits still has the parent's clock
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read, check, copy the pixels, write; give the exit code."""
    max_pixels, edge, seconds = (int(text) for text in sys.argv[1:4])
    data = sys.stdin.buffer.read()
    from PIL import Image, UnidentifiedImageError

    _limit(seconds)
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = max_pixels
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if not width or not height:
                return 6
            if width * height > max_pixels:
                return 4
            picture.load()
            png = _png(picture, edge)
    except UnidentifiedImageError:
        return 3
    except Image.DecompressionBombError:
        return 4
    except MemoryError:
        return 7
    except Exception:
        return 5
    sys.stdout.buffer.write(png)
    return 0


def _png(picture: Image.Image, edge: int) -> bytes:
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    plain = _on_white(turned)
    plain.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    # A new picture from raw pixels: no info dictionary, profile or text can come along.
    copy = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = io.BytesIO()
    copy.save(out, "PNG", compress_level=9)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits a pixel: keep the upper 8
        return picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.mode in ("1", "L", "F") and "transparency" not in picture.info:
        return picture.convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, clear).convert("RGB")
    return picture.convert("RGB")


if __name__ == "__main__":
    sys.exit(main())
