"""What tests use to work with a book as a person would: run a command, write a small list, copy a book."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from courier.offices import home_at
from everyname.cli.main import main

FIRST_LIST = """\
id,name,age,sex,date,city,province,cause
1,Arvand Sahelpur,24,male,2021-03-02,Tehran,Tehran,Bullet wound
2,Parisa Golbanu,31,female,2021-03-05,Shiraz,Fars,Bullet wound
3,Kaveh Darvand,45,male,2021-04-11,Tabriz,East Azerbaijan,Beating
4,Mina Rudkhani,17,female,2021-04-12,Tehran,Tehran,Bullet wound
"""
SECOND_LIST = """\
ref,full name,age,gender,date of death,city
a,Arvand Sahel-Pour,24,Man,2021-03-02,Tehran
b,Parissa Golbanou,31,Woman,2021-03-05,Shiraz
c,Navid Bahramkia,52,Man,2021-05-20,Isfahan
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


class Desk:
    """A person at a terminal, in a folder, with one book; `home` holds the keys of a machine of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], home: Path | None = None) -> None:
        self.folder = folder
        self.book = folder / "book"
        self.home = home
        self._capsys = capsys

    def run(self, *words: str | Path) -> Said:
        """Run a command as it would be typed."""
        self._capsys.readouterr()
        with home_at(self.home or Path(os.environ["EVERYNAME_HOME"])), pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        printed = self._capsys.readouterr()
        code = ended.value.code
        return Said(code if isinstance(code, int) else 1, printed.out, printed.err)

    def do(self, *words: str | Path) -> Said:
        """Run a command in the book; it must end well."""
        said = self.run(words[0], *words[1:], "--book", self.book)
        assert said.code == 0, said
        return said

    def init(self, scope: str = "") -> None:
        """Make the book; `scope` replaces the [scope] part of its policy."""
        assert self.run("init", self.book).code == 0
        if scope:
            text = (self.book / "book.toml").read_text(encoding="utf-8")
            before, _, after = text.partition("[scope]")
            rest = after[after.index("[linking]") :]
            (self.book / "book.toml").write_text(f"{before}[scope]\n{scope}\n\n{rest}", encoding="utf-8")
            self.do("policy", "apply")

    def write(self, name: str, text: str) -> Path:
        """Write a file outside the book."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def add(self, name: str, text: str, source: str, *options: str) -> Any:
        """Write a list and add it; gives the account of the file."""
        said = self.do("add", self.write(name, text), "--source", source, *options, "--json", "-")
        return said.plain["files"][0]


def copy_book(book: Path, to: Path) -> Path:
    """Copy a book to another path."""
    return Path(shutil.copytree(book, to))


def files_of(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder by its path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
