from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import everyname
from everyname.errors import BookBusy, Damaged, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, proof, tree
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import StatementLog

LEAVES = [b'{"digest":"%064d","v":1}' % at for at in range(12)]


def read_only(one: StatementLog) -> StatementLog:
    return StatementLog(one.folder)


def test_published_leaves_are_told_with_their_place(publication: StatementLog) -> None:
    """An append says where its first leaf stands and how many there are now."""
    assert publication.append(LEAVES[:5]) == (0, 5)
    assert publication.append(LEAVES[5:]) == (5, 12)
    assert publication.append([]) == (12, 12)
    assert list(read_only(publication).leaves()) == LEAVES
    assert list(publication.leaves(3)) == LEAVES[:3]
    assert read_only(publication).verify() == []


def test_the_origin_is_the_name_of_its_key(publication: StatementLog, key: SigningKey) -> None:
    """The head carries the key's own name, as the specification recommends."""
    publication.append(LEAVES)
    head = checkpoint.open_checkpoint(publication.checkpoint_text, [key.verify_key], key.name)
    assert (head.origin, head.size) == (key.name, 12)
    assert head == publication.head() == read_only(publication).head()


def test_every_leaf_is_proven_at_every_signed_size(publication: StatementLog, key: SigningKey) -> None:
    """An edition of last year keeps its proofs: same bytes, also after more was published."""
    publication.append(LEAVES[:4])
    first = {index: publication.proof(index) for index in range(4)}
    publication.append(LEAVES[4:7])
    publication.append(LEAVES[7:])
    reader = read_only(publication)
    assert reader.signed_sizes() == [0, 4, 7, 12]
    for size in (4, 7, 12):
        for index in range(size):
            text = reader.proof(index, size)
            assert proof.verify(text, LEAVES[index], [key.verify_key], key.name).size == size
    assert {index: reader.proof(index, 4) for index in range(4)} == first


def test_an_old_head_is_proven_a_prefix(publication: StatementLog, key: SigningKey) -> None:
    """Who holds last year's head can check that nothing under it was taken back."""
    publication.append(LEAVES[:5])
    old = publication.head()
    publication.append(LEAVES[5:])
    path = publication.consistency_proof(5)
    assert tree.verify_consistency(5, 12, old.root, publication.head().root, path)


@pytest.mark.parametrize(("index", "size"), [(0, 3), (5, 5), (-1, 5), (0, 99), (12, None), (0, 0)])
def test_no_proof_is_made_where_none_can_be(publication: StatementLog, index: int, size: int | None) -> None:
    """A size nobody signed, or a leaf beyond it, is refused."""
    publication.append(LEAVES[:5])
    publication.append(LEAVES[5:])
    with pytest.raises(ValueRefused):
        publication.proof(index, size)


@pytest.mark.parametrize("leaf", [b"", b"{", b'{"b":1,"a":2}', b'{"a":1}\n', b'{"a":1.5}', b"\xff"])
def test_a_leaf_that_is_not_canonical_is_refused(publication: StatementLog, leaf: bytes) -> None:
    """Nothing is published that another implementation would read otherwise; the batch is refused whole."""
    with pytest.raises(ValueRefused):
        publication.append([LEAVES[0], leaf])
    assert publication.append(LEAVES[:2]) == (0, 2)


def test_publishing_needs_the_key(publication: StatementLog, other_key: SigningKey) -> None:
    """A reader, or another key, publishes nothing."""
    with pytest.raises(UsedWrongly):
        read_only(publication).append(LEAVES)
    with pytest.raises(UsedWrongly):
        StatementLog(publication.folder, other_key)


def test_a_second_writer_is_refused(publication: StatementLog, key: SigningKey) -> None:
    """A writer that does not know the newest leaves adds none until it has read them."""
    second = StatementLog(publication.folder, key)
    publication.append(LEAVES[:3])
    with pytest.raises(BookBusy):
        second.append(LEAVES[:1])
    assert second.append(LEAVES[3:4]) == (3, 4)
    assert read_only(publication).verify() == []


