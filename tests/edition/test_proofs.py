"""Statements and leaves: one each, canonical, silent without the salt."""

from __future__ import annotations

import hashlib
import json

from edition.invented import facts
from everyname.edition.proofs import leaf, manifest_leaf, statements
from everyname.edition.redact import Rules, allow


def test_one_statement_for_each_person_claim_and_headline() -> None:
    """Every published person, claim and headline number is a statement of its own."""
    edition = allow(facts(), Rules())
    ids = [s.id for s in statements(edition)]
    assert len(ids) == len(set(ids)) == len(edition.persons) + len(edition.claims) + 3
    assert ids == sorted(ids)
    assert {f"person-{p.id}" for p in edition.persons} <= set(ids)


def test_a_person_who_did_not_change_keeps_the_statement() -> None:
    """A later edition states the same of a person in the same bytes, so a salt can be used again."""
    first, later = (allow(facts(number=n, as_of=f"2030-0{n}-01"), Rules()) for n in (6, 7))
    both = [{s.id: s.data for s in statements(e) if s.id.startswith("person")} for e in (first, later)]
    assert both[0] == both[1]


def test_a_leaf_commits_with_its_salt() -> None:
    """A leaf is the salted digest alone: it tells nothing of the statement."""
    data = statements(allow(facts(), Rules()))[0].data
    found = json.loads(leaf(data, b"salt"))
    assert found == {"v": 1, "kind": "statement", "digest": hashlib.sha256(b"salt" + data).hexdigest()}
    assert leaf(data, b"salt") != leaf(data, b"other")


def test_the_manifest_is_a_leaf() -> None:
    """One leaf commits to the list of all files."""
    found = json.loads(manifest_leaf(b"list"))
    assert found == {"v": 1, "kind": "manifest", "digest": hashlib.sha256(b"list").hexdigest()}
