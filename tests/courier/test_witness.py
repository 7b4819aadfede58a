"""Partners outside cosign heads by file: what they said is kept, and a head taken back is noticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from courier.offices import Office, home_at
from desk import FIRST_LIST
from everyname.book import cosigned
from everyname.book.steps.keep import rebuild
from everyname.book.steps.link import link_book
from everyname.book.steps.policy import apply_policy
from everyname.book.steps.proven import compare_heads, proven
from everyname.book.steps.publish import publish
from everyname.book.steps.verify import verify_folder
from everyname.courier import cosigner, witness
from everyname.courier.cosigner import Answer
from everyname.errors import Damaged, EverynameError, FileRefused, UsedWrongly
from everyname.ledger import checkpoint, cosign, tree, witnessing
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey

TIME = 1_700_000_000


class Partner:
    """A machine outside any book that cosigns."""

    def __init__(self, root: Path, name: str) -> None:
        self.home = root / name
        with home_at(self.home):
            self.key = cosigner.witness_key(f"{name}.example/witness")

    def sign(self, text: str, time: int = TIME, *, accept: bool = True) -> list[Answer]:
        """Cosign a file."""
        with home_at(self.home):
            return cosigner.sign(text.encode(), time, accept=accept)


def asked(office: Office, *since: int) -> str:
    return office.use(lambda book: witness.ask(book, since)).text


def taken(office: Office, answers: list[Answer]) -> list[bool]:
    data = "".join(one.signed for one in answers).encode()
    return [one.new for one in office.use(lambda book: witness.take(book, data))]


def said_of(office: Office) -> list[tuple[int, int]]:
    """Give size and number of witnesses of each log, as verify counts them."""
    with home_at(office.home):
        return [(one.size, len(one.by)) for one in proven(office.folder).cosigned]


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Office, Partner, Partner]:
    """A desk whose policy asks for two witnesses, and these two."""
    north, one, two = (
        Office(tmp_path, "north").begin(),
        Partner(tmp_path, "abroad"),
        Partner(tmp_path, "court"),
    )
    path = north.folder / "book.toml"
    text = path.read_text(encoding="utf-8").replace("needed = 0", "needed = 2")
    path.write_text(
        text.replace("keys = []", f'keys = ["{one.key.vkey}", "{two.key.vkey}"]'), encoding="utf-8"
    )
    north.use(apply_policy)
    return north, one, two


def test_two_witnesses_are_counted(desk: tuple[Office, Partner, Partner]) -> None:
    """One file serves both; each answer is kept once, and verify counts them until the policy is met."""
    north, one, two = desk
    text = asked(north)
    assert said_of(north) == [(0, 0)]
    assert taken(north, one.sign(text)) == [True]
    assert taken(north, one.sign(text, TIME + 5)) == [False]
    size = north.use(lambda book: book.logs()[0].size)
    assert said_of(north) == [(size, 1)]
    assert taken(north, two.sign(text)) == [True]
    assert said_of(north) == [(size, 2)]
    assert asked(north) == ""
    with home_at(north.home):
        assert not any("cut off" in line or "cosigned" in line for line in proven(north.folder).not_proven)


def test_a_log_that_goes_on_is_cosigned_again(desk: tuple[Office, Partner, Partner]) -> None:
    """Whether an answer came back or was lost on the way, the next file shows how the log grew."""
    north, one, two = desk
    first = asked(north)
    taken(north, one.sign(first))
    two.sign(first)  # and this answer is lost
    for turn in range(3):
        north.source(f"radio-{turn}")
        text = asked(north)
        assert taken(north, one.sign(text)) == [True]
        assert taken(north, two.sign(text)) == [True]


def test_a_witness_never_signs_two_histories(desk: tuple[Office, Partner, Partner], tmp_path: Path) -> None:
    """Rolled back and written anew, a log asks for a second history: refused, its head kept as evidence."""
    north, one, _ = desk
    before = tmp_path / "before"
    shutil.copytree(north.root, before)
    north.source("radio")
    assert one.sign(asked(north))[0].signed
    shutil.rmtree(north.root)
    shutil.copytree(before, north.root)
    (older,) = one.sign(asked(north))
    assert "rolled back" in older.refused
    north.source("paper")
    (other,) = one.sign(asked(north))
    assert "two different histories" in other.refused
    north.source("more")
    (longer,) = one.sign(asked(north, north.use(lambda book: book.logs()[0].size) - 1))
    assert "does not show that" in longer.refused
    assert not any(answer.signed for answer in (older, other, longer))
    assert len(list((one.home / "witness" / "refused").iterdir())) == 2


def test_a_log_nobody_knows_waits_for_a_person(desk: tuple[Office, Partner, Partner]) -> None:
    """An unknown log is cosigned only where a person says so; afterwards its key is known."""
    north, one, _ = desk
    (answer,) = one.sign(asked(north), accept=False)
    assert "has not cosigned" in answer.refused
    assert answer.vkey in asked(north)
    assert one.sign(asked(north))[0].signed
    assert one.sign(asked(north), accept=False)[0].signed


def test_one_name_stays_with_one_key(desk: tuple[Office, Partner, Partner]) -> None:
    """A cosignature names the log alone: under a second key one log could have two histories."""
    _, one, _ = desk
    first, second = first_head(b"\3" * 32), first_head(b"\4" * 32)
    assert one.sign(first)[0].signed
    assert one.sign(first.partition("\n")[2], accept=False)[0].signed
    (other,) = one.sign(second)
    assert "under another key" in other.refused


def first_head(seed: bytes) -> str:
    """Ask for the first head of a log `records.example/desk` under the key of a seed."""
    key = SigningKey(name="records.example/desk", seed=seed)
    head = Checkpoint(origin=key.name, size=1, root=tree.leaf_hash(b"{}"))
    one = witnessing.Request(vkey=key.vkey, old=0, proof=(), signed=checkpoint.sign(head, key))
    return witnessing.text_of(one)


def test_no_machine_is_its_own_witness(desk: tuple[Office, Partner, Partner]) -> None:
    """The machine that writes a log does not cosign it: it would only repeat its own word."""
    north, _, _ = desk
    text = asked(north)
    with home_at(north.home):
        (answer,) = cosigner.sign(text.encode(), TIME, accept=True)
    assert "writes" in answer.refused


def test_a_clock_set_back_takes_no_word_back(desk: tuple[Office, Partner, Partner]) -> None:
    """A later head is never cosigned with an earlier time than the head before it."""
    north, one, _ = desk
    taken(north, one.sign(asked(north), TIME))
    north.source("radio")
    taken(north, one.sign(asked(north), TIME - 1_000_000))
    log = cosigned.signed_logs(north.folder)[0]
    texts = cosigned.kept(north.folder, log.id).values()
    assert [cosign.cosigned_by(text, [one.key])[0].time for text in texts] == [TIME, TIME]


def test_a_witness_whose_disk_refuses_gives_no_answer(desk: tuple[Office, Partner, Partner]) -> None:
    """What is cosigned is on the witness's disk before it is said: where that fails, nothing is said."""
    north, one, _ = desk
    (one.home / "witness" / "logs").write_text("in the way of the folder", encoding="utf-8")
    with pytest.raises(EverynameError, match="what was cosigned could not be written"):
        one.sign(asked(north))


