"""The invention as a whole."""

import csv
import io
import tomllib
from pathlib import Path

import pytest

from everyname.demo.invent import invent
from everyname.errors import UsedWrongly
from everyname.model import Scope, Source
from everyname.model.dates import DateRange
from everyname.model.vocabulary import CONSENT_PURPOSES

SMALL = invent(seed=3, people=150)


def test_the_seed_decides_every_byte() -> None:
    """The same seed gives an equal invention, another seed another one."""
    assert invent(seed=3, people=150) == SMALL
    assert {f.data for f in invent(seed=4, people=150).files} != {f.data for f in SMALL.files}


def test_files_are_five_lists_articles_and_portraits() -> None:
    """A team receives five lists, several articles and the portraits that one list names."""
    kinds = [file.kind for file in SMALL.files]
    assert kinds.count("list") == 5
    assert 3 <= kinds.count("article") <= 5
    assert kinds.count("picture") == 24
    assert len({file.name for file in SMALL.files + SMALL.later}) == len(SMALL.files) + len(SMALL.later)
    tower = next(file for file in SMALL.files if file.name == "tower_street.tsv").data.decode("utf-8")
    assert all(file.name in tower for file in SMALL.files if file.kind == "picture")


def test_everything_says_that_it_is_invented() -> None:
    """No file and no scope can be taken for real by its title."""
    assert all("invented" in file.title.casefold() for file in SMALL.files + SMALL.later)
    assert tomllib.loads(SMALL.scope_toml)["book"]["invented"] is True
    assert "invented" in tomllib.loads(SMALL.scope_toml)["scope"]["title"]


def test_files_and_scope_suit_the_model() -> None:
    """Sources, windows, consents and the scope are such as the book accepts."""
    for file in SMALL.files + SMALL.later:
        covers = DateRange.parse(file.covers) if file.covers else None
        Source(name=file.source, kind=file.source_kind, depends_on=file.depends_on, covers=covers)
        assert set(file.consents) <= set(CONSENT_PURPOSES)
    table = tomllib.loads(SMALL.scope_toml)
    window = DateRange.parse(table["scope"].pop("window"))
    lists = [file for file in SMALL.files if file.kind == "list"]
    assert all(DateRange.parse(file.covers).covers(window) for file in lists)
    Scope(window=window, **{key: tuple(v) if isinstance(v, list) else v for key, v in table["scope"].items()})


def test_truth_knows_the_person_behind_every_sound_row() -> None:
    """Each row is either refused for a reason or has a person; listed counts those in scope."""
    truth = SMALL.truth
    refused = {(name, number) for name, number, _ in truth.refused}
    for file in SMALL.files:
        if file.name not in ("lantern.csv", "payam.csv", "mirror.csv"):
            continue  # the other two are read back row by row in the tests of the lists
        lines = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))
        for number, cells in enumerate(lines[1:], start=2):
            key = (file.source, str(number) if file.source == "payam" else cells[0])
            assert key in truth.person_of or (file.name, number) in refused
    assert len(refused) == len(truth.refused) == 9
    assert truth.population == len(truth.killed) == 150
    assert 0 < truth.listed < truth.population
    assert set(truth.person_of.values()) <= {person.id for person in truth.people}


def test_the_second_release_is_of_the_first_list() -> None:
    """The later file is a release of a known source, and its new ids have persons too."""
    (later,) = SMALL.later
    assert later.source == "lantern"
    ids = [row["id"] for row in csv.DictReader(io.StringIO(later.data.decode("utf-8")))]
    assert set(SMALL.truth.added) < set(ids)
    assert not set(SMALL.truth.withdrawn) & set(ids)
    assert all(("lantern", own_id) in SMALL.truth.person_of for own_id in ids)


def test_too_few_people_are_refused() -> None:
    """An invention too small for five lists is refused with the least number."""
    with pytest.raises(UsedWrongly) as caught:
        invent(people=5)
    assert "40" in caught.value.remedy
    assert invent(people=40).truth.population == 40


def test_no_real_person_is_named(real_data: Path) -> None:
    """No name written in any invented list is the full name of a person in the real lists."""
    real: set[str] = set()
    for path in (*real_data.glob("iran/*.csv"), *real_data.glob("gaza/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                real.update(v.strip().casefold() for k, v in row.items() if k and k.startswith("name") and v)
    written: set[str] = set()
    for person in invent().truth.people:
        name = person.name
        latin = (f"{g} {f}" for g in name.given.latin for f in name.family.latin)
        written.update((*latin, f"{name.given.fa} {name.family.fa}", f"{name.given.ar} {name.family.ar}"))
    assert not {name for name in written if name.casefold() in real}
