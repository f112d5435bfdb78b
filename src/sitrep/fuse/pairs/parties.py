"""Who belongs with whom: what two sets of actors have to do with each other, through memberships and sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, Protocol

from sitrep.model.claims import ActorRef
from sitrep.model.entities import Actor
from sitrep.model.origin import Reason

#: The best tie between any two of two sets. "other": named, no tie known. "unnamed": one set names nobody.
Tie = Literal["same", "compatible", "side", "other", "opposed", "unnamed"]


class Roster(Protocol):
    """What fusion and control ask of `sitrep.lexicon.rosters.Roster`."""

    def get(self, actor: str, /) -> Actor | None:
        """The actor of that id."""

    def compatible(self, a: str, b: str, on: dt.date | None, /) -> Reason | None:
        """Why the two ids may stand for one party on that day, or None."""

    def side(self, actor: str, on: dt.date | None, /) -> str | None:
        """The side of a war on which the actor stands that day."""

    def lookup(self, name: str, on: dt.date | None = None, /) -> tuple[Actor, ...]:
        """The actors of that name, best first."""


class Parties:
    """A roster with what has been asked of it remembered: fusion asks the same few thousand pairs again and again."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._compatible: dict[tuple[str, str, dt.date | None], Reason | None] = {}
        self._sides: dict[tuple[str, dt.date | None], str | None] = {}
        self._publishers: dict[str, tuple[ActorRef, str] | None] = {}

    def publisher(self, outlet: str) -> tuple[ActorRef, str] | None:
        """The outlet as the roster knows it, and the name of the publisher's family that it belongs to; None where the
        roster does not know it. Outlets of one family are one voice."""
        if outlet not in self._publishers:
            known = next((actor for actor in self._roster.lookup(outlet) if actor.kind == "outlet"), None)
            self._publishers[outlet] = (_ref(known), self._family(known).name) if known is not None else None
        return self._publishers[outlet]

    def _family(self, outlet: Actor) -> Actor:
        """The outlet at the head of the family: the whole of its whole, as long as that is an outlet."""
        seen = {outlet.id}
        while True:
            wholes = [self._roster.get(each.whole) for each in outlet.memberships]
            houses = [
                whole for whole in wholes if whole is not None and whole.kind == "outlet" and whole.id not in seen
            ]
            if not houses:
                return outlet
            outlet = houses[0]
            seen.add(outlet.id)

    def side(self, actor: ActorRef, on: dt.date | None) -> str | None:
        """The actor's side on that day; None where unknown."""
        if actor.id is None:
            return None
        key = (actor.id, on)
        if key not in self._sides:
            self._sides[key] = self._roster.side(actor.id, on)
        return self._sides[key]

    def sides(self, actors: Sequence[ActorRef], on: dt.date | None) -> frozenset[str]:
        """The sides of all of them that have one."""
        return frozenset(side for actor in actors if (side := self.side(actor, on)) is not None)

    def kind(self, actor: ActorRef) -> str | None:
        """What the roster says the actor is: "rebel_group", "side", "monitor", …"""
        known = self._roster.get(actor.id) if actor.id is not None else None
        return known.kind if known is not None else None

    def compatible(self, a: ActorRef, b: ActorRef, on: dt.date | None) -> Reason | None:
        """Why two actors may be one party: one is the other, a member of it, or its side. None: nothing says so."""
        if a.id is None or b.id is None:
            return None
        first, second = sorted((a.id, b.id))
        key = (first, second, on)
        if key not in self._compatible:
            self._compatible[key] = self._roster.compatible(first, second, on)
        return self._compatible[key]

    def tie(self, some: Sequence[ActorRef], others: Sequence[ActorRef], on: dt.date | None) -> tuple[Tie, str]:
        """The best tie between any two of the sets, and its detail in words."""
        named = [actor for actor in some if actor.id is not None]
        named_others = [actor for actor in others if actor.id is not None]
        if not named or not named_others:
            return "unnamed", ""
        shared = sorted({a.name for a in named for b in named_others if a.id == b.id})
        if shared:
            return "same", ", ".join(shared)
        pairs = [(a, b) for a in named for b in named_others]
        reasons = sorted({reason.because for a, b in pairs if (reason := self.compatible(a, b, on)) is not None})
        if reasons:
            return "compatible", reasons[0]
        detail = " / ".join((_names(named), _names(named_others)))
        sides, other_sides = self.sides(named, on), self.sides(named_others, on)
        if sides & other_sides:
            return "side", detail
        return ("opposed" if sides and other_sides else "other"), detail


def _ref(actor: Actor) -> ActorRef:
    return ActorRef(id=actor.id, name=actor.name, text=actor.name, start=0, end=0, reason="publisher")


def _names(actors: Sequence[ActorRef]) -> str:
    return ", ".join(sorted({actor.name for actor in actors}))
