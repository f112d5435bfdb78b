"""Control: who held a place when, and on what evidence."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from sitrep.model.claims import Precision
from sitrep.model.record import Record, hashed_id

State = Literal["held", "contested", "claimed", "unknown"]


class HeldPlace(Record):
    """The one place that a holding speaks of."""

    id: str | None
    name: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unlocated"


class Holder(Record):
    """Who holds or besieges."""

    id: str | None
    name: str


class Holding(Record):
    """One state of one place between two changes; each change has an earliest and a latest day (contract.md)."""

    place: HeldPlace
    holder: Holder | None
    side: str | None
    state: State
    besieged_by: Holder | None = None
    start: dt.date | None = msgspec.field(name="from", default=None)
    start_latest: dt.date | None = msgspec.field(name="from_latest", default=None)
    until: dt.date | None = None
    until_earliest: dt.date | None = None
    last_evidence: dt.date | None = None
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()


def holding_id(holding: Holding) -> str:
    """A holding's id, by which people ask for it: a hash of place, holder, state and days. Not part of its JSON."""
    holder, besieger = holding.holder, holding.besieged_by
    days = (holding.start, holding.start_latest, holding.until, holding.until_earliest)
    said = "\x1f".join(
        (
            holding.place.id or holding.place.name,
            holding.state,
            (holder.id or holder.name) if holder else "",
            (besieger.id or besieger.name) if besieger else "",
            *(day.isoformat() if day else "" for day in days),
        )
    )
    return hashed_id("h", said)
