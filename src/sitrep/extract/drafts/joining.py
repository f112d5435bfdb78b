"""What the clauses of one sentence give one another: losses, the group that a bare number counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.read.syntax.phrases import Phrase


def share_groups(drafts: Sequence[Draft]) -> None:
    """ "Three soldiers were killed and 12 wounded": a bare number counts the people told of before it."""
    told: Phrase | None = None
    for draft in drafts:
        for number, loss in enumerate(draft.losses):
            if loss.group.sort != "number":
                told = loss.group
            elif told is not None:
                draft.losses[number] = replace(loss, group=told)


def merge_losses(drafts: Sequence[Draft]) -> list[Draft]:
    """ "detonated a car, killing 15": losses in a participle of another predicate belong to that claim."""
    by_token = {draft.hit.token.i: draft for draft in drafts}
    kept: list[Draft] = []
    hosts: dict[int, Draft] = {}
    for draft in drafts:
        token = draft.hit.token
        host = hosts.get(token.head.i) if token.dep_ == "conj" else _host(token, by_token)
        participle = draft.type == "casualty_report" and token.tag_ == "VBG" and token.dep_ in {"advcl", "acl", "conj"}
        if participle and host is not None and host is not draft and not host.hit.kind.state and draft.losses:
            hosts[token.i] = host  # "killing two and wounding five": the second goes with the first
            host.losses += draft.losses
            for phrase in draft.slots.victims:
                host.slots.add("victims", phrase)
            continue
        kept.append(draft)
    return kept


def _host(participle: Token, by_token: Mapping[int, Draft]) -> Draft | None:
    """The predicate that a participle goes with: the nearest before it, from the verb that the parser hung it on."""
    head = participle.head
    between = [i for i in by_token if head.i < i < participle.i and by_token[i].hit.token.pos_ == "VERB"]
    if between and head.pos_ == "VERB":
        return by_token[max(between)]
    return by_token.get(head.i) or by_token.get(_carried_noun(head))


def _carried_noun(verb: Token) -> int:
    """The noun of action that a light verb carries: "carried out a raid, killing ten"."""
    return next((child.i for child in verb.children if child.dep_ in {"obj", "nsubj:pass", "nsubj"}), -1)
