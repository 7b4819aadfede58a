from __future__ import annotations

import html
import re
import stat
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import segno

from courier.offices import Office, home_at, pair
from desk import Desk
from everyname.book import keyring
from everyname.book.steps import recovery
from everyname.courier.unpack import unpack
from everyname.errors import FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import keys
from everyname.ledger.identity import RecoveryKey


def lines_of(page: str) -> list[str]:
    """Read the lines a person would type off the page."""
    rows = re.findall(r"<tr><th scope=\"row\">(\d)</th><td>([^<]*)</td><td>([^<]*)</td></tr>", page)
    return [" ".join(row) for row in rows]


def printed(folder: Path) -> tuple[str, RecoveryKey]:
    recovery.print_recovery(folder / "page.html")
    key = keyring.find_recovery()
    assert key is not None
    return (folder / "page.html").read_text(encoding="utf-8"), key


def test_the_page_holds_the_key_for_person_and_machine(tmp_path: Path) -> None:
    """Lines with check marks give the key back, the printed code is the key, nothing is loaded."""
    page, key = printed(tmp_path)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o600
    assert recovery.check_typed(lines_of(page)) == key
    assert key.recipient in page
    assert segno.make_qr(key.secret, error="m").svg_inline(border=2, omitsize=True) in page
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page)
    assert 'lang="fa" dir="rtl"' in page
    assert "کلید بازیابی" in html.unescape(page)
    body = re.sub(r"<!doctype html>|<meta[^>]*>", "", page)
    ElementTree.fromstring(body)


def test_the_page_is_never_written_into_a_book(desk: Desk) -> None:
    """A secret never gets into the book or its backups; nor over a file that is there."""
    desk.init()
    for path in (desk.book / "page.html", desk.book / "editions" / "page.html"):
        with pytest.raises(FileRefused, match="lies in the book"):
            recovery.print_recovery(path)
        assert not path.exists()
    there = desk.write("there.html", "x")
    with pytest.raises(FileRefused, match="exists"):
        recovery.print_recovery(there)


def test_a_key_is_forgotten_only_with_the_paper_in_hand(tmp_path: Path) -> None:
    """A mistyped line keeps the secret; the right lines remove it, and sealing goes on to the same key."""
    page, key = printed(tmp_path)
    lines = lines_of(page)
    with pytest.raises(ValueRefused, match="Line 3"):
        recovery.forget_recovery(
            [*lines[:2], lines[2].replace(lines[2][3], "Q" if lines[2][3] != "Q" else "P"), *lines[3:]]
        )
    assert keyring.find_recovery() == key
    recovery.forget_recovery(lines)
    assert keyring.find_recovery() is None
    assert keyring.recovery_recipient() == key.recipient
    assert all(key.secret.encode() not in path.read_bytes() for path in keyring.folder().iterdir())
    with pytest.raises(UsedWrongly, match="not on this machine"):
        recovery.print_recovery(tmp_path / "again.html")
    recovery.restore_recovery(lines)
    assert keyring.find_recovery() == key


def test_a_bundle_for_others_opens_by_the_recovery_key_alone(tmp_path: Path) -> None:
    """A lost machine's work comes back from a bundle it packed for a partner, by paper and its card."""
    north, south = pair(tmp_path)
    card = north.card()
    files = north.pack(tmp_path / "stick", south)
    with home_at(north.home):
        page, _ = printed(tmp_path)
    fresh = Office(tmp_path, "fresh").begin(card)
    (refused,) = fresh.unpack(*files)
    assert refused.kind == "quarantined"
    with pytest.raises(FileRefused, match="recovery key is not on this machine"):
        fresh.use(lambda book: unpack(book, files, by_recovery=True))
    with home_at(fresh.home):
        recovery.restore_recovery(lines_of(page))
    (taken,) = fresh.use(lambda book: unpack(book, files, by_recovery=True))
    assert (taken.kind, taken.entries > 0) == ("bundle", True)


def test_another_machines_key_is_not_mixed_with_this_ones(tmp_path: Path, keys_home: Path) -> None:
    """Where another recovery key is at home, a typed one is refused and named as another's."""
    with home_at(tmp_path / "other"):
        page, other = printed(tmp_path)
    own = keyring.recovery_recipient()
    with pytest.raises(ValueRefused, match=other.recipient):
        recovery.check_typed(lines_of(page))
    with pytest.raises(UsedWrongly, match="another machine"):
        recovery.restore_recovery(lines_of(page))
    assert keyring.recovery_recipient() == own
    assert keys.load_recovery(keys_home / "keys").recipient == own
