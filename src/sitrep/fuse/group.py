"""Positions of claims into groups that tell one occurrence: best pairs first, without chains, as people decided."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitrep.fuse.decided import Nodes
from sitrep.fuse.pairs.block import Pair
from sitrep.fuse.pairs.compare import HEADS, Comparison, compare
from sitrep.fuse.pairs.facts import Told
from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Rules

#: Days after which the same words are no reprint of one wire.
REPRINT_DAYS = 7

Groups = list[tuple[int, ...]]

#: Nodes of each of two groups whose pairs are asked before the two are joined, where they were not compared before.
ASKED = 12


def group(
    told: Sequence[Told], compared: Mapping[Pair, Comparison], rules: Rules, parties: Parties, nodes: Nodes
) -> Groups:
    """Positions of claims by occurrence. Groups are joined best first while the mean over all pairs between them is
    at least the threshold and no pair of them is apart, so that a chain of likenesses joins nothing. A node of several
    claims, which people joined, counts as one account and compares by the best of its pairs."""
    follow = _copies(told)
    follow |= _headlines(told, compared, rules.threshold, follow)
    original = {copy: first for copy, first in follow.items() if copy not in nodes.named}
    members = {node: [node] for node, claims in nodes.claims.items() if claims[0] not in original}
    bonds = _bonds({pair: found for pair, found in compared.items() if not original.keys() & set(pair)}, nodes)
    _join(members, bonds, _Exclusion(told, compared, rules, parties, nodes), rules.threshold)
    groups = {key: [claim for node in group for claim in nodes.claims[node]] for key, group in members.items()}
    home = {position: key for key, group in groups.items() for position in group}
    for copy, repeated in sorted(original.items()):
        while repeated in original:  # a copied headline goes where the headline goes
            repeated = original[repeated]
        groups[home[repeated]].append(copy)
    return sorted(tuple(sorted(group)) for group in groups.values())


def _copies(told: Sequence[Told]) -> dict[int, int]:
    """Claims that repeat others' words, each with the claim that these words make: earlier words of their own report,
    or, in a report that is a copy, the same words elsewhere. A copy goes where its original goes, however it was read:
    "yesterday" in a wire that is printed a day late is still the wire's yesterday."""
    return _printed_again(told) | _said_again(told)


def _headlines(
    told: Sequence[Told], compared: Mapping[Pair, Comparison], threshold: float, copies: Mapping[int, int]
) -> dict[int, int]:
    """Claims of headlines, each with the likeliest claim below it: short words that fit many reports join none of them."""
    best: dict[int, tuple[float, int]] = {}
    for (one, other), found in sorted(compared.items(), key=lambda entry: entry[0]):
        telling = any(finding.feature == "words.headline" for finding in found.findings)
        if not telling or found.apart is not None or found.score < threshold or {one, other} & copies.keys():
            continue
        head, body = (one, other) if told[one].claim.segment in HEADS else (other, one)
        if head not in best or found.score > best[head][0]:
            best[head] = found.score, body
    return {head: body for head, (_, body) in best.items()}


def _printed_again(told: Sequence[Told]) -> dict[int, int]:
    """Claims of copied reports, each with the claim of the last report before it that has the same words."""
    originals: dict[tuple[str, str], list[tuple[dt.date, int]]] = defaultdict(list)
    for position, item in enumerate(told):
        if not item.copy and item.published is not None:
            originals[(item.claim.type, item.words)].append((item.published, position))
    found = {}
    for position, item in enumerate(told):
        if item.copy and item.claim.copy_of is None and item.published is not None:
            earliest = item.published - dt.timedelta(REPRINT_DAYS)
            before = [
                each for each in originals[(item.claim.type, item.words)] if earliest <= each[0] <= item.published
            ]
            if before:
                found[position] = max(before)[1]
    return found


def _said_again(told: Sequence[Told]) -> dict[int, int]:
    """Claims of repeated words of one report, each with the claim that these words make."""
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
        if claim.type != copy.type or not claim.evidence.touches(span):
            continue
        shared = bool(places & {place.id or place.name for place in claim.places})
        rank = (shared, len(words & set(claim.evidence.text.casefold().split())), -other)
        if best is None or rank > best[0]:
            best = (rank, other)
    return best[1] if best else None


@dataclass(frozen=True)
class _Exclusion:
    """Pairs that no block held together can be apart too: different days, or different places with one between."""

    told: Sequence[Told]
    compared: Mapping[Pair, Comparison]
    rules: Rules
    parties: Parties
    nodes: Nodes

    def __call__(self, some: Sequence[int], others: Sequence[int]) -> bool:
        """Whether two groups of nodes cannot be one occurrence."""
        return self._days_exclude([*some, *others]) or any(
            self._nodes_apart(one, other) for one in sorted(some)[:ASKED] for other in sorted(others)[:ASKED]
        )

    def _nodes_apart(self, one: int, other: int) -> bool:
        pairs = [(a, b) for a in self.nodes.claims[one] for b in self.nodes.claims[other]]
        return all(self._apart(min(pair), max(pair)) for pair in pairs)

    def _apart(self, one: int, other: int) -> bool:
        known = self.compared.get((one, other))
        if known is None:
            known = compare(self.told[one], self.told[other], self.rules, self.parties)
        return known.apart is not None

    def _days_exclude(self, nodes: Sequence[int]) -> bool:
        """Whether the days of the accounts have none in common; intervals that meet two by two meet all together."""
        accounts = [[self.told[position] for position in self.nodes.claims[node]] for node in nodes]
        starts = [min((i.start for i in items if i.start is not None), default=None) for items in accounts]
        ends = [max((d for i in items if (d := i.end or i.published) is not None), default=None) for items in accounts]
        first = max((day for day in starts if day is not None), default=None)
        last = min((day for day in ends if day is not None), default=None)
        item = accounts[0][0]
        if first is None or last is None or item.claim.status in ("planned", "hypothetical"):
            return False
        return (first - last).days > (1 if item.family.repeats == "once" else 0)


class _Bond:
    """What the pairs between two groups come to."""

    __slots__ = ("apart", "total")

    def __init__(self) -> None:
        self.total = 0.0
        self.apart = False

    def add(self, total: float, apart: bool) -> None:
        self.total += total
        self.apart = self.apart or apart


def _bonds(compared: Mapping[Pair, Comparison], nodes: Nodes) -> dict[int, dict[int, _Bond]]:
    best: dict[Pair, Comparison] = {}
    for (one, other), comparison in compared.items():
        a, b = sorted((nodes.of[one], nodes.of[other]))
        known = best.get((a, b))
        if a != b and (known is None or _rank(comparison) > _rank(known)):
            best[(a, b)] = comparison
    for pair in nodes.apart:
        best[pair] = Comparison(score=0.0, apart="told apart by a person")
    bonds: dict[int, dict[int, _Bond]] = defaultdict(dict)
    for (a, b), comparison in sorted(best.items(), key=lambda entry: entry[0]):
        bond = _Bond()
        bond.add(comparison.score, comparison.apart is not None)
        bonds[a][b] = bonds[b][a] = bond
    return bonds


def _rank(comparison: Comparison) -> tuple[bool, float]:
    return comparison.apart is None, comparison.score


def _join(
    members: dict[int, list[int]], bonds: dict[int, dict[int, _Bond]], excluded: _Exclusion, threshold: float
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
