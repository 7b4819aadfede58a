"""Draw the pictures of the documents: of an invented edition, with Chromium, and of the tutorial's table.

    make pictures
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TUTORIAL = ("overlap", "panel", "models", "leave-one-out")
DESKTOP, PHONE = (1200, 1350), (420, 1500)


def shoot(browser: str, page: Path, picture: Path, size: tuple[int, int]) -> None:
    """Take a picture of a page."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def draw_tutorial() -> None:
    """Draw the pictures of the tutorial on Kosovo by its own command; this needs no browser."""
    table = HERE.parent / "tutorial" / "kosovo.csv"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "everyname", "estimate", "--patterns", str(table), "--pictures", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for name in TUTORIAL:
            shutil.copyfile(Path(folder) / f"{name}.svg", HERE / f"kosovo-{name}.svg")


def main() -> int:
    """Draw the tutorial's pictures, then make an invented edition and draw its pages."""
    draw_tutorial()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("This needs Chromium on the path; the pictures of pages were left as they are.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EVERYNAME_HOME"] = f"{folder}/home"
        from everyname.book.steps.demo import run_demo

        run_demo(Path(folder) / "out")
        edition = Path(folder) / "out" / "edition"
        faces = [p.name for p in sorted((edition / "en" / "persons").glob("*.html")) if "portraits/" in p.read_text()]
        pages = {"front": "index.html", "names": "names.html", "person": f"persons/{faces[0]}", "numbers": "numbers.html"}
        for name, page in pages.items():
            for language in ("en", "fa"):
                for kind, size in (("desktop", DESKTOP), ("phone", PHONE)):
                    shoot(browser, edition / language / page, HERE / f"{name}-{language}-{kind}.png", size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
