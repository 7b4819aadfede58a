"""Put the edited copy of the policy in force."""

from __future__ import annotations

from everyname.book.book import Book
from everyname.book.policy import Policy, parse_policy
from everyname.errors import FileRefused
from everyname.ledger.entry import Draft

__all__ = ["apply_policy"]


def apply_policy(book: Book) -> tuple[Policy, bool]:
    """Record book.toml where it differs from the policy in force; returns it and whether it differed."""
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
        return policy, False
    book.append([Draft("policy", {"topic": "book", "toml": text})])
    return policy, True
