"""The records of a filter: what list, API and exports show. One function, so that all of them show the same."""

from __future__ import annotations

import datetime as dt

from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import Record
from sitrep.model.text import Document
from sitrep.serve.find.filters import Filter
from sitrep.serve.find.index import Index
from sitrep.store.view import View

AT_ONCE = 500  # ids in one query: SQLite and PostgreSQL both take so many


class Selection(Record):
    """The events that pass, in the order of the filter, with what stands behind them, and control at those places."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    holdings: tuple[Holding, ...]


def selected(view: View, index: Index, chosen: Filter, day: dt.date | None = None) -> Selection:
    """The records of this filter, whole. Exporters start here.

    Holdings are those of the places that the filter leaves (all, where it leaves out nothing), on the day if one is
    given.
    """
    order = index.find(chosen).order
    events = events_at(view, index, order.tolist())
    claims = claims_of(view, events)
    wanted = {claim.document for claim in claims}
    places = {event.place.id or event.place.name for event in events if event.place}
    holdings = view.holdings(day)
    if chosen.anything():
        holdings = tuple(each for each in holdings if (each.place.id or each.place.name) in places)
    return Selection(
        events=events,
        claims=claims,
        documents=tuple(document for document in view.documents() if document.id in wanted),
        holdings=holdings,
    )


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
