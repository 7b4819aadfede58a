"""The closed lists of terms, with labels people read; codes are stored, labels are shown.

Outcome and measure terms follow the micro-thesauri of the HURIDOCS standard formats in meaning;
labels are ours. Translated labels stand in the catalogues of the edition.
"""

from __future__ import annotations

__all__ = [
    "CLAIM_KINDS",
    "CONSENT_PURPOSES",
    "MEASURES",
    "MODALITIES",
    "OUTCOMES",
    "SEXES",
    "SOURCE_KINDS",
    "STANDINGS",
    "THREAT_LEVELS",
    "WITHHELD_CLASSES",
    "label",
]

OUTCOMES = (
    "killed",
    "died_in_custody",
    "executed",
    "died_otherwise",
    "injured",
    "detained",
    "missing",
    "released",
    "reported_alive",
    "unknown",
)
SEXES = ("female", "male", "other")
MEASURES = ("killed", "injured", "detained", "missing", "abducted", "displaced", "executed", "casualties")
CLAIM_KINDS = ("exact", "at_least", "more_than", "at_most", "about", "range", "vague")
MODALITIES = ("asserted", "denied", "alleged", "hypothetical", "threatened")
SOURCE_KINDS = ("list", "outlet", "organisation", "office", "witness", "family", "unknown")
CONSENT_PURPOSES = ("store", "publish", "portrait", "advocate", "court")
WITHHELD_CLASSES = ("consent", "safety", "family", "legal", "doubt", "other")
THREAT_LEVELS = ("normal", "raised", "high")
STANDINGS = ("documented", "reported", "contested", "withdrawn")

_LABELS = {"differs": "sources differ", "vague": "no number given", "range": "between"}


def label(code: str) -> str:
    """Give the English label of a code; a translated one stands in the edition's catalogues."""
    return _LABELS.get(code, code.replace("_", " "))
