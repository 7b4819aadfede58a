"""Hear governing entries once, in ledger order, under given limits: roles, two persons, who ends where."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from everyname.book.roles import GIVEN, PUBLISHES, RECORDS, TWO_PERSONS, claimed, erased_by
from everyname.errors import EverynameError
from everyname.ledger.entry import Entry
from everyname.ledger.keys import parse_vkey

__all__ = ["Hearing", "Status", "enrols", "hear", "rule_of"]

Place = tuple[int, str, int]
Roles = frozenset[str]
STEWARD: Roles = frozenset({"steward"})
DESK: Roles = frozenset({"desk"})
ONLY = {STEWARD: "a steward", PUBLISHES: "a publisher or steward", RECORDS: "whoever may record"}


class Status(NamedTuple):
    """What became of a governing entry: `word` is counts, waits, rejected or refused."""

    word: str
    reason: str = ""
    by: str = ""  # the decision that settled it


class Waiting(NamedTuple):
    """An act that takes effect when a second person accepts it."""

    entry: Entry
    kind: str
    needs: Roles
    effect: Callable[[Place], None]


@dataclass(slots=True)
class Hearing:
    """What was heard so far."""

    policy: str = ""  # the text in force
    rule: frozenset[str] = frozenset()  # the kinds of act that need two persons
    roles: dict[str, Roles] = field(default_factory=dict)
    silenced: dict[str, list[tuple[Place, Roles]]] = field(default_factory=dict)
    enrolled: set[str] = field(default_factory=set)
    ends: list[tuple[str, int, str, int, str]] = field(default_factory=list)  # device, size, by, seq, why
    status: dict[str, Status] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    effective: dict[str, Entry] = field(default_factory=dict)  # decision -> the act it puts in force
    erased: dict[str, str] = field(default_factory=dict)  # entry -> the `erase` in force
    publishable: dict[str, str] = field(default_factory=dict)  # data set -> the proposal accepted
    published: set[str] = field(default_factory=set)  # data sets of editions that count
    persons: dict[str, str] = field(default_factory=dict)  # device -> a device of the same member
    names: dict[str, str] = field(default_factory=dict)  # device -> the name a steward gave its member
    changes: dict[str, list[tuple[Place, Roles]]] = field(default_factory=dict)
    governing: frozenset[str] = frozenset()

    # -- who is who --------------------------------------------------------------------------------

    def may(self, device: str, needs: Roles) -> bool:
        """Say whether a device has one of these roles now."""
        return bool(self.roles.get(device, DESK) & needs)

    def give(self, device: str, roles: Iterable[str], place: Place) -> None:
        """Give a device its roles from a place on."""
        self.roles[device] = frozenset(roles)
        since = self.changes.setdefault(device, [])
        since.append((place, self.roles[device]))
        if not self.roles[device] & RECORDS:
            self.silenced[device] = since

    def one_person(self, one: str, other: str) -> bool:
        """Say whether two devices are of one member: one goes on for the other, or both have one name."""
        name = self.names.get(one, "")
        return self._first(one) == self._first(other) or (name != "" and name == self.names.get(other))

    def _first(self, device: str) -> str:
        while device in self.persons:
            device = self.persons[device]
        return device

    def same(self, one: str, other: str) -> None:
        """Note that one device goes on for another."""
        a, b = sorted((self._first(one), self._first(other)))
        if a != b:
            self.persons[b] = a

    def take(self, entry: Entry, kind: str, needs: Roles, effect: Callable[[Place], None], two: bool) -> None:
        """Put an act in force, let it wait for a second person, or refuse it."""
        if not self.may(entry.device, needs):
            self.refuse(entry, f"only {ONLY[needs]} may do this, and its device was not one")
        elif two:
            self.waiting[entry.id] = Waiting(entry, kind, needs, effect)
            self.status[entry.id] = Status("waits", "it waits for a second person")
        else:
            self.status[entry.id] = Status("counts")
            effect(_place(entry))

    def refuse(self, entry: Entry, reason: str) -> None:
        """List an entry that does not count, with its reason."""
        self.status[entry.id] = Status("refused", reason)


def hear(entries: Iterable[Entry], limits: Mapping[str, int]) -> Hearing:
    """Hear entries in ledger order, each device up to its limit."""
    given = tuple(entries)
    now = Hearing(governing=frozenset(entry.id for entry in given))
    for entry in given:
        if entry.seq >= limits.get(entry.device, entry.seq + 1):
            continue
        if entry.body is None:
            now.status[entry.id] = Status("counts")
            continue
        try:
            _HEARD[entry.kind](now, entry, entry.body)
        except (KeyError, TypeError, ValueError, AttributeError, EverynameError):
            now.status[entry.id] = Status("counts")  # not whole: replay refuses it by name
    return now


def rule_of(toml: object) -> frozenset[str] | None:
    """Give the kinds of act for which a policy asks two persons, None for a text that is no policy."""
    try:
        members = tomllib.loads(str(toml)).get("members", {})
        return frozenset(members.get("two_persons", ())) & frozenset(TWO_PERSONS)
    except (tomllib.TOMLDecodeError, TypeError, AttributeError):
        return None


def enrols(entry: Entry) -> tuple[str, ...]:
    """Give the other device that an entry lets speak, where it lets one."""
    body = entry.body or {}
    if entry.kind not in ("member", "rotate", "adopt") or not isinstance(body.get("vkey"), str):
        return ()
    try:
        device = parse_vkey(body["vkey"]).device_id
    except EverynameError:
        return ()
    return (device,) if device != entry.device else ()


def _place(entry: Entry) -> Place:
    return entry.lam, entry.device, entry.seq


# -- one function a kind -----------------------------------------------------------------------------


def _member(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """Take a device's own word in its first entry; let another device in, and give it roles."""
    device, roles = parse_vkey(body["vkey"]).device_id, claimed(body)
    if device == entry.device:
        now.status[entry.id] = Status("counts")
        if entry.seq == 0 and device not in now.roles:
            now.give(device, roles or DESK, _place(entry))
        return
    # A bare card lets its device speak as it says of itself; only a steward gives roles.
    gives = roles not in (GIVEN, ()) and now.may(entry.device, STEWARD)
    name = " ".join(str(body.get("name", "")).split()).casefold()

    def effect(place: Place) -> None:
        now.enrolled.add(device)
        if gives:
            now.give(device, roles, place)
        if name and now.may(entry.device, STEWARD):
            now.names[device] = name

    two = "enrol" in now.rule or (bool(now.rule) and gives and "steward" in roles)
    now.take(entry, "enrol", RECORDS, effect, two)


