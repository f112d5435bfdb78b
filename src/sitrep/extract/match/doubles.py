"""One predicate, one claim: which of several triggers in a clause tells it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from spacy.tokens import Token

from sitrep.extract.match.triggers import Hit
from sitrep.read.syntax.arguments import AIMED, governor
from sitrep.read.syntax.clauses import MEASURES, is_passive, preposition
from sitrep.read.syntax.phrases import lemma_of

#: Types that a bomber, the bomb and the verb of its going off all tell together.
BLASTS = frozenset({"bombing", "suicide_bombing"})


#: Deeds that kill; and the prepositions by which a clause of killing names one: "killed in air strikes".
TOLD = frozenset({"casualty_report", "materiel_destroyed"})
KILLING = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing", "assault", "armed_clash", "offensive"})
FIRING = frozenset({"fire", "launch", "plant", "drop", "detonate", "throw", "lay"})
CAUSES = frozenset({"in", "by", "from", "during", "as a result of", "due to", "because of", "as", "following", "with"})


def causes(hits: Sequence[Hit]) -> dict[int, Hit]:
    """What killed, by the token of the clause that tells the killing: "killed in air strikes", "the raids left 30 dead"."""
    told = {hit.token.i: hit for hit in hits if hit.kind.type in TOLD}
    found: dict[int, Hit] = {}
    for hit in hits if told else ():
        if hit.kind.type in KILLING:
            found.update({i: hit for i in _tellers(hit.token, told) if i in told and i not in found})
    return found


def _tellers(deed: Token, told: Container[int]) -> list[int]:
    """The words that may tell what a deed did, nearest first."""
    noun = deed.head if _fired(deed) else deed  # "a rocket fired by rebels": the rocket is what killed
    if noun.pos_ == "VERB" and not _opens(noun):
        return []
    lead = _lead(noun)
    killed = lead.dep_ in {"obl", "nmod"} and preposition(lead) in CAUSES
    if _opens(noun) or lead.dep_ in {"nsubj", "nsubj:pass", "obl:agent"} or killed:
        verb = _taken(noun) or lead.head
        joined = {"xcomp", "conj", "advcl"} if verb.pos_ == "VERB" else {"conj"}
        rows = [verb.i, *(c.i for c in verb.children if c.dep_ in joined and _told_apart(c))]
        # "70 were killed and 70 injured in the raids"
        return [*rows, verb.head.i] if verb.dep_ in {"conj", "advcl"} and verb.head.i in told and killed else rows
    return []


def _told_apart(clause: Token) -> bool:
    """Whether a clause tells a claim of its own: "raids resulted in killing ten", not "raids hit a camp, killing ten"."""
    return clause.dep_ != "advcl" or clause.tag_ != "VBG" or any(child.lower_ == "in" for child in clause.lefts)


def _fired(token: Token) -> bool:
    return token.pos_ == "VERB" and token.dep_ == "acl" and is_passive(token) and lemma_of(token) in FIRING


def _opens(token: Token) -> bool:
    """ "Shelling by X killed": a gerund that opens the clause."""
    return token.tag_ == "VBG" and token.dep_ in {"advcl", "csubj"} and token.i < token.head.i


def _taken(noun: Token) -> Token | None:
    verb = governor(noun)
    return verb if verb is not None and verb.i != _lead(noun).head.i else None


def _lead(noun: Token) -> Token:
    """ "three days of attacks", "raids and shelling": the head of what the noun is measured by or joined to."""
    while (noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}) or (
        noun.dep_ == "nmod" and preposition(noun) == "of" and lemma_of(noun.head) in MEASURES
    ):
        noun = noun.head
    return noun


def without_doubles(hits: Sequence[Hit]) -> list[Hit]:
    """One predicate, one claim: a verb and the noun of action it carries, or a strike and the killing it did, are one."""
    by_token = {hit.token.i: hit for hit in hits}
    killers = {h.token.i for h in causes(hits).values() if not (_has_two_sides(h) or _fired(h.token))}
    kept = []
    for hit in hits:
        objects = [token for token in hit.functions.get("object", []) if token.i in by_token]
        sends = hit.kind.type == "reinforcement" and any(not by_token[t.i].kind.state for t in objects)
        carries = sends or (
            hit.token.pos_ == "VERB"
            and hit.kind.type not in BLASTS  # "set off a car bomb": the verb tells it
            and any(by_token[t.i].kind.type == hit.kind.type and t.dep_ == "obj" for t in objects)
        )
        beside = _goes_off(hit, by_token) or _aims(hit, by_token) or _is_made_harmless(hit, by_token)
        if not (carries or hit.token.i in killers or beside):
            kept.append(hit)
    return kept


def _goes_off(hit: Hit, by_token: Mapping[int, Hit]) -> bool:
    """ "A car bomb exploded": the noun and its verb tell one thing."""
    carrier = governor(hit.token)
    verb = by_token.get(carrier.i) if carrier is not None else None
    if verb is None or verb is hit or hit.token.pos_ == "VERB":
        return False
    if (verb.kind.type, hit.kind.type) == ("territory_gain", "control"):
        return True  # "brought back under government control"
    same = verb.kind.type == hit.kind.type and hit.token.dep_ in {"nsubj", "nsubj:pass"}
    return same or ({verb.kind.type, hit.kind.type} <= BLASTS and verb.token.pos_ == "VERB")


def _aims(hit: Hit, by_token: Mapping[int, Hit]) -> bool:
    """ "conducted air strikes targeting the camp": the participle says at whom; it is no deed of its own."""
    token = hit.token
    if token.tag_ != "VBG" or lemma_of(token) not in AIMED or token.dep_ not in {"advcl", "acl"}:
        return False
    told = by_token.get(token.head.i)
    carried = [by_token[c.i] for c in token.head.children if c.dep_ in {"obj", "nsubj:pass"} and c.i in by_token]
    deeds = [*carried, *([told] if told is not None else [])]
    return any(deed.token.pos_ != "VERB" and deed.kind.type in KILLING for deed in deeds)


def _is_made_harmless(hit: Hit, by_token: Mapping[int, Hit]) -> bool:
    """ "Destroyed two car bombs", "seized explosive belts": what is taken or destroyed has hit nobody."""
    verb = by_token.get(hit.token.head.i) if hit.token.dep_ in {"obj", "nsubj:pass"} else None
    return (
        verb is not None and hit.kind.type in BLASTS and verb.kind.type in {"materiel_destroyed", "materiel_captured"}
    )


def _has_two_sides(hit: Hit) -> bool:
    """ "killed in clashes between the army and rebels" tells a clash of its own; "killed in the clashes" does not."""
    return hit.kind.type == "armed_clash" and any(hit.functions.get(name) for name in ("between", "with", "against"))
