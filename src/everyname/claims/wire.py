"""Write the claims of one document as plain JSON values, in the form the command line promises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from everyname.model import Claim, Span

__all__ = ["DOCUMENT_VOICE", "document_json"]

DOCUMENT_VOICE = "document"


def document_json(file: str, claims: Iterable[Claim]) -> dict[str, Any]:
    """Give `{"file", "claims": [...]}`; spans are [start, end) in code points, empty fields null.

    `span` is the number alone and `qualifier` its literal words. `stated_by` is "document" where the
    document speaks in its own voice; `repeats` the index of the claim it repeats, or null.
    """
    return {"file": file, "claims": [_claim_json(claim) for claim in claims]}


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "measure": claim.measure,
        "value": {"kind": claim.value.kind, "low": claim.value.low, "high": claim.value.high},
        "span": [claim.span.start, claim.span.end],
        "qualifier": claim.qualifier or None,
        "unit": claim.unit or None,
        "stated_by": claim.stated_by or DOCUMENT_VOICE,
        "origin": claim.origin or None,
        "modality": claim.modality,
        "text": claim.span.text,
        "evidence": _span_json(claim.evidence),
        "stated_by_evidence": _span_json(claim.stated_by_evidence),
        "origin_evidence": _span_json(claim.origin_evidence),
        "place": claim.place or None,
        "period": claim.period or None,
        "as_of": claim.as_of or None,
        "repeats": claim.repeats if claim.repeats >= 0 else None,
    }


def _span_json(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}
