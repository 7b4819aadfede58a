"""Who may speak, and how far, follows from the entries alone: not from a clock, nor from what came first."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from everyname.book.authority import Authority
from everyname.book.limits import erasures
from everyname.ledger.entry import Entry
from everyname.ledger.keys import SigningKey

RULE = '[members]\ntwo_persons = ["erase", "publish", "enrol", "revoke", "policy"]\n'
BEFORE_ANY = 1_000


@dataclass
class Talk:
    """Devices that speak one after another, each having seen all before; `heard` is what governs."""

    keys: dict[str, SigningKey] = field(default_factory=dict)
    said: list[Entry] = field(default_factory=list)
    lam: int = 0

    def key(self, who: str) -> SigningKey:
        """Give the key of a device, made from its name."""
        return self.keys.setdefault(who, SigningKey(name=who, seed=who.encode().ljust(32, b".")))

    def device(self, who: str) -> str:
        """Give a device's id."""
        return self.key(who).device_id

    def size(self, who: str) -> int:
        """Give how much a device has said."""
        return sum(entry.device == self.device(who) for entry in self.said)

    def say(self, who: str, kind: str, **body: Any) -> Entry:
        """Let a device say something."""
        self.lam += 1
        device, seq = self.device(who), self.size(who)
        entry = Entry(f"{device}-{seq}", kind, device, seq, self.lam, (), body, ())
        self.said.append(entry)
        return entry

    def begin(self, who: str, *roles: str) -> None:
        """Let a device say what it is, as each log begins."""
        self.say(who, "member", vkey=self.key(who).vkey, name=who, roles=list(roles))

    def name(self, by: str, who: str, *roles: str, name: str = "") -> Entry:
        """Let one device take the card of another."""
        return self.say(by, "member", vkey=self.key(who).vkey, name=name or who, roles=list(roles))

    def decide(self, who: str, act: Entry, verdict: str = "accepted") -> Entry:
        """Let a device settle an act."""
        return self.say(who, "decision", proposal=act.id, verdict=verdict, reason="")

    def heard(self) -> Authority:
        """Hear all of it, in an order drawn anew: the order of arrival must not matter."""
        shuffled = random.Random(len(self.said)).sample(self.said, len(self.said))
        return Authority.of(shuffled, {})

    def word(self, entry: Entry) -> str:
        """Give what became of an entry."""
        status = self.heard().status(entry)
        return status.word if status is not None else "beyond"

    def limit(self, who: str) -> int:
        """Give how much of a device counts."""
        return self.heard().sizes.get(self.device(who), BEFORE_ANY)


def desk_of(*others: str, rule: str = "") -> Talk:
    """Give a founder, others it enrolled as stewards, and last the rule."""
    talk = Talk()
    talk.begin("founder", "steward", "desk")
    for other in others:
        talk.begin(other, "desk")
        talk.name("founder", other, "steward", "desk")
    if rule:
        talk.say("founder", "policy", topic="book", toml=rule)
    return talk


def test_only_a_steward_revokes() -> None:
    """A desk cannot end another device; the attempt is listed with its reason and changes nothing."""
    talk = desk_of()
    talk.begin("south", "desk")
    talk.name("founder", "south", "partner")
    act = talk.say("south", "revoke", device=talk.device("founder"), size=0)
    assert talk.word(act) == "refused"
    assert "only a steward" in talk.heard().refusal(act)
    assert talk.limit("founder") == BEFORE_ANY


def test_a_device_ends_itself_but_takes_nothing_back() -> None:
    """Whoever fears for a key may end it at once; nobody withdraws all they had said that way."""
    talk = desk_of()
    talk.begin("south", "desk")
    talk.name("founder", "south", "partner")
    talk.say("south", "revoke", device=talk.device("south"), size=0)
    assert talk.limit("south") == BEFORE_ANY
    talk.say("south", "revoke", device=talk.device("south"), size=talk.size("south"))
    assert talk.limit("south") == talk.size("south") - 1


def test_a_reader_records_nothing_from_the_place_it_became_one() -> None:
    """What a device said while it was a desk counts; what it says as a reader is listed and does not."""
    talk = desk_of()
    talk.begin("south", "desk")
    talk.name("founder", "south", "partner")
    before = talk.say("south", "source", name="one")
    talk.name("founder", "south", "reader")
    after = talk.say("south", "source", name="two")
    talk.said = [entry for entry in talk.said if entry.kind != "source"]
    assert talk.heard().refusal(before) == ""
    assert "reader" in talk.heard().refusal(after)


