"""A card says who a partner is; it is taken only whole and safe."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from courier.forge import SMALL_ORDER
from courier.offices import Office, home_at, pair
from everyname.book.members import members
from everyname.courier.card import read_card
from everyname.courier.partner import add_partner
from everyname.errors import FileRefused, UsedWrongly
from everyname.ledger import note
from everyname.ledger.keys import SigningKey, VerifyKey


def test_a_card_is_recorded_once_and_shows_who_took_it(tmp_path: Path) -> None:
    """Taking a card twice records one entry; the members say who is known and who introduced them."""
    north, south = pair(tmp_path)
    card = read_card(south.card().encode())
    assert not north.use(lambda book: add_partner(book, card))
    found = {m.device: m for m in north.use(members)}
    assert found[south.device].name == "south"
    assert found[south.device].introduced_by == (north.device,)
    assert found[south.device].recipient == card.recipient


def test_a_card_holds_no_secret(tmp_path: Path) -> None:
    """Neither the seed nor the age secret of the machine stands in its card, nor in its book."""
    north = Office(tmp_path, "north").begin()
    card = north.card()
    keys_ = [path.read_text() for path in (north.home / "keys").glob("*")]
    secrets = [text.split('"seed":"')[1][:64] for text in keys_ if '"seed"' in text]
    secrets += [line for text in keys_ for line in text.splitlines() if line.startswith("AGE-SECRET")]
    assert len(secrets) >= 2
    held = [path.read_bytes() for path in north.folder.rglob("*") if path.is_file()]
    assert not any(s in card or any(s.encode() in data for data in held) for s in secrets)


def weak_card(card: str) -> str:
    """Give a card of a small-order key, whose signature fits every text."""
    key = VerifyKey(name="weak", public=SMALL_ORDER)
    text, _ = note.split(card)
    lines = [f"vkey {key.vkey}\n" if x.startswith("vkey") else x for x in text.splitlines(keepends=True)]
    signature = base64.b64encode(key.key_id + SMALL_ORDER + bytes(32)).decode()
    return "".join(lines) + f"\n— weak {signature}\n"


@pytest.mark.parametrize(
    "alter",
    [
        weak_card,
        lambda card: card.replace("name north", "name south"),
        lambda card: card.replace("age age1", "age age1q"),
        lambda card: card.replace("card v1", "card v2"),
        lambda card: card[: card.index("\n\n") + 1],
        lambda card: card.replace("\n", "\r\n"),
        lambda card: "",
        lambda card: note.sign(note.split(card)[0], [SigningKey(name="other", seed=b"o" * 32)]),
    ],
    ids=["small-order", "name", "recipient", "version", "unsigned", "crlf", "empty", "signed-by-another"],
)
def test_an_altered_card_is_refused(tmp_path: Path, alter: object) -> None:
    """A card with a weak key, or altered anywhere, is not taken."""
    card = Office(tmp_path, "north").begin().card()
    with pytest.raises(FileRefused, match="not a card"):
        read_card(alter(card).encode())  # type: ignore[operator]


def test_ones_own_card_is_not_taken(tmp_path: Path) -> None:
    """A machine does not enrol itself."""
    north = Office(tmp_path, "north").begin()
    card = read_card(north.card().encode())
    with pytest.raises(UsedWrongly, match="own card"):
        north.use(lambda book: add_partner(book, card))


def test_two_books_begun_apart_become_one_by_exchanging_cards(tmp_path: Path) -> None:
    """Offices that each began a book before they met lose nothing: both books hold everything afterwards."""
    north, south = Office(tmp_path, "north").begin(), Office(tmp_path, "south").begin()
    north.source("said-in-the-north")
    south.source("said-in-the-south")
    (refused,) = south.unpack(*packed_without_meeting(north, south, tmp_path))
    assert "enrolled" in refused.reason
    south.meet(north)
    south.unpack(*north.pack(tmp_path / "stick", south))
    (taken,) = north.unpack(*south.pack(tmp_path / "stick", north))
    assert taken.kind == "bundle", taken
    south.unpack(*north.pack(tmp_path / "stick", south))
    assert north.tables()["sources"] == south.tables()["sources"]
    assert len(north.tables()["sources"]) == 2


def packed_without_meeting(north: Office, south: Office, root: Path) -> tuple[Path, ...]:
    north.meet(south)
    with home_at(north.home):
        return north.pack(root / "stick", south)
