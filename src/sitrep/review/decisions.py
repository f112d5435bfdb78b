"""What a person decided: one appended record, with who, when, on which evidence, what was before and what is after."""

from __future__ import annotations

from typing import Literal

from sitrep.model.claims import (
    ActorRef,
    Casualty,
    Claim,
    Materiel,
    PlaceRef,
    Precision,
    Quantity,
    Status,
)
from sitrep.model.dates import TimeRef
from sitrep.model.record import Record, hashed_id, replace, to_json

Kind = Literal[
    "accept", "correct", "reject", "unsure", "skip", "merge", "split", "link", "alias", "place", "undo"
]  # fmt: skip

#: Kinds that judge a claim or an event. The others change what names mean or which claims belong together.
VERDICTS: frozenset[Kind] = frozenset({"accept", "correct", "reject", "unsure", "skip"})


class Said(Record):
    """A claim as it was when somebody decided on it: by its id, by where its words stand, and by a digest of all that
    it said. Another digest at the same words means that the evidence changed."""

    id: str
    document: str
    type: str
    start: int
    end: int
    digest: str


class Slots(Record, omit_defaults=True):
    """Slots of a claim that a correction speaks of; None is "not spoken of", an empty tuple is "nobody, nowhere"."""

    type: str | None = None
    status: Status | None = None
    agents: tuple[ActorRef, ...] | None = None
    targets: tuple[ActorRef, ...] | None = None
    places: tuple[PlaceRef, ...] | None = None
    origin: tuple[PlaceRef, ...] | None = None
    destination: tuple[PlaceRef, ...] | None = None
    time: TimeRef | None = None
    sources: tuple[ActorRef, ...] | None = None
    casualties: tuple[Casualty, ...] | None = None
    materiel: tuple[Materiel, ...] | None = None
    quantities: tuple[Quantity, ...] | None = None


class Meaning(Record, omit_defaults=True):
    """Whom or what a name stands for. Of a place also where it is and how well that is known."""

    sort: Literal["actor", "place"]
    id: str
    name: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unlocated"
    kind: str = ""
    within: str | None = None
    radius_km: float | None = None


class Decision(Record, omit_defaults=True, kw_only=True):
    """One decision. Never changed: who thinks better of it appends another one that names it as `predecessor`.

    subject      what it is about: the id of a claim or event, or "actor:NAME", "place:NAME" for what a name means
    predecessor  the last decision on the subject that the person saw; None for the first
    claims       the claims it speaks of; of a merge those of one event, of a split those that leave
    others       of a merge those of the other event, of a split those that stay
    name, document, meaning  of link, alias and place: the words, where they stand (link), and what they stand for
    undoes       of undo: the decision that holds no longer
    """

    id: str = ""
    kind: Kind
    subject: str
    decided_at: str
    decided_by: str
    predecessor: str | None = None
    claims: tuple[Said, ...] = ()
    others: tuple[Said, ...] = ()
    before: Slots | None = None
    after: Slots | None = None
    name: str | None = None
    document: str | None = None
    meaning: Meaning | None = None
    undoes: str | None = None
    note: str = ""


def with_id(decision: Decision) -> Decision:
    """The decision under its id: a hash of all it says, so that a changed line of a log shows."""
    return replace(decision, id=hashed_id("k", to_json(replace(decision, id="")), digits=24))


def said(claim: Claim) -> Said:
    """What a decision notes of a claim. Confidence, reasons and engine may change; what is said may not."""
    plain = replace(claim, confidence=0.0, reasons=(), origin_of_record=None)
    return Said(
        id=claim.id,
        document=claim.document,
        type=claim.type,
        start=claim.trigger.start,
        end=claim.trigger.end,
        digest=hashed_id("s", to_json(plain)),
    )


def slots_of(claim: Claim, names: tuple[str, ...]) -> Slots:
    """These slots of a claim as they are."""
    return Slots(**{name: getattr(claim, name) for name in names})


def changed_slots(slots: Slots) -> tuple[str, ...]:
    """The names of the slots that are spoken of."""
    return tuple(name for name in Slots.__struct_fields__ if getattr(slots, name) is not None)
