"""Whether a report speaks of war at all: without a word of arms or a party to a war, "the battle" is one with a bank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sitrep.lexicon.rosters import Roster
from sitrep.read.quotes import Quotes
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import lemma_of

#: Kinds of actors that fight.
FIGHTING = frozenset(
    {"rebel_group", "state_forces", "coalition", "political_militia", "identity_militia", "external_forces"}
)
#: What makes war where a nation has it: "Russian jets".
FLOWN = frozenset({"jet", "plane", "aircraft", "helicopter"})

#: So many sentences after the headline say what "raids" in it are.
OPENING = 2
AIR = re.compile(
    r"\b(?:air ?-?strikes?|air ?-?raids?|aerial|warplanes?|fighter jets?|helicopter gunships?|air force|air war)\b",
    re.I,
)


class Setting:
    """Which sentences of one report have a word of war or name somebody who fights."""

    def __init__(self, sentences: Sequence[Parsed], quotes: Quotes, armed: frozenset[str], roster: Roster) -> None:
        self.roster = roster
        self._terms = armed
        self._armed = {sentence.number for sentence in sentences if self._speaks_of_war(sentence)}
        self._led = {
            second.number
            for first, second in pairwise(sentences)
            if first.segment == second.segment and first.number in self._armed and _goes_on(first, second, quotes)
        }
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
        """Whether this sentence does, or the one before it in a quotation: "We heard shells. My neighbour's wife died"."""
        return sentence.number in self._armed or sentence.number in self._led

    def _speaks_of_war(self, sentence: Parsed) -> bool:
        lemmas = [lemma_of(token) for token in sentence.doc]
        pairs = {f"{first} {second}" for first, second in pairwise(lemmas)}
        parts = {part for token in sentence.doc for part in sentence.words(token).lower().split("-")}
        fights = (self._fights(sentence.words(token)) for token in sentence.doc if sentence.name(token) == "actor")
        return bool(self._terms & (set(lemmas) | pairs | parts)) or any(fights) or _flies(sentence)

    def _fights(self, name: str) -> bool:
        return any(actor.kind in FIGHTING for actor in self.roster.lookup(name))


def _goes_on(first: Parsed, second: Parsed, quotes: Quotes) -> bool:
    """Whether a quotation in which the first sentence ends goes on in the second."""
    quote = quotes.at(first.pieces[-1].end - 1)
    return quote is not None and quote == quotes.at(second.pieces[0].start)


def _flies(sentence: Parsed) -> bool:
    """ "Russian jets struck": planes of a nation, as who does something."""
    planes = (token for token in sentence.doc if lemma_of(token) in FLOWN and token.dep_ in {"nsubj", "obl:agent"})
    return any(child.dep_ == "amod" and child.text[0].isupper() for plane in planes for child in plane.children)
