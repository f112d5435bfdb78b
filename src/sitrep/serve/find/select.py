"""The records of a filter: what list, map, control, API and exports show. One function each, so that all show the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.serve.find.filters import Filter
from sitrep.serve.find.index import Index
from sitrep.store.view import View

AT_ONCE = 500  # ids in one query: SQLite and PostgreSQL both take so many


def events_at(view: View, index: Index, positions: list[int]) -> tuple[Event, ...]:
    """The events at these positions of the index, in this order."""
    ids = [index.ids[position] for position in positions]
    return tuple(
        event for at in range(0, len(ids), AT_ONCE) for event in view.events_by_id(tuple(ids[at : at + AT_ONCE]))
    )


def claims_of(view: View, events: tuple[Event, ...]) -> tuple[Claim, ...]:
    """The claims of these events, by document and place in it."""
    ids = [claim for event in events for claim in event.claims]
    found = [claim for at in range(0, len(ids), AT_ONCE) for claim in view.claims_by_id(tuple(ids[at : at + AT_ONCE]))]
    return tuple(sorted(found, key=lambda claim: (claim.document, claim.trigger.start, claim.trigger.end, claim.id)))


def held(holdings: Iterable[Holding], index: Index, chosen: Filter) -> Iterator[Holding]:
    """Control of the places of the events that the filter leaves; all of it where the filter leaves out nothing."""
    if not chosen.anything():
        yield from holdings
        return
    places: set[str] | None = None
    for each in holdings:
        if places is None:
            places = {index.where.values[number] for number in np.unique(index.place[index.mask(chosen)]).tolist()}
        if (each.place.id or each.place.name) in places:
            yield each
