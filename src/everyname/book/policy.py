"""The policy of a book: scope, publication, linking; an editable TOML copy and the recorded one.

The copy in `book.toml` has no effect until `everyname policy apply` records it as a `policy` entry.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import Any, get_type_hints

from everyname.book.roles import TWO_PERSONS
from everyname.edition.manner import MANNERS
from everyname.errors import EverynameError, FileRefused
from everyname.ledger.cosign import parse_cosigner
from everyname.model import DateRange, Scope
from everyname.model.vocabulary import SOURCE_KINDS, THREAT_LEVELS

__all__ = [
    "LinkingRules",
    "MemberRules",
    "Policy",
    "PublicationRules",
    "WitnessRules",
    "parse_policy",
    "starting_policy",
]

STARTING = """\
# The policy of this book. Edit it, then run `everyname policy apply`: nothing here has effect before that.

[book]
title = {title}
languages = ["en", "fa"]      # of the edition: en, fa, ar; ckb is there and not reviewed
invented = false              # true marks every page as invented (demonstrations only)

[scope]
title = ""                    # one sentence readers see: who is counted, where, when
not_included = ""             # who is not; stands beside every total
outcomes = ["killed", "died_in_custody"]
window = ""                   # "2022-09-16..2023-03-31"; no estimate is made without one
countries = []                # ISO codes, for example ["IR"]; empty: no limit
provinces = []                # names as the gazetteer gives them; empty: no limit

[linking]
linked = 0.9                  # pairs at or above are linked by the machine
review = 0.2                  # pairs between are for people; below, apart

[publication]
minor_age = 18
date_precision = "day"        # day, month or year
place_precision = "city"      # city, province or country
minor_place_precision = "province"
portraits = true              # a portrait still needs consent for the purpose "portrait"
small_cell = 0                # breakdown cells below this are not shown
consent_needed = ["witness", "family"]   # kinds of source that must have consented to publication
threat_level = "normal"       # raised or high holds back more at once; what is coarser here stays so
accepted = []                 # findings of `publish --preview` that were looked at, as it prints them
contact = ""                  # how readers ask for a correction; shown as it stands, in every language

[witnesses]
keys = []                     # who cosigns our heads: the line that `everyname witness key` prints there
needed = 0                    # how many of them must have cosigned before a head counts as witnessed

[members]
two_persons = []              # waiting for a second person: "erase", "publish", "enrol", "revoke", "policy"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingRules:
    """Probability bands: linked at `linked` or more, to review from `review`, apart below."""

    linked: float = 0.9
    review: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRules:
    """What an edition may show, and how precisely."""

    minor_age: int = 18
    date_precision: str = "day"
    place_precision: str = "city"
    minor_place_precision: str = "province"
    portraits: bool = True
    small_cell: int = 0
    consent_needed: tuple[str, ...] = ("witness", "family")
    threat_level: str = "normal"
    accepted: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRules:
    """Who cosigns the heads of this book, as verifier keys, and how many of them are needed."""

    keys: tuple[str, ...] = ()
    needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRules:
    """The kinds of act that take effect only when a second person accepts them."""

    two_persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy in force."""

    title: str = ""
    languages: tuple[str, ...] = ("en", "fa")
    invented: bool = False
    scope: Scope = field(default_factory=Scope)
    linking: LinkingRules = field(default_factory=LinkingRules)
    publication: PublicationRules = field(default_factory=PublicationRules)
    witnesses: WitnessRules = field(default_factory=WitnessRules)
    members: MemberRules = field(default_factory=MemberRules)


def starting_policy(title: str) -> str:
    """Give the TOML a new book starts with."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return STARTING.format(title=f'"{quoted}"')


