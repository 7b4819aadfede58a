"""From a book: the archive for sticks, and the next edition, of which only what changed is new."""

from __future__ import annotations

import tarfile

from desk import FIRST_LIST, Desk, files_of
from everyname.edition.verify_edition import check


def published(desk: Desk) -> None:
    """A book with one list, linked and published."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    desk.do("publish", "--date", "2030-06-01")


def test_a_stick_is_made_from_the_edition_and_is_whole(desk: Desk) -> None:
    """The archive holds the last edition under the publisher's key, the same bytes each time."""
    published(desk)
    first, second = desk.folder / "one.tar.xz", desk.folder / "two.tar.xz"
    desk.do("publish", "--stick", str(first))
    desk.do("publish", "--stick", str(second))
    assert first.read_bytes() == second.read_bytes()
    with tarfile.open(first) as archive:
        archive.extractall(desk.folder / "stick", filter="data")
    (folder,) = (desk.folder / "stick").iterdir()
    assert check(folder, (desk.book / "publication" / "key.vkey").read_text()) == []
    said = desk.run("publish", "--stick", str(first), "--book", desk.book)
    assert said.code == 1
    assert "there already" in said.err


def test_the_next_edition_links_what_did_not_change(desk: Desk) -> None:
    """One correction: that person's pages are new, the others the same files; rebuilt, all is as it was."""
    published(desk)
    person = desk.do("show", "north:1", "--json", "-").plain["person"]
    desk.do("correct", person, "--text", "The family states another day.")
    desk.do("publish", "--date", "2030-07-01")
    one, two = sorted((desk.book / "editions").iterdir())
    pages = {path.relative_to(two): path for path in two.glob("*/persons/*.html")}
    new = {path.stem for name, path in pages.items() if not path.samefile(one / name)}
    assert new == {person}
    assert len({path.stem for path in pages}) > 1
    assert check(one, None) == check(two, None) == []
    whole = files_of(two)
    for path in (one, two):
        for file in [*path.rglob("*.html")]:
            file.unlink()
    assert desk.run("rebuild", "--book", desk.book).code == 0
    assert files_of(two) == whole
    assert check(one, None) == []
