"""Estimate how many persons no list names, from the persons the last link run found; record it as a run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from everyname.book import keyring, reading
from everyname.book.book import Book
from everyname.book.steps.estimate_frame import Lists, Wanted, choose_lists, doubtful, lay_out
from everyname.book.steps.numbers import tally_book
from everyname.errors import EstimateRefused
from everyname.ledger import canonical
from everyname.model import Person, to_plain

__all__ = ["DRAWS", "Estimated", "current_estimate", "estimate_book"]

DRAWS = 20  # of a linking with doubtful pairs, where nobody says how many
DRAWS_REVIEWED = 50  # of missed links, from reviewed pairs
LEAST_SOUGHT = 20  # true pairs found by reviewers before these say how many links are missed
FRACTION = "fraction"  # the key under which a record holds one
OWN = ("window", "refused", "not_used", "settings")  # keys of the record beside the panel's


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """The estimate of a book: the panel as plain values, or the refusal in words."""

    window: str
    used: tuple[str, ...]
    not_used: tuple[tuple[str, str], ...]
    panel: dict[str, Any] | None
    refused: str
    why_public: str = ""  # the refusal without commands of the desk and names of lists
    wanted: Wanted = field(default_factory=Wanted)
    input: str = ""  # digest of all it rests on

    def to_plain(self) -> dict[str, Any]:
        """Give the panel's own keys, and beside them what was used and why not, and the settings."""
        empty = {"n": None, "lists": list(self.used), "panel": [], "headline": None, "verdict": self.refused}
        return {
            **(self.panel or empty),
            "window": self.window or None,
            "refused": self.refused or None,
            "not_used": [{"source": name, "reason": reason} for name, reason in self.not_used],
            "settings": self.wanted.to_plain(),
        }


def estimate_book(book: Book, wanted: Wanted | None = None) -> Estimated:
    """Estimate, and record the finding as a run where it is new; `wanted` None repeats the last settings."""
    keyring.open_early(book.own_device())
    cut = book.cut()
    found = current_estimate(book, tally_book(book)[1], wanted)
    output = canonical.encode(_recorded(found.to_plain()))
    before = book.run_output("estimate")
    if before is None or canonical.encode(before) != output or book.last_input("estimate") != found.input:
        settings = {"lists": list(found.used), **found.wanted.to_plain()}
        book.record_run("estimate", found.input, output, settings, cut)
    return found


def _recorded(value: Any) -> Any:
    """Write fractions as text: a recorded output has to be the same bytes on every machine."""
    if isinstance(value, dict):
        return {key: _recorded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_recorded(part) for part in value]
    return {FRACTION: f"{value:.6g}"} if isinstance(value, float) else value


def _read(value: Any) -> Any:
    """Take fractions out of a recorded output."""
    if isinstance(value, dict):
        return (
            float(value[FRACTION])
            if value.keys() == {FRACTION}
            else {key: _read(part) for key, part in value.items()}
        )
    return [_read(part) for part in value] if isinstance(value, list) else value


def current_estimate(book: Book, people: Sequence[Person], wanted: Wanted | None = None) -> Estimated:
    """Estimate from the lists that cover the scope's window; a refusal is an answer, not a failure.

    What was recorded from the same input is not computed again.
    """
    before = book.run_output("estimate")
    if wanted is None:
        wanted = Wanted.from_plain((before or {}).get("settings", {}))
    window = book.policy.scope.window
    chosen = choose_lists(book, people, window, wanted)
    stands = Estimated(
        window=str(window) if window else "",
        used=chosen.used,
        not_used=chosen.not_used,
        panel=None,
        refused="",
        wanted=wanted,
        input=_input_digest(book, people, chosen, wanted),
    )
    if window is None:
        return _refused(stands, "the scope states no window.", "Write window in [scope] of book.toml.")
    if len(chosen.used) < 2:
        why = " ".join(reason for _, reason in chosen.not_used)
        lists_known = sum(source.kind == "list" for source in chosen.known)
        how_many = f"{len(chosen.used)} of {lists_known} lists can be used for the window {window}"
        return _refused(stands, f"{how_many}.", why)
    if before is not None and before.get("n") and book.last_input("estimate") == stands.input:
        return _answered(stands, {key: _read(value) for key, value in before.items() if key not in OWN})
    try:
        return _answered(stands, _read(_recorded(_estimate(book, people, chosen, wanted))))
    except EstimateRefused as error:
        return _refused(stands, error.happened)


