"""Which phrase fills which slot: a trigger's functions read through its frame, and sorted by what the phrases are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from sitrep.extract.triggers import Hit
from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.arguments import conjuncts
from sitrep.read.syntax.clauses import is_passive, preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

LOCATIVE = frozenset(
    "in at near on outside inside around within across along between beside behind over throughout above below amid off "  # noqa: SIM905
    "through opposite by north south east west".split()
)
#: "fell into their hands", "under army control": who holds is behind the noun.
GRASP = frozenset({"hand", "hands", "grip", "rule", "grasp"})
SINGLING = frozenset({"prominently", "notably", "especially", "particularly", "including", "namely", "mainly"})
PERSONS = frozenset({"actor", "people", "airborne", "name"})


@dataclass(slots=True)
class Slots:
    """The phrases of one claim by slot. `part`: the place is only partly meant."""

    agents: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    places: list[Phrase] = field(default_factory=list)
    origin: list[Phrase] = field(default_factory=list)
    destination: list[Phrase] = field(default_factory=list)
    victims: list[Phrase] = field(default_factory=list)
    materiel: list[Phrase] = field(default_factory=list)
    counted: list[Phrase] = field(default_factory=list)
    part: bool = False

    def add(self, slot: str, phrase: Phrase) -> None:
        """Puts the phrase into the slot, once."""
        row: list[Phrase] = getattr(self, slot)
        if phrase not in row:
            row.append(phrase)


class RoleReader:
    """Fills slots from hits; one for a document, since names that nothing knows are decided by their other uses."""

    def __init__(self, words: Words, frames: Mapping[str, Mapping[str, str]]) -> None:
        self.words = words
        self.frames = frames

    def slots(self, hit: Hit, phrases: Mapping[int, Phrase]) -> Slots:
        """The slots of a hit, from its own sentence."""
        slots = Slots()
        frame = self.frames[hit.entry.frame]
        for function, heads in self._functions(hit).items():
            if hit.entry.only and function not in hit.entry.only:
                continue
            for head in (joined for first in heads for joined in conjuncts(first)):
                if (
                    not hit.first.i <= head.i <= hit.last.i and preposition(head) != "including"
                ):  # a part, never added to the whole
                    self._fill(slots, frame.get(function, ""), function, head, hit, phrases)
        if any(phrase.sort != "pronoun" for phrase in slots.agents):  # "continued their advances": one doer, told twice
            slots.agents = [phrase for phrase in slots.agents if phrase.head.tag_ != "PRP$"]
        if hit.kind.state:
            slots.targets = slots.targets if hit.kind.placeless else []
        self._embedded(hit, slots, phrases)
        if any(phrase.name is not None or phrase.sort != "position" for phrase in slots.places):
            slots.places = [p for p in slots.places if p.name is not None or p.sort != "position"]
        if hit.entry.frame == "mover" and not slots.places:
            slots.places = list(slots.origin)
        if hit.entry.frame in {"fleeing", "displacer", "sender", "gathering"} and not slots.places:
            slots.places = list(slots.destination if hit.entry.frame in {"sender", "gathering"} else slots.origin)
        return slots

    def _functions(self, hit: Hit) -> dict[str, list[Token]]:
        """The hit's functions with those that only an adjectival or predicative use has."""
        functions = dict(hit.functions)
        token = hit.token
        if token.dep_ == "amod" or (token.dep_ == "acl" and is_passive(token)):
            functions["modifies"] = [token.head]
            functions["before"] = [
                c for c in token.children if c.dep_ in {"compound", "obl", "nmod", "obl:unmarked"} and c.i < token.i
            ]
            if hit.entry.forms:
                functions.pop("object", None)
        return functions

    def _fill(
        self, slots: Slots, slot: str, function: str, head: Token, hit: Hit, phrases: Mapping[int, Phrase]
    ) -> None:
        phrase = phrases.get(head.i)
        if phrase is None:
            return
        inner = self._complement(phrase, phrases)
        if inner is not None:
            slots.part = slots.part or lemma_of(head) in self.words.nouns.part
            for each in (phrases[t.i] for t in conjuncts(inner.head) if t.i in phrases):
                self._sort(slots, slot, function, _counted_by(each, phrase), hit, phrases)
            return
        self._sort(slots, slot, function, phrase, hit, phrases)

    def _complement(self, phrase: Phrase, phrases: Mapping[int, Phrase]) -> Phrase | None:
        """ "most of the town", "one of the bases": the phrase that is meant."""
        if phrase.lemma in GRASP:
            owners = [c for c in phrase.head.lefts if c.dep_ in {"nmod:poss", "compound", "amod"} and c.i in phrases]
            owners += [c for c in phrase.head.rights if preposition(c) == "of" and c.i in phrases]
            return phrases[owners[0].i] if owners else None
        if phrase.lemma not in self.words.nouns.transparent and phrase.sort != "number":
            return None
        inner = [
            c for c in phrase.head.children if c.dep_ in {"nmod", "obl"} and preposition(c) == "of" and c.i in phrases
        ]
        return phrases[inner[0].i] if inner else None

    def _sort(
        self, slots: Slots, slot: str, function: str, phrase: Phrase, hit: Hit, phrases: Mapping[int, Phrase]
    ) -> None:
        several = list(listed(phrase)) if phrase.kind != "place" else [phrase]
        if len(several) > 1:
            for each in several:
                self._sort(slots, slot, function, each, hit, phrases)
        elif slot == "undergoer":
            self._undergoer(slots, function, phrase, hit, phrases)
        elif slot in {"agents", "targets"}:
            if phrase.kind in PERSONS or phrase.sort in {"pronoun", "number"}:
                slots.add(slot, phrase)
            elif phrase.kind == "place" and function in {"compound", "owner"}:
                self._places(slots, "places", phrase, phrases)
        elif slot in {"places", "origin", "destination"}:
            if phrase.kind in {"place", "name"} or phrase.sort == "pronoun":
                self._places(slots, slot, phrase, phrases)
                self._owner(slots, phrase, phrases)
        elif slot == "holder_or_place":
            slots.add("agents" if phrase.kind == "actor" else "places", phrase) if phrase.kind in PERSONS | {
                "place"
            } else None
        elif slot == "victims":
            if phrase.kind in PERSONS or phrase.sort in {"pronoun", "number"}:
                slots.add("victims", phrase)
        elif slot == "forces":
            slots.add("counted", phrase)
        elif (
            not slot
            and function.split(" ")[-1] in LOCATIVE | {"of"}
            and phrase.kind in {"place", "name"}
            and function != "of"
        ):
            self._places(slots, "places", phrase, phrases)

    def _undergoer(self, slots: Slots, function: str, phrase: Phrase, hit: Hit, phrases: Mapping[int, Phrase]) -> None:
        wants = hit.entry.classes("object") + hit.entry.classes("of")
        if phrase.kind == "place" and set(wants) & {"materiel", "building", "position", "settlement"}:
            slots.add("materiel", phrase)
            self._places(slots, "places", phrase, phrases)
        elif phrase.kind == "place" or (phrase.kind == "name" and ("place" in wants or function in {"on", "at", "in"})):
            self._places(slots, "places", phrase, phrases)
            self._owner(slots, phrase, phrases)
        elif phrase.kind in {"actor", "people", "airborne", "name"}:
            slots.add("targets", phrase)
        elif phrase.kind in {"materiel", "munition"}:
            slots.add("materiel" if hit.kind.type.startswith("materiel") else "counted", phrase)

    def _places(self, slots: Slots, slot: str, phrase: Phrase, phrases: Mapping[int, Phrase]) -> None:
        """A place phrase, as several where several names share its noun or are singled out behind it."""
        named = _beside(phrase, phrases)
        phrase = named if named is not None and named.kind == "place" else phrase
        singled = list(singled_out(phrase, phrases)) if phrase.name is None and phrase.plural else []
        inner = within(phrase, phrases) if phrase.name is None and phrase.plural and not singled else []
        for each in singled or (deep for outer in inner or [phrase] for deep in listed(outer)):
            slots.add(slot, each)

    @staticmethod
    def _owner(slots: Slots, phrase: Phrase, phrases: Mapping[int, Phrase]) -> None:
        """ "regime checkpoints", "the army's base": who holds what is taken is its opponent."""
        for token in phrase.modifiers:
            if (
                token.i in phrases
                and phrases[token.i].kind == "actor"
                and phrases[token.i].sort not in {"nation", "named"}
            ):
                slots.add("targets", phrases[token.i])

    def _embedded(self, hit: Hit, slots: Slots, phrases: Mapping[int, Phrase]) -> None:
        """Where the clause names no place, one inside its phrases: "troops in the base", "rebels in the plain"."""
        if slots.places or slots.origin or hit.kind.placeless:
            return
        for phrase in (*slots.targets, *slots.victims, *slots.materiel, *slots.counted, *slots.agents):
            for child in phrase.head.children:
                if child.dep_ in {"nmod", "obl"} and preposition(child).split(" ")[0] in LOCATIVE - {"from", "by"}:
                    for token in conjuncts(child):
                        if token.i in phrases and phrases[token.i].kind in {"place", "name"}:
                            self._places(slots, "places", phrases[token.i], phrases)
            if slots.places:
                return