def test_nobody_but_a_steward_gives_roles() -> None:
    """A desk that names somebody a steward has only let a device in, as what that device says it is."""
    talk = desk_of()
    talk.begin("south", "desk")
    talk.name("founder", "south", "partner")
    talk.begin("east", "desk")
    talk.name("south", "east", "steward")
    assert talk.heard().hearing.roles[talk.device("east")] == frozenset({"desk"})
    assert talk.limit("east") == BEFORE_ANY


@pytest.mark.parametrize(("size", "counts"), [(2, BEFORE_ANY), (1, 0)])
def test_a_device_counts_through_an_enrolment_that_counts(size: int, counts: int) -> None:
    """Enrolled before its enroller's end it goes on counting; enrolled behind it, nothing of it counts."""
    talk = desk_of()
    talk.begin("south", "desk")
    talk.name("founder", "south", "partner")
    talk.begin("east", "desk")
    talk.name("south", "east", "partner")  # entry 1 of the south
    talk.say("founder", "revoke", device=talk.device("south"), size=size)
    assert talk.limit("east") == counts
    assert talk.limit("south") == size


def test_a_revocation_waits_for_a_second_person() -> None:
    """Under the rule one steward's revocation changes nothing until another member accepts it."""
    talk = desk_of("second", "third", rule=RULE)
    act = talk.say("founder", "revoke", device=talk.device("third"), size=1)
    assert talk.word(act) == "waits"
    assert talk.limit("third") == BEFORE_ANY
    talk.decide("second", act)
    assert talk.word(act) == "counts"
    assert talk.limit("third") == 1


def test_nobody_is_their_own_second_person() -> None:
    """Neither the same device, nor the one a key was rotated to, nor another under the same name accepts."""
    talk = desk_of("second", rule="")
    talk.begin("laptop", "desk")
    talk.name("founder", "laptop", "steward", "desk", name="Second")
    talk.say("founder", "policy", topic="book", toml=RULE)
    act = talk.say("second", "revoke", device=talk.device("founder"), size=1)
    assert talk.word(talk.decide("second", act)) == "refused"
    assert talk.word(talk.decide("laptop", act)) == "refused"
    talk.say("second", "rotate", vkey=talk.key("renewed").vkey, name="second", roles=["steward"])
    talk.begin("renewed", "steward", "desk")
    refused = talk.decide("renewed", act)
    assert "their own" in talk.heard().refusal(refused)
    assert talk.word(act) == "waits"
    assert talk.limit("second") == talk.size("second")


def test_who_is_no_steward_accepts_nothing() -> None:
    """A desk's acceptance of a revocation is refused; the act goes on waiting."""
    talk = desk_of("second")
    talk.begin("south", "desk")
    talk.name("founder", "south", "partner")
    talk.say("founder", "policy", topic="book", toml=RULE)
    act = talk.say("founder", "revoke", device=talk.device("second"), size=0)
    assert talk.word(talk.decide("south", act)) == "refused"
    assert talk.word(act) == "waits"


def test_the_first_decision_settles_an_act() -> None:
    """What was rejected is not accepted later, and what was accepted is not undone by a late rejection."""
    talk = desk_of("second", "third", rule=RULE)
    no = talk.say("founder", "revoke", device=talk.device("third"), size=1)
    talk.decide("second", no, "rejected")
    assert talk.word(talk.decide("third", no)) == "refused"
    assert talk.word(no) == "rejected"
    yes = talk.say("founder", "revoke", device=talk.device("third"), size=2)
    talk.decide("second", yes)
    talk.decide("third", yes, "rejected")
    assert talk.limit("third") == 2


def test_whoever_proposed_may_withdraw() -> None:
    """A steward takes a proposal back without asking a second person."""
    talk = desk_of("second", rule=RULE)
    act = talk.say("founder", "revoke", device=talk.device("second"), size=0)
    talk.decide("founder", act, "rejected")
    assert talk.word(act) == "rejected"


@pytest.mark.parametrize("rule", ['["erase"]', '["erase", "policy"]'])
def test_loosening_the_rule_needs_two_persons(rule: str) -> None:
    """One steward can ask for more second persons, never for fewer."""
    talk = desk_of("second", rule=f"[members]\ntwo_persons = {rule}\n")
    loose = talk.say("founder", "policy", topic="book", toml="")
    assert talk.word(loose) == "waits"
    assert talk.heard().hearing.rule
    talk.decide("second", loose)
    assert talk.heard().hearing.rule == frozenset()


