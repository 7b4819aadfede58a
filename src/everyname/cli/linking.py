"""Commands that find and judge pairs: link, pairs, judge."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from everyname.cli.console import Console, book_option, json_option, open_book, progress, write_file
from everyname.errors import FileRefused, UsedWrongly

__all__ = ["judge", "link", "pairs"]

_SOUGHT = "The pairs were found without looking at what the machine proposed: they tell how many it misses."


@click.command()
@click.option(
    "--lists",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Link plain files, with no book.",
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--id", "id_column", default="", help="With --lists: the column of ids (default: the first).")
@click.option(
    "--out", type=click.Path(path_type=Path), help="With --lists: the CSV of scored pairs to write."
)
@click.option("--clusters", type=click.Path(path_type=Path), help="With --lists: a CSV `id,person` to write.")
@click.option("--duplicates", is_flag=True, help="With --lists: a person may stand twice in one file.")
@click.option(
    "--pack",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --lists: spellings that `names learn` wrote, beside the packs that come with everyname.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    help="What compares: DuckDB here, or Spark (needs everyname[spark] and Java 17). The result is the same.",
)
@click.option("--again", is_flag=True, help="Run even when nothing changed.")
@book_option
@json_option
def link(
    lists: tuple[Path, ...],
    more: tuple[Path, ...],
    id_column: str,
    out: Path | None,
    clusters: Path | None,
    duplicates: bool,
    pack: Path | None,
    engine: str,
    again: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Find which reports speak of the same person.

    In a book, links every report in scope. With --lists, links plain files: the CSV holds every pair scored
    0.01 or more, with columns left,right,probability,linked. One file is de-duplicated.

    \b
    Examples:
      everyname link
      everyname link --lists a.csv b.csv --id rec_id --out pairs.csv --clusters persons.csv
    """
    console = Console(json_file)
    if lists:
        from everyname.book.steps.link_files import link_files

        with progress() as show:
            plain = link_files(
                [*lists, *more],
                id_column,
                out,
                clusters,
                duplicates=duplicates,
                pack=pack,
                engine=engine,
                progress=show,
            )
        console.say(
            f"{plain['reports']} reports, {plain['persons']} persons, {plain['linked']} pairs linked"
            f" of {plain['pairs']} scored 0.01 or more."
        )
        for note in plain["notes"]:
            console.say(f"note: {note}")
        console.give(plain)
        return
    if more or pack:
        raise UsedWrongly(
            "File names and --pack need --lists before them.",
            remedy="everyname link --lists A.csv B.csv --out P.csv",
        )
    from everyname.book.steps.link import link_book

    with open_book(book_path) as book, progress() as show:
        found = link_book(book, show, again=again, engine=engine)
    console.say(f"{found.reports} reports in scope speak of {found.persons} persons.")
    console.say(f"Range: {found.low} (every pair under review joined) to {found.high} (none joined).")
    console.say(f"Pairs: {found.linked} linked, {found.review} to review, {found.apart} apart.")
    if found.recall:
        console.say(found.recall)
    say_left_out(console, found.left_out)
    if found.unchanged:
        console.say("Nothing had changed since the last run; it stands.")
    if found.review:
        console.say("Next: everyname pairs --out review.csv")
    console.give(found.to_plain())


def say_left_out(console: Console, left_out: tuple[tuple[str, int], ...]) -> None:
    """Say what the scope left out and why."""
    from everyname.model.scope import REASONS

    for reason, count in left_out:
        console.say(f"  left out: {count} reports, {REASONS[reason]}")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Write the review queue to this CSV.")
@click.option(
    "--in", "filled", type=click.Path(path_type=Path, exists=True), help="Read verdicts from this CSV."
)
@click.option(
    "--draw",
    type=click.IntRange(1),
    metavar="N",
    help="With --out: instead of the queue, N pairs drawn over all scored; 300 calibrate the linking.",
)
@click.option("--scores", is_flag=True, help="Show the machine's probability too (it can sway the reviewer).")
@click.option("--reviewer", default=None, help="Who judged; default: the user of this machine.")
@click.option("--sought", is_flag=True, help=_SOUGHT)
@book_option
@json_option
def pairs(
    out: Path | None,
    filled: Path | None,
    draw: int | None,
    scores: bool,
    reviewer: str | None,
    sought: bool,
    book_path: Path | None,
    json_file: str | None,
) -> None:
    """Write the pairs for review, or read them back.

    The file has both reports side by side and two empty columns, verdict (same, different, unsure) and
    reason. Fill them in and give the file back; rows with no verdict keep waiting.

    The queue holds what is doubtful. --draw takes sure pairs too, in fixed shares: from 300 such judgements
    the next link learns how often it is right, list by list.

    \b
    Examples:
      everyname pairs --out review.csv
      everyname pairs --draw 300 --out sample.csv
      everyname pairs --in review.csv --reviewer "desk 2"
    """
    from everyname.book.steps import review as steps
    from everyname.book.steps.link import current_linking

    console = Console(json_file)
    if draw is not None and out is None:
        raise UsedWrongly(
            "--draw has no file to write.", remedy=f"everyname pairs --draw {draw} --out sample.csv"
        )
    with open_book(book_path) as book:
        if filled is not None:
            judged = steps.read_judgements(filled.read_bytes(), filled.name, reviewer or getpass.getuser())
            new = steps.judge(book, judged, sought=sought)
            console.say(
                f"{len(judged)} judgements read, {new} of them new and recorded. Next: everyname link"
            )
            console.give({"judged": len(judged), "recorded": new})
            return
        current_linking(book)
        waiting = steps.review_pairs(book) if draw is None else steps.draw_pairs(book, draw)
        if out is not None and out.exists():
            raise FileRefused(
                f"{out} exists; it may hold verdicts.",
                kept="It was left as it is.",
                remedy=f"Give it back with `everyname pairs --in {out}`, or name another file.",
            )
        if out is not None:
            write_file(out, steps.write_pairs(book, waiting, scores=scores))
            console.say(f"{len(waiting)} pairs written to {out}.")
        else:
            console.say(
                f"{len(waiting)} pairs wait for review. Write them with: everyname pairs --out review.csv"
            )
        console.give({"waiting": [{"left": left, "right": right} for left, right, _ in waiting]})


@click.command()
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--reason", required=True, help="Why, in a few words.")
@click.option("--reviewer", default=None, help="Who judged; default: the user of this machine.")
@click.option("--sought", is_flag=True, help=_SOUGHT)
@book_option
def judge(
    left: str,
    right: str,
    verdict: str,
    reason: str,
    reviewer: str | None,
    sought: bool,
    book_path: Path | None,
) -> None:
    """Record a reviewer's judgement on a pair of reports; a later one supersedes.

    A judgement binds the machine: the next link joins or parts the two whatever it computes.

    \b
    Example:
      everyname judge list-a:17 list-b:203 same --reason "same father, same day, other spelling"
    """
    from everyname.book.steps.review import judge as record
    from everyname.model import Judgement, Verdict

    judgement = Judgement(
        left=left,
        right=right,
        verdict=Verdict(verdict),
        reason=reason,
        reviewer=reviewer or getpass.getuser(),
    )
    with open_book(book_path) as book:
        record(book, [judgement], sought=sought)
    click.echo(f"Recorded: {judgement.left} and {judgement.right} are {verdict}. Next: everyname link")
