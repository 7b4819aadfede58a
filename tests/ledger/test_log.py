from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import everyname
from everyname.errors import BookBusy, Damaged, EverynameError, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, log, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft, Entry
from everyname.ledger.keys import SigningKey, parse_vkey
from everyname.ledger.log import DeviceLog, StatementLog

SOURCE = str(Path(everyname.__file__).parents[1])
WRITER = str(Path(__file__).with_name("writing_process.py"))


def drafts(*texts: str) -> list[Draft]:
    return [Draft("report", {"text": text}) for text in texts]


def texts(entries: Iterable[Entry]) -> list[str]:
    return [entry.body["text"] for entry in entries if entry.body is not None]


def read_only(one: DeviceLog) -> DeviceLog:
    return DeviceLog(one.folder)


def start_writer(which: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, WRITER, which, str(folder)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_what_was_appended_is_read_by_anyone(log: DeviceLog, key: SigningKey) -> None:
    """Entries come back in order, with device, place and rising lam, without any secret."""
    written = log.append(drafts("a", "b")) + log.append(drafts("c"))
    reader = read_only(log)
    assert list(reader.entries()) == written == list(log.entries())
    assert [entry.id for entry in written] == [f"{key.device_id}-{n}" for n in range(3)]
    assert [entry.lam for entry in written] == [1, 2, 3]
    assert reader.size == log.size == 3
    assert reader.verify() == []


def test_a_log_goes_on_where_it_ended(log: DeviceLog, key: SigningKey) -> None:
    """Opened again, it counts on from the last entry."""
    log.append(drafts("a", "b"))
    again = DeviceLog(log.folder, key)
    assert [(entry.seq, entry.lam) for entry in again.append(drafts("c"))] == [(2, 3)]
    assert again.verify() == []


def test_a_new_log_is_empty_signed_and_sound(log: DeviceLog, key: SigningKey) -> None:
    """Before the first entry there is already a signed head of nothing."""
    assert list(log.entries()) == []
    assert log.head() == Checkpoint(origin=f"{key.name}/{key.device_id}", size=0, root=tree.EMPTY_ROOT)
    assert read_only(log).verify() == []
    assert log.append([]) == []


def test_the_head_is_signed_for_this_device_log_alone(log: DeviceLog, key: SigningKey) -> None:
    """The checkpoint opens with the key in the folder and cannot pass for the publication log's."""
    log.append(drafts("a"))
    known = parse_vkey((log.folder / "key.vkey").read_text())
    assert known == key.verify_key
    assert checkpoint.open_checkpoint(log.checkpoint_text, [known]) == log.head()
    with pytest.raises(ValueRefused):
        checkpoint.open_checkpoint(log.checkpoint_text, [known], origin=key.name)


def test_an_entry_written_after_others_sorts_after_them(log: DeviceLog) -> None:
    """A writer that saw lam 41 elsewhere writes 42."""
    assert [entry.lam for entry in log.append(drafts("a", "b"), after=41)] == [42, 43]
    assert [entry.lam for entry in log.append(drafts("c"), after=7)] == [44]


def test_the_order_of_the_book_does_not_depend_on_arrival(
    tmp_path: Path, key: SigningKey, other_key: SigningKey
) -> None:
    """Two devices' entries sort by lam, then device, then number, whichever log is read first."""
    one = DeviceLog(tmp_path / "ledger" / key.device_id, key)
    two = DeviceLog(tmp_path / "ledger" / other_key.device_id, other_key)
    one.append(drafts("1", "2", "3"))
    two.append(drafts("1", "2"))
    two.append(drafts("9"), after=8)
    merged = list(log.in_order([one, two]))
    assert merged == list(log.in_order([two, one]))
    assert [(e.lam, e.device, e.seq) for e in merged] == sorted((e.lam, e.device, e.seq) for e in merged)
    assert len(merged) == 6
    assert log.cut([one, two]) == log.cut([two, one])
    assert len(log.cut_digest([one, two])) == 64


def test_a_draft_that_is_refused_leaves_nothing(log: DeviceLog) -> None:
    """One bad draft in a batch: nothing of the batch is recorded, and the log goes on."""
    log.append(drafts("a"))
    with pytest.raises(ValueRefused):
        log.append([*drafts("b"), Draft("report", {"age": 1.5})])
    log.append(drafts("c"))
    assert texts(log.entries()) == ["a", "c"]
    assert log.verify() == []


def test_reading_does_not_write(log: DeviceLog, other_key: SigningKey) -> None:
    """Without the key, or with another's, nothing can be added."""
    with pytest.raises(UsedWrongly):
        read_only(log).append(drafts("a"))
    with pytest.raises(UsedWrongly, match="not the key"):
        DeviceLog(log.folder, other_key)


def test_a_second_writer_is_refused_and_then_catches_up(log: DeviceLog, key: SigningKey) -> None:
    """A writer that does not know the newest entries adds none; once told, it goes on after them."""
    second = DeviceLog(log.folder, key)
    log.append(drafts("a"))
    with pytest.raises(BookBusy):
        second.append(drafts("b"))
    second.append(drafts("c"))
    assert texts(read_only(log).entries()) == ["a", "c"]
    assert read_only(log).verify() == []


def test_every_flipped_bit_is_found_and_its_file_named(log: DeviceLog) -> None:
    """400 random bits over every file of a log: `verify` names that file, reading refuses."""
    blob = "ab" * 32
    log.append([Draft("report", {"names": ["نام ساختگی"], "n": at}, (), (blob,)) for at in range(20)])
    chance, device = random.Random(5), log.folder.name
    for name in ("entries.jsonl", "bodies.jsonl", "checkpoint", "key.vkey"):
        path = log.folder / name
        whole = path.read_bytes()
        for _ in range(100):
            changed = bytearray(whole)
            changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            found = {problem.path.split(" ")[0] for problem in read_only(log).verify()}
            assert f"ledger/{device}/{name}" in found, (name, found)
            with pytest.raises(Damaged):
                list(read_only(log).entries())
        path.write_bytes(whole)
    assert read_only(log).verify() == []


def test_the_quick_check_finds_flipped_bits_too(log: DeviceLog) -> None:
    """Bodies that are not parsed are still held to what their leaves committed to."""
    log.append(drafts("a", "b", "c"))
    path = log.folder / "bodies.jsonl"
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert read_only(log).verify(read_bodies=False), at


def test_the_damaged_line_is_named(log: DeviceLog) -> None:
    """A person is told which line of which file, for every line that is wrong."""
    log.append(drafts("a", "b", "c", "d"))
    path = log.folder / "bodies.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"b"', b'"x"').replace(b'"d"', b'"y"'))
    label = f"ledger/{log.folder.name}/bodies.jsonl"
    assert [problem.path for problem in read_only(log).verify()] == [f"{label} line 2", f"{label} line 4"]


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


MUTATIONS = {
    "last entry gone": lambda lines: lines[:-1],
    "first entry gone": lambda lines: lines[1:],
    "all gone": lambda lines: [],
    "middle entry gone": lambda lines: lines[:1] + lines[2:],
    "two swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "one doubled": lambda lines: [lines[0], *lines],
    "one added at the end": lambda lines: [*lines, lines[-1]],
    "an empty line added": lambda lines: [*lines, b"\n"],
    "no newline at the end": lambda lines: [*lines[:-1], lines[-1][:-1]],
    "carriage returns": lambda lines: [line.replace(b"\n", b"\r\n") for line in lines],
    "spaces in the JSON": lambda lines: [lines[0].replace(b",", b", "), *lines[1:]],
    "one line torn": lambda lines: [lines[0][:40] + b"\n", *lines[1:]],
    "a line of 20 MB": lambda lines: [b"x" * 20_000_000 + b"\n", *lines[1:]],
}


@pytest.mark.parametrize("name", ["entries.jsonl", "bodies.jsonl"])
@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS)
def test_a_log_changed_in_any_way_is_found(log: DeviceLog, name: str, mutate: object) -> None:
    """Deleting, adding, swapping, tearing or respelling lines is seen and the file is named."""
    log.append(drafts("a", "b", "c"))
    path = log.folder / name
    path.write_bytes(b"".join(mutate(lines_of(path))))  # type: ignore[operator]
    assert any(name in problem.path for problem in read_only(log).verify())


