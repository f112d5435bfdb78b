"""How many: casualties, materiel and other counted things of a claim, from the phrases that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from spacy.tokens import Token

from sitrep.extract.match.together import counted_apart, counted_with, named_beside, with_other
from sitrep.extract.match.tolls import COLLECTIVE, number_told
from sitrep.extract.match.triggers import Hit
from sitrep.extract.slots import Slots
from sitrep.extract.stance.none import empty
from sitrep.lexicon.nouns import Words
from sitrep.model.claims import Materiel, Outcome, Quantity
from sitrep.model.text import Span
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import is_passive, preposition
from sitrep.read.syntax.numbers import Counted
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: Things that have no plural: one at least where the text does not count them.
MASS = frozenset([
    "ammunition", "artillery", "equipment", "weaponry", "ammo", "fuel", "hardware",
    "material", "materiel", "ordnance", "munitions", "arms", "explosives", "explosive",
    "munition", "marijuana", "hashish", "heroin", "opium", "captagon",
])  # fmt: skip
#: "Six were killed and eleven hurt", the last word taken for a noun: what became of those counted.
BECOME: Mapping[str, Outcome] = {"hurt": "wounded", "injured": "wounded", "wounded": "wounded", "missing": "missing"}
#: What became of things.
Fate = Literal["captured", "destroyed", "damaged"]
#: Deeds from afar that hit things.
FIRES = frozenset({"air_strike", "shelling", "bombing"})
#: Taken with weapons, and none.
MONEY = frozenset({"dollar", "euro", "pound", "dinar", "rial", "afghani", "naira", "money", "cash", "currency"})
#: Words before the noun of a term: "heavy machine gun", "multiple rocket launcher".
LONGEST_TERM = 4
#: Bounds of what the text does not count: "soldiers" are two at least, "a soldier" is one.
PLURAL = (2, None)
SINGULAR = (1, 1)
BOTH = (2, 2)
SOME = (1, None)
#: "Russia lost 40 soldiers": the soldiers say better who.
OF_STATES = frozenset({"metonym", "nation", "pronoun"})
#: Words for people of whom only a part is meant, nobody knows how many: "half of the population fled".
UNCOUNTED = frozenset({"population", "percent", "%", "per"})


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
        few = counted_apart(hit, slots.victims)
        if few is not None:
            apart = hit.sentence.span(hit.token.nbor(-1), hit.token.nbor(-1))
            return [Loss(slots.victims[0], outcome, few.low or SOME[0], few.high, apart)]
        losers = [head for head in hit.functions.get("subject", ()) if head.i in phrases]
        if (
            hit.entry.frame == "bereft"
            and losers
            and phrases[losers[0].i].kind == "actor"
            and phrases[losers[0].i].sort not in OF_STATES
        ):
            whose = phrases[losers[0].i]  # "the army lost two soldiers"
            return [
                replace(self._loss(p, outcome), group=whose) if p.name is None else self._loss(p, outcome)
                for p in slots.victims
            ]
        named = named_beside(slots.victims)
        if named:
            return [Loss(named[0], outcome, len(named) - 1, len(named) - 1, named[0].span)]
        none = empty([phrase.head for phrase in slots.victims])
        alone = own if len(slots.victims) == 1 and own is not None and own.number is not None else None
        return [
            self._loss(with_other(phrase, slots.victims), outcome, alone)
            for phrase, gone in zip(slots.victims, none, strict=True)
            if not (gone or counted_with(phrase, slots.victims) or phrase.lemma in UNCOUNTED)
        ]

    def _loss(self, phrase: Phrase, outcome: Outcome, counted: Phrase | None = None) -> Loss:
        """One group; `counted`: the phrase that has its number where that stands apart ("dozens of deaths among them")."""
        low, high = bounds(counted or phrase)
        apart = number_told(phrase.head)
        told = phrase.sentence.pieces[apart.i].number if apart is not None and counted is None else None
        if told is not None:
            low, high = told.low, told.high
        if phrase.number is not None:
            outcome = BECOME.get(phrase.lemma, outcome)
        return Loss(phrase, outcome, low, high, phrase.span)

    def materiel(self, hit: Hit, slots: Slots, before: Sequence[Materiel] = ()) -> list[Materiel]:
        """What was taken or destroyed, each item with its count; "28 others" are of what was told `before` them."""
        outcome = _outcome(hit)
        if outcome is None:
            return []
        found: list[Materiel] = []
        for phrase in slots.materiel if hit.kind.type not in FIRES else _struck(hit, slots):
            told = [*before, *found]
            bare = phrase.sort == "number"
            if phrase.lemma in MONEY or (bare and (not told or _goes_on(phrase))):
                continue
            apart = None if bare or phrase.number is not None else _number_before(phrase)
            low, high = (apart.low, apart.high) if apart is not None else bounds(phrase)
            if self._several(phrase):
                low, high = PLURAL
            if {phrase.lemma, phrase.head.lower_} & MASS and not any(
                child.dep_ == "nummod" for child in phrase.head.lefts
            ):
                low, high = SOME  # "200 kg of explosives" counts no explosives
            span = phrase.span
            item = self.item(phrase) if not bare else told[-1].item
            found.append(Materiel(item=item, low=low, high=high, outcome=outcome, text=span.text, span=span))
        return found

    def _several(self, phrase: Phrase) -> bool:
        """ "Bradleys", "Su-25s": the mark of a thing in the plural, whatever a parser takes it for; not "Abrams"."""
        written = phrase.sentence.words(phrase.head)
        marked = re.search(r"(?:[a-z]{3,}|\d)s$", written) is not None and written[:1].isupper()
        known = written.lower() in self.words.nouns.materiel_kinds
        alone = phrase.number is None and not any(child.dep_ == "det" for child in phrase.head.lefts)
        return marked and not known and alone and phrase.head.tag_ in {"NNP", "NN"}

    def item(self, phrase: Phrase) -> str:
        """The singular noun as written, with the words that make one term with it: "mortar cannon", "T-55 tank"."""
        sentence, head = phrase.sentence, phrase.head
        start, term = head, self._term_from(phrase)
        while start.i > phrase.first.i:
            word = _hyphened_word(start.nbor(-1))
            if word.i < phrase.first.i or (word.i < term and not self._joins(phrase, word, start)):
                break
            start = word
        plain = re.sub(r"[’']?s$", "", sentence.words(head))  # "BMP’s", "AK-47s"
        replaced = sentence.words(head) != head.text  # a name stands for a familiar word
        if self._several(phrase):
            plain, replaced = plain.removesuffix("s"), True
        last = plain if plain.isupper() or replaced else lemma_of(head)
        if head.dep_ == "compound" and f"{last} {lemma_of(head.nbor(1))}" in self.words.nouns.materiel_kinds:
            last = f"{last} {lemma_of(head.nbor(1))}"  # "mortar round", the round taken for an adverb
        before = (sentence.words(token) + token.whitespace_ for token in head.doc[start.i : head.i])
        item = "".join([*before, last])
        opens = start.i == 0 and not self._several(phrase) and not sentence.name(start)
        if opens and re.fullmatch(r"[A-Z][a-z]+(?: [a-z-]+)*", item):
            item = item.lower()  # "Residential buildings", where a sentence begins
        return "arms" if item == "arm" else item

    def _joins(self, phrase: Phrase, word: Token, end: Token) -> bool:
        """Whether the word before a noun makes one term with it; a make or a nation does not: "a Buk missile system"."""
        sentence, nouns = phrase.sentence, self.words.nouns
        written = sentence.span(word, end.nbor(-1)).text
        named, parts = sentence.name(word), re.split("[-‑–]", written)
        if len(parts) > 1 and nouns.model(written) is None:
            return not any(part[:1].isupper() or part.lower() in nouns.whose for part in parts)
        if written.lower() in nouns.classing or word.tag_ == "VBG":
            return written.lower() not in nouns.whose  # "jamming gun", not "burning car"
        make = named is not None and (
            named in {"place", "actor"} or re.search(r"\b[A-Z][a-z]{2,}", written) is not None
        )
        noun = word.dep_ in {"compound", "nmod:desc"} and word.pos_ in {"NOUN", "PROPN", "X", "NUM"}
        return noun and not make and written.lower() not in nouns.whose

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


def _outcome(hit: Hit) -> Fate | None:
    """What became of the things that a claim names; None where it tells of none."""
    verb = lemma_of(hit.token)
    if hit.kind.type in FIRES:  # "a drone hit a vehicle", "blew up a troop carrier"
        carrier = governor(hit.token) if hit.token.dep_ in {"nsubj", "conj"} else None  # "a missile hit two trucks"
        told = hit.token if hit.token.pos_ == "VERB" else carrier
        struck = told is not None and lemma_of(told) in {"hit", "strike"}
        return "damaged" if struck else "destroyed" if verb == "blow" else None
    if hit.entry.frame == "bereft":
        return "destroyed"  # "lost 40 soldiers and two tanks"
    taken = hit.kind.type.startswith("materiel") or hit.kind.type == "detention"
    return cast("Fate", hit.entry.outcome) if taken else None


def _struck(hit: Hit, slots: Slots) -> Iterator[Phrase]:
    """What a deed from afar hit; of buildings only what "was hit": "hit a house" tells where rather than what of it is left."""
    things = (phrase for phrase in slots.counted if phrase.kind == "materiel" and not preposition(phrase.head))
    yield from (phrase for phrase in things if phrase.head.dep_ != "nsubj")  # not "missiles hit the port"
    if is_passive(hit.token):
        yield from (place for place in slots.places if place.sort == "building" and place.name is None)


def _goes_on(phrase: Phrase) -> bool:
    """Whether a bare number has its noun right behind it: "three" in "three BM-21 Grad launchers", which a parser split."""
    after = phrase.last.i + 1
    return after < len(phrase.head.doc) and phrase.head.doc[after].pos_ in {"NOUN", "PROPN", "NUM"}


def _number_before(phrase: Phrase) -> Counted | None:
    """The number right before a phrase of several that a parser took for another thing: "three BM-21 Grad launchers"."""
    before = phrase.first.nbor(-1) if phrase.first.i and phrase.plural else None
    return phrase.sentence.pieces[before.i].number if before is not None and before.pos_ == "NUM" else None


def _hyphened_word(token: Token) -> Token:
    """Where the hyphened word begins that ends with a token: at "surface" in "surface-to-air"."""
    while token.i > 1 and token.nbor(-1).tag_ == "HYPH":
        token = token.nbor(-2)
    return token


def _count_behind(phrase: Phrase) -> Counted | None:
    """ "A family of six", "a crew of twelve": how many they are."""
    counts = [child for child in phrase.head.rights if child.pos_ == "NUM" and preposition(child) == "of"]
    return phrase.sentence.pieces[counts[0].i].number if counts and phrase.kind in {"actor", "people"} else None


def bounds(phrase: Phrase) -> tuple[int | None, int | None]:
    """Least and most that a phrase speaks of."""
    number = phrase.number
    if number is not None and not number.few:
        return number.low, number.high
    inner = _count_behind(phrase)
    if inner is not None:
        return inner.low, inner.high
    if phrase.first.lower_ == "both" and number is None:
        return BOTH
    if phrase.lemma in {"they", "them", "everyone", "all", "others", "some", "many", "us", "we"}:
        return SOME
    if phrase.lemma in {"himself", "herself", "itself", "another"} or (
        phrase.part is not None and phrase.sort == "person"
    ):
        return SINGULAR  # each of "the brothers Ali and Omar"
    if phrase.plural or phrase.lemma in COLLECTIVE:
        return PLURAL
    if number is not None or phrase.sort in {"pronoun", "number"}:
        return SOME
    collective = phrase.kind == "actor" and not any(
        c.dep_ == "det" and c.lower_ in {"a", "an"} for c in phrase.head.children
    )
    return SOME if collective and phrase.sort != "person" else SINGULAR
