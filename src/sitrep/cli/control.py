"""`sitrep control`: who held which place on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
import typer

from sitrep.cli.options import DEFAULT_STORE, Json, PlaceName, Store, matching
from sitrep.cli.show import console, day, safe, table
from sitrep.model.control import Holding, holding_id
from sitrep.store.databases.address import address_of
from sitrep.store.view import open_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)
COLUMNS = ("place", "state", "holder", "besieged by", "from", "until", "last evidence", "confidence", "id")


@app.command(
    epilog="""\b
Examples:
  sitrep control --at 2015-05-01
  sitrep control --at 2015-05-01 --place Idlib
  sitrep control --place Idlib              its whole timeline
  sitrep control --at 2015-05-01 --json | jq .holder.name
"""
)
def control(
    at: Annotated[str | None, typer.Option(metavar="DATE", help="The day; without it, every day.")] = None,
    place: PlaceName = None,
    store: Store = DEFAULT_STORE,
    json: Json = False,
) -> None:
    """Tell who held which place on a day.

    Answers come from what reports claim. "held" is what nobody disputes, "claimed" what the winner alone says or the
    loser denies, "contested" means fighting inside; where no report speaks of a day, the answer is "unknown". On a day
    on which a change may or may not have happened yet, both states are listed.
    """
    wanted = day(at) if at else None
    with open_view(address_of(store)) as view:
        everything = view.holdings()
        holdings = view.holdings(wanted)
    if place is not None:
        keys = matching(place, {_key(each): each.place.name for each in everything})
        holdings = tuple(each for each in holdings if _key(each) in keys)
    if json:
        for each in holdings:
            line = {"id": holding_id(each), **msgspec.to_builtins(each)}
            typer.echo(msgspec.json.encode(line).decode("utf-8"))
        return
    if holdings:
        shared = _shared_names(everything)
        console().print(table(COLUMNS, (_row(each, shared) for each in holdings)))
    else:
        typer.echo(safe(_nothing(everything, wanted, place)))


def _key(holding: Holding) -> str:
    return holding.place.id or holding.place.name


def _nothing(everything: tuple[Holding, ...], at: dt.date | None, place: str | None) -> str:
    if not everything:
        return "unknown: no report in the store tells who holds a place"
    return f"unknown: no report in the store tells who held {place or 'any place'} {f'on {at}' if at else ''}".rstrip()


def _shared_names(holdings: Iterable[Holding]) -> frozenset[str]:
    """Names that two places have, as a town and its province may."""
    names = Counter(name for _, name in {(_key(each), each.place.name) for each in holdings})
    return frozenset(name for name, places in names.items() if places > 1)


def _row(holding: Holding, shared: frozenset[str]) -> Sequence[str]:
    place = holding.place.name
    return (
        f"{place} ({_key(holding)})" if place in shared else place,
        holding.state,
        holding.holder.name if holding.holder else "–",
        holding.besieged_by.name if holding.besieged_by else "–",
        _window(holding.start, holding.start_latest, "before the first evidence"),
        _window(holding.until_earliest, holding.until, "not known to have ended"),
        holding.last_evidence.isoformat() if holding.last_evidence else "–",
        f"{holding.confidence:.2f}",
        holding_id(holding),
    )


def _window(first: dt.date | None, last: dt.date | None, unknown: str) -> str:
    if first is None and last is None:
        return unknown
    if first == last or last is None or first is None:
        return str(first or last)
    return f"{first} to {last}"
