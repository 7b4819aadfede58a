"""Find which act governs a count, by the words around it; those who act are never counted as harmed.

The rules look at what stands nearest, from the surest sign to the least: the words of the count
itself ("12 arrests"), a passive right after it ("five men were killed"), a verb right before it
("killing five men"), then the same across a list (see `lists`).
"""

from __future__ import annotations

from everyname.claims.clause import (
    BE,
    HAVE,
    STOPS,
    acts,
    aside_end,
    counts,
    has_object,
    is_adjective,
    is_passive,
    is_verb,
    word_at,
)
from everyname.claims.grammar import Token
from everyname.claims.lists import LISTS, Governor, event_noun, joined_before, list_before, total_before
from everyname.claims.phrases import Counted
from everyname.claims.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    EVENT_NOUNS,
    INTRANSITIVE,
    LOSSES,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    WEAK,
    word_set,
)

__all__ = ["Governor", "govern"]

_NEAR, _FAR = 9, 28
_LINKS = BE | HAVE | AUXILIARIES | ADVERBS | {"held"}
_OBJECT_PRONOUNS = word_set("who whom him her them us")
_AFTER_DESCRIBING = word_set("by as with from to in at on near during after")
_SHOT_DEAD = {("shot", "dead"), ("gunned", "down"), ("mowed", "down")}
_TO_DEATH = word_set("shot stabbed beaten burned burnt tortured hacked crushed starved stoned hanged knifed")


def govern(tokens: tuple[Token, ...], all_counted: tuple[Counted, ...], which: int) -> Governor | None:
    """Say which measure governs the count number `which` of a sentence; None where none does."""
    item = all_counted[which]
    if item.sort == "things":
        return None
    own = _own_words(tokens, item)
    if (own is not None and item.sort != "bare") or word_at(tokens, item.first - 1) == "by":
        return own
    if _is_whole(tokens, all_counted, which) and word_at(tokens, item.last) not in PARTICIPLES:
        return own or _weak(tokens, item)
    starts = frozenset(other.first for other in all_counted if other is not item)
    found = _passive_after(tokens, item, starts, near=True) or own or _verb_before(tokens, item)
    found = found or total_before(tokens, item)
    if found is None and item.sort != "bare":
        found = _passive_after(tokens, item, starts, near=False)
    return found or joined_before(tokens, item) or list_before(tokens, item) or _weak(tokens, item)


def _is_whole(tokens: tuple[Token, ...], all_counted: tuple[Counted, ...], which: int) -> bool:
    """Say whether another count is a part of this one: in "four of the 12 guards" 12 is the whole."""
    item = all_counted[which]
    before = item.first - 1
    while before >= 0 and tokens[before].text in DETERMINERS:
        before -= 1
    return which > 0 and word_at(tokens, before) == "of" and all_counted[which - 1].quantity.after == before


def _weak(tokens: tuple[Token, ...], item: Counted) -> Governor | None:
    """Fall back on a noun that names a state by itself: "victims", "hostages"."""
    word = word_at(tokens, item.unit_last - 1) if item.unit_last else ""
    return Governor(measure=WEAK[word], index=item.unit_last - 1) if word in WEAK else None


def _own_words(tokens: tuple[Token, ...], item: Counted) -> Governor | None:
    """Read the measure from the counted words: "12 arrests", "4,000 injured", "claimed 40 lives"."""
    if word_at(tokens, item.last) in ("hostage", "captive") and item.sort == "people":
        return Governor(measure="abducted", index=item.last)
    if not item.measure:
        word = word_at(tokens, item.unit_last - 1) if item.unit_last else ""
        lost = {t.text for t in tokens[max(0, item.first - 4) : item.first]} & LOSSES
        killed = Governor(measure="killed", index=item.unit_last - 1)
        return killed if word == "lives" and lost else None
    if item.sort == "bare":
        if has_object(tokens, item.last):
            return None
        other = PARTICIPLES.get(word_at(tokens, item.last + 1), item.measure)
        if word_at(tokens, item.last) in ("and", "or") and other != item.measure:
            return Governor(measure="casualties", index=item.last + 1)
    return Governor(measure=item.measure, index=item.last - 1)


