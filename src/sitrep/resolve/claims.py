"""Drafts to claims: phrases become actors, places and days, each with the reason why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitrep import __version__
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.engine import Engine, Reading
from sitrep.extract.judge.model import load_network
from sitrep.extract.match.owners import joined_sides
from sitrep.extract.match.together import BOTH_SIDES
from sitrep.extract.mentions import MentionMaker
from sitrep.extract.quantities import Loss
from sitrep.lexicon.codebook import load_codebook
from sitrep.lexicon.files import DATA, digest
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.nouns import load_words
from sitrep.lexicon.own.folder import roster_files, roster_folder
from sitrep.lexicon.places.tables import added_tables
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, PlaceRef, claim_id
from sitrep.model.dates import Days, TimeRef
from sitrep.model.origin import Origin
from sitrep.model.record import replace
from sitrep.model.text import Document, Mention
from sitrep.read.layout.bylines import agencies
from sitrep.read.syntax.known import Known, Vocabulary
from sitrep.read.syntax.language import load_language, model_digest
from sitrep.read.syntax.phrases import Phrase
from sitrep.resolve.actors import referents
from sitrep.resolve.confidence import confidence_in, resolutions
from sitrep.resolve.locate.slot import PlaceSlot
from sitrep.resolve.parties import BYSTANDERS, Cast, facing, key, sides_told
from sitrep.resolve.places import resolve_places
from sitrep.resolve.times import Tense, reported_by, resolve_time

#: How the ids of those begin whom the roster does not list.
NEW = ("person:", "unlisted:")
#: Nouns of those who fight, and with others those that several parties may share.
FORCES = frozenset({"state_forces", "aircraft", "collective", "police"})
SHARED_BY = FORCES | {"armed", "insurgents", "government"}
REPORTERS = frozenset({"monitor", "outlet"})
TWO = 2
#: Types of claims in which anybody may take part.
PEACEFUL = frozenset({"alliance", "agreement", "protest", "riot"})
#: Words for what became of people, which tell nothing of who they were: "claimed hundreds of lives", "40 hurt".
OUTCOMES = frozenset({
    "life", "casualty", "fatality", "death", "dead", "hurt", "injury", "wounded", "injured", "loss", "number", "toll",
    "body", "corpse",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that reading a document needs, made once by `load_tools`."""

    engine: Engine
    roster: Roster
    gazetteer: Gazetteer
    origin: Origin


def load_tools(codebook: Path | None = None, network: bool = True) -> Tools:
    """Loads models, codebook, roster and gazetteer (about a second). Raises LexiconError where one of them is wrong.

    Without `network` the rules alone read.
    """
    own = roster_files(roster_folder())
    return tools_of(Roster.load(own), Gazetteer.load(added=added_tables()), own, codebook, network)


