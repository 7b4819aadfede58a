"""Commands that make and keep a book: init, policy, show, rebuild, backup, restore, doctor."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from everyname.cli.console import Console, book_option, find_book, json_option, open_book, progress

__all__ = ["backup", "doctor", "init", "policy", "rebuild", "restore", "show"]


@click.command()
@click.argument("folder", metavar="BOOK", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title readers see; default: the folder's name.")
@click.option(
    "--join",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A partner's card: the new book is one with the partner's, and its policy comes with a bundle.",
)
def init(folder: Path, title: str, join: Path | None) -> None:
    """Make a new book in a new or empty folder.

    The key that signs its ledger is kept outside the book, in your user's data folder (or EVERYNAME_HOME).
    On a terminal you are asked for a passphrase for it.

    \b
    Example:
      everyname init winter-2022 --title "Killed in the winter of 2022"
    """
    from everyname.book import Book
    from everyname.cli.keys import offer_to_wrap

    if join is not None:
        from everyname.courier.card import read_card
        from everyname.courier.partner import join_book

        card = read_card(join.read_bytes())
        join_book(folder, card).close()
        click.echo(f"A new book stands in {folder}; it is one with the book of {card.name}.")
        click.echo(f"Compare by voice that their key is: {card.key.vkey}")
        offer_to_wrap()
        click.echo("Next: everyname card --out FILE there, and give the card to them.")
        return
    book = Book.create(folder, title)
    book.close()
    click.echo(f"A new book stands in {folder}.")
    offer_to_wrap()
    click.echo("Next: write who is counted into book.toml, run `everyname policy apply` there,")
    click.echo("then `everyname add FILE --source NAME`.")


@click.group(invoke_without_command=True)
@book_option
@click.pass_context
def policy(context: click.Context, book_path: Path | None) -> None:
    """Show the policy in force, or record the edited copy.

    \b
    Examples:
      everyname policy
      everyname policy apply
    """
    context.obj = book_path
    if context.invoked_subcommand is None:
        with open_book(book_path) as book:
            click.echo(book.policy_text(), nl=False)


@policy.command(name="apply")
@book_option
@click.pass_obj
def apply_policy(outer: Path | None, book_path: Path | None) -> None:
    """Record book.toml as the policy in force.

    \b
    Example:
      everyname policy apply
    """
    from everyname.book.steps.policy import apply_policy as apply_copy

    with open_book(book_path or outer) as book:
        parsed, became = apply_copy(book)
    if became not in ("same", "recorded"):
        click.echo(
            "It waits for a second person; the policy in force stays until then. Another steward runs:"
        )
        click.echo(f"  everyname approve {became}")
        return
    if became == "same":
        click.echo("book.toml is the policy in force already; nothing was changed.")
        return
    click.echo("Recorded. The scope in force:")
    click.echo(f"  {parsed.scope.title or '(no sentence yet)'}")
    click.echo(f"  outcomes {', '.join(parsed.scope.outcomes)}; window {parsed.scope.window or 'none'}")


@click.command()
@click.argument("id")
@book_option
@json_option
def show(id: str, book_path: Path | None, json_file: str | None) -> None:
    """Show a person, report, claim, source or entry by its id.

    \b
    Example:
      everyname show list-a:17
    """
    from everyname.book.steps.show import show as find

    console = Console(json_file)
    with open_book(book_path) as book:
        kind, found = find(book, id)
    console.say(f"{kind} {id}")
    console.say(json.dumps(found, ensure_ascii=False, indent=2))
    console.give({"what": kind, **found})


@click.command()
@book_option
@json_option
def rebuild(book_path: Path | None, json_file: str | None) -> int:
    """Write the index and the editions again from ledger and vault.

    Safe at any time: both are derived. Says whether anything came out differently. An edition that another
    version of everyname wrote is left as it stands and named.

    \b
    Example:
      everyname rebuild
    """
    from everyname.book.steps.keep import rebuild as write_again

    console = Console(json_file)
    with open_book(book_path) as book, progress() as show_progress:
        plain = write_again(book, show_progress)
    console.say(f"{plain['entries']:,} entries replayed; editions written again: {len(plain['editions'])}.")
    if plain["different"]:
        console.say(
            f"These tables had differed from the ledger and are right now: {', '.join(plain['different'])}."
        )
    else:
        console.say("Every table is what it was.")
    for kept in plain["editions_kept"]:
        console.say(f"Left as it stands: {kept}")
    console.give(plain)
    return 1 if plain["editions_kept"] else 0


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write; default: BOOK-DATE.tar beside the book.",
)
@book_option
@json_option
def backup(out: Path | None, book_path: Path | None, json_file: str | None) -> None:
    """Write the book, never its keys, into one file; a damaged book is refused.

    \b
    Example:
      everyname backup --out /media/stick/book-2023-02-01.tar
    """
    from everyname.book.steps.keep import back_up

    console = Console(json_file)
    folder = find_book(book_path).resolve()
    out = out or folder.with_name(f"{folder.name}-{datetime.date.today().isoformat()}.tar")
    with progress() as show_progress:
        plain = back_up(folder, out, show_progress)
    console.say(f"{plain['files']} files, {plain['bytes']:,} bytes written to {plain['file']}.")
    console.say("It is not encrypted: keep it as safe as the book itself.")
    console.give(plain)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", metavar="BOOK", type=click.Path(path_type=Path))
@click.option("--steward", is_flag=True, help="Go on as a steward: the book's only steward was lost.")
@json_option
def restore(file: Path, folder: Path, steward: bool, json_file: str | None) -> None:
    """Make a book again from a backup, in a new folder, checked byte by byte.

    The restored book goes on as a new device: a key is never in a backup, and a log has one writer. Where
    others belong to the book it is a desk, until a steward says more (`member adopt`).

    \b
    Example:
      everyname restore book-2023-02-01.tar winter-2022
    """
    from everyname.book.steps.keep import restore as make_again

    console = Console(json_file)
    with progress() as show_progress:
        plain = make_again(file, folder, show_progress, steward=steward)
    console.say(
        f"{plain['files']} files restored to {plain['folder']}; it goes on as device {plain['device']}."
    )
    console.give(plain)


@click.command()
@book_option
@json_option
def doctor(book_path: Path | None, json_file: str | None) -> int:
    """Look for problems in the book and on this machine, and say what to do.

    \b
    Example:
      everyname doctor
    """
    from everyname.book.steps.doctor import examine

    console = Console(json_file)
    with progress() as show_progress:
        findings = examine(find_book(book_path), show_progress)
    for finding in findings:
        console.say(f"{finding.level:>8}  {finding.what}")
        if finding.remedy:
            console.say(f"{'':>8}  -> {finding.remedy}")
    plain = [{"level": f.level, "what": f.what, "remedy": f.remedy} for f in findings]
    console.give({"findings": plain})
    return 1 if any(finding.level == "problem" for finding in findings) else 0
