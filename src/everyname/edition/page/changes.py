"""Lay out what changed since the last edition, and the corrections that were made."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from everyname.edition.proofs import HEADLINES
from everyname.edition.voice import Voice

__all__ = ["changes_page", "corrections_page", "rule_rows"]

MOST = 1_000  # persons or corrections listed on a page; the data files hold all


def changes_page(voice: Voice) -> dict[str, Any]:
    """Give the values the template of the page of changes needs."""
    changes = voice.edition.changes
    if changes is None:
        return {"changes": None, "numbers_changed": [], "rules_changed": []}
    persons = {person.id: person for person in voice.edition.persons}
    gone = {one.id: one for one in voice.edition.gone}
    now = [(persons[one.id], voice.comma.join(map(voice.text, one.fields))) for one in changes.changed]
    return {
        "changes": changes,
        "added": [persons[one] for one in changes.added[:MOST]],
        "changed": now[:MOST],
        "gone_now": [gone[one] for one in changes.gone[:MOST] if one in gone],
        "counts": {
            name: voice.counted(len(getattr(changes, name)))
            for name in ("added", "changed", "gone", "claims_added")
        }
        | {"claims_gone": voice.counted(changes.claims_gone)},
        "most": MOST,
        "numbers_changed": [
            (name, getattr(changes, name), getattr(voice.edition, name)) for name in HEADLINES
        ],
        "rules_changed": rule_rows(voice),
    }


def corrections_page(voice: Voice) -> dict[str, Any]:
    """Give the corrections made, newest first, each with its person."""
    made = [(one.date, person, one) for person in voice.edition.persons for one in person.corrections]
    made.sort(key=lambda row: (row[0], row[1].id, row[2].field, row[2].text), reverse=True)
    return {"made": made[:MOST], "more": voice.counted(max(len(made) - MOST, 0))}


def rule_rows(voice: Voice) -> list[tuple[Markup, Markup, Markup]]:
    """Give each rule that changed since the last edition with what it was and is."""
    changes = voice.edition.changes
    return [
        (voice.text(f"set_{name}"), _rule_value(voice, name, before), _rule_value(voice, name, now))
        for name, before, now in (changes.rules if changes else ())
    ]


def _rule_value(voice: Voice, name: str, value: str) -> Markup:
    if not value:
        return voice.text("none")
    if name in ("first", "last"):
        return voice.day(value)
    if name.endswith("_precision"):
        return voice.text(f"step_{value}")
    if name in ("portraits", "links", "age_bands", "lone_voices"):
        return voice.text("yes" if value == "1" else "no")
    if name in ("outcomes", "consent_needed"):
        said = (voice.term(c) if name == "outcomes" else voice.text(f"kind_{c}") for c in value.split())
        return Markup(voice.comma).join(map(escape, said))
    if name in ("countries", "provinces"):
        return voice.words(value)
    return escape(voice.digits(value))
