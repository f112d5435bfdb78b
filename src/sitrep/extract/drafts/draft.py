"""A claim before anybody says which actors, places and days its phrases mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.extract.match.triggers import Hit
from sitrep.extract.quantities import Loss
from sitrep.extract.roles import Slots
from sitrep.extract.stance.speech import Said
from sitrep.extract.stance.timing import Timed
from sitrep.model.claims import Materiel, Quantity, Status
from sitrep.model.text import Segment, Span
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase


@dataclass(slots=True)
class Draft:
    """One claim to be: its trigger, status, phrases by slot, and the reasons."""

    hit: Hit
    status: Status
    slots: Slots
    said: Said
    timed: Timed | None
    trigger: Span
    evidence: Span
    segment: Segment
    losses: list[Loss] = field(default_factory=list)
    materiel: list[Materiel] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    cause: Hit | None = None  # the deed that a clause of killing names
    two_sided: bool = False  # the agents are both sides of a clash: those who are not the victims did it
    beside: list[Phrase] = field(default_factory=list)  # places named around it, which may lie in the one it names
    follows: Draft | None = None  # the claim before it whose place it takes, or which is the same deed
    inferred: set[str] = field(default_factory=set)  # slots that other clauses filled

    @property
    def type(self) -> str:
        """The claim type of the codebook."""
        return self.hit.kind.type

    @property
    def sentence(self) -> Parsed:
        """The sentence that the trigger stands in."""
        return self.hit.sentence
