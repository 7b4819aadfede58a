"""Commands that give numbers: tally, claims, estimate."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from everyname.cli.console import Console, book_option, json_option, open_book, progress, write_file
from everyname.cli.estimate_out import check_draws_file, write_draws, write_pictures
from everyname.cli.estimate_table import TableOptions, estimate_table, read_reviewed, say_frame
from everyname.cli.linking import say_left_out
from everyname.errors import UsedWrongly
from everyname.model.vocabulary import label

__all__ = ["claims", "estimate", "tally"]


@click.command()
@click.option(
    "--persons", type=click.Path(path_type=Path), help="Write the persons, one a line, to this CSV."
)
@book_option
@json_option
def tally(persons: Path | None, book_path: Path | None, json_file: str | None) -> None:
    """Count the documented persons in scope: a minimum, with its range.

    The range runs from every pair under review joined to none joined. Named and unnamed stand apart.

    \b
    Example:
      everyname tally --persons persons.csv --json tally.json
    """
    from everyname.book.steps.numbers import persons_csv, tally_book, tally_plain

    console = Console(json_file)
    with open_book(book_path) as book, progress() as show:
        show("counting persons", 0, 0)
        counted, people = tally_book(book)
        plain = tally_plain(book, counted)
    console.say(
        plain["scope"]["title"] or "Scope: " + ", ".join(label(o) for o in plain["scope"]["outcomes"])
    )
    console.say(
        f"Documented: at least {counted.minimum:,} persons (range {counted.low:,} to {counted.high:,})."
    )
    console.say(
        f"As linked now {counted.persons:,}: {counted.named:,} named and {counted.unnamed:,} unnamed,"
        f" from {counted.reports:,} reports."
    )
    say_left_out(console, counted.left_out)
    if plain["scope"]["not_included"]:
        console.say(f"Not included: {plain['scope']['not_included']}")
    for name, cells in counted.by:
        console.say()
        console.table((name.replace("_", " "), "persons"), [(label(code), count) for code, count in cells])
    if persons is not None:
        write_file(persons, persons_csv(people))
        console.say(f"{len(people):,} persons written to {persons}.")
    console.give(plain)


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--text", "texts", multiple=True, type=click.Path(path_type=Path), help="Read plain files, with no book."
)
@click.option("--reason", default="", help="Why a proposal is accepted or rejected.")
@click.option("--by", default=None, help="Who decided; default: the user of this machine.")
@book_option
@json_option
def claims(
    words: tuple[str, ...],
    texts: tuple[Path, ...],
    reason: str,
    by: str | None,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Find stated numbers in the book's articles; accept or reject them.

    With no words: lists the proposals. `accept ID` and `reject ID` decide one; `accept all` every one that
    waits. A proposal is published only once it is accepted. With --text: reads plain files, with no book.

    \b
    Examples:
      everyname claims
      everyname claims accept c1a2b3c4-385
      everyname claims --text article.txt --json claims.json
    """
    console = Console(json_file)
    if texts:
        _plain_texts(console, [*texts, *(Path(word) for word in words)])
        return
    from everyname.book.steps.claims import decide, find_claims

    with open_book(book_path) as book, progress() as show:
        show("reading articles", 0, 0)
        if not words:
            found = find_claims(book)
        elif words[0] in ("accept", "reject") and len(words) > 1:
            verdict = {"accept": "accepted", "reject": "rejected"}[words[0]]
            found = decide(book, words[1:], verdict, by=by or getpass.getuser(), reason=reason)
            console.say(f"{len(found)} proposals {verdict}.")
            if not found:
                return
        else:
            raise UsedWrongly(
                f"`everyname claims {' '.join(words)}` is not a command.",
                remedy="Use claims, claims accept ID..., claims reject ID..., or claims --text FILE.",
            )
    _say_proposals(console, found)
    console.give({"claims": [one.to_plain() for one in found]})


def _plain_texts(console: Console, paths: list[Path]) -> None:
    from everyname.claims.extract import propose
    from everyname.claims.wire import document_json
    from everyname.intake.article import read_article

    documents = []
    for path in paths:
        if not path.is_file():
            raise UsedWrongly(f"{path} does not exist.", remedy="Give the text files after --text.")
        article = read_article(path.read_bytes(), path.name)
        found = propose(article.text, document_date=article.published)
        documents.append(document_json(str(path), found))
        console.say(f"{path.name}: {len(found)} claims")
        for claim in found:
            console.say(f"  {_in_words(claim)}")
    console.give({"documents": documents})


def _in_words(claim: Any) -> str:
    number = claim.span.text
    said = f", stated by {claim.stated_by}" if claim.stated_by else ""
    origin = f", going back to {claim.origin}" if claim.origin else ""
    qualified = f"{claim.qualifier} {number}".strip()
    place = f"[{claim.span.start}-{claim.span.end}]"
    return f"{label(claim.measure)}: {qualified} {claim.unit}{said}{origin} {place}"


def _say_proposals(console: Console, found: list[Any]) -> None:
    if not found:
        console.say("No stated number was found. Add articles with: everyname add FILE --source NAME")
        return
    rows = [
        (
            one.id,
            one.status,
            label(one.claim.measure),
            one.claim.evidence.text,
            one.title,
            one.claim.stated_by or one.source,
            one.origin or ("unknown" if not one.origin_known else ""),
            one.repeats,
        )
        for one in found
    ]
    console.table(
        ("id", "status", "measure", "as stated", "article", "stated by", "goes back to", "repeats"), rows
    )


