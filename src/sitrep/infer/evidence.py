"""Evidence of control: what each event or statement says of who holds a place, with the days that it speaks for."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.model.record import Record

#: In the order in which evidence of one day is gone through: what was so before what changed it.
Kind = Literal["fought", "holds", "besieged", "partial", "leaves", "gains"]


class Evidence(Record):
    """What one event or statement says of one place.

    kind       holds: `party` holds it; besieged: by `party`; partial: `party` takes or holds a part of it;
               leaves: `party` leaves it; gains: `party` takes it; fought: a battle for it, which says something
               of who held it only together with its end
    first,last the days it may speak for; `last` is always known, for nothing is later than its report
    through    it speaks for every day from first to last ("since 2011"), not for one day among them
    begun      of a stretch: the latest day on which it began, `first` the earliest
    told_at    where in which report its claims stand
    until_told only the report's own day bounds it from above
    others     who held it (gains) or is besieged in it (besieged), where told
    own_word   said by the side of `party` alone
    denied     claims that deny it
    """

    kind: Kind
    place: PlaceRef
    party: tuple[ActorRef, ...]
    first: dt.date | None
    last: dt.date
    claims: tuple[str, ...]
    origins: tuple[tuple[str, float], ...]
    told_at: tuple[tuple[str, int], ...]
    through: bool = False
    begun: dt.date | None = None
    until_told: bool = False
    others: tuple[ActorRef, ...] = ()
    own_word: bool = False
    denied: tuple[str, ...] = ()
    because: str = ""  # {0} stands for the party

    @property
    def documents(self) -> frozenset[str]:
        """The reports that tell it."""
        return frozenset(document for document, _ in self.told_at)