def _rotate(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """Go on under a new key: the same member with the same roles; the old log ends here."""
    device = parse_vkey(body["vkey"]).device_id
    if device == entry.device:
        now.refuse(entry, "it names its own key")
        return
    now.status[entry.id] = Status("counts")
    now.enrolled.add(device)
    now.give(device, now.roles.get(entry.device, DESK), _place(entry))
    now.same(device, entry.device)
    now.ends.append((entry.device, entry.seq + 1, entry.device, entry.seq, "rotated"))


def _revoke(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """End a device at a size; a device may end itself, but takes nothing back that it said."""
    device, size = body["device"], body["size"]
    if not isinstance(device, str) or type(size) is not int:
        raise ValueError("not whole")
    own = device == entry.device and size >= entry.seq

    def effect(_: Place) -> None:
        now.ends.append((device, size, entry.device, entry.seq, "revoked"))

    if own:
        now.status[entry.id] = Status("counts")
        effect(_place(entry))
    else:
        now.take(entry, "revoke", STEWARD, effect, "revoke" in now.rule)


def _adopt(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """Note what a new device found; or, where `vkey` names who goes on, end one device for another."""
    if "vkey" not in body:
        now.status[entry.id] = Status("counts")
        return
    device, size, following = str(body["device"]), int(body["size"]), parse_vkey(body["vkey"]).device_id

    def effect(place: Place) -> None:
        now.enrolled.add(following)
        now.give(following, now.roles.get(device, DESK), place)
        now.same(following, device)
        now.ends.append((device, size, entry.device, entry.seq, "adopted"))

    now.take(entry, "enrol", STEWARD, effect, bool(now.rule & {"enrol", "revoke"}))


def _policy(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """Put a policy in force; one that asks fewer second persons than before needs one itself."""
    wanted = rule_of(body["toml"])
    rule = now.rule if wanted is None else wanted

    def effect(_: Place) -> None:
        now.rule, now.policy = rule, str(body["toml"])

    now.take(entry, "policy", STEWARD, effect, "policy" in now.rule or bool(now.rule - rule))


def _erase(now: Hearing, entry: Entry, _: dict[str, Any]) -> None:
    """Erase an entry: one's own, or as a steward any; never one that says who may speak."""
    target = erased_by(entry)
    if not target:
        raise ValueError("not whole")
    if target in now.governing:
        now.refuse(entry, "entries that say who may speak cannot be erased")
        return
    needs = RECORDS if target.rpartition("-")[0] == entry.device else STEWARD
    now.take(entry, "erase", needs, lambda _: _erased(now, target, entry), two="erase" in now.rule)


def _erased(now: Hearing, target: str, entry: Entry) -> None:
    now.erased.setdefault(target, entry.id)


def _edition(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """Propose a data set for publication, or note that one was published."""
    dataset = str(body["dataset"])
    if body.get("proposed"):
        now.take(
            entry,
            "publish",
            PUBLISHES,
            lambda _: _publishable(now, dataset, entry),
            two="publish" in now.rule,
        )
    elif "publish" in now.rule and dataset not in now.published | now.publishable.keys():
        now.refuse(entry, "no second person had accepted this data set")
    else:
        now.take(entry, "publish", PUBLISHES, lambda _: now.published.add(dataset), two=False)


def _publishable(now: Hearing, dataset: str, entry: Entry) -> None:
    now.publishable[dataset] = entry.id


def _decision(now: Hearing, entry: Entry, body: dict[str, Any]) -> None:
    """Accept or reject an act that waits; the first decision of another member settles it."""
    act = now.waiting.get(str(body["proposal"]))
    verdict = body["verdict"]
    if verdict not in ("accepted", "rejected"):
        now.refuse(entry, "it neither accepts nor rejects")
    elif act is None:
        settled = str(body["proposal"]) in now.status
        now.refuse(entry, "the act was settled before" if settled else "it names no act that waits")
    elif not now.may(entry.device, act.needs):
        now.refuse(entry, f"only {ONLY[act.needs]} may decide this, and its device was not one")
    elif verdict == "accepted" and now.one_person(entry.device, act.entry.device):
        now.refuse(entry, "nobody accepts an act of their own, from whatever device")
    else:
        del now.waiting[act.entry.id]
        now.status[entry.id] = Status("counts")
        if verdict == "rejected":
            reason = f"rejected: {body.get('reason', '')}".removesuffix(": ")
            now.status[act.entry.id] = Status("rejected", reason, entry.id)
            return
        # It counts from here, not from where it was proposed.
        now.status[act.entry.id] = Status("counts", by=entry.id)
        now.effective[entry.id] = act.entry
        act.effect(_place(entry))


_HEARD: dict[str, Callable[[Hearing, Entry, dict[str, Any]], None]] = {
    "member": _member,
    "rotate": _rotate,
    "revoke": _revoke,
    "adopt": _adopt,
    "policy": _policy,
    "erase": _erase,
    "edition": _edition,
    "decision": _decision,
}
