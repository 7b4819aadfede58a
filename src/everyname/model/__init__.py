"""Say what the nouns are, refuse impossible ones."""

from everyname.model.claim import Claim, ClaimValue, Span
from everyname.model.codec import from_plain, to_plain
from everyname.model.dates import DateRange, StatedDate
from everyname.model.judgement import Judgement, Verdict
from everyname.model.number import Number
from everyname.model.person import Person, settle
from everyname.model.report import (
    Picture,
    Report,
    StatedAge,
    StatedName,
    StatedOutcome,
    StatedPlace,
    StatedSex,
)
from everyname.model.scope import Placement, Scope
from everyname.model.source import Consent, Release, Source

__all__ = [
    "Claim",
    "ClaimValue",
    "Consent",
    "DateRange",
    "Judgement",
    "Number",
    "Person",
    "Picture",
    "Placement",
    "Release",
    "Report",
    "Scope",
    "Source",
    "Span",
    "StatedAge",
    "StatedDate",
    "StatedName",
    "StatedOutcome",
    "StatedPlace",
    "StatedSex",
    "Verdict",
    "from_plain",
    "settle",
    "to_plain",
]