@pytest.mark.parametrize("name", ["entries.jsonl", "bodies.jsonl", "checkpoint", "key.vkey"])
def test_a_missing_file_is_named(log: DeviceLog, key: SigningKey, name: str) -> None:
    """Nothing is taken for empty because it is gone, by readers or writers."""
    log.append(drafts("a"))
    (log.folder / name).unlink()
    assert [problem.path for problem in read_only(log).verify()] == [f"ledger/{log.folder.name}/{name}"]
    with pytest.raises(Damaged):
        DeviceLog(log.folder, key)


def test_an_entry_replaced_with_its_body_is_found_by_the_root(log: DeviceLog, tmp_path: Path) -> None:
    """Leaf and body that fit each other, forged together, still do not fit the signed root."""
    log.append(drafts("true", "b"))
    seed = SigningKey(name="records.example/desk", seed=bytes(range(32)))
    forged = DeviceLog(tmp_path / "elsewhere" / seed.device_id, seed)
    forged.append(drafts("false", "b"))
    for name in ("entries.jsonl", "bodies.jsonl"):
        shutil.copy(forged.folder / name, log.folder / name)
    assert [p.path for p in read_only(log).verify()] == [f"ledger/{log.folder.name}/entries.jsonl"]
    with pytest.raises(Damaged, match="root"):
        list(read_only(log).entries())
    with pytest.raises(Damaged, match="root"):
        DeviceLog(log.folder, seed)


def test_a_log_in_the_folder_of_another_device_is_found(log: DeviceLog) -> None:
    """A copied log does not speak as a second device."""
    log.append(drafts("a"))
    copy = log.folder.with_name("abcdefgh")
    shutil.copytree(log.folder, copy)
    assert [problem.path for problem in DeviceLog(copy).verify()] == ["ledger/abcdefgh"]


