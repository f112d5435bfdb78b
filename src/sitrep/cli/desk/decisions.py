"""`sitrep decisions`: the log of what people decided, out of a store, into one, and worked in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sitrep.cli.options import DEFAULT_STORE, Store
from sitrep.cli.show import safe
from sitrep.conclude.replay import Replayed, replay
from sitrep.errors import StoreError
from sitrep.lexicon.own.folder import roster_files, roster_folder
from sitrep.lexicon.rosters import Roster
from sitrep.review.file import lines_of, read_file
from sitrep.review.log import append_log, broken_link, log_in
from sitrep.store.connect import is_store, reading, writing
from sitrep.store.databases.address import Address, address_of, how_to_fill, shown

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    epilog="""\b
Examples:
  sitrep decisions export > decisions.jsonl
  sitrep decisions import decisions.jsonl --store other/sitrep.sqlite
  sitrep decisions replay
  sitrep decisions check
""",
)


@app.callback()
def decisions() -> None:
    """Hand on, check or work in what people decided.

    Decisions are appended and never changed. Every run works them in; so do `import` and `replay`, without a run.
    """


@app.command()
def export(store: Store = DEFAULT_STORE) -> None:
    """Write the whole log as JSON lines, in its order."""
    typer.echo(lines_of(log_in(_existing(store))), nl=False)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A log that `export` wrote.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Append the decisions of FILE that the store lacks, and work them in."""
    address = _existing(store)
    found = read_file(file)
    with writing(address) as connection:
        added = append_log(connection, found)
    typer.echo(f"{added} of {len(found)} decisions were new")
    _show(replay(address, Roster.load(roster_files(roster_folder()))))


@app.command(name="replay")
def replay_(store: Store = DEFAULT_STORE) -> None:
    """Work all decisions into events and control anew. Files of the last run stay as they are."""
    _show(replay(_existing(store), Roster.load(roster_files(roster_folder()))))


@app.command()
def check(store: Store = DEFAULT_STORE) -> None:
    """Tell whether the log is as it was appended: nothing changed, taken out or put in between."""
    address = _existing(store)
    with reading(address) as connection:
        broken = broken_link(connection)
    if broken is not None:
        raise StoreError(
            f"{shown(address)}: decision {broken} is not what was appended there; somebody changed the database"
        )
    typer.echo(f"{len(log_in(address))} decisions, all as they were appended")


def _existing(typed: str) -> Address:
    """The store's address; raises StoreError where no store is."""
    store = address_of(typed)
    if not is_store(store):
        raise StoreError(f"{shown(store)}: no store there; make one with: {how_to_fill(store)}")
    return store


def _show(done: Replayed) -> None:
    typer.echo(
        f"{done.decisions} decisions: {done.changed} claims changed, {done.rejected} rejected;"
        f" now {done.events} events and {done.holdings} lines of control"
    )
    for each in done.lost:
        typer.echo(safe(f"sitrep: {each.decision} waits: the words of {each.claim} are no longer read so"), err=True)
