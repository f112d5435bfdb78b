"""The rule engine: one document to drafts of claims, each with the phrases that fill its slots and the words that say so."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Token

from sitrep.extract.drafts.blame import name_culprits
from sitrep.extract.drafts.context import implied_agents
from sitrep.extract.drafts.days import share_days
from sitrep.extract.drafts.deeds import share_deeds
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.drafts.joining import (
    merge_losses,
    share_causes,
    share_damage,
    share_doers,
    share_groups,
    share_victims,
    take_from_cause,
    take_from_clause,
)
from sitrep.extract.drafts.opponents import share_opponents
from sitrep.extract.drafts.places import PlacesTold
from sitrep.extract.guards import Guards
from sitrep.extract.judge.fill import fill_slots
from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import Network
from sitrep.extract.judge.weigh import Weighing, weigh
from sitrep.extract.match.antecedents import Antecedents
from sitrep.extract.match.doubles import causes, without_doubles
from sitrep.extract.match.tolls import name_once
from sitrep.extract.match.triggers import Hit, Triggers
from sitrep.extract.quantities import QuantityReader
from sitrep.extract.roles import RoleReader
from sitrep.extract.setting import Setting
from sitrep.extract.slots import Slots
from sitrep.extract.stance.none import empty
from sitrep.extract.stance.sources import Sources
from sitrep.extract.stance.speech import Said
from sitrep.extract.stance.status import is_purpose, status_of, still_goes_on
from sitrep.extract.stance.timing import Times
from sitrep.lexicon.codebook import Codebook
from sitrep.lexicon.nouns import Words
from sitrep.lexicon.rosters import Roster
from sitrep.model.text import REPORTING, Document, Segment, Span
from sitrep.read.quotes import quoted_spans
from sitrep.read.segments import segment
from sitrep.read.sentences import sentences
from sitrep.read.syntax.known import Known
from sitrep.read.syntax.language import Parsed, parse
from sitrep.read.syntax.phrases import Phrase, PhraseReader, lemma_of
from sitrep.read.syntax.pieces import Piecer


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its parts, the parsed reporting sentences, their phrases, and the drafts of its claims."""

    document: Document
    segments: tuple[Segment, ...]
    sentences: tuple[Parsed, ...]
    phrases: Mapping[int, Sequence[Phrase]]
    drafts: tuple[Draft, ...]
    sources: Sources


class Engine:
    """Reads documents by the codebook's rules. Made once; `read` depends on nothing but its document."""

    def __init__(self, nlp: Language, codebook: Codebook, words: Words, roster: Roster, known: Known) -> None:
        self.nlp = nlp
        self.network: Network | None = None  # without one the rules alone read
        self.known = known
        self.piecer = Piecer(words.nouns)
        self.types = {kind.type: kind for kind in codebook.types}
        self.triggers = Triggers(codebook, words)
        self.antecedents = Antecedents(codebook)
        self.roles = RoleReader(words, codebook.frames)
        self.quantities = QuantityReader(words)
        self.phrases = PhraseReader(words, roster)
        self.guards = Guards()
        self.words = words
        self.roster = roster

    def read(self, document: Document) -> Reading:
        """The document's parts, sentences and claim drafts in text order."""
        segments = segment(document)
        places = [place for place in sentences(document, segments) if segments[place.segment].kind in REPORTING]
        parsed = parse(document, places, self.nlp, self.known, self.piecer)
        phrases = {sentence.number: self.phrases.phrases(sentence) for sentence in parsed}
        grids = {number: {phrase.head.i: phrase for phrase in row} for number, row in phrases.items()}
        self.antecedents.fill(parsed, grids)
        sources = Sources(self.words, quoted_spans(document.text), parsed, grids)
        setting = Setting(parsed, sources.quotes, self.guards.file.armed, self.roster)
        found = [
            list(self.triggers.hits(sentence, grids[sentence.number], setting.air(sentence))) for sentence in parsed
        ]
        times = Times()
        drafts = [draft for row in found if row for draft in self._drafts(row, sources, times, segments, setting)]
        judge = Judge(self.network, sources, times) if self.network is not None else None
        if judge is not None:
            seen = {(hit.sentence.number, hit.token.i) for row in found for hit in row}
            engine = Weighing(
                lambda hit: self._draft(hit, sources, times, segments),
                lambda hit: self._stopped(hit, setting),
                self.types,
                self.words,
            )
            drafts = weigh(judge, drafts, seen, engine)
        share_opponents(drafts)
        name_culprits(drafts, parsed, grids, self.words.stance)
        share_deeds(drafts)
        implied_agents(drafts, sources)
        PlacesTold(drafts, grids, segments, self.roster.adjectives).fill()
        share_days(drafts)
        if judge is not None:
            fill_slots(judge, drafts, self.quantities)
        return Reading(document, segments, tuple(parsed), phrases, tuple(drafts), sources)

    def _drafts(
        self, found: Sequence[Hit], sources: Sources, times: Times, segments: Sequence[Segment], setting: Setting
    ) -> list[Draft]:
        """The drafts of one sentence from the triggers in it."""
        hits = [hit for hit in found if not self._stopped(hit, setting)]
        if not hits:
            return []
        deeds = causes(found)
        grid = sources.phrases[found[0].sentence.number]
        drafts = [self._draft(hit, sources, times, segments) for hit in without_doubles(hits)]
        for draft in drafts:
            draft.cause = deeds.get(draft.hit.token.i)
            if draft.cause is not None:
                take_from_cause(draft, self.roles.slots(draft.cause, grid))
        share_groups(drafts, grid)
        share_doers(drafts)
        share_causes(drafts)
        take_from_clause(drafts)
        share_victims(drafts)
        share_damage(drafts, self.quantities)
        return [d for d in merge_losses(drafts) if d.losses or d.status == "denied" or not _only_counts(d)]

    def _stopped(self, hit: Hit, setting: Setting) -> bool:
        return (
            is_purpose(hit.token, self.words.stance)
            or points_back(hit, self.words.stance.judging)
            or bool(self.guards.stops(hit, setting))
        )

    def _draft(self, hit: Hit, sources: Sources, times: Times, segments: Sequence[Segment]) -> Draft:
        sentence, token = hit.sentence, hit.token
        grid, part = sources.phrases[sentence.number], segments[sentence.segment]
        said = sources.said(sentence, token, hit.kind.state)
        timed = times.of(sentence).of(token, said.verbs, hit.kind.state)
        if hit.entry.lasting and timed is not None and timed.expression.tells_stretch:
            hit = replace(hit, kind=self.types[hit.entry.lasting])
        slots = self.roles.slots(hit, grid)
        leave_speakers(hit, slots, said, sources)
        name_once(slots.victims)
        lasts = hit.kind.state or hit.entry.outcome == "missing"
        status, why = status_of(token, self.words.stance, lasts, hit.kind.type == "assault")
        draft = Draft(
            hit,
            status,
            slots,
            said,
            timed,
            sentence.span(hit.first, hit.last),
            evidence(hit),
            part,
        )
        since = draft.timed is not None and draft.timed.expression.span.text.lower().startswith("since")
        lasting = (
            (hit.token.pos_ != "VERB" or draft.type == "encirclement")
            and not hit.kind.state
            and draft.type != "casualty_report"
        )
        if status == "happened" and lasting and still_goes_on(token, since):
            draft.status, why = "ongoing", f"'{draft.trigger.text}' is told as not yet over"
        draft.losses = self.quantities.losses(hit, slots, grid)
        if slots.victims and all(empty([victim.head for victim in slots.victims])):
            draft.status, why = "denied", f"'{slots.victims[0].span.text}': nobody"
        draft.materiel = self.quantities.materiel(hit, slots)
        draft.quantities = list(self.quantities.counted(hit, slots, grid))
        draft.reasons += [
            f"'{draft.trigger.text}' reports {hit.kind.type} (codebook, frame {hit.entry.frame})",
            why,
            said.because,
        ]
        return draft


