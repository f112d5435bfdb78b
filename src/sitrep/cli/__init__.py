"""The command line. Each command is a module of this package, loaded only when it is called.

Loading a command can take seconds (`run` and `read` load the language model's libraries), `sitrep --help` must not:
so the group below knows names and one-line descriptions and imports a command's module on demand.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sitrep import __version__
from sitrep.errors import SitrepError

#: Every command, in the order of use: its one line in `sitrep --help`. The module has the command's name.
COMMANDS = {
    "run": "Reports in; claims, events, control and a page out.",
    "read": "Show a report with its claims, as a person reads them.",
    "events": "List the events of a store.",
    "control": "Tell who held which place on a day.",
    "diff": "Tell what changed between two runs, and why.",
    "roster": "The actors that sitrep knows; add your own.",
    "serve": "Open the desk: map, list, evidence, review and API.",
    "decisions": "Hand on, check or work in what people decided.",
    "export": "Write events, claims or control in a format that others work with.",
    "explain": "Walk from a record back to the words and reasons behind it.",
    "gazetteer": "List, check and add places; tell why a name means a place.",
}

#: Commands whose module stands in a folder with others of their kind.
FOLDERS = {"serve": "desk.", "decisions": "desk.", "export": "desk."}

EPILOG = """\b
Examples:
  sitrep run reports/ --out sitrep-out     then open sitrep-out/report.html
  sitrep read report.txt --published 2015-04-27
  sitrep control --at 2015-05-01 --place Idlib
\b
Exit codes: 0 all went well, 1 some inputs could not be read,
2 nothing was done, 130 stopped by Ctrl-C."""


class Commands(TyperGroup):
    """The group of commands; turns errors that the user can mend into one line and exit code 2."""

    # The types of the arguments are typer's own; they moved from click into typer between versions that we allow.
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command, imported now; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        app: typer.Typer = import_module(f"sitrep.cli.{FOLDERS.get(cmd_name, '')}{cmd_name}").app
        return typer.main.get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The list of commands in `sitrep --help`, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except SitrepError as error:
            typer.echo(f"sitrep: {error}", err=True)
            raise typer.Exit(2) from error
        except KeyboardInterrupt as error:
            typer.echo("sitrep: stopped; what was there before is unchanged", err=True)
            raise typer.Exit(130) from error


app = typer.Typer(
    cls=Commands,
    name="sitrep",
    help="Reporting on armed conflict into claims, events and control, each with its exact words.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sitrep {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    del version  # its callback has done the work


def main() -> None:
    """The program `sitrep`."""
    for stream in (sys.stdout, sys.stderr):
        # Reports hold every script there is; a terminal or pipe that cannot show a character gets a question mark.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
