"""A claim before anybody says which actors, places and days its phrases mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from sitrep.extract.match.triggers import Hit
from sitrep.extract.quantities import Loss
from sitrep.extract.slots import Slots
from sitrep.extract.stance.speech import Said
from sitrep.extract.stance.timing import Timed
from sitrep.model.claims import Materiel, Quantity, Status
from sitrep.model.text import Segment, Span
from sitrep.read.syntax.arguments import governor
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
    beside: list[Phrase] = field(default_factory=list)  # places named around it, which may lie in the one it names
    follows: Draft | None = None  # the claim before it whose place it takes, or which is the same deed
    dated_by: Draft | None = None  # the claim whose day it has
    sides: tuple[list[Phrase], list[Phrase]] | None = None  # of a clash: the side that is not the victims' did the harm
    whole: bool = False  # of the whole country that its places lie in, as a toll of the war is
    inferred: set[str] = field(default_factory=set)  # slots that other clauses filled

    @property
    def type(self) -> str:
        """The claim type of the codebook."""
        return self.hit.kind.type

    @property
    def at(self) -> tuple[int, int]:
        """Where the trigger stands: its sentence's number, and the token's."""
        return self.sentence.number, self.hit.token.i

    @property
    def sentence(self) -> Parsed:
        """The sentence that the trigger stands in."""
        return self.hit.sentence

    @property
    def verb(self) -> Token | None:
        """The verb that the trigger is, or that carries it: "launched" of "launched an attack"."""
        token = self.hit.token
        return token if token.pos_ == "VERB" else governor(token)

    def count_for(self, number: int, group: Phrase) -> None:
        """The people of the loss with this number are those of another phrase: "… and 12 wounded"."""
        loss = self.losses[number]
        self.losses[number] = replace(loss, group=group)
        self.slots.victims = [group if phrase == loss.group else phrase for phrase in self.slots.victims]

    def take_doers(self, deed: Slots, kind: str) -> None:
        """The doer is that of a deed told elsewhere; of a clash, which side it is shows only who the victims are."""
        doers = deed.agents
        if kind == "armed_clash":
            victims = {phrase.lemma for phrase in (*self.slots.victims, *self.slots.targets)}
            mine, theirs = (any(phrase.lemma in victims for phrase in side) for side in (deed.agents, deed.targets))
            if mine == theirs:
                self.sides = list(deed.agents), list(deed.targets)
            doers = deed.targets if mine else deed.agents  # "clashed with rebel fighters … nine fighters were killed"
        self.slots.agents = [phrase for phrase in doers if phrase not in self.slots.victims]
        self.inferred.add("deed")
