"""Which drafts stay, and which words that no rule took become one."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.features import TYPES
from sitrep.extract.judge.judge import Judge, Key
from sitrep.extract.judge.propose import proposed, retyped
from sitrep.extract.match.triggers import Hit
from sitrep.lexicon.codebook import ClaimType
from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.language import Parsed

#: Shares of "a claim" below which a draft is dropped, and from which a word without one becomes one; share of another type
#: from which a draft becomes one of that type.
DROP, ADD, RETYPE = 0.15, 0.6, 0.6
#: By these the deed that killed hangs on the killing: "killed in air strikes", "the raids killed ten".
CAUSES = frozenset({"nsubj", "obl", "obl:agent", "nmod", "compound", "obj"})


@dataclass(frozen=True, slots=True)
class Weighing:
    """What `weigh` needs of the engine: a hit's draft, whether a guard stops a hit, the codebook's types, the nouns."""

    draft_of: Callable[[Hit], Draft]
    stopped: Callable[[Hit], bool]
    types: Mapping[str, ClaimType]
    words: Words


def weigh(judge: Judge, drafts: Sequence[Draft], seen: Container[Key], engine: Weighing) -> list[Draft]:
    """The drafts that the network believes, with those that it finds beside them, in text order. `seen`: words that a rule
    took for a trigger, whether or not a guard let it be one."""
    at = {(draft.sentence.number, draft.hit.token.i): draft for draft in drafts}
    armed = bool(drafts)  # a report in which no rule found a claim speaks of no war: "the city was invaded by tourists"
    killing = {key for key, draft in at.items() if draft.type == "casualty_report"}
    kept: list[Draft] = []
    for sentence, token, shares in judge.reports(drafts):
        key = (sentence.number, token.i)
        best = int(shares[1:].argmax())
        kind, claim, sure = engine.types[TYPES[best]], float(1 - shares[0]), float(shares[1 + best])
        draft = at.pop(key, None)
        if draft is None:
            if armed and claim >= ADD and key not in seen and not _tells_again(sentence, token, kind, killing):
                kept += _added(proposed(sentence, token, kind, engine.words), claim, engine)
        elif claim >= DROP:
            other = kind.type != draft.type and sure >= RETYPE
            kept.append(_because(engine.draft_of(retyped(draft.hit, kind)), claim) if other else draft)
    kept += at.values()  # words beyond the end of a window
    return sorted(kept, key=lambda draft: (draft.sentence.number, draft.hit.token.i))


def _tells_again(sentence: Parsed, token: Token, kind: ClaimType, killing: Container[Key]) -> bool:
    """Whether the word only names what killed ("killed in air strikes"), or tells again of those killed."""
    above = (sentence.number, token.head.i) in killing
    if kind.type != "casualty_report":
        return above and token.dep_ in CAUSES
    return above or any((sentence.number, child.i) in killing for child in token.children)


def _added(hit: Hit, claim: float, engine: Weighing) -> list[Draft]:
    return [] if engine.stopped(hit) else [_because(engine.draft_of(hit), claim)]


def _because(draft: Draft, claim: float) -> Draft:
    """The draft with the network's share as the reason of its type."""
    draft.reasons[0] = f"'{draft.trigger.text}' reports {draft.type} (the network gives {claim:.2f} for a claim)"
    return draft
