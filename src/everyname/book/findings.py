"""Fold what a machine found into the tables: linked persons and pairs, proposed claims."""

from __future__ import annotations

import json

import sqlalchemy as sa

from everyname.book import index
from everyname.book.acts import packed
from everyname.book.fold import Body, Fold

__all__ = ["take_run"]


def take_run(fold: Fold, body: Body) -> None:
    """Take the newest run of its kind; persons, pairs and proposals become what it found."""
    if body["output"] in fold.vault.erased:
        return  # as if it had not been: the next run of its kind reads what is left
    fold.put(
        index.runs,
        kind=body["kind"],
        input=body["input"],
        output=body["output"],
        body=packed(body["settings"]),
    )
    take_output = {"link": _linking, "claims": _proposals}.get(body["kind"])
    if take_output is not None:
        take_output(fold, json.loads(fold.vault.get(body["output"])))


def _linking(fold: Fold, output: Body) -> None:
    """Replace persons and pairs by what the run found."""
    for table in (index.persons, index.pairs, index.redirects):
        fold.run(sa.delete(table))
    named = {row.report for row in fold.run(sa.select(index.first_persons.c.report))}
    for person, reports in output["persons"]:
        for report in reports:
            fold.put(index.persons, report=report, person=person)
    for person, reports in output["persons"]:
        for report in reports:
            if report not in named:
                fold.put(index.first_persons, report=report, person=person)
    for old, new in output["redirects"]:
        fold.put(index.redirects, old=old, new=new)
    for left, right, millionths, linked, band, features in output["pairs"]:
        fold.put(
            index.pairs,
            left=left,
            right=right,
            millionths=millionths,
            linked=linked,
            band=band,
            features=packed(features),
        )


def _proposals(fold: Fold, output: Body) -> None:
    """Take the proposals of a run; one already decided keeps its decision."""
    table = index.proposals
    decided = {row.id: row for row in fold.run(sa.select(table).where(table.c.status != "proposed"))}
    fold.run(sa.delete(table).where(table.c.status == "proposed"))
    for proposal in output["proposals"]:
        before = decided.get(proposal["id"])
        fold.put(
            table,
            id=proposal["id"],
            document=proposal["document"],
            position=proposal["position"],
            status=before.status if before else "proposed",
            reason=before.reason if before else "",
            body=packed(proposal),
        )
