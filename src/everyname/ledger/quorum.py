"""Say whose cosignatures make a checkpoint count: C2SP tlog-policy, read, written and applied.

log records.example/desk+1f0c5a0e+AbCd...
witness w1 witness.example/w1+8d66cf3f+AbCd...
witness w2 other.example/w+5f3c0a1b+AbCd...
group witnesses 2 w1 w2
quorum witnesses
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.ledger import keys
from everyname.ledger.cosign import CosignerKey, parse_cosigner
from everyname.ledger.keys import VerifyKey

__all__ = ["Group", "Quorum", "parse", "simple", "text_of"]

MAX_POLICY = 1 << 20
MAX_NAMES = 1_000
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Witnessed where at least `needed` of the members are; a member is a witness or an earlier group."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """A policy: logs, witnesses by the names it gives them, groups, and the name that decides."""

    logs: tuple[VerifyKey, ...]
    witnesses: tuple[tuple[str, CosignerKey], ...]
    groups: tuple[Group, ...]
    rule: str

    def met(self, cosigners: Collection[CosignerKey]) -> bool:
        """Say whether these witnesses are enough."""
        there = {name: key in cosigners for name, key in self.witnesses} | {"none": True}
        for group in self.groups:  # a group names only what stands above it
            there[group.name] = sum(there[name] for name in group.members) >= group.needed
        return there[self.rule]


def simple(logs: Sequence[VerifyKey], witnesses: Sequence[CosignerKey], needed: int) -> Quorum:
    """Give the policy "so many of these witnesses"."""
    named = tuple((f"w{number}", key) for number, key in enumerate(witnesses, 1))
    groups = (Group(name="witnesses", needed=needed, members=tuple(name for name, _ in named)),)
    return Quorum(
        logs=tuple(logs),
        witnesses=named,
        groups=groups if needed else (),
        rule="witnesses" if needed else "none",
    )


def text_of(quorum: Quorum) -> str:
    """Write a policy, one line a thing, in the order that reading asks for."""
    lines = [f"log {key.vkey}" for key in quorum.logs]
    lines += [f"witness {name} {key.vkey}" for name, key in quorum.witnesses]
    lines += [f"group {group.name} {group.needed} {' '.join(group.members)}" for group in quorum.groups]
    return "".join(line + "\n" for line in [*lines, f"quorum {quorum.rule}"])


def parse(data: bytes) -> Quorum:
    """Read a policy (sections "Policy file syntax and structure" and below); raises ValueRefused."""
    reading = _Reading()
    for number, line in enumerate(_lines(data), 1):
        words = re.findall(r"[^ \t]+", line)
        if words and not words[0].startswith("#"):
            try:
                reading.take(words)
            except ValueRefused as error:
                raise ValueRefused(f"line {number} of this policy: {error.happened}") from error
    return reading.whole()


def _lines(data: bytes) -> list[str]:
    if len(data) > MAX_POLICY:
        raise ValueRefused("this policy is larger than 1 MiB")
    if data and not data.endswith(b"\n"):
        raise ValueRefused("the last line of this policy was cut short")
    if any((octet < 0x20 and octet not in b"\t\n") or octet == 0x7F for octet in data):
        raise ValueRefused("this policy holds a control character")
    try:
        return data.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise ValueRefused("this policy is not UTF-8") from error


class _Reading:
    """What was read of a policy so far."""

    def __init__(self) -> None:
        self.logs: list[VerifyKey] = []
        self.witnesses: dict[str, CosignerKey] = {}
        self.groups: dict[str, Group] = {}
        self.rule = ""
        self._members: set[str] = set()

    def take(self, words: list[str]) -> None:
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self._log(keys.parse_vkey(vkey))
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                self._witness(name, parse_cosigner(vkey))
            case ["group", name, count, *members] if members:
                self._group(name, count, members)
            case ["quorum", name]:
                if self.rule:
                    raise ValueRefused("there is a second line `quorum`")
                if name != "none":
                    self._known(name)
                self.rule = name
            case _:
                raise ValueRefused(f"{' '.join(words)[:80]!r} is not a line of a policy")

    def _log(self, key: VerifyKey) -> None:
        if any(key.public == other.public for other in self.logs):
            raise ValueRefused("this log stands there already")
        self.logs.append(key)

    def _witness(self, name: str, key: CosignerKey) -> None:
        self._new(name)
        if any(key.public == other.public for other in self.witnesses.values()):
            raise ValueRefused("this witness stands there already, under another name")
        self.witnesses[name] = key

    def _group(self, name: str, count: str, members: list[str]) -> None:
        self._new(name)
        for member in members:
            self._known(member)
            if member in self._members:
                raise ValueRefused(f"{member} is a member already, and may be one only once")
            self._members.add(member)
        needed = {"any": 1, "all": len(members)}.get(count, 0)
        if not needed and _COUNT.fullmatch(count):
            needed = int(count)
        if not 1 <= needed <= len(members):
            raise ValueRefused(f"{count[:20]} of {len(members)} cannot be asked for")
        self.groups[name] = Group(name=name, needed=needed, members=tuple(members))

    def _new(self, name: str) -> None:
        if name == "none" or name in self.witnesses or name in self.groups:
            raise ValueRefused(f"the name {name} is taken")
        if len(self.witnesses) + len(self.groups) >= MAX_NAMES:
            raise ValueRefused(f"at most {MAX_NAMES} witnesses and groups are read")

    def _known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise ValueRefused(f"no line above says who {name} is")

    def whole(self) -> Quorum:
        if not self.rule:
            raise ValueRefused("this policy has no line `quorum`")
        return Quorum(
            logs=tuple(self.logs),
            witnesses=tuple(self.witnesses.items()),
            groups=tuple(self.groups.values()),
            rule=self.rule,
        )
