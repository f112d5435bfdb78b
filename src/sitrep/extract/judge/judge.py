"""What the network makes of one document: of its words as triggers, and of the phrases around each draft."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.features import TYPES, pair_row, word_row
from sitrep.extract.judge.model import ROLES, Floats, Network
from sitrep.extract.judge.window import Grids, Window, Windows
from sitrep.extract.stance.timing import SentenceTimes, Timed
from sitrep.model.text import Span
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase

#: Words that never report a claim.
SILENT = frozenset({"PUNCT", "DET", "ADP", "CCONJ", "SCONJ", "PRON", "PART", "SPACE"})
#: How many sentences before and after a trigger its phrases may stand.
BEFORE, AFTER = 3, 1

#: A sentence's number and a token's in it.
Key = tuple[int, int]
#: Phrases with the share of each role.
Near = Sequence[tuple[Phrase, dict[str, float]]]


@dataclass(slots=True)
class Judge:
    """What the network makes of one document."""

    network: Network
    sentences: Sequence[Parsed]
    grids: Grids
    quotes: Sequence[Span]
    windows: list[tuple[Window, Floats]] = field(default_factory=list)
    times: dict[int, list[tuple[Phrase, Timed]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.times = {sentence.number: list(_times(sentence)) for sentence in self.sentences}
        cut = Windows(self.network.wordpieces, self.quotes).of(self.sentences, self.grids)
        self.windows = [(window, self.network.words(window)) for window in cut]

    def reports(self, drafts: Sequence[Draft]) -> Iterator[tuple[Parsed, Token, Floats]]:
        """Every word that may be a trigger, with its shares of no claim and of the types; without those of which the rules
        made a claim of a type of the user's own codebook: the network never saw such a type."""
        kinds = {(draft.sentence.number, draft.hit.token.i): draft.type for draft in drafts}
        own = {key for key, kind in kinds.items() if kind not in TYPES}
        for window, words, sentences in self._owned():
            tokens = [
                (sentence, token)
                for sentence in sentences
                for token in sentence.doc
                if (sentence.number, token.i) in window.rows
                and (sentence.number, token.i) not in own
                and (token.pos_ not in SILENT or (sentence.number, token.i) in kinds)
            ]
            if tokens:
                rows = [window.rows[sentence.number, token.i] for sentence, token in tokens]
                rules = [word_row(token, kinds.get((sentence.number, token.i))) for sentence, token in tokens]
                shares = self.network.reports(words[rows], rules)
                yield from ((sentence, token, share) for (sentence, token), share in zip(tokens, shares, strict=True))

    def fills(self, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Near, list[tuple[Timed, float]]]]:
        """Of each draft the phrases around it with the shares of the roles, and the times with that of its own. Drafts of
        a type that the network never saw are left out."""
        drafts = [draft for draft in drafts if draft.type in TYPES]
        for window, words, sentences in self._owned():
            numbers = {sentence.number for sentence in sentences}
            for draft in drafts:
                key = (draft.sentence.number, draft.hit.token.i)
                if key[0] not in numbers or key not in window.rows:
                    continue
                numbered = range(key[0] - BEFORE, key[0] + AFTER + 1)
                near = [phrase for number in numbered for phrase in self.grids.get(number, {}).values()]
                near = [phrase for phrase in near if key_of(phrase) in window.rows]
                times = [each for number in numbered for each in self.times.get(number, ())]
                times = [(phrase, timed) for phrase, timed in times if key_of(phrase) in window.rows]
                phrases = [*near, *(phrase for phrase, _ in times)]
                if phrases:
                    shares = self._shares(draft, phrases, window, words)
                    dated = [
                        (timed, share["time"]) for (_, timed), share in zip(times, shares[len(near) :], strict=True)
                    ]
                    yield draft, list(zip(near, shares[: len(near)], strict=True)), dated

    def _shares(self, draft: Draft, near: Sequence[Phrase], window: Window, words: Floats) -> list[dict[str, float]]:
        trigger = words[window.rows[draft.sentence.number, draft.hit.token.i]]
        rows = words[[window.rows[phrase.sentence.number, phrase.head.i] for phrase in near]]
        features = np.stack([pair_row(draft.hit.token, draft.type, draft, draft.sentence.number, p) for p in near])
        found = self.network.fills(np.repeat(trigger[None], len(near), 0), rows, features)
        return [dict(zip(ROLES, map(float, row), strict=True)) for row in found]

    def _owned(self) -> Iterator[tuple[Window, Floats, list[Parsed]]]:
        ends = [*(window.own for window, _ in self.windows[1:]), math.inf]
        for (window, words), end in zip(self.windows, ends, strict=False):  # no window where the report has no sentence
            yield window, words, [s for s in self.sentences if window.own <= s.number < end]


def _times(sentence: Parsed) -> Iterator[tuple[Phrase, Timed]]:
    """The expressions of time in a sentence, each as the phrase of the word that it begins with."""
    times = SentenceTimes(sentence)
    for attached in times.attached:
        head, span = attached.position, attached.expression.span
        timed = Timed(
            attached.expression, times.base + span.start, times.base + span.end, past=attached.anchor.tag_ == "VBD"
        )
        yield Phrase(sentence, head, head, head, "time"), timed


def key_of(phrase: Phrase) -> Key:
    """Where the phrase's head stands."""
    return phrase.sentence.number, phrase.head.i
