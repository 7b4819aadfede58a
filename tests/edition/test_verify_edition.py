"""The verifier: finds and names whatever is not as it was signed."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from edition.invented import edition_files, facts, log_and_proofs
from everyname.edition.redact import Rules, allow
from everyname.edition.verify_edition import check, main
from everyname.edition.verify_signed import signature_holds
from everyname.edition.write import write
from everyname.ledger import keys
from everyname.ledger.statements import StatementLog


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make an edition with real proofs; give it with its publisher's key."""
    folder = tmp_path_factory.mktemp("made")
    key = keys.create(folder / "keys", "marou.example/record")
    edition = allow(facts(), Rules())
    files = edition_files(edition, key.vkey)
    listed, head, proofs = log_and_proofs(StatementLog(folder / "log", key), edition, files)
    write(folder / "site", files, listed, head, proofs)
    return folder / "site", key.vkey


@pytest.fixture
def copy(made: tuple[Path, str], tmp_path: Path) -> Path:
    """Give a copy that a test may damage."""
    shutil.copytree(made[0], tmp_path / "site")
    return tmp_path / "site"


def test_a_sound_edition_has_no_problem(made: tuple[Path, str]) -> None:
    """What was signed checks, with the key inside and with the key given."""
    assert check(made[0], None) == []
    assert check(made[0], made[1]) == []


def test_one_flipped_bit_in_any_file_is_found_and_named(made: tuple[Path, str], copy: Path) -> None:
    """A single changed bit anywhere is found, and the file is named."""
    chance = random.Random(20300601)
    for path in sorted(p for p in copy.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        place = chance.randrange(len(whole) * 8)
        damaged = bytearray(whole)
        damaged[place // 8] ^= 1 << place % 8
        path.write_bytes(damaged)
        name = path.relative_to(copy).as_posix()
        assert any(name in problem for problem in check(copy, None)), (name, place)
        path.write_bytes(whole)
    assert check(copy, made[1]) == []


def test_every_bit_of_the_signed_head_counts(copy: Path) -> None:
    """No bit of the checkpoint or of a proof can change unseen, base64 endings among them."""
    head = copy / "checkpoint"
    whole = head.read_bytes()
    for at in range(len(whole) - 4, len(whole)):
        for bit in range(8):
            head.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            assert any("checkpoint" in problem for problem in check(copy, None)), (at, bit)


def test_missing_and_added_files_are_named(copy: Path) -> None:
    """A removed page and a foreign file are named."""
    (copy / "en" / "numbers.html").unlink()
    (copy / "en" / "extra.html").write_text("x", encoding="utf-8")
    problems = "\n".join(check(copy, None))
    assert "en/numbers.html" in problems
    assert "en/extra.html: the file does not belong" in problems


def test_a_link_in_place_of_a_file_is_found(copy: Path) -> None:
    """A page that was replaced by a link is named, even where the link leads to the same bytes."""
    page = copy / "en" / "numbers.html"
    page.rename(copy.parent / "elsewhere.html")
    page.symlink_to(copy.parent / "elsewhere.html")
    assert any("en/numbers.html: it is a link" in problem for problem in check(copy, None))


def test_swapped_proofs_are_found(copy: Path) -> None:
    """A proof that belongs to another statement does not pass."""
    one, other = sorted((copy / "proofs").glob("person-*.tlog-proof"))[:2]
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    problems = "\n".join(check(copy, None))
    assert one.name in problems
    assert other.name in problems


def test_another_key_is_not_believed(copy: Path, tmp_path: Path) -> None:
    """An edition signed by somebody else does not pass under the key the reader holds."""
    stranger = keys.create(tmp_path / "keys", "marou.example/record")
    assert any("signed" in problem for problem in check(copy, stranger.vkey))


def test_a_rewritten_edition_fails_without_a_proof(copy: Path) -> None:
    """A number changed on the page and in the manifest still has the log against it."""
    import hashlib

    page = copy / "en" / "numbers.html"
    page.write_bytes(page.read_bytes().replace(b'value="1500"', b'value="15"'))
    listed = copy / "manifest-sha256.txt"
    lines = [line for line in listed.read_text().splitlines() if not line.endswith("  en/numbers.html")]
    lines.append(f"{hashlib.sha256(page.read_bytes()).hexdigest()}  en/numbers.html")
    listed.write_text("".join(f"{line}\n" for line in sorted(lines, key=lambda line: line[66:])))
    problems = "\n".join(check(copy, None))
    assert "manifest-sha256.txt" in problems
    assert "en/numbers.html: the page does not say what was signed" in problems


def test_it_runs_alone_with_the_standard_library(made: tuple[Path, str]) -> None:
    """The copy in the edition runs by itself, isolated from every installed package."""
    command = [sys.executable, "-I", "-S", str(made[0] / "verify.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Key: the one inside this edition" in done.stdout


def test_one_person_can_be_checked(
    made: tuple[Path, str], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One person's page is checked alone; a change elsewhere does not matter, one in it does."""
    page = sorted((copy / "en" / "persons").glob("*.html"))[0]
    (copy / "en" / "method.html").write_text("changed", encoding="utf-8")
    assert main([str(copy), "--person", page.stem, "--vkey", made[1]]) == 0
    page.write_bytes(page.read_bytes() + b" ")
    assert main([str(copy), "--person", page.stem]) == 1
    assert f"en/persons/{page.name}" in capsys.readouterr().out
    assert main([str(copy), "--person", "nobody"]) == 1


def test_rubbish_is_a_problem_not_a_crash(tmp_path: Path, copy: Path) -> None:
    """An empty folder, empty files and wrong JSON are reported."""
    assert check(tmp_path / "nothing", None)
    for name in (
        "data/persons.json",
        "proofs/statements.jsonl",
        "checkpoint",
        "key.vkey",
        "manifest-sha256.txt",
    ):
        whole = (copy / name).read_bytes()
        for bad in (b"", b"[]", b"{}\n", b"\xff\xfe\n"):
            (copy / name).write_bytes(bad)
            assert any(name in problem for problem in check(copy, None)), (name, bad)
        (copy / name).write_bytes(whole)


def test_signatures_agree_with_a_known_library() -> None:
    """On sound and damaged signatures the verifier says what PyNaCl says."""
    chance = random.Random(7)
    for _ in range(20):
        key = SigningKey(chance.randbytes(32))
        message = chance.randbytes(40)
        signature = bytearray(key.sign(message).signature)
        assert signature_holds(bytes(key.verify_key), message, bytes(signature))
        signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not signature_holds(bytes(key.verify_key), message, bytes(signature))


@pytest.mark.parametrize(
    "public", [bytes([1]) + bytes(31), bytes(32), bytes([0xEC]) + b"\xff" * 30 + b"\x7f"]
)
def test_small_order_keys_are_refused(public: bytes) -> None:
    """A key of small order, whose signature fits every message, is refused."""
    signature = bytes([1]) + bytes(63)
    assert not signature_holds(public, b"anything", signature)
    with pytest.raises((BadSignatureError, ValueError)):
        VerifyKey(public).verify(b"anything", signature)
