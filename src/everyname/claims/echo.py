"""Show who repeats whom: mentions of one number are joined only where words or copied text show why.

Edges are typed and carry their evidence; none is a hidden score. `cites`, `copies` and `repeats` join
mentions into one origin. `same_number_same_scope` is a suspicion: it is shown and joins nothing.
An origin without a named originator is unknown, never independent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everyname.claims.grammar import sentence_at, sentences, tokenize
from everyname.errors import ValueRefused
from everyname.model import Claim

__all__ = [
    "EDGE_KINDS",
    "Document",
    "EchoCounts",
    "Edge",
    "Mention",
    "Origin",
    "count_echo",
    "edges",
    "origins",
]

Document = tuple[str, str, Sequence[Claim]]

EDGE_KINDS = ("cites", "copies", "repeats", "same_number_same_scope")
_SHINGLE = 5  # words
_COPIED = 0.5  # share of the shorter passage that stands in the other
_ACRONYM = re.compile(
    r"(?P<name>(?:[A-Z][\w'’-]+\s+(?:(?:of|for|the|and)\s+)*){2,8})\((?P<short>[A-Z]{2,8})\)"
)
_PASSAGE = 8  # runs; a shorter passage is too common to prove copying
_AROUND = 2  # sentences on either side
_DISTINCT = 20  # a smaller number needs the same place before two documents are taken to mean one event


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mention:
    """One claim of one document, by their indexes."""

    document: int
    claim: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A reason to think that `later` echoes `earlier`; `shown_by` is the words or share that show it."""

    kind: str
    earlier: Mention
    later: Mention
    shown_by: str

    def __post_init__(self) -> None:
        if self.kind not in EDGE_KINDS:
            raise ValueRefused(f"{self.kind!r} is not a kind of echo")

    @property
    def is_confirmed(self) -> bool:
        """Whether the edge joins the two into one origin."""
        return self.kind != "same_number_same_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The mentions of one number that go back to one place.

    `low` is the number stated, as (measure, low). `claims` are (document, claim) indexes. `originator`
    is "" where no text names one, and then `independence` is "unknown". `voices` are the speakers;
    each document's own voice counts as one and is written "".
    """

    measure: str
    low: int
    claims: tuple[tuple[int, int], ...]
    originator: str
    voices: tuple[str, ...]
    mentions: int
    speakers: int
    documents: int
    independence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoCounts:
    """How often a number is said, by how many, and from how many origins known and unknown."""

    mentions: int
    speakers: int
    known: int
    unknown: int

    def __str__(self) -> str:
        return (
            f"{self.mentions} mentions, {self.speakers} speakers, "
            f"{self.known} independent origins known, {self.unknown} unknown"
        )


def origins(documents: Sequence[Document]) -> tuple[Origin, ...]:
    """Give the origins behind the numbers of some documents, those most mentioned first.

    Documents are (name, text, claims), earliest first. Vague words hold no number and join nothing.
    """
    parent = {mention: mention for group in _groups(documents).values() for mention in group}
    for edge in edges(documents):
        if edge.is_confirmed:
            one, other = sorted((_root(parent, edge.earlier), _root(parent, edge.later)))
            parent[other] = one
    classes: dict[Mention, list[Mention]] = defaultdict(list)
    for mention in sorted(parent):
        classes[_root(parent, mention)].append(mention)
    aliases = _aliases(documents)
    found = [_origin(documents, members, aliases) for members in classes.values()]
    return tuple(sorted(found, key=lambda o: (-o.mentions, o.claims)))


def count_echo(found: Sequence[Origin], measure: str, low: int) -> EchoCounts:
    """Count the mentions, speakers and origins of one number among `found`."""
    same = [origin for origin in found if (origin.measure, origin.low) == (measure, low)]
    named = {voice for origin in same for voice in origin.voices if voice}
    own = {document for o in same if "" in o.voices for document, _ in o.claims}
    return EchoCounts(
        mentions=sum(origin.mentions for origin in same),
        speakers=len(named) + len(own) if len(same) > 1 else sum(o.speakers for o in same),
        known=len({_key(o.originator) for o in same if o.originator}),
        unknown=sum(1 for o in same if not o.originator),
    )


def edges(documents: Sequence[Document]) -> tuple[Edge, ...]:
    """Give the typed echo edges between mentions of the same measure and number."""
    found: list[Edge] = []
    aliases = _aliases(documents)
    for group in _groups(documents).values():
        found += _repeats(documents, group)
        found += _cites(documents, group, aliases)
        found += _reprints(documents, group)
        found += _copies(documents, group)
        found += _suspected(documents, group)
    return tuple(found)


def _groups(documents: Sequence[Document]) -> dict[tuple[str, int], list[Mention]]:
    groups: dict[tuple[str, int], list[Mention]] = defaultdict(list)
    for at, (_, _, claims) in enumerate(documents):
        for index, claim in enumerate(claims):
            number = claim.value.low if claim.value.low is not None else claim.value.high
            if number is not None:
                groups[claim.measure, number].append(Mention(document=at, claim=index))
    return groups


def _claim(documents: Sequence[Document], mention: Mention) -> Claim:
    return documents[mention.document][2][mention.claim]


def _repeats(documents: Sequence[Document], group: list[Mention]) -> Iterator[Edge]:
    for mention in group:
        claim = _claim(documents, mention)
        earlier = Mention(document=mention.document, claim=claim.repeats)
        if claim.repeats >= 0 and earlier in group:
            shown = claim.evidence.text
            yield Edge(kind="repeats", earlier=earlier, later=mention, shown_by=shown)


def _cites(documents: Sequence[Document], group: list[Mention], aliases: dict[str, str]) -> Iterator[Edge]:
    """Join mentions that name the same originator or speaker, or one that cites the other's speaker."""
    first: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        claim = _claim(documents, mention)
        keys = [_key(name) for name in (claim.origin, claim.stated_by) if name]
        for name in dict.fromkeys(aliases.get(key, key) for key in keys):
            earlier = next((m for m in first[name] if _one_event(documents, m, mention)), None)
            if earlier is None:
                first[name].append(mention)
                continue
            shown = claim.origin_evidence or claim.stated_by_evidence or claim.evidence
            yield Edge(kind="cites", earlier=earlier, later=mention, shown_by=shown.text)


