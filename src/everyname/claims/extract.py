"""Find every count of people that a text states, with the exact words that state it.

Nothing is proposed that the text does not hold: see `grounded`.
"""

from __future__ import annotations

from everyname.claims.attribute import attribute
from everyname.claims.govern import Governor, govern
from everyname.claims.grammar import Sentence, Token, sentences, words_of
from everyname.claims.numbers import read_value
from everyname.claims.phrases import Counted, counted
from everyname.claims.quantities import may_count
from everyname.claims.refer import mark_repeats, refer
from everyname.claims.setting import as_of, modality, period, place
from everyname.model import Claim, Span

__all__ = ["grounded", "propose"]


def propose(text: str, *, document_date: str = "") -> tuple[Claim, ...]:
    """Give all count claims of one text, in text order.

    `document_date` (ISO) dates what the text itself does not. Every claim is grounded; what is not is
    dropped. The claims are proposals: a person accepts them, or not.
    """
    found = [claim for sentence in sentences(text) for claim in _in_sentence(text, sentence)]
    dated = [as_of(text, claim, document_date) for claim in refer(text, attribute(text, found))]
    return mark_repeats([claim for claim in dated if grounded(text, claim)])


def grounded(text: str, claim: Claim) -> bool:
    """Say whether the text holds every word of a claim, and the words give its value again.

    The one gate for all proposers: spans equal the text at their offsets, qualifier and unit stand in
    the evidence, and `read_value` of the quoted number and qualifier is the claim's value.
    """
    spans = (claim.span, claim.evidence, claim.stated_by_evidence, claim.origin_evidence)
    if any(s is not None and text[s.start : s.end] != s.text for s in spans):
        return False
    if not claim.evidence.start <= claim.span.start < claim.span.end <= claim.evidence.end:
        return False
    evidence = _plain(claim.evidence.text)
    if _plain(claim.qualifier) not in evidence or _plain(claim.unit) not in evidence:
        return False
    for name, shown in ((claim.stated_by, claim.stated_by_evidence), (claim.origin, claim.origin_evidence)):
        if name and shown is not None and _plain(name) not in _plain(shown.text):
            return False
    if (claim.stated_by and claim.stated_by_evidence is None) or (claim.origin and not claim.origin_evidence):
        return False
    return read_value(claim.span.text, claim.qualifier) == claim.value


def _plain(words: str) -> str:
    return " ".join(words.split())


def _in_sentence(text: str, sentence: Sentence) -> list[Claim]:
    if not may_count(text, sentence.start, sentence.end):
        return []
    tokens = words_of(text, sentence)
    items = counted(text, tokens)
    found = []
    for which, item in enumerate(items):
        governor = govern(tokens, items, which)
        if governor is not None and _is_count(tokens, item):
            found.append(_claim(text, tokens, item, governor))
    return found


def _is_count(tokens: tuple[Token, ...], item: Counted) -> bool:
    """Leave out a zero, and a "one" that names no people or only one of them: "one of the guards"."""
    value = item.quantity.value
    if value.kind == "exact" and value.low is not None and value.low <= 1:
        is_one_of = tokens[item.quantity.after].text == "of" if item.quantity.after < len(tokens) else False
        return value.low == 1 and not is_one_of and (item.sort == "people" or bool(item.measure))
    return True


def _claim(text: str, tokens: tuple[Token, ...], item: Counted, governor: Governor) -> Claim:
    first = min(item.first, governor.index)
    last = max(item.last, governor.index + 1)
    quantity = item.quantity
    unit = ""
    if item.unit_last:
        unit = _plain(text[tokens[item.unit_first].start : tokens[item.unit_last - 1].end])
    return Claim(
        measure=governor.measure,
        value=quantity.value,
        span=_span(text, quantity.start, quantity.end),
        evidence=_span(text, tokens[first].start, tokens[last - 1].end),
        unit=unit,
        qualifier=quantity.qualifier,
        place=place(text, tokens, last),
        period=period(text, tokens),
        modality=modality(tokens, first, governor.index),
    )


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])
