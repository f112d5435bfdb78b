"""What a clause leaves to who tells it: the doer of "has been liberated"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.stance.sources import Sources
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import is_passive
from sitrep.read.syntax.phrases import lemma_of

PARTY = frozenset({"actor", "name"})
ATTACKS = frozenset({"assault", "offensive"})


def implied_agents(drafts: Sequence[Draft], sources: Sources) -> None:
    """Deeds without a doer that a party to the fighting tells as its own.

    "It has been liberated", said by those who took it; and in a quotation that says "we" any deed against others.
    """
    for draft in drafts:
        if draft.type in ATTACKS:
            _fallen_attackers(draft, sources.words.stance.repelling)
            _beaten_attackers(draft, drafts, sources.words.stance.repelling)
        rule, said = draft.hit.kind.implied_agent, draft.said.speakers
        if not rule or draft.slots.agents or not said or draft.status != "happened" or said[0].kind not in PARTY:
            continue
        passive = draft.hit.token.pos_ == "VERB" and is_passive(draft.hit.token)
        if (rule == "speaker" and passive) or _says_we(draft, sources):
            draft.slots.agents.append(said[0])
            draft.inferred.add("agents")
            draft.reasons.append(f"no doer is named: '{said[0].span.text}' says so of its own side")


def _fallen_attackers(draft: Draft, repelling: Container[str]) -> None:
    """ "The army repelled an attack, killing 80 RSF fighters": who fell in a repelled attack is who attacked."""
    verb = governor(draft.hit.token) if draft.hit.token.pos_ == "NOUN" else None
    slots = draft.slots
    if verb is None or lemma_of(verb) not in repelling or is_passive(verb) or not slots.victims:
        return
    fallen = [phrase for phrase in slots.victims if phrase.kind in PARTY and phrase.sort != "pronoun"]
    slots.victims = []
    if not slots.agents and fallen:
        slots.agents = fallen
        draft.reasons.append(f"'{verb.text}': who fell in the attack made it")


def _beaten_attackers(draft: Draft, drafts: Sequence[Draft], repelling: Container[str]) -> None:
    """ "The army killed rebels and foiled their attacks": "they" who attacked are whom the verb before it is told of."""
    verb, slots = governor(draft.hit.token), draft.slots
    if verb is None or lemma_of(verb) not in repelling or not any(each.head.tag_ == "PRP$" for each in slots.agents):
        return
    same = (each for each in drafts if each.sentence is draft.sentence and each.hit.token.i == verb.head.i)
    before = next(same, None)
    slots.agents = [each for each in slots.agents if each.head.tag_ != "PRP$"]
    if before is not None and verb.dep_ == "conj":
        fought = (*before.slots.targets, *before.slots.victims)
        slots.agents += [each for each in fought if each.kind in PARTY]
        slots.targets = slots.targets or list(before.slots.agents)
        draft.reasons.append(f"'{verb.text}': whom '{before.trigger.text}' is told of made the attack")


def _says_we(draft: Draft, sources: Sources) -> bool:
    """Whether the quotation around a claim, over all its sentences in the paragraph, speaks in the first person plural."""
    sentence = draft.sentence
    if sources.quote_at(sentence.start(draft.hit.token)) is None:
        return False
    same = [other for other in sources.sentences if other.segment == sentence.segment]
    quoted = [t for other in same for t in other.doc if sources.quote_at(other.start(t)) is not None]
    return any(token.lower_ in {"we", "our", "us", "ours"} and token.text != "US" for token in quoted)
