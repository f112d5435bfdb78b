"""Which phrases fill the slots of a draft: the rules' choice, corrected by the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sitrep.extract.drafts.days import share_days
from sitrep.extract.drafts.deeds import only_dates
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.drafts.joining import is_part
from sitrep.extract.judge.judge import Judge, Near
from sitrep.extract.judge.model import ROLES
from sitrep.extract.judge.propose import PROPOSED
from sitrep.extract.judge.window import Grids, Word
from sitrep.extract.listing import is_held, listed, places_meant
from sitrep.extract.match.tolls import names_one
from sitrep.extract.quantities import Loss, QuantityReader, bounds
from sitrep.extract.stance.reach import TURNS
from sitrep.extract.stance.timing import Timed
from sitrep.extract.stance.twice import is_same
from sitrep.model.claims import Outcome
from sitrep.read.syntax.arguments import conjuncts
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.phrases import Phrase

NAMING = frozenset({"appos"})
DESCRIBING = frozenset({"nmod", "obl", "obl:agent"})
#: Share below which a phrase that the rules put into a slot leaves it, and from which another one comes into it.
KEEP = {"agents": 0.15, "targets": 0.1, "places": 0.05, "sources": 0.3, "materiel": 0.2, "time": 0.3}
COME = dict.fromkeys(ROLES, 0.5) | {"agents": 0.6}
#: The second of these for a doer beside those whom the rules know.
BESIDE = 0.8
#: Share below which "since July" is not when a deed was, though the rules hung it there, and a place told elsewhere not
#: where it was if another comes.
DOUBT = 0.1
#: A speaker's title has so many words before whose it is, and none of these.
TITLE, PARTING = 5, frozenset({",", ";", ":", "and", "or", "but", "told", "that"})
#: Share from which a phrase may be a loss, and below which one is none that the text does not count as people.
LOSS, NO_LOSS = 0.2, 0.02
LOSSES = ("killed", "wounded", "taken")
LOST: Mapping[str, Outcome] = {"killed": "killed", "wounded": "wounded"}
TAKEN: Mapping[str, Outcome] = {"displacement": "displaced", "casualty_report": "missing"}
#: Times with the share of each.
Times = Sequence[tuple[Timed, float]]


def fill_slots(judge: Judge, drafts: Sequence[Draft], quantities: QuantityReader) -> None:
    """Lets the network correct which phrases fill the slots of each draft."""
    told: dict[int, list[Loss]] = defaultdict(list)
    for draft in drafts:
        told[draft.sentence.number] += draft.losses
    places = [list(draft.slots.places) for draft in drafts]
    judged = list(judge.fills(drafts))
    for draft, near, times in judged:
        before = _rows(draft)
        if not _tells_whole(draft):
            _targets(draft, near)
        _agents(draft, near)
        _places(draft, near, judge.grids)
        _sources(draft, near, judge)
        _time(draft, times)
        if draft.type.startswith("materiel"):
            _materiel(draft, near, drafts, quantities)
        _tell_dropped(draft, before, near)
    _losses(judged, told)
    _carry(drafts, places)
    share_days(drafts)


def _tells_whole(draft: Draft) -> bool:
    """Whether a word of the codebook tells who belongs to whom: which of two is the whole, its frame knows better."""
    both = draft.slots.agents and draft.slots.targets
    return draft.type == "alliance" and bool(both) and draft.hit.strength != PROPOSED


def _materiel(draft: Draft, near: Near, drafts: Sequence[Draft], quantities: QuantityReader) -> None:
    """What another clause took or destroyed comes into no second claim, nor what is in a cache beside the cache."""
    kept, new = _split(draft, near, "materiel", draft.slots.materiel)
    beside = [other for other in drafts if other.sentence is draft.sentence and other is not draft]
    theirs = [phrase for other in beside for phrase in other.slots.materiel]
    here = {phrase.head.i: phrase for phrase, _ in near if _here(phrase, draft)}
    new = [here.get(p.head.head.i, p) if p.head.dep_ == "compound" else p for p in new]  # "mortar" in "mortar tubes"
    whole = {phrase.head.i for phrase in (*kept, *new)}
    told = {phrase.first.i for phrase in kept} | {phrase.head.i for phrase in kept}
    new = [p for p in new if p not in theirs and not is_held(p) and p.last.i + 1 not in told]  # "an MQ-9 Reaper drone"
    new = [p for p in new if not (p.number is None and _is_of(p.head, whole))]
    new = [p for p in new if preposition(p.head) != "including" and p not in kept]  # no part beside its whole
    new = [p for p in new if not (p.kind == "other" and any(_is_of(k.head, {p.head.i}) for k in kept))]  # "45 kg of"
    draft.slots.materiel = [*kept, *new]
    before = [thing for other in beside if other.at < draft.at for thing in other.materiel]
    draft.materiel = quantities.materiel(draft.hit, draft.slots, before)


def _is_of(token: Token, heads: Container[int]) -> bool:
    """ "rounds of ammunition": whether a noun hangs with "of" on one of the others."""
    return preposition(token) == "of" and token.head.i in heads


def _carry(drafts: Sequence[Draft], before: Sequence[Sequence[Phrase]]) -> None:
    """Where the network mended the places of a claim, those that took them over take over the mended ones."""
    for number, draft in enumerate(drafts):
        if "places" not in draft.inferred or not before[number] or draft.slots.places != before[number]:
            continue
        same = [drafts[n] for n, places in enumerate(before) if places == before[number]]
        mended = next((other.slots.places for other in same if "places" not in other.inferred), [])
        left = [place for place in before[number] if place in mended]
        draft.slots.places = left or list(mended) or draft.slots.places


def _rows(draft: Draft) -> dict[str, list[Phrase]]:
    slots = draft.slots
    filled = {"agents": slots.agents, "targets": slots.targets, "places": slots.places, "sources": draft.said.speakers}
    return {role: list(row) for role, row in filled.items()}


def _tell_dropped(draft: Draft, before: Mapping[str, Sequence[Phrase]], near: Near) -> None:
    """Says of each phrase that left a slot what the network gave it: the reasons above it tell why it was there."""
    shares, after = {phrase.at: share for phrase, share in near}, _rows(draft)
    for role, row in before.items():
        for phrase in row:
            if phrase not in after[role] and phrase.at in shares:
                share = shares[phrase.at][role]
                draft.reasons.append(f"{role}: not '{phrase.span.text}' (the network gives {share:.2f})")


def _lost(share: Mapping[str, float]) -> float:
    return max(share[name] for name in LOSSES)


def _time(draft: Draft, times: Times) -> None:
    """The time with the greatest share where the rules found none, or one that the network does not believe. Since when a
    state lasts the rules know better: "they hold the base, besieged since May"."""
    if draft.hit.kind.state:
        times = [each for each in times if not each[0].expression.tells_stretch]
    best, share = max(times, key=lambda each: each[1], default=(None, 0.0))
    own = next((share for timed, share in times if draft.timed is not None and timed.start == draft.timed.start), None)
    if own is not None and own < DOUBT and draft.timed is not None and draft.timed.expression.tells_stretch:
        draft.timed = None  # "… where a truce has been in place since July"
    if best is not None and share >= COME["time"] and (draft.timed is None or (own is not None and own < KEEP["time"])):
        draft.timed = best


def _agents(draft: Draft, near: Near) -> None:
    """A doer whom the rules took from another clause gives way only to one that the network finds."""
    kept, new = _split(draft, near, "agents", draft.slots.agents)
    if draft.inferred & {"agents", "deed"}:
        if not new:
            return
        kept, draft.sides = [], None
        draft.inferred -= {"agents", "deed"}
    if kept:
        sure = {phrase.at for phrase, share in near if share["agents"] >= BESIDE}
        new = [p for p in new if p.at in sure and not any(_describes(p, doer, DESCRIBING) for doer in kept)]
    draft.slots.agents = [*kept, *(each for phrase in new for each in listed(phrase))]


def _describes(phrase: Phrase, whole: Phrase, how: frozenset[str]) -> bool:
    """ "Settlers under the protection of soldiers", "ten rebels, among them Omar Said": who only tells which those are."""
    inside = whole.sentence is phrase.sentence and whole.head.is_ancestor(phrase.head)
    return inside and phrase.head.dep_ in how and phrase.head not in conjuncts(whole.head)


def _targets(draft: Draft, near: Near) -> None:
    """Those hurt are targets by being counted; people without a side are none."""
    kept, new = _split(draft, near, "targets", draft.slots.targets)
    lost = {phrase.at for phrase, share in near if _lost(share) >= LOSS}
    new = [phrase for phrase in new if phrase.kind != "people" and phrase.at not in lost]
    new = [p for p in new if not any(_describes(p, each, NAMING) for each in (*kept, *draft.slots.victims))]
    draft.slots.targets = [*kept, *(each for phrase in new for each in listed(phrase))]


def _places(draft: Draft, near: Near, grids: Grids) -> None:
    """A place carried over from elsewhere stays unless the sentence itself names one, or the network believes in another and
    not in it; "the compound" lies in it. What is held is what the rules say: "the last town that they hold in the province"."""
    kept, new = _split(draft, near, "places", draft.slots.places)
    if kept and draft.hit.kind.state:
        new = []
    inferred = "places" in draft.inferred
    if inferred and not any(_here(phrase, draft) for phrase in new):
        shares = _shares(near, "places")
        believed = any(shares.get(phrase.at, 1.0) >= DOUBT for phrase in draft.slots.places)
        if believed or not new or draft.whole:
            return
    new = [phrase for phrase in new if phrase.name is not None or not kept]
    found = [each for phrase in new for each in places_meant(phrase, grids[phrase.sentence.number])]
    bare = not any(phrase.name is not None for phrase in new)
    draft.whole = draft.whole and not any(phrase.name is not None and _here(phrase, draft) for phrase in new)
    draft.slots.places = (
        [*found, *(draft.slots.places if bare else [])] if inferred else [*kept, *found] or draft.slots.places
    )


def _sources(draft: Draft, near: Near, judge: Judge) -> None:
    """Who speaks by grammar, by a quotation or by words that point back stays; a pronoun says no more than whom the rules
    took it for. Who is a speaker by other words, or speaks in another clause, does not come."""
    speakers = draft.said.speakers
    kept, new = _split(draft, near, "sources", speakers)
    quoted = judge.quotes.at(draft.trigger.start) is not None
    told = {child.i for verb in draft.said.verbs if verb.is_ancestor(draft.hit.token) for child in verb.children}
    kept = [p for p in speakers if p in kept or quoted or not _here(p, draft) or p.head.i in told]
    if any(phrase.sort == "pronoun" for phrase in new) and speakers:
        kept, new = list(speakers), [phrase for phrase in new if phrase.sort != "pronoun"]
    new = [p for p in new if not any(is_same(p, k) for k in kept) and not _apart(p, draft, kept)]
    new = [p for p in new if not any(_goes_on(p, k) for k in (*kept, *new)) and not (kept and p.sort == "number")]
    draft.said = replace(draft.said, speakers=(*kept, *new))


def _goes_on(phrase: Phrase, speaker: Phrase) -> bool:
    """ "A source at the police command said": whether a phrase only says where a speaker belongs."""
    between = phrase.head.doc[speaker.last.i + 1 : phrase.first.i]
    far = speaker.last.i >= phrase.first.i or len(between) > TITLE or phrase.sentence is not speaker.sentence
    return not far and not any(token.text in PARTING or token.tag_ in {"VBD", "VBZ"} for token in between)


def _apart(phrase: Phrase, draft: Draft, others: Sequence[Phrase]) -> bool:
    """Whether another takes over between a phrase and the trigger: "X said …, and Y said …"."""
    first, last = sorted((phrase.head.i, draft.hit.token.i))
    parted = any(token.text == ";" or (others and token.lower_ in TURNS) for token in phrase.head.doc[first:last])
    within = draft.said.since <= phrase.last.i and phrase.first.i < draft.said.until
    return _here(phrase, draft) and (parted or not within)


def _here(phrase: Phrase, draft: Draft) -> bool:
    return phrase.sentence.number == draft.sentence.number


def _losses(judged: Sequence[tuple[Draft, Near, Times]], told: Mapping[int, list[Loss]]) -> None:
    """Drops losses that the network does not believe, and adds those of phrases that no claim of their sentence has,
    reports of who died before other claims, and the claim before that it gives them to most. `told`: those of each sentence."""
    found: list[tuple[Draft, Phrase, dict[str, float]]] = []
    for draft, near, _ in judged:
        _drop_losses(draft, near)
        if draft.status != "denied":
            found += [(draft, phrase, share) for phrase, share in near if _lost(share) >= LOSS]
    for draft, phrase, share in sorted(found, key=lambda each: (each[0].type != "casualty_report", -_lost(each[2]))):
        _add_loss(draft, phrase, share, told[draft.sentence.number])


def _drop_losses(draft: Draft, near: Near) -> None:
    """Nobody was hurt by what is denied unless it is told how many; what the network added has the losses that it believes."""
    if draft.status == "denied":
        draft.losses = [loss for loss in draft.losses if loss.group.number is not None]
        return
    least = LOSS if draft.hit.strength == PROPOSED else NO_LOSS
    draft.losses = [
        loss for loss in draft.losses if _believed(loss, near) >= least or (least < LOSS and _is_counted(loss))
    ]


def _add_loss(draft: Draft, phrase: Phrase, share: Mapping[str, float], told: list[Loss]) -> None:
    best = max(LOSSES, key=lambda name: share[name])
    unnamed = next((n for n, loss in enumerate(draft.losses) if names_one(phrase, loss.group)), None)
    if unnamed is not None:
        draft.count_for(unnamed, phrase)
    own = bool(draft.losses) and phrase.head.i == draft.hit.token.i  # "14 of the dead were rebels"
    known = own or any(phrase.at == victim.at for victim in draft.slots.victims)  # the rules know whom it counts with
    if share[best] < COME[best] or known or not _here(phrase, draft) or is_part(phrase, told):
        return
    outcome = LOST.get(best) or TAKEN.get(draft.type, "captured")
    told.append(Loss(phrase, outcome, *bounds(phrase), phrase.span))
    draft.losses.append(told[-1])
    if draft.type == "casualty_report":
        draft.slots.add("victims", phrase)


def _believed(loss: Loss, near: Near) -> float:
    """The share that the network gives the loss, a word of it, or a "them" that means it; beyond its sight it says nothing."""
    there = ((p, share) for p, share in near if p.sentence is loss.group.sentence)
    them = (_lost(share) for p, share in there if p.lemma == "them" and p.head.i > loss.group.head.i)
    return max((*(_lost(share) for p, share in near if p.span.touches(loss.span)), *them), default=1.0)


def _is_counted(loss: Loss) -> bool:
    """Whether the text says how many people those are: of "160 suspects arrested and two workshops" the first."""
    number = loss.group.number
    counted = loss.high is not None or (number is not None and not number.few)
    return counted and loss.group.kind != "other"


def _shares(near: Near, role: str) -> dict[Word, float]:
    """The share of one role by where a phrase stands."""
    return {phrase.at: share[role] for phrase, share in near}


def _split(draft: Draft, near: Near, role: str, row: Sequence[Phrase]) -> tuple[list[Phrase], list[Phrase]]:
    """The phrases of the slot that stay, those out of the network's sight among them, and those that come."""
    shares = _shares(near, role)
    kept = [phrase for phrase in row if shares.get(phrase.at, 1.0) >= KEEP[role]]
    here = {phrase.at for phrase in row}
    new = [p for p, share in near if share[role] >= COME[role] and p.at not in here and not only_dates(p, draft)]
    come: list[Phrase] = []
    for phrase in sorted(new, key=lambda phrase: -shares[phrase.at]):
        if not any(phrase.span.touches(other.span) for other in (*kept, *come)):  # "cargo" in "cargo plane"
            come.append(phrase)
            draft.reasons.append(f"{role}: '{phrase.span.text}' (the network gives {shares[phrase.at]:.2f})")
    return kept, sorted(come, key=lambda phrase: phrase.at)
