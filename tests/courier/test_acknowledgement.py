"""An acknowledgement is what the other side holds, signed: it shows a tail that was cut off here."""

from __future__ import annotations

import shutil
from pathlib import Path

from courier.offices import Office, home_at, pair
from everyname.book import held
from everyname.book.steps.proven import proven
from everyname.book.steps.verify import verify_book
from everyname.courier.unpack import write_ack
from everyname.ledger.log import DeviceLog


def acknowledged(root: Path) -> tuple[Office, Office, Path]:
    """Give two offices; the south has taken a bundle of the north, and its acknowledgement is at hand."""
    north, south = pair(root)
    north.source("radio")
    south.unpack(*north.pack(root / "stick", south))
    ack = south.use(lambda book: write_ack(book, root / "stick"))
    return north, south, ack


def test_verify_says_what_others_hold(tmp_path: Path) -> None:
    """Once the acknowledgement is taken, the north's entries are known to be held by the south too."""
    north, south, ack = acknowledged(tmp_path)
    before = north.cut()
    (taken,) = north.unpack(ack)
    assert (taken.kind, taken.sender) == ("have", south.device)
    assert north.cut() == before
    size = DeviceLog(north.folder / "ledger" / north.device).size
    with home_at(north.home):
        assert proven(north.folder).held == ((north.device, size, (south.device,)),)
        assert verify_book(north.folder).problems == ()


def test_a_tail_cut_off_with_its_head_shows(tmp_path: Path) -> None:
    """Rolled back to an older copy, the log is whole in itself; the partner's note says what is missing."""
    north, south, ack = acknowledged(tmp_path)
    device, old = north.device, tmp_path / "old"
    shutil.copytree(north.folder / "ledger", old)
    north.source("paper")
    north.unpack(ack)
    south.unpack(*north.pack(tmp_path / "more", south))
    north.unpack(south.use(lambda book: write_ack(book, tmp_path / "more")))
    shutil.rmtree(north.folder / "ledger")
    shutil.copytree(old, north.folder / "ledger")
    with home_at(north.home):
        assert DeviceLog(north.folder / "ledger" / device).verify() == []
        checked = verify_book(north.folder)
    assert checked.problems == ()
    assert len(checked.warnings) == 1
    assert f"{south.device} holds" in checked.warnings[0]
    (taken,) = north.unpack(*south.pack(tmp_path / "back", north))
    assert taken.kind == "bundle", taken
    assert any("paper" in row for row in north.tables()["sources"])
    with home_at(north.home):
        assert verify_book(north.folder).warnings == ()


def test_an_older_acknowledgement_takes_nothing_back(tmp_path: Path) -> None:
    """Notes may come late and twice: what was known to be held stays known."""
    north, south, early = acknowledged(tmp_path)
    north.source("paper")
    south.unpack(*north.pack(tmp_path / "more", south))
    late = south.use(lambda book: write_ack(book, tmp_path / "more"))
    for note in (late, early, late):
        north.unpack(note)
    with home_at(north.home):
        ((_, size, _),) = proven(north.folder).held
    assert size == DeviceLog(north.folder / "ledger" / north.device).size
    assert len(list((north.folder / "courier" / "held").iterdir())) == 1


def test_an_altered_acknowledgement_is_refused(tmp_path: Path) -> None:
    """A note whose size was raised is not believed."""
    north, _, ack = acknowledged(tmp_path)
    text = ack.read_text(encoding="utf-8")
    size = DeviceLog(north.folder / "ledger" / north.device).size
    ack.write_text(text.replace(f" {size} ", f" {size + 5} "), encoding="utf-8")
    (taken,) = north.unpack(ack)
    assert taken.kind == "quarantined"
    assert "signature" in taken.reason


def test_the_short_line_of_a_head_is_the_same_on_both_sides(tmp_path: Path) -> None:
    """Read aloud, it tells two offices whether they hold the same."""
    north, south, _ = acknowledged(tmp_path)
    lines = [
        office.use(lambda book: [held.short_head(log) for log in book.logs()][:2])
        for office in (north, south)
    ]
    device = north.device
    one, other = ([line for line in some if line.startswith(device)] for some in lines)
    assert one == other
    assert len(one[0]) < 60


def test_ones_own_note_on_the_stick_proves_nothing(tmp_path: Path) -> None:
    """A folder that still holds one's own acknowledgement does not make one's own word another's."""
    _, south, ack = acknowledged(tmp_path)
    (taken,) = south.unpack(ack)
    assert taken.kind == "have"
    with home_at(south.home):
        assert all(south.device not in by for _, _, by in proven(south.folder).held)


def test_a_link_on_the_stick_is_not_followed(tmp_path: Path) -> None:
    """A stick whose files lead elsewhere on this machine makes nothing be read there."""
    north, south = pair(tmp_path)
    (bundle,) = north.pack(tmp_path / "stick", south)
    (tmp_path / "private").write_text("private", encoding="utf-8")
    (tmp_path / "stick" / "led-away.age").symlink_to(tmp_path / "private")
    (taken,) = south.unpack(tmp_path / "stick")
    assert (taken.name, taken.kind) == (bundle.name, "bundle")
