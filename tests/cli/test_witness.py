"""The commands by which partners cosign, and what verify says: in words, in JSON, with the right exit."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import FIRST_LIST, Desk


@pytest.fixture
def two(desk: Desk, capsys: pytest.CaptureFixture[str]) -> tuple[Desk, Desk]:
    """A desk with a list and one witness in its policy, and the witness's machine."""
    desk.init()
    abroad = Desk(desk.folder, capsys, desk.folder / "abroad-keys")
    key = abroad.run("witness", "key", "--name", "abroad.example/witness").out.strip()
    path = desk.book / "book.toml"
    text = path.read_text(encoding="utf-8").replace("keys = []", f'keys = ["{key}"]')
    path.write_text(text.replace("needed = 0", "needed = 1"), encoding="utf-8")
    desk.do("policy", "apply")
    desk.add("list.csv", FIRST_LIST, "first")
    return desk, abroad


def test_a_head_goes_out_and_comes_back_cosigned(two: tuple[Desk, Desk]) -> None:
    """Ask, sign, take: each says what was done; verify then counts the witness, in words and in JSON."""
    desk, abroad = two
    ask, answer = desk.folder / "heads.ask", desk.folder / "heads.cosigned"
    assert "cosigned by 0 of 1 needed" in desk.do("verify").out
    assert "witness sign heads.ask" in desk.do("witness", "ask", "--out", ask).out
    waits = abroad.run("witness", "sign", ask)
    assert (waits.code, answer.exists()) == (1, False)
    assert "Compare its key" in waits.out
    signed = abroad.run("witness", "sign", ask, "--accept", "--json", "-")
    assert signed.code == 0, signed
    assert [one["cosigned"] for one in signed.plain["heads"]] == [True]
    assert "cosigned by abroad.example/witness" in desk.do("witness", "take", answer).out
    assert "(known before)" in desk.do("witness", "take", answer).out
    assert "nothing to ask" in desk.do("witness", "ask").err
    said = desk.do("verify", "--json", "-")
    (one,) = said.plain["cosigned"]
    assert (one["by"], one["needed"]) == (["abroad.example/witness"], 1)
    assert one["size"] == said.plain["checked"]["entries"]
    assert "1 of 1 needed witnesses" in said.err
    assert set(said.plain) >= {
        "kind",
        "sound",
        "checked",
        "problems",
        "warnings",
        "held",
        "not_proven",
        "heads",
    }


def test_nothing_is_overwritten(two: tuple[Desk, Desk]) -> None:
    """A file of the name is left as it is, at the desk and at the witness's."""
    desk, abroad = two
    ask = desk.folder / "heads.ask"
    desk.do("witness", "ask", "--out", ask)
    assert desk.run("witness", "ask", "--out", ask, "--book", desk.book).code == 1
    kept = desk.write("heads.cosigned", "kept")
    assert abroad.run("witness", "sign", ask, "--accept").code == 1
    assert kept.read_text(encoding="utf-8") == "kept"


def test_a_file_that_asks_nothing_is_refused_in_three_parts(two: tuple[Desk, Desk]) -> None:
    """Any other file given to sign, take or policy is refused with what to do."""
    desk, abroad = two
    other = desk.write("other.txt", "something else\n")
    for said in (
        abroad.run("witness", "sign", other, "--accept"),
        desk.run("witness", "take", other, "--book", desk.book),
        desk.run("witness", "policy", other),
    ):
        assert said.code == 1
        assert len(said.err.strip().splitlines()) == 3, said


def test_the_policy_is_printed_and_read(two: tuple[Desk, Desk]) -> None:
    """What `witness policy` prints, given back, is the part of book.toml it came from."""
    desk, abroad = two
    key = abroad.run("witness", "key").out.strip()
    printed = desk.do("witness", "policy").out
    assert printed == f"witness w1 {key}\ngroup witnesses 1 w1\nquorum witnesses\n"
    toml = desk.run("witness", "policy", desk.write("it.policy", printed)).out
    assert toml == f'[witnesses]\nkeys = [\n    "{key}",\n]\nneeded = 1\n'


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ("needed = 2", "between 0 and 1"),
        ("needed = -1", "between 0 and 1"),
        ('keys = ["nonsense"]', "not the key of a witness"),
        ("keys = [KEY, KEY]", "one witness twice"),
        ("number = 1", "known: keys, needed"),
    ],
)
def test_a_policy_nobody_can_meet_is_not_applied(two: tuple[Desk, Desk], rules: str, why: str) -> None:
    """More witnesses than there are, one twice, or a line that is no key: the policy in force stays."""
    desk, abroad = two
    key = abroad.run("witness", "key").out.strip()
    path = desk.book / "book.toml"
    before, _, _ = path.read_text(encoding="utf-8").partition("[witnesses]")
    word = rules.partition(" ")[0]
    whole = {"keys": f'keys = ["{key}"]', "needed": "needed = 1"} | {word: rules.replace("KEY", f'"{key}"')}
    path.write_text(before + "[witnesses]\n" + "\n".join(whole.values()) + "\n", encoding="utf-8")
    said = desk.run("policy", "apply", "--book", desk.book)
    assert said.code == 1
    assert why in said.err


def test_a_head_read_over_the_telephone_is_compared(two: tuple[Desk, Desk], tmp_path: Path) -> None:
    """Equal and further end well; a head that differs ends with exit 1, and nonsense with exit 2."""
    desk, _ = two
    line = desk.do("have").out.strip()
    lines = desk.write("heads.txt", f"\n{line}\n")
    assert "equal: both hold the same" in desk.do("verify", "--heads-file", lines).out
    desk.add("more.csv", FIRST_LIST.replace("Arvand", "Behrad"), "first")
    assert "more" in desk.do("verify", "--head", line).out
    changed = line[:-4] + ("0000" if not line.endswith("0000") else "1111")
    said = desk.run("verify", "--head", changed, "--book", desk.book, "--json", "-")
    assert (said.code, said.plain["compared"][0]["agrees"]) == (1, False)
    assert desk.run("verify", "--head", "hello", "--book", desk.book).code == 2


def test_what_is_not_proven_is_said(two: tuple[Desk, Desk]) -> None:
    """A tail that only this machine holds is counted, and truth is never claimed."""
    desk, _ = two
    said = desk.do("verify", "--json", "-").plain
    assert f"The last {said['checked']['entries']:,} entries" in said["not_proven"][0]
    assert any("true is never proven" in line for line in said["not_proven"])
    assert len(said["heads"]) == 1
