"""Commands about this machine's own keys: list, wrap, passphrase, unlock, lock, recovery."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from everyname.cli.console import Console, json_option
from everyname.errors import Refused, UsedWrongly

__all__ = ["keys", "offer_to_wrap"]

PLAIN = "The keys of this machine lie in plain files. `everyname keys wrap` puts them under a passphrase."


@click.group(invoke_without_command=True)
@click.pass_context
def keys(context: click.Context) -> None:
    """List this machine's keys, put them under a passphrase, open and lock them.

    Commands that only read never need a key. For scripts a passphrase comes, a line each time one is asked
    for, from an open file: EVERYNAME_PASSPHRASE_FD=3 everyname ... 3< FILE

    \b
    Examples:
      everyname keys
      everyname keys wrap
      everyname keys unlock --minutes 30
    """
    if context.invoked_subcommand is None:
        context.invoke(list_keys)


@keys.command(name="list")
@json_option
def list_keys(json_file: str | None = None) -> None:
    """List the keys of this machine: for what, in which book, wrapped or plain, locked or open.

    \b
    Example:
      everyname keys list
    """
    from everyname.book import keyring
    from everyname.book.steps.key_care import key_states, lies_plain
    from everyname.ledger import agent, keylock

    console, states = Console(json_file), key_states()
    rows = [(one.device, one.purpose, one.book, one.at_rest, one.now) for one in states]
    console.table(("key", "purpose", "book", "at rest", "now"), rows)
    console.say(f"They lie in {keyring.folder()}.")
    left = agent.seconds_left(keyring.folder())
    if left is not None:
        console.say(
            f"Held open; locked again after {-(-left // 60)} minutes in which no command needed them."
        )
    if lies_plain():
        console.say(PLAIN)
    kept = list(keylock.kept_by(keyring.folder()))
    console.give({"keys": [one.to_plain() for one in states], "kept_by": kept, "open_for_seconds": left})


@keys.command()
@click.option("--keyring", "by_keyring", is_flag=True, help="Keep the lock in the keyring of the desktop.")
@click.option("--generate", is_flag=True, help="Let a passphrase be made, and write it down.")
def wrap(by_keyring: bool, generate: bool) -> None:
    """Put every key under one lock, kept by a passphrase or by the keyring of the desktop.

    A plain file is removed only after all wrapped ones were written and read back. Keys made later are
    wrapped at once. Without the passphrase nobody can open them: write it down, and print a recovery key.

    \b
    Examples:
      everyname keys wrap
      everyname keys wrap --generate
      everyname keys wrap --keyring
    """
    from everyname.book import keyring
    from everyname.book.steps.key_care import wrap as put_under_lock
    from everyname.ledger.secret_files import lock_recipient

    if by_keyring and generate:
        raise UsedWrongly("--keyring needs no passphrase.", remedy="Give --keyring or --generate, not both.")
    has_lock = bool(lock_recipient(keyring.folder()))
    if has_lock and generate:
        raise UsedWrongly("There is a lock already.", remedy="everyname keys passphrase --generate")
    passphrase = None if by_keyring or has_lock else _new_passphrase(generate)
    sealed = put_under_lock(passphrase, by_keyring=by_keyring)
    click.echo(f"{len(sealed)} keys wrapped; no key of this machine lies in plain text any more.")
    click.echo("Next: everyname keys recovery --print FILE.html, and keep the paper elsewhere.")


@keys.command()
@click.option("--generate", is_flag=True, help="Let a passphrase be made, and write it down.")
def passphrase(generate: bool) -> None:
    """Change the passphrase. Only the lock is written again.

    A copy of the old lock still opens with the old passphrase.

    \b
    Example:
      everyname keys passphrase
    """
    from everyname.book import keyring, unlocking
    from everyname.book.steps.key_care import change_passphrase
    from everyname.ledger.secret_files import lock_recipient

    if lock_recipient(keyring.folder()):
        unlocking.open_lock(keyring.folder())  # the old one is asked for before the new one
    change_passphrase(_new_passphrase(generate))
    click.echo("The passphrase is changed.")


@keys.command()
@click.option(
    "--minutes", type=click.FloatRange(0.01, 24 * 60), default=15, show_default=True, help="How long."
)
def unlock(minutes: float) -> None:
    """Open the keys until no command needed them for some minutes.

    A small process holds the lock in memory and forgets it then, on `everyname keys lock`, and when the
    machine is switched off. While they are open, any program of yours can use them.

    \b
    Example:
      everyname keys unlock --minutes 30
    """
    from everyname.book import keyring, unlocking
    from everyname.ledger import keylock

    if not keylock.kept_by(keyring.folder()):
        raise UsedWrongly("These keys have no lock.", remedy="Make one: everyname keys wrap")
    unlocking.hold_open(keyring.folder(), minutes)
    click.echo(f"Open; locked again after {minutes:g} minutes in which no command needed them.")


@keys.command()
def lock() -> None:
    """Lock the keys at once.

    \b
    Example:
      everyname keys lock
    """
    from everyname.book import keyring, unlocking
    from everyname.book.steps.key_care import lies_plain
    from everyname.ledger import keylock

    held = unlocking.forget(keyring.folder())
    click.echo("Locked." if held else "They were not held open.")
    if "keyring" in keylock.kept_by(keyring.folder()):
        click.echo(
            "The keyring of the desktop opens them while you are logged in: lock or leave the desktop."
        )
    if lies_plain():
        click.echo(PLAIN)


@keys.command()
@click.option(
    "--print", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to print (HTML)."
)
@click.option("--check", is_flag=True, help="Type the printed lines back; nothing is kept.")
@click.option("--forget", is_flag=True, help="Type them back, then take the secret off this machine.")
@click.option("--restore", is_flag=True, help="Type them back, and keep the key on this machine.")
def recovery(page: Path | None, check: bool, forget: bool, restore: bool) -> None:
    """Print the recovery key, which opens whatever was sealed here, and bring it back from paper.

    Without a terminal the lines are read from standard input.

    \b
    Examples:
      everyname keys recovery --print recovery.html
      everyname keys recovery --check
      everyname keys recovery --forget
      everyname keys recovery --restore
    """
    from everyname.book.steps import recovery as steps

    if sum((page is not None, check, forget, restore)) != 1:
        raise UsedWrongly(
            "Say what to do with the recovery key.",
            remedy="One of --print FILE, --check, --forget, --restore.",
        )
    if page is not None:
        recipient = steps.print_recovery(page)
        click.echo(f"Written to {page}. Print it on a printer of yours, then delete the file.")
        click.echo("Next: everyname keys recovery --check, with the paper in hand.")
    elif check:
        recipient = steps.check_typed(_typed_lines()).recipient
        click.echo("Every line is right.")
    elif forget:
        recipient = steps.forget_recovery(_typed_lines())
        click.echo("The secret is off this machine; the paper is now the only one. It goes on sealing to it.")
    else:
        recipient = steps.restore_recovery(_typed_lines())
        click.echo("The key is back. `everyname unpack --recovery FILE` opens what was sealed to it.")
    click.echo(f"The recovery key of {recipient}")


def offer_to_wrap() -> None:
    """After a book was begun: offer a passphrase on a terminal, say in one line that keys lie plain."""
    from everyname.book.steps.key_care import lies_plain
    from everyname.book.steps.key_care import wrap as put_under_lock

    if not lies_plain():
        return
    on_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if on_terminal and click.confirm("Put the keys of this machine under a passphrase now?", default=True):
        try:
            sealed = put_under_lock(_new_passphrase(generate=False))
        except Refused as error:
            click.echo(error.for_person(), err=True)
        else:
            click.echo(
                f"{len(sealed)} keys wrapped. Write the passphrase down: without it nobody opens them."
            )
            return
    click.echo(PLAIN)


def _new_passphrase(generate: bool) -> str:
    """Ask for a new passphrase, twice on a terminal; raises ValueRefused for a weak one."""
    from everyname.book.unlocking import ask, is_scripted
    from everyname.ledger.keylock import generate_passphrase, require_strong

    if generate:
        made = generate_passphrase()
        click.echo("Write this passphrase down, with its hyphens; it is shown once:")
        click.echo(f"  {made}")
        if sys.stdin is not None and sys.stdin.isatty():
            _require_same(made, ask("Type it back"))
        return made
    given = ask("New passphrase")
    require_strong(given)
    if not is_scripted():
        _require_same(given, ask("The same again"))
    return given


def _require_same(one: str, other: str) -> None:
    if one != other:
        raise Refused("The two are not the same.", remedy="Do it again, and mind the keyboard's language.")


def _typed_lines() -> list[str]:
    """Take the lines of a printed recovery key; on a terminal a wrong line is asked for again at once."""
    from everyname.ledger import paper

    if sys.stdin is None or not sys.stdin.isatty():
        return sys.stdin.read().splitlines() if sys.stdin is not None else []
    typed = []
    for number in range(1, paper.LINES + 1):
        while True:
            line = click.prompt(f"Line {number} with its check mark", prompt_suffix=": ")
            try:
                paper.read_line(number, line)
            except Refused as error:
                click.echo(error.happened, err=True)
                continue
            typed.append(line)
            break
    return typed