def _other_log(signed: str) -> str:
    return signed.replace("everyname-book/", "everyname-other/", 1)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_other_log, "does not hold"),
        (lambda signed: signed.replace("\n", "0\n", 2), "does not hold|signature"),
        (lambda signed: signed[: signed.rindex("— ")], "no witness of this book"),
        (lambda signed: signed[:-1], "cut short"),
        (lambda signed: signed.replace("— abroad", "— abroaD"), "no witness of this book"),
        (lambda signed: signed[:-20] + signed[-20:].swapcase(), "does not fit|base64"),
    ],
)
def test_an_altered_answer_is_not_taken(
    desk: tuple[Office, Partner, Partner], change: Callable[[str], str], why: str
) -> None:
    """A head of another log, an altered line, a cut file: nothing is kept."""
    north, one, _ = desk
    (answer,) = one.sign(asked(north))
    with pytest.raises(FileRefused, match=why):
        north.use(lambda book: witness.take(book, change(answer.signed).encode()))
    assert said_of(north) == [(0, 0)]


def test_an_answer_from_before_a_loss_shows_the_loss(
    desk: tuple[Office, Partner, Partner], tmp_path: Path
) -> None:
    """What a witness cosigned of entries this copy no longer has, or has otherwise, is proof of that."""
    north, one, _ = desk
    before = tmp_path / "before"
    shutil.copytree(north.root, before)
    north.source("radio")
    (answer,) = one.sign(asked(north))
    shutil.rmtree(north.root)
    shutil.copytree(before, north.root)
    with pytest.raises(FileRefused, match="tail was cut off"):
        taken(north, [answer])
    north.source("paper")
    with pytest.raises(FileRefused, match="one of the two was altered"):
        taken(north, [answer])


