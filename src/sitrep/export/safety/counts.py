"""How many records the guard left out or changed, and why: what is told of a file beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import or_


class Counts:
    """What happened to the records of one kind in one pass through them."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.withheld: Counter[str] = Counter()

    def note(self, redactions: Iterable[str]) -> None:
        """Counts a record of which something was withheld."""
        self.withheld.update(redactions)


class Passes:
    """All passes. A format may go through the same records several times: they are counted once."""

    def __init__(self) -> None:
        self._of_kind: dict[str, list[Counts]] = {}

    def begin(self, kind: str) -> Counts:
        """A new pass through the records of a kind."""
        counts = Counts()
        self._of_kind.setdefault(kind, []).append(counts)
        return counts

    def clear(self) -> None:
        """Forgets all of them."""
        self._of_kind.clear()

    @property
    def left_out(self) -> Counter[str]:
        """How many records are not in the file, by reason."""
        return self._total([[each.left_out for each in passes] for passes in self._of_kind.values()])

    @property
    def withheld(self) -> Counter[str]:
        """How many records are in the file without something, by what it is."""
        return self._total([[each.withheld for each in passes] for passes in self._of_kind.values()])

    @staticmethod
    def _total(kinds: list[list[Counter[str]]]) -> Counter[str]:
        return sum((reduce(or_, passes) for passes in kinds), Counter())
