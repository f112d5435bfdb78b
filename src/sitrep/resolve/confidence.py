"""How much a claim is worth, and why: what lowers the confidence in it, and what each of its phrases was resolved by."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.extract.drafts.draft import Draft
from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.model.dates import TimeRef

#: What lowers the confidence in a claim, and by how much. Not calibrated yet: an order, not a probability.
DOUBTS = {
    "places": (0.15, "the place comes from another clause"),
    "agents": (0.1, "the doer comes from who speaks"),
    "deed": (0.1, "the doer comes from where the deed was told before"),
    "doer": (0.05, "the doer comes from another clause"),
    "nobody": (0.1, "nobody is named as the doer"),
    "nowhere": (0.1, "no place is named"),
    "heading": (0.2, "told in a headline, heading, caption or pull quote only"),
    "unsure": (0.1, "not told as something that happened"),
}


def confidence_in(
    draft: Draft, agents: tuple[ActorRef, ...], places: tuple[PlaceRef, ...]
) -> tuple[float, tuple[str, ...]]:
    """The confidence in a draft, and the sentence that says why."""
    doubts = set(draft.inferred)
    if not agents and draft.type not in {"casualty_report"}:
        doubts.add("nobody")
    if not places and not draft.hit.kind.placeless:
        doubts.add("nowhere")
    if draft.segment.kind in {"headline", "heading", "caption", "pull_quote"}:
        doubts.add("heading")
    if draft.status in {"planned", "hypothetical"}:
        doubts.add("unsure")
    score = round(0.95 - sum(DOUBTS[name][0] for name in doubts), 2)
    reasons = (
        "; ".join(DOUBTS[name][1] for name in sorted(doubts)) or "doer, place and status stand in the clause itself"
    )
    return score, (f"confidence {score}: {reasons}",)


def resolutions(*groups: Iterable[ActorRef | PlaceRef] | TimeRef | None) -> tuple[str, ...]:
    """Why each phrase was resolved so, each sentence once."""
    found: dict[str, None] = {}
    for group in groups:
        for ref in [group] if isinstance(group, TimeRef) else group or ():
            if ref.reason:
                found[ref.reason] = None
    return tuple(found)
