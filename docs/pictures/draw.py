"""Draw the pictures of the documents: of an invented edition, with Chromium, and of the tutorial's table.

make pictures
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TUTORIAL = ("overlap", "panel", "models", "leave-one-out")
SIZES = {"desktop": (1060, 1000), "phone": (390, 1000)}
COLOURS = 24  # enough for flat pages and a drawn portrait; a picture stays small
LANGUAGES = ("en", "fa")
# The invented country is in no gazetteer; these stand in, so that events and provinces can be seen.
PLACES = (
    ("Marou", "Sarvan"),
    ("Marou", "Tel Amin"),
    ("Velan", "Rusta"),
    ("Velan", "Kesh"),
    ("Arbin", ""),
    ("", ""),
)
PERSIAN = (
    *(("Marou", "مارو"), ("Sarvan", "سروان"), ("Tel Amin", "تل امین")),
    *(("Velan", "ولان"), ("Rusta", "روستا"), ("Kesh", "کش"), ("Arbin", "آربین")),
)


def draw_tutorial() -> None:
    """Draw the pictures of the tutorial on Kosovo by its own command; this needs no browser."""
    table = HERE.parent / "tutorial" / "kosovo.csv"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "everyname",
            "estimate",
            "--patterns",
            str(table),
            "--pictures",
            folder,
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for name in TUTORIAL:
            shutil.copyfile(Path(folder) / f"{name}.svg", HERE / f"kosovo-{name}.svg")


def placed(person: Any) -> Any:
    """Give a person an invented place, always the same."""
    province, city = PLACES[zlib.crc32(person.id.encode()) % len(PLACES)]
    return replace(person, province=province, city="" if person.minor else city)


def second_edition(first: Any) -> Any:
    """Make of the demonstration's edition one that follows another, so that changes can be seen."""
    from everyname.edition.changes import changes_between
    from everyname.edition.public_changes import PublicGone

    persons = tuple(map(placed, first.persons))
    moved = replace(persons[0], id="p" + "z" * 10)
    older = tuple(
        replace(one, standing="reported", sayings=one.sayings[:1]) if at % 211 == 7 else one
        for at, one in enumerate(persons)
        if at % 97
    )
    rules = replace(
        first.rules,
        contact="Write to corrections@record.example, or give a letter to whoever brought you this.",
    )
    before = replace(
        first, persons=(*older, moved), number=1, as_of="2026-06-01", rules=replace(rules, minor_age=16)
    )
    gone = (PublicGone(id=moved.id, reason="merged", into=persons[0].id),)
    now = replace(
        first,
        persons=persons,
        number=2,
        as_of="2026-09-01",
        rules=rules,
        gone=gone,
        place_names=PERSIAN,
        languages=LANGUAGES,
    )
    return replace(now, changes=changes_between(before, now))


def write_edition(folder: Path) -> dict[str, str]:
    """Write the pages of an invented edition; gives a page of every kind, below a language's folder."""
    from everyname.book.book import Book
    from everyname.book.steps.demo import run_demo
    from everyname.book.steps.draft import preview
    from everyname.edition.pages import page_files

    run_demo(folder / "out")
    edition = second_edition(preview(Book.open(folder / "out" / "book")).edition)
    for path, data in page_files(edition):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.copytree(folder / "out" / "edition" / "portraits", folder / "portraits")
    face = next(person.id for person in edition.persons if person.portrait and len(person.sayings) > 1)
    event = sorted((folder / "en" / "events").glob("*.html"))[0].name
    menu = (
        "names",
        "events",
        "places",
        "timeline",
        "numbers",
        "method",
        "changes",
        "corrections",
        "data",
        "check",
    )
    return {
        **{name: f"{name}.html" for name in menu},
        "front": "index.html",
        "facet": "names/month-2021-04.html",
        "person": f"persons/{face}.html",
        "event": f"events/{event}",
        "moved": f"persons/{edition.gone[0].id}.html",
    }


def shoot(browser: str, folder: Path, kinds: dict[str, str]) -> None:
    """Take a picture of every kind of page in both languages and sizes, in few colours."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            page = shown.new_page(viewport={"width": width, "height": height})
            for language in LANGUAGES:
                for kind, path in kinds.items():
                    picture = HERE / f"{kind}-{language}-{size}.png"
                    page.goto((folder / language / path).as_uri())
                    page.screenshot(path=picture)
                    Image.open(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
                        picture, optimize=True
                    )
        shown.close()


def main() -> int:
    """Draw the tutorial's pictures, then make an invented edition and draw its pages."""
    draw_tutorial()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("This needs Chromium on the path; the pictures of pages were left as they are.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EVERYNAME_HOME"] = f"{folder}/home"
        shoot(browser, Path(folder), write_edition(Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
