"""A spell: one state of a place between two changes, while its evidence is gone through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sitrep.infer.evidence import Evidence
from sitrep.model.claims import ActorRef
from sitrep.model.control import State


@dataclass
class Siege:
    """From when it is besieged, and by whom."""

    evidence: list[Evidence]

    @property
    def first(self) -> dt.date | None:
        """The earliest first day known."""
        return min((e.first for e in self.evidence if e.first is not None), default=None)

    @property
    def last(self) -> dt.date:
        """The latest first day."""
        return min(e.last for e in self.evidence)


@dataclass
class Spell:
    """One state of the place until the next one; `first` to `latest` is when it began (None: before any evidence)."""

    state: State
    first: dt.date | None
    latest: dt.date | None
    evidence: list[Evidence] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    siege: Siege | None = None
    by_gain: bool = False
    by_leaving: bool = False
    admitted: bool = False
    held_at: dt.date | None = None

    @property
    def party(self) -> tuple[ActorRef, ...]:
        """Who holds it, each naming of each claim."""
        if self.state in ("contested", "unknown"):
            return ()
        holding = tuple(ref for e in self.evidence if e.kind in ("holds", "gains") for ref in e.party)
        return holding or tuple(ref for e in self.evidence if e.kind == "besieged" for ref in e.others)

    @property
    def last_evidence(self) -> dt.date | None:
        """The last day that evidence speaks for."""
        return max((e.last for e in self.evidence), default=None)
