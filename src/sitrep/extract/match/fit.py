"""Whether a phrase is of the classes that a trigger asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of, terms

#: What a phrase's class may stand for when a trigger asks for it. A bare proper name may be of any class.
ACCEPTS = {
    "place": {"place", "name"},
    "force": {"actor", "airborne", "name"},
    "party": {"actor"},
    "people": {"people"},
    "captive": {"people", "actor"},
    "materiel": {"materiel", "munition", "airborne"},
    "munition": {"munition", "materiel"},
    "airborne": {"airborne"},
    "name": {"name"},
    "any": {"actor", "people", "place", "materiel", "munition", "airborne", "name", "other", "time"},
}
#: Sorts of places that a trigger may ask for one by one; `named`: any place with a proper name.
SORTS = frozenset({"road", "building", "position", "settlement", "base", "checkpoint", "named"})
SINGLE_PERSON = frozenset(["he", "she", "him", "her", "his", "i", "my", "me", "himself", "herself"])


class Fit:
    """Asks phrases for their class: 3 of the sort itself, 2 of the class, 1 a bare name or pronoun that may be, 0 not."""

    def __init__(self, words: Words) -> None:
        self.transparent = words.nouns.transparent
        self.munition = words.nouns.munition

    def best(self, head: Token, classes: Sequence[str], phrases: Mapping[int, Phrase]) -> int:
        """How well the phrase of a head fits the best of the classes."""
        phrase = phrases.get(head.i)
        if phrase is None:
            return 0
        if (lemma_of(head) in self.transparent or head.pos_ == "NUM") and (
            phrase.kind == "other" or phrase.sort == "number"
        ):
            inner = [c for c in head.children if c.dep_ == "nmod" and preposition(c) == "of"]
            if inner:
                return max(self.best(child, classes, phrases) for child in inner)
        name = phrase.sentence.words(phrase.head).lower().removesuffix("s")  # an "it" has the phrase that it means
        fired = phrase.kind != "materiel" or bool(self.munition & {*terms(head), name})  # not "fired their weapons"
        return max((_fits(phrase, want) for want in classes if want != "munition" or fired), default=0)


def _fits(phrase: Phrase, want: str) -> int:
    kind, sort = phrase.kind, phrase.sort
    if want in SORTS:
        of_sort = sort == want or (want == "named" and phrase.name is not None)
        return 3 if kind == "place" and of_sort else 0
    if sort == "pronoun":
        return int(_pronoun_fits(phrase.head.lower_, want))
    if kind == "name" and want == "place" and phrase.number is not None:
        return 0  # "three AK-47s" are no place
    if kind not in ACCEPTS.get(want, set()):
        return 0
    if want == "airborne":
        return 4  # who flies strikes from the air, whatever is hit
    return 1 if kind == "name" or sort == "number" or want == "any" else 2


def _pronoun_fits(word: str, want: str) -> bool:
    """ "They" may be a force; "she" is not; "them" and "him" may be people who suffer."""
    return (want == "force" and word not in SINGLE_PERSON) or (
        want in {"people", "captive"} and word in {"them", "him", "her"}
    )
