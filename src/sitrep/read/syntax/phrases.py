"""Noun phrases: where each begins and ends, its proper name, and what class of thing it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from sitrep.lexicon.nouns import Words
from sitrep.lexicon.rosters import Roster
from sitrep.model.text import Span
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.numbers import Counted, has_outcome

#: Dependents that stand inside a phrase, before its head.
BEFORE = frozenset({"amod", "compound", "nmod:desc", "nmod:poss", "flat", "dep"})
INSIDE = BEFORE | {"det", "det:predet", "nummod", "goeswith", "punct"}
#: So a parser hangs a number that it does not give to the noun behind it: "seven Hezbollah members".
LOOSE = frozenset({"discourse", "dep", "appos", "parataxis"})
BREAKS = frozenset([",", ";", ":", "—", "(", '"', "“"])
WITHIN = frozenset({"cc", "conj", "case", "advmod", "nummod"})
ASIDE = frozenset({"punct", "cc", "case"})
PERSONAL = frozenset([
    "we", "us", "they", "them", "he", "him", "she", "her", "it", "i", "our", "their", "its", "his", "my", "me", "ours",
    "theirs", "itself", "themselves", "himself",
])  # fmt: skip
ACTS = frozenset({"nsubj", "nsubj:pass", "obl:agent", "nsubj:outer"})  # a place's name stands for who rules it
HELD = frozenset({"position", "base", "checkpoint", "area"})
#: What "civilian" before it says that it is of people: "civilian lives", not "civilian buildings".
LOST = frozenset({"life", "death", "casualty", "fatality", "victim", "injury", "loss"})
SIDED = frozenset({"insurgents", "armed"})
ALONE = frozenset([  # words that stand alone for people: "others were killed", "60 were wounded"
    "some", "others", "everyone", "all", "many", "several", "dozens", "most", "more", "both", "hundreds", "thousands",
    "millions", "scores", "none", "another",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of one sentence.

    `kind`: actor, people, place, materiel, munition, airborne, time, name (a proper name that nothing decides), other.
    `sort`: for places the kind of feature ("base", "road"), for materiel "vehicle", "weapon" …
    `first`, `last`: the tokens that bound it without trailing clauses. `name`: the token that is its proper name.
    `part`: one name of a list that shares the noun: "Cairo" in "the Cairo and Tal Wasit checkpoints".
    """

    sentence: Parsed
    head: Token
    first: Token
    last: Token
    kind: str
    sort: str = ""
    name: Token | None = None
    modifiers: tuple[Token, ...] = field(default=(), compare=False)
    part: Span | None = None

    def __hash__(self) -> int:
        return hash((*self.at, self.part.start if self.part else -1))

    @property
    def at(self) -> tuple[int, int]:
        """Where the head stands: its sentence's number, and the token's."""
        return self.sentence.number, self.head.i

    @property
    def lemma(self) -> str:
        """The head's lemma, lower case; a pronoun's own form."""
        return lemma_of(self.head)

    @property
    def span(self) -> Span:
        """The phrase's words in the document."""
        return self.part or self.sentence.span(self.first, self.last)

    @property
    def plural(self) -> bool:
        """Whether the head is grammatically plural."""
        return self.head.tag_ in {"NNS", "NNPS"} or self.lemma in {"they", "them", "their", "we", "our", "us"}

    def _marks(self, token: Token) -> bool:
        """Whether a number belongs to the name before it: "a Leopard 2 tank"."""
        named = token.i > self.first.i and self.sentence.name(token.nbor(-1)) is not None
        return named and token.nbor(-1).dep_ == "compound"

    @property
    def number(self) -> Counted | None:
        """The number that counts it, if any; a phrase that is a bare number counts itself."""
        if self.part is not None:
            return None
        row = self.head.doc[self.first.i : self.head.i + 1]
        tokens = (token for token in row if not _hyphened(token) and not self._marks(token))
        pieces = (self.sentence.pieces[token.i].number for token in tokens)
        counts = [count for count in pieces if count is not None]
        return next((count for count in counts if not count.few), counts[0] if counts else None)  # "all four"


def lemma_of(token: Token) -> str:
    """The lemma in lower case; the form itself for pronouns and where the pipeline gives none."""
    return token.lower_ if token.pos_ == "PRON" or not token.lemma_ else token.lemma_.lower()


