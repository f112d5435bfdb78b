"""Claims to events: pairs worth comparing, groups whose mean comparison is high enough, each described as an event."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sitrep.fuse.describe import describe
from sitrep.fuse.episodes import link
from sitrep.fuse.pairs.block import Pair, pairs
from sitrep.fuse.pairs.compare import Comparison, compare, sentences
from sitrep.fuse.pairs.facts import Told, tell
from sitrep.fuse.pairs.parties import Parties, Roster
from sitrep.fuse.pairs.rules import Rules, shipped_rules
from sitrep.fuse.tolls import attach_tolls
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.text import Document

Groups = list[tuple[int, ...]]

#: Whether two groups of positions cannot be one occurrence.
Excluded = Callable[[Sequence[int], Sequence[int]], bool]

#: Claims of each of two groups whose pairs are asked before the two are joined, where they were not compared before.
ASKED = 12

#: Reasons shown of an event: the findings about its best pairs.
SHOWN = 8


def fuse(
    claims: Sequence[Claim], documents: Sequence[Document], roster: Roster, copied: frozenset[str] = frozenset()
) -> tuple[Event, ...]:
    """One event for each group of claims that tell one occurrence; every claim is in exactly one.

    `copied`: ids of documents that repeat another's words; their claims join events but count for nothing.
    The order of the input does not matter. Events are sorted by their first day, then by id.
    """
    rules, parties = shipped_rules(), Parties(roster)
    told = tell(claims, documents, copied, parties, rules)
    compared = {pair: compare(told[pair[0]], told[pair[1]], rules, parties) for pair in pairs(told, rules)}
    groups = group(told, compared, _Exclusion(told, compared, rules, parties), rules.threshold)
    groups = attach_tolls(told, groups, rules, parties)
    events = [_event(members, told, compared, rules, parties) for members in groups]
    return link(events, told, rules, parties)


def _event(
    members: Sequence[int], told: Sequence[Told], compared: dict[Pair, Comparison], rules: Rules, parties: Parties
) -> Event:
    findings = [
        found
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if (one, other) in compared and compared[(one, other)].apart is None
        for found in compared[(one, other)].findings
    ]
    items = [told[position] for position in members]
    repeats = [f"{item.claim.id} repeats words of its own report" for item in items if item.claim.copy_of is not None]
    return describe(items, (*sentences(findings, rules)[:SHOWN], *repeats), rules, parties)


def group(told: Sequence[Told], compared: Mapping[Pair, Comparison], excluded: Excluded, threshold: float) -> Groups:
    """Positions of claims by occurrence. Groups are joined best first while the mean over all pairs between them is
    at least the threshold and no pair of them is apart, so that a chain of likenesses joins nothing."""
    original = _copies(told)
    members = {position: [position] for position in range(len(told)) if position not in original}
    bonds = _bonds({pair: found for pair, found in compared.items() if not original.keys() & set(pair)})
    _join(members, bonds, excluded, threshold)
    home = {position: key for key, group in members.items() for position in group}
    for copy, repeated in sorted(original.items()):
        members[home[repeated]].append(copy)
    return sorted(tuple(sorted(group)) for group in members.values())


def _copies(told: Sequence[Told]) -> dict[int, int]:
    """Claims that repeat earlier words of their own report, each with the claim that these words make. A copy goes
    where its original goes, however it was read."""
    reports: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(told):
        if item.claim.copy_of is None:
            reports[item.claim.document].append(position)
    found = {
        position: _original(position, reports[item.claim.document], told)
        for position, item in enumerate(told)
        if item.claim.copy_of is not None
    }
    return {copy: original for copy, original in found.items() if original is not None}


def _original(position: int, report: Iterable[int], told: Sequence[Told]) -> int | None:
    """The claim of the repeated words: of the same type, sharing a place if any does, then the likeliest by words."""
    copy = told[position].claim
    assert copy.copy_of is not None
    span = copy.copy_of
    places = {place.id or place.name for place in copy.places}
    words = set(copy.evidence.text.casefold().split())
    best: tuple[tuple[bool, int, int], int] | None = None
    for other in report:
        claim = told[other].claim
        inside = claim.evidence.start < span.end and span.start < claim.evidence.end
        if claim.type != copy.type or not inside:
            continue
        shared = bool(places & {place.id or place.name for place in claim.places})
        rank = (shared, len(words & set(claim.evidence.text.casefold().split())), -other)
        if best is None or rank > best[0]:
            best = (rank, other)
    return best[1] if best else None


class _Exclusion:
    """Pairs that no block held together can be apart too: different days, or different places with one between."""

    def __init__(self, told: Sequence[Told], compared: dict[Pair, Comparison], rules: Rules, parties: Parties) -> None:
        self.told, self.compared, self.rules, self.parties = told, compared, rules, parties

    def __call__(self, some: Sequence[int], others: Sequence[int]) -> bool:
        return self._days_exclude([*some, *others]) or any(
            self._apart(min(one, other), max(one, other))
            for one in sorted(some)[:ASKED]
            for other in sorted(others)[:ASKED]
        )

    def _apart(self, one: int, other: int) -> bool:
        known = self.compared.get((one, other))
        if known is None:
            known = compare(self.told[one], self.told[other], self.rules, self.parties)
        return known.apart is not None

    def _days_exclude(self, members: Sequence[int]) -> bool:
        """Whether the days of the claims have none in common; intervals that meet two by two meet all together."""
        items = [self.told[position] for position in members]
        first = max((item.start for item in items if item.start is not None), default=None)
        last = min((day for item in items if (day := item.end or item.published) is not None), default=None)
        if first is None or last is None or items[0].claim.status in ("planned", "hypothetical"):
            return False
        return (first - last).days > (1 if items[0].family.repeats == "once" else 0)


class _Bond:
    """What the pairs between two groups come to."""

    __slots__ = ("apart", "total")

    def __init__(self) -> None:
        self.total = 0.0
        self.apart = False

    def add(self, total: float, apart: bool) -> None:
        self.total += total
        self.apart = self.apart or apart


def _bonds(compared: Mapping[Pair, Comparison]) -> dict[int, dict[int, _Bond]]:
    bonds: dict[int, dict[int, _Bond]] = defaultdict(dict)
    for (one, other), comparison in sorted(compared.items(), key=lambda entry: entry[0]):
        bond = _Bond()
        bond.add(comparison.score, comparison.apart is not None)
        bonds[one][other] = bonds[other][one] = bond
    return bonds


def _join(
    members: dict[int, list[int]], bonds: dict[int, dict[int, _Bond]], excluded: Excluded, threshold: float
) -> None:  # fmt: skip
    """Joins groups in place, the highest mean first; between equals the earlier claims first."""

    def mean(a: int, b: int) -> float:
        return bonds[a][b].total / (len(members[a]) * len(members[b]))

    heap = [
        (-mean(a, b), a, b)
        for a in sorted(bonds)
        for b, bond in sorted(bonds[a].items())
        if a < b and not bond.apart and mean(a, b) >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        score, a, b = heapq.heappop(heap)
        if a not in members or b not in members or bonds[a][b].apart or -mean(a, b) != score:
            continue
        if excluded(members[a], members[b]):
            bonds[a][b].apart = True
            continue
        members[a].extend(members.pop(b))
        _merge(bonds, a, b)
        for other, bond in sorted(bonds[a].items()):
            if not bond.apart and mean(a, other) >= threshold:
                heapq.heappush(heap, (-mean(a, other), min(a, other), max(a, other)))


def _merge(bonds: dict[int, dict[int, _Bond]], a: int, b: int) -> None:
    """What tied b to others now ties a to them."""
    for other, bond in bonds.pop(b).items():
        del bonds[other][b]
        if other != a:
            kept = bonds[a].setdefault(other, _Bond())
            bonds[other][a] = kept
            kept.add(bond.total, bond.apart)
