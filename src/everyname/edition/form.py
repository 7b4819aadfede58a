"""Say where the parts of an edition lie: for the web a page a person, for a stick few files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from everyname.edition.public import PublicEdition, PublicPerson

__all__ = ["GATHERED", "NOTE", "STICK", "WEB", "Form"]

GATHERED = "proofs/gathered.txt"
NOTE = "stick.note"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of the edition; `persons_a_page` 0 gives every person a page and a proof file of their own."""

    persons_a_page: int = 0

    @property
    def signed_list(self) -> str:
        """The file that proves the manifest."""
        return NOTE if self.persons_a_page else "proofs/manifest.tlog-proof"

    def proof(self, statement: str) -> str:
        """Give the file that holds the proof of a statement."""
        return GATHERED if self.persons_a_page else f"proofs/{statement}.tlog-proof"

    def verifiers(self, given: Mapping[str, _T]) -> dict[str, _T]:
        """Give the verifiers that can check this form, of those given by name."""
        return {name: one for name, one in given.items() if not self.persons_a_page or name == "verify.py"}

    def addresses(self, edition: PublicEdition) -> Callable[[str], str]:
        """Give what says where the person of an id stands, below a language's folder."""
        where = {one.id: f"{path}#{one.id}" for path, group in self.groups(edition) for one in group}
        return lambda person: where.get(person) or f"persons/{person}.html"

    def groups(self, edition: PublicEdition) -> Iterator[tuple[str, tuple[PublicPerson, ...]]]:
        """Give the pages that hold several persons, in the order of the edition; none on the web."""
        most = self.persons_a_page
        for number, start in enumerate(range(0, len(edition.persons) if most else 0, most or 1), 1):
            yield f"persons/{number:05d}.html", edition.persons[start : start + most]


WEB = Form()
STICK = Form(persons_a_page=100)
