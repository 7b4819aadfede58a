"""Write the reference of commands from their own help, so that the two cannot drift.

    python docs/reference/write_commands.py > docs/reference/commands.md
"""

from __future__ import annotations

import click

from everyname.cli.main import COMMANDS, SHORT, everyname

HEAD = """\
# Commands

Every command has `--help`. Commands about a book find it upward from the folder you are in; `--book FOLDER` or
`EVERYNAME_BOOK` name another. `--json FILE` writes the result (`-` for standard output). Exit codes: 0 done, 1 found a
problem or refused, 2 used wrongly. An error says what happened, what was kept and what to do. Keys lie in the user's
data folder, or in `EVERYNAME_HOME`; `EVERYNAME_INDEX` names a PostgreSQL database for the index (an SQLAlchemy address).

This page is written by `docs/reference/write_commands.py` from the commands themselves.
"""


def page() -> str:
    """Give the page."""
    parts = [HEAD]
    with click.Context(everyname, info_name="everyname", **everyname.context_settings) as top:
        for name in COMMANDS:
            command = everyname.get_command(top, name)
            assert command is not None
            with _context(command, name, top) as one:
                parts.append(f"## {name}\n\n{SHORT[name]}\n\n```\n{command.get_help(one)}\n```\n")
                for inner, verb in getattr(command, "commands", {}).items():
                    with _context(verb, inner, one) as two:
                        parts.append(f"### {name} {inner}\n\n```\n{verb.get_help(two)}\n```\n")
    return "\n".join(parts)


def _context(command: click.Command, name: str, parent: click.Context) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)


if __name__ == "__main__":
    print(page(), end="")