def test_a_missing_body_is_accepted_only_where_its_erasure_is_recorded(log: DeviceLog) -> None:
    """A stripped body is damage unless the caller names the entry as erased."""
    log.append(drafts("a", "b"))
    path = log.folder / "bodies.jsonl"
    path.write_bytes(lines_of(path)[0] + b'{"erased":"%b-7","seq":1}\n' % log.folder.name.encode())
    assert [entry.body for entry in read_only(log).entries()] == [{"text": "a"}, None]
    assert read_only(log).verify(erased={f"{log.folder.name}-1"}) == []
    assert [p.path for p in read_only(log).verify()] == [f"ledger/{log.folder.name}/bodies.jsonl line 2"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_torn_tail_is_recovered_without_losing_a_byte(
    tmp_path_factory: pytest.TempPathFactory, key: SigningKey, data: st.DataObject
) -> None:
    """Wherever a write was cut, signed entries stay, whole pairs are signed, the rest is in quarantine."""
    one = DeviceLog(tmp_path_factory.mktemp("book") / "ledger" / key.device_id, key)
    one.append(drafts("a", "b"))
    old_head = (one.folder / "checkpoint").read_bytes()
    ends = {name: (one.folder / name).stat().st_size for name in ("bodies.jsonl", "entries.jsonl")}
    one.append(drafts("c", "d", "e"))
    (one.folder / "checkpoint").write_bytes(old_head)
    written, cut = {}, {}
    for name, end in ends.items():
        written[name] = (one.folder / name).read_bytes()
        length = data.draw(st.integers(end, len(written[name])), label=name)
        garbage = data.draw(st.sampled_from([b"", b"\x00" * 600, b"{}\n", b"\n"]), label="after it")
        cut[name] = written[name][:length] + garbage
        (one.folder / name).write_bytes(cut[name])
    again = DeviceLog(one.folder, key)
    kept = texts(again.entries())
    assert kept in (["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", "d", "e"])
    whole = min(cut[name].startswith(written[name]) for name in ends)
    assert not whole or len(kept) == 5
    assert read_only(one).verify() == []
    for name in ends:
        moved = b"".join(p.read_bytes() for p in one.folder.glob(f"quarantine/{name}-from-*"))
        assert (one.folder / name).read_bytes() + moved == cut[name]
    again.append(drafts("f"))
    assert texts(read_only(one).entries()) == [*kept, "f"]


def test_recovery_twice_is_recovery_once(log: DeviceLog, key: SigningKey) -> None:
    """Opening again after a recovery finds nothing more to do."""
    log.append(drafts("a"))
    with (log.folder / "entries.jsonl").open("ab") as file:
        file.write(b'{"half')
    DeviceLog(log.folder, key)
    before = {p.name: p.read_bytes() for p in log.folder.rglob("*") if p.is_file()}
    DeviceLog(log.folder, key)
    assert {p.name: p.read_bytes() for p in log.folder.rglob("*") if p.is_file()} == before


def test_readers_do_not_see_what_was_never_acknowledged(log: DeviceLog) -> None:
    """Lines beyond the signed head are not entries, and `verify` says they are there."""
    log.append(drafts("a"))
    old_head = (log.folder / "checkpoint").read_bytes()
    log.append(drafts("b"))
    (log.folder / "checkpoint").write_bytes(old_head)
    assert texts(read_only(log).entries()) == ["a"]
    assert {p.path.split("/")[-1] for p in read_only(log).verify()} == {
        "entries.jsonl line 2",
        "bodies.jsonl line 2",
    }


@pytest.mark.parametrize("turn", range(6))
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path, key: SigningKey, turn: int) -> None:
    """Killed at a random moment of writing, a log opens with everything it had acknowledged."""
    chance, acknowledged = random.Random(turn), 0
    process = start_writer("device", tmp_path)
    assert process.stdout is not None
    for _ in range(chance.randrange(1, 30)):
        acknowledged = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
    process.wait()
    process.stdout.close()
    folder = tmp_path / "ledger" / key.device_id
    again = DeviceLog(folder, key)
    assert again.size >= acknowledged
    again.append(drafts("more"))
    assert DeviceLog(folder).verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_full_disk_is_told_and_nothing_is_half_recorded(log: DeviceLog, key: SigningKey) -> None:
    """At every size at which the disk can run full, the append is refused whole and the log goes on."""
    import resource

    log.append(drafts("a"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    end = max((log.folder / name).stat().st_size for name in ("entries.jsonl", "bodies.jsonl"))
    remedies: list[str] = []
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for limit in range(1, end + 600, 37):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            try:
                log.append(drafts("b", "c"))
                break
            except EverynameError as error:
                remedies.append(error.remedy)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert texts(read_only(log).entries()) == ["a"]
            assert read_only(log).verify() == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert len(remedies) > 10
    assert all(remedies)
    assert texts(read_only(log).entries()) == ["a", "b", "c"]
    assert DeviceLog(log.folder, key).verify() == []


def test_both_logs_are_reached_from_one_place() -> None:
    """The publication log is named beside the device log."""
    assert log.StatementLog is StatementLog
