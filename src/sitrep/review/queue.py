"""What to look at first: uncertainty times weight, each with the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log1p
from typing import NamedTuple, Protocol

from sitrep.model.claims import PlaceRef
from sitrep.model.events import Event
from sitrep.model.origin import Reason
from sitrep.review.decisions import Decision, Said
from sitrep.review.state import Now, reopened

#: What each thing about an event adds to its uncertainty. The least sure reading counts by itself, 0 to 1.
DISPUTED = 0.6
UNLOCATED = 0.3
UNDATED = 0.2
#: The confidence of an event of which no claim is at hand.
UNKNOWN = 0.5

#: How an event stands with people, in the order of the facet.
REVIEWS = ("undecided", "reopened", "unsure", "skipped", "partly", "accepted")


class Doubt(NamedTuple):
    """What of an event makes it worth a look: `least` is the confidence of the claim that was read least surely, `people`
    the largest figure that it tells. Figures are not added up: two of them may speak of the same people."""

    least: float
    disputed: bool
    located: bool
    dated: bool
    claims: int
    people: int

    @property
    def weight(self) -> float:
        """Uncertainty times weight: a sort key, not a probability."""
        doubt = (
            1.0 - self.least + DISPUTED * self.disputed + UNLOCATED * (not self.located) + UNDATED * (not self.dated)
        )
        return round(doubt * (1.0 + log1p(self.claims) + log1p(self.people)), 4)


class Weighed(Protocol):
    """An event as far as weighing needs it."""

    @property
    def place(self) -> PlaceRef | None: ...
    @property
    def start(self) -> object: ...
    @property
    def end(self) -> object: ...
    @property
    def claims(self) -> tuple[str, ...]: ...
    @property
    def disputes(self) -> Sequence[object]: ...
    @property
    def casualties(self) -> Sequence[Told]: ...


class Told(Protocol):
    """A figure."""

    @property
    def low(self) -> int | None: ...
    @property
    def best(self) -> int | None: ...


def doubt_of(event: Weighed, confidences: Iterable[float]) -> Doubt:
    """What speaks for looking at the event. `confidences` are those of its claims."""
    return Doubt(
        least=min(confidences, default=UNKNOWN),
        disputed=bool(event.disputes),
        located=event.place is not None and event.place.precision != "unlocated",
        dated=event.start is not None or event.end is not None,
        claims=len(event.claims),
        people=max((toll.best or toll.low or 0 for toll in event.casualties), default=0),
    )


def priority(event: Event, confidences: Iterable[float]) -> Reason:
    """How much looking at an event could change, and why."""
    doubt = doubt_of(event, confidences)
    why = [f"the least sure of its claims was read with {doubt.least:.2f}"]
    if doubt.disputed:
        why.append(f"accounts differ on {', '.join(sorted({each.field for each in event.disputes}))}")
    if not doubt.located:
        why.append("nothing puts it on the map")
    if not doubt.dated:
        why.append("it has no day")
    claims = "1 claim" if doubt.claims == 1 else f"{doubt.claims:,} claims"
    why.append(claims + (f", of as many as {doubt.people:,} people" if doubt.people else ""))
    return Reason(score=doubt.weight, because="; ".join(why))


class Reviews:
    """How events stand after all decisions."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._of_claim: dict[str, list[Decision]] = {}
        for subject, decision in now.verdicts.items():
            for each in decision.claims:
                self._of_claim.setdefault(each.id, []).append(decision)
            self._of_claim.setdefault(subject, [])

    def concerns(self, event: str, claims: Iterable[str]) -> bool:
        """Whether anybody judged the event or any of its claims: if not, its claims need not be read."""
        return event in self._now.verdicts or any(claim in self._of_claim for claim in claims)

    def review(self, event: Event, claims: Mapping[str, Said]) -> str:
        """One of REVIEWS. `claims` are the event's, as they were read."""
        present = [claims[ident] for ident in event.claims if ident in claims]
        own = self._now.verdicts.get(event.id)
        if own is not None:
            return "reopened" if reopened(own, present) else _WORDS[own.kind]
        single = [self._now.verdicts.get(each.id) for each in present]
        for each, verdict in zip(present, single, strict=True):
            if verdict is not None and reopened(verdict, [each]):
                return "reopened"
        words = [_WORDS[verdict.kind] for verdict in single if verdict is not None]
        if words and len(words) == len(present):
            return words[0] if len(set(words)) == 1 else "partly"
        if words:
            return "partly"
        elsewhere = any(
            decision.subject.startswith("e-") for each in present for decision in self._of_claim.get(each.id, ())
        )
        return "reopened" if elsewhere else "undecided"


_WORDS: Mapping[str, str] = {
    "accept": "accepted", "correct": "accepted", "reject": "accepted", "unsure": "unsure", "skip": "skipped",
}  # fmt: skip
