"""Which phrase fills which slot: a trigger's functions read through its frame, and sorted by what the phrases are."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from sitrep.extract.listing import (
    behind_arms,
    counted_by,
    is_held,
    is_label,
    listed,
    locates,
    other_side,
    places_inside,
    places_meant,
    things,
    things_told,
    who_most_are,
)  # fmt: skip
from sitrep.extract.match.owners import owners
from sitrep.extract.match.tolls import counts_people, hurt, meant, only_part, sufferers, whole_of, whose_lives
from sitrep.extract.match.triggers import Hit
from sitrep.extract.slots import Slots
from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.arguments import conjuncts
from sitrep.read.syntax.clauses import is_passive, preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: "fell into their hands": who holds is behind the noun.
GRASP = frozenset({"hand", "hands", "grip", "rule", "grasp"})
PERSONS = frozenset({"actor", "people", "airborne", "name"})
THINGS = frozenset({"materiel", "building", "position", "settlement"})
#: Words for things of any sort, which those told behind them stand for.
GENERAL = frozenset({"weapon", "equipment", "material", "materiel", "item", "arm", "weaponry", "hardware", "arms"})
#: What holds things that are told beside it.
STORES = frozenset({"cache", "stockpile", "arsenal", "haul", "depot", "shipment", "consignment"})
#: What killed or hit, which has the place behind it: "killed by gunfire in the old town".
MEANS = ("by", "subject", "in", "with", "from", "during")
#: Frames of movement, and the slot that is the place where the text names no other.
MOVES = dict.fromkeys(("mover", "fleeing", "displacer"), "origin") | dict.fromkeys(
    ("sender", "gathering"), "destination"
)


class RoleReader:
    """Fills slots from hits by the codebook's frames."""

    def __init__(self, words: Words, frames: Mapping[str, Mapping[str, str]]) -> None:
        self.words = words
        self.frames = frames

    def slots(self, hit: Hit, phrases: Mapping[int, Phrase]) -> Slots:
        """The slots of a hit, from its own sentence."""
        frame = self.frames[hit.entry.frame]
        filler = _Filler(self.words, hit, phrases, frame)
        for function, heads in hurt(hit.entry.frame, hit.token, filler.functions(), phrases).items():
            if hit.entry.only and function not in hit.entry.only:
                continue
            meets = function == "between" and hit.entry.frame == "meeting"
            if function == "background" and (hit.functions.get("between") or hit.functions.get("among")):
                continue  # both sides are named beside the clash
            joined = list(meant(heads))
            if meets and len(joined) == 1:
                joined += other_side(joined[0], phrases)
            for number, head in enumerate(whole_of(head, phrases) for head in joined):
                own = _is_trigger(hit, head) or only_part(head, phrases)
                if not own and preposition(head) != "including":  # a part is never added to its whole
                    slot = "targets" if meets and number else frame.get(function, "")  # "between the army and rebels"
                    filler.fill(slot, function, head)
        return filler.finished()


def _is_trigger(hit: Hit, head: Token) -> bool:
    """Whether a word is the trigger's own; what stands between a verb and its particle is not: "drove them out"."""
    if hit.token.pos_ == "VERB" and hit.last.dep_ == "compound:prt":
        return head.i in {hit.first.i, hit.token.i, hit.last.i}
    return hit.first.i <= head.i <= hit.last.i


