"""Put the edited copy of the policy in force."""

from __future__ import annotations

from everyname.book.book import Book
from everyname.book.members import require_role
from everyname.book.policy import Policy, parse_policy
from everyname.errors import FileRefused, PolicyRefused
from everyname.ledger.entry import Draft

__all__ = ["apply_policy"]


def apply_policy(book: Book) -> tuple[Policy, str]:
    """Record book.toml where it differs from the policy in force; returns it and what became of it.

    That is "same", "recorded", or the entry that waits for a second person.
    """
    copy = book.folder / "book.toml"
    try:
        text = copy.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FileRefused(
            "There is no book.toml.", remedy="Write one: everyname policy > book.toml"
        ) from error
    except UnicodeDecodeError as error:
        raise FileRefused(
            "book.toml is not UTF-8 text.", remedy="Save it again as UTF-8 and run the command again."
        ) from error
    policy = parse_policy(text)
    if text == book.policy_text():
        return policy, "same"
    waiting = book.authority().hearing.waiting.values()
    same = [one.entry.id for one in waiting if (one.entry.body or {}).get("toml") == text]
    if same:
        return policy, same[0]
    require_role(book, frozenset({"steward"}), "change the policy")
    _require_two(book, policy)
    (entry,) = book.append([Draft("policy", {"topic": "book", "toml": text})])
    return policy, entry.id if entry.id in book.authority().hearing.waiting else "recorded"


def _require_two(book: Book, policy: Policy) -> None:
    """Refuse a rule that nobody could ever satisfy; raises PolicyRefused."""
    own, hearing = book.own_device(), book.authority().hearing
    stewards = [device for device, roles in hearing.roles.items() if "steward" in roles]
    others = [device for device in stewards if own and not hearing.one_person(own, device)]
    if policy.members.two_persons and not others:
        raise PolicyRefused(
            "This policy asks two persons, and no other member of this book is a steward.",
            kept="The policy in force stays as it was.",
            remedy="First make one: everyname member enrol CARD --role steward --role desk.",
        )
