"""Plant canaries in a book that was linked, published, packed and copied; erase them; look everywhere.

`python -m book.erasure_canaries 1000` prints what was planted, found before, and found afterwards.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from book.canaries import canaries_in, draw, hits
from courier.offices import Office, home_at, meet_all, pair
from everyname.book import Book, reading
from everyname.book.steps.add import Given, add_files
from everyname.book.steps.claims import decide, find_claims
from everyname.book.steps.erase import erase, find
from everyname.book.steps.keep import back_up, rebuild, restore
from everyname.book.steps.link import link_book
from everyname.book.steps.publish import publish
from everyname.book.steps.review import judge
from everyname.book.steps.sources import correct_person, record_consent, set_standing, withhold
from everyname.book.steps.verify import verify_book
from everyname.ledger.entry import Draft
from everyname.model import Judgement, Verdict

STAYS = "Tavorindel"  # a name that is never erased: the scan must go on finding it
KINDS = (
    "name",
    "free column",
    "refused row",
    "article",
    "picture",
    "file name",
    "judgement",
    "note",
    "branch",
)
HEAD = "id,name,age,sex,date,city,province,cause,photo,remark\n"
CITIES = ("Tehran,Tehran", "Shiraz,Fars", "Tabriz,East Azerbaijan", "Isfahan,Isfahan")


@dataclass(slots=True)
class Outcome:
    """What one run planted and found; `back` are places where a canary stood after erasure and exchange."""

    planted: int = 0
    found_before: int = 0
    missed_before: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    places: int = 0
    stays: bool = True


def run(count: int, seed: int, root: Path) -> Outcome:
    """Plant `count` canaries under `root` (an empty folder), erase all of them at one desk, and exchange."""
    sown = _Sown(draw(count, seed))
    north, south = pair(root)
    west, east = (Office(root, name).begin(north.card()) for name in ("west", "east"))
    north.meet(west, east)
    south.meet(west, east)
    meet_all([north, south, west, east], root / "stick" / "first")
    targets = _plant(north, south, sown)
    _fork(north, east, sown, targets)
    meet_all([north, south], root / "stick" / "second")
    late = Office(root, "late").begin(north.card())
    north.meet(late)
    old = {one: north.pack(root / "stick" / f"old-{one.name}", one) for one in (south, west, late)}
    with home_at(north.home):
        back_up(north.folder, root / "stick" / "backup.tar")
    restored = Office(root, "restored")
    _leave_rests(north, sown)

    done = Outcome(planted=count)
    standing = canaries_in(north.folder)
    done.found_before = len(standing & set(sown.planted))
    done.missed_before = sorted(set(sown.planted) - standing)
    _erase(north, targets)
    north.use(link_book)
    north.use(publish)
    north.use(rebuild)

    stick = root / "stick"
    _take(late, north.pack(stick / "new-late", late))
    _take(late, old[late])
    _take(west, old[west])
    _take(south, north.pack(stick / "new-south", south))
    _take(west, south.pack(stick / "new-west", west))
    _take(south, old[south])
    with home_at(restored.home):
        restore(stick / "backup.tar", restored.folder)
    north.meet(restored)
    _take(restored, north.pack(stick / "new-restored", restored))
    _take(north, restored.pack(stick / "from-restored", north))

    offices = (north, south, west, late, restored)
    for office in offices:
        office.use(rebuild)
        done.places += sum(1 for path in office.root.rglob("*") if path.is_file())
        done.back += [f"{office.name}/{hit}" for hit in hits(office.root)]
        with home_at(office.home):
            checked = verify_book(office.folder)
        done.problems += [f"{office.name}: {one}" for one in checked.problems]
        done.problems += [f"{office.name}: {one}" for one in checked.warnings if "erased" in one]
        index = (office.folder / "index.sqlite3").read_bytes()
        done.stays = done.stays and STAYS.encode() in index
    return done


def _take(office: Office, files: tuple[Path, ...]) -> None:
    taken = office.unpack(*files)
    assert taken, files
    assert all(one.kind == "bundle" for one in taken), taken


class _Sown:
    """Canaries still to be planted, and those planted, a kind each in turn."""

    def __init__(self, words: list[str]) -> None:
        self.by_kind = {kind: words[at :: len(KINDS)] for at, kind in enumerate(KINDS)}
        self.planted = words

    def of(self, kind: str) -> list[str]:
        return self.by_kind[kind]


def _plant(north: Office, south: Office, sown: _Sown) -> list[str]:
    """Record all but the branches; gives what is to be erased, by entry or report."""
    _add_lists(north, south, sown)
    meet_all([north, south], north.root / "meet")
    shutil.rmtree(north.root / "meet")
    _add_files(north, sown)
    north.use(link_book)
    said = north.use(lambda book: _speak(book, sown))
    north.use(lambda book: decide(book, ["all"], "accepted", by="desk"))
    north.use(link_book)
    north.use(publish)
    folders = [office.root / "given" for office in (north, south)]
    for folder in folders:
        shutil.rmtree(folder)
    return [*said, *north.use(_bearing)]


def _add_lists(north: Office, south: Office, sown: _Sown) -> None:
    rows, again = [f"k1,Dara {STAYS},38,male,2021-06-01,Tehran,Tehran,Bullet wound,,"], []
    for at, word in enumerate(sown.of("name")):
        day = f"2021-{at % 12 + 1:02d}-{at % 28 + 1:02d}"
        rows.append(f"n{at},Arvand {word},{20 + at % 50},male,{day},{CITIES[at % 4]},Bullet wound,,")
        again.append(f"s{at},Arvand {word},{20 + at % 50},male,{day},{CITIES[at % 4]},Bullet wound,,")
    for at, word in enumerate(sown.of("free column")):
        rows.append(f"f{at},Parisa Golbanu-{at},31,female,2021-03-05,Shiraz,Fars,Beating,,seen by {word}")
    for at, word in enumerate(sown.of("refused row")):
        rows.append(f"r{at},Mina Rudkhani,{word},female,2021-04-12,Tehran,Tehran,Beating,,")
    for at, word in enumerate(sown.of("file name")):
        rows.append(f"p{at},Kaveh Darvand-{at},45,male,2021-04-11,Tabriz,East Azerbaijan,Beating,{word}.png,")
    for office, text in (
        (north, rows),
        (south, [*again, "k2,Navid Bahramkia,52,male,2021-05-20,,,Beating,,"]),
    ):
        folder = office.root / "given"
        folder.mkdir()
        (folder / "list.csv").write_text(HEAD + "".join(f"{row}\n" for row in text), encoding="utf-8")
        office.use(lambda book, folder=folder, name=office.name: _taken(book, [folder], name))


def _add_files(north: Office, sown: _Sown) -> None:
    folder = north.root / "given"
    (folder / "list.csv").unlink()
    for at, word in enumerate(sown.of("article")):
        text = f"{word} said on Monday that {1000 + at} people were killed in Shiraz in March 2021.\n"
        (folder / f"article-{at}.txt").write_text(text, encoding="utf-8")
    for at, word in enumerate(sown.of("picture")):
        note = PngInfo()
        note.add_text("Comment", word.encode().decode("latin-1"))
        Image.new("RGB", (4, 4), (at % 256, at // 256, 7)).save(folder / f"picture-{at}.png", pnginfo=note)
    for at, word in enumerate(sown.of("file name")):
        Image.new("RGB", (4, 4), (at % 256, at // 256, 9)).save(folder / f"{word}.png")
    north.use(lambda book: _taken(book, [folder], "north"))
    north.use(lambda book: record_consent(book, "north", "portrait", True, "asked"))


def _taken(book: Book, paths: list[Path], source: str) -> None:
    for added in add_files(book, paths, Given(source=source, kind="organisation")):
        assert added.kind != "refused", added


def _speak(book: Book, sown: _Sown) -> list[str]:
    """Judge, correct and note with a canary in every reason; gives the entries that no report leads to."""
    find_claims(book)
    reports = sorted(name for name in reading.all_reports(book) if name.startswith("north:"))
    people = sorted(set(reading.person_of(book).values()))
    for at, word in enumerate(sown.of("judgement")):
        one, other = reports[at % len(reports)], f"south:s{at % max(1, len(sown.of('name')))}"
        judge(book, [Judgement(left=one, right=other, verdict=Verdict.DIFFERENT, reason=word, reviewer="r")])
    acts: list[Any] = [
        lambda person, word: correct_person(book, person, f"the family of {word} wrote"),
        lambda person, word: withhold(book, person, "family", word),
        lambda person, word: set_standing(book, person, "contested", word),
        lambda person, word: record_consent(book, person, "publish", True, word),
    ]
    for at, word in enumerate(sown.of("note")):
        acts[at % 4](people[at % len(people)], word)
    kinds = ("judgement", "correction", "withhold", "standing", "consent")
    return [e.id for e in book.entries() if e.kind in kinds and any(w in str(e.body) for w in sown.planted)]


def _bearing(book: Book) -> list[str]:
    """Give every other entry with a canary in its body, and articles and pictures by their entry."""
    found = []
    for entry in book.entries():
        if entry.kind == "report" and "Zuq" in str(entry.body):
            found.append(str((entry.body or {})["id"]))
        if entry.kind in ("evidence", "claim") or (
            entry.kind == "release" and "document" in (entry.body or {})
        ):
            found.append(entry.id)
        if entry.kind == "decision":
            found.append(entry.id)
    return found


def _fork(north: Office, east: Office, sown: _Sown, targets: list[str]) -> None:
    """East and a copy of its disk go on apart, so that north keeps a branch with canaries in it."""
    twin = Office(east.root.parent, "twin")
    shutil.copytree(east.root, twin.root, dirs_exist_ok=True)
    words = sown.of("branch")
    for office, some in ((east, words[::2]), (twin, words[1::2])):
        if some:
            said = office.say(*(Draft("source", {"name": word, "title": word}) for word in some))
            targets += [entry.id for entry in said]
        north.unpack(*office.pack(north.root / f"from-{office.name}", north))
        shutil.rmtree(north.root / f"from-{office.name}")
        shutil.rmtree(office.root)  # both machines are lost: what they hold is out of reach


def _leave_rests(north: Office, sown: _Sown) -> None:
    """Leave what killed processes leave: a torn write, an index, a working file, what linking spilled."""
    book, word = north.folder, sown.planted[0].encode()
    with (book / "ledger" / north.device / "bodies.jsonl").open("ab") as file:
        file.write(b'{"blobs":[],"body":{"name":"' + word)
    north.say(Draft("source", {"name": "after the cut"}))
    working = ".everyname-working/1-0123456789abcdef"
    for name in (f"{working}/plain", f"{working}/link.duckdb", "vault/incoming/1-2", "index.sqlite3-shm"):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(word)


def _erase(north: Office, targets: list[str]) -> None:
    def act(book: Book) -> None:
        first = find(book, targets)
        plan = find(book, targets, [one.id for one in first.holders])
        done = erase(book, plan, "asked for by those concerned", with_related=True)
        assert done["receipts"], done

    north.use(act)


def main() -> None:
    """Run with the number of canaries and a seed, and print the outcome."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        os.environ["EVERYNAME_HOME"] = str(Path(folder) / "home")
        done = run(count, seed, Path(folder) / "offices")
    print(f"{done.planted} canaries; found before: {done.found_before}")
    print(f"{done.places} files searched after erasure and exchange; hits: {len(done.back)}")
    for line in (*done.missed_before, *done.back, *done.problems)[:20]:
        print(f"  {line}")
    sys.exit(0 if done.found_before == done.planted and not done.back and not done.problems else 1)


if __name__ == "__main__":
    main()
