"""Which pairs of claims are worth comparing: one family, one place or its neighbourhood, days that may meet.

The work grows with the claims, not with their square: claims of one place are swept in the order of their days.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sitrep.fuse.pairs.facts import Told, is_area, place_key
from sitrep.fuse.pairs.rules import Rules

Pair = tuple[int, int]

#: Claims of one block that a claim is compared with at most on each side, in the order of days: bounds the work where
#: thousands of claims share a place and a week.
REACH = 250


def pairs(told: Sequence[Told], rules: Rules) -> list[Pair]:
    """Positions of claims worth comparing, smaller first, sorted, each pair once."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    nowhere = {(item.family.name, item.claim.document) for item in told if not item.places}
    for position, item in enumerate(told):
        for key in set(_keys(item, rules, nowhere)):
            blocks[(item.family.name, key)].append(position)
    found: set[Pair] = set()
    for (_, key), members in sorted(blocks.items()):
        for one, other in _sweep(members, told, rules):
            if not _only_neighbours(key, told[one], told[other]):
                found.add((one, other))
    return sorted(found)


def _only_neighbours(key: str, one: Told, other: Told) -> bool:
    """Whether both are of this block only as lying in its place: two towns of one province, told by two reports."""
    if one.claim.document == other.claim.document:
        return False
    places = [place for item in (one, other) for place in item.places]
    return any(place.within == key for place in places) and all(place_key(place) != key for place in places)


def _keys(item: Told, rules: Rules, nowhere: frozenset[tuple[str, str]] | set[tuple[str, str]]) -> Iterator[str]:
    if item.family.placeless:
        yield from (f"by {actor.id or actor.name}" for actor in item.claim.agents)
        return
    for place in item.places:
        yield place_key(place)
        if place.within is not None and not item.family.whole:
            yield place.within
        if place.lat is not None and place.lon is not None and not is_area(place, rules):
            yield from _cells(place.lat, place.lon, rules.limits.near_km)
    if (item.family.name, item.claim.document) in nowhere:  # what one sentence leaves out, another may tell
        yield f"nowhere in {item.claim.document}"


def _cells(lat: float, lon: float, near_km: float) -> Iterator[str]:
    """Four overlapping grids: two points nearer than half a cell share a cell of at least one of them."""
    size = 2 * near_km / 111.2
    for north in (0.0, 0.5):
        row = math.floor(lat / size + north)
        width = size / max(math.cos(math.radians((row - north + 0.5) * size)), 0.05)  # one for the whole row
        for east in (0.0, 0.5):
            yield f"cell {north} {east} {row} {math.floor(lon / width + east)}"


def _sweep(members: Sequence[int], told: Sequence[Told], rules: Rules) -> Iterator[Pair]:
    """Pairs of a block whose possible days meet, give or take a day."""
    spans = sorted((*_possible(told[position], rules), position) for position in members)
    for index, (_, end, position) in enumerate(spans):
        for start, _, other in _within_reach(spans, index):
            if start > end + 1:
                break
            yield (position, other) if position < other else (other, position)


def _within_reach(spans: Sequence[tuple[int, int, int]], index: int) -> Iterable[tuple[int, int, int]]:
    return spans[index + 1 : index + 1 + REACH]


def _possible(item: Told, rules: Rules) -> tuple[int, int]:
    """The first and last day to look on, as ordinals. A claim without a day is looked for before its publication."""
    first, last = dt.date.min.toordinal(), dt.date.max.toordinal() - 1
    if item.start is not None or item.end is not None:
        return (item.start.toordinal() if item.start else first), (item.end.toordinal() if item.end else last)
    if item.published is None:
        return first, last
    if item.claim.status in ("planned", "hypothetical"):
        return item.published.toordinal(), last
    return item.published.toordinal() - rules.limits.late_days, item.published.toordinal()
