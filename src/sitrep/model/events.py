"""Events: the claims of one or many reports about one occurrence, with what they agree and disagree on."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sitrep.model.claims import ActorRef, Group, Outcome, PlaceRef, Status
from sitrep.model.record import Record

Standing = Literal["claimed", "single", "repeated", "corroborated", "disputed", "denied"]


class Figure(Record):
    """One figure for a toll or a count, and the claims that give it."""

    low: int | None
    high: int | None
    claims: tuple[str, ...]


class Toll(Record):
    """People of one group with one outcome, over all claims of an event. `best` by the rule in docs/events.md."""

    group: Group
    outcome: Outcome
    low: int | None
    high: int | None
    best: int | None
    figures: tuple[Figure, ...] = ()


class Stock(Record):
    """Materiel of one item and outcome over all claims of an event."""

    item: str
    outcome: str
    low: int | None
    high: int | None
    best: int | None
    figures: tuple[Figure, ...] = ()


class Account(Record):
    """One side of a dispute: a value in words and the claims that hold it."""

    value: str
    claims: tuple[str, ...]


class Dispute(Record):
    """Accounts that differ on one slot, on `status` or on `type`."""

    field: str
    accounts: tuple[Account, ...]


class Linked(Record):
    """Another event of the same episode."""

    id: str
    how: str


class Event(Record):
    """One occurrence. Field meanings: docs/records.md."""

    id: str
    type: str
    status: Status
    agents: tuple[ActorRef, ...]
    targets: tuple[ActorRef, ...]
    place: PlaceRef | None
    start: dt.date | None
    end: dt.date | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    standing: Standing
    casualties: tuple[Toll, ...] = ()
    materiel: tuple[Stock, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    linked: tuple[Linked, ...] = ()
    reasons: tuple[str, ...] = ()


class Part(Record):
    """Claims that hang together and with no others, and their events before events of one episode are linked.

    `where` and `what` are hashes of what they depend on (sitrep.fuse.parts); where both are the same, so are the events.
    """

    where: str
    what: str
    claims: tuple[str, ...]
    events: tuple[Event, ...]


class Fused(Record):
    """What fusion says: the events, and the parts that a later run need not fuse anew. `method` is what made them."""

    events: tuple[Event, ...] = ()
    parts: tuple[Part, ...] = ()
    method: str = ""


class Decided(Record):
    """Pairs of claim ids that people decided to tell one occurrence (`together`) or two (`apart`)."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
