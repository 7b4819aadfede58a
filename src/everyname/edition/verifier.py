"""Give the programs an edition is checked with, each as one file that needs nothing beside it.

`verify.py` is put together from `verify_signed.py` and `verify_edition.py`, `verify.html` from a page, a
style sheet and two scripts. Their hashes are what partners of the publisher print.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

__all__ = ["VERIFIERS", "hashes", "verifier_files"]

VERIFIERS = ("verify.html", "verify.py")

_HERE = Path(__file__).parent
_IMPORTS = re.compile(r"^(?:import|from) [^\n]*\n", re.MULTILINE)


@lru_cache(maxsize=1)
def verifier_files() -> dict[str, bytes]:
    """Give the bytes of `verify.py` and `verify.html`, the same in every edition this version writes."""
    return {"verify.py": _program(), "verify.html": _page()}


def hashes() -> dict[str, str]:
    """Give the hex SHA-256 of each verifier, by its name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in verifier_files().items()}


def _program() -> bytes:
    """Put the two sources in one file: what the second says of itself, all imports, then both bodies."""
    signed, edition = ((_HERE / f"verify_{name}.py").read_text("utf-8") for name in ("signed", "edition"))
    said = edition[: edition.index("from __future__")]
    found = {line for text in (signed, edition) for line in _IMPORTS.findall(text) if "everyname" not in line}
    found.discard("from __future__ import annotations\n")
    imports = sorted(found, key=lambda line: (line.startswith("from"), line))
    bodies = (
        _body(edition, "__all__", "class Edition"),
        _body(signed, "class Wrong"),
        _body(edition, "class Edition"),
    )
    return f"{said}from __future__ import annotations\n\n{''.join(imports)}\n{''.join(bodies)}".encode()


def _body(text: str, start: str, end: str = "") -> str:
    first = text.index(f"\n{start}") + 1
    return text[first : text.index(f"\n{end}", first) + 1 if end else None].rstrip() + "\n\n\n"


def _page() -> bytes:
    """Put style and scripts into the page, which names their hashes and so runs nothing else."""
    parts = {name: (_HERE / "templates" / name).read_text("utf-8") for name in ("verify.css", "verify.html")}
    scripts = ("verify_signed.js", "verify_edition.js", "verify.js")
    script = "".join((_HERE / "templates" / name).read_text("utf-8") for name in scripts)
    page = parts["verify.html"]
    for mark, text in (("STYLE", parts["verify.css"]), ("SCRIPT", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        page = page.replace(f"{{{mark}_HASH}}", digest).replace(f"{{{mark}}}", text)
    return page.encode()
