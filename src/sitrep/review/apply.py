"""Decisions on claims as they were read: corrected claims, rejected ones, and what must or must not be one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sitrep.model.claims import ActorRef, Claim, PlaceRef
from sitrep.model.record import Record, replace
from sitrep.review.decisions import Decision, Meaning, Said, changed_slots, said
from sitrep.review.state import Now, Pair, form_of
from sitrep.review.ties import settled

Ref = TypeVar("Ref", ActorRef, PlaceRef)

ACTOR_SLOTS = ("agents", "targets", "sources")
PLACE_SLOTS = ("places", "origin", "destination")


class Lost(Record):
    """A decision whose words are no longer read as a claim; it is kept and holds again when they are."""

    decision: str
    claim: str


class Applied(Record):
    """Claims after all decisions.

    claims    those that count, in the order given; corrected ones say so in their reasons
    changed   those of them that decisions changed
    rejected  ids of claims, as read, that count no longer
    together, apart  pairs of ids of claims, smaller first
    """

    claims: tuple[Claim, ...]
    changed: tuple[Claim, ...]
    rejected: tuple[str, ...]
    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    lost: tuple[Lost, ...]


def apply(now: Now, claims: Sequence[Claim]) -> Applied:
    """The claims as decided. A decision finds its claim by id, else by the same words of the same report."""
    finder = Finder(claims)
    lost = {Lost(decision=decision.id, claim=each.id): None for decision, each in _spoken_of(now) if not finder(each)}
    corrections: dict[str, list[Decision]] = defaultdict(list)
    for decision, each in _spoken_of(now):
        found = finder(each)
        if found and decision in now.corrected.get(each.id, ()) and decision not in corrections[found]:
            corrections[found].append(decision)
    rejected = {found for ident, decision in now.rejected.items() if (found := finder.of(ident, decision))}
    kept, changed = [], []
    for claim in claims:
        if claim.id in rejected:
            continue
        decided = _corrected(_meant(claim, now.meanings), corrections.get(claim.id, ()))
        kept.append(decided)
        if decided is not claim:
            changed.append(decided)
    together, apart = settled(_pairs(now.together, finder, now), _pairs(now.apart, finder, now))
    return Applied(
        claims=tuple(kept),
        changed=tuple(changed),
        rejected=tuple(sorted(rejected)),
        together=together,
        apart=apart,
        lost=tuple(lost),
    )


class Finder:
    """Which of the present claims a decision means."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.present: set[str] = set()
        self.at: dict[tuple[str, str, int, int], list[str]] = defaultdict(list)
        for claim in claims:
            self.present.add(claim.id)
            self.at[(claim.document, claim.type, claim.trigger.start, claim.trigger.end)].append(claim.id)

    def __call__(self, each: Said) -> str | None:
        """The id of the claim, which is another one where the same words are now read with other slots."""
        if each.id in self.present:
            return each.id
        same = self.at.get((each.document, each.type, each.start, each.end), ())
        return same[0] if len(same) == 1 else None

    def of(self, ident: str, decision: Decision) -> str | None:
        """The claim that a decision called by this id."""
        return next((self(each) for each in (*decision.claims, *decision.others) if each.id == ident), None)


def _spoken_of(now: Now) -> Iterable[tuple[Decision, Said]]:
    seen: set[tuple[str, str]] = set()
    groups = [decision for found in now.corrected.values() for decision in found]
    for decision in (*groups, *now.rejected.values(), *now.together.values(), *now.apart.values()):
        for each in (*decision.claims, *decision.others):
            if (decision.id, each.id) not in seen:
                seen.add((decision.id, each.id))
                yield decision, each


def _pairs(decided: dict[Pair, Decision], finder: Finder, now: Now) -> dict[Pair, int]:
    """Pairs of present claims, each with the place in the log of the decision that says so."""
    found: dict[Pair, int] = {}
    for (one, other), decision in decided.items():
        a, b = finder.of(one, decision), finder.of(other, decision)
        if a and b and a != b:
            pair = (min(a, b), max(a, b))
            found[pair] = max(now.order[decision.id], found.get(pair, -1))
    return found


def _corrected(claim: Claim, decisions: Sequence[Decision]) -> Claim:
    for decision in decisions:
        if decision.after is None:
            continue
        names = changed_slots(decision.after)
        values = {name: getattr(decision.after, name) for name in names}
        told = f"{', '.join(names)} corrected by {decision.decided_by} on {decision.decided_at[:10]}"
        claim = replace(claim, **values, reasons=(*claim.reasons, told))
    return claim


def _meant(claim: Claim, meanings: Sequence[Decision]) -> Claim:
    """The claim with its names linked as decided."""
    for decision in meanings:
        meaning = decision.meaning
        if meaning is None or decision.name is None or decision.document not in (None, claim.document):
            continue
        slots = ACTOR_SLOTS if meaning.sort == "actor" else PLACE_SLOTS
        changes = {}
        for slot in slots:
            before = getattr(claim, slot)
            after = tuple(_linked(ref, decision, meaning) for ref in before)
            if after != before:
                changes[slot] = after
        if changes:
            told = f"“{decision.name}” linked to {meaning.name} by {decision.decided_by} on {decision.decided_at[:10]}"
            claim = replace(claim, **changes, reasons=(*claim.reasons, told))
    return claim


def _linked(ref: Ref, decision: Decision, meaning: Meaning) -> Ref:
    if form_of(decision.name or "") not in {form_of(text) for text in (ref.name, ref.text) if text}:
        return ref
    if isinstance(ref, ActorRef):
        return replace(ref, id=meaning.id, name=meaning.name, reason=f"linked by {decision.decided_by}")
    return replace(
        ref,
        id=meaning.id,
        name=meaning.name,
        lat=meaning.lat,
        lon=meaning.lon,
        precision=meaning.precision,
        kind=meaning.kind,
        within=meaning.within,
        radius_km=meaning.radius_km,
        reason=f"linked by {decision.decided_by}",
    )


def present(claims: Iterable[Claim]) -> tuple[Said, ...]:
    """What a decision on these claims notes of them."""
    return tuple(said(claim) for claim in claims)