def test_a_rule_makes_every_new_steward_need_two_persons() -> None:
    """Once anything needs two persons, one steward alone cannot make a second self that would accept it."""
    talk = desk_of("second", rule='[members]\ntwo_persons = ["erase"]\n')
    talk.begin("self", "desk")
    act = talk.name("founder", "self", "steward")
    assert talk.word(act) == "waits"
    assert talk.limit("self") == 0
    talk.decide("second", act)
    assert talk.heard().hearing.roles[talk.device("self")] == frozenset({"steward"})


def test_an_enrolment_that_waits_enrols_nobody() -> None:
    """Under the rule a device counts once a second person accepted its enrolment; then all of it does."""
    talk = desk_of("second", rule=RULE)
    talk.begin("south", "desk")
    act = talk.name("founder", "south", "partner")
    assert talk.limit("south") == 0
    talk.decide("second", act)
    assert talk.limit("south") == BEFORE_ANY


def test_a_void_acceptance_accepts_nothing() -> None:
    """An acceptance behind the end of its device does not count, so neither does what it accepted."""
    talk = desk_of("second", "third")
    size = talk.size("third")
    talk.say("founder", "revoke", device=talk.device("third"), size=size)
    talk.say("founder", "policy", topic="book", toml=RULE)
    act = talk.say("founder", "revoke", device=talk.device("second"), size=0)
    talk.decide("third", act)
    assert talk.word(act) == "waits"
    assert talk.limit("second") == BEFORE_ANY


def test_after_a_loss_another_device_goes_on() -> None:
    """A steward ends a lost device where it was last held; the new one has its roles from there."""
    talk = desk_of("second")
    root = "0" * 64
    talk.begin("new", "desk")
    talk.say(
        "founder",
        "adopt",
        device=talk.device("second"),
        size=1,
        root=root,
        vkey=talk.key("new").vkey,
        name="second",
    )
    assert talk.limit("second") == 1
    assert "steward" in talk.heard().hearing.roles[talk.device("new")]
    assert talk.limit("new") == BEFORE_ANY


def test_erasing_needs_a_steward_or_the_one_who_said_it() -> None:
    """A desk erases what it recorded itself and nothing else; what says who may speak is erased by nobody."""
    talk = desk_of()
    talk.begin("south", "desk")
    enrolment = talk.name("founder", "south", "partner")
    founder, south = talk.device("founder"), talk.device("south")
    talk.say("south", "erase", entry=f"{south}-7")
    talk.say("south", "erase", entry=f"{founder}-7")
    talk.say("founder", "erase", entry=enrolment.id)
    assert set(erasures(talk.said)) == {f"{south}-7"}


def test_an_erasure_is_in_force_once_accepted() -> None:
    """Under the rule nothing is erased on one steward's word."""
    talk = desk_of("second", rule=RULE)
    target = f"{talk.device('second')}-9"
    act = talk.say("founder", "erase", entry=target)
    assert erasures(talk.said) == {}
    talk.decide("second", act)
    assert erasures(talk.said) == {target: act.id}


def test_only_the_accepted_data_set_is_published() -> None:
    """Under the rule an edition counts if, and only if, a second person accepted that very data set."""
    talk = desk_of("second", rule=RULE)
    act = talk.say(
        "founder", "edition", proposed=True, number=1, date="2022-02-02", dataset="a", portraits=""
    )
    early = talk.say("founder", "edition", number=1, date="2022-02-02", dataset="a", plan="")
    talk.decide("second", act)
    other = talk.say("founder", "edition", number=1, date="2022-02-02", dataset="b", plan="")
    right = talk.say("founder", "edition", number=1, date="2022-02-02", dataset="a", plan="")
    assert [talk.word(one) for one in (early, other, right)] == ["refused", "refused", "counts"]


def test_a_circle_of_revocations_holds_them_all() -> None:
    """Two stewards who revoke each other, neither having seen it, both end until people settle it."""
    talk = desk_of("second")
    lam = talk.lam
    talk.say("founder", "revoke", device=talk.device("second"), size=1)
    talk.lam = lam
    talk.say("second", "revoke", device=talk.device("founder"), size=2)
    assert talk.limit("founder") == 2
    assert talk.limit("second") == 1
