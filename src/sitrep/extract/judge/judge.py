"""What the network makes of one document: of its words as triggers, and of the phrases around each draft."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.features import TYPES, pair_rows, word_row
from sitrep.extract.judge.model import ROLES, Floats, Network
from sitrep.extract.judge.window import Window, Windows, Word
from sitrep.extract.stance.sources import Sources
from sitrep.extract.stance.timing import Timed, Times
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase

#: Words that never report a claim.
SILENT = frozenset({"PUNCT", "DET", "ADP", "CCONJ", "SCONJ", "PRON", "PART", "SPACE"})
#: How many sentences before and after a trigger its phrases may stand.
BEFORE, AFTER = 3, 1

#: Phrases with the share of each role.
Near = Sequence[tuple[Phrase, dict[str, float]]]


class Judge:
    """What the network makes of one document.

    windows    each window with a row of numbers for each of its words
    times      by sentence, the expressions of time, each as the phrase of the word that it begins with
    """

    def __init__(self, network: Network, sources: Sources, times: Times) -> None:
        self.network = network
        self.sentences, self.grids, self.quotes = sources.sentences, sources.phrases, sources.quotes
        self.times = {sentence.number: list(_times(sentence, times)) for sentence in self.sentences}
        cut = Windows(network.wordpieces, self.quotes).of(self.sentences, self.grids)
        self.windows = [(window, network.words(window)) for window in cut]

    def reports(self, drafts: Sequence[Draft]) -> Iterator[tuple[Parsed, Token, Floats]]:
        """Every word that may be a trigger, with its shares of no claim and of the types; without those of which the rules
        made a claim of a type of the user's own codebook: the network never saw such a type."""
        kinds = {draft.at: draft.type for draft in drafts}
        own = {key for key, kind in kinds.items() if kind not in TYPES}
        for window, words, sentences in self.owned():
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
        for window, words, sentences in self.owned():
            numbers = {sentence.number for sentence in sentences}
            for draft in drafts:
                if draft.sentence.number not in numbers or draft.at not in window.rows:
                    continue
                near, times = self.around(draft.at, window)
                phrases = [*near, *(phrase for phrase, _ in times)]
                if phrases:
                    shares = self._shares(draft, phrases, window, words)
                    dated = [
                        (timed, share["time"]) for (_, timed), share in zip(times, shares[len(near) :], strict=True)
                    ]
                    yield draft, list(zip(near, shares[: len(near)], strict=True)), dated

    def around(self, at: Word, window: Window) -> tuple[list[Phrase], list[tuple[Phrase, Timed]]]:
        """The phrases and the times around a trigger that the window holds."""
        numbers = range(at[0] - BEFORE, at[0] + AFTER + 1)
        near = [phrase for number in numbers for phrase in self.grids.get(number, {}).values()]
        times = [each for number in numbers for each in self.times.get(number, ())]
        return [p for p in near if p.at in window.rows], [each for each in times if each[0].at in window.rows]

    def _shares(self, draft: Draft, near: Sequence[Phrase], window: Window, words: Floats) -> list[dict[str, float]]:
        trigger = words[window.rows[draft.at]]
        rows = words[[window.rows[phrase.at] for phrase in near]]
        features = pair_rows(draft.hit.token, draft.type, draft, draft.sentence.number, near)
        found = self.network.fills(np.repeat(trigger[None], len(near), 0), rows, features)
        return [dict(zip(ROLES, map(float, row), strict=True)) for row in found]

    def owned(self) -> Iterator[tuple[Window, Floats, list[Parsed]]]:
        """The windows with their words' numbers and the sentences that no window before holds."""
        ends = [*(window.own for window, _ in self.windows[1:]), math.inf]
        for (window, words), end in zip(self.windows, ends, strict=False):  # no window where the report has no sentence
            yield window, words, [s for s in self.sentences if window.own <= s.number < end]


def _times(sentence: Parsed, times: Times) -> Iterator[tuple[Phrase, Timed]]:
    for head, timed in times.of(sentence).every():
        yield Phrase(sentence, head, head, head, "time"), timed
