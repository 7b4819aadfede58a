"""Lay out the page on method from the scope, the rules in force and the closed lists of terms."""

from __future__ import annotations

from typing import Any

from everyname.edition.page.changes import rule_rows
from everyname.edition.public import PublicEdition, PublicPerson
from everyname.edition.voice import Voice
from everyname.model.vocabulary import OUTCOMES, STANDINGS

__all__ = ["method_page"]

MOST_SOURCES = 500  # listed on the page; data/numbers.json holds all


def method_page(voice: Voice) -> dict[str, Any]:
    """Give the values the template of the page on method needs."""
    edition, scope = voice.edition, voice.edition.scope
    return {
        "outcome_words": voice.comma.join(voice.term(code) for code in scope.outcomes),
        "country_words": voice.comma.join(voice.place_name(code) for code in scope.countries),
        "province_words": voice.comma.join(voice.place_name(name) for name in scope.provinces),
        "consent_words": voice.comma.join(
            voice.text(f"kind_{kind}") for kind in edition.rules.consent_needed
        ),
        "percents": {
            name: voice.digits(percent(getattr(edition.rules, name)))
            for name in ("linked", "review")
            if getattr(edition.rules, name)
        },
        "sources": edition.sources[:MOST_SOURCES],
        "more_sources_elsewhere": len(edition.sources) > MOST_SOURCES,
        "terms": _terms_used(edition),
        "rules_changed": rule_rows(voice),
    }


def percent(probability: str) -> str:
    """Write a probability given as text in per cent: "0.9" is "90"."""
    return f"{float(probability) * 100:g}"


def _terms_used(edition: PublicEdition) -> dict[str, list[str]]:
    """Give the terms of outcome and standing that this edition's pages use, for their definitions."""
    outcomes = {term for person in edition.persons for said in _sayings(person) for term in said.outcomes}
    outcomes |= set(edition.scope.outcomes)
    standings = {person.standing for person in edition.persons}
    return {
        "outcomes": [term for term in OUTCOMES if term in outcomes and term != "unknown"],
        "standings": [term for term in STANDINGS if term in standings],
    }


def _sayings(person: PublicPerson) -> tuple[Any, ...]:
    return person.sayings + person.corrected
