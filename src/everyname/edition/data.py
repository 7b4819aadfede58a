r"""Write the edition's values as open data: CSV, a workbook, JSON and a dictionary of every column.

CSV is lossless under one declared dialect (UTF-8, comma, double quotes, CRLF). Several values in one
cell are parted by `|`; a `|` or `\` inside a value has a `\` before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from everyname.edition.dictionary import FIELD_TEXTS
from everyname.edition.proofs import HEADLINES
from everyname.edition.public import Correction, PublicClaim, PublicEdition, PublicPerson, Saying
from everyname.edition.workbook import workbook
from everyname.model import to_plain

__all__ = ["DIALECT", "data_files", "join_values", "split_values"]

DIALECT = {
    "encoding": "UTF-8",
    "delimiter": ",",
    "quote": '"',
    "double_quote": True,
    "line_end": "CRLF",
    "header": True,
    "several_values": "parted by |, with \\ before a | or \\ that belongs to a value",
    "note": "A cell may begin with = + - or @, since names do; in tables.xlsx every cell is text.",
}


def data_files(edition: PublicEdition) -> Iterator[tuple[str, bytes]]:
    """Give (path, bytes) of the files under `data/`."""
    for name, rows in _tables(edition).items():
        yield f"data/{name}", _csv(name, rows)
    yield "data/tables.xlsx", workbook(_tables(edition), edition.title)
    yield "data/persons.json", _listing(edition, "persons", edition.persons)
    yield "data/claims.json", _listing(edition, "claims", edition.claims)
    yield "data/numbers.json", _json(_numbers(edition))
    yield "data/dictionary.json", _json({"v": 1, "dialect": DIALECT, "files": _dictionary()})
    yield "data/dictionary.md", _dictionary_text().encode()


def join_values(values: Iterable[str]) -> str:
    """Put several values into one cell so that `split_values` gives the same back."""
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def split_values(cell: str) -> tuple[str, ...]:
    """Give the values of a cell that `join_values` made; an empty cell holds none."""
    values, current, escaped = [], "", False
    for char in cell:
        if escaped or char not in "\\|":
            current, escaped = current + char, False
        elif char == "\\":
            escaped = True
        else:
            values.append(current)
            current = ""
    return (*values, current) if cell else ()


def _tables(edition: PublicEdition) -> dict[str, Iterable[Sequence[str]]]:
    """Give the rows of each table, in the columns of FIELD_TEXTS."""
    return {
        "persons.csv": (_person_row(p) for p in edition.persons),
        "reports.csv": _report_rows(edition.persons),
        "claims.csv": (_claim_row(c) for c in edition.claims),
    }


def _csv(name: str, rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field for field, _ in FIELD_TEXTS[name]])
    writer.writerows(rows)
    return out.getvalue().encode()


def _person_row(person: PublicPerson) -> list[str]:
    return [
        person.id,
        join_values(name.text for name in person.names),
        person.standing,
        person.contested,
        _flag(person.minor),
        person.age,
        person.sex,
        person.outcome,
        person.first,
        person.last,
        person.country,
        person.province,
        person.city,
        join_values(dict.fromkeys(said.source for said in person.sayings)),
        f"portraits/{person.portrait}.png" if person.portrait else "",
        join_values(_correction(c) for c in person.corrections),
    ]


def _correction(one: Correction) -> str:
    """Give day, the mended field with its values where there is one, and the words."""
    mended = f"{one.field}={'; '.join(one.values)} " if one.field else ""
    return f"{one.date} {mended}{one.text}"


def _report_rows(persons: Iterable[PublicPerson]) -> Iterator[list[str]]:
    for person in persons:
        for said in person.sayings:
            yield _report_row(person.id, said)


def _report_row(person: str, said: Saying) -> list[str]:
    return [
        person,
        said.source,
        join_values(name.text for name in said.names),
        join_values(said.ages),
        join_values(said.sexes),
        join_values(f"{d.first}/{d.last}" for d in said.dates),
        join_values(d.text for d in said.dates),
        join_values("/".join((p.country, p.province, p.city)) for p in said.places),
        join_values(said.outcomes),
        join_values(said.links),
    ]


def _claim_row(claim: PublicClaim) -> list[str]:
    plain = {name: getattr(claim, name) for name, _ in FIELD_TEXTS["claims.csv"]}
    return [_cell(value) for value in plain.values()]


def _cell(value: str | int | bool | None) -> str:
    if isinstance(value, bool):
        return _flag(value)
    return "" if value is None else str(value)


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _listing(edition: PublicEdition, name: str, items: Iterable[Any]) -> bytes:
    """Write one item a line, so that two editions can be compared by eye."""
    head = {"v": 1, "title": edition.title, "as_of": edition.as_of, "edition": edition.number}
    if edition.invented:
        head["note"] = "Everybody in this edition is invented."
    lines = ",\n".join(json.dumps(to_plain(item), ensure_ascii=False, sort_keys=True) for item in items)
    return f"{json.dumps(head, ensure_ascii=False)[:-1]}, {json.dumps(name)}: [\n{lines}\n]}}\n".encode()


def _numbers(edition: PublicEdition) -> dict[str, Any]:
    found = ((name, getattr(edition, name)) for name in HEADLINES)
    return {
        "v": 1,
        "title": edition.title,
        "as_of": edition.as_of,
        "edition": edition.number,
        "invented": edition.invented,
        "headlines": [{"name": name, **to_plain(number)} for name, number in found if number is not None],
        "named": edition.named,
        "unnamed": edition.unnamed,
        "withheld": dict(edition.withheld),
        "breakdowns_leave_out": {"withheld": sum(count for _, count in edition.withheld)},
        "reports_left_out": dict(edition.left_out),
        "breakdowns": {b.name: [[c.value, c.count] for c in b.cells] for b in edition.breakdowns},
        "estimate": None if edition.estimate is None else to_plain(edition.estimate),
        "sources": [to_plain(source) for source in edition.sources],
    }


def _dictionary() -> dict[str, list[dict[str, str]]]:
    return {
        name: [{"field": field, "meaning": meaning} for field, meaning in fields]
        for name, fields in FIELD_TEXTS.items()
    }


def _dictionary_text() -> str:
    lines = ["# Data dictionary", "", "How the CSV files are written:", ""]
    lines += [f"- {key.replace('_', ' ')}: `{value}`" for key, value in DIALECT.items()]
    lines += ["", "Control and direction characters are left out of every text; joiners are kept."]
    for name, fields in FIELD_TEXTS.items():
        lines += ["", f"## {name}", "", "| column | meaning |", "|---|---|"]
        lines += [f"| {field} | {meaning.replace('|', chr(92) + '|')} |" for field, meaning in fields]
    return "\n".join(lines) + "\n"
