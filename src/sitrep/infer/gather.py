"""Evidence gathered by place: who can hold one, what denies it, what follows from the order of telling."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sitrep.fuse.pairs.facts import Told, is_area, place_key
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules
from sitrep.infer.battles import contests, fought
from sitrep.infer.evidence import Evidence
from sitrep.infer.said import READERS
from sitrep.model.events import Event
from sitrep.model.record import replace

_READERS = {**READERS, "armed_clash": fought, "assault": fought}
#: What says something though nobody is named.
_NOBODY = ("gains", "besieged", "partial", "fought")


def gather(events: Sequence[Event], told: Sequence[Told], rules: Rules, parties: Parties) -> dict[str, list[Evidence]]:
    """Evidence by place. Plans, denials, hypotheses and copies are none; nor are cut roads evidence for their ends."""
    by_claim = {item.claim.id: item for item in told}
    found: list[Evidence] = []
    for event in events:
        reader = _READERS.get(event.type)
        items = [by_claim[claim] for claim in event.claims if claim in by_claim]
        real = [item for item in items if item.claim.status in ("happened", "ongoing") and not item.copy]
        if reader is not None and real:
            denied = tuple(item.claim.id for item in items if item.claim.status == "denied" and not item.copy)
            read = (_armed(e, rules, parties) for e in reader(event, real, rules, parties))
            found += [_with_denials(e, denied) for e in read if e.party or e.kind in _NOBODY]
    return _by_place(found, rules, parties)


def _armed(evidence: Evidence, rules: Rules, parties: Parties) -> Evidence:
    """Monitors, media and unarmed people hold no places, whatever a sentence was read as."""
    party, others = (
        tuple(ref for ref in refs if parties.kind(ref) not in rules.unarmed_kinds)
        for refs in (evidence.party, evidence.others)
    )
    return replace(evidence, party=party, others=others)


def _with_denials(evidence: Evidence, denied: tuple[str, ...]) -> Evidence:
    return replace(evidence, denied=denied) if denied else evidence


def _by_place(found: Iterable[Evidence], rules: Rules, parties: Parties) -> dict[str, list[Evidence]]:
    at: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in found:
        at[place_key(evidence.place)].append(evidence)
    for key in [key for key, items in at.items() if all(e.kind == "fought" for e in items)]:
        del at[key]  # fought over, and nobody tells who held it
    for key, items in at.items():
        around = next((item.place.within for item in items if item.place.within is not None), None)
        whole = at.get(around, []) if around is not None and around != key else []
        changes = [e for e in whole if e.kind in ("gains", "leaves") and not is_area(e.place, rules)]
        if any(item.kind == "gains" for item in items):
            changes = []  # the part has changed hands by itself
        moved = [replace(e, place=items[0].place, because=f"{e.because} as a whole") for e in changes]
        fights = [e for e in items if e.kind == "fought"]
        states = [e for e in (*items, *moved) if e.kind != "fought"]
        ordered = [_in_told_order(e, states, parties) for e in states]
        settled = [_before_the_loss(e, ordered, rules, parties) for e in ordered]
        at[key] = [*settled, *contests(fights, settled, rules)]
    return dict(at)


def _in_told_order(evidence: Evidence, others: Sequence[Evidence], parties: Parties) -> Evidence:
    """A capture told vaguely ("in 2022"), and after it in the same report the recapture by the other side: where the
    days allow both orders, they happened in the order in which they are told."""
    if evidence.kind != "gains":
        return evidence
    first = evidence.first or dt.date.min
    undone = [
        other.last
        for other in others
        if other.kind == "gains"
        and first <= other.last < evidence.last
        and first < (other.first or other.last)
        and any(here == there and at < after for here, at in evidence.told_at for there, after in other.told_at)
        and parties.tie(evidence.party, other.party, other.last)[0] == "opposed"
    ]
    if not undone:
        return evidence
    return replace(evidence, last=min(undone), because=f"{evidence.because}, told before it was retaken")


def _before_the_loss(evidence: Evidence, others: Sequence[Evidence], rules: Rules, parties: Parties) -> Evidence:
    """A holder named without a last day, in the report that tells how he lost the place, held it before that; and a
    siege told there without a day, if by nobody or by who took it, was in the weeks before."""
    if evidence.kind not in ("holds", "besieged") or not evidence.until_told:
        return evidence
    losses = [other for other in others if other.kind in ("gains", "leaves") and other.documents & evidence.documents]
    if not losses:
        return evidence
    loss = max(losses, key=lambda other: (other.last, other.first or dt.date.min, other.claims))
    same = parties.tie(loss.party, evidence.party, evidence.last)[0] in ("same", "compatible", "side")
    by_nobody = evidence.kind == "besieged" and not evidence.party
    holder_lost = same == (loss.kind == "leaves") if evidence.kind == "holds" else same or by_nobody
    if not holder_lost:
        return evidence
    last = loss.first or loss.last
    first = evidence.first if evidence.through and evidence.first is not None and evidence.first <= last else None
    through = first is not None
    if evidence.kind == "besieged" and first is None:
        first = last - dt.timedelta(rules.limits.late_days)
    because = f"{evidence.because}, before it was lost"
    return replace(evidence, first=first, last=last, through=through, because=because)