def _one_event(documents: Sequence[Document], one: Mention, other: Mention) -> bool:
    """Say whether nothing speaks against both meaning one event; a small number needs the same place."""
    a, b = _claim(documents, one), _claim(documents, other)
    if one.document == other.document:
        return True
    if not _same_place(documents, one, other):
        return False
    number = a.value.low if a.value.low is not None else a.value.high or 0
    return number >= _DISTINCT or bool(a.place and b.place)


def _same_place(documents: Sequence[Document], one: Mention, other: Mention) -> bool:
    a, b = _key(_claim(documents, one).place), _key(_claim(documents, other).place)
    return not a or not b or a == b


def _reprints(documents: Sequence[Document], group: list[Mention]) -> Iterator[Edge]:
    """Join mentions at one place of one text that several outlets gave, however short it is."""
    first: dict[tuple[str, int], Mention] = {}
    for mention in group:
        place = documents[mention.document][1], _claim(documents, mention).span.start
        earlier = first.setdefault(place, mention)
        if earlier.document != mention.document:
            yield Edge(kind="copies", earlier=earlier, later=mention, shown_by="the whole text")


def _copies(documents: Sequence[Document], group: list[Mention]) -> Iterator[Edge]:
    """Join mentions of different documents whose passages share half their five-word runs.

    Containment in the shorter passage: a reprint with its own first lines is still found (Broder 1997).
    """
    runs = {mention: _shingles(documents, mention) for mention in group}
    holders: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in group:
        shared: Counter[Mention] = Counter(m for run in runs[mention] for m in holders.get(run, ()))
        for earlier, count in sorted(shared.items()):
            shortest = min(len(runs[mention]), len(runs[earlier]))
            share = count / shortest
            if shortest < _PASSAGE or earlier.document == mention.document:
                continue
            if share >= _COPIED and _same_place(documents, earlier, mention):
                shown = f"{share:.0%} of the passage"
                yield Edge(kind="copies", earlier=earlier, later=mention, shown_by=shown)
        for run in runs[mention]:
            holders[run].append(mention)


def _shingles(documents: Sequence[Document], mention: Mention) -> set[tuple[str, ...]]:
    text = documents[mention.document][1]
    parts = sentences(text)
    here = sentence_at(text, _claim(documents, mention).span.start)
    first, last = parts[max(0, here - _AROUND)], parts[min(len(parts) - 1, here + _AROUND)]
    words = [t.text for t in tokenize(text, first.start, last.end) if t.text[0].isalnum()]
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _suspected(documents: Sequence[Document], group: list[Mention]) -> Iterator[Edge]:
    """Point from each later mention of unknown origin to the first document that has the number."""
    first = group[0]
    for mention in group[1:]:
        claim = _claim(documents, mention)
        if mention.document == first.document or claim.origin or not _one_event(documents, first, mention):
            continue
        yield Edge(kind="same_number_same_scope", earlier=first, later=mention, shown_by=claim.evidence.text)


def _root(parent: dict[Mention, Mention], mention: Mention) -> Mention:
    while parent[mention] != mention:
        parent[mention] = parent[parent[mention]]
        mention = parent[mention]
    return mention


def _aliases(documents: Sequence[Document]) -> dict[str, str]:
    """Give the full name behind each acronym that a text itself introduces: "Harbour League (HL)"."""
    found: dict[str, str] = {}
    for _, text, _ in documents:
        for match in _ACRONYM.finditer(text):
            words, short = match["name"].split(), match["short"]
            capitals = [index for index, word in enumerate(words) if word[0].isupper()]
            first = len(capitals) - len(short)
            if first >= 0 and "".join(words[index][0] for index in capitals[first:]) == short:
                found.setdefault(_key(short), _key(" ".join(words[capitals[first] :])))
    return found


def _key(name: str) -> str:
    """Fold a name so that "The Office (OFC)" and "office" agree on their letters."""
    words = re.sub(r"\([^)]*\)", " ", name).casefold().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _origin(documents: Sequence[Document], members: list[Mention], aliases: dict[str, str]) -> Origin:
    def folded(name: str) -> str:
        return aliases.get(_key(name), _key(name))

    claims = [_claim(documents, mention) for mention in members]
    named = {folded(c.origin): c.origin for c in reversed(claims) if c.origin}
    voices = {
        (folded(c.stated_by), -1 if c.stated_by else m.document): c.stated_by
        for m, c in zip(members, claims, strict=True)
    }
    value = claims[0].value
    return Origin(
        measure=claims[0].measure,
        low=value.low if value.low is not None else value.high or 0,
        claims=tuple((m.document, m.claim) for m in members),
        originator="; ".join(sorted(named.values())),
        voices=tuple(sorted(voices.values())),
        mentions=len(members),
        speakers=len(voices),
        documents=len({m.document for m in members}),
        independence="known" if named else "unknown",
    )