@click.command()
@click.option(
    "--patterns", type=click.Path(path_type=Path, exists=True), help="A bare pattern table, with no book."
)
@click.option("--seed", type=click.IntRange(min=0), default=None, help="The seed, recorded in the output.")
@click.option(
    "--without",
    multiple=True,
    metavar="METHOD",
    help="Leave a method out, for example the slow latent-class; may be repeated.",
)
@click.option(
    "--derived",
    multiple=True,
    metavar="LIST,LIST",
    help="With --patterns: lists that derive from one another, counted as one; may be repeated.",
)
@click.option(
    "--missed-links",
    default="",
    metavar="K/N",
    help="Of N true pairs of reports that reviewers know, K had not been joined: join as many again.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 1000),
    help="How many versions to draw of who is one person; default: 20 where pairs are in doubt; 0: none.",
)
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(["country", "province", "month", "sex", "age_band"]),
    help="In a book: estimate each part and add them up; may be repeated.",
)
@click.option(
    "--combine",
    type=click.Choice(["stacked", "verdata"]),
    default="stacked",
    help="Show verdata's rule for replicates beside the stacked draws.",
)
@click.option(
    "--thorough",
    is_flag=True,
    help="With --patterns: also run the latent-class model under other priors; takes minutes.",
)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write estimate.html, one page that stands alone, and its pictures as SVG.",
)
@click.option(
    "--draws-out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --patterns: write the draws of latent-class for ArviZ, to a file .npz or .json.",
)
@book_option
@json_option
def estimate(
    patterns: Path | None,
    seed: int | None,
    without: tuple[str, ...],
    derived: tuple[str, ...],
    missed_links: str,
    draws: int | None,
    by: tuple[str, ...],
    combine: str,
    thorough: bool,
    pictures: Path | None,
    draws_out: Path | None,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Estimate how many were never listed, or say in words why no estimate is made.

    In a book: from the lists that cover the whole window of the scope (by month: each month they cover),
    averaged over draws of the linking where pairs are in doubt. With --patterns: from a table with
    one 0/1 column a list, then `count`; columns `replicate` and `stratum` beside them are averaged over and
    added up.

    \b
    Examples:
      everyname estimate
      everyname estimate --by province --by month --draws 50
      everyname estimate --patterns table.csv --json -
      everyname estimate --patterns table.csv --without latent-class
      everyname estimate --patterns table.csv --pictures report
      everyname estimate --patterns table.csv --derived "LIST A,LIST B" --missed-links 12/150
    """
    from everyname.estimate.methods import leave_out

    console = Console(json_file)
    plain: dict[str, Any]
    rows: Sequence[Any] = ()
    methods = leave_out(without)
    _refuse_mixed(patterns, derived, by, combine, thorough)
    if draws_out is not None:
        check_draws_file(draws_out, patterns)
    if patterns is not None:
        options = TableOptions(
            seed=seed,
            methods=methods,
            derived=derived,
            missed_links=missed_links,
            draws=draws,
            combine=combine,
            thorough=thorough,
        )
        plain, rows = estimate_table(patterns, options)
    else:
        from everyname.book.steps.estimate import estimate_book
        from everyname.book.steps.estimate_frame import SEED, Wanted

        reviewed = read_reviewed(missed_links)
        wanted = Wanted(
            by=tuple(dict.fromkeys(by)),
            draws=draws,
            missed_links=(reviewed.missed, reviewed.pairs) if reviewed else None,
            seed=SEED if seed is None else seed,
            without=tuple(dict.fromkeys(without)),
        )
        with open_book(book_path) as book, progress() as show:
            show("estimating", 0, 0)
            plain = estimate_book(book, wanted).to_plain()
    _say_panel(console, plain)
    say_frame(console, plain)
    console.say(plain["verdict"])
    if pictures is not None:
        write_pictures(console, pictures, plain, rows)
    if draws_out is not None:
        write_draws(console, draws_out, rows)
    console.give(plain)


def _refuse_mixed(
    patterns: Path | None, derived: tuple[str, ...], by: tuple[str, ...], combine: str, thorough: bool
) -> None:
    """Refuse options that do not go with a book, or not with a bare table."""
    if patterns is not None and by:
        raise UsedWrongly(
            "--by goes with a book.", remedy="Give the table a column `stratum`; its strata are added up."
        )
    if patterns is not None:
        return
    if derived:
        raise UsedWrongly(
            "--derived goes with --patterns.",
            remedy="Record it in the book: everyname source NAME --depends-on OTHER.",
        )
    if combine != "stacked":
        raise UsedWrongly(
            "--combine goes with --patterns.", remedy="The estimate of a book stacks its versions."
        )
    if thorough:
        raise UsedWrongly(
            "--thorough goes with --patterns.",
            remedy="Give a pattern table: one 0/1 column a list, then count.",
        )


def _say_panel(console: Console, plain: dict[str, Any]) -> None:
    rows = []
    for row in plain["panel"]:
        if row["refused"]:
            rows.append((row["method"], "refused", "", row["refused"]))
        else:
            interval = f"{row['low']:,} to {row['high']:,}" if row["low"] is not None else ""
            rows.append((row["method"], f"{row['median']:,}", interval, row["assumption"]))
    if rows:
        console.table(("method", "median", "95 % interval", "assumption, or reason"), rows)
        console.say()
    for line in plain.get("warnings", []):
        console.say(f"warning: {line}")
    for one in plain.get("not_used", []):
        console.say(f"not used: {one['source']}: {one['reason']}")
    for line in plain.get("what_would_change", []):
        console.say(f"what would change it: {line}")