def _counted_by(phrase: Phrase, outer: Phrase) -> Phrase:
    """ "some of them", "a number of tanks": the inner phrase, bounded by the outer one that counts it."""
    if outer.first.i < phrase.first.i and outer.number is not None:
        return replace(phrase, first=outer.first)
    return phrase


def _beside(phrase: Phrase, phrases: Mapping[int, Phrase]) -> Phrase | None:
    """The named phrase that a bare one describes: "the Ziyara checkpoints, the last two checkpoints in the plain"."""
    if phrase.name is not None:
        return None
    if phrase.head.dep_ == "appos":
        return phrases.get(phrase.head.head.i)
    before = phrase.first.i - 1
    same = before > 0 and phrase.head.doc[before].text == "," and phrases.get(before - 1)
    return same if same and same.lemma == phrase.lemma and same.name is not None else None


def singled_out(phrase: Phrase, phrases: Mapping[int, Phrase]) -> Iterator[Phrase]:
    """ "most checkpoints in the plain, most prominently the Cairo and Tal Wasit checkpoints": the ones that have names."""
    doc = phrase.head.doc
    for token in doc[phrase.head.i + 1 :]:
        if token.lower_ not in SINGLING and not (token.lower_ == "as" and token.nbor(-1).lower_ == "such"):
            continue
        same = [t for t in doc[token.i + 1 :] if lemma_of(t) == phrase.lemma and t.pos_ in {"NOUN", "PROPN"}]
        named = next((p for p in (phrases.get(t.i) for t in same) if p is not None and p.name is not None), None)
        if named is not None:
            yield from listed(named)
        return


def within(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "five villages in the plain": villages without names are counted; the place is what they lie in."""
    inner = [
        child
        for child in phrase.head.children
        if child.dep_ in {"nmod", "obl"} and preposition(child) in {"in", "of", "around", "near"}
    ]
    found = [phrases[token.i] for child in inner for token in conjuncts(child) if token.i in phrases]
    return [each for each in found if each.kind in {"place", "name"} and each.name is not None]


def listed(phrase: Phrase) -> Iterator[Phrase]:
    """ "the Cairo, Tal Wasit and Sawamaa checkpoints" as three phrases that share a noun; any other phrase as it is."""
    names = phrase.sentence.pieces[phrase.name.i].names if phrase.name is not None and phrase.part is None else ()
    if not names:
        yield phrase
    for start, end, _ in names:
        yield replace(phrase, part=phrase.sentence.cut(start, end))
