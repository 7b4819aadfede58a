"""Say what to do next, from what the panel met: a closed set of sentences in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from everyname.estimate.reasons import Reason

__all__ = ["APART", "advise"]

ALWAYS = (
    "Give the documented count first. Give an estimate only as a range, with its assumption beside it, and "
    "never as a count of people."
)
AGREED = (
    "Ask what could break the assumption: lists that took names from one another make the range too low; "
    "lists that cover different people make it too high."
)
NO_HEADLINE = (
    "Report the documented count and say that the models disagree. Do not pick the number you expected, and "
    "do not give the middle of the range."
)
APART = "Disagreement"  # how every warning about models that lie far apart begins
SMALLER = (
    "Try parts in which people had similar chances of being recorded (a province, a month): models often "
    "disagree because two kinds of people stand in one table."
)
DEPENDENT = (
    "Ask the people behind the lists that look dependent whether one took names from the other. If so, count "
    "them as one list and estimate again."
)
BY_REASON = {
    Reason.TOO_FEW_LISTS: "Look for a third list that was collected separately and covers the same people, "
    "place and days. Two lists alone can never show whether they are independent.",
    Reason.TOO_MANY_LISTS: "Join lists of one kind (all newspapers, all hospitals) and estimate again.",
    Reason.NO_OVERLAP: "Check the linking before anything else: lists of the same events that share nobody "
    "usually mean that links were missed.",
    Reason.CONTAINED_LIST: "Find out whether the one list was made from the other. If it was, leave it out.",
    Reason.NO_FINITE_ESTIMATE: "Join small lists, or take a longer window or a larger place, so that the "
    "lists share more people; and look for links that were missed.",
    Reason.NOT_IDENTIFIABLE: "Join lists until every pair shares some people.",
    Reason.BEYOND_METHOD: "Join lists of one kind until six or fewer remain: then more kinds of model can be "
    "set beside one another.",
    Reason.NOT_SETTLED: "Look at the rank plots (--pictures): chains that stay apart mean that the table "
    "allows several answers. Try parts in which people are more alike, or fewer and fuller lists.",
    Reason.AT_BOUND: "Take the refusal as the answer: these lists do not limit how many people were missed.",
}
SILENT = frozenset({Reason.NOT_TWO_LISTS, Reason.NO_PAIRS_SEEN_TWICE})  # nothing to be done, or nothing wrong


def advise(reasons: Iterable[Reason], *, agreed: bool, apart: bool, dependent: bool) -> tuple[str, ...]:
    """Give the sentences that fit, each once.

    `reasons` are those of the refusals; `agreed` says that a headline stands, `apart` that the models lie far
    from one another, `dependent` that some lists look dependent.
    """
    found = [ALWAYS]
    found += [AGREED] if agreed else []
    found += [SMALLER] if apart else []
    found += [NO_HEADLINE] if apart and not agreed else []
    found += [DEPENDENT] if dependent else []
    found += [BY_REASON[reason] for reason in reasons if reason in BY_REASON]
    return tuple(dict.fromkeys(found))
