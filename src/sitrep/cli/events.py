"""`sitrep events`: the events of a store."""

from __future__ import annotations

from typing import Annotated

import typer

from sitrep.cli.options import DEFAULT_STORE, Json, PlaceName, Store, matching
from sitrep.cli.show import EVENT_COLUMNS, console, event_row, table
from sitrep.model.events import Event
from sitrep.model.record import to_json
from sitrep.store.databases.address import address_of
from sitrep.store.view import open_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    epilog="""\b
Examples:
  sitrep events --place Idlib
  sitrep events --type air_strike --json
"""
)
def events(
    place: PlaceName = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only this type, for instance air_strike.")
    ] = None,
    store: Store = DEFAULT_STORE,
    json: Json = False,
) -> None:
    """List the events of a store, by day.

    An event is what one or more claims tell of one occurrence. Its standing says how far to trust it: claimed (by one
    side only), single (one origin), repeated (several outlets, one origin), corroborated (independent origins),
    disputed, denied. `sitrep explain ID` shows the words behind one.
    """
    with open_view(address_of(store)) as view:
        found = view.events()
    if kind is not None:
        kinds = matching(kind, {each.type: each.type for each in found})
        found = tuple(each for each in found if each.type in kinds)
    if place is not None:
        keys = matching(place, {_key(each): each.place.name for each in found if each.place})
        found = tuple(each for each in found if _key(each) in keys)
    if json:
        for each in found:
            typer.echo(to_json(each))
    elif found:
        console().print(table(EVENT_COLUMNS, (event_row(each) for each in found)))
    else:
        typer.echo("no events in the store")


def _key(event: Event) -> str:
    return (event.place.id or event.place.name) if event.place else ""
