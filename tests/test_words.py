"""Code and documents use the house's words, stay neutral, and name nothing of any one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SLANTED = ("martyr", "regime", "terrorist", "rioter")
# Tables of words to be recognised in other people's texts, and what tests quote from such texts.
QUOTING = (
    "src/everyname/claims/",
    "src/everyname/names/",
    "src/everyname/intake/",
    "tests/",
    "src/everyname/demo/",
)
PROSE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs")


def tree() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"],
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0")[:-1] if (ROOT / name).is_file()]


def read(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")


def test_our_own_texts_take_no_side() -> None:
    """No slanted word stands outside tables of words to be recognised and quotations."""
    slanted = re.compile(rf"\b({'|'.join(SLANTED)})s?\b", re.IGNORECASE)
    for path in tree():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(QUOTING) and path.suffix in (".py", ".md", ".html", ".json", ".toml"):
            found = slanted.search(read(path))
            assert found is None, (name, found and found.group())


@pytest.mark.parametrize(
    "word", ["book", "source", "release", "report", "evidence", "person", "claim", "judgement"]
)
def test_each_word_of_the_house_is_defined(word: str) -> None:
    """The page of words defines the nouns the commands speak of."""
    assert re.search(rf"^\| [^|]*\b{word}\b", read(ROOT / "docs/reference/words.md"), re.MULTILINE)


@pytest.mark.parametrize(
    ("other", "ours"),
    [("death toll", "tally or claim"), ("data provider", "source"), ("audit trail", "ledger")],
)
def test_documents_use_one_word_for_one_thing(other: str, ours: str) -> None:
    """Prose says the house's word, not another for the same thing."""
    for path in tree():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(PROSE) and path.suffix == ".md" and name != "docs/reference/words.md":
            assert other not in read(path).lower(), f"{name}: say {ours}"


def test_no_file_names_a_machine_a_registry_or_a_secret() -> None:
    """No absolute path of a machine, no address of a package registry, no private key stands in the tree."""
    harmful = re.compile(
        r"(?<![\w.])/(?:work|farm|root|Users)/\w|pypi\.org|pythonhosted|--index-url|--find-links [^\"$]|"
        r"PRIVATE KEY-----|AGE-SECRET-KEY-1[A-Z0-9]{20}"
    )
    for path in tree():
        name = path.relative_to(ROOT).as_posix()
        if name != "tests/test_words.py":
            found = harmful.search(read(path))
            assert found is None, (name, found and found.group())


def test_files_stay_small() -> None:
    """No source file passes 400 lines, and each says its duty in its first line."""
    for path in (ROOT / "src").rglob("*.py"):
        text = read(path)
        assert text.count("\n") <= 400, path
        assert re.match(r'(#![^\n]*\n)?r?"""', text), path
