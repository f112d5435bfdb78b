"""Which phrases fill the slots of a draft: the rules' choice, corrected by the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.judge.judge import Judge, Key, Near, key_of
from sitrep.extract.judge.model import ROLES
from sitrep.extract.judge.window import Grids
from sitrep.extract.listing import listed, places_meant
from sitrep.extract.quantities import Loss, QuantityReader, bounds
from sitrep.extract.stance.timing import Timed
from sitrep.model.claims import Outcome
from sitrep.model.text import Span
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.phrases import Phrase

#: By these a phrase is a part of what is counted before it.
PART = frozenset({"including", "among", "of"})
OF_THEM = (["of", "them"], ["of", "whom"], ["of", "these"])
#: Share below which a phrase that the rules put into a slot leaves it, and from which another one comes into it.
KEEP = {"agents": 0.3, "targets": 0.3, "places": 0.2, "origin": 0.2, "sources": 0.3, "materiel": 0.2, "time": 0.3}
COME = dict.fromkeys(ROLES, 0.5) | {"agents": 0.6}
#: The first of these for a doer whom the rules took from another clause, where it has little to go by.
INFERRED = 0.05
#: Share from which a phrase is a loss of some claim at all.
LOSS = 0.2
LOSSES = ("killed", "wounded", "taken")
LOST: Mapping[str, Outcome] = {"killed": "killed", "wounded": "wounded"}
TAKEN: Mapping[str, Outcome] = {"displacement": "displaced", "casualty_report": "missing"}


def fill_slots(judge: Judge, drafts: Sequence[Draft], quantities: QuantityReader) -> None:
    """Lets the network correct which phrases fill the slots of each draft."""
    judged = list(judge.fills(drafts))
    seen = {key_of(phrase) for _, near, _ in judged for phrase, _ in near}
    doubted = seen - {key_of(phrase) for _, near, _ in judged for phrase, share in near if _lost(share) >= LOSS}
    told: dict[int, list[Loss]] = defaultdict(list)
    for draft in drafts:
        told[draft.sentence.number] += draft.losses
    for draft, near, times in judged:
        _agents(draft, near)
        _targets(draft, near)
        _places(draft, near, judge.grids)
        speakers, new = _split(draft, near, "sources", draft.said.speakers)
        draft.said = replace(draft.said, speakers=(*speakers, *new))
        _time(draft, times)
        _losses(draft, near, told[draft.sentence.number], doubted)
        if draft.type.startswith("materiel"):
            kept, new = _split(draft, near, "materiel", draft.slots.materiel)
            draft.slots.materiel = [*kept, *new]
            draft.materiel = quantities.materiel(draft.hit, draft.slots)


def _lost(share: Mapping[str, float]) -> float:
    return max(share[name] for name in LOSSES)


def _time(draft: Draft, times: Sequence[tuple[Timed, float]]) -> None:
    """The time with the greatest share where the rules found none, or one that the network does not believe."""
    best, share = max(times, key=lambda each: each[1], default=(None, 0.0))
    own = next((share for timed, share in times if draft.timed is not None and timed.start == draft.timed.start), None)
    if best is not None and share >= COME["time"] and (draft.timed is None or (own is not None and own < KEEP["time"])):
        draft.timed = best


def _agents(draft: Draft, near: Near) -> None:
    inferred = bool(draft.inferred & {"agents", "deed"})
    kept, new = _split(draft, near, "agents", draft.slots.agents, _least(draft))
    if inferred and not new and (kept or not draft.slots.agents):
        return
    if inferred:
        kept, draft.sides = [], None
        draft.inferred -= {"agents", "deed"}
    draft.slots.agents = [*kept, *(each for phrase in new for each in listed(phrase))]


def _least(draft: Draft) -> float:
    """The share that a doer needs: none where words point back to the deed ("in the raids")."""
    if draft.pointed:
        return 0.0
    return INFERRED if draft.inferred & {"agents", "deed"} else KEEP["agents"]


def _targets(draft: Draft, near: Near) -> None:
    """Those hurt are targets by being counted; people without a side are none."""
    kept, new = _split(draft, near, "targets", draft.slots.targets)
    lost = {key_of(phrase) for phrase, share in near if _lost(share) >= LOSS}
    new = [phrase for phrase in new if phrase.kind != "people" and key_of(phrase) not in lost]
    draft.slots.targets = [*kept, *(each for phrase in new for each in listed(phrase))]


def _places(draft: Draft, near: Near, grids: Grids) -> None:
    """A place carried over from elsewhere stays unless the sentence itself has one."""
    kept, new = _split(draft, near, "places", draft.slots.places)
    inferred = "places" in draft.inferred
    if inferred and not any(phrase.sentence.number == draft.sentence.number for phrase in new):
        return
    found = [each for phrase in new for each in places_meant(phrase, grids[phrase.sentence.number])]
    draft.slots.places = [*([] if inferred else kept), *found] or draft.slots.places


def _losses(draft: Draft, near: Near, told: Sequence[Loss], doubted: Container[Key]) -> None:
    """Drops losses that the network gives to no claim, and adds those of phrases that no claim has. `told`: the losses of
    all claims of the sentence; `doubted`: phrases that it takes for a loss of none."""
    draft.losses = [loss for loss in draft.losses if key_of(loss.group) not in doubted]
    for phrase, share in near:
        best = max(LOSSES, key=lambda name: share[name])
        if share[best] < COME[best] or phrase.sentence.number != draft.sentence.number or _part(phrase, told):
            continue
        outcome = LOST.get(best) or TAKEN.get(draft.type, "captured")
        draft.losses.append(Loss(phrase, outcome, *bounds(phrase), phrase.span))
        if draft.type == "casualty_report":
            draft.slots.add("victims", phrase)


def _part(phrase: Phrase, told: Sequence[Loss]) -> bool:
    """Whether a phrase repeats a loss or is a part of one: "37 of them", "among them two children", "half"."""
    if any(_touch(phrase.span, span) for loss in told for span in (loss.span, loss.group.span)):
        return True
    after = [token.lower_ for token in phrase.head.doc[phrase.last.i + 1 : phrase.last.i + 3]]
    beside = phrase.head.dep_ == "conj" and phrase.number is None and bool(told)
    none = phrase.sort == "number" and phrase.number is None
    return preposition(phrase.head) in PART or after in OF_THEM or beside or none


def _split(
    draft: Draft, near: Near, role: str, row: Sequence[Phrase], keep: float | None = None
) -> tuple[list[Phrase], list[Phrase]]:
    """The phrases of the slot that stay, those out of the network's sight among them, and those that come."""
    shares = {key_of(phrase): share[role] for phrase, share in near}
    least = KEEP[role] if keep is None else keep
    kept = [phrase for phrase in row if shares.get(key_of(phrase), 1.0) >= least]
    here = {key_of(phrase) for phrase in row}
    new = [p for p, share in near if share[role] >= COME[role] and key_of(p) not in here]
    come: list[Phrase] = []
    for phrase in sorted(new, key=lambda phrase: -shares[key_of(phrase)]):
        if not any(_overlap(phrase, other) for other in (*kept, *come)):
            come.append(phrase)
            draft.reasons.append(f"{role}: '{phrase.span.text}' (the network gives {shares[key_of(phrase)]:.2f})")
    return kept, sorted(come, key=key_of)


def _overlap(one: Phrase, other: Phrase) -> bool:
    """ "cargo" in "cargo plane": one tells no more than the other."""
    return _touch(one.span, other.span)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
