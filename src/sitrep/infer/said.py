"""What each type of event says of who holds a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

from sitrep.fuse.describe import one_side
from sitrep.fuse.pairs.facts import Told, finest, is_area, place_key
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules
from sitrep.infer.evidence import Evidence, Kind
from sitrep.infer.stretches import Stretch, stretch_of
from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.model.events import Event
from sitrep.model.record import replace

_IN_PASSING = "said without a day, so for the day of the report"

_WORDS: dict[Kind, str] = {
    "gains": "taken by {0}", "leaves": "left by {0}", "partial": "partly taken or held by {0}", "holds": "held by {0}",
    "besieged": "cut off by {0}", "fought": "fought over",
}  # fmt: skip

Reader = Callable[[Event, Sequence[Told], Rules, Parties], list[Evidence]]


Named = Callable[[Told], Sequence[PlaceRef]]


def _finest(item: Told) -> Sequence[PlaceRef]:
    return item.places


def _left(rules: Rules) -> Named:
    """Of a withdrawal, the place left."""
    return lambda item: finest(replace(item.claim, places=item.claim.origin or item.claim.places), rules)


def _taken(rules: Rules) -> Named:
    """Of a capture, the place taken; of "five villages in the plain", the plain, where one is named."""

    def named(item: Told) -> Sequence[PlaceRef]:
        areas = tuple(place for place in item.claim.places if is_area(place, rules)) if _counted(item, rules) else ()
        return areas or item.places

    return named


def _places(items: Sequence[Told], named: Named = _finest) -> dict[str, tuple[PlaceRef, list[Told]]]:
    """The places with the claims that speak of each. A phrase without a name ("their positions") is no place to hold."""
    at: dict[str, tuple[PlaceRef, list[Told]]] = {}
    for item in items:
        for place in (each for each in named(item) if each.id is not None):
            at.setdefault(place_key(place), (place, []))[1].append(item)
    return dict(sorted(at.items()))


def _gains(event: Event, items: Sequence[Told], rules: Rules, parties: Parties) -> list[Evidence]:
    found = []
    for place, those in _places(items, _taken(rules)).values():
        those = [item for item in those if not _on_the_way(item, place, rules)]
        whole = [item for item in those if not _of_parts(item, place, rules)]
        parts = [item for item in those if _of_parts(item, place, rules)]
        told: tuple[tuple[Kind, list[Told]], ...] = (("gains", whole), ("partial", parts))
        for kind, some in told:
            if some and event.end is not None:
                agents = _actors(some, "agents") or event.agents
                targets = _actors(some, "targets")
                evidence = evidence_of(kind, place, agents, (event.start, event.end), some, parties)
                found.append(replace(evidence, others=targets))
    return found


def _on_the_way(item: Told, place: PlaceRef, rules: Rules) -> bool:
    """Whether the place is a road that only says where the town taken lies: "the town on the road to the coast"."""
    return place.kind in rules.route_kinds and any(other.kind not in rules.route_kinds for other in item.places)


def _of_parts(item: Told, place: PlaceRef, rules: Rules) -> bool:
    """Whether it tells of parts only: "the north of the town", or five villages in a plain."""
    return item.claim.part or (_counted(item, rules) and (is_area(place, rules) or not place.kind))


def _counted(item: Told, rules: Rules) -> bool:
    """Whether it counts places: villages, checkpoints, positions."""
    units = (word for quantity in item.claim.quantities for word in quantity.unit.casefold().split())
    return any(word in rules.part_units for word in units)


def _only_an_end(item: Told, place: PlaceRef, rules: Rules) -> bool:
    """Whether the place is named as an end of a road that the claim speaks of."""
    routes = {other.kind for other in item.claim.places} & rules.route_kinds
    return bool(routes) and place.kind not in rules.route_kinds


def _leaves(event: Event, items: Sequence[Told], rules: Rules, parties: Parties) -> list[Evidence]:
    if event.end is None:
        return []
    days = (event.start, event.end)
    return [
        evidence_of("leaves", place, _actors(those, "agents"), days, those, parties)
        for place, those in _places(items, _left(rules)).values()
        if _actors(those, "agents") and not any(item.claim.part for item in those)
    ]


def _holds(_event: Event, items: Sequence[Told], rules: Rules, parties: Parties) -> list[Evidence]:
    found = []
    for place, those in _places(items).values():
        for item in those:
            days, kind = _state_days(item), _held_kind(item, place, rules)
            if days is None or (kind == "holds" and not item.claim.agents) or _only_an_end(item, place, rules):
                continue
            stretch = stretch_of(item)
            evidence = evidence_of(kind, place, item.claim.agents, days, [item], parties)
            because = _how(item, stretch, "held by")
            evidence = replace(evidence, until_told=item.end in (None, item.published), because=because)
            found += _lasting(evidence, stretch) if stretch is not None else [evidence]
    return found


def _held_kind(item: Told, place: PlaceRef, rules: Rules) -> Kind:
    return "partial" if _of_parts(item, place, rules) else "holds"


def _lasting(evidence: Evidence, stretch: Stretch) -> list[Evidence]:
    """The state through its stretch, and its end where one is told: who held a place until May left it then."""
    through = replace(
        evidence, first=stretch.first, last=stretch.last, begun=stretch.begun, through=True,
        until_told=evidence.until_told and stretch.ended is None,
    )  # fmt: skip
    if stretch.ended is None or evidence.kind == "partial":
        return [replace(through, last=stretch.ended or stretch.last)]
    because = "held by {0} until then"
    ending = replace(evidence, kind="leaves", first=stretch.last, last=stretch.ended, own_word=False, because=because)
    return [through, ending]


def _besieged(_event: Event, items: Sequence[Told], rules: Rules, parties: Parties) -> list[Evidence]:
    found = []
    for place, those in _places(items).values():
        for item in those:
            days = _state_days(item)
            cut_road = place.kind in rules.route_kinds or _only_an_end(item, place, rules)
            if days is None or cut_road or item.claim.part:
                continue
            evidence = evidence_of("besieged", place, item.claim.agents, days, [item], parties)
            told = item.end in (None, item.published)
            found.append(
                replace(evidence, others=item.claim.targets, until_told=told, because=_how(item, None, "cut off by"))
            )
            if any(target.id is not None for target in item.claim.targets):
                inside = evidence_of("holds", place, item.claim.targets, days, [item], parties)
                because = _how(item, None, "besieged in it:")
                found.append(replace(inside, own_word=False, until_told=told, because=because))
    return found


READERS: dict[str, Reader] = {
    "territory_gain": _gains, "withdrawal": _leaves, "control": _holds, "encirclement": _besieged,
}  # fmt: skip


def _state_days(item: Told) -> tuple[dt.date | None, dt.date] | None:
    if item.end is not None:
        return item.start, item.end
    return (item.published, item.published) if item.published is not None else None


def _how(item: Told, stretch: Stretch | None, words: str) -> str:
    if stretch is not None:
        from_day = f"from {stretch.first}" if stretch.first is not None else f"until {stretch.last}"
        return f"{words} {{0}} all the time {from_day}"
    return f"{words} {{0}}" if item.end is not None else f"{words} {{0}}, {_IN_PASSING}"


def _actors(items: Sequence[Told], role: Literal["agents", "targets"]) -> tuple[ActorRef, ...]:
    return tuple(ref for item in items for ref in (item.claim.agents if role == "agents" else item.claim.targets))


def evidence_of(
    kind: Kind, place: PlaceRef, party: Sequence[ActorRef], days: tuple[dt.date | None, dt.date],
    items: Sequence[Told], parties: Parties,
) -> Evidence:  # fmt: skip
    """What these claims say of the place, with their origins."""
    origins: dict[str, float] = {}
    for item in items:
        for origin in item.origins:
            origins[origin] = max(origins.get(origin, 0.0), item.claim.confidence)
    side = one_side(items, parties)
    return Evidence(
        kind=kind,
        place=place,
        party=tuple(party),
        first=days[0],
        last=days[1],
        claims=tuple(item.claim.id for item in items),
        origins=tuple(sorted(origins.items())),
        told_at=tuple((item.claim.document, item.claim.trigger.start) for item in items),
        own_word=side is not None and side in parties.sides(party, days[1]),
        because=_WORDS[kind],
    )
