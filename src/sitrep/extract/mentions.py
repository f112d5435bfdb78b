"""Phrases as mentions: what the resolvers of actors and places need to know of a phrase, without the parse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from spacy.tokens import Token

from sitrep.extract.engine import Reading
from sitrep.extract.listing import LOCATIVE, listed, series
from sitrep.extract.match.owners import joined_sides
from sitrep.model.record import replace
from sitrep.model.text import Mention, MentionKind, Span
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

KINDS: Mapping[str, MentionKind] = {"actor": "actor", "airborne": "actor", "people": "people", "place": "place"}
#: Kinds of phrases that may name a place.
NAMING = frozenset({"actor", "name", "place"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both"})
FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "my", "me"})
FIGHTERS = frozenset({"state_forces", "insurgents", "armed", "police"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
#: Nouns of people whose group stands behind "in", "of", "from", "with": "a commander in the Army of Conquest".
COMPASS = r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?"
RELATION = re.compile(
    rf"\s*(?:which\s+is\s+)?(?:located\s+|situated\s+|just\s+|lying\s+)?(?P<words>"
    rf"(?:(?:to\s+)?the\s+)?{COMPASS}(?:\s+(?:edge|part|side|outskirts|countryside))?\s+of|\d+\s*(?:km|kilomet(?:er|re)s|miles)\s+(?:{COMPASS}\s+)?(?:of|from)"
    rf"|near|outside|inside|close to|around|between|in|on|of|,)\s+(?:the\s+|a\s+|nearby\s+|neighbou?ring\s+|adjacent\s+)*$",
    re.IGNORECASE,
)
#: A road is told by its ends.
ROAD = re.compile(
    r"\s*(?P<words>between|leading\s+(?:\w+ward\s+)?(?:from|to)|linking|connecting|to|from|in|on|of|,)\s+(?:the\s+|a\s+|nearby\s+)*$",
    re.IGNORECASE,
)


class MentionMaker:
    """Makes the mentions of one reading; the same phrase gives the same mention."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._made: dict[tuple[int, ...], Mention | None] = {}
        self._sources: dict[tuple[int, int], Mention] = {}
        self._places: dict[tuple[int, int], Mention | None] = {}
        self._names = decide_names(reading)

    def of(self, phrase: Phrase) -> Mention | None:
        """The mention of a phrase; None for things that are neither actors nor places."""
        own = phrase.first.i > phrase.head.left_edge.i + 1
        later = own and phrase.first.nbor(-1).lower_ == "and"  # the second side of two before one noun
        key = (*phrase.at, phrase.part.start if phrase.part else -1, later)
        if key not in self._made:
            self._made[key] = None  # a phrase that stands within itself through a bad parse ends here
            self._made[key] = self._make(phrase)
        return self._made[key]

    def all(self) -> list[Mention]:
        """Every mention of the reading in text order."""
        found: dict[tuple[int, int, str], Mention] = {}
        for number in sorted(self.reading.phrases):
            for phrase in self.reading.phrases[number]:
                for each in (*listed(phrase), *self._sides(phrase)):
                    mention = self.of(each)
                    if mention is not None:  # "Hish" alone, and as one of "the towns of Hish and Murak"
                        found[mention.span.start, mention.span.end, mention.head] = mention
        return [found[key] for key in sorted(found)]

    def _sides(self, phrase: Phrase) -> list[Phrase]:
        """ "Kurdish forces" of "Iraqi and Kurdish forces"."""
        joins = any(token.lower_ == "and" for token in phrase.head.doc[phrase.first.i : phrase.head.i])
        return joined_sides(phrase, self.grid(phrase)) if joins and phrase.kind == "actor" else []

    def kind(self, phrase: Phrase) -> MentionKind | None:
        """actor, people or place; for a name that no list has, what its uses in the document say."""
        if phrase.kind == "name":
            return self._names.get(phrase.span.text.lower(), "actor")
        if phrase.kind == "other" and phrase.sentence.name(phrase.head) == "":
            return None
        return KINDS.get(phrase.kind)

    def grid(self, phrase: Phrase) -> dict[int, Phrase]:
        """The phrases of a phrase's sentence by their heads."""
        return {each.head.i: each for each in self.reading.phrases[phrase.sentence.number]}

    def named_by(self, phrase: Phrase) -> Phrase:
        """ "Ahrar al-Sham, a group that …": a description beside a name means who is named."""
        if phrase.head.dep_ != "appos" or phrase.name is phrase.head:
            return phrase
        grid = {p.head.i: p for p in self.reading.phrases[phrase.sentence.number]}
        outer = grid.get(phrase.head.head.i)
        return outer if outer is not None and self.kind(outer) == "actor" else phrase

    def as_source(self, phrase: Phrase) -> Mention:
        """A phrase that speaks is an actor of some sort, whatever its noun is: "trusted sources", "accounts"."""
        made = self.of(phrase)
        if made is not None and made.kind != "place":
            return made
        if phrase.at not in self._sources:
            self._sources[phrase.at] = self._bare(phrase)  # who speaks within what they say ends here
            self._sources[phrase.at] = replace(self._make(phrase, "actor") or self._bare(phrase), kind="actor")
        return self._sources[phrase.at]

    def as_place(self, phrase: Phrase) -> Mention | None:
        """A name that a slot takes for a place is one, whatever it is elsewhere: "Tripoli fell", "Syria's war"."""
        made = self.of(phrase)
        named = phrase.name is not None and phrase.kind in NAMING and phrase.head.dep_ != "compound"  # "Grad rockets"
        if not named or (made is not None and made.kind == "place"):
            return made
        if phrase.at not in self._places:
            self._places[phrase.at] = self._make(phrase, "place")
        return self._places[phrase.at]

    def _bare(self, phrase: Phrase) -> Mention:
        return Mention(kind="actor", span=phrase.span, head=phrase.lemma, sentence=phrase.sentence.number)

    def _make(self, phrase: Phrase, kind: MentionKind | None = None) -> Mention | None:
        kind = kind or self.kind(phrase)
        if kind is None:
            return None
        sentence, head = phrase.sentence, phrase.head
        name = phrase.part or (sentence.span(phrase.name, phrase.name) if phrase.name is not None else None)
        owner = self._owner(phrase)
        relation, anchors = self._anchors(phrase) if kind == "place" else self._group(phrase)
        whose = phrase.name is not None and kind == "place" and sentence.name(phrase.name) == "actor"
        if whose and relation == "of":
            name = None  # "the Islamic State bastion of Manbij" is called Manbij
        determiners = {child.lower_ for child in head.children if child.dep_ in {"det", "nmod:poss"}}
        return Mention(
            kind=kind,
            span=self._span(phrase, anchors if kind != "place" else ()),
            head=self._noun(phrase),
            name=name,
            modifiers=tuple(sentence.words(token).lower() for token in phrase.modifiers),
            definite=bool(determiners & DEFINITE) or head is phrase.name,
            plural=phrase.plural and phrase.part is None,
            role=_role(head),
            sentence=sentence.number,
            possessor=owner,
            relation=relation,
            anchors=anchors,
            speaker=self._speaker(phrase),
            body=self._body(phrase) if kind == "actor" else None,
            local=_is_local(phrase),
        )

    @staticmethod
    def _noun(phrase: Phrase) -> str:
        """The noun that says what a phrase is: its head, or for one name of a list the noun that the names share."""
        if phrase.part is not None and phrase.name is not None and phrase.sentence.pieces[phrase.name.i].noun:
            return phrase.sentence.pieces[phrase.name.i].noun
        return "" if phrase.sentence.name(phrase.head) else phrase.lemma

    def _span(self, phrase: Phrase, anchors: Sequence[Mention]) -> Span:
        """A person's phrase takes in the group behind it, so that it says who speaks."""
        span = phrase.span
        end = max([span.end, *(anchor.span.end for anchor in anchors)])
        return phrase.sentence.cut(span.start, end)

    def _owner(self, phrase: Phrase) -> Mention | None:
        grid = {p.head.i: p for p in self.reading.phrases[phrase.sentence.number]}
        owners = [child for child in phrase.head.children if child.dep_ == "nmod:poss" and child.i in grid]
        return self.of(grid[owners[0].i]) if owners else None

    def _speaker(self, phrase: Phrase) -> Mention | None:
        """Who says "we" here: the speaker of the quotation or of the clause."""
        first = any(_is_first_person(token) for token in (phrase.head, *phrase.head.children))
        loaded = self.reading.sources.quote_at(phrase.sentence.start(phrase.head)) is not None
        if not (first or loaded):
            return None
        said = self.reading.sources.said(phrase.sentence, phrase.head)
        speakers = [speaker for speaker in said.speakers if not _is_first_person(speaker.head)]
        return self.as_source(speakers[0]) if speakers else None

    def _group(self, phrase: Phrase) -> tuple[str | None, tuple[Mention, ...]]:
        """ "a commander in the Army of Conquest", "fighters from Jund al-Aqsa": the group of a person or force."""
        if phrase.sentence.name(phrase.head):
            return None, ()
        grid = {p.head.i: p for p in self.reading.phrases[phrase.sentence.number]}
        behind = [child for child in phrase.head.children if child.dep_ == "nmod"]
        if not behind and phrase.sort in FIGHTERS and _follows(phrase) in {"from", "of"}:
            at = phrase.last.i + 2  # "fighters from ISIL", which a parser hung elsewhere
            behind = [p.head for p in grid.values() if p.first.i in {at, at + 1} and p.kind == "actor"]
        for child in behind:
            case = preposition(child)
            if (
                case in {"in", "of", "from", "with", "for", "at", "within"}
                and child.i in grid
                and child.i > phrase.head.i
            ):
                inner = grid[child.i]
                group = self.of(inner) if inner.kind in {"actor", "name"} else None
                if group is not None and group.kind == "actor":
                    return case, (group,)
        return None, ()

    def _body(self, phrase: Phrase) -> Mention | None:
        """The group in a person's title, before the name or beside it: "Adel Karim, a spokesman for the army"."""
        grid, head = self.grid(phrase), phrase.head
        titles = [head, *(c for c in head.children if c.dep_ in {"nmod:desc", "compound", "appos"})]
        titles += [head.head] if head.dep_ == "appos" else []
        for title in (token for token in titles if token.i in grid and grid[token.i].sort == "person"):
            for child in title.children:
                told = child.dep_ in {"compound", "amod", "nmod:poss"} or preposition(child) in {"for", "of"}
                if told and child.i in grid and grid[child.i].kind == "actor":
                    return self.of(grid[child.i])
        return None

    def _anchors(self, phrase: Phrase) -> tuple[str | None, tuple[Mention, ...]]:
        """ "a base south of Idlib city", "the road between A and B", "Marea, Aleppo": what the words place it by."""
        sentence = phrase.sentence
        pattern = ROAD if phrase.sort == "road" else RELATION
        others = sorted(
            (p for p in self.reading.phrases[sentence.number] if self.kind(p) == "place"),
            key=lambda p: (p.first.i, -p.last.i),
        )
        peers = {id(each) for each in series(phrase, {p.head.i: p for p in others})[1:]}  # "Hish, Murak and Sinjar"
        others = [other for other in others if id(other) not in peers]
        relation: str | None = None
        anchors: list[Mention] = []
        end = phrase.span.end
        for other in others:
            if other.first.i <= phrase.last.i or len(anchors) == 2 or (anchors and other.span.start < end):
                continue
            between = sentence.document.text[end : other.span.start]
            found = pattern.fullmatch(f"{between} " if not between.endswith(" ") else between)
            joined = anchors and re.fullmatch(r"\s*(?:and|to|with)\s+(?:the\s+|nearby\s+)*", between, re.IGNORECASE)
            if not found and not joined:
                break
            mention = self.of(next(listed(other)))
            if mention is None:
                break
            relation = relation or (_relation(found["words"]) if found else "between")
            anchors.append(mention)
            end = other.span.end
            if (phrase.sort != "road" and relation != "between") or relation in {"in", ","}:
                break
        return relation, tuple(anchors)