class PhraseReader:
    """Finds and classes the phrases of sentences."""

    def __init__(self, words: Words, roster: Roster) -> None:
        self.words = words
        self.roster = roster
        self._labels = {word for label in roster.words.labels for word in label.words}

    def phrases(self, sentence: Parsed) -> list[Phrase]:
        """Every phrase of the sentence, by its head's position; names and nouns that stand before a noun have their own."""
        return [self._phrase(sentence, token) for token in sentence.doc if self._is_head(sentence, token)]

    def _is_head(self, sentence: Parsed, token: Token) -> bool:
        kind = sentence.pieces[token.i].kind
        if (kind == "few" or token.pos_ == "NUM") and has_outcome(token):
            return True  # "and 12 wounded", "and many wounded"
        if kind in {"time", "few"} and token.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
            counts = kind == "few" and (token.dep_ in {"obl", "conj"} or token.head.dep_ == "cc")
            return counts and any(_of(child) for child in token.rights)
        if sentence.name(token) or (token.pos_ == "PRON" and token.lower_ in PERSONAL | ALONE):
            return True
        if token.pos_ == "VERB" and token.dep_ in {"obl", "obj", "nmod"}:
            return self.noun_class(token) is not None  # "the Qarmeed bases", "a troop carrier", taken for verbs
        if token.pos_ in {"NOUN", "PROPN"}:
            return token.dep_ not in {"flat", "goeswith", "fixed"}
        first = token.head if token.dep_ == "conj" and token.head.pos_ == "ADJ" else token  # "Russian and Syrian jets"
        if token.pos_ == "ADJ" and first.dep_ in {"amod", "compound"}:
            lost = token.lower_ == "civilian" and lemma_of(token.head) in LOST
            return lost or self._is_side(sentence.words(token))
        if (
            token.pos_ == "NUM"
            and kind == "number"
            and (token.dep_ in {"obl", "obl:unmarked", "xcomp", "nmod", "conj", "ROOT"} or token.head.dep_ == "cc")
        ):
            return True
        bare = token.pos_ in {"NUM", "ADJ"} or token.lower_ == "another"
        return bare and token.dep_ in {"nsubj", "nsubj:pass", "obj"}

    def _phrase(self, sentence: Parsed, head: Token) -> Phrase:
        foe = sentence.words(head)[5:] if sentence.words(head).lower().startswith("anti-") else ""
        if foe and self.roster.lookup(foe):  # "an anti-ISIL offensive"
            part = sentence.cut(sentence.start(head) + 5, sentence.end(head))
            return Phrase(sentence, head, head, head, "actor", "opposed", head, part=part)
        first = self._first(sentence, head)
        before = [token for token in head.doc[first.i : head.i] if token.dep_ in BEFORE]
        name: Token | None = head if sentence.name(head) else None
        if name is None:
            named = [t for t in before if sentence.name(t) and t.dep_ not in {"nmod:poss"}]
            name = named[-1] if named else self._after(sentence, head) or self._shared(sentence, head)
        if name is not None and name.i < head.i and sentence.name(name) == "actor" and self._is_deed(head):
            name = None
        last = name if name is not None and name.i > head.i else head
        kind, sort = self._class(sentence, head, name)
        modifiers = tuple(t for t in before if t is not name and t.dep_ in {"amod", "compound", "nmod:desc"})
        return Phrase(sentence, head, first, last, kind, sort, name, modifiers)

    def _is_side(self, word: str) -> bool:
        """An adjective that says who: "Syrian", "rebel", "pro-regime"; not "military" or "major"."""
        small = word.lower()
        return self._nation(word) or small.startswith(("pro-", "anti-")) or self.roster.generic(small) in SIDED

    def _nation(self, word: str) -> bool:
        """An adjective that says whose: "Syrian jets", "Russian raids"."""
        return word[:1].isupper() and word.lower() in self.roster.adjectives

    def _is_deed(self, head: Token) -> bool:
        """Whether the name before it is its doer or holder: "NATO air strikes", "ISIL positions", not "NATO soldiers"."""
        nouns = self.words.nouns
        return any(term in nouns.deeds or nouns.place_kinds.get(term) in HELD for term in terms(head))

    def _first(self, sentence: Parsed, head: Token) -> Token:
        """The leftmost word of the unbroken stretch before the head that depends on it; "On Monday settlers" without the day."""
        first = head
        for token in reversed(head.doc[max(0, head.left_edge.i) : head.i]):
            if token.dep_ in INSIDE and head.is_ancestor(token) and token.text not in BREAKS:
                first = token
            elif (_hyphened(token) or token.pos_ == "NUM") and head.is_ancestor(token):
                first = token  # "a 12-year-old boy", "160 suspects", the number taken for a subject
            elif token.dep_ == "cc" and token.i > 0 and token.nbor(-1).pos_ == "PROPN":
                break
            elif token.dep_ in WITHIN and head.is_ancestor(token) and token.i > head.left_edge.i:
                first = token if token.dep_ != "case" else first
            else:
                break
        while first.i < head.i and (first.dep_ in ASIDE or sentence.pieces[first.i].kind == "time"):
            first = head.doc[first.i + 1]
        told = first.i > 0 and head.tag_ in {"NNS", "NNPS"} and sentence.pieces[first.i - 1].kind == "number"
        return first.nbor(-1) if told and first.nbor(-1).dep_ in LOOSE else first

    def _stands_in(self, head: Token) -> bool:
        """Whether what follows "of" is where it is: "the hospital of Marea", "residents of Marea" are not called Marea."""
        return (self.noun_class(head) or ("", ""))[1] in {"building", "position", "people"}

    def _after(self, sentence: Parsed, head: Token) -> Token | None:
        """A name after its noun: "the town of Marea", "Camp Bastion", "the group Ansar"."""
        for child in head.children:
            if child.i > head.i and sentence.name(child):
                near = child.i - head.i <= 3 and not self._stands_in(head)
                if child.dep_ in {"flat", "nmod:desc"} or (child.dep_ in {"appos", "nmod"} and near and _of(child)):
                    return child
        return None

    def _shared(self, sentence: Parsed, head: Token) -> Token | None:
        """ "Kherson city and region": a bare noun of place joined to another has the name that stands before that one."""
        other = head.head
        if head.dep_ != "conj" or head.i != other.i + 2:  # only "and" stands between
            return None
        places = [self.noun_class(each) for each in (head, other)]
        named = [t for t in other.lefts if t.dep_ == "compound" and sentence.name(t) in {"place", "unknown"}]
        return named[-1] if named and all(each is not None and each[0] == "place" for each in places) else None

    def _class(self, sentence: Parsed, head: Token, name: Token | None) -> tuple[str, str]:
        """Class and sort: of the name where the name is the phrase, of the head noun where a noun heads it."""
        if sentence.name(head):
            return self._name_class(sentence, head)
        if head.tag_ not in {"NNS", "NNPS"} and self._nation(sentence.words(head)):
            return "actor", "nation"
        if head.pos_ == "ADJ" and head.lower_ == "civilian":
            return "people", "people"
        if head.pos_ == "PRON":
            return ("actor" if head.lower_ in PERSONAL else "people"), "pronoun"
        return self.noun_class(head) or (
            ("actor", "named") if name is not None and sentence.name(name) == "actor" else ("other", "")
        )

    def _name_class(self, sentence: Parsed, head: Token) -> tuple[str, str]:
        """A place that may stand for its government does so where it acts or speaks: "Moscow said", "Israel struck"."""
        kind, words = sentence.name(head), sentence.words(head)
        if kind == "actor":
            return "actor", "named"
        before = head.dep_ in {"compound", "nmod:poss", "amod", "nmod:desc"} and self._is_deed(head.head)
        far = before and words.lower().removesuffix("'s").removesuffix("’s") in self.words.nouns.abroad
        if self.roster.is_metonym(words) and (_acts(head) or far or self._shares_forces(head)):
            return "actor", "metonym"
        if kind == "unknown" and words.lower().removesuffix("s") in self.words.nouns.materiel_kinds:
            return "materiel", "vehicle"
        if kind == "unknown" and (model := self.words.nouns.model(words)) is not None:
            return model
        return ("place" if kind == "place" else "name"), "named"

    def _shares_forces(self, head: Token) -> bool:
        """ "Against U.S. and coalition forces": not "in Iraq and rebel forces"."""
        nouns = [self.noun_class(child) for child in head.rights if child.dep_ == "conj"]
        return any(noun and noun[0] == "actor" for noun in nouns) and not any(c.lower_ == "in" for c in head.lefts)

    def noun_class(self, head: Token) -> tuple[str, str] | None:
        """Class and sort of a common noun with the words that make one term with it; None where no list has it."""
        nouns = self.words.nouns
        for term in terms(head):
            if term in nouns.airborne:
                return "airborne", "aircraft"
            if term in nouns.place_kinds:
                before_noun = head.dep_ in {"compound", "amod"} and head.i < head.head.i
                return ("other", "") if before_noun else ("place", nouns.place_kinds[term])
            if term in nouns.materiel_kinds:
                return "materiel", nouns.materiel_kinds[term]
            if term in nouns.munition:
                return "munition", "munition"
            generic = self.roster.generic(term)
            if generic:
                own = any(child.lower_ in {"our", "my"} for child in head.children if child.dep_ == "nmod:poss")
                return ("people", "people") if generic == "civilians" and not own else ("actor", generic)
            if term in self._labels:
                return "actor", "label"
            if term in nouns.time:
                return "time", "time"
        if head.pos_ == "NUM" or head.lower_ in ALONE:
            return "people", "number"
        if head.tag_ in {"NNS", "NNPS"} and self._nation(head.text.removesuffix("s")):
            return "people", "people"  # "600 Syrians"
        return None


def _acts(name: Token) -> bool:
    """Whether a name does the deed, alone, joined or before a hyphen: "by Iran and Turkey", "Moscow-backed"."""
    backs = _hyphened(name) and name.head.tag_ == "VBN" and lemma_of(name.head) != "base"
    return backs or (name.head if name.dep_ == "conj" else name).dep_ in ACTS


def _of(child: Token) -> bool:
    """Whether a place noun takes its name after "of" ("the town of Marea") or straight ("the village Marea")."""
    return [case.lower_ for case in child.children if case.dep_ == "case"] in ([], ["of"])


def _hyphened(token: Token) -> bool:
    """Whether a hyphen joins the token to the next: 12 in "12-year-old"."""
    return token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "HYPH"


def terms(head: Token) -> list[str]:
    """The longest term first: "heavy machine gun", "machine gun", "gun"; with the head as written and as lemma."""
    before = [t for t in head.lefts if t.dep_ in {"compound", "amod", "nmod:desc"}][-2:]
    parts = [t.lower_ for t in before]
    return [
        " ".join([*parts[k:], last])
        for k in range(len(parts) + 1)
        for last in dict.fromkeys((lemma_of(head), head.lower_))
    ]
