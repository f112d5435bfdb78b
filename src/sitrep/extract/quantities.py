"""How many: casualties, materiel and other counted things of a claim, from the phrases that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sitrep.extract.match.tolls import number_told
from sitrep.extract.match.triggers import Hit
from sitrep.extract.slots import Slots
from sitrep.extract.stance.none import empty
from sitrep.lexicon.nouns import Words
from sitrep.model.claims import Materiel, Outcome, Quantity
from sitrep.model.text import Span
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: Things that have no plural: one at least where the text does not count them.
MASS = frozenset([
    "ammunition", "artillery", "equipment", "weaponry", "ammo", "fuel", "hardware",
    "material", "materiel", "ordnance", "munitions", "arms", "explosives", "explosive",
    "munition", "marijuana", "hashish", "heroin", "opium", "captagon",
])  # fmt: skip
#: Words before the noun of a term: "heavy machine gun", "multiple rocket launcher".
LONGEST_TERM = 4
#: Bounds of what the text does not count: "soldiers" are two at least, "a soldier" is one.
PLURAL = (2, None)
SINGULAR = (1, 1)
SOME = (1, None)


@dataclass(frozen=True, slots=True)
class Loss:
    """People with one outcome, before anybody says who they are: `group` is the phrase that names them."""

    group: Phrase
    outcome: Outcome
    low: int | None
    high: int | None
    span: Span


class QuantityReader:
    """Reads counts from phrases."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def losses(self, hit: Hit, slots: Slots, phrases: Mapping[int, Phrase]) -> list[Loss]:
        """The casualties of a claim whose own predicate says so; "five more deaths" counts by itself."""
        if hit.entry.outcome is None or hit.entry.denied:
            return []
        outcome = cast("Outcome", hit.entry.outcome)
        own = phrases.get(hit.token.i)
        if not slots.victims and hit.entry.counted and own is not None:
            return [self._loss(own, outcome)]
        none = empty([phrase.head for phrase in slots.victims])
        alone = own if len(slots.victims) == 1 and own is not None and own.number is not None else None
        return [
            self._loss(phrase, outcome, alone or phrases.get(_number(phrase)))
            for phrase, gone in zip(slots.victims, none, strict=True)
            if not gone and not _counted_with(phrase, slots.victims)
        ]

    def _loss(self, phrase: Phrase, outcome: Outcome, counted: Phrase | None = None) -> Loss:
        """One group; `counted`: the phrase that has its number where that stands apart ("dozens of deaths among them")."""
        low, high = bounds(counted or phrase)
        return Loss(phrase, outcome, low, high, phrase.span)

    def materiel(self, hit: Hit, slots: Slots) -> list[Materiel]:
        """What was taken or destroyed, each item with its count."""
        lost = hit.entry.frame == "bereft"  # "lost 40 soldiers and two tanks"
        if not hit.kind.type.startswith("materiel") and not lost:
            return []
        found = []
        for phrase in slots.materiel:
            low, high = bounds(phrase)
            if phrase.lemma in MASS and not any(child.dep_ == "nummod" for child in phrase.head.lefts):
                low, high = SOME  # "200 kg of explosives" counts no explosives
            span = phrase.span
            outcome = cast("Literal['captured', 'destroyed', 'damaged']", "destroyed" if lost else hit.entry.outcome)
            item = self.item(phrase)
            found.append(Materiel(item=item, low=low, high=high, outcome=outcome, text=span.text, span=span))
        return found

    def item(self, phrase: Phrase) -> str:
        """The singular noun as written, with the words that make one term with it: "mortar cannon", "T-55 tank"."""
        sentence, head = phrase.sentence, phrase.head
        start = self._term_from(phrase)
        parts = []
        joints = [token.i + 1 for token in head.doc[phrase.first.i : head.i] if token.dep_ == "cc" or token.text == ","]
        for token in head.doc[max([phrase.first.i, *joints]) : head.i]:
            joined = token.dep_ in {"compound", "nmod:desc"} and token.pos_ in {"NOUN", "PROPN", "X", "NUM"}
            make = sentence.name(token) is not None and re.fullmatch(r"[A-Z][a-z]+", sentence.words(token))
            if token.i >= start or (joined and not make and sentence.name(token) not in {"place", "actor"}):
                parts.append(sentence.words(token))
        plain = re.sub(r"[’']?s$", "", sentence.words(head))  # "BMP’s", "AK-47s"
        replaced = sentence.words(head) != head.text  # a name stands for a familiar word
        last = plain if plain.isupper() or replaced else lemma_of(head)
        return " ".join([*parts, last])

    def _term_from(self, phrase: Phrase) -> int:
        """Where the longest term of the list begins that ends with the head: at "heavy" in "heavy machine guns"."""
        sentence, head, kinds = phrase.sentence, phrase.head, self.words.nouns.materiel_kinds
        for start in range(max(phrase.first.i, head.i - LONGEST_TERM), head.i):
            before = "".join(
                sentence.words(token).lower() + (" " if token.whitespace_ else "") for token in head.doc[start : head.i]
            )
            if f"{before}{lemma_of(head)}" in kinds:
                return start
        return head.i

    def counted(self, hit: Hit, slots: Slots, phrases: Mapping[int, Phrase]) -> Iterator[Quantity]:
        """Raids, shells, villages, fighters: what the trigger or its phrases count that is no loss and no materiel."""
        own = phrases.get(hit.token.i)
        for phrase in dict.fromkeys(
            [*([own] if own is not None else []), *slots.counted, *slots.places, *slots.agents]
        ):
            number = phrase.number
            if number is None or number.few or phrase.sort == "pronoun":
                continue
            yield Quantity(
                unit=self.item(phrase), low=number.low, high=number.high, text=phrase.span.text, span=phrase.span
            )


def _counted_with(phrase: Phrase, victims: Sequence[Phrase]) -> bool:
    """ "128 troops and militiamen": the number counts both, and the second group is no loss beside the first."""
    head = phrase.head
    bare = head.dep_ == "conj" and not any(child.dep_ in {"det", "nummod", "nmod:poss"} for child in head.lefts)
    told = next((other for other in victims if other.head.i == head.head.i), None)
    return bare and phrase.number is None and told is not None and told.number is not None and not told.number.few


def _number(phrase: Phrase) -> int:
    number = number_told(phrase.head)
    return number.i if number is not None else -1


def bounds(phrase: Phrase) -> tuple[int | None, int | None]:
    """Least and most that a phrase speaks of."""
    number = phrase.number
    if number is not None and not number.few:
        return number.low, number.high
    if phrase.lemma in {"they", "them", "everyone", "all", "others", "some", "many", "both", "us", "we"}:
        return SOME
    if phrase.lemma in {"himself", "herself", "itself"}:
        return SINGULAR
    if phrase.plural:
        return PLURAL
    if number is not None or phrase.sort in {"pronoun", "number"}:
        return SOME
    collective = phrase.kind == "actor" and not any(
        c.dep_ == "det" and c.lower_ in {"a", "an"} for c in phrase.head.children
    )
    return SOME if collective and phrase.sort != "person" else SINGULAR
