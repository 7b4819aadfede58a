"""Read where and when a count holds, as of which day, and how firmly it is stated."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from everyname.claims.grammar import Token, paragraph_at, paragraphs
from everyname.claims.words import TIME_WORDS, word_list
from everyname.model import Claim

__all__ = ["as_of", "modality", "period", "place"]

_MONTHS = word_list("january february march april may june july august september october november december")
_MONTH = "|".join(_MONTHS)
_DAY_OF = re.compile(rf"\b(?:({_MONTH})\s+(\d{{1,2}})|(\d{{1,2}})\s+({_MONTH}))\b(?:,?\s+(\d{{4}}))?", re.I)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_PERIOD = re.compile(
    rf"\b(?:during|since|throughout|over\s+the\s+(?:past|last))\s+(?:the\s+)?[^,.;:()\"”]{{3,60}}?(?=[,.;:()\"”]|\s+(?:and|when|were|was|by)\b|$)"
    rf"|\bin\s+(?:(?:{_MONTH})\s+)?\d{{4}}\b|\bon\s+(?:(?:{_MONTH})\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTH}))\b(?:,?\s+\d{{4}}\b)?",
    re.IGNORECASE,
)
_PLACE_BEFORE = frozenset({"in", "at", "near", "across", "inside", "outside"})


def modality(tokens: tuple[Token, ...], first: int, governor: int) -> str:
    """Say how firmly a count is stated: asserted, denied, alleged, hypothetical or threatened."""
    words = [t.text for t in tokens]
    near = set(words[max(0, first - 6) : max(first, governor) + 1])
    before = words[: max(first, governor)]
    if "not" in words[max(0, governor - 2) : governor] or _is_denied(before[-25:]):
        return "denied"
    if {"threatened", "threatens", "threatening", "threat", "threats", "vowed"} & near:
        return "threatened"
    if {"may", "might", "could", "would", "if", "will"} & set(words[max(0, first - 3) : governor + 1]):
        return "hypothetical"
    if {"allegedly", "reportedly", "unconfirmed", "supposedly", "purportedly"} & near:
        return "alleged"
    return "asserted"


def _is_denied(words: list[str]) -> bool:
    """Say whether the last verb of saying before a count denies it."""
    for word in reversed(words):
        if word in ("denied", "denies", "deny"):
            return True
        if word in ("saying", "adding", "but", "insisting", "said", "reported"):
            return False
    return False


def place(text: str, tokens: tuple[Token, ...], after: int) -> str:
    """Give the place named after a count in its sentence, else before it; "" where none is.

    A text all in capitals shows no names, so no place is read from it.
    """
    sentence = text[tokens[0].start : tokens[-1].end]
    if sentence.isupper():
        return ""
    for begin, end in ((after, len(tokens)), (0, after)):
        for index in range(begin, end - 1):
            if tokens[index].text in _PLACE_BEFORE:
                named = _capitalised(text, tokens, index + 1)
                if named:
                    return named
    return ""


def _capitalised(text: str, tokens: tuple[Token, ...], index: int) -> str:
    if tokens[index].text == "the":
        index += 1
    last = index
    while last < len(tokens) and tokens[last].raw[0].isupper() and tokens[last].text not in TIME_WORDS:
        last += 1
    return " ".join(text[tokens[index].start : tokens[last - 1].end].split()) if last > index else ""


def period(text: str, tokens: tuple[Token, ...]) -> str:
    """Give the words of a sentence that say over what time it counts, "" where none do."""
    match = _PERIOD.search(text, tokens[0].start, tokens[-1].end)
    return " ".join(match.group().split()) if match else ""


def as_of(text: str, claim: Claim, document_date: str) -> Claim:
    """Give the claim with the day it was stated: the speaker's own day, else the document's.

    A day without a year is read as the last such day up to the document's date; without that date it
    is left out.
    """
    published = _date(document_date) or _date(_first_date(text))
    stated = None
    if claim.stated_by_evidence is not None:
        stated = _day_near(text, claim.stated_by_evidence.end, published)
    day = stated or published
    return replace(claim, as_of=day.isoformat()) if day is not None else claim


def _first_date(text: str) -> str:
    match = _ISO.search(text, 0, 400)
    return match.group() if match else ""


def _date(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def _day_near(text: str, start: int, published: datetime.date | None) -> datetime.date | None:
    end = paragraphs(text)[paragraph_at(text, start)][1]
    match = _DAY_OF.search(text, start, min(end, start + 60))
    if match is None or "." in text[start : match.start()]:
        return None
    month = _MONTHS.index((match[1] or match[4]).lower()) + 1
    day, year = int(match[2] or match[3]), match[5]
    if year is None and published is None:
        return None
    for candidate in (int(year),) if year else (published.year, published.year - 1) if published else ():
        found = _date(f"{candidate:04d}-{month:02d}-{day:02d}")
        if found is not None and (year or published is None or found <= published):
            return found
    return None