def test_a_cosignature_altered_on_disk_is_named(desk: tuple[Office, Partner, Partner]) -> None:
    """What is kept of witnesses is checked each time it is counted."""
    north, one, _ = desk
    taken(north, one.sign(asked(north)))
    (path,) = (north.folder / "courier" / "cosigned").glob("*/[0-9]*")
    path.write_text(
        path.read_text(encoding="utf-8").replace("abroad.example", "other.example"), encoding="utf-8"
    )
    assert said_of(north) == [(0, 0)]
    path.write_bytes(path.read_bytes().replace(b"\n\n", b"0\n\n"))
    with home_at(north.home), pytest.raises(Damaged, match="cosigned"):
        proven(north.folder)


def test_an_edition_carries_its_policy_and_its_cosignatures(
    desk: tuple[Office, Partner, Partner], tmp_path: Path
) -> None:
    """Published again after the answers came, the same edition stands under the cosigned head, everywhere."""
    north, one, two = desk
    south = Office(tmp_path, "south").begin(north.card())
    north.meet(south)
    north.add("one.csv", FIRST_LIST, "first")
    north.use(link_book)
    edition = north.use(publish).folder
    assert (edition / "policy").read_text(encoding="utf-8").endswith("quorum witnesses\n")
    alone = (edition / "checkpoint").read_text(encoding="utf-8")
    text = asked(north)
    taken(north, one.sign(text))
    taken(north, two.sign(text))
    assert not north.use(publish).unchanged
    whole = (edition / "checkpoint").read_text(encoding="utf-8")
    assert whole.startswith(alone)
    assert len(cosign.cosigned_by(whole, [one.key, two.key])) == 2
    assert all(path.read_text().endswith(whole) for path in (edition / "proofs").glob("*.tlog-proof"))
    assert verify_folder(edition).problems == ()
    assert north.use(publish).unchanged
    south.unpack(*north.pack(tmp_path / "stick", south))
    south.use(rebuild)
    assert (south.folder / "editions" / edition.name / "checkpoint").read_text(encoding="utf-8") == whole


def test_books_of_one_name_publish_under_names_of_their_own(tmp_path: Path) -> None:
    """Two organisations that call their books alike can be cosigned by one witness."""
    names = []
    for place in ("north", "south"):
        office = Office(tmp_path, place).begin()
        office.add("one.csv", FIRST_LIST, "first")
        office.use(link_book)
        office.use(publish)
        names.append(asked(office).split("\n")[3])
    assert names[0].startswith("everyname-book-")
    assert names[0] != names[1]


def test_without_witnesses_nothing_can_be_taken(tmp_path: Path) -> None:
    """A book whose policy names no witness says so; it may still ask."""
    north = Office(tmp_path, "north").begin()
    assert asked(north).startswith("log ")
    with pytest.raises(UsedWrongly, match="names no witness"):
        north.use(lambda book: witness.take(book, b""))


def test_a_head_read_out_is_compared(tmp_path: Path) -> None:
    """Over the telephone: equal, agrees as far as it goes, they have more, or two books that differ."""
    north = Office(tmp_path, "north").begin()
    with home_at(north.home):
        (early,) = proven(north.folder).heads
    north.say(Draft("source", {"name": "radio"}))
    with home_at(north.home):
        (now,) = proven(north.folder).heads
        device, size, *fours = now.split()
        wrong = " ".join([device, size, *reversed(fours)])
        more = " ".join([device, str(int(size) + 1), *fours])
        other = " ".join(["aaaaaaaa", size, *fours])
        found = compare_heads(
            north.folder, [now.upper().replace(device.upper(), device), early, "", wrong, more, other]
        )
        assert [one.agrees for one in found] == [True, True, False, False, None]
        assert [
            next(w for w in ("equal", "1 more", "differs", "tail is gone", "holds nothing") if w in one.said)
            for one in found
        ] == ["equal", "1 more", "differs", "tail is gone", "holds nothing"]
        with pytest.raises(UsedWrongly, match="short line"):
            compare_heads(north.folder, [now[:-5]])
