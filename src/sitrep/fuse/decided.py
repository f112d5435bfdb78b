"""What people decided about pairs of claims, as fusion needs it: nodes of claims joined, pairs of nodes kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep.errors import DecisionError
from sitrep.fuse.pairs.block import Pair
from sitrep.fuse.pairs.facts import Told
from sitrep.model.events import Decided


@dataclass(frozen=True)
class Nodes:
    """Claims by position, those that people joined as one node, which is called by its first claim.

    claims   node → its claims, sorted
    of       claim → its node
    apart    pairs of nodes that people told apart, smaller first
    named    claims that a decision names: they go where it says, even if they repeat words of their report
    """

    claims: dict[int, tuple[int, ...]]
    of: dict[int, int]
    apart: frozenset[Pair]
    named: frozenset[int]

    def parted(self, some: Sequence[int], others: Sequence[int]) -> bool:
        """Whether people told some claim of the one group apart from some of the other."""
        if not self.apart:
            return False
        return any(_pair(self.of[one], self.of[other]) in self.apart for one in some for other in others)

    def joined(self, members: Sequence[int], told: Sequence[Told]) -> Iterator[tuple[str, ...]]:
        """The ids of claims in the group that people joined, node by node."""
        for node in sorted({self.of[position] for position in members}):
            if len(self.claims[node]) > 1:
                yield tuple(told[position].claim.id for position in self.claims[node])


def nodes_of(told: Sequence[Told], decided: Decided) -> Nodes:
    """The nodes that the decisions make. A pair of which a claim is not among those told says nothing here: its report
    may have been left out of this run. Raises DecisionError where decisions contradict each other."""
    position = {item.claim.id: place for place, item in enumerate(told)}
    together, apart = (
        [(position[a], position[b]) for a, b in sorted(pairs) if a in position and b in position]
        for pairs in (decided.together, decided.apart)
    )
    of = {place: place for place in range(len(told))}
    for pair in together:
        low, high = _pair(_root(pair[0], of), _root(pair[1], of))
        of[high] = low
    of = {place: _root(place, of) for place in of}
    for a, b in apart:
        if of[a] == of[b]:
            raise DecisionError(
                f"{told[a].claim.id} and {told[b].claim.id} are decided to tell two occurrences, and by other decisions "
                "to tell one; withdraw one of these decisions"
            )
    claims: dict[int, list[int]] = defaultdict(list)
    for place, node in sorted(of.items()):
        claims[node].append(place)
    return Nodes(
        claims={node: tuple(places) for node, places in claims.items()},
        of=of,
        apart=frozenset(_pair(of[a], of[b]) for a, b in apart),
        named=frozenset(place for pair in (*together, *apart) for place in pair),
    )


def _root(place: int, of: dict[int, int]) -> int:
    while of[place] != place:
        of[place] = of[of[place]]
        place = of[place]
    return place


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