def leave_speakers(hit: Hit, slots: Slots, said: Said, sources: Sources) -> None:
    """ "… were killed and five wounded" the spokesman said: who is named after a quotation speaks, and did nothing in it."""
    quote = sources.quote_at(hit.sentence.start(hit.token))
    if quote is None:
        return
    end = sources.quotes.spans[quote].end
    here = [verb for verb in said.verbs if verb.doc is hit.token.doc]
    if any(hit.sentence.start(verb) >= end for verb in here):
        for row in (slots.agents, slots.targets, slots.victims):
            row[:] = [phrase for phrase in row if phrase.span.start < end]


def _only_counts(draft: Draft) -> bool:
    """ "The toll", "deaths" without a number tell nothing of their own."""
    return draft.type == "casualty_report" and draft.hit.token.pos_ != "VERB"


def points_back(hit: Hit, judging: Container[str]) -> bool:
    """ "killed in the fighting", "condemned the attack": a noun that only points back to what another clause tells."""
    token = hit.token
    judged = token.dep_ in {"obj", "nsubj", "nsubj:pass"} and lemma_of(token.head) in judging
    counted = (
        token.head.pos_ == "NUM" and not hit.entry.counted
    )  # "two of the shells fell", not "two of the wounded died"
    if token.pos_ == "VERB" or counted or not (judged or token.dep_ in {"obl", "nmod"}):
        return False
    definite = any(c.lower_ in {"the", "this", "that", "these", "those"} for c in token.children if c.dep_ == "det")
    told = any(
        hit.functions.get(name) for name in ("of", "on", "against", "by", "between", "with", "owner", "predicand")
    )
    told = told or any(child.dep_ == "acl" for child in token.children)  # "the siege laid by …"
    return definite and not told and not any(c.dep_ == "nummod" for c in token.children)


def evidence(hit: Hit) -> Span:
    """The clause that holds the trigger: its subtree without clauses joined to it; the sentence where that is too little."""
    sentence, head = hit.sentence, _clause_head(hit.token)
    tokens = [head]
    stack = [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in {"conj", "parataxis"} and child.pos_ in {"VERB", "AUX"} and child.i > hit.token.i:
                continue
            tokens.append(child)
            stack.append(child)
    tokens += [hit.first, hit.last]
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    while last.pos_ == "PUNCT" and last.i > hit.last.i:
        last = last.nbor(-1)
    while first.pos_ == "PUNCT" and first.i < hit.first.i and first.text not in {"“", '"', "‘"}:
        first = first.nbor(1)
    return sentence.span(first, last)


def _clause_head(token: Token) -> Token:
    node = token
    while (
        node.pos_ not in {"VERB", "AUX"} and node.head.i != node.i and node.dep_ not in {"ccomp", "advcl", "parataxis"}
    ):
        node = node.head
    return node
