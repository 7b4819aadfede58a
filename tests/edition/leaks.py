"""Plant words that must not be published in everything a book holds; publish; look for them in every byte.

`python -m edition.leaks 5000` (or `make bench-leaks`) prints what was planted, what the book still holds, and
what reached the edition, with the rank correlation between what the edition shows and the order of intake.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from book.canaries import canaries_in, draw, hits
from everyname.book import Book, reading
from everyname.book.steps.add import Given, add_files
from everyname.book.steps.link import link_book
from everyname.book.steps.policy import apply_policy
from everyname.book.steps.publish import last_edition, plan_of, publish
from everyname.book.steps.review import judge
from everyname.book.steps.sources import record_consent, set_standing, withhold
from everyname.edition.manner import MANNERS
from everyname.model import Judgement, Verdict

__all__ = ["KINDS", "Outcome", "correlation", "run"]

KINDS = (
    "own id",
    "free column",
    "withheld name",
    "withheld source",
    "unread date",
    "exact place",
    "refused row",
    "portrait file name",
    "metadata of a portrait",
    "reviewer",
    "reason",
    "note",
    "basis of a consent",
    "silent witness",
    "file",
)
HEAD = "id,name,age,sex,date,city,province,cause,photo,remark,address,latitude,longitude\n"
CITIES = ("Tehran,Tehran", "Shiraz,Fars", "Tabriz,East Azerbaijan", "Isfahan,Isfahan")
STAYS = "Tavorindel"  # a name that is published: the scan must find it in the edition
_POINT = re.compile(rb"3[0-9]\.\d{5}7|5[0-9]\.\d{5}7")  # every point ends in 7 at its sixth place


@dataclass(slots=True)
class Outcome:
    """What one run planted, found in the book, and found in the edition; correlations by what is ordered."""

    planted: int = 0
    held: int = 0
    leaked: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    files: int = 0
    stays: bool = False
    persons: int = 0
    correlations: dict[str, float] = field(default_factory=dict)


def run(count: int, seed: int, root: Path) -> Outcome:
    """Plant `count` canaries in a book under `root` (an empty folder), publish in all languages, scan."""
    words = draw(count, seed)
    sown = {kind: words[at :: len(KINDS)] for at, kind in enumerate(KINDS)}
    book = Book.create(root / "book")
    try:
        _policy(book)
        _lists(book, root / "given", sown)
        _acts(book, sown)
        edition = root / "edition"
        publish(book, edition)
        shutil.rmtree(root / "given")
        done = Outcome(planted=count)
        done.held = len(canaries_in(book.folder) & set(words))
        _scan(done, book, edition)
        _orders(done, book, edition, sown)
    finally:
        book.close()
    return done


def _policy(book: Book) -> None:
    path = book.folder / "book.toml"
    text = path.read_text(encoding="utf-8")
    quoted = ", ".join(f'"{code}"' for code in MANNERS)
    path.write_text(re.sub(r"languages = \[.*?\]", f"languages = [{quoted}]", text), encoding="utf-8")
    apply_policy(book)


def _lists(book: Book, given: Path, sown: dict[str, list[str]]) -> None:
    """Add a list whose rows hold canaries where nothing may be published, and the others."""
    given.mkdir()
    rows = [_row("k1", f"Dara {STAYS}", 0)]
    for kind, fields in (
        ("own id", "id"),
        ("free column", "remark"),
        ("withheld name", "name"),
        ("unread date", "date"),
        ("exact place", "address"),
        ("refused row", "age"),
        ("portrait file name", "photo"),
    ):
        for at, word in enumerate(sown[kind]):
            rows.append(
                _row(f"{fields}{at}", f"Arvand {_name(at, fields)}", at, **{fields: _told(fields, word)})
            )
    pictures = sown["portrait file name"][:40]
    for at, word in enumerate(sown["metadata of a portrait"]):
        rows.append(_row(f"m{at}", f"Navid {_name(at, 'meta')}", at, photo=f"meta-{at}.png"))
        _picture(given / f"meta-{at}.png", word, at)
    for at, word in enumerate(pictures):
        _picture(given / f"{word}.png", word, at)
    random.Random(1).shuffle(rows)
    (given / "list.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    _take(book, [given / "list.csv", *sorted(given.glob("*.png"))], "north", "list")
    for source, kind in (("witness", "silent witness"), ("gone", "withheld source")):
        lines = [_row(f"{source}{at}", f"Mina {word}", at, remark=word) for at, word in enumerate(sown[kind])]
        path = given / f"{source}.csv"
        path.write_text(HEAD + "".join(lines), encoding="utf-8")
        _take(book, [path], source, "witness" if source == "witness" else "list")
    for at, word in enumerate(sown["file"]):
        path = given / f"{word}.csv"
        path.write_text(HEAD + _row(f"z{at}", f"Kaveh {_name(at, 'file')}", at), encoding="utf-8")
        _take(book, [path], f"small-{at % 8}", "list")


def _row(own: str, called: str, at: int, **more: str) -> str:
    city, province = CITIES[at % 4].split(",")
    values = {
        "id": own,
        "name": called,
        "age": str(20 + at % 50),
        "sex": "male",
        "date": f"2021-{at % 12 + 1:02d}-{at % 28 + 1:02d}",
        "city": city,
        "province": province,
        "cause": "Bullet wound",
        "photo": "",
        "remark": "",
        "address": "",
        "latitude": f"{30 + at % 9}.{at * 37 % 100_000:05d}7",
        "longitude": f"{50 + at % 9}.{at * 53 % 100_000:05d}7",
    }
    return ",".join((values | more)[key] for key in HEAD.strip().split(",")) + "\n"


def _told(kind: str, word: str) -> str:
    return {"name": f"Parisa {word}", "photo": f"{word}.png", "address": f"Lime Street 5 {word}"}.get(
        kind, word
    )


def _name(at: int, salt: str) -> str:
    """Draw an invented family name that tells nothing of where the row stands."""
    chance = random.Random(f"{salt} {at}")
    return "".join(chance.choice("bdgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).capitalize()


def _picture(path: Path, word: str, at: int) -> None:
    note = PngInfo()
    note.add_text("Comment", word.encode().decode("latin-1"))
    note.add_itxt("XML:com.adobe.xmp", word)
    exif = Image.Exif()
    exif[0x010E] = word.encode().decode("latin-1")
    Image.new("RGB", (8, 8), (at % 256, at // 256, 7)).save(path, pnginfo=note, exif=exif)
    with path.open("ab") as file:
        file.write(word.encode() + struct.pack(">I", zlib.crc32(word.encode())))


def _take(book: Book, paths: list[Path], source: str, kind: str) -> None:
    for added in add_files(book, paths, Given(source=source, kind=kind)):
        assert added.kind != "refused", added


def _acts(book: Book, sown: dict[str, list[str]]) -> None:
    """Judge, note, consent and withhold, with a canary wherever the desk writes what stays inside."""
    record_consent(book, "north", "portrait", True, sown["basis of a consent"][0])
    record_consent(book, "gone", "publish", False, sown["basis of a consent"][1])
    link_book(book)
    reports = sorted(name for name in reading.all_reports(book) if name.startswith("north:"))
    for kind, field_name in (("reviewer", "reviewer"), ("reason", "reason")):
        for at, word in enumerate(sown[kind]):
            left, right = reports[at], reports[-1 - at]
            told = {"reviewer": "r", "reason": "looked", field_name: word}
            judge(book, [Judgement(left=left, right=right, verdict=Verdict.DIFFERENT, **told)])
    link_book(book)
    person_of, bearing = reading.person_of(book), reading.all_reports(book)
    hidden = set(sown["withheld name"])
    held = [r for r, one in sorted(bearing.items()) if any(n.text.split()[-1] in hidden for n in one.names)]
    for report in held:
        withhold(book, person_of[report], "safety", "asked")
    people = sorted({person_of[r] for r in reports if r not in held})
    for at, word in enumerate(sown["note"]):
        withhold(book, people[at % len(people)], "family", word)
        withhold(book, people[at % len(people)], "", "", lift=True)
    for at, word in enumerate(sown["basis of a consent"][2:]):
        record_consent(book, people[-1 - at % len(people)], "publish", True, word)
    set_standing(book, person_of[next(r for r in reports if r not in held)], "documented", "seen by two")


def _scan(done: Outcome, book: Book, edition: Path) -> None:
    devices = [log.device.encode() for log in book.logs()]
    done.leaked = hits(edition)
    for path in sorted(edition.rglob("*")):
        if not path.is_file():
            continue
        done.files += 1
        data, name = path.read_bytes(), path.relative_to(edition).as_posix()
        done.points += [name] if path.suffix != ".png" and _POINT.search(data) else []
        done.devices += [name for one in devices if one in data or one in name.encode()]
        done.stays = done.stays or STAYS.encode() in data


def _orders(done: Outcome, book: Book, edition: Path, sown: dict[str, list[str]]) -> None:
    """Compare the order of intake with places in the log, with ids, and with the rows of the data."""
    order = {report: at for at, report in enumerate(_intake(book))}
    first: dict[str, int] = {}
    for report, person in reading.person_of(book).items():
        if report in order:
            first[person] = min(order[report], first.get(person, sys.maxsize))
    last = last_edition(book)
    places = plan_of(book, last.plan)["indices"]
    shown = sorted(path.stem for path in (edition / "en" / "persons").glob("*.html"))
    shown = [one for one in shown if one in first]
    done.persons = len(shown)
    taken = [first[one] for one in shown]
    listed = (edition / "data" / "persons.csv").read_text(encoding="utf-8").splitlines()
    rank = {line.split(",", 1)[0]: at for at, line in enumerate(listed)}
    done.correlations = {
        "place in the log": correlation(taken, [places[f"person-{one}"] for one in shown]),
        "id of the person": correlation(taken, list(range(len(shown)))),
        "row of the data": correlation(taken, [rank[one] for one in shown]),
    }


def _intake(book: Book) -> list[str]:
    """Give the reports of the great list in the order in which they came in."""
    return [
        str((entry.body or {})["id"])
        for entry in book.entries()
        if entry.kind == "report" and str((entry.body or {}).get("id", "")).startswith("north:")
    ]


def correlation(left: Sequence[int], right: Sequence[int]) -> float:
    """Give Spearman's rank correlation of two rows of different numbers."""
    ranks = [np.argsort(np.argsort(np.asarray(one))) for one in (left, right)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def main() -> None:
    """Run with the number of canaries and a seed, and print the outcome."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        os.environ["EVERYNAME_HOME"] = str(Path(folder) / "home")
        done = run(count, seed, Path(folder))
    print(f"{done.planted} canaries in {len(KINDS)} kinds of place; the book holds {done.held}")
    print(f"{done.files} files of the edition searched; leaked: {len(done.leaked)}")
    print(f"exact points: {len(done.points)}; device ids: {len(done.devices)}")
    for what, value in done.correlations.items():
        print(f"{what} and order of intake, {done.persons} persons: {value:+.3f}")
    for line in (*done.leaked, *done.points, *done.devices)[:20]:
        print(f"  {line}")
    sys.exit(1 if done.leaked or done.points or done.devices or done.held < done.planted else 0)


if __name__ == "__main__":
    main()
