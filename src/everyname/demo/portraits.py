"""Draw placeholder portraits: plain silhouettes that nobody can take for a photograph, labelled INVENTED.

One JPEG carries a position and a comment, so that a reader can see that publishing takes them away.
"""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

__all__ = ["SIZE", "draw_portrait"]

SIZE = (240, 300)
_COMMENT = b"INVENTED: a comment that must not be published"
_GPS = 0x8825  # the EXIF pointer to the position (CIPA DC-008, 4.6.3)
_GROUNDS = ("#dfe6e9", "#e8e0d5", "#dde5d8", "#e3dde8", "#d8e3e6")
_CLOTHES = ("#3d5a6c", "#6c4f3d", "#4f6c3d", "#5a3d6c", "#444444", "#7a6a3a")
_FACES = ("#c9a07e", "#b98a66", "#d8b595", "#a87852")
_HAIR = ("#2b2b2b", "#4a3728", "#6b6b6b", "#1f2a33")


def draw_portrait(seed: int, number: int, *, file_format: str = "png", tell_place: bool = False) -> bytes:
    """Draw portrait `number` as "png" or "jpeg" bytes; `tell_place` puts in a position and a comment."""
    image = _silhouette(random.Random(f"{seed}:portrait:{number}"), number)
    into = io.BytesIO()
    if file_format == "png":
        image.save(into, "PNG")
    elif tell_place:
        image.save(into, "JPEG", quality=85, exif=_position(), comment=_COMMENT)
    else:
        image.save(into, "JPEG", quality=85)
    return into.getvalue()


def _silhouette(rng: random.Random, number: int) -> Image:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, rng.choice(_GROUNDS))
    draw = ImageDraw.Draw(image)
    clothes, face, hair = rng.choice(_CLOTHES), rng.choice(_FACES), rng.choice(_HAIR)
    half = rng.randint(40, 50)
    top = rng.randint(62, 76)
    draw.ellipse((30, 200, 210, 400), fill=clothes)
    draw.rectangle((104, 150, 136, 215), fill=face)
    draw.ellipse((120 - half - 8, top - 14, 120 + half + 8, top + 2 * half), fill=hair)
    if rng.random() < 0.4:
        draw.rectangle((120 - half - 8, top + half, 120 + half + 8, top + 2 * half + 22), fill=hair)
        draw.rectangle((104, 150, 136, 215), fill=face)
    draw.ellipse((120 - half, top, 120 + half, top + round(2.5 * half)), fill=face)
    draw.rectangle((0, 272, 240, 300), fill="#ffffff")
    draw.text((12, 280), f"INVENTED  portrait {number}", fill="#000000")
    return image


def _position() -> Exif:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = "INVENTED"  # ImageDescription
    gps = exif.get_ifd(_GPS)
    # A point in the open Atlantic: it must be a position, and must be nobody's place.
    gps[1], gps[2] = "N", (30.0, 15.0, 0.0)
    gps[3], gps[4] = "W", (40.0, 20.0, 0.0)
    return exif
