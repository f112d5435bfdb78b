"""Which records are exported: by period, area, type, actor and standing. The same choice holds for every format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitrep.export.source.material import Material, ToldClaim, ToldEvent, ToldHolding
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.lexicon.spelling import normal_form
from sitrep.model.claims import ActorRef, Claim, PlaceRef
from sitrep.model.control import HeldPlace
from sitrep.model.events import Event
from sitrep.model.record import Record
from sitrep.store.runs import Run
from sitrep.store.stream import Cited, Decided

MAX_LEVELS = 8  # no place lies in more areas than this; a circle in the gazetteer must not hang us


class Box(NamedTuple):
    """West, south, east and north in degrees; west of east only, so not across the date line."""

    west: float
    south: float
    east: float
    north: float


class Choice(Record):
    """What is wanted; an empty field means everything.

    since, until  days, both included: a record is in where it may lie in the period
    area          ids or names of places: what is there or lies in them
    box           as above: what has coordinates in it
    types, standings  of events and of the events that claims belong to
    actors        ids or names: who does it, suffers it, holds or besieges
    undated       whether records without any day are in although a period is given
    """

    since: dt.date | None = None
    until: dt.date | None = None
    area: tuple[str, ...] = ()
    box: Box | None = None
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    undated: bool = False

    def in_period(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether something between these days may lie in the period."""
        if start is None and end is None:
            return self.undated or (self.since is None and self.until is None)
        return (self.since is None or end is None or end >= self.since) and (
            self.until is None or start is None or start <= self.until
        )


class Chosen:
    """A material through a choice."""

    def __init__(self, material: Material, choice: Choice, gazetteer: Gazetteer, roster: Roster) -> None:
        self._material, self.choice = material, choice
        self._gazetteer, self._roster = gazetteer, roster
        self._areas = _forms(choice.area)
        self._actors = _forms(choice.actors)
        self._lineages: dict[str, frozenset[str]] = {}

    def run(self) -> Run | None:
        """The run that made the records."""
        return self._material.run()

    def events(self) -> Iterator[ToldEvent]:
        """The events wanted."""
        return (told for told in self._material.events() if self._wants(told.event))

    def claims(self) -> Iterator[ToldClaim]:
        """The claims wanted; one of an event by its event, else by itself."""
        for told in self._material.claims():
            if self._wants(told.event) if told.event else self._wants_claim(told.claim):
                yield told

    def holdings(self) -> Iterator[ToldHolding]:
        """Control in the period and area, held or besieged by the actors wanted."""
        for told in self._material.holdings():
            held, place = told.holding, told.holding.place
            parties = [each for each in (held.holder, held.besieged_by) if each]
            if (
                self._meets(held.start, held.until)
                and self._there(place.id, None, place.name, _point(place))
                and self._named((party.id, party.name) for party in parties)
            ):
                yield told

    def documents(self) -> Iterator[Cited]:
        """The reports, all of them."""
        return self._material.documents()

    def decisions(self) -> Iterator[Decided]:
        """What people decided, all of it."""
        return self._material.decisions()

    def _meets(self, start: dt.date | None, until: dt.date | None) -> bool:
        """Whether a state from `start` until before `until` meets the period; open ends reach for ever."""
        since, last = self.choice.since, self.choice.until
        return (since is None or until is None or until > since) and (last is None or start is None or start <= last)

    def _wants(self, event: Event) -> bool:
        choice, place = self.choice, event.place
        if choice.types and event.type not in choice.types:
            return False
        if choice.standings and event.standing not in choice.standings:
            return False
        where = (place.id, place.within, place.name, _point(place)) if place else (None, None, "", None)
        return (
            choice.in_period(event.start, event.end)
            and self._there(*where)
            and self._named(_names((*event.agents, *event.targets)))
        )

    def _wants_claim(self, claim: Claim) -> bool:
        """A claim that no event holds has no standing: it is out where standings are asked for."""
        choice, time = self.choice, claim.time
        if choice.standings or (choice.types and claim.type not in choice.types):
            return False
        places = claim.places or claim.destination or claim.origin
        here = not (choice.area or choice.box) or any(
            self._there(place.id, place.within, place.name, _point(place)) for place in places
        )
        return (
            here
            and choice.in_period(time.start if time else None, time.end if time else None)
            and self._named(_names((*claim.agents, *claim.targets)))
        )

    def _there(self, ident: str | None, within: str | None, name: str, point: tuple[float, float] | None) -> bool:
        box = self.choice.box
        if box is not None:
            inside = point is not None and box.south <= point[0] <= box.north and box.west <= point[1] <= box.east
            if not inside:
                return False
        return not self._areas or bool(self._areas & (_forms((name,)) | self._lineage(ident) | self._lineage(within)))

    def _lineage(self, ident: str | None) -> frozenset[str]:
        """The place and all that it lies in, as ids and as forms of names."""
        if ident is None:
            return frozenset()
        if ident not in self._lineages:
            place = self._gazetteer.get(ident)
            found = {ident} | (_forms((place.name, *place.aliases)) if place else frozenset())
            for area in lineage(ident, self._gazetteer)[1:]:
                known = self._gazetteer.get(area)
                found |= {area} | (_forms((known.name,)) if known else frozenset())
            self._lineages[ident] = frozenset(found)
        return self._lineages[ident]

    def _named(self, parties: Iterable[tuple[str | None, str]]) -> bool:
        if not self._actors:
            return True
        for ident, name in parties:
            wholes = self._roster.wholes(ident) if ident else ()
            if self._actors & _forms((ident or "", name, *(whole.id for whole in wholes))):
                return True
        return False


def lineage(ident: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The id of a place and of all that it lies in, smallest first, its country last."""
    found: list[str] = []
    current: str | None = ident
    while current and current not in found and len(found) < MAX_LEVELS:
        found.append(current)
        place = gazetteer.get(current)
        if place is None:  # a part of a listed place has the place's id and its own kind: "geonames:1.hospital"
            current = current.rpartition(".")[0] or None
            continue
        current = place.admin2 or place.admin1
        if current in (None, place.id):
            current = f"country:{place.country.lower()}" if place.country and place.kind != "country" else None
    return tuple(found)


def _forms(names: Iterable[str]) -> frozenset[str]:
    """The names as given and in the normal form of spelling, so that "Idleb" finds Idlib."""
    return frozenset(form for name in names for form in (name, normal_form(name)) if form)


def _names(refs: Iterable[ActorRef]) -> Iterator[tuple[str | None, str]]:
    return ((ref.id, ref.name) for ref in refs)


def _point(place: HeldPlace | PlaceRef) -> tuple[float, float] | None:
    return (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
