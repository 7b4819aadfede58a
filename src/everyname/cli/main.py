"""Start a command and speak of errors in three parts; command modules load only when called."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from everyname import __version__
from everyname.errors import EverynameError

__all__ = ["main"]

COMMANDS = {
    "init": "care:init",
    "policy": "care:policy",
    "source": "lists:source",
    "consent": "lists:consent",
    "add": "lists:add",
    "link": "linking:link",
    "pairs": "linking:pairs",
    "judge": "linking:judge",
    "names": "names:names",
    "tally": "numbers:tally",
    "claims": "numbers:claims",
    "estimate": "numbers:estimate",
    "withhold": "public:withhold",
    "correct": "public:correct",
    "erase": "erase:erase",
    "publish": "public:publish",
    "verify": "public:verify",
    "card": "courier:card",
    "partner": "courier:partner",
    "member": "members:member",
    "approve": "members:approve",
    "reject": "members:reject",
    "have": "courier:have",
    "pack": "courier:pack",
    "unpack": "courier:unpack",
    "quarantine": "courier:quarantine",
    "witness": "witness:witness",
    "show": "care:show",
    "keys": "keys:keys",
    "rebuild": "care:rebuild",
    "backup": "care:backup",
    "restore": "care:restore",
    "doctor": "care:doctor",
    "demo": "demo:demo",
}
SHORT = {
    "init": "Make a new book.",
    "policy": "Show the policy, or record the edited copy (policy apply).",
    "source": "Show or set what is known of a source.",
    "consent": "Record consent for a purpose, or its refusal.",
    "add": "Take lists, articles and pictures into the book.",
    "link": "Find which reports speak of the same person.",
    "pairs": "Write the pairs for review, or read them back.",
    "judge": "Record a reviewer's judgement on a pair.",
    "names": "Score two names, or learn how names are spelled.",
    "tally": "Count the documented persons in scope.",
    "claims": "Find stated numbers in articles; accept or reject them.",
    "estimate": "Estimate how many were never listed, or say why not.",
    "withhold": "Keep a person out of editions.",
    "correct": "Record a correction beside what was said.",
    "erase": "Drop what must not be kept, everywhere in reach.",
    "publish": "Write an edition.",
    "verify": "Check a book or an edition, byte by byte.",
    "card": "Write the card by which partners know this machine.",
    "partner": "Take a partner's card (partner add), or list who belongs to the book.",
    "member": "See and change who may speak: enrol, role, rotate, revoke, adopt.",
    "approve": "Accept an act that waits for a second person.",
    "reject": "Reject an act that waits for a second person.",
    "have": "Write a note of what this book holds.",
    "pack": "Pack what a partner lacks into one sealed bundle.",
    "unpack": "Check and take bundles and acknowledgements.",
    "quarantine": "List what was refused, and why.",
    "witness": "Have heads cosigned by partners outside, or cosign theirs.",
    "show": "Show a person, report, claim, source or entry.",
    "keys": "List this machine's keys, wrap them with a passphrase, lock them, print the recovery key.",
    "rebuild": "Write the index and the editions again from the ledger.",
    "backup": "Write the book (never its keys) into one file.",
    "restore": "Make a book again from a backup.",
    "doctor": "Look for problems and say what to do.",
    "demo": "Run the whole job on an invented conflict.",
}


class LazyCommands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"everyname.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands, in the order of the work"):
            formatter.write_dl([(name, SHORT[name]) for name in COMMANDS])


@click.command(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="everyname")
def everyname() -> None:
    """Record casualties so that the record stands up to denial.

    Works without a network. Start with: everyname init BOOK, then cd BOOK.
    A first look without any data: everyname demo.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 0 done, 1 found a problem or refused, 2 used wrongly."""
    os.umask(0o077)  # whatever is written is for this user alone
    try:
        result: Any = everyname.main(args=arguments, prog_name="everyname", standalone_mode=False)
        code = result if isinstance(result, int) else 0
    except EverynameError as error:
        click.echo(error.for_person(), err=True)
        code = error.exit_code
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        click.echo(_usage(error), err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.\nWhat was recorded before is kept.\nRun the command again to go on.", err=True)
        code = 1
    except BrokenPipeError:
        code = 1
    except OSError as error:
        click.echo(_refused_by_system(error), err=True)
        code = 1
    except Exception as error:
        if os.environ.get("EVERYNAME_DEBUG"):
            raise
        click.echo(_fault(error), err=True)
        code = 1
    sys.exit(code)


def _refused_by_system(error: OSError) -> str:
    """Say in three parts what the machine refused: a full disk, a missing folder, no right to write."""
    return (
        f"The machine refused: {error.strerror or error} ({error.filename or 'no file named'}).\n"
        "What was recorded before is kept; whatever was not finished was not recorded.\n"
        "Check the name, the free space and the right to write there, then run the command again."
    )


def _fault(error: Exception) -> str:
    """Say a fault of ours in three parts; no value is printed, since it could hold a name."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name} line {last.lineno}"
    return (
        f"This is a fault in everyname: {type(error).__name__} in {where}.\n"
        "What was recorded before is kept.\n"
        "Run `everyname doctor`. EVERYNAME_DEBUG=1 shows the whole trace (it can hold names)."
    )


def _usage(error: click.ClickException) -> str:
    """Say a usage error in three parts."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "everyname"
    return f"{error.format_message()}\nNothing was changed.\nSee `{path} --help` for how it is used."
