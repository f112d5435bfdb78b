"""Which drafts stay, and which words that no rule took become one."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.features import TYPES
from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.propose import proposed, retyped
from sitrep.extract.judge.window import Word
from sitrep.extract.match.triggers import Hit
from sitrep.lexicon.codebook import ClaimType
from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.phrases import lemma_of

#: Shares of "a claim" below which a draft is dropped, and from which a word without one becomes one; share of another type
#: from which a draft becomes one of that type.
DROP, ADD, RETYPE = 0.2, 0.85, 0.9
#: What a word must be to become a claim.
REPORTING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
#: By these a noun hangs on its verb.
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj"})
BEFORE_NOUN = frozenset({"compound", "amod"})
#: The first sentence keeps what the rules found: without a dateline or words before it, the network takes it for a headline.
OPENING = 0
#: Strength of a hit that names a weapon or a fixed phrase: of those that the network denies, as many were right as wrong.
SURE = 6
#: By these the deed that killed hangs on the killing: "killed in air strikes", "the raids killed ten".
CAUSES = frozenset({"nsubj", "obl", "obl:agent", "nmod", "compound", "obj"})


@dataclass(frozen=True, slots=True)
class Weighing:
    """What `weigh` needs of the engine: a hit's draft, whether a guard stops a hit, the codebook's types, the nouns."""

    draft_of: Callable[[Hit], Draft]
    stopped: Callable[[Hit], bool]
    types: Mapping[str, ClaimType]
    words: Words


def weigh(judge: Judge, drafts: Sequence[Draft], seen: Container[Word], engine: Weighing) -> list[Draft]:
    """The drafts that the network believes, with those that it finds beside them, in text order. `seen`: words that a rule
    took for a trigger, whether or not a guard let it be one."""
    at = {draft.at: draft for draft in drafts}
    words = {(sentence.number, token.i): (sentence, token, row) for sentence, token, row in judge.reports(drafts)}
    believed = {key: float(1 - row[0]) for key, (_, _, row) in words.items()}
    kept = [draft for key, draft in at.items() if key not in words]  # beyond the end of a window
    for key, (_, _, row) in words.items():
        best = int(row[1:].argmax())
        if key in at and not _is_phrase(at[key].hit) and TYPES[best] != at[key].type and row[1 + best] >= RETYPE:
            other = engine.draft_of(retyped(at[key].hit, engine.types[TYPES[best]]))
            at[key] = _because(other, believed[key])
    for key, (sentence, token, row) in words.items():
        kind, draft = engine.types[TYPES[int(row[1:].argmax())]], at.get(key)
        if draft is None:
            told = not at or key in seen or _told_by_noun(key, token, at) or _tells_again(key, token, kind, at)
            if believed[key] >= ADD and token.pos_ in REPORTING and not told:
                added = _added(proposed(sentence, token, kind, engine.words), believed[key], engine)
                kept += [each for each in added if not _counts_again(each, kept)]
        elif _stays(draft) or max(believed[key], _verb(key, token, believed, at)) >= DROP:
            kept.append(draft)
    return sorted(kept, key=lambda draft: draft.at)


def _stays(draft: Draft) -> bool:
    """States, what is told first, and what the codebook's rules are surest of: there the network errs more often."""
    return draft.hit.kind.state or draft.sentence.number == OPENING or draft.hit.strength >= SURE


def _is_phrase(hit: Hit) -> bool:
    """Whether several words make the claim what it is: who "took up positions" took nothing, who
    "set fire to the houses" burned them."""
    return hit.strength >= SURE and (hit.first.i != hit.last.i or bool(hit.entry.object_words))


def _verb(key: Word, noun: Token, believed: Mapping[Word, float], at: Container[Word]) -> float:
    """The share of the verb of a noun that is a trigger ("a missile slammed into the port"), where it has no claim."""
    verb = (key[0], noun.head.i)
    return believed.get(verb, 0.0) if noun.dep_ in ARGUMENTS and verb not in at else 0.0


def _told_by_noun(key: Word, word: Token, at: Mapping[Word, Draft]) -> bool:
    """Whether a noun tells the claim already: "a missile slammed", "fired a salvo", "bombing raids"."""
    verb = at.get((key[0], word.head.i))
    if verb is not None and word.dep_ == "obj" and lemma_of(word) in verb.hit.entry.object_words:
        return True  # "set fire to the houses", "slit their throats": one phrase
    nouns = [at.get((key[0], child.i)) for child in word.children if child.dep_ in ARGUMENTS]
    nouns += [at.get((key[0], word.head.i))] if word.dep_ in BEFORE_NOUN else []
    return any(draft is not None and draft.type != "casualty_report" for draft in nouns)


def _tells_again(key: Word, token: Token, kind: ClaimType, at: Mapping[Word, Draft]) -> bool:
    """Whether the word only names what killed ("killed in air strikes"), or tells again of those killed."""

    def killing(other: Token) -> bool:
        draft = at.get((key[0], other.i))
        return draft is not None and draft.type == "casualty_report"

    if kind.type != "casualty_report":
        return killing(token.head) and token.dep_ in CAUSES
    return killing(token.head) or any(killing(child) for child in token.children)


def _added(hit: Hit, claim: float, engine: Weighing) -> list[Draft]:
    return [] if engine.stopped(hit) else [_because(engine.draft_of(hit), claim)]


def _counts_again(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "The toll rose to 41 dead": whether all that a draft counts was counted by others."""
    told = {(loss.span, loss.outcome) for other in others for loss in other.losses}
    return bool(draft.losses) and all((loss.span, loss.outcome) in told for loss in draft.losses)


def _because(draft: Draft, claim: float) -> Draft:
    """The draft with the network's share as the reason of its type."""
    draft.reasons[0] = f"'{draft.trigger.text}' reports {draft.type} (the network gives {claim:.2f} for a claim)"
    return draft
