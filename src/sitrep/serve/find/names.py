"""What identifies actors and places, and what the lexicon knows of those of a store, each asked for once."""

from __future__ import annotations

import datetime as dt

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.model.entities import Place


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
