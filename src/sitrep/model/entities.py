"""What the lexicon knows: actors of the roster and places of the gazetteer."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sitrep.model.claims import Precision
from sitrep.model.record import Record

#: ACLED's actor types (codebook 2024, inter codes 1 to 8) and, for those who only speak, monitor, outlet, organisation.
ActorKind = Literal[
    "state_forces", "rebel_group", "political_militia", "identity_militia", "rioters", "protesters", "civilians",
    "external_forces", "coalition", "government", "monitor", "outlet", "organisation", "person", "side",
]  # fmt: skip


class Period(Record):
    """From `since` (included) until `until` (excluded); None is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether the day lies within; an unknown day is within any period."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Alias(Record):
    """Another way to write a name."""

    text: str
    period: Period = Period()


class Membership(Record):
    """That an actor belongs to a larger one for a time. `how`: member, ally, branch, affiliate, proxy."""

    whole: str
    how: str = "member"
    period: Period = Period()
    source: str = ""


class Siding(Record):
    """That an actor stands on a side of a war for a time: "syria:government", "syria:opposition"."""

    side: str
    period: Period = Period()


class Actor(Record):
    """An actor of the roster."""

    id: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    aliases: tuple[Alias, ...] = ()
    sides: tuple[Siding, ...] = ()
    memberships: tuple[Membership, ...] = ()
    source: str = ""


class Place(Record):
    """A place of the gazetteer. `admin1`, `country` are ids/codes of what it lies in."""

    id: str
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    precision: Precision = "exact"
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    aliases: tuple[str, ...] = ()
    radius_km: float | None = None
    source: str = ""