def tools_of(
    roster: Roster, gazetteer: Gazetteer, own: Sequence[Path], codebook: Path | None = None, network: bool = True
) -> Tools:
    """The tools with this roster and gazetteer. `own`: the files that the roster was loaded from beside the shipped ones."""
    nlp, book, words = load_language(), load_codebook(codebook), load_words()
    vocabulary = Vocabulary(
        roster.adjectives, words.nouns.place_kinds, roster.generic, words.ordinary, roster.words.titles
    )
    known = Known(roster.knows, gazetteer.knows, vocabulary)
    engine = Engine(nlp, book, words, roster, known)
    engine.network = judge = load_network() if network else None
    words_used = f"{book.digest}-{digest([*sorted(DATA.rglob('*.yml')), *own])}-{gazetteer.digest[:16]}"
    weights = f"{model_digest(nlp)}+judge-{judge.digest}" if judge is not None else model_digest(nlp)
    origin = Origin(engine="rules", version=__version__, codebook=words_used, model=weights)
    return Tools(engine, roster, gazetteer, origin)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document resolved: its claims, and every place and actor that it names, each in text order."""

    claims: tuple[Claim, ...]
    places: tuple[PlaceRef, ...]
    actors: tuple[ActorRef, ...]


def resolved(document: Document, tools: Tools) -> Resolved:
    """The claims, places and actors of one document."""
    reading = tools.engine.read(document)
    resolver = _Resolver(reading, document, tools)
    claims = [resolver.claim(draft) for draft in reading.drafts]
    unique = {claim.id: claim for claim in claims}
    ordered = sorted(unique.values(), key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.type))
    return Resolved(tuple(sides_told(ordered)), tuple(resolver.places.values()), tuple(resolver.actors.values()))


def claims_of(document: Document, tools: Tools) -> tuple[Claim, ...]:
    """The claims of one document, in text order."""
    return resolved(document, tools).claims


class _Resolver:
    """Resolves the phrases of one reading."""

    def __init__(self, reading: Reading, document: Document, tools: Tools) -> None:
        self.document = document
        self.tools = tools
        self.maker = MentionMaker(reading)
        mentions = self._mentions(reading)
        self.places: Mapping[Mention, PlaceRef] = resolve_places(
            [mention for mention in mentions if mention.kind == "place"], document, tools.gazetteer
        )
        self.slot = PlaceSlot(self.maker, self.places, tools.gazetteer)
        people = [mention for mention in mentions if mention.kind in {"actor", "people"}]
        self.cast = Cast(referents(people, document, tools.roster, self._countries()), tools.roster)
        self.actors: Mapping[Mention, ActorRef] = self.cast.actors
        own = [*agencies(document.text), *([document.outlet] if document.outlet else [])]
        self.publisher = {actor.id for name in own for actor in tools.roster.outlet(name)}

    def _countries(self) -> tuple[str, ...]:
        """The countries that the report's places lie in, most places first; none where no place is known."""
        known = (self.tools.gazetteer.get(ref.id) for ref in self.places.values() if ref.id)
        found = Counter(place.country for place in known if place is not None)
        return tuple(sorted(found, key=lambda code: (-found[code], code)))

    def _mentions(self, reading: Reading) -> list[Mention]:
        """All mentions, and those phrases that are an actor only because they speak, in text order."""
        found = dict.fromkeys(self.maker.all())
        for draft in reading.drafts:
            for speaker in draft.said.speakers:
                found[self.maker.as_source(speaker)] = None
            for place in draft.slots.places:
                if (mention := self.maker.as_place(place)) is not None:
                    found[mention] = None
        return sorted(found, key=lambda mention: (mention.span.start, mention.span.end, mention.kind))

    def claim(self, draft: Draft) -> Claim:
        """The claim of one draft."""
        slots = draft.slots
        slots.agents = [phrase for phrase in slots.agents if self._may_fight(phrase, draft)]
        agents = self._agents(draft)
        victims = [phrase for phrase in slots.victims if phrase.sort != "number" and self._identified(phrase)]
        doers = {ref.id or ref.name for ref in agents}
        suffering = [phrase for phrase in (*slots.targets, *victims) if self._may_fight(phrase, draft)]
        targets = tuple(ref for ref in self._actors(suffering) if (ref.id or ref.name) not in doers)
        if len(agents) == TWO and not targets and facing(draft.hit):
            agents, targets = agents[:1], agents[1:]
        places = self.slot.of(slots.places, draft.beside)
        places = self.slot.countries(places) if draft.whole else places
        sources = self._sources(draft)
        casualties = tuple(self._casualty(loss, draft) for loss in draft.losses)
        time = self._time(draft)
        roles = tuple(f"{name}:{ref.text}" for name, refs in (("agents", agents), ("targets", targets)) for ref in refs)
        roles += tuple(f"places:{ref.text}" for ref in places)
        confidence, why = confidence_in(draft, agents, places)
        return Claim(
            id=claim_id(self.document.id, draft.type, draft.trigger, roles), document=self.document.id, type=draft.type,
            status=draft.status, trigger=draft.trigger, evidence=draft.evidence, agents=agents, targets=targets, places=places,
            origin=self.slot.of(slots.origin), destination=self.slot.of(slots.destination), time=time, sources=sources,
            medium=draft.said.medium, casualties=casualties, materiel=tuple(draft.materiel), quantities=tuple(draft.quantities),
            part=slots.part, segment=draft.segment.kind, copy_of=draft.segment.copy_of, confidence=confidence,
            reasons=(*draft.reasons, *why, *resolutions(agents, targets, places, sources, time)),
            origin_of_record=self.tools.origin,
        )  # fmt: skip

    def _agents(self, draft: Draft) -> tuple[ActorRef, ...]:
        """The doers; one that was only implied by who speaks must be a party, not a monitor or an outlet."""
        if "deed" in draft.inferred:
            suffering = {key(each) for each in self._actors([*draft.slots.victims, *draft.slots.targets])}
            if draft.sides is not None:
                one, other = (self._actors(side) for side in draft.sides)
                if not one or not other:  # "killed in clashes with rebels"
                    return tuple(ref for ref in (*one, *other) if key(ref) not in suffering)
                met = [{key(ref) for ref in side} & suffering for side in (one, other)]
                return () if bool(met[0]) == bool(met[1]) else other if met[0] else one
            return tuple(ref for ref in self._actors(draft.slots.agents) if key(ref) not in suffering)
        if "agents" not in draft.inferred:
            return self._actors(draft.slots.agents)
        ref = self.cast.spoken_for(self.maker.as_source(draft.slots.agents[0])) if draft.slots.agents else None
        actor = self.tools.roster.get(ref.id) if ref is not None and ref.id else None
        victims = {each.id for each in self._actors(draft.slots.victims)}
        party = actor is not None and actor.kind not in BYSTANDERS and actor.id not in victims
        return (ref,) if ref is not None and party else ()

    def _may_fight(self, phrase: Phrase, draft: Draft) -> bool:
        """False for a pronoun or "his forces" taken for a monitor or an outlet: they tell of fighting and do not fight."""
        named = phrase.sort != "pronoun" and (phrase.name is not None or phrase.sort not in FORCES)
        if draft.type in PEACEFUL or named:
            return True
        mention = self.maker.of(phrase)
        ref = self.actors.get(mention) if mention is not None else None
        actor = self.tools.roster.get(ref.id) if ref is not None and ref.id else None
        if actor is None and ref is not None:  # an outlet that the roster lacks, by its name: "the Levant Herald"
            return not set(ref.name.lower().split()) & set(self.tools.roster.words.kinds_by_word["outlet"])
        return actor is None or actor.kind not in REPORTERS

    def _identified(self, phrase: Phrase) -> bool:
        """False for "people", "men", "others" of whom the report does not tell whose they are: they are nobody's side."""
        mention = self.maker.of(phrase)
        ref = self.actors.get(mention) if mention is not None else None
        unnamed = phrase.name is None and self.tools.roster.word_class(phrase.lemma) == "people"
        return not unnamed or (ref is not None and ref.id is not None)

    def _actors(self, phrases: Iterable[Phrase]) -> tuple[ActorRef, ...]:
        """Each actor once, by id or, unresolved, by words."""
        found: dict[str, ActorRef] = {}
        vague: list[str] = []
        for phrase in (each for whole in phrases for each in self._sides(whole)):
            mention = self.maker.of(self.maker.named_by(phrase))
            ref = self.cast.party(mention) if mention is not None else None
            ref = self._described(phrase) or ref if ref is not None and str(ref.id).startswith(NEW) else ref
            if ref is not None:
                found.setdefault(ref.id or ref.name.lower(), ref)
                vague += [ref.name.lower()] if ref.id is None and phrase.kind == "airborne" else []
        named = [ref for name, ref in found.items() if name not in vague]
        return tuple(named or found.values())  # "Turkish tanks and jets": of whom the jets are is told beside them

    def _described(self, phrase: Phrase) -> ActorRef | None:
        """ "Abdul Jamil, a Taliban leader": whose somebody is, whom the roster does not list."""
        doc, after = phrase.head.doc, phrase.last.i + 1
        comma = after < len(doc) and doc[after].text == ","
        people = (each for each in self.maker.grid(phrase).values() if comma and each.sort == "person")
        beside = [each for each in people if each.first.i == after + 1]
        refs = [self.cast.party(mention) for mention in map(self.maker.of, beside) if mention is not None]
        return next((ref for ref in refs if ref is not None and ref.id is not None), None)

    def _sides(self, phrase: Phrase) -> list[Phrase]:
        """ "Syrian and Russian warplanes" as the two that they are, unless the roster has them as one."""
        several = phrase.plural or phrase.lemma in {"aircraft", "army", "police"} or phrase.sort == "government"
        single = phrase.sort not in SHARED_BY or not several
        if single or self.tools.roster.lookup(phrase.span.text):
            return [phrase]
        return joined_sides(phrase, self.maker.grid(phrase)) or [phrase]

    def _sources(self, draft: Draft) -> tuple[ActorRef, ...]:
        """The source chain without the outlet that publishes the report, and without towns, which tell nothing."""
        found: dict[tuple[str | None, str], ActorRef] = {}  # "medics and residents": civilians both, and two sources
        for phrase in draft.said.speakers:
            mention = self.maker.as_source(phrase)
            for ref in (self.cast.relayed(mention), self.cast.body(mention)):
                if ref is None or (ref.id is None and ref.name.casefold() in self.tools.roster.towns):
                    continue
                if ref.id not in self.publisher:
                    found.setdefault((ref.id, ref.name.lower()), ref)
        return tuple(found.values())

    def _casualty(self, loss: Loss, draft: Draft) -> Casualty:
        known = loss.group.sort not in {"number", BOTH_SIDES} and self._may_fight(loss.group, draft)
        mention = self.maker.of(loss.group) if known else None
        ref = self.cast.party(mention) if mention is not None else None
        text = loss.span.text
        # "133", "another 30", "45 deaths": nobody says of whom
        bare = loss.group.sort == "number" or loss.group.head.i == draft.hit.token.i or loss.group.lemma in OUTCOMES
        group = Group(id=None, name="people" if bare else _uncounted(loss.group), text=text)
        if ref is not None and not (bare and ref.id is None):  # "40 bodies", "five martyrs"
            group = Group(id=ref.id, name=ref.name, text=text)
        return Casualty(group=group, outcome=loss.outcome, low=loss.low, high=loss.high, text=text, span=loss.span)

    def _time(self, draft: Draft) -> TimeRef | None:
        timed = draft.timed
        if timed is None:
            return None
        coming = draft.status == "planned" and not timed.reported and not timed.past
        tense: Tense = "future" if coming else "past"
        published = self.document.published
        counted = resolve_time(timed.counted.expression, published) if timed.counted is not None else None
        anchor = None
        if counted is not None and counted.start is not None and counted.end is not None:
            anchor = Days(start=counted.start, end=counted.end)
        ref = resolve_time(timed.expression, published, tense, anchor)
        if timed.reported and draft.status != "ongoing":
            ref = reported_by(ref)
        span = draft.sentence.cut(timed.start, timed.end)
        return replace(ref, text=span.text, span=span)


def _uncounted(phrase: Phrase) -> str:
    """ "seven suspected collaborators": the words behind the number."""
    tokens = phrase.head.doc[phrase.first.i : phrase.head.i + 1]
    counts = [
        token.i for token in tokens if phrase.sentence.pieces[token.i].number is not None and token.i < phrase.head.i
    ]
    first = phrase.head.doc[max(counts) + 1] if counts else phrase.first
    return phrase.sentence.span(first, phrase.last).text