def test_every_flipped_bit_is_found_and_its_file_named(publication: StatementLog) -> None:
    """Leaves, newest head, every old head and the verifier key are all covered."""
    publication.append(LEAVES[:5])
    publication.append(LEAVES[5:])
    chance = random.Random(3)
    for name in (
        "leaves.jsonl",
        "checkpoint",
        "checkpoints/5",
        "checkpoints/12",
        "checkpoints/0",
        "key.vkey",
    ):
        path = publication.folder / name
        whole = path.read_bytes()
        for _ in range(60):
            changed = bytearray(whole)
            changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            found = [problem.path for problem in read_only(publication).verify()]
            assert any(p.startswith(f"publication/{name}") for p in found), (name, found)
        path.write_bytes(whole)
    assert read_only(publication).verify() == []


def test_a_proof_is_never_made_from_damaged_leaves(publication: StatementLog) -> None:
    """Where leaves do not fit the signed head, no proof is given out."""
    publication.append(LEAVES)
    path = publication.folder / "leaves.jsonl"
    path.write_bytes(path.read_bytes().replace(b"0003", b"0004"))
    with pytest.raises(Damaged, match=r"leaves\.jsonl"):
        read_only(publication).proof(0)


@pytest.mark.parametrize("name", ["leaves.jsonl", "checkpoint", "checkpoints/12", "key.vkey"])
def test_a_missing_file_is_named(publication: StatementLog, name: str) -> None:
    """Nothing is taken for empty because it is gone."""
    publication.append(LEAVES)
    (publication.folder / name).unlink()
    assert any(problem.path.startswith(f"publication/{name}") for problem in read_only(publication).verify())


def test_a_foreign_file_among_the_heads_is_named(publication: StatementLog) -> None:
    """A head under another name is no head."""
    publication.append(LEAVES)
    newest = (publication.folder / "checkpoints" / "12").read_bytes()
    (publication.folder / "checkpoints" / "7").write_bytes(newest)
    assert [p.path for p in read_only(publication).verify()] == ["publication/checkpoints/7"]


def test_a_head_cut_off_between_two_files_still_holds(publication: StatementLog, key: SigningKey) -> None:
    """Once a head was signed on disk, it is never contradicted, though `checkpoint` was not yet renamed."""
    publication.append(LEAVES[:5])
    old_head = (publication.folder / "checkpoint").read_bytes()
    publication.append(LEAVES[5:8])
    signed = (publication.folder / "checkpoints" / "8").read_bytes()
    (publication.folder / "checkpoint").write_bytes(old_head)
    again = StatementLog(publication.folder, key)
    assert again.size == 8
    assert (publication.folder / "checkpoint").read_bytes() == signed
    path = publication.folder / "leaves.jsonl"
    (publication.folder / "checkpoint").write_bytes(old_head)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(Damaged):
        StatementLog(publication.folder, key)


@pytest.mark.parametrize("tail", [b"", LEAVES[6][:9], LEAVES[6], LEAVES[6] + b"\n" + b"\x00" * 50, b"{ }\n"])
def test_a_torn_tail_is_recovered_without_losing_a_byte(
    publication: StatementLog, key: SigningKey, tail: bytes
) -> None:
    """Signed leaves stay, whole leaves are signed, the rest is in quarantine."""
    publication.append(LEAVES[:6])
    path = publication.folder / "leaves.jsonl"
    cut = path.read_bytes() + tail
    path.write_bytes(cut)
    again = StatementLog(publication.folder, key)
    assert list(again.leaves())[:6] == LEAVES[:6]
    moved = b"".join(p.read_bytes() for p in publication.folder.glob("quarantine/*"))
    assert path.read_bytes() + moved == cut
    again.append(LEAVES[7:])
    assert read_only(publication).verify() == []


@pytest.mark.parametrize("turn", range(4))
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path, key: SigningKey, turn: int) -> None:
    """Killed at a random moment of publishing, the log opens with everything it had acknowledged."""
    writer = str(Path(__file__).with_name("writing_process.py"))
    environment = {**os.environ, "PYTHONPATH": str(Path(everyname.__file__).parents[1])}
    command = [sys.executable, writer, "publication", str(tmp_path)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = 0
    for _ in range(random.Random(turn).randrange(1, 30)):
        acknowledged = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
    process.wait()
    process.stdout.close()
    again = StatementLog(tmp_path / "publication", key)
    assert again.size >= acknowledged
    again.append(LEAVES[:1])
    assert StatementLog(tmp_path / "publication").verify() == []
