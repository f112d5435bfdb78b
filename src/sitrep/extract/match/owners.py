"""Whose is what is taken or hit: "regime checkpoints", "positions of the rebels", "drones launched by the army"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from sitrep.read.syntax.arguments import conjuncts
from sitrep.read.syntax.clauses import participle_after, preposition
from sitrep.read.syntax.names import HYPHENS
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: "positions held by the rebels", "vehicles belonging to them"; and who sent what is shot down.
HOLDING = frozenset({"hold", "control", "belong", "use", "occupy", "run", "own", "man"})
SENDING = frozenset({"launch", "fire", "fly", "operate", "send"})
#: What a nation's name before it says to be its forces': "Russian positions", not "a Russian town", "Russian rifles".
OF_FORCES = frozenset({"position", "base", "checkpoint", "vehicle", "aircraft"})
#: What is of somebody whom no list has: "the hideout of Omar Said".
LAIRS = frozenset({"hideout", "lair", "den", "home", "house", "residence", "villa", "convoy", "hiding-place"})


def owners(phrase: Phrase, trigger: Token, phrases: Mapping[int, Phrase]) -> Iterator[Phrase]:
    """Who has what the phrase tells; of a place with a name only whose it is by an adjective: "Nusra's town of Harem"
    says less than "Nusra's base"."""
    before = [token for token in phrase.modifiers if token.nbor(1).text not in HYPHENS]  # not "rebel-held areas"
    name = phrase.sentence.name(phrase.name) if phrase.name is not None else ""
    named = phrase.kind == "place" and name not in {"", "actor"}  # "a base of M23"
    sent = [] if named else list(_by(phrase, SENDING, trigger))
    behind = [] if named else [*_possessors(phrase), *_by(phrase, HOLDING, trigger), *sent]
    for token in (*before, *(each for head in behind for each in conjuncts(head))):
        owner = phrases.get(token.i)
        if owner is None or (_made(owner, phrase) and token not in sent):
            continue
        if owner.kind == "actor" or (owner.kind == "name" and phrase.lemma in LAIRS and preposition(token) == "of"):
            yield owner


def _possessors(phrase: Phrase) -> Iterator[Token]:
    for child in phrase.head.children:
        if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and preposition(child) in {"of", "for", "to"}):
            yield child


def _by(phrase: Phrase, verbs: frozenset[str], trigger: Token) -> Iterator[Token]:
    """Who stands behind a participle: "held by", "belonging to"."""
    after = participle_after(phrase.head)
    clauses = [child for child in phrase.head.children if child.dep_ == "acl"]
    clauses = [child for child in (*clauses, *([after] if after is not None else [])) if lemma_of(child) in verbs]
    if verbs is HOLDING:
        clauses += [child for child in trigger.subtree if child.i > phrase.head.i and child.lower_ == "belonging"]
    for child in (child for clause in clauses for child in clause.children):
        if child.dep_ in {"obl:agent", "obl"} and preposition(child) in {"by", "to"}:
            yield child


def _made(owner: Phrase, phrase: Phrase) -> bool:
    """ "Russian rifles", "a Russian town": where it is from or lies."""
    return owner.sort in {"nation", "metonym"} and phrase.sort not in OF_FORCES


def joined_sides(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "Syrian and Russian warplanes", "Iraqi and Kurdish forces", "army and Hezbollah fighters": who they are, where words
    before the noun join several; empty where they name one."""
    doc, start = phrase.head.doc, phrase.first.i
    sides: list[Phrase | None] = [None]
    for token in doc[phrase.first.i : phrase.head.i]:
        side = phrases.get(token.i)
        if token.lower_ in {"and", ","}:
            sides.append(None)
            start = token.i + 1
        elif side is not None and side.kind == "actor" and (side.sort != "armed" or sides[-1] is None):
            sides[-1] = side  # "French" of "French fighter jets"
    last = sides[-1]
    if last is None or "government" in {phrase.sort, last.sort}:
        name = phrase.name if phrase.name is not None and phrase.name.i >= start else None
        own = tuple(token for token in phrase.modifiers if token.i >= start)
        sides[-1] = replace(phrase, first=doc[start], name=name, modifiers=own)
    elif phrase.sort in {"armed", "insurgents"} and last.sort == "nation":
        return []  # "Kurdish and Arab fighters of the group"
    found = [side for side in sides if side is not None]
    return found if len(found) > 1 and len(found) == len(sides) else []
