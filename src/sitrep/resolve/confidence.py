"""How much a claim is worth, and why: how often claims read like it were right, and what its phrases were resolved by.

`confidence` is the share of claims with the same doubts that a careful reader recorded, too, on annotated reports: of
claims with 0.9, nine in ten. It says nothing of whether what the claim says is true.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from sitrep.extract.drafts.draft import Draft
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.model.dates import TimeRef
from sitrep.model.record import Record

ASIDE = frozenset({"headline", "heading", "caption", "pull_quote"})
BONDS = frozenset({"alliance", "control", "agreement"})


class Doubt(Record, forbid_unknown_fields=True):
    """A weight of the logistic model, and the sentence that says what it stands for."""

    weight: float
    because: str


class Calibration(Record, forbid_unknown_fields=True):
    """data/confidence.yml as it stands."""

    intercept: float
    weights: Mapping[str, Doubt]

    def score(self, doubts: Iterable[str]) -> float:
        """The share of claims with these doubts that are right, 0 to 1, to two digits."""
        total = self.intercept + sum(self.weights[name].weight for name in doubts)
        return round(1 / (1 + math.exp(-total)), 2)


@cache
def load_calibration() -> Calibration:
    """Reads the fitted weights; raises LexiconError with file and line."""
    return read_yaml(DATA / "confidence.yml", Calibration)


def doubts_of(draft: Draft, agents: tuple[ActorRef, ...], places: tuple[PlaceRef, ...]) -> frozenset[str]:
    """What speaks against a claim, by the names of data/confidence.yml."""
    kind = draft.hit.kind
    told = {
        "nobody": not agents and draft.type != "casualty_report",
        "nowhere": not places and not kind.placeless,
        "heading": draft.segment.kind in ASIDE,
        "unsure": draft.status in {"planned", "hypothetical"},
        "noun": draft.hit.token.pos_ != "VERB",
        "bond": draft.type in BONDS,
    }
    return frozenset(draft.inferred) | {name for name, doubtful in told.items() if doubtful}


def confidence_in(
    draft: Draft, agents: tuple[ActorRef, ...], places: tuple[PlaceRef, ...]
) -> tuple[float, tuple[str, ...]]:
    """The confidence in a draft, and the sentence that says why."""
    calibration, doubts = load_calibration(), doubts_of(draft, agents, places)
    score = calibration.score(doubts)
    reasons = "; ".join(calibration.weights[name].because for name in sorted(doubts))
    return score, (f"confidence {score}: {reasons or 'doer, place and status stand in the clause itself'}",)


def resolutions(*groups: Iterable[ActorRef | PlaceRef] | TimeRef | None) -> tuple[str, ...]:
    """Why each phrase was resolved so, each sentence once."""
    found: dict[str, None] = {}
    for group in groups:
        for ref in [group] if isinstance(group, TimeRef) else group or ():
            if ref.reason:
                found[ref.reason] = None
    return tuple(found)