def parse_policy(text: str) -> Policy:
    """Read the TOML of a policy; raises FileRefused naming what is wrong."""
    try:
        table = tomllib.loads(text)
        book = dict(table.pop("book", {}))
        scope = dict(table.pop("scope", {}))
        if "window" in scope:
            window = _fitting("window", scope["window"], str)
            scope["window"] = DateRange.parse(window) if window else None
        policy = Policy(
            **_typed(Policy, book, but=("scope", "linking", "publication", "witnesses", "members")),
            scope=Scope(**_typed(Scope, scope)),
            linking=LinkingRules(**_typed(LinkingRules, table.pop("linking", {}))),
            publication=PublicationRules(**_typed(PublicationRules, table.pop("publication", {}))),
            witnesses=WitnessRules(**_typed(WitnessRules, table.pop("witnesses", {}))),
            members=MemberRules(**_typed(MemberRules, table.pop("members", {}))),
        )
        if table:
            raise ValueError(f"no such part: {', '.join(table)}")
        _check(policy)
    except (tomllib.TOMLDecodeError, TypeError, ValueError, EverynameError) as error:
        raise FileRefused(
            f"book.toml cannot be the policy: {error}",
            kept="The policy in force stays as it was.",
            remedy="Mend book.toml and run `everyname policy apply` again.",
        ) from error
    return policy


def _typed(noun: type, table: dict[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Give keyword arguments for a noun; lists become tuples, unknown keys are refused."""
    known = {f.name for f in fields(noun)} - set(but)
    unknown = sorted(set(table) - known)
    if unknown:
        raise ValueError(f"{', '.join(unknown)} (known: {', '.join(sorted(known))})")
    hints = get_type_hints(noun)
    return {key: _fitting(key, value, hints[key]) for key, value in table.items()}


def _fitting(key: str, value: Any, wanted: Any) -> Any:
    """Give a value of the type its field has; anything else is refused, never converted."""
    if wanted == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f'{key} is a list of texts, for example ["a", "b"]')
        return tuple(value)
    if wanted is float and type(value) in (int, float):
        return float(value)
    if wanted in (str, int, bool) and type(value) is not wanted:
        names = {str: "a text in quotes", int: "a whole number", bool: "true or false"}
        raise ValueError(f"{key} is {names[wanted]}, not {value!r}")
    return value


def _check(policy: Policy) -> None:
    rules, bands = policy.publication, policy.linking
    if not set(policy.members.two_persons) <= set(TWO_PERSONS):
        raise ValueError(f"[members] two_persons can name {', '.join(TWO_PERSONS)}")
    if not 0.0 < bands.review <= bands.linked <= 1.0:
        raise ValueError("[linking] needs 0 < review <= linked <= 1")
    if not set(policy.languages) <= set(MANNERS) or not policy.languages:
        raise ValueError(f"[book] languages can be {', '.join(MANNERS)}")
    if rules.date_precision not in ("day", "month", "year"):
        raise ValueError("[publication] date_precision is day, month or year")
    for name in (rules.place_precision, rules.minor_place_precision):
        if name not in ("city", "province", "country"):
            raise ValueError("[publication] place precisions are city, province or country")
    if rules.threat_level not in THREAT_LEVELS:
        raise ValueError(f"[publication] threat_level is one of {', '.join(THREAT_LEVELS)}")
    codes = [code for code in policy.scope.countries if not (len(code) == 2 and code.isupper())]
    if codes:
        raise ValueError(f'[scope] countries are two-letter codes such as "IR", not {", ".join(codes)}')
    unknown = set(rules.consent_needed) - set(SOURCE_KINDS)
    if unknown:
        raise ValueError(
            f"[publication] consent_needed names no kind of source: {', '.join(sorted(unknown))}"
        )
    if rules.minor_age < 0 or rules.small_cell < 0:
        raise ValueError("[publication] minor_age and small_cell are not negative")
    _check_witnesses(policy.witnesses)


def _check_witnesses(rules: WitnessRules) -> None:
    keys = [parse_cosigner(key).public for key in rules.keys]
    if len(set(keys)) < len(keys):
        raise ValueError("[witnesses] keys names one witness twice")
    if not 0 <= rules.needed <= len(keys):
        raise ValueError(f"[witnesses] needed is between 0 and {len(keys)}, the number of keys")