class _Filler:
    """Fills the slots of one hit."""

    def __init__(self, words: Words, hit: Hit, phrases: Mapping[int, Phrase], frame: Mapping[str, str]) -> None:
        self.words = words
        self.frame = frame
        self.hit = hit
        self.phrases = phrases
        self.slots = Slots()
        self.around: list[Phrase] = []

    def functions(self) -> dict[str, list[Token]]:
        """The hit's functions with those that only an adjectival use has."""
        functions, token = dict(self.hit.functions), self.hit.token
        if token.dep_ == "amod" or (token.dep_ == "acl" and is_passive(token)):
            before = {"compound", "obl", "nmod", "obl:unmarked"}
            functions["modifies"] = [token.head]
            functions["before"] = [child for child in token.lefts if child.dep_ in before]
            if self.hit.entry.forms and "modifies" in self.frame:
                functions.pop("object", None)
        return functions

    def fill(self, slot: str, function: str, head: Token) -> None:
        """Puts the phrase of a head, or the one that it only measures, into the slot."""
        phrase = self.phrases.get(head.i)
        if phrase is None or is_held(phrase) or (is_label(phrase) and phrase.kind in PERSONS):
            return
        inner = self._complement(phrase)
        if inner is None:
            self._sort(slot, function, phrase)
            return
        self.slots.part = self.slots.part or lemma_of(head) in self.words.nouns.part
        if phrase.sort == "number" and inner.kind == "other":
            self._sort(slot, function, phrase)  # "five of his entourage"
            return
        for token in conjuncts(inner.head):
            if token.i in self.phrases:
                self._sort(slot, function, counted_by(self.phrases[token.i], phrase))

    def _complement(self, phrase: Phrase) -> Phrase | None:
        """ "most of the town", "into their hands": the phrase that is meant."""
        after = [c for c in phrase.head.rights if preposition(c) == "of" and c.i in self.phrases]
        if phrase.lemma in GRASP:
            owners = [
                c for c in phrase.head.lefts if c.dep_ in {"nmod:poss", "compound", "amod"} and c.i in self.phrases
            ]
            return self.phrases[(owners + after)[0].i] if owners + after else None
        measures = phrase.lemma in self.words.nouns.transparent or phrase.sort == "number"
        return self.phrases[after[0].i] if measures and after else None

    def _sort(self, slot: str, function: str, phrase: Phrase) -> None:
        several = list(listed(phrase)) if phrase.kind != "place" else [phrase]
        if slot == "victims" and phrase.kind != "place":
            phrase, *several = sufferers(phrase, self.hit.functions.get("subject", ()), self.phrases)
        for each in several if len(several) > 1 else ():
            self._sort(slot, function, each)
        if len(several) > 1 or self._told_by_adjective(slot, function, phrase) or self._lost_thing(slot, phrase):
            return
        if slot == "victims" and phrase.sort == "pronoun" and preposition(phrase.head) == "among":
            return  # "nine, among them two children": a part of those told
        apart = (function, phrase.kind) in {("in", "name"), ("compound", "airborne")}  # "a branch in Iraq"
        person = (phrase.kind in PERSONS and not apart) or phrase.sort in {"pronoun", "number"}
        if slot == "undergoer":
            self._undergoer(function, phrase)
        elif slot in {"agents", "targets", "victims"} and person:
            self.slots.add(slot, phrase)
        elif slot == "victims" and counts_people(self.hit.entry.frame, self.hit.token, phrase):
            self.slots.add("victims", phrase)  # "three novices were killed"
        elif slot == "victims" and phrase.lemma == "life":
            self.slots.add("victims", whose_lives(phrase, self.phrases))
        elif slot == "agents" and function == "subject" and phrase.kind in {"other", "materiel", "munition"}:
            for token in behind_arms(phrase):
                if token.i in self.phrases and self.phrases[token.i].kind in {"actor", "airborne"}:
                    self.slots.add("agents", self.phrases[token.i])
        elif slot == "losers" and phrase.kind == "actor":
            self.slots.add("targets", phrase)
        elif slot in {"agents", "targets"} and phrase.kind == "place" and function in {"compound", "owner"}:
            self._places("places", phrase)
        elif slot in {"places", "origin", "destination"}:
            self._place_slot(slot, phrase)
        elif slot == "holder_or_place" and (person or phrase.kind == "place"):
            self.slots.add("agents" if phrase.kind == "actor" else "places", phrase)
        elif slot == "forces":
            self.slots.add("counted", phrase)
        elif not slot and locates(self.hit.token, function) and phrase.kind in {"place", "name"}:
            if phrase.lemma == "border" and phrase.name is None:
                return  # "fled across the border"
            if self.hit.kind.state:
                self.around.append(phrase)  # "the last town that they hold in the province": the province is not held
            else:
                self._places("places", phrase)

    def _lost_thing(self, slot: str, phrase: Phrase) -> bool:
        """Whether what would be a victim is a thing: "lost 40 soldiers and a tank", "captured a jet and its pilot"."""
        thing = slot == "victims" and phrase.kind in {"materiel", "airborne"}
        if thing and (self.hit.entry.frame == "bereft" or self.hit.kind.type == "detention"):
            self.slots.add("materiel", phrase)
        return thing

    def _told_by_adjective(self, slot: str, function: str, phrase: Phrase) -> bool:
        """Whether an adjective tells the party, which is put into its slot, or none: "an anti-ISIL offensive"."""
        if phrase.sort == "opposed" and slot in {"agents", "targets"}:
            if not self.hit.kind.placeless:
                self.slots.add("targets", phrase)
            return True
        if slot == "victims" and phrase.lemma == "casualty":  # "no civilian casualties"
            for token in phrase.modifiers:
                if token.i in self.phrases and self.phrases[token.i].kind in PERSONS:
                    self.slots.add("targets", self.phrases[token.i])
        named = self.hit.kind.placeless and slot == "targets" and function == "compound"
        return named and phrase.sort == "nation"  # "the Iraqi affiliate of al-Qaeda"

    def _place_slot(self, slot: str, phrase: Phrase) -> None:
        if phrase.sentence is not self.hit.sentence:  # what an "it" means
            self.slots.add(slot, phrase)
        elif phrase.kind in {"place", "name"} or phrase.sort == "pronoun":
            self._places(slot, phrase)
            self._opponents(phrase)

    def _undergoer(self, function: str, phrase: Phrase) -> None:
        """Who or what suffers goes by what it is: a place, a force, people, things."""
        self._from_whom(phrase)
        wants = [kind for name in ("object", "of", "to", "subject") for kind in self.hit.entry.classes(name)]
        if phrase.kind == "place" and set(wants) & THINGS and phrase.name is not phrase.head:
            self.slots.add("materiel", phrase)
            self._places("places", phrase)
            self._opponents(phrase)
        elif phrase.kind == "place" or (phrase.kind == "name" and ("place" in wants or function in {"on", "at", "in"})):
            self._place_slot("places", phrase)
        elif phrase.kind in PERSONS and not (phrase.kind == "airborne" and self.hit.kind.type.startswith("materiel")):
            self.slots.add("targets", phrase)
        elif phrase.kind in {"materiel", "munition", "airborne"}:
            self.slots.add("materiel" if self.hit.kind.type.startswith("materiel") else "counted", phrase)
            self._opponents(phrase)

    def _from_whom(self, phrase: Phrase) -> None:
        """ "took large areas from government forces", "lost land to rebels": whom a parser hangs on the areas."""
        function = "to" if self.hit.entry.frame == "loser" else "from"
        behind = [child for child in phrase.head.rights if child.dep_ == "nmod" and preposition(child) == function]
        if function in self.frame:
            for token in (each for child in behind for each in conjuncts(child)):
                if token.i in self.phrases:
                    self._sort(self.frame[function], function, self.phrases[token.i])

    def _places(self, slot: str, phrase: Phrase) -> None:
        for each in places_meant(phrase, self.phrases):
            self.slots.add(slot, each)

    def _opponents(self, phrase: Phrase) -> None:
        """Who has what is taken or hit is the opponent."""
        for owner in owners(phrase, self.hit.token, self.phrases):
            if owner not in self.slots.agents:
                self.slots.add("targets", owner)

    def _embedded(self) -> None:
        """A place inside the clause's phrases: "soldiers near Djibo" beside a wider one; the doers' only where none is."""
        slots = self.slots
        wider, slots.places = slots.places, []
        suffering = (*slots.targets, *slots.victims, *slots.materiel, *slots.counted)
        means = [self.phrases[t.i] for name in MEANS for t in self.hit.functions.get(name, ()) if t.i in self.phrases]
        means = [phrase for phrase in means if phrase.kind in {"other", "munition"}]
        for phrase in (*suffering, *means, *(() if wider or slots.origin else slots.agents)):
            for place in places_inside(phrase, self.phrases):
                self._places("places", place)
            if slots.places:
                break
        slots.places += [place for place in wider if place not in slots.places]

    def _partly(self) -> bool:
        """Whether an adverb says that not all of it is meant: "mostly recaptured", "almost entirely held"."""
        adverbs = [child for child in self.hit.token.children if child.dep_ == "advmod"]
        inner = [child for adverb in adverbs for child in adverb.children]
        return any(lemma_of(token) in self.words.nouns.partly for token in (*adverbs, *inner))

    def finished(self) -> Slots:
        """The slots, with what one phrase tells twice taken out and the places that movement implies put in."""
        slots = self.slots
        slots.part = slots.part or self.hit.entry.part or self._partly()
        if any(phrase.sort != "pronoun" for phrase in slots.agents):  # "continued their advances": one doer, told twice
            slots.agents = [phrase for phrase in slots.agents if phrase.head.tag_ != "PRP$"]
        if self.hit.kind.state and not self.hit.kind.placeless:
            slots.targets = []
        for phrase in list(slots.materiel):
            told = things_told(phrase, self.phrases) if phrase.lemma in GENERAL | STORES else []
            if told and phrase.lemma in GENERAL:
                slots.materiel.remove(phrase)
            beside = (each for each in things(phrase, self.phrases) if each != phrase)
            for each in (*beside, *told):
                slots.add("materiel", each)
        if all(phrase.sort == "position" and phrase.name is None for phrase in slots.places):
            for phrase in self.around:  # "maintained their positions at the gate"
                self._places("places", phrase)
        for phrase in [each for each in slots.victims if each.sort in {"number", "people"}]:
            for most in who_most_are(phrase, self.phrases):
                slots.victims = [each for each in slots.victims if each.head.i != most.head.i]
                slots.add("targets", most)
        if not self.hit.kind.placeless and not self.hit.kind.state:
            self._embedded()
        if self.hit.entry.frame in {"mover", "expeller"}:
            slots.places = [*slots.origin, *(place for place in slots.places if place not in slots.origin)]
        if any(phrase.name is not None or phrase.sort != "position" for phrase in slots.places):
            slots.places = [p for p in slots.places if p.name is not None or p.sort != "position"]
        if not slots.places and self.hit.entry.frame in MOVES:
            slots.places = list(getattr(slots, MOVES[self.hit.entry.frame]))
        return slots
