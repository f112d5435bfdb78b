"""From rows of a store to the index over them, all at once or a few more."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.review.decisions import Decision, said
from sitrep.review.queue import UNKNOWN, Reviews, doubt_of
from sitrep.review.state import Now
from sitrep.serve.find.column import Pairs
from sitrep.serve.find.filters import FACETS
from sitrep.serve.find.index import NO_DAY, NOT_DRAWN, Index, Numbers
from sitrep.serve.find.load.rows import ClaimRow, EventRow, Named, Rows, all_rows, rows_of
from sitrep.serve.find.names import Names, actor_key, place_key
from sitrep.serve.find.select import AT_ONCE
from sitrep.serve.find.words import Vocabulary, WordTable
from sitrep.store.view import View

#: Confidence in bands, as the page words them: from so much on.
BANDS = ((0.85, "high"), (0.6, "fair"), (0.4, "low"), (0.0, "poor"))
NO_PLACE = ("none", "no place given")
Said = Callable[[str], str]


class Change(NamedTuple):
    """What changed in a store: events that are there no longer or not as they were, and those to read anew."""

    gone: frozenset[str]
    anew: frozenset[str]


class Builder:
    """Makes indexes. `type_label` words types, for search."""

    def __init__(self, names: Names, type_label: Said) -> None:
        self.names, self.type_label = names, type_label

    def whole(self, view: View, now: Now, decisions: Sequence[Decision]) -> Index:
        """The index over the present results of a store."""
        with _many_records():
            rows = all_rows(view)
            return self._with(Index(), rows, _reviews(view, rows.events, now, decisions), view)

    def changed(self, index: Index, change: Change, view: View, now: Now, decisions: Sequence[Decision]) -> Index:
        """The index after a change: rows that hold no longer are struck out, new ones come after the old."""
        rows = rows_of(view, sorted(change.anew))
        return self._with(
            index.without(change.gone | change.anew), rows, _reviews(view, rows.events, now, decisions), view
        )

    def _with(self, index: Index, rows: Rows, reviews: Mapping[str, str], view: View) -> Index:
        first, events = len(index.ids), rows.events
        told = [[rows.claims[ident] for ident in event.claims if ident in rows.claims] for event in events]
        columns = {
            facet: index.columns[facet].extended(first, values, parents)
            for facet, values, parents in self._facets(events, told, reviews)
        }
        words = WordTable(lambda vocabulary: list(self._words(vocabulary, events, told, rows.titles)), first)
        return index.extended(
            [event.order() for event in events], columns, words,
            _numbers(events, told), view.version(),
        )  # fmt: skip

    def _facets(
        self, events: list[EventRow], told: list[list[ClaimRow]], reviews: Mapping[str, str]
    ) -> Iterable[tuple[str, Sequence[Pairs], Iterable[tuple[str, str]]]]:
        areas = _Areas(self.names)
        single: dict[str, Callable[[EventRow], str]] = {
            "type": lambda event: event.type,
            "standing": lambda event: event.standing,
            "status": lambda event: event.status,
            "review": lambda event: reviews.get(event.id, "undecided"),
        }
        found: dict[str, Sequence[Pairs]] = {
            name: [((value := read(event), value),) for event in events] for name, read in single.items()
        }
        found["actor"] = [
            [(actor_key(actor), actor.name or actor.text) for actor in (*event.agents, *event.targets)]
            for event in events
        ]
        found["side"] = [self._sides(event) for event in events]
        found["place"] = [areas.of(event.place) for event in events]
        found["outlet"] = [[(name, name) for name in event.outlets] for event in events]
        found["origin"] = [[(name, name) for name in event.origins] for event in events]
        sure = (band(max((claim.confidence for claim in claims), default=UNKNOWN)) for claims in told)
        found["confidence"] = [((name, name),) for name in sure]
        return [(facet, found[facet], areas.parents() if facet == "place" else ()) for facet in FACETS]

    def _sides(self, event: EventRow) -> Pairs:
        known = [actor for actor in (*event.agents, *event.targets) if actor.id is not None]
        if not known:
            return ()
        day = event.start or event.end
        on = dt.date.fromisoformat(day) if day else None
        return [(side, side) for actor in known if (side := self.names.side(actor, on))]

    def _words(
        self, vocabulary: Vocabulary, events: list[EventRow], told: list[list[ClaimRow]], titles: Mapping[str, str]
    ) -> Iterable[list[int]]:
        """Everything of an event that words may find, as numbers."""
        name, text = vocabulary.of_name, vocabulary.of_text
        for event, claims in zip(events, told, strict=True):
            found = [*name(self.type_label(event.type)), *name(event.type)]
            for each in (*event.outlets, *event.origins, *(titles.get(ident, "") for ident in event.documents)):
                found += name(each)
            place = (event.place,) if event.place else ()
            refs: list[ActorRef | PlaceRef | Named] = [*event.agents, *event.targets, *place]
            for claim in claims:
                found += text(claim.evidence.text)
                refs += (*claim.agents, *claim.targets, *claim.places, *claim.sources)
            for ref in refs:
                found += name(ref.name)
                if ref.text != ref.name:
                    found += name(ref.text)
            yield found


@contextmanager
def _many_records() -> Iterator[None]:
    """Python looks for circles among its objects each time that so many are new: among records there are none to find,
    and the looking takes as long as the reading."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _Areas:
    """The areas of each place, worked out once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[tuple[str, str | None], Pairs] = {}

    def of(self, place: PlaceRef | None) -> Pairs:
        """From the country down to the place itself."""
        if place is None:
            return (NO_PLACE,)
        key = (place_key(place), place.within)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._names.areas(place)
        return found

    def parents(self) -> Iterable[tuple[str, str]]:
        """Each area with the one around it."""
        for areas in self._known.values():
            yield from ((inner, outer) for (outer, _), (inner, _) in pairwise(areas))


def band(confidence: float) -> str:
    """The band of a confidence."""
    return next(name for least, name in BANDS if confidence >= least)


def _reviews(view: View, events: list[EventRow], now: Now, decisions: Sequence[Decision]) -> dict[str, str]:
    """How each event stands with people, of those that anybody judged."""
    reviews = Reviews(now)
    concerned = [event.id for event in events if reviews.concerns(event.id, event.claims)]
    if not concerned:
        return {}
    named = sorted({each.id for decision in decisions for each in (*decision.claims, *decision.others)})
    read = {claim.id: claim for part in _parts(named) for claim in view.claims_as_read(part)}
    found = {}
    for part in _parts(concerned):
        for event in view.events_by_id(part):
            told = {claim.id: said(read.get(claim.id, claim)) for claim in view.claims_by_id(event.claims)}
            found[event.id] = reviews.review(event, told)
    return found


def _parts(ids: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(ids[at : at + AT_ONCE]) for at in range(0, len(ids), AT_ONCE))


def _numbers(events: list[EventRow], told: list[list[ClaimRow]]) -> Numbers:
    ordinals: dict[str | None, int] = {None: NO_DAY}

    def ordinal(day: str | None) -> int:
        found = ordinals.get(day)
        if found is None:
            found = ordinals[day] = dt.date.fromisoformat(day or "").toordinal()
        return found

    nothing = float("nan")
    drawn = [event.place if event.place and event.place.precision not in NOT_DRAWN else None for event in events]
    located = [place if place and place.lat is not None and place.lon is not None else None for place in drawn]
    return Numbers(
        start=np.array([ordinal(event.start) for event in events], dtype=np.int32),
        end=np.array([ordinal(event.end) for event in events], dtype=np.int32),
        lat=np.array([place.lat if place else nothing for place in located], dtype=float),
        lon=np.array([place.lon if place else nothing for place in located], dtype=float),
        radius=np.array([(place.radius_km or 0.0) if place else 0.0 for place in located], dtype=float),
        claims=np.array([len(event.claims) for event in events], dtype=np.int32),
        weight=np.array(
            [
                doubt_of(event, (claim.confidence for claim in claims)).weight
                for event, claims in zip(events, told, strict=True)
            ],
            dtype=float,
        ),
        exact=np.array([bool(place and place.precision == "exact") for place in located], dtype=bool),
        places=[
            (place_key(event.place), event.place.name or event.place.text) if event.place else ("", "")
            for event in events
        ],
    )
