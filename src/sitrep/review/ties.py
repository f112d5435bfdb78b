"""Which claims belong together and which do not, where decisions contradict each other: the newer one holds."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]


def settled(
    together: Mapping[Pair, int], apart: Mapping[Pair, int]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:  # fmt: skip
    """The pairs to join and those to keep apart, without contradiction even by way of third claims.

    Pairs come with the age of their decision, the newest the highest. Taken newest first, a pair that what is taken
    already forbids is left out.
    """
    groups = _Groups()
    joined, parted = [], []
    rows = [(age, True, pair) for pair, age in together.items()] + [(age, False, pair) for pair, age in apart.items()]
    for _, join, pair in sorted(rows, key=lambda row: (-row[0], not row[1], row[2])):
        if join and groups.join(*pair):
            joined.append(pair)
        elif not join and groups.part(*pair):
            parted.append(pair)
    return tuple(sorted(joined)), tuple(sorted(parted))


class _Groups:
    """Groups of claims, and which groups must not become one."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}

    def root(self, claim: str) -> str:
        while (above := self._home.get(claim, claim)) != claim:
            self._home[claim] = self._home.get(above, above)
            claim = above
        return claim

    def join(self, one: str, other: str) -> bool:
        """Makes them one group; False where they are to be apart."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        self._home[b] = a
        for foe in self._apart.pop(b, ()):
            self._apart[foe].discard(b)
            self._apart[foe].add(a)
            self._apart.setdefault(a, set()).add(foe)
        return True

    def part(self, one: str, other: str) -> bool:
        """Keeps their groups apart; False where they are one."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return False
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)
        return True
