"""Say why no number is given: a closed set of reasons, each with its words."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Reason", "in_words"]


class Reason(StrEnum):
    """Why a method, or the whole panel, gives no number."""

    TOO_FEW_LISTS = "too-few-lists"
    TOO_MANY_LISTS = "too-many-lists"
    NO_OVERLAP = "no-overlap"
    CONTAINED_LIST = "contained-list"
    NOT_TWO_LISTS = "not-two-lists"
    NO_PAIRS_SEEN_TWICE = "nobody-on-exactly-two"
    NO_FINITE_ESTIMATE = "no-finite-estimate"
    NOT_IDENTIFIABLE = "not-identifiable"
    BEYOND_METHOD = "beyond-method"
    AT_BOUND = "at-bound"
    NOT_SETTLED = "not-settled"


TEXTS = {
    Reason.TOO_FEW_LISTS: "fewer than three usable lists ({usable} of {given}); a list is usable when "
    "it shares some of its people with another list",
    Reason.TOO_MANY_LISTS: "{given} lists; at most {most} can be modelled, join lists of one kind first",
    Reason.NO_OVERLAP: "no person stands on two lists, so the lists say nothing of who was missed",
    Reason.CONTAINED_LIST: "everyone on {inner} is also on {outer}; one was probably made from the other, "
    "and then it says nothing of who was missed: leave {inner} out, or join the two, and estimate again",
    Reason.NOT_TWO_LISTS: "takes exactly two lists; the table has {usable}",
    Reason.NO_PAIRS_SEEN_TWICE: "nobody stands on exactly two lists",
    Reason.NO_FINITE_ESTIMATE: "the models that fit best have no finite estimate ({share:.0%} of the "
    "weight): the lists overlap too little to say how many people are on none",
    Reason.NOT_IDENTIFIABLE: "the table has too few filled patterns for any model of this kind",
    Reason.BEYOND_METHOD: "takes 3 to {most} lists; with {usable} there are too many models, and most "
    "overlaps are empty: join lists of one kind, or leave small ones out",
    Reason.AT_BOUND: "the answer leans on the largest number searched ({bound:,} people missed): the table "
    "itself does not limit it",
    Reason.NOT_SETTLED: "{chains} runs of random draws that start far apart did not come to agree (R-hat "
    "{r_hat:.3f}, wished below {wished:.2f}; worth {ess:,.0f} independent draws, wished {enough:,.0f}): the "
    "table allows several different answers, or needs a longer run",
}


def in_words(reason: Reason, **facts: object) -> str:
    """Say the reason with the facts its text names."""
    return TEXTS[reason].format(**facts)
