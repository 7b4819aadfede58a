"""Plain files are linked with no book."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from desk import FIRST_LIST, SECOND_LIST, Desk
from vectors.make_vectors import NAMELESS, NAMES

VECTORS = Path(__file__).parents[2] / "vectors"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_files_give_scored_pairs_with_ids_as_given(desk: Desk) -> None:
    """The pairs file has the promised columns; true pairs are linked, no id in two of them."""
    one, two = desk.write("a.csv", FIRST_LIST), desk.write("b.csv", SECOND_LIST)
    said = desk.run(
        "link", "--lists", one, two, "--out", desk.folder / "p.csv", "--clusters", desk.folder / "c.csv"
    )
    assert said.code == 0, said
    pairs = rows(desk.folder / "p.csv")
    assert list(pairs[0]) == ["left", "right", "probability", "linked"]
    assert {(p["left"], p["right"]) for p in pairs if p["linked"] == "1"} == {("1", "a"), ("2", "b")}
    assert all(0.01 <= float(p["probability"]) <= 1 for p in pairs)
    clusters = {row["id"]: row["person"] for row in rows(desk.folder / "c.csv")}
    assert len(clusters) == 7
    assert clusters["1"] == clusters["a"]
    assert len(set(clusters.values())) == 5


def test_ids_that_repeat_from_file_to_file_stay_apart(desk: Desk) -> None:
    """Two files that both number their rows 1, 2, 3 give persons that do not mix."""
    two = SECOND_LIST.replace("\na,", "\n1,").replace("\nb,", "\n2,").replace("\nc,", "\n3,")
    one, two_path = desk.write("a.csv", FIRST_LIST), desk.write("b.csv", two)
    assert desk.run("link", "--lists", one, two_path, "--clusters", desk.folder / "c.csv").code == 0
    found = {(row["file"], row["id"]): row["person"] for row in rows(desk.folder / "c.csv")}
    assert len(found) == 7
    assert found["a.csv", "1"] == found["b.csv", "1"]
    assert found["a.csv", "3"] != found["b.csv", "3"]


def test_one_file_is_deduplicated(desk: Desk) -> None:
    """A single list may hold a person twice."""
    text = FIRST_LIST + "9,Arvand Sahelpoor,24,male,2021-03-02,Tehran,Tehran,Bullet wound\n"
    path = desk.write("a.csv", text)
    assert desk.run("link", "--lists", path, "--id", "id", "--out", desk.folder / "p.csv").code == 0
    assert [(p["left"], p["right"]) for p in rows(desk.folder / "p.csv") if p["linked"] == "1"] == [
        ("1", "9")
    ]


def test_a_missing_id_column_is_refused_by_name(desk: Desk) -> None:
    """`--id` of a column that is not there names those that are."""
    path = desk.write("a.csv", FIRST_LIST)
    said = desk.run("link", "--lists", path, "--id", "number", "--out", desk.folder / "p.csv")
    assert said.code == 1
    assert "has no column 'number'" in said.err
    assert "city" in said.err
    assert not (desk.folder / "p.csv").exists()


def test_linking_files_needs_somewhere_to_write(desk: Desk) -> None:
    """Without --out or --clusters nothing is computed."""
    assert desk.run("link", "--lists", desk.write("a.csv", FIRST_LIST)).code == 2


def test_a_file_without_names_is_refused(desk: Desk) -> None:
    """A list with no column of names says so and writes nothing, instead of linking nobody."""
    bare = desk.write("bare.csv", "id,age,city\n1,24,Norzan\n2,31,Hashkar\n")
    said = desk.run("link", "--lists", bare, desk.write("a.csv", FIRST_LIST), "--out", desk.folder / "p.csv")
    assert said.code == 1
    assert "bare.csv has no column that reads as names" in said.err
    assert not (desk.folder / "p.csv").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_stops_nothing(desk: Desk, name: str) -> None:
    """Whatever a row calls a person, every row becomes a person or a note, and the others are linked."""
    other = desk.write("b.csv", "id,name,age,city\nb1,Nilo Varsanti,31,Tehran\nb2,Sara Hashkar,50,Norzan\n")
    clusters = desk.folder / "c.csv"
    said = desk.run("link", "--lists", VECTORS / "names" / name, other, "--clusters", clusters)
    assert said.code == 0, said
    found = {row["id"]: row["person"] for row in rows(clusters)}
    assert found["a1"] == found["b1"] != found["b2"]
    assert ("a2" in found) != (f"{name} row 3" in said.out)
    assert found.get("a2") not in (found["a1"], found["b2"])


@pytest.mark.parametrize("name", NAMELESS)
def test_a_list_of_nobody_is_refused(desk: Desk, name: str) -> None:
    """A list in which no row can be linked is refused by name, with what to do, and nothing is written."""
    bad, good = VECTORS / "nameless" / name, desk.write("a.csv", FIRST_LIST)
    said = desk.run("link", "--lists", good, bad, "--out", desk.folder / "p.csv")
    assert said.code == 1
    assert name in said.err
    assert len(said.err.strip().splitlines()) >= 3
    assert not (desk.folder / "p.csv").exists()


def test_a_name_repeated_a_hundred_thousand_times_is_bounded(desk: Desk) -> None:
    """A list of one name leaves its rows apart and proposes a bounded number of pairs a row."""
    count = 100_000
    text = "id,name\n" + "".join(f"r{at},Nilo Karim Varsanti\n" for at in range(count))
    out = desk.folder / "p.csv"
    said = desk.run("link", "--lists", desk.write("a.csv", text), "--out", out)
    assert said.code == 0, said
    assert f"{count} reports, {count} persons, 0 pairs linked" in said.out
    with out.open(encoding="utf-8") as file:
        assert sum(1 for _ in file) <= 12 * count


def test_spark_that_is_not_there_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java the engine spark says what to install, and writes nothing."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: `make test-spark` installs it")
    monkeypatch.setenv("PATH", str(desk.folder))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    one, out = desk.write("a.csv", FIRST_LIST), desk.folder / "p.csv"
    said = desk.run("link", "--lists", one, "--engine", "spark", "--out", out)
    assert said.code == 2
    assert "Java 17" in said.err
    assert not out.exists()


def test_a_column_that_both_files_have_helps_to_link(desk: Desk) -> None:
    """Two people of one name are told apart by their service numbers, whatever the column is called."""
    names = ["Nilo Karvan", "Nilo Karvan", *(f"Arvand Sahel{sign}or" for sign in "abcdefgh")]
    numbers = [str(40_000 + 137 * at) for at in range(len(names))]
    lines = [f"{at},{name},{number}" for at, (name, number) in enumerate(zip(names, numbers, strict=True))]
    one = desk.write("a.csv", "\n".join(["id,name,service no", *lines]) + "\n")
    two = desk.write("b.csv", "\n".join(["id,full name,service number", *lines[::-1]]) + "\n")
    assert desk.run("link", "--lists", one, two, "--out", desk.folder / "p.csv").code == 0
    linked = [(p["left"], p["right"]) for p in rows(desk.folder / "p.csv") if p["linked"] == "1"]
    assert {("0", "0"), ("1", "1")} <= set(linked)
    assert all(left == right for left, right in linked)


def test_a_date_that_cannot_be_does_not_lose_its_row(desk: Desk) -> None:
    """A row whose birth is the 50th of May is linked by its other columns; the date is named in a note."""
    one = desk.write(
        "a.csv", "id,name,dob,city\n1,Nilo Karvan,19860550,Norzan\n2,Arvand Sahelpur,19910304,Norzan\n"
    )
    two = desk.write(
        "b.csv", "id,name,dob,city\nx,Nilo Karvan,19860505,Norzan\ny,Mina Tabesh,19700101,Velan\n"
    )
    said = desk.run("link", "--lists", one, two, "--out", desk.folder / "p.csv")
    assert said.code == 0, said
    linked = [(p["left"], p["right"]) for p in rows(desk.folder / "p.csv") if p["linked"] == "1"]
    assert linked == [("1", "x")]
    assert "dob '19860550' was left unread" in said.out + said.err
