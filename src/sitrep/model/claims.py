"""Claims: one thing that a report says happened, is so or is planned, with who says it and the words that say so."""

from __future__ import annotations

from typing import Literal

from sitrep.model.dates import TimeRef
from sitrep.model.origin import Origin
from sitrep.model.record import Record, hashed_id
from sitrep.model.text import SegmentKind, Span

Status = Literal["happened", "ongoing", "planned", "denied", "hypothetical"]
Outcome = Literal["killed", "wounded", "captured", "missing", "displaced"]
Precision = Literal["exact", "near", "admin2", "admin1", "area", "country", "unlocated"]


class ActorRef(Record):
    """Words that stand for an actor. `id` is a roster id, or `unlisted:…` for a named group that the roster lacks;
    None for a bare description that nothing resolves ("militants")."""

    id: str | None
    name: str
    text: str
    start: int
    end: int
    reason: str = ""


class PlaceRef(Record):
    """Words that stand for a place. No coordinates where nothing knows them: `precision` is then `unlocated`.

    `within` is the id of the smallest known area around it, `radius_km` the size of the uncertainty.
    """

    id: str | None
    name: str
    text: str
    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unlocated"
    reason: str = ""
    kind: str = ""  # what it is: "city", "base", "checkpoint", "road", "admin1", "country", …
    within: str | None = None
    radius_km: float | None = None


class Group(Record):
    """Who was killed, hurt or taken."""

    id: str | None
    name: str
    text: str

    @property
    def named(self) -> bool:
        """Whether the words say who: "a toll of 40" does not."""
        return self.id is not None or any(char.isalpha() for char in self.name)


class Casualty(Record):
    """People with one outcome. `low`/`high` as guidelines say: "at least 15" is 15 and None, "dozens" 24 and None."""

    group: Group
    outcome: Outcome
    low: int | None
    high: int | None
    text: str
    span: Span


class Materiel(Record):
    """Weapons, vehicles, stores taken or destroyed; `item` is the singular noun as written ("mortar cannon")."""

    item: str
    low: int | None
    high: int | None
    outcome: Literal["captured", "destroyed", "damaged"]
    text: str
    span: Span


class Quantity(Record):
    """Anything else counted: raids, barrel bombs, fighters, villages, days."""

    unit: str
    low: int | None
    high: int | None
    text: str
    span: Span


class Claim(Record):
    """One claim. Field meanings: docs/records.md."""

    id: str
    document: str
    type: str
    status: Status
    trigger: Span
    evidence: Span
    agents: tuple[ActorRef, ...] = ()
    targets: tuple[ActorRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    origin: tuple[PlaceRef, ...] = ()
    destination: tuple[PlaceRef, ...] = ()
    time: TimeRef | None = None
    sources: tuple[ActorRef, ...] = ()
    medium: str | None = None
    casualties: tuple[Casualty, ...] = ()
    materiel: tuple[Materiel, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    part: bool = False  # speaks of a part of the place only: "the gate", "most of", "almost entirely"
    segment: SegmentKind = "body"
    copy_of: Span | None = None  # the earlier words of the same report that this one repeats
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    origin_of_record: Origin | None = None


def claim_id(document: str, kind: str, trigger: Span, roles: tuple[str, ...]) -> str:
    """A claim's id: a hash of what is said, so that the same input gives the same id."""
    said = "\x1f".join((document, kind, str(trigger.start), str(trigger.end), trigger.text, *roles))
    return hashed_id("c", said)


def amount(low: int | None, high: int | None) -> str:
    """A number with its bounds in words: "40 to 60", "at least 4", "some"."""
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    return f"at most {high}" if high is not None else "some"
