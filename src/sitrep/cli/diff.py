"""`sitrep diff`: what changed between two runs, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from sitrep.cli.options import Json
from sitrep.cli.show import console, safe
from sitrep.export.changes import Change, State, changes
from sitrep.model.record import to_json
from sitrep.store.databases.address import address_of
from sitrep.store.view import open_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_SIGNS = {"new": "+", "gone": "-", "changed": "~"}


@app.command(
    epilog="""\b
Examples:
  sitrep diff monday/ tuesday/
  sitrep diff before.sqlite after.sqlite --json
"""
)
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier run: its output folder or its store.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The later run: its output folder or its store.")],
    json: Json = False,
) -> None:
    """Tell what changed between two runs and why.

    Reports, events and places that are new (+), gone (-) or different (~), each with what is different and what it
    comes from: a report that came or went, claims that joined or left, words that are now read otherwise.
    """
    found = changes(_state(before), _state(after))
    if json:
        for change in found:
            typer.echo(to_json(change))
        return
    if not found:
        typer.echo("no change")
    out = console()
    for change in found:
        _print(out, change)


def _state(place: str) -> State:
    address = address_of(place)
    if isinstance(address, Path) and address.is_dir():
        address = address / "sitrep.sqlite"
    with open_view(address) as view:
        run = view.last_run()
        engine = run.engine if run is not None else None
        return State(
            engine=f"{engine.engine} {engine.version}, codebook {engine.codebook}, model {engine.model}"
            if engine
            else "",
            documents=view.documents(),
            claims=view.claims(),
            events=view.events(),
            holdings=view.holdings(),
        )


def _print(out: Console, change: Change) -> None:
    out.print(Text(safe(f"{_SIGNS[change.what]} {change.of} {change.id}: {change.name}"), style="bold"))
    for sentence in change.told:
        out.print(Text(safe(f"    {sentence}")))
    for sentence in change.because:
        out.print(Text(safe(f"    because {sentence}"), style="dim"))
