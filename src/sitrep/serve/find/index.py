"""The events of a store as columns in memory: which pass a filter, and how many each value would leave."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from sitrep.serve.find.column import Column, Mask
from sitrep.serve.find.filters import FACETS, Filter
from sitrep.serve.find.words import WordTable, mask_of

#: At most so many answers to filters are remembered.
KEPT = 16
#: No day: far outside any report's time.
NO_DAY = -1
#: How well a place is known where its point, if it has one, says nothing.
NOT_DRAWN = ("country", "unlocated")
SortKey = tuple[str, str, str]


class Numbers(NamedTuple):
    """What is known of each row in numbers, and the key and name of its place ("" for none)."""

    start: np.ndarray  # days since year 1, NO_DAY where unknown
    end: np.ndarray
    lat: np.ndarray  # NaN where nothing locates it, or only its country is known
    lon: np.ndarray
    radius: np.ndarray
    claims: np.ndarray
    weight: np.ndarray
    exact: np.ndarray  # whether the place is known exactly
    places: list[tuple[str, str]]


@dataclass(frozen=True)
class Count:
    """A value of a facet with the number of events that choosing it would leave."""

    value: str
    label: str
    count: int
    chosen: bool
    parent: str = ""


@dataclass(frozen=True)
class Found:
    """What a filter leaves: rows in the order asked for, and the mask behind them. `undated` events were left out only
    because a range of days cannot judge them. `facets` holds those that were asked for."""

    order: np.ndarray
    mask: Mask
    undated: int
    facets: dict[str, list[Count]]


def _none(kind: type) -> np.ndarray:
    return np.empty(0, dtype=kind)


@dataclass(frozen=True)
class Index:
    """All events, one row each. Rows are never moved: what holds no longer is struck out, what is new comes after."""

    ids: tuple[str, ...] = ()
    position: dict[str, int] = field(default_factory=dict)  # row by id, of those that hold
    alive: Mask = field(default_factory=lambda: _none(bool))
    sequence: np.ndarray = field(default_factory=lambda: _none(np.int64))  # rows that hold, in the order of days
    keys: tuple[SortKey, ...] = ()
    columns: dict[str, Column] = field(default_factory=lambda: {facet: Column() for facet in FACETS})
    where: Column = field(default_factory=Column)
    words: tuple[WordTable, ...] = ()
    start: np.ndarray = field(default_factory=lambda: _none(np.int32))
    end: np.ndarray = field(default_factory=lambda: _none(np.int32))
    lat: np.ndarray = field(default_factory=lambda: _none(float))
    lon: np.ndarray = field(default_factory=lambda: _none(float))
    radius: np.ndarray = field(default_factory=lambda: _none(float))
    claims: np.ndarray = field(default_factory=lambda: _none(np.int32))
    weight: np.ndarray = field(default_factory=lambda: _none(float))
    exact: Mask = field(default_factory=lambda: _none(bool))
    place: np.ndarray = field(default_factory=lambda: _none(np.int32))  # number of the place in `where`
    version: tuple[int, int] = (0, 0)
    masks: dict[str, Mask] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        """How many events."""
        return len(self.sequence)

    @property
    def struck_out(self) -> int:
        """How many rows hold no longer."""
        return len(self.ids) - len(self.sequence)

    def without(self, ids: Iterable[str]) -> Index:
        """The index without these events."""
        alive, position = self.alive.copy(), dict(self.position)
        alive[[position.pop(ident) for ident in ids if ident in position]] = False
        return replace(self, alive=alive, position=position, sequence=self.sequence[alive[self.sequence]], masks={})

    def extended(
        self,
        keys: list[SortKey],
        columns: dict[str, Column],
        words: WordTable,
        numbers: Numbers,
        version: tuple[int, int],
    ) -> Index:
        """The index with more events, which come in the order of their keys. `columns` hold the new rows already."""
        first, ids = len(self.ids), [ident for _, _, ident in keys]
        known = [self.keys[row] for row in self.sequence.tolist()] if first else []
        places = [bisect_left(known, key) for key in keys] if known else [0] * len(keys)
        where = self.where.extended(first, [(place,) for place in numbers.places])
        arrays = {
            name: np.concatenate([getattr(self, name), getattr(numbers, name)])
            for name in Numbers._fields
            if name != "places"
        }
        return replace(
            self,
            **arrays,
            ids=(*self.ids, *ids),
            position={**self.position, **{ident: first + place for place, ident in enumerate(ids)}},
            alive=np.concatenate([self.alive, np.ones(len(ids), dtype=bool)]),
            sequence=np.insert(self.sequence, places, np.arange(first, first + len(ids))),
            keys=(*self.keys, *keys),
            columns=columns,
            where=where,
            words=(*self.words, words),
            place=where.only(first + len(ids)),
            version=version,
            masks={},
        )

    def place_of(self, row: int) -> tuple[str, str]:
        """The key and the name of the place of a row; empty for none."""
        return self.where.values[self.place[row]], self.where.labels[self.place[row]]

    def ids_of(self, mask: Mask) -> tuple[str, ...]:
        """The ids of what passes, in the order of days."""
        return tuple(self.ids[row] for row in self.sequence[mask[self.sequence]].tolist())

    def tallies(self, facet: str) -> dict[str, int]:
        """How many events have each value of a facet, of those that any has."""
        column = self.columns[facet]
        counted = zip(column.values, column.counts(self.alive).tolist(), strict=True)
        return {value: number for value, number in counted if number}

    def value_of(self, facet: str, row: int) -> str:
        """The value of a facet of which every event has one."""
        return self.columns[facet].at(row)

    def find(self, chosen: Filter, facets: Sequence[str] = FACETS) -> Found:
        """What passes, in order, with the counts of each facet under all other filters."""
        plain, days = self._plain(chosen), self._days(chosen)
        masks = {facet: mask for facet in FACETS if (mask := self._facet(facet, chosen)) is not None}
        whole, open_days = plain & days, plain.copy()
        for mask in masks.values():
            whole &= mask
            open_days &= mask
        counted = {}
        for facet in facets:
            others = whole
            if facet in masks:
                others = plain & days
                for name, mask in masks.items():
                    if name != facet:
                        others = others & mask
            counted[facet] = self._counts(facet, others, chosen)
        undated = int((open_days & (self.start == NO_DAY) & (self.end == NO_DAY) & ~days).sum())
        return Found(order=self._ordered(whole, chosen), mask=whole, undated=undated, facets=counted)

    def chosen(self, facet: str, chosen: Filter) -> list[tuple[str, str]]:
        """The values chosen of a facet, each with its label."""
        column = self.columns[facet]
        return [
            (value, column.labels[column.codes[value]] if value in column.codes else value)
            for value in chosen.chosen(facet)
        ]

    def mask(self, chosen: Filter) -> Mask:
        """What passes. List, map and control of one page ask for the same in a row: the last answers are remembered."""
        key = chosen.model_dump_json(exclude={"sort"})
        found = self.masks.get(key)
        if found is None:
            found = self._mask(chosen)
            if len(self.masks) >= KEPT:
                self.masks.clear()
            self.masks[key] = found
        return found

    def _mask(self, chosen: Filter) -> Mask:
        mask: Mask = self._plain(chosen) & self._days(chosen)
        for facet in FACETS:
            found = self._facet(facet, chosen)
            if found is not None:
                mask &= found
        return mask

    def _facet(self, facet: str, chosen: Filter) -> Mask | None:
        values = chosen.chosen(facet)
        return self.columns[facet].mask(values, len(self.ids)) if values else None

    def _plain(self, chosen: Filter) -> Mask:
        mask = self.alive & mask_of(chosen.q, self.words, len(self.ids)) if chosen.q else self.alive.copy()
        bounds = chosen.bounds()
        if bounds:
            mask &= self.inside(bounds)
        return mask

    def inside(self, bounds: tuple[float, float, float, float]) -> Mask:
        """Events whose place lies, or with its uncertainty reaches, inside."""
        west, south, east, north = bounds
        high = self.radius / 111.32
        wide = high / np.maximum(0.05, np.cos(np.radians(np.nan_to_num(self.lat))))
        within = (self.lon + wide >= west) & (self.lon - wide <= east)
        inside: Mask = within & (self.lat + high >= south) & (self.lat - high <= north)
        return inside

    def _days(self, chosen: Filter) -> Mask:
        """Events whose days meet the range; what has no day cannot."""
        mask: Mask = np.ones(len(self.ids), dtype=bool)
        if chosen.since:
            mask &= np.where(self.end == NO_DAY, self.start, self.end) >= chosen.since.toordinal()
        if chosen.until:
            first = np.where(self.start == NO_DAY, self.end, self.start)
            mask &= (first <= chosen.until.toordinal()) & (first != NO_DAY)
        return mask

    def _counts(self, facet: str, mask: Mask, chosen: Filter) -> list[Count]:
        column, wanted = self.columns[facet], set(chosen.chosen(facet))
        values, numbers = column.values, column.counts(mask)
        shown = {*np.flatnonzero(numbers).tolist(), *(column.codes[value] for value in wanted if value in column.codes)}
        parents = column.parents
        found = [
            Count(
                values[code], column.labels[code], int(numbers[code]), values[code] in wanted, parents.get(values[code], "")
            )
            for code in shown
        ]  # fmt: skip
        missing = [Count(value, value, 0, True) for value in sorted(wanted - set(column.codes))]
        return sorted([*found, *missing], key=lambda each: (-each.count, each.label, each.value))

    def _ordered(self, mask: Mask, chosen: Filter) -> np.ndarray:
        """In the order asked for. By day is by the last on which it may have happened, so that what is known to years
        only does not come before all that is known to the day; what has no day comes last."""
        found: np.ndarray = self.sequence[mask[self.sequence]]
        if chosen.sort in ("oldest", "newest"):
            last = np.where(self.end == NO_DAY, self.start, self.end)[found]
            dated, undated = found[last != NO_DAY], found[last == NO_DAY]
            dated = dated[np.argsort(last[last != NO_DAY], kind="stable")]
            found = np.concatenate([dated if chosen.sort == "oldest" else dated[::-1], undated])
        elif chosen.sort == "claims":
            found = found[np.argsort(-self.claims[found], kind="stable")]
        elif chosen.sort == "weight":
            found = found[np.argsort(-self.weight[found], kind="stable")]
        return found
