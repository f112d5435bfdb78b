"""What the rules know of a trigger and a phrase, as numbers for the model that judges whether the phrase fills a slot."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.read.syntax.clauses import is_passive, preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

TYPES = (
    "abduction", "agreement", "air_strike", "alliance", "armed_clash", "assault", "bombing", "casualty_report", "control",
    "detention", "displacement", "encirclement", "materiel_captured", "materiel_destroyed", "offensive", "protest",
    "reinforcement", "riot", "shelling", "suicide_bombing", "territory_gain", "violence_against_civilians", "withdrawal",
)  # fmt: skip
KINDS = ("actor", "people", "place", "materiel", "munition", "airborne", "time", "name", "other")
SORTS = (
    "named", "pronoun", "person", "nation", "state_forces", "collective", "insurgents", "government", "armed", "label",
    "outlet", "monitor", "organisation", "metonym", "police", "opposed", "people", "number", "settlement", "area",
    "building", "admin", "position", "base", "road", "checkpoint", "vehicle", "weapon", "aircraft", "munition",
)  # fmt: skip
RULE_SLOTS = ("agents", "targets", "places", "origin", "destination", "victims", "materiel", "counted")
DEPS = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:unmarked", "nmod", "nmod:poss", "compound", "amod", "conj",
    "appos", "acl", "acl:relcl", "advcl", "ccomp", "xcomp", "parataxis", "nmod:unmarked", "nummod", "flat", "dep", "ROOT",
)  # fmt: skip
PREPOSITIONS = (
    "by", "in", "on", "at", "of", "from", "to", "into", "near", "against", "with", "between", "for", "during", "after",
    "including", "inside", "outside", "around", "over", "across", "according to", "among", "towards", "along",
)  # fmt: skip
OFFSETS = (-3, -2, -1, 0, 1)
LONGEST_PATH = 6
WORD_CLASSES = ("VERB", "NOUN", "PROPN", "ADJ", "NUM", "AUX")


def _one(value: object, values: Sequence[object]) -> list[float]:
    return [float(value == each) for each in values]


def pair_rows(
    token: Token, kind: str, draft: Draft | None, sentence: int, phrases: Sequence[Phrase]
) -> NDArray[np.float32]:
    """The features of a trigger and each of the phrases. `draft`: what the rules made of the trigger, if anything."""
    of_kind, rules, up = _one(kind, TYPES), _Rules(draft), _ancestors(token)
    verb = [float(token.pos_ == "VERB"), float(token.pos_ == "VERB" and is_passive(token))]
    rows = [
        [
            *of_kind,
            *_one(phrase.kind, KINDS),
            *_one(phrase.sort, SORTS),
            *_one(preposition(phrase.head), PREPOSITIONS),
            *_one(phrase.head.dep_, DEPS),
            *_one(max(-3, min(1, phrase.sentence.number - sentence)), OFFSETS),
            float(phrase.name is not None),
            float(phrase.number is not None),
            *verb,
            *(_path(token, up, phrase.head) if phrase.sentence.number == sentence else [0.0] * PATH),
            *rules.of(phrase),
        ]
        for phrase in phrases
    ]
    return np.array(rows, np.float32)


#: Numbers that `_path` gives.
PATH = 2 * len(DEPS) + LONGEST_PATH + 5


def _path(token: Token, up: Sequence[int], head: Token) -> list[float]:
    """The way through the parse from the trigger to the phrase, and how far apart they stand. `up`: what the trigger hangs
    on, itself first."""
    down = _ancestors(head)
    shared = next((node for node in up if node in down), None)
    if shared is None:
        return [0.0] * PATH
    rise, fall = up.index(shared), down.index(shared)
    doc = token.doc
    first = doc[up[rise - 1]].dep_ if rise else ""  # by what the trigger's side hangs on the node above both
    last = doc[down[fall - 1]].dep_ if fall else ""
    distance = head.i - token.i
    return [
        *_one(first, DEPS),
        *_one(last, DEPS),
        *_one(min(rise + fall, LONGEST_PATH - 1), range(LONGEST_PATH)),
        float(rise == 0),
        float(fall == 0),
        float(distance < 0),
        math.log1p(abs(distance)) / 3,
        float(lemma_of(doc[shared]) in {"say", "tell", "report", "add"}),
    ]


def _ancestors(token: Token) -> list[int]:
    return [token.i, *(node.i for node in token.ancestors)]


class _Rules:
    """What the rules decided of a draft: the slots that they put a phrase into, whether it speaks, and which slots have
    anything."""

    def __init__(self, draft: Draft | None) -> None:
        self.draft = draft
        if draft is None:
            return
        rows = [getattr(draft.slots, slot) for slot in RULE_SLOTS]
        self.rows = [{phrase.at for phrase in row} for row in rows]
        self.speakers = {phrase.at for phrase in draft.said.speakers}
        self.lost = {loss.group.at for loss in draft.losses}
        self.inferred = [float("places" in draft.inferred), float(bool(draft.inferred - {"places"}))]

    def of(self, phrase: Phrase) -> list[float]:
        """Of one phrase."""
        if self.draft is None:
            return [0.0] * (2 * len(RULE_SLOTS) + 6)
        return [
            *(float(phrase.at in row) for row in self.rows),
            *(float(bool(row)) for row in self.rows),
            float(phrase.at in self.speakers),
            float(bool(self.speakers)),
            float(phrase.at in self.lost),
            *self.inferred,
            1.0,
        ]


def word_row(token: Token, kind: str | None) -> list[float]:
    """What the rules know of a word that may be a trigger: its class, and the type of the claim they made of it."""
    return [*_one(token.pos_, WORD_CLASSES), *_one(kind, TYPES), float(kind is not None)]
