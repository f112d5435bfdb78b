"""Battles for a place that ended in its capture: it was contested from when they began until it fell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sitrep.fuse.pairs.facts import Told, is_area
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules
from sitrep.infer.evidence import Evidence
from sitrep.infer.said import evidence_of
from sitrep.infer.stretches import stretch_of
from sitrep.model.claims import PlaceRef
from sitrep.model.events import Event
from sitrep.model.record import replace


def fought(_event: Event, items: Sequence[Told], rules: Rules, parties: Parties) -> list[Evidence]:
    """Fights whose own words say that they were for the place or within it. Not every clash at a town is."""
    return [
        _fight(item, place, parties, rules)
        for item in items
        for place in item.places
        if place.id is not None and not is_area(place, rules) and _over(item, place, rules) and item.published
    ]


def _over(item: Told, place: PlaceRef, rules: Rules) -> bool:
    words = item.claim.evidence
    between = words.text[max(item.claim.trigger.end - words.start, 0) : max(place.start - words.start, 0)]
    inside = _dated(item) and rules.fought_inside.search(between)  # else perhaps the mopping up after it fell
    return bool(inside or rules.fought_for.search(between))


def _dated(item: Told) -> bool:
    return item.end is not None or item.claim.status == "ongoing"


def _fight(item: Told, place: PlaceRef, parties: Parties, rules: Rules) -> Evidence:
    """Began between `first` and `begun`. Without a day, in the weeks before the report or, while it goes on, on its day."""
    stretch, told = stretch_of(item), item.published or dt.date.max
    first, begun, last = item.start, item.end or told, item.end or told
    if stretch is not None:
        first, begun, last = stretch.first, stretch.begun or stretch.last, stretch.ended or stretch.last
    elif item.end is None:
        first = told if _dated(item) else told - dt.timedelta(rules.limits.soon_days)
    fight = evidence_of("fought", place, (), (first, last), [item], parties)
    return replace(fight, begun=begun, until_told=not _dated(item))


def contests(fights: Sequence[Evidence], others: Sequence[Evidence], rules: Rules) -> list[Evidence]:
    """What the fights say of who held the place: where it fell to somebody then or soon after, he held part of it from
    when they began. Fights that no capture followed say nothing."""
    falls = sorted((e for e in others if e.kind == "gains" and e.party), key=lambda e: (e.last, e.claims))
    found = (_contest(fight, falls, rules) for fight in fights)
    return [contest for contest in found if contest is not None]


def _contest(fight: Evidence, falls: Sequence[Evidence], rules: Rules) -> Evidence | None:
    told = [fall for fall in falls if fight.until_told and fall.documents & fight.documents]
    fall = told[-1] if told else next((fall for fall in falls if _ends(fall, fight, rules)), None)
    if fall is None:
        return None
    fell = fall.first or fall.last
    first, begun = fight.first, min(fight.begun or fight.last, fell)
    if told:  # no day, in the report that tells the fall: before it
        first, begun = fell - dt.timedelta(rules.limits.late_days), fell
    if first is not None and first >= fall.last:
        return None
    begun = max(begun, first or begun)  # of a fall on an unknown day, not before the fight
    last = max(begun, min(fight.last, fell))
    because = "fought over until it fell to {0}"
    return replace(
        fight, kind="partial", party=fall.party, through=True, first=first, begun=begun, last=last, because=because
    )


def _ends(fall: Evidence, fight: Evidence, rules: Rules) -> bool:
    """Whether the place fell while it was fought over or soon after; a report that tells both may leave longer between."""
    limits = rules.limits
    latest = fight.last + dt.timedelta(limits.late_days if fall.documents & fight.documents else limits.soon_days)
    return (fight.first or dt.date.min) <= fall.last and (fall.first or fall.last) <= latest