def _follows(phrase: Phrase) -> str:
    """The word right behind a phrase."""
    after = phrase.last.i + 1
    return phrase.head.doc[after].lower_ if after < len(phrase.head.doc) else ""


def _is_local(phrase: Phrase) -> bool:
    """Whether the name before a noun of fighters or police is that of a place."""
    named = phrase.name is not None and phrase.name is not phrase.head and phrase.part is None
    return named and phrase.sentence.name(phrase.name) == "place" and phrase.sort in FIGHTERS  # type: ignore[arg-type]


def _relation(words: str) -> str:
    """The relation in one form: "located to the south of" → "south of", "," → "in"."""
    plain = re.sub(r"\s+", " ", words.lower()).removeprefix("to the ").removeprefix("the ")
    return "in" if plain == "," else plain


def _role(head: Token) -> Literal["subject", "object", "other"]:
    """The role in the clause; of "five of them" that of the count."""
    counted = head.dep_ == "nmod" and preposition(head) == "of" and head.pos_ == "PRON"
    head = head.head if counted else head
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        head = head.head
    return "subject" if head.dep_ in SUBJECTS else "object" if head.dep_ in {"obj", "iobj"} else "other"


def decide_names(reading: Reading) -> dict[str, MentionKind]:
    """Names that no list has, by their uses in the document: places stand after "in" and in places, actors do and say."""
    votes: dict[str, Counter[MentionKind]] = {}
    for name, kind, weight in _uses(reading):
        votes.setdefault(name, Counter())[kind] += weight
    return {name: "place" if row["place"] > row["actor"] else "actor" for name, row in votes.items()}


def _is_first_person(token: Token) -> bool:
    """ "We", "us", not "US"."""
    return token.lower_ in FIRST_PERSON and token.text != "US"


def _uses(reading: Reading) -> Iterator[tuple[str, MentionKind, int]]:
    for draft in reading.drafts:
        slots = draft.slots
        for phrase in (*slots.places, *slots.origin, *slots.destination):
            yield phrase.span.text.lower(), "place", 0 if "places" in draft.inferred else 2
        own = [] if draft.inferred & {"doer", "deed"} else slots.agents
        for phrase in (*own, *slots.targets, *slots.victims, *draft.said.speakers):
            yield phrase.span.text.lower(), "actor", 2
    for row in reading.phrases.values():
        for phrase in row:
            if phrase.kind == "name":
                case = preposition(phrase.head).split(" ")[0]
                locative = case in LOCATIVE - {"by", "from", "into"}
                yield phrase.span.text.lower(), "place" if locative else "actor", 2 if locative else 0
                if lemma_of(phrase.head.head) in {"say", "tell", "report"} and phrase.head.dep_ == "nsubj":
                    yield phrase.span.text.lower(), "actor", 2
