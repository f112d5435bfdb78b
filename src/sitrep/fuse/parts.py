"""Parts: claims that some comparison, copy, toll or decision may tie to each other, and to no others.

What fusion says of a part depends on nothing outside it. So with new reports only the parts are fused anew that share a
block with a new claim; of the others, what was said before holds. The result is that of a run from scratch, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from sitrep.fuse.pairs.block import REACH, Pair, blocks_of, pairs, possible_days
from sitrep.fuse.pairs.facts import TOLL, Told, place_key
from sitrep.fuse.pairs.rules import Rules
from sitrep.lexicon.files import DATA, digest
from sitrep.model.events import Decided, Event, Part
from sitrep.model.record import to_json

#: Block or tie → positions of its claims.
Index = Mapping[str, Sequence[int]]


class Ground:
    """What is known of all claims before any is compared: their blocks and other ties, and what each depends on."""

    def __init__(self, told: Sequence[Told], rules: Rules, decided: Decided) -> None:
        self.told, self.rules = told, rules
        self.blocks = blocks_of(told, rules)
        self.ties = _ties(told, rules)
        self.position = {item.claim.id: place for place, item in enumerate(told)}
        self._decided: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for how, decisions in (("together", decided.together), ("apart", decided.apart)):
            for a, b in decisions:
                if a in self.position and b in self.position:
                    for claim in (a, b):
                        self._decided[claim].append((how, a, b))
        self._keys: list[list[str]] = [[] for _ in told]
        for name, members in (
            *((f"{family} {key}", m) for (family, key), m in self.blocks.items()),
            *self.ties.items(),
        ):
            for place in members:
                self._keys[place].append(name)

    def anew(self, before: Sequence[Part]) -> tuple[list[int], list[Part]]:
        """Positions of the claims to fuse, and the parts of before that hold. All claims, and no part, where something
        has gone or moved."""
        everything: tuple[list[int], list[Part]] = (list(range(len(self.told))), [])
        old: dict[int, int] = {}
        for number, part in enumerate(before):
            known = [self.position[claim] for claim in part.claims if claim in self.position]
            if len(known) < len(part.claims) or part.where != self.where(known):
                return everything
            old.update(dict.fromkeys(known, number))
        touched = self._touched(frozenset(range(len(self.told))) - old.keys())
        again = {number for place, number in old.items() if place in touched}
        again |= {n for n, part in enumerate(before) if n not in again and part.what != self.what(self._places(part))}
        fresh = [place for place in range(len(self.told)) if place not in old or old[place] in again]
        return fresh, [part for number, part in enumerate(before) if number not in again]

    def _touched(self, new: frozenset[int]) -> set[int]:
        """Claims that a new one is compared with or tied to. What a full block leaves out, a new claim may change."""
        some = {key: members for key, members in self.blocks.items() if not new.isdisjoint(members)}
        small = {key: members for key, members in some.items() if len(members) <= REACH}
        ties = (members for members in self.ties.values() if not new.isdisjoint(members))
        compared = (pair for pair in pairs(self.told, self.rules, small) if not new.isdisjoint(pair))
        full = (members for key, members in some.items() if key not in small)
        return {place for row in (*ties, *compared, *full) for place in row}

    def _places(self, part: Part) -> list[int]:
        return [self.position[claim] for claim in part.claims]

    def where(self, places: Iterable[int]) -> str:
        """A hash of what the ties of these claims depend on."""
        rows = (
            f"{self.told[place].order} {self.told[place].copy} {possible_days(self.told[place], self.rules)} "
            f"{sorted(self._keys[place])}"
            for place in sorted(places)
        )
        return _hash(rows)

    def what(self, places: Iterable[int]) -> str:
        """A hash of all that is said of these claims, by reports and by people."""
        return _hash(
            f"{to_json(item.claim)} {item.origins} {item.outlet} {item.house} {item.published} {item.speakers} "
            f"{sorted(self._decided[item.claim.id])}"
            for item in (self.told[place] for place in sorted(places))
        )

    def parted(self, places: Sequence[int], compared: Iterable[Pair], events: Sequence[Event]) -> list[Part]:
        """The claims fused anew, by part, with their events."""
        root = {place: place for place in places}
        decided = [(self.position[a], self.position[b]) for row in self._decided.values() for _, a, b in row]
        tied = [(members[0], member) for members in self.ties.values() for member in members[1:]]
        for a, b in (*compared, *decided, *tied):
            if a in root and b in root:
                one, other = sorted((_top(root, a), _top(root, b)))
                root[other] = one
        members: dict[int, list[int]] = defaultdict(list)
        for place in places:
            members[_top(root, place)].append(place)
        told: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            told[_top(root, self.position[event.claims[0]])].append(event)
        return [
            Part(
                where=self.where(row), what=self.what(row), claims=tuple(self.told[place].claim.id for place in row),
                events=tuple(told[top]),
            )
            for top, row in sorted(members.items())
        ]  # fmt: skip


def _top(root: dict[int, int], place: int) -> int:
    while root[place] != place:
        root[place] = root[root[place]]
        place = root[place]
    return place


def _ties(told: Sequence[Told], rules: Rules) -> Index:
    """Claims that hang together though no block compares them: tolls and attacks, copies and what they repeat."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(told):
        for key in _names(item, rules):
            found[key].append(place)
    return {
        key: members
        for key, members in sorted(found.items())
        if key.startswith("toll") or any(told[place].copy for place in members)
    }


def _names(item: Told, rules: Rules) -> Iterator[str]:
    if item.family.name == TOLL or item.family.name in rules.attacks:
        yield f"toll of {item.claim.document}"
        if item.start is not None and item.start == item.end:
            yield from (f"toll of {place_key(place)} on {item.start}" for place in item.places)
    yield f"words of {item.claim.type} {item.words}"
    yield f"said in {item.claim.document} {item.claim.type}"


def _hash(rows: Iterable[str]) -> str:
    made = hashlib.blake2b(digest_size=16)
    for row in rows:
        made.update(row.encode("utf-8", "surrogatepass"))
        made.update(b"\n")
    return made.hexdigest()


@cache
def method() -> str:
    """A digest of the code and words of fusion: parts made by others hold nothing."""
    here = Path(__file__).parent
    return digest([DATA / "fusion.yml", *sorted(here.rglob("*.py"))])
