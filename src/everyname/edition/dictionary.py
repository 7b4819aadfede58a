"""Say what every column of the open data means."""

from __future__ import annotations

__all__ = ["FIELD_TEXTS"]

# The data dictionary: (field, meaning).
FIELD_TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "persons.csv": (
        ("id", "public id of the person; the same in every edition"),
        ("names", "every spelling, most often stated first; parted by |"),
        ("standing", "documented, reported, contested or withdrawn"),
        ("contested", "what is contested, in words"),
        ("minor", "1 where a source may mean somebody under the age the rules name"),
        ("age", "age in years, a range, or a band for minors; 'differs' where sources differ"),
        ("sex", "female, male, other; 'differs' where sources differ"),
        ("outcome", "a term such as killed; 'differs' where sources differ"),
        ("first", "first day any source's date can mean (ISO 8601)"),
        ("last", "last day any source's date can mean (ISO 8601)"),
        ("country", "ISO 3166-1 alpha-2; 'differs' where sources differ"),
        ("province", "English name of the gazetteer; 'differs' where sources differ"),
        ("city", "English name of the gazetteer; 'differs' where sources differ"),
        ("sources", "names of the sources; parted by |"),
        ("portrait", "path of the portrait, if one was cleared"),
        ("corrections", "day and text of each correction; parted by |"),
    ),
    "reports.csv": (
        ("person", "public id of the person"),
        ("source", "name of the source"),
        ("names", "as the source wrote them; parted by |"),
        ("ages", "in years, ranges, or bands for minors; parted by |"),
        ("sexes", "terms; parted by |"),
        ("dates", "first/last day each date can mean; parted by |"),
        ("dates_written", "the words of the source for each date; parted by |"),
        ("places", "country/province/city of each place; parted by |"),
        ("outcomes", "terms; parted by |"),
        ("links", "web addresses the source gives; parted by |"),
    ),
    "claims.csv": (
        ("id", "public id of the claim"),
        ("measure", "what was counted: killed, injured, detained, ..."),
        ("kind", "exact, at_least, more_than, at_most, about, range or vague"),
        ("low", "lower number, empty where none is stated"),
        ("high", "upper number, empty where none is stated"),
        ("words", "the number as it stands, with its qualifier"),
        ("unit", "the counted group in the source's words"),
        ("source", "name of the source of the document"),
        ("document", "title of the document"),
        ("as_of", "day of the document (ISO 8601)"),
        ("stated_by", "who states it in the document; empty for the document itself"),
        ("origin", "who the number goes back to; empty where unknown"),
        ("origin_known", "1 where the document itself names the origin"),
        ("mentions", "how many times the document gives it"),
        ("repeats", "id of the claim it repeats; empty for none"),
        ("place", "the place it speaks of, in the source's words"),
        ("period", "the time it speaks of, in the source's words"),
        ("modality", "asserted, denied, alleged, hypothetical or threatened"),
        ("general", "1 where it speaks of everybody in scope"),
    ),
}
