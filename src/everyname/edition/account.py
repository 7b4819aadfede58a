"""Account for an edition person by person: shown, made coarser, withheld, and by which rule or consent.

It is for the eyes of those who decide whether to publish; ids alone name anybody in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from everyname.edition.coarsen import PLACE_STEPS, Rules, is_minor, public_age, public_date, public_place
from everyname.edition.public import PublicEdition
from everyname.edition.redact_persons import PersonCase
from everyname.model import Report

__all__ = ["PersonAccount", "account", "hidden_cells_of", "totals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAccount:
    """What becomes of one person: `coarsened` holds (what, rule); `withheld` the class of the reason.

    `asked` is what asks for the withholding; `portrait` is "shown", why a picture is not, or "" for none.
    """

    id: str
    withheld: str = ""
    asked: str = ""
    coarsened: tuple[tuple[str, str], ...] = ()
    portrait: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Give the account as plain values."""
        coarsened = [{"what": what, "rule": rule} for what, rule in self.coarsened]
        plain = {"id": self.id, "shown": not self.withheld, "coarsened": coarsened, "portrait": self.portrait}
        return plain | ({"withheld": self.withheld, "asked_by": self.asked} if self.withheld else {})


def account(cases: Iterable[PersonCase], rules: Rules) -> tuple[PersonAccount, ...]:
    """Give one account a person, in the order of their ids."""
    return tuple(sorted((_account(case, rules) for case in cases), key=lambda one: one.id))


def _account(case: PersonCase, rules: Rules) -> PersonAccount:
    if case.withheld:
        return PersonAccount(id=case.person.id, withheld=case.withheld, asked=case.asked)
    reports = tuple(report for _, report in case.person.reports)
    minor = is_minor(reports, rules.minor_age)
    coarsened = list(dict.fromkeys(one for report in reports for one in _coarsened(report, rules, minor)))
    if case.silent:
        coarsened.append(("reports", "consent to publish"))
    portrait = "shown" if case.portrait and rules.portraits and not minor else case.no_portrait
    return PersonAccount(id=case.person.id, coarsened=tuple(sorted(coarsened)), portrait=portrait)


def _coarsened(report: Report, rules: Rules, minor: bool) -> Iterator[tuple[str, str]]:
    """Say which values of a report are shown less finely than they are known, each with the rule."""
    if any(
        public_date(d, "day") != public_date(d, rules.date_precision)
        for d in report.dates
        if rules.date_precision != "day"
    ):
        yield "dates", f"date_precision = {rules.date_precision}"
    step, name = rules.place_precision, "place_precision"
    if minor and PLACE_STEPS.index(rules.minor_place_precision) > PLACE_STEPS.index(step):
        step, name = rules.minor_place_precision, "minor_place_precision"
    if any(public_place(place, "exact") != public_place(place, step) for place in report.places):
        yield "places", f"{name} = {step}"
    banded = minor or rules.age_bands
    if any(public_age(age, banded=False) != public_age(age, banded=banded) for age in report.ages):
        yield "ages", f"minor_age = {rules.minor_age}" if minor else "age_bands"
    if report.links and (minor or not rules.links):
        yield "links", f"minor_age = {rules.minor_age}" if minor else "links"


def hidden_cells_of(edition: PublicEdition) -> dict[str, list[str]]:
    """Give the values of each breakdown whose count is not shown."""
    found = {b.name: [cell.value for cell in b.cells if cell.count is None] for b in edition.breakdowns}
    return {name: values for name, values in found.items() if values}


def totals(accounts: Sequence[PersonAccount]) -> dict[str, list[tuple[str, str, int]]]:
    """Count the accounts by what and rule ("coarsened"), reason and who asks ("withheld"), and portrait."""
    coarsened = Counter(one for person in accounts for one in person.coarsened)
    withheld = Counter((person.withheld, person.asked) for person in accounts if person.withheld)
    portraits = Counter(("portrait", person.portrait) for person in accounts if person.portrait)
    named = {"coarsened": coarsened, "withheld": withheld, "portraits": portraits}
    return {name: [(*key, n) for key, n in sorted(counts.items())] for name, counts in named.items()}
