"""What to look at first: uncertainty times weight, each with the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log1p

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.origin import Reason
from sitrep.review.decisions import Decision, Said
from sitrep.review.state import Now, reopened

#: What each thing about an event adds to its uncertainty. The least sure reading counts by itself, 0 to 1.
DISPUTED = 0.6
UNLOCATED = 0.3
UNDATED = 0.2

#: How an event stands with people, in the order of the facet.
REVIEWS = ("undecided", "reopened", "unsure", "skipped", "partly", "accepted")


def priority(event: Event, confidences: Iterable[float]) -> Reason:
    """How much looking at an event could change: a sort key, not a probability."""
    why = []
    least = min(confidences, default=0.5)
    why.append(f"the least sure of its claims was read with {least:.2f}")
    if event.disputes:
        why.append(f"accounts differ on {', '.join(sorted({each.field for each in event.disputes}))}")
    if event.place is None or event.place.precision == "unlocated":
        why.append("nothing puts it on the map")
    if event.start is None and event.end is None:
        why.append("it has no day")
    people = sum(toll.best or toll.low or 0 for toll in event.casualties)
    why.append(f"{len(event.claims)} claims" + (f", {people} people" if people else ""))
    score = weight_of(
        least,
        disputed=bool(event.disputes),
        located=event.place is not None and event.place.precision != "unlocated",
        dated=event.start is not None or event.end is not None,
        claims=len(event.claims),
        people=people,
    )
    return Reason(score=score, because="; ".join(why))


def weight_of(least: float, *, disputed: bool, located: bool, dated: bool, claims: int, people: int) -> float:
    """Uncertainty times weight: `least` is the confidence of the claim that was read least surely."""
    doubt = 1.0 - least + DISPUTED * disputed + UNLOCATED * (not located) + UNDATED * (not dated)
    return round(doubt * (1.0 + log1p(claims) + log1p(people)), 4)


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


def lowest(claims: Sequence[Claim]) -> float:
    """The confidence of the least surely read claim."""
    return min((claim.confidence for claim in claims), default=0.5)
