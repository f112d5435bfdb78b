"""A reader's claims placed among the engine's drafts: which word reports each, and which phrases fill its roles."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from annotated import Claim, Extent, Text
from spacy.tokens import Token

from sitrep.extract import engine
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import Floats
from sitrep.extract.judge.propose import proposed
from sitrep.extract.judge.weigh import REPORTING, Weighing
from sitrep.extract.judge.window import Window, Word
from sitrep.extract.judge.wordpiece import WordPieces
from sitrep.model.text import Document
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase
from sitrep.resolve.claims import Tools

#: Words that make two phrases no different.
ARTICLES = frozenset({"the", "a", "an", "al"})


@dataclass(frozen=True, slots=True)
class Blind:
    """In the network's place while windows are made: it knows word pieces and nothing else."""

    wordpieces: WordPieces

    def words(self, window: Window) -> Floats:
        return np.zeros((len(window.rows), 0), np.float32)


@dataclass(slots=True)
class Mark:
    """What readers say of a word: types (any is right), status of the first claim, whether none of them must be there."""

    types: set[str]
    status: str
    optional: bool


@dataclass(slots=True)
class Lesson:
    """A text read by the rules with a reader's claims put among the drafts. `rules`: the types that the rules gave. `marks`:
    what each word reports; `fills`: the claims whose roles are to be learnt, by that word. `lost`: claims without a word."""

    claims: Sequence[Claim]
    judge: Judge | None = None
    drafts: dict[Word, Draft] = field(default_factory=dict)
    rules: dict[Word, str] = field(default_factory=dict)
    marks: dict[Word, Mark] = field(default_factory=dict)
    fills: list[tuple[Word, Claim]] = field(default_factory=list)
    lost: int = 0

    def weigh(self, judge: Judge, drafts: Sequence[Draft], _seen: Container[Word], reading: Weighing) -> list[Draft]:
        """In the place of `weigh.weigh`: all drafts of the rules stay, and a claim that they miss becomes one."""
        self.judge = judge
        self.rules = {draft.at: draft.type for draft in drafts}
        new = []
        for claim in self.claims:
            near = [d for d in drafts if claim.trigger.touches(d.trigger.start, d.trigger.end)]
            best = [d for d in near if d.type in claim.types] or near
            if best:
                self._mark(best[0].at, claim)
                continue
            word = _reporting(judge.sentences, claim.trigger)
            if word is None:
                self.lost += 1
                continue
            sentence, token = word
            if (sentence.number, token.i) not in self.marks:
                kind = reading.types[claim.types[0]]
                new.append(reading.draft_of(proposed(sentence, token, kind, reading.words)))
            self._mark((sentence.number, token.i), claim)
        return sorted([*drafts, *new], key=lambda draft: draft.at)

    def _mark(self, key: Word, claim: Claim) -> None:
        known = self.marks.get(key)
        if known is None:
            self.marks[key] = Mark({*claim.types}, claim.status, claim.optional)
        else:
            known.types |= {*claim.types}
            known.optional = known.optional and claim.optional
            if claim.optional:
                return
        self.fills.append((key, claim))

    def unsure(self, sentences: Sequence[Parsed]) -> set[Word]:
        """Words that are neither a trigger nor none: others within a trigger's words, and a second word of a loss."""
        triggers = [claim.trigger for claim in self.claims]
        within = {
            (sentence.number, token.i)
            for sentence in sentences
            for token in sentence.doc
            if any(trigger.touches(sentence.start(token), sentence.end(token)) for trigger in triggers)
        }
        losing = {key for key, claim in self.fills if claim.roles.get("losses")}
        losing |= {key for key, mark in self.marks.items() if "casualty_report" in mark.types}
        numbers = {number for number, _ in losing}
        again = {
            key
            for key, draft in self.drafts.items()
            if draft.type == "casualty_report" and key in self.rules and key[0] in numbers
        }
        return (within | again) - self.marks.keys()


def lesson(text: Text, tools: Tools, wordpieces: WordPieces) -> Lesson:
    """The text read by the rules, its claims among the drafts."""
    if text.words is None:
        raise ValueError(f"{text.document}: the words of this text are not here")
    made = Lesson(text.claims)
    tools.engine.network = Blind(wordpieces)
    with _in_place_of_the_network(made):
        reading = tools.engine.read(Document(id=text.document, text=text.words, sha256="0" * 64))
    made.drafts = {draft.at: draft for draft in reading.drafts}
    return made


@contextmanager
def _in_place_of_the_network(made: Lesson) -> Iterator[None]:
    """The engine decides by `made` and fills no slots, so that the steps between run on a reader's claims as later on the
    network's. The names are swapped because the engine, rightly, offers no way to put other decisions there."""
    own = engine.weigh, engine.fill_slots
    engine.weigh, engine.fill_slots = made.weigh, lambda *_: None
    try:
        yield
    finally:
        engine.weigh, engine.fill_slots = own


def placed(phrases: Sequence[Phrase], extent: Extent) -> tuple[Phrase | None, list[Phrase]]:
    """The phrase that an extent means, the one whose head stands over the others' there, and all that touch it."""
    touching = [phrase for phrase in phrases if extent.touches(phrase.span.start, phrase.span.end)]
    inside = [p for p in phrases if extent.start <= p.sentence.start(p.head) < extent.end]
    if inside:
        top = [p for p in inside if not any(q is not p and q.head.is_ancestor(p.head) for q in inside)]
        return (top or inside)[0], touching
    around = [p for p in touching if p.span.start <= extent.start and extent.end <= p.span.end]
    return min(around, key=lambda p: p.span.end - p.span.start, default=None), touching


def plain(words: str) -> str:
    """Words without what makes no difference between two phrases."""
    return " ".join(word for word in words.lower().replace("-", " ").split() if word not in ARTICLES)


def _reporting(sentences: Sequence[Parsed], trigger: Extent) -> tuple[Parsed, Token] | None:
    """The word of a trigger that stands over its others in the parse."""
    words = [(s, t) for s in sentences for t in s.doc if trigger.touches(s.start(t), s.end(t))]
    content = [(s, t) for s, t in words if t.pos_ in REPORTING] or words
    top = [(s, t) for s, t in content if not any(other is not t and other.is_ancestor(t) for _, other in content)]
    return next(iter(top or content), None)
