"""What a clause leaves to the report around it: the doer of "has been liberated", the country of a war's toll."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence

from spacy.tokens import Token

from sitrep.extract.drafts.deeds import points
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.stance.sources import Sources
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import is_passive, preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

PARTY = frozenset({"actor", "name"})
ATTACKS = frozenset({"assault", "offensive"})
#: By these a toll or an invasion is a whole country's, not that of the town spoken of last.
WARS = frozenset(
    {"war", "conflict", "coup", "uprising", "revolution", "insurgency", "crisis", "invasion", "revolt", "rebellion"}
)
INVADING = frozenset({"invade", "invasion"})
#: Those of them that last and are a country's, so that what is done "in the conflict" is done all over it.
LASTING = WARS - {"coup", "crisis", "invasion"}
DURING = frozenset({"in", "during", "throughout", "since", "over", "into", "within"})
POINTING = frozenset({"the", "this", "that", "a", "an"})
TOLLS = frozenset({"casualty_report", "displacement"})
#: Since a year that is told, these are a country's; so is what begins wars, of a year or a month and not of a day.
STRETCHED = TOLLS | {"air_strike", "shelling", "armed_clash", "violence_against_civilians", "bombing", "assault"}
BEGUN = frozenset({"protest", "armed_clash"})
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
#: What a party does as a rule, or is accused of as a rule, and what it fights for.
HABITS = frozenset({"consistently", "repeatedly", "routinely", "always", "persistently", "systematically"})
GROWING = frozenset({"step", "intensify", "escalate"})
AIMS = frozenset({"overthrow", "topple", "oust", "impose", "establish", "carve"})


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


def of_whole_war(draft: Draft, before: Collection[Phrase], countries: Container[str]) -> bool:
    """ "The conflict has killed 2,500 people", "543 have been killed since the coup", "since Russia invaded".

    `before`: the phrases of the sentence before.
    """
    token = draft.hit.token
    if lemma_of(token) in INVADING:
        return True
    words = {lemma_of(each) for each in token.doc}
    timed = draft.timed
    lasting = timed is not None and (timed.expression.tells_stretch or timed.expression.kind == "past")
    of_war = draft.type in TOLLS and lasting and bool(words & WARS or words & INVADING)
    told = of_war or _by_war(token) or _in_war(token) or _as_a_rule(draft) or _wages_war(draft)
    return told or _after_war(draft, before, countries)


def _by_war(token: Token) -> bool:
    """ "The war has killed 900 people and wounded 2,000", "the conflict began with the repression of protests"."""
    for clause in clauses_over(token):
        subjects = [child for child in clause.children if child.dep_ in {"nsubj", "nsubj:pass"}]
        if subjects:
            return lemma_of(subjects[0]) in WARS
    return False


def _in_war(token: Token) -> bool:
    """ "More than 200,000 have died in the conflict, which began with protests", "attacks during the six-year war"."""
    over = list(clauses_over(token))
    described = over[-1].head if over[-1].dep_ in {"acl:relcl", "acl"} else over[-1]
    if lemma_of(described) in LASTING or lemma_of(token) in LASTING:
        return True
    beside = [child for each in (*over, described) for child in each.children if child.dep_ in {"obl", "nmod"}]
    beside += [child for child in described.subtree if child.dep_ in {"obl", "nmod"} and child.is_ancestor(token)]
    beside = [noun for noun in beside if preposition(noun) in DURING and _is_the(noun)]
    return any(lemma_of(noun) in (WARS if preposition(noun) == "since" else LASTING) for noun in beside)


def _is_the(noun: Token) -> bool:
    """ "The war", "Syria's conflict", not "in conflict with the police"."""
    return any(child.dep_ == "nmod:poss" or child.lower_ in POINTING for child in noun.children)


def for_years(draft: Draft) -> bool:
    """ "Russian planes have flown raids since September 2015", "they have stepped up attacks since the truce"."""
    timed, verb = draft.timed, draft.verb
    if verb is not None and lemma_of(verb) in GROWING and draft.type in STRETCHED and not points(draft):
        return any(child.dep_ == "aux" and child.lower_ in {"have", "has"} for child in verb.children)
    words = timed.expression.span.text if timed is not None else ""
    if timed is None or not YEAR.search(words) or points(draft):
        return False
    if timed.expression.tells_stretch:
        return draft.type in STRETCHED
    return draft.type in BEGUN and not DAY.search(words)


def _as_a_rule(draft: Draft) -> bool:
    """ "It has consistently denied using poison gas", "both sides have been accused of targeting civilians"."""
    token = draft.hit.token
    if draft.type != "violence_against_civilians" or points(draft) or draft.timed is not None:
        return False
    if any(loss.group.number is not None for loss in draft.losses):
        return False
    over = [each for each in (token, *token.ancestors) if each.pos_ == "VERB"]
    habit = any(child.lower_ in HABITS for each in over for child in each.children if child.dep_ == "advmod")
    return habit or any(lemma_of(each) == "accuse" and any(c.dep_ == "aux" for c in each.children) for each in over)


def _wages_war(draft: Draft) -> bool:
    """ "The government is fighting a number of armed groups": a state, and not its troops in one town."""
    token, agents = draft.hit.token, draft.slots.agents
    if draft.type == "armed_clash" and any(
        lemma_of(child) in AIMS for child in token.children if child.dep_ in {"xcomp", "advcl"}
    ):
        return True  # "the group is fighting to topple the government"
    ongoing = token.tag_ == "VBG" and any(
        child.dep_ == "aux" and child.tag_ in {"VBZ", "VBP"} for child in token.children
    )
    states = bool(agents) and all(agent.sort == "government" for agent in agents)
    return draft.type == "armed_clash" and ongoing and draft.timed is None and states


def _after_war(draft: Draft, before: Collection[Phrase], countries: Container[str]) -> bool:
    """ "Syria has been at war since 2011. More than 200,000 people have been killed": the toll of what was told before."""
    verb = draft.hit.token if draft.hit.token.dep_ not in {"conj", "advcl"} else draft.hit.token.head
    perfect = any(child.dep_ == "aux" and child.lower_ in {"have", "has"} for child in verb.children)
    if draft.type not in TOLLS or draft.timed is not None or not perfect:
        return False
    about = [p for p in before if p.head.dep_ in {"nsubj", "nsubj:pass"} and p.head.head.dep_ == "ROOT"]
    at_war = any(lemma_of(word) in WARS for p in about for word in p.head.doc)
    return at_war and any(p.lemma in WARS or p.span.text.lower() in countries for p in about)


def clauses_over(token: Token) -> Iterator[Token]:
    """A token and the verbs over it, up to the clause that describes a noun."""
    yield token
    while token.head.i != token.i and token.dep_ not in {"acl:relcl", "acl"}:
        token = token.head
        yield token
