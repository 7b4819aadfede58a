"""The reference of estimation says what the code says: rows, reasons, keys, factors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from everyname.estimate import Reason
from everyname.estimate.agreement import APART, TOO_FAR_APART
from everyname.estimate.methods import ASSUMPTIONS, METHODS
from everyname.estimate.plain_frame import examine_frame, frame_plain
from everyname.estimate.read import read_frame
from everyname.estimate.reasons import TEXTS
from everyname.estimate.total import estimate_frame

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "estimation.md").read_text("utf-8")


@pytest.mark.parametrize("method", list(METHODS))
def test_every_row_stands_with_its_assumption(method: str) -> None:
    """The page gives each method the very assumption the panel prints beside its number."""
    assert f"| `{method}` | {ASSUMPTIONS[method]} |" in PAGE


def test_reasons_are_a_closed_set() -> None:
    """The page lists every reason with its words, and no reason that does not exist."""
    table = PAGE.partition("| reason | words |")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", table, re.MULTILINE))
    assert told == {reason.value: re.sub(r"\{[^}]*\}", "…", TEXTS[reason]) for reason in Reason}


def test_every_key_is_explained() -> None:
    """Each key of the JSON is named on the page, or on the page of strata and replicates."""
    path = ROOT / "docs" / "tutorial" / "kosovo.csv"
    frame = read_frame(path.read_text("utf-8"), path.name)
    found = estimate_frame(frame, methods=[name for name in METHODS if name != "latent-class"])
    keys = {**frame_plain(found), **examine_frame(frame, found)}
    told = PAGE + (ROOT / "docs" / "reference" / "estimation-tables.md").read_text("utf-8")
    assert [key for key in keys if f"`{key}`" not in told] == []


def test_the_factors_are_those_in_force() -> None:
    """The factors from which the panel warns and gives no headline are the code's."""
    assert f"From a factor of {APART:g} there is a warning" in " ".join(PAGE.split())
    assert f"From {TOO_FAR_APART:g} there is no headline" in " ".join(PAGE.split())
