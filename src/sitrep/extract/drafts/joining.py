"""What the clauses of one sentence give one another: losses, the group that a bare number counts, the doer, the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from sitrep.extract.drafts.deeds import FACE_TO_FACE, FROM_AFAR, HARM, dates_back
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.match.tolls import is_age, is_next_one, meant_by_them, side_counted
from sitrep.extract.quantities import Loss, QuantityReader, bounds
from sitrep.extract.slots import Slots
from sitrep.model.claims import Outcome
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import preposition, taken_for_circumstance
from sitrep.read.syntax.phrases import Phrase

#: Deeds that harm whoever was there.
HARMING = FROM_AFAR | {"violence_against_civilians"}
CIRCUMSTANCES = frozenset({"when", "after", "as", "while", "once"})
DEEPEST = 4
#: By these a phrase is a part of what is counted before it, or only says who that is.
PART = frozenset({"including", "among", "of", "from"})
NOMINAL = frozenset({"nmod", "nmod:poss", "compound", "amod", "appos", "flat"})
FRACTIONS = frozenset({"half", "majority", "most", "percent", "rest"})
OF_THEM = (["of", "them"], ["of", "whom"], ["of", "these"])


def share_groups(drafts: Sequence[Draft], phrases: Mapping[int, Phrase]) -> None:
    """ "Three soldiers were killed and 12 wounded": a bare number counts the people told of before it."""
    told: Phrase | None = None
    hit: Phrase | None = None  # "ambushed a group of rebels, and nine of them were killed"
    for draft in drafts:
        _take_next(draft, drafts)
    for draft in drafts:
        _leave_tellers(draft)
        _leave_to_next(draft, drafts)
        for number, loss in enumerate(draft.losses):
            side = side_counted(loss.group.head, phrases) if loss.group.sort == "number" else None
            if draft.hit.entry.frame == "bereft" and loss.group.name is None and not loss.group.modifiers:
                side = next((each for each in draft.slots.targets if each.kind == "actor"), None)  # "they lost 40 men"
            if side is not None:
                draft.count_for(number, side)
        for number, loss in enumerate(draft.losses):
            if loss.group.head.i == draft.hit.token.i or loss.group.span.text.endswith("people"):
                continue  # "12 bodies and 40 wounded", "and six other people": whose they are nobody says
            of_them = loss.group.lemma == "them" and loss.group.number is not None  # "nine of them"
            if loss.group.sort != "number" and not of_them and not is_next_one(loss.group):
                named = loss.group.name is loss.group.head  # not "Adel Karim and three others"
                told = None if named else loss.group
            elif (whole := told or (hit if of_them else None)) is not None:
                draft.count_for(number, whole)
            elif of_them and (met := meant_by_them(loss.group, draft.hit.functions.get("subject", ()), phrases)):
                draft.count_for(number, met)
        hit = next((phrase for phrase in reversed(draft.slots.targets) if not _bare(phrase)), hit)


def _leave_to_next(draft: Draft, drafts: Sequence[Draft]) -> None:
    """ "Two policemen were killed and dozens of people wounded": who stands between two verbs and goes with the second."""
    at = draft.hit.token.i
    later = {loss.group: other for other in drafts for loss in other.losses if other.at > draft.at}
    theirs = [
        group
        for group, other in later.items()
        if at < group.first.i
        and group.last.i < other.hit.token.i
        and not (group.head.dep_ == "obj" and group.head.head.i == at)
    ]
    draft.losses = [loss for loss in draft.losses if loss.group not in theirs]
    draft.slots.victims = [phrase for phrase in draft.slots.victims if phrase not in theirs]


def _take_next(draft: Draft, drafts: Sequence[Draft]) -> None:
    """ "Killed one civilian and wounded seven others", the seven hung on the first verb: they go with the verb before them."""
    token = draft.hit.token
    outcome = draft.hit.entry.outcome
    if draft.losses or outcome is None or token.pos_ != "VERB":
        return
    for other in drafts:
        theirs = [loss for loss in other.losses if loss.group.first.i == token.i + 1 and other.hit.token.i < token.i]
        other.losses = [loss for loss in other.losses if loss not in theirs]
        draft.losses += [replace(loss, outcome=cast("Outcome", outcome)) for loss in theirs]
        for loss in theirs:
            draft.slots.add("victims", loss.group)


def _leave_tellers(draft: Draft) -> None:
    """ "… killing 17 people, residents and a local group said": who stands right before the verb tells, and did not suffer."""
    token, verbs = draft.hit.token, [verb for verb in draft.said.verbs if verb.doc is draft.hit.token.doc]
    tellers = {
        phrase
        for phrase in draft.said.speakers
        if phrase.sentence is draft.sentence and any(token.i < phrase.first.i < verb.i for verb in verbs)
    }
    if tellers:
        draft.losses = [loss for loss in draft.losses if loss.group not in tellers]
        for row in (draft.slots.victims, draft.slots.targets):
            row[:] = [phrase for phrase in row if phrase not in tellers]


def merge_losses(drafts: Sequence[Draft]) -> list[Draft]:
    """ "detonated a car, killing 15": losses in a participle of another predicate belong to that claim."""
    by_token = {draft.hit.token.i: draft for draft in drafts}
    kept: list[Draft] = []
    hosts: dict[int, Draft] = {}
    for draft in drafts:
        token = draft.hit.token
        host = hosts.get(token.head.i) if token.dep_ == "conj" else _host(token, by_token)
        host = hosts.get(host.hit.token.i, host) if host is not None else None  # "killing two, wounding five and …"
        participle = draft.type == "casualty_report" and token.tag_ == "VBG" and token.dep_ in {"advcl", "acl", "conj"}
        participle = participle and not any(child.lower_ == "in" for child in token.lefts)  # "resulted in killing ten"
        if participle and host is not None and host is not draft and not host.hit.kind.state and draft.losses:
            hosts[token.i] = host  # "killing two and wounding five": the second goes with the first
            host.losses += [_of_host(loss, host) for loss in draft.losses]
            for phrase in draft.slots.victims:
                if not _bare(phrase):
                    host.slots.add("victims", phrase)
            continue
        kept.append(draft)
    return kept


def share_damage(drafts: Sequence[Draft], quantities: QuantityReader) -> None:
    """ "fired rockets at the town, causing damage to houses": what a participle says was damaged, the deed before it did."""
    carriers = {draft.hit.token.head.i: draft for draft in drafts if draft.hit.token.dep_ in {"nsubj", "obj"}}
    by_token = carriers | {draft.hit.token.i: draft for draft in drafts if draft.hit.token.tag_ != "VBG"}
    for draft in drafts:
        verb = draft.hit.token.head
        if draft.type != "materiel_destroyed" or draft.hit.token.pos_ == "VERB" or verb.tag_ != "VBG":
            continue
        host = next((by_token[node.i] for node in verb.ancestors if node.i in by_token), None)
        if host is None or host.hit.kind.state or host.type.startswith("materiel"):
            continue
        if not draft.materiel:  # "hit a school, causing great damage": to what was hit
            draft.slots.materiel = [place for place in host.slots.places if place.sort == "building"]
            draft.materiel = quantities.materiel(draft.hit, draft.slots)
        else:
            host.materiel += [thing for thing in draft.materiel if thing not in host.materiel]


def _bare(phrase: Phrase) -> bool:
    return phrase.sort in {"number", "pronoun"}


def _of_host(loss: Loss, host: Draft) -> Loss:
    """ "ambushed a group of militants, killing 15 and wounding dozens of them": the numbers count who was ambushed."""
    forces = [phrase for phrase in host.slots.targets if phrase.kind in {"actor", "people"} and not _bare(phrase)]
    return replace(loss, group=forces[0]) if _bare(loss.group) and len(forces) == 1 else loss


def share_doers(drafts: Sequence[Draft]) -> None:
    """ "The army went on in Jobar, destroying tunnels": a participle without a doer has that of the clause before it.

    So has a noun that such a participle carries: "establishing control over the hills".
    """
    for number, draft in enumerate(drafts):
        carrier = governor(draft.hit.token) if draft.hit.token.dep_ == "obj" else None
        token = carrier or draft.hit.token
        if (
            draft.slots.agents
            or draft.hit.kind.state
            or token.tag_ != "VBG"
            or token.dep_ not in {"advcl", "acl", "conj"}
        ):
            continue
        before = [other for other in drafts[:number] if other.slots.agents and not other.hit.kind.state]
        if before:
            draft.slots.agents = list(before[-1].slots.agents)
            draft.inferred.add("doer")
            draft.reasons.append(f"the doer is that of '{before[-1].trigger.text}' in the same sentence")


def share_causes(drafts: Sequence[Draft]) -> None:
    """ "20 were killed and 30 wounded in raids by the army": what one deed did, one doer did."""
    for draft in drafts:
        same = [
            other for other in drafts if other.cause is not None and other.cause is draft.cause and other.slots.agents
        ]
        if same and not draft.slots.agents:
            draft.slots.agents = [phrase for phrase in same[0].slots.agents if phrase not in draft.slots.victims]


def share_victims(drafts: Sequence[Draft]) -> None:
    """ "killing many insurgents and destroying a number of their vehicles": whose they are was told in the clause before."""
    for number, draft in enumerate(drafts):
        targets = draft.slots.targets
        if not targets or not all(phrase.sort == "pronoun" for phrase in targets):
            continue
        doers = {phrase for other in drafts[: number + 1] for phrase in other.slots.agents}
        before = [phrase for other in drafts[:number] for phrase in (*other.slots.targets, *other.slots.victims)]
        forces = [phrase for phrase in before if phrase.kind == "actor" and not _bare(phrase) and phrase not in doers]
        if forces:
            draft.slots.targets = forces[-1:]


def take_from_cause(draft: Draft, deed: Slots) -> None:
    """ "killed in Russian air strikes on Idlib": doer and place of the deed are those of the killing, too.

    "Killed in clashes with rebels": of the two sides, the one that is not the victims'.
    """
    assert draft.cause is not None
    if not draft.slots.agents and draft.cause.kind.type == "armed_clash":
        draft.take_doers(deed, "armed_clash")
    elif not draft.slots.agents:
        draft.slots.agents = [phrase for phrase in deed.agents if phrase not in draft.slots.victims]
    if (
        draft.cause.kind.type != "armed_clash"
    ):  # "killed in strikes against the militia": it suffers, whoever was killed
        draft.slots.targets += [p for p in deed.targets if p not in draft.slots.victims and p not in draft.slots.agents]
    draft.slots.places = [*deed.places, *(place for place in draft.slots.places if place not in deed.places)]


def take_from_clause(drafts: Sequence[Draft]) -> None:
    """ "killed when a drone struck their car": who did what the subordinate clause tells did the killing, too."""
    for draft in drafts:
        if draft.slots.agents or draft.type not in HARM or draft.hit.kind.state:
            continue
        for other in drafts:
            if other is draft or not other.slots.agents or not _in_clause_of(other.hit.token, draft.hit.token):
                continue
            if dates_back(other.sentence, other.hit.token):
                continue
            # "when fighters attacked the village"
            met = other.slots.targets or other.slots.places or other.type == "armed_clash"
            if other.type in HARMING or (other.type in FACE_TO_FACE and met):
                draft.take_doers(other.slots, other.type)
                draft.reasons.append(f"the doer is that of '{other.trigger.text}' in the clause that tells how")
                break


def _in_clause_of(token: Token, verb: Token) -> bool:
    """Whether a token stands in a clause of circumstance that hangs on the verb: "when …", "after …", "as … by …"."""
    for _ in range(DEEPEST):
        if token.head.i == token.i:
            return False
        if token.dep_ == "advcl" and token.head.i == verb.i:
            opening = taken_for_circumstance(token)  # "after US jets targeted …"
            return opening is not None or any(child.lower_ in CIRCUMSTANCES for child in token.children)
        token = token.head
    return False


def _host(participle: Token, by_token: Mapping[int, Draft]) -> Draft | None:
    """The predicate that a participle goes with: the nearest before it, from the verb that the parser hung it on."""
    head = participle.head
    between = [i for i in by_token if head.i < i < participle.i and _tells_deed(by_token[i].hit.token)]
    if between and head.pos_ == "VERB":
        return by_token[max(between)]
    found = by_token.get(head.i) or by_token.get(_carried_noun(head))
    if found is not None or head.pos_ not in {"VERB", "NOUN"}:
        return found
    before = [i for i in by_token if i < participle.i and not by_token[i].hit.kind.state]
    return by_token[max(before)] if before else None


def _tells_deed(token: Token) -> bool:
    """A verb of a clause, not one that only says which: "attacked soldiers digging a trench, killing ten"."""
    return token.pos_ == "VERB" and token.dep_ != "amod" and not (token.dep_ == "acl" and token.tag_ == "VBG")


def _carried_noun(verb: Token) -> int:
    """The noun of action that a light verb carries: "carried out a raid, killing ten"."""
    return next((child.i for child in verb.children if child.dep_ in {"obj", "nsubj:pass", "nsubj"}), -1)


def is_part(phrase: Phrase, told: Sequence[Loss]) -> bool:
    """Whether a phrase repeats a loss or is a part of one: "37 of them", "among them two children", "half"."""
    if any(phrase.span.touches(span) for loss in told for span in (loss.span, loss.group.span)):
        return True
    after = [token.lower_ for token in phrase.head.doc[phrase.last.i + 1 : phrase.last.i + 3]]
    beside = phrase.head.dep_ == "conj" and phrase.number is None and bool(told)
    none = (phrase.sort == "number" and phrase.number is None) or phrase.lemma in FRACTIONS
    part = preposition(phrase.head) in PART or (after in OF_THEM and bool(told))
    return part or beside or none or is_age(phrase.head) or _of_whole(phrase, told)


def _of_whole(phrase: Phrase, told: Sequence[Loss]) -> bool:
    """ "Six children were among 12 people killed"; "hundreds of them"; the number that was read with its noun already."""
    for loss in told:
        group = loss.group.head
        whole = preposition(group) == "among" and phrase.head.i < group.i
        inside = any(_hangs_on(*pair) for pair in ((phrase.head, group), (group, phrase.head)))
        again = phrase.sort == "number" and bounds(phrase) == (loss.low, loss.high)
        if loss.group.sentence is phrase.sentence and (whole or inside or again):
            return True
    return False


def _hangs_on(token: Token, noun: Token) -> bool:
    """Whether nouns alone lead from one up to the other: "North Kivu" in "the governor of North Kivu"."""
    while token.dep_ in NOMINAL and token.i != noun.i:
        token = token.head
    return token.i == noun.i
