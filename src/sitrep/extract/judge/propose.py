"""A trigger that no rule found, read by the codebook's entry for its word or, where it has none, for its type."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from sitrep.extract.match.tolls import said_of
from sitrep.extract.match.triggers import Hit
from sitrep.extract.stance.speech import VERBAL
from sitrep.lexicon.codebook import ClaimType, Trigger
from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.arguments import Functions, noun_functions, verb_functions
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import lemma_of

#: Strength of a hit that no rule found.
PROPOSED = -1


def proposed(sentence: Parsed, token: Token, kind: ClaimType, words: Words) -> Hit:
    """A hit of a type at a token, whatever the codebook asks of the words around it."""
    functions = _functions(token, words)
    return Hit(sentence, token, token, token, kind, _entry(token, kind, functions), functions, PROPOSED)


def retyped(hit: Hit, kind: ClaimType) -> Hit:
    """The same words as a trigger of another type."""
    return replace(hit, kind=kind, entry=_entry(hit.token, kind, hit.functions))


def _entry(token: Token, kind: ClaimType, functions: Functions) -> Trigger:
    """The entry for the word that asks for a word beside it which is there ("lost their lives"), else one that asks for none."""
    lemma, beside = lemma_of(token), {lemma_of(head) for heads in functions.values() for head in heads}
    with_word = [e for e in kind.triggers if lemma in (*e.verbs, *e.nouns, *e.adjectives)]
    verbal = [e for e in kind.triggers if bool(e.verbs) == (token.pos_ in VERBAL) and not e.denied]
    fitting = [e for e in with_word if set(e.object_words) & beside]
    plain = [e for e in with_word if not e.object_words]
    return (fitting or plain or with_word or verbal or list(kind.triggers))[0]


def _functions(token: Token, words: Words) -> Functions:
    if token.pos_ in VERBAL:
        return verb_functions(token, words.stance)
    if token.pos_ == "ADJ":
        subject, of = said_of(token, words.stance)
        return {"subject": subject, "predicand": of, "object": of}
    return noun_functions(token, words.stance)
