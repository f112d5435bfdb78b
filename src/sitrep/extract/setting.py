"""Whether a report speaks of war at all: without a word of arms or a party to a war, "the battle" is one with a bank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sitrep.lexicon.rosters import Roster
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import lemma_of

#: Kinds of actors that fight.
FIGHTING = frozenset(
    {"rebel_group", "state_forces", "coalition", "political_militia", "identity_militia", "external_forces"}
)

#: So many sentences after the headline say what "raids" in it are.
OPENING = 2
AIR = re.compile(
    r"\b(?:air ?-?strikes?|air ?-?raids?|aerial|warplanes?|fighter jets?|helicopter gunships?|air force|air war)\b",
    re.I,
)


class Setting:
    """Which sentences of one report have a word of war or name somebody who fights."""

    def __init__(self, sentences: Sequence[Parsed], armed: frozenset[str], roster: Roster) -> None:
        self.roster = roster
        self._terms = armed
        self._armed = {sentence.number for sentence in sentences if self._speaks_of_war(sentence)}
        flying = (sentence.number for sentence in sentences if AIR.search(sentence.text))
        self._air_from = min(flying, default=len(sentences) + OPENING)

    @property
    def war(self) -> bool:
        """Whether any sentence of the report speaks of war."""
        return bool(self._armed)

    def air(self, sentence: Parsed) -> bool:
        """Whether this sentence or one before it tells of strikes from the air; the first one may leave it to the next."""
        return sentence.number >= self._air_from or (sentence.number == 0 and self._air_from <= OPENING)

    def armed(self, sentence: Parsed) -> bool:
        """Whether this sentence does."""
        return sentence.number in self._armed

    def _speaks_of_war(self, sentence: Parsed) -> bool:
        lemmas = [lemma_of(token) for token in sentence.doc]
        pairs = {f"{first} {second}" for first, second in pairwise(lemmas)}
        parts = {part for token in sentence.doc for part in sentence.words(token).lower().split("-")}
        return bool(self._terms & (set(lemmas) | pairs | parts)) or any(
            self._fights(sentence.words(token)) for token in sentence.doc if sentence.name(token) == "actor"
        )

    def _fights(self, name: str) -> bool:
        return any(actor.kind in FIGHTING for actor in self.roster.lookup(name))