def _passive_after(
    tokens: tuple[Token, ...], item: Counted, starts: frozenset[int], *, near: bool
) -> Governor | None:
    """Look to the right for a passive or intransitive verb whose subject the count is.

    `near` allows only auxiliaries and adverbs between; otherwise a list and what describes it.
    """
    passive, verbs_seen = False, False
    index, end = item.last - 1, min(len(tokens), item.last + (_NEAR if near else _FAR))
    while (index := index + 1) < end:
        word = tokens[index].text
        found = _set_phrase(tokens, index, passive=passive)
        if found is not None:
            return found
        if word in PARTICIPLES or word in INTRANSITIVE:
            if acts(tokens, index, passive=passive):
                return None
            if passive or not is_adjective(tokens, index):
                return _ruled(tokens, index)
        elif word in _LINKS or word.endswith("ly"):
            passive = passive or word in BE
        elif near or (word in VERBS and not passive):
            return None
        elif aside_end(tokens, index) > index:
            index = aside_end(tokens, index)
        elif _other_clause(tokens, index, starts, verbs_seen=verbs_seen):
            return None
        else:
            passive, verbs_seen = False, verbs_seen or is_verb(tokens, index)
    return None


def _set_phrase(tokens: tuple[Token, ...], index: int, *, passive: bool) -> Governor | None:
    """Read acts said in several words: "shot to death", "fled their homes", "held hostage"."""
    word = tokens[index].text
    if word == "death" and passive and word_at(tokens, index - 2) in _TO_DEATH:
        return Governor(measure="killed", index=index)
    if word in ("fled", "flee") and _loses_home(tokens, index):
        return Governor(measure="displaced", index=index)
    if word == "hostage" and word_at(tokens, index - 1) in ("held", "taken"):
        return Governor(measure="abducted", index=index)
    return None


def _loses_home(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether fleeing means leaving home: "forced to flee", "fled their homes"."""
    forced = word_at(tokens, index - 2) in ("forced", "had") and word_at(tokens, index - 1) == "to"
    return forced or any(t.text in ("homes", "houses", "villages") for t in tokens[index + 1 : index + 4])


def _ruled(tokens: tuple[Token, ...], index: int) -> Governor:
    """Give the measure of the participle at `index`; "killed or wounded" is neither alone."""
    measure = PARTICIPLES.get(tokens[index].text) or INTRANSITIVE[tokens[index].text]
    other = PARTICIPLES.get(word_at(tokens, index + 2), measure)
    is_pair = word_at(tokens, index + 1) in ("and", "or", "/") and other != measure
    if is_pair and not has_object(tokens, index + 3) and not counts(tokens, index + 2):
        return Governor(measure="casualties", index=index + 2)
    return Governor(measure=measure, index=index)


def _other_clause(tokens: tuple[Token, ...], index: int, starts: frozenset[int], *, verbs_seen: bool) -> bool:
    """Say whether another statement begins at `index`."""
    word = tokens[index].text
    if word in STOPS or (is_verb(tokens, index) and not _describes_subject(tokens, index)):
        return True
    if verbs_seen and (word in ("and", ",") or index in starts):
        return True
    if index in starts:
        before = word_at(tokens, index - 1)
        return not (before in LISTS or before in PREPOSITIONS or before in DETERMINERS)
    if word in PRONOUNS and word not in _OBJECT_PRONOUNS:
        return True
    return word in (".", "!", "?", "--", "\u2014", "that", "where")


def _describes_subject(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a verb only describes the subject: "men arrested in X were killed", "who said"."""
    if any(t.text in ("who", "whom", "whose", "which") for t in tokens[max(0, index - 5) : index]):
        return True
    return tokens[index].text.endswith("ed") and word_at(tokens, index + 1) in _AFTER_DESCRIBING


def _verb_before(tokens: tuple[Token, ...], item: Counted) -> Governor | None:
    """Look for a verb or event noun right before the count: "killing five", "the murder of ten"."""
    index = item.first - 1
    while index >= 0 and tokens[index].text in DETERMINERS | {"-", '"', "“"}:
        index -= 1
    word = word_at(tokens, index)
    if word == ":":
        label = word_at(tokens, index - 1)
        measure = PARTICIPLES.get(label) or EVENT_NOUNS.get(label)
        return Governor(measure=measure, index=index - 1) if measure and item.sort != "unknown" else None
    if word == "of":
        return event_noun(tokens, index)
    if (word_at(tokens, index - 1), word) in _SHOT_DEAD:
        return Governor(measure="killed", index=index)
    if word not in VERBS or is_passive(tokens, index):
        return None
    either = word_at(tokens, index - 1) in ("or", "and")
    other = VERBS.get(word_at(tokens, index - 2), VERBS[word]) if either else VERBS[word]
    return Governor(measure=VERBS[word] if other == VERBS[word] else "casualties", index=index)
