"""One predicate, one claim: which of several triggers in a clause tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from sitrep.extract.match.triggers import Hit
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import MEASURES, preposition
from sitrep.read.syntax.phrases import lemma_of

#: Types that a bomber, the bomb and the verb of its going off all tell together.
BLASTS = frozenset({"bombing", "suicide_bombing"})


#: Deeds that kill; and the prepositions by which a clause of killing names one: "killed in air strikes".
TOLD = frozenset({"casualty_report", "materiel_destroyed"})
KILLING = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing", "assault", "armed_clash", "offensive"})
CAUSES = frozenset({"in", "by", "from", "during", "as a result of", "due to", "because of", "as", "following", "with"})


def causes(hits: Sequence[Hit]) -> dict[int, Hit]:
    """What killed, by the token of the clause that tells the killing: "killed in air strikes", "the raids left 30 dead"."""
    told = {hit.token.i: hit for hit in hits if hit.kind.type in TOLD}
    found: dict[int, Hit] = {}
    for hit in hits:
        verb = governor(hit.token)
        lead = _lead(hit.token)
        opens = (
            hit.token.tag_ == "VBG" and lead.dep_ in {"advcl", "csubj"} and lead.i < lead.head.i
        )  # "Shelling by X killed"
        verb = lead.head if opens else verb
        if verb is None or hit.kind.type not in KILLING or (hit.token.pos_ == "VERB" and not opens):
            continue
        tellers = [verb.i, *(child.i for child in verb.children if child.dep_ in {"xcomp", "conj"})]
        tellers += [verb.head.i] if verb.dep_ == "conj" else []  # "70 were killed and 70 injured in the raids"
        if opens or lead.dep_ in {"nsubj", "obl:agent"} or (lead.dep_ == "obl" and preposition(lead) in CAUSES):
            found.update({i: hit for i in tellers if i in told and i not in found})
    return found


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
    killers = {hit.token.i for hit in causes(hits).values() if not _has_two_sides(hit)}
    kept = []
    for hit in hits:
        objects = [token for token in hit.functions.get("object", []) if token.i in by_token]
        sends = hit.kind.type == "reinforcement" and any(not by_token[t.i].kind.state for t in objects)
        carries = sends or (
            hit.token.pos_ == "VERB"
            and any(by_token[t.i].kind.type == hit.kind.type and t.dep_ == "obj" for t in objects)
        )
        if not carries and hit.token.i not in killers and not _goes_off(hit, by_token):
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


def _has_two_sides(hit: Hit) -> bool:
    """ "killed in clashes between the army and rebels" tells a clash of its own; "killed in the clashes" does not."""
    return hit.kind.type == "armed_clash" and any(hit.functions.get(name) for name in ("between", "with", "against"))
