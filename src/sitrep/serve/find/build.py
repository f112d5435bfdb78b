"""From the records of a store to the index over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Claim, PlaceRef
from sitrep.model.entities import Place
from sitrep.model.events import Event
from sitrep.review.decisions import Decision, said
from sitrep.review.queue import Reviews, priority
from sitrep.review.state import current
from sitrep.serve.find.filters import FACETS
from sitrep.serve.find.index import Column, Index, ordinal
from sitrep.serve.find.words import WordTable
from sitrep.store.view import View, event_order

#: Confidence in bands, as the page words them: from so much on.
BANDS = ((0.85, "high"), (0.6, "fair"), (0.4, "low"), (0.0, "poor"))
NOT_DRAWN = ("country", "unlocated")
NO_PLACE = "none"


class Names:
    """What the lexicon knows of the actors and places of a store, each asked for once."""

    def __init__(self, roster: Roster, gazetteer: Gazetteer) -> None:
        self.roster, self.gazetteer = roster, gazetteer
        self._sides: dict[tuple[str, dt.date | None], str | None] = {}
        self._places: dict[str, Place | None] = {}

    def side(self, actor: ActorRef, on: dt.date | None) -> str | None:
        """The side that an actor stood on that day."""
        if actor.id is None or self.roster.get(actor.id) is None:
            return None
        key = (actor.id, on)
        if key not in self._sides:
            self._sides[key] = self.roster.side(actor.id, on)
        return self._sides[key]

    def place(self, ident: str) -> Place | None:
        """The place with this id, where the gazetteer has it."""
        if ident not in self._places:
            self._places[ident] = self.gazetteer.get(ident)
        return self._places[ident]

    def areas(self, place: PlaceRef) -> list[tuple[str, str]]:
        """Ids and names from the country down to the place itself."""
        known = self.place(place.id) if place.id else None
        inner = self.place(place.within) if place.within and place.within != place.id else None
        found = [(place_key(place), place.name or place.text)]
        if inner is not None and known is None:
            found.insert(0, (inner.id, inner.name))
        anchor = known or inner
        division = self.place(anchor.admin1) if anchor and anchor.admin1 else None
        if division is not None:
            found.insert(0, (division.id, division.name))
        country = self.gazetteer.country(anchor.country) if anchor and anchor.country else None
        if country is not None:
            found.insert(0, (country.id, country.name))
        return list(dict(found).items())


def place_key(place: PlaceRef) -> str:
    """What identifies a place: its id, else its name."""
    return place.id or place.name or place.text


def actor_key(actor: ActorRef) -> str:
    """What identifies an actor: the id, else the name."""
    return actor.id or actor.name or actor.text


def band(confidence: float) -> str:
    """The band of a confidence."""
    return next(name for least, name in BANDS if confidence >= least)


@dataclass
class _Rows:
    """The values of each facet by event, with labels."""

    values: dict[str, list[list[str]]] = field(default_factory=lambda: {facet: [] for facet in FACETS})
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: {facet: {} for facet in FACETS})
    parents: dict[str, str] = field(default_factory=dict)

    def add(self, facet: str, values: Iterable[tuple[str, str]]) -> None:
        pairs = list(values)
        self.values[facet].append([value for value, _ in pairs])
        for value, label in pairs:
            self.labels[facet].setdefault(value, label)


def build_index(view: View, decisions: tuple[Decision, ...], names: Names, type_label: Callable[[str], str]) -> Index:
    """The index over the present results of a store."""
    events = sorted(view.events(), key=event_order)
    claims = {claim.id: claim for claim in view.claims()}
    as_read = _as_read(view, decisions)
    titles = {document.id: document.title or "" for document in view.documents()}
    reviews, rows, review_of = Reviews(current(decisions)), _Rows(), []
    for event in events:
        told = [claims[ident] for ident in event.claims if ident in claims]
        review = "undecided"
        if reviews.concerns(event):
            review = reviews.review(event, {each.id: said(as_read.get(each.id, each)) for each in told})
        review_of.append(review)
        _add_facets(rows, event, told, names, review)
    texts = (_text(event, [claims[i] for i in event.claims if i in claims], titles, type_label) for event in events)
    return Index(
        columns={facet: Column(rows.values[facet], rows.labels[facet], rows.parents) for facet in FACETS},
        words=WordTable(texts),
        reviews=tuple(review_of),
        version=view.version(),
        **_numbers(events, claims),
    )


def _as_read(view: View, decisions: tuple[Decision, ...]) -> dict[str, Claim]:
    """Claims that somebody decided on, as they were read: what decisions are held against."""
    named = sorted({each.id for decision in decisions for each in (*decision.claims, *decision.others)})
    return {claim.id: claim for claim in view.claims_as_read(tuple(named))} if named else {}


def _numbers(events: list[Event], claims: dict[str, Claim]) -> dict[str, Any]:
    drawn = [event.place if event.place and event.place.precision not in NOT_DRAWN else None for event in events]
    nothing = float("nan")
    located = [place if place and place.lat is not None and place.lon is not None else None for place in drawn]
    confidences = ([claims[i].confidence for i in event.claims if i in claims] for event in events)
    keys = tuple(place_key(event.place) if event.place else "" for event in events)
    return {
        "ids": tuple(event.id for event in events),
        "position": {event.id: place for place, event in enumerate(events)},
        "start": np.array([ordinal(event.start) for event in events], dtype=np.int32),
        "end": np.array([ordinal(event.end) for event in events], dtype=np.int32),
        "lat": np.array([place.lat if place else nothing for place in located], dtype=float),
        "lon": np.array([place.lon if place else nothing for place in located], dtype=float),
        "radius": np.array([(place.radius_km or 0.0) if place else 0.0 for place in located], dtype=float),
        "claims": np.array([len(event.claims) for event in events], dtype=np.int32),
        "weight": np.array([priority(e, c).score for e, c in zip(events, confidences, strict=True)], dtype=float),
        "place": keys,
        "place_names": {
            key: event.place.name or event.place.text for key, event in zip(keys, events, strict=True) if event.place
        },
        "exact": np.array([bool(place and place.precision == "exact") for place in located], dtype=bool),
    }


def _add_facets(rows: _Rows, event: Event, told: list[Claim], names: Names, review: str) -> None:
    parties = (*event.agents, *event.targets)
    day = event.start or event.end
    rows.add("type", [(event.type, event.type)])
    rows.add("actor", [(actor_key(actor), actor.name or actor.text) for actor in parties])
    rows.add("side", [(side, side) for actor in parties if (side := names.side(actor, day))])
    areas = names.areas(event.place) if event.place else [(NO_PLACE, "no place given")]
    rows.add("place", areas)
    for (outer, _), (inner, _) in pairwise(areas):
        rows.parents.setdefault(inner, outer)
    rows.add("outlet", [(outlet, outlet) for outlet in event.outlets])
    rows.add("origin", [(origin, origin) for origin in event.origins])
    rows.add("standing", [(event.standing, event.standing)])
    rows.add("status", [(event.status, event.status)])
    sure = band(max((claim.confidence for claim in told), default=0.5))
    rows.add("confidence", [(sure, sure)])
    rows.add("review", [(review, review)])


def _text(event: Event, told: list[Claim], titles: dict[str, str], type_label: Callable[[str], str]) -> str:
    """Everything of an event that words may find."""
    refs: list[ActorRef | PlaceRef] = [*event.agents, *event.targets, *([event.place] if event.place else [])]
    for claim in told:
        refs += [*claim.agents, *claim.targets, *claim.places, *claim.sources]
    found = [
        type_label(event.type),
        event.type,
        *event.outlets,
        *event.origins,
        *(titles.get(i, "") for i in event.documents),
    ]
    found += [claim.evidence.text for claim in told]
    found += [text for ref in refs for text in (ref.name, ref.text)]
    return " ".join(dict.fromkeys(found))
