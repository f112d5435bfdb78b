"""A group of claims as an event: what they agree on, its days, its standing, and where they differ."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sitrep.fuse.disputes import agent_dispute, day_dispute, hurt_dispute, status_dispute, stocks, tolls
from sitrep.fuse.pairs.facts import TOLL, Told, place_key
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules
from sitrep.model.claims import ActorRef, PlaceRef, Status
from sitrep.model.events import Dispute, Event, Standing
from sitrep.model.record import hashed_id

_REAL = ("happened", "ongoing", "denied")


def event_id(told: Sequence[Told]) -> str:
    """An event's id: a hash of the claim that told it first, of the earliest report and no copy if there is one. So
    later reports that join the event leave its id, and what people decided or cited under it still finds it."""
    return hashed_id("e", _first(told).claim.id)


def _first(told: Sequence[Told]) -> Told:
    return min(told, key=lambda item: (item.copy, item.published or dt.date.max, item.order))


def _of_the_first(told: Sequence[Told]) -> list[Told]:
    """Where all are copies of something that told it otherwise: what the first of them says, for they count as one."""
    document = _first(told).claim.document
    return [item for item in told if item.claim.document == document]


def describe(told: Sequence[Told], reasons: tuple[str, ...], rules: Rules, parties: Parties) -> Event:
    """The event that these claims, in their order, tell. Copies are listed and count for nothing."""
    counted = [item for item in told if not item.copy] or _of_the_first(told)
    main = [item for item in counted if item.family.name != TOLL] or counted
    start, end, bounds = days(main)
    casualties, toll_disputes = tolls(told, rules)
    materiel, stock_disputes = stocks(told)
    found = (status_dispute(main), agent_dispute("agents", main, parties), day_dispute(main), hurt_dispute(counted))
    disputes = (*(dispute for dispute in found if dispute is not None), *toll_disputes, *stock_disputes)
    status = _status(main)
    origins = _origins(counted)
    return Event(
        id=event_id(told),
        type=_type(main, rules),
        status=status,
        agents=_actors(item.claim.agents for item in main),
        targets=_actors(item.claim.targets for item in counted),
        place=_place(main),
        start=start,
        end=end,
        claims=tuple(item.claim.id for item in told),
        documents=tuple(sorted({item.claim.document for item in told})),
        outlets=tuple(sorted({item.outlet for item in told})),
        origins=origins,
        standing=standing(counted, status, disputes, origins, parties),
        casualties=casualties,
        materiel=materiel,
        disputes=disputes,
        reasons=(*reasons, *bounds),
    )


def _type(told: Sequence[Told], rules: Rules) -> str:
    counts = Counter(item.claim.type for item in told)
    return min(counts, key=lambda kind: (-counts[kind], *_rank(kind, rules)))


def _rank(kind: str, rules: Rules) -> tuple[int, str]:
    types = rules.family(kind).types
    return types.index(kind), kind


def _status(told: Sequence[Told]) -> Status:
    counts = Counter(item.claim.status for item in told if item.claim.status != "denied")
    if not counts:
        return "denied"
    return min(counts, key=lambda status: (-counts[status], status))


def _actors(named: Iterable[Sequence[ActorRef]]) -> tuple[ActorRef, ...]:
    """Each actor once, the most often named first; bare descriptions only where nobody is named."""
    refs = [ref for refs in named for ref in refs]
    kept = [ref for ref in refs if ref.id is not None] or refs
    counts = Counter(ref.id or ref.name for ref in kept)
    first: dict[str, ActorRef] = {}
    for ref in kept:
        first.setdefault(ref.id or ref.name, ref)
    return tuple(first[key] for key in sorted(first, key=lambda key: (-counts[key], key)))


def _place(told: Sequence[Told]) -> PlaceRef | None:
    """The place most claims name; of equals one with coordinates, then by name."""
    counts: Counter[str] = Counter()
    first: dict[str, PlaceRef] = {}
    for item in told:
        for place in item.places:
            counts[place_key(place)] += 1
            first.setdefault(place_key(place), place)
    best = min(first, key=lambda key: (-counts[key], first[key].lat is None, key), default=None)
    return first[best] if best is not None else None


def days(told: Sequence[Told]) -> tuple[dt.date | None, dt.date | None, tuple[str, ...]]:
    """First and last day. One moment told several times lies where all its days meet; what lasts reaches over all of
    them; days that exclude each other are all kept. What is told as happened is not later than its first report."""
    dated = [(item.start, item.end) for item in told if item.start is not None and item.end is not None]
    start = end = None
    reasons: list[str] = []
    if dated:
        inner = max(first for first, _ in dated), min(last for _, last in dated)
        outer = min(first for first, _ in dated), max(last for _, last in dated)
        start, end = outer if told[0].family.lasting or inner[0] > inner[1] else inner
        if len(set(dated)) > 1:
            how = "reach over" if (start, end) == outer else "are those common to"
            reasons.append(f"its days {how} what {len(dated)} dated claims allow")
    bound = min((item.published for item in told if item.published and item.claim.status in _REAL), default=None)
    if bound is not None and (start is None or start <= bound) and (end is None or end > bound):
        end = bound
        reasons.append(f"not later than {bound}, when it was first reported")
    return start, end, tuple(reasons)


def _origins(told: Sequence[Told]) -> tuple[str, ...]:
    """Who first said so. Where a report names a source for the event, its own words about it add none."""
    reports: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        reports[item.claim.document].append(item)
    origins: set[str] = set()
    for items in reports.values():
        sourced = [item for item in items if not item.voiced] or items
        origins.update(origin for item in sourced for origin in item.origins)
    return tuple(sorted(origins))


def standing(
    told: Sequence[Told], status: Status, disputes: Sequence[Dispute], origins: Sequence[str], parties: Parties
) -> Standing:
    """What the accounts amount to (docs/events.md): never a probability."""
    if status == "denied":
        return "denied"
    if any(dispute.field in ("status", "type") for dispute in disputes) or _blamed(disputes, told, parties):
        return "disputed"
    if one_side(told, parties) is not None:
        return "claimed"
    if len(origins) > 1:
        return "corroborated"
    return "repeated" if len({item.house for item in told}) > 1 else "single"


def _blamed(disputes: Sequence[Dispute], told: Sequence[Told], parties: Parties) -> bool:
    """Whether the accounts blame opposite sides."""
    if not any(dispute.field == "agents" for dispute in disputes):
        return False
    sides = {parties.sides(item.claim.agents, item.day) for item in told} - {frozenset()}
    return any(not one & other for one in sides for other in sides)


def one_side(told: Sequence[Told], parties: Parties) -> str | None:
    """The side of the war on which everyone stands who says so; None where anyone else says so. An outlet that speaks for
    itself stands where its publisher does: a party's bulletin is the party's word."""
    reports: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        reports[item.claim.document].append(item)
    sides: set[str | None] = set()
    for items in reports.values():
        for item in [item for item in items if not item.voiced] or items:
            sides.update(parties.side(speaker, item.day) for speaker in item.speakers)
            if not item.speakers:
                sides.add(parties.side(item.publisher, item.day) if item.publisher is not None else None)
    return sides.pop() if len(sides) == 1 else None
