"""The form for sticks: few files in one archive, whole under the publisher's key, read from the disk."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from edition.invented import edition_files, facts, log_and_proofs, portrait, salts
from everyname.edition import form
from everyname.edition.form import GATHERED, NOTE, STICK, Form
from everyname.edition.public import PublicEdition
from everyname.edition.public_changes import PublicGone
from everyname.edition.redact import Rules, allow
from everyname.edition.stick import gathered, note_text, write_stick
from everyname.edition.verify_edition import check, main
from everyname.edition.write import content_files
from everyname.errors import FileRefused
from everyname.ledger import keys, note, proof
from everyname.ledger.statements import StatementLog

TWO = Form(persons_a_page=2)


def made_edition() -> PublicEdition:
    """Give an edition from which one person went into another."""
    edition = allow(facts(), Rules())
    gone = PublicGone(id="pzzzzzzzzzz", reason="merged", into=edition.persons[3].id)
    return replace(edition, gone=(gone,))


def make(folder: Path, path: Path, key: keys.SigningKey, edition: PublicEdition) -> None:
    """Write a stick of an edition whose statements are put into a log under `folder`."""
    _, head, proofs = log_and_proofs(StatementLog(folder, key), edition, edition_files(edition, key.vkey))
    found = {name: proof.parse(text) for name, text in sorted(proofs.items()) if name != "manifest"}
    shown = {hashlib.sha256(portrait()).hexdigest(): portrait()}
    files = dict(content_files(edition, shown, salts(edition), key.vkey, None, TWO))
    files["checkpoint"] = head.encode()
    files[GATHERED] = gathered((name, one.index, one.hashes) for name, one in found.items())
    write_stick(path, "edition", files.items(), lambda listed: note.sign(note_text(listed, head), [key]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, keys.SigningKey]:
    """Give an archive, the folder unpacked from it, and the key."""
    folder = tmp_path_factory.mktemp("stick")
    key = keys.create(folder / "keys", "marou.example/record")
    make(folder / "log", folder / "one.tar.xz", key, made_edition())
    with tarfile.open(folder / "one.tar.xz") as archive:
        archive.extractall(folder / "out", filter="data")
    return folder / "one.tar.xz", folder / "out" / "edition", key


def test_the_archive_depends_on_the_edition_alone(
    made: tuple[Path, Path, keys.SigningKey], tmp_path: Path
) -> None:
    """Made twice it is the same bytes, tells of no time, user or machine, and replaces nothing."""
    path, _, key = made
    make(tmp_path / "log", tmp_path / "two.tar.xz", key, made_edition())
    assert path.read_bytes() == (tmp_path / "two.tar.xz").read_bytes()
    with tarfile.open(path) as archive:
        for entry in archive:
            told = (entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname, entry.mode)
            assert told == (0, 0, 0, "", "", 0o644)
    with pytest.raises(FileRefused):
        make(tmp_path / "log2", tmp_path / "two.tar.xz", key, made_edition())


def test_the_verifier_finds_a_stick_whole(made: tuple[Path, Path, keys.SigningKey]) -> None:
    """The program on the stick checks all of it and one person, alone and with the key given."""
    _, folder, key = made
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert check(folder, key.vkey) == []
    assert main([str(folder), "--person", made_edition().persons[0].id]) == 0


def test_whatever_changes_on_a_stick_is_found(made: tuple[Path, Path, keys.SigningKey]) -> None:
    """A changed byte in any file, a file more or less, or another's note is found and named."""
    _, folder, _ = made
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole, name = path.read_bytes(), path.relative_to(folder).as_posix()
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        assert any(name in problem for problem in check(folder, None)), name
        path.unlink()
        assert check(folder, None), name
        path.write_bytes(whole)
    (folder / "en" / "more.html").write_text("x", encoding="utf-8")
    assert any("en/more.html" in problem for problem in check(folder, None))
    (folder / "en" / "more.html").unlink()
    assert check(folder, None) == []


def test_a_page_that_says_else_fails_even_under_a_signed_list(
    made: tuple[Path, Path, keys.SigningKey], tmp_path: Path
) -> None:
    """A person's part of a page is held against that person's own statement, whoever signed the list."""
    _, folder, key = made
    edition = made_edition()
    one, two = edition.persons[:2]
    wrong = replace(edition, persons=(replace(one, id=two.id), replace(two, id=one.id), *edition.persons[2:]))
    shown = {hashlib.sha256(portrait()).hexdigest(): portrait()}
    page = dict(content_files(wrong, shown, salts(wrong), key.vkey, None, TWO))["en/persons/00001.html"]
    head = (folder / "checkpoint").read_text()
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    files = {name: data for name, data in files.items() if name not in (NOTE, "manifest-sha256.txt")}
    files["en/persons/00001.html"] = page
    write_stick(
        tmp_path / "x.tar.xz", "x", files.items(), lambda listed: note.sign(note_text(listed, head), [key])
    )
    with tarfile.open(tmp_path / "x.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    assert any(f"signed as person-{one.id}" in problem for problem in check(tmp_path / "x", None))


def test_a_stick_reads_from_the_disk(made: tuple[Path, Path, keys.SigningKey], browser: Browser) -> None:
    """From file:// every link leads to a place that is there, and the search leads to a person on a page."""
    _, folder, _ = made
    page = browser.new_page()
    page.goto((folder / "en" / "names.html").as_uri())
    person = made_edition().persons[0].id
    page.locator(f'main a[href$="#{person}"]').first.click()
    assert page.evaluate("location.hash") == f"#{person}"
    assert page.locator(f"article[id='{person}'] h1").is_visible()
    for html in folder.rglob("*.html"):
        text = html.read_text(encoding="utf-8")
        for address in {part.partition('"')[0] for part in text.split('href="')[1:]}:
            if "://" not in address and not address.startswith("#"):
                file, _, anchor = address.partition("#")
                target = html.parent / file
                assert target.is_file(), (html, address)
                assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (html, address)
    page.goto((folder / "en" / "names.html").as_uri())
    page.wait_for_function("() => !!window.everynameFind")
    shown = page.evaluate("async () => (await everynameFind('Talan Mirvash', 'en')).shown")
    found = [one for one in made_edition().persons if "Talan Mirvash" in {n.text for n in one.names}]
    assert [one["address"].partition("#")[2] for one in shown] == [one.id for one in found]
    page.close()


def test_few_files_hold_many_persons() -> None:
    """A page of the stick holds between 50 and 200 persons."""
    assert 50 <= STICK.persons_a_page <= 200
    assert form.WEB.persons_a_page == 0
