"""Make a portrait fit to publish: pixels copied into a new picture, nothing else of the file kept.

The file is decoded in a process of its own with limits on memory, time and output, since decoders of
picture files have had faults that a file can use.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from everyname.errors import ValueRefused

__all__ = ["reencode"]

MAX_BYTES = 64 * 1024 * 1024
_CHILD = Path(__file__).with_name("portrait_child.py")
_REASONS = {
    3: "it is not a PNG, JPEG, WebP, GIF or BMP picture",
    4: "it has more pixels than can be taken",
    5: "it is cut short or damaged",
    6: "it has no pixels",
    7: "it needs more memory than can be given",
}


def reencode(data: bytes, *, max_pixels: int = 50_000_000, edge: int = 480, timeout: float = 20.0) -> bytes:
    """Give a PNG (grey or RGB, longest side at most `edge` pixels) of the first frame of a picture.

    The camera's turn is applied to the pixels; transparency is set on white; EXIF, XMP, ICC, comments and
    whatever follows the picture are not carried over. Raises ValueRefused with the reason in words.
    """
    if not data or len(data) > MAX_BYTES:
        raise _refused("it is empty" if not data else "it is larger than 64 MB")
    command = [sys.executable, "-I", str(_CHILD), str(max_pixels), str(edge), str(max(1, round(timeout)))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        raise _refused(f"it could not be read within {timeout:g} seconds") from None
    if done.returncode != 0 or not done.stdout.startswith(b"\x89PNG\r\n\x1a\n"):
        raise _refused(_REASONS.get(done.returncode, "reading it failed"))
    return done.stdout


def _refused(reason: str) -> ValueRefused:
    return ValueRefused(
        f"the picture was not taken as a portrait: {reason}",
        kept="The file itself is kept as evidence.",
        remedy="Give a PNG or JPEG of the portrait.",
    )
