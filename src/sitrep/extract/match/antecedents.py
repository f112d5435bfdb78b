""" "It" that means a place: "took the town and lost it again", "The city fell in May. It was retaken in June"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from sitrep.lexicon.codebook import Codebook
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import preposition, with_particle
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: Types of claims of which a place is the object: only with their verbs is "it" read as a place.
OF_PLACES = frozenset({"territory_gain", "control", "encirclement"})
CORE = frozenset({"nsubj", "nsubj:pass", "obj"})
#: Verbs of which a place is the subject: "it fell", "it remained under their control".
BEFALLS = frozenset({"fall", "remain", "stay", "come", "pass", "return", "be", "collapse"})


class Antecedents:
    """Finds the place that an "it" means, where the last thing spoken of is one."""

    def __init__(self, codebook: Codebook) -> None:
        taken = (entry.verbs for kind, entry in codebook.triggers() if kind.type in OF_PLACES)
        self._verbs = frozenset(verb for verbs in taken for verb in verbs)

    def fill(self, sentences: Sequence[Parsed], grids: Mapping[int, dict[int, Phrase]]) -> None:
        """Puts the place's phrase where "it" stands, in the grids."""
        last: Phrase | None = None
        for sentence in sentences:
            grid = grids[sentence.number]
            for number in sorted(grid):
                phrase = grid[number]
                if phrase.head.lower_ == "it" and phrase.sort == "pronoun":
                    if last is not None and last.kind == "place" and self._of_place(phrase.head):
                        grid[number] = last
                elif _is_spoken_of(phrase):
                    last = phrase

    def _of_place(self, pronoun: Token) -> bool:
        verb = pronoun.head
        if pronoun.dep_ == "nsubj":
            return verb.pos_ in {"NOUN", "PROPN"} or lemma_of(verb) in BEFALLS
        verbs = {lemma_of(verb), with_particle(verb)}
        return pronoun.dep_ in {"obj", "nsubj:pass"} and bool(verbs & self._verbs)


def _is_spoken_of(phrase: Phrase) -> bool:
    """Whether an "it" after it may mean it: one thing or place, as subject, object, or what a deed is done to."""
    head = phrase.head
    inner = head.dep_ == "nmod" and preposition(head) == "of" and head.head.dep_ in CORE | {"obl"}
    if phrase.plural or phrase.kind in {"people", "time"} or not (head.dep_ in CORE or inner):
        return False
    return phrase.kind != "actor" or (head.dep_ == "obj" and governor(head) is not None)