def _estimate(book: Book, people: Sequence[Person], lists: Lists, wanted: Wanted) -> dict[str, Any]:
    """Lay the persons out in as many versions as wanted and estimate from them."""
    from everyname.estimate.methods import leave_out
    from everyname.estimate.plain_frame import examine_frame, frame_plain
    from everyname.estimate.relink import Reviewed, add_missed_links
    from everyname.estimate.total import estimate_frame

    said: list[str] = []
    missed_links = wanted.missed_links or (_sought(book) if wanted.draws is None else None)
    if missed_links is not None:
        reviewed = Reviewed(missed=missed_links[0], pairs=missed_links[1])
        linked = lay_out(book, people, lists, wanted, 0)
        frame = add_missed_links(linked, reviewed, draws=wanted.draws or DRAWS_REVIEWED, seed=wanted.seed)
        said.append(reviewed.in_words(len(frame.replicates)))
    else:
        draws = _default_draws(book) if wanted.draws is None else wanted.draws
        frame = lay_out(book, people, lists, wanted, draws)
        if draws:
            linked = lay_out(book, people, lists, replace(wanted, by=()), 0)
            said.append(
                f"As linked, {int(linked.documented[0].sum()):,} persons stand on these lists; {draws} "
                "versions were drawn of who is one person, by how doubtful each pair is."
            )
    found = estimate_frame(frame, seed=wanted.seed, methods=leave_out(wanted.without))
    return {**frame_plain(found), **examine_frame(frame, found), "said": said}


def _sought(book: Book) -> tuple[int, int] | None:
    """Give (missed, all) of the true pairs between lists that reviewers found themselves; None: too few."""
    found = [
        one.sought
        for one in reading.judgements(book)
        if one.sought and one.left.partition(":")[0] != one.right.partition(":")[0]
    ]
    return (found.count("missed"), len(found)) if len(found) >= LEAST_SOUGHT else None


def _default_draws(book: Book) -> int:
    output: Mapping[str, Any] = book.run_output("link") or {"low": 0, "high": 0}
    return DRAWS if doubtful(output) else 0


def _answered(stands: Estimated, panel: dict[str, Any]) -> Estimated:
    """Take a panel as the answer; one without a headline is a refusal with its verdict."""
    refused = "" if panel["headline"] else str(panel["verdict"])
    return replace(stands, panel=panel, refused=refused, why_public=refused)


def _refused(stands: Estimated, why: str, for_the_desk: str = "") -> Estimated:
    """Refuse in words; what the desk may do about it is not for readers."""
    public = f"No estimate is made: {why}"
    return replace(stands, refused=f"{public} {for_the_desk}".strip(), why_public=public)


def _input_digest(book: Book, people: Sequence[Person], lists: Lists, wanted: Wanted) -> str:
    """Digest everything an estimate rests on: the linking, who still counts, the lists, the settings."""
    from everyname.estimate.panel import VERSION

    head = {
        "version": VERSION,
        "link": book.last_input("link"),
        "sought": list(_sought(book) or ()),
        "persons": [person.id for person in people],
        "lists": [to_plain(source) for source in lists.known],
        "used": list(lists.used),
        "window": str(lists.window or ""),
        "settings": wanted.to_plain(),
    }
    return hashlib.sha256(canonical.encode(head)).hexdigest()
