"""An incremental edition: only what changed is made and written, and the bytes are those of a whole one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from edition.invented import edition_files, facts, salts
from edition.invented import portrait as picture
from everyname.edition import pages
from everyname.edition.kept import Kept, pages_version
from everyname.edition.proofs import fingerprint, statements
from everyname.edition.public import PublicEdition, PublicName
from everyname.edition.redact import Rules, allow
from everyname.edition.write import Staged, content_files


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PublicEdition]:
    """An edition that stands in a folder."""
    edition, folder = allow(facts(), Rules()), tmp_path_factory.mktemp("kept") / "one"
    staged = Staged(folder)
    staged.take(edition_files(edition).items())
    staged.finish("", {})
    return folder, edition


def kept(folder: Path, edition: PublicEdition, made_by: str = "") -> Kept:
    digests = {s.id: fingerprint(s.data) for s in statements(edition)}
    listed = hashlib.sha256((folder / "manifest-sha256.txt").read_bytes()).hexdigest()
    return Kept(folder, edition, digests, manifest=listed, made_by=made_by or pages_version())


def files(edition: PublicEdition, given: Kept | None) -> dict[str, bytes]:
    shown = {hashlib.sha256(picture()).hexdigest(): picture()}
    return dict(content_files(edition, shown, salts(edition), "test.example+0+0", given))


def rename(edition: PublicEdition) -> PublicEdition:
    first = replace(edition.persons[0], names=(PublicName(text="Another Spelling", script="latin"),))
    return replace(edition, persons=(first, *edition.persons[1:]))


CHANGES: dict[str, Callable[[PublicEdition], PublicEdition]] = {
    "nothing but number and date": lambda e: e,
    "a name": rename,
    "who is there": lambda e: replace(e, persons=e.persons[1:]),
    "the title of a source": lambda e: replace(
        e, sources=tuple(replace(s, title=f"{s.title} anew") for s in e.sources)
    ),
    "the name of a place": lambda e: replace(e, place_names=(("Marou", "ماروی"), ("Sarvan", "سروان"))),
    "the title": lambda e: replace(e, title="Another record"),
    "the countries": lambda e: replace(e, scope=replace(e.scope, countries=("IR", "XA"))),
    "who is a minor": lambda e: replace(e, rules=replace(e.rules, minor_age=17)),
    "that all is invented": lambda e: replace(e, invented=False),
    "the languages": lambda e: replace(e, languages=("fa", "en")),
    "who died in one event": lambda e: replace(
        e, persons=tuple(replace(p, first="2030-02-12", last="2030-02-12") for p in e.persons)
    ),
    "how many make an event": lambda e: replace(e, rules=replace(e.rules, small_cell=1)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_incremental_edition_is_byte_for_byte_a_whole_one(
    before: tuple[Path, PublicEdition], what: str
) -> None:
    """Whatever changed since, pages used again give the edition that is made from nothing."""
    now = CHANGES[what](replace(before[1], number=2, as_of="2030-07-01"))
    assert files(now, kept(*before)) == files(now, None)


def test_only_changed_persons_pages_are_made(
    before: tuple[Path, PublicEdition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person changed: that page is made anew in each language, the others are used again."""
    made: list[str] = []
    person = pages._Site._person

    def look(site: object, one: object) -> object:
        made.append(one.id)  # type: ignore[attr-defined]
        return person(site, one)  # type: ignore[arg-type]

    monkeypatch.setattr(pages._Site, "_person", look)
    now = replace(rename(before[1]), number=2, as_of="2030-07-01")
    files(now, kept(*before))
    assert made == [now.persons[0].id] * len(now.languages)


def test_a_damaged_or_foreign_page_is_never_used_again(
    before: tuple[Path, PublicEdition], tmp_path: Path
) -> None:
    """A page that is not as it was signed, or that other templates made, is made anew."""
    folder, edition = before
    staged = Staged(tmp_path / "copy")
    staged.take(files(edition, None).items())
    staged.finish("", {})
    page = tmp_path / "copy" / "en" / "persons" / f"{edition.persons[0].id}.html"
    page.write_bytes(page.read_bytes().replace(b"killed", b"living"))
    assert files(edition, kept(tmp_path / "copy", edition)) == files(edition, None)
    assert kept(folder, edition, "0" * 64).finder(edition, {})("en", edition.persons[0].id, "") is None


def test_equal_files_of_the_older_edition_are_not_written_again(
    before: tuple[Path, PublicEdition], tmp_path: Path
) -> None:
    """A file of the same bytes is the same file on the disk; one that differs is a new one."""
    folder = before[0]
    staged = Staged(folder.parent / "two", folder)
    staged.take([("style.css", (folder / "style.css").read_bytes()), ("index.html", b"other")])
    assert staged.finish("", {}) == 4
    two = folder.parent / "two"
    assert (two / "style.css").samefile(folder / "style.css")
    assert not (two / "index.html").samefile(folder / "index.html")
    assert (two / "index.html").read_bytes() == b"other"
