"""The events of a store as columns in memory: which pass a filter, and how many each value would leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sitrep.serve.find.filters import FACETS, Filter
from sitrep.serve.find.words import WordTable

#: No day: far outside any report's time.
NO_DAY = -1
Mask = np.ndarray


class Column:
    """A facet: any number of values for each event, counted and looked up quickly."""

    def __init__(self, rows: Sequence[Sequence[str]], labels: dict[str, str], parents: dict[str, str]) -> None:
        self.labels, self.parents = labels, parents
        codes: dict[str, int] = {}
        flat_rows: list[int] = []
        flat_codes: list[int] = []
        for row, values in enumerate(rows):
            for value in dict.fromkeys(values):
                flat_rows.append(row)
                flat_codes.append(codes.setdefault(value, len(codes)))
        self.codes = codes
        self.values = tuple(codes)
        self._rows = np.array(flat_rows, dtype=np.int32)
        self._codes = np.array(flat_codes, dtype=np.int32)

    def mask(self, chosen: Iterable[str], size: int) -> Mask:
        """The events that have any of the values."""
        wanted = np.zeros(len(self.codes) + 1, dtype=bool)
        for value in chosen:
            wanted[self.codes.get(value, len(self.codes))] = True
        wanted[len(self.codes)] = False
        mask = np.zeros(size, dtype=bool)
        mask[self._rows[wanted[self._codes]]] = True
        return mask

    def counts(self, mask: Mask) -> np.ndarray:
        """For each value, how many of the masked events have it."""
        return np.bincount(self._codes[mask[self._rows]], minlength=len(self.codes))


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
    """What a filter leaves: positions in the order asked for, and the mask behind them. `undated` events were left out
    only because a range of days cannot judge them."""

    order: np.ndarray
    mask: Mask
    undated: int
    facets: dict[str, list[Count]]


@dataclass(frozen=True)
class Index:
    """All events, one position each. `start` and `end` are days since year 1, NO_DAY where unknown."""

    ids: tuple[str, ...]
    columns: dict[str, Column]
    words: WordTable
    start: np.ndarray
    end: np.ndarray
    lat: np.ndarray  # NaN where nothing locates it, or only its country is known
    lon: np.ndarray
    radius: np.ndarray
    claims: np.ndarray
    weight: np.ndarray
    place: tuple[str, ...]  # key of the place, "" for none
    place_names: dict[str, str]
    exact: np.ndarray  # whether the place is known exactly
    reviews: tuple[str, ...]
    position: dict[str, int]
    version: tuple[int, int] = (0, 0)

    @property
    def size(self) -> int:
        """How many events."""
        return len(self.ids)

    def ids_of(self, mask: Mask) -> tuple[str, ...]:
        """The ids of what passes, in the order of days."""
        return tuple(self.ids[row] for row in np.flatnonzero(mask).tolist())

    def find(self, chosen: Filter) -> Found:
        """What passes, in order, with the counts of each facet under all other filters."""
        plain = self._plain(chosen)
        days = self._days(chosen)
        masks = {facet: self._facet(facet, chosen) for facet in FACETS}
        set_masks = {facet: mask for facet, mask in masks.items() if mask is not None}
        whole = plain & days
        open_days = plain.copy()
        for mask in set_masks.values():
            whole &= mask
            open_days &= mask
        facets = {}
        for facet in FACETS:
            others = whole
            if facet in set_masks:
                others = plain & days
                for name, mask in set_masks.items():
                    if name != facet:
                        others = others & mask
            facets[facet] = self._counts(facet, others, chosen)
        undated = int((open_days & (self.start == NO_DAY) & (self.end == NO_DAY) & ~days).sum())
        return Found(order=self._ordered(whole, chosen), mask=whole, undated=undated, facets=facets)

    def mask(self, chosen: Filter) -> Mask:
        """What passes."""
        mask: Mask = self._plain(chosen) & self._days(chosen)
        for facet in FACETS:
            found = self._facet(facet, chosen)
            if found is not None:
                mask &= found
        return mask

    def _facet(self, facet: str, chosen: Filter) -> Mask | None:
        values = chosen.chosen(facet)
        return self.columns[facet].mask(values, self.size) if values else None

    def _plain(self, chosen: Filter) -> Mask:
        mask = self.words.mask(chosen.q, self.size)
        bounds = chosen.bounds()
        if bounds:
            mask &= self._inside(bounds)
        return mask

    def _inside(self, bounds: tuple[float, float, float, float]) -> Mask:
        """Events whose place lies, or with its uncertainty reaches, inside."""
        west, south, east, north = bounds
        high = np.nan_to_num(self.radius) / 111.32
        wide = high / np.maximum(0.05, np.cos(np.radians(np.nan_to_num(self.lat))))
        within = (self.lon + wide >= west) & (self.lon - wide <= east)
        inside: Mask = within & (self.lat + high >= south) & (self.lat - high <= north)
        return inside

    def _days(self, chosen: Filter) -> Mask:
        """Events whose days meet the range; what has no day cannot."""
        mask: Mask = np.ones(self.size, dtype=bool)
        first = np.where(self.start == NO_DAY, self.end, self.start)
        last = np.where(self.end == NO_DAY, self.start, self.end)
        if chosen.since:
            mask &= last >= chosen.since.toordinal()
        if chosen.until:
            mask &= (first <= chosen.until.toordinal()) & (first != NO_DAY)
        return mask

    def _counts(self, facet: str, mask: Mask, chosen: Filter) -> list[Count]:
        column, wanted = self.columns[facet], set(chosen.chosen(facet))
        numbers = column.counts(mask)
        found = [
            Count(value, column.labels.get(value, value), int(number), value in wanted, column.parents.get(value, ""))
            for value, number in zip(column.values, numbers, strict=True)
            if number or value in wanted
        ]
        missing = [Count(value, value, 0, True) for value in sorted(wanted - set(column.codes))]
        return sorted([*found, *missing], key=lambda each: (-each.count, each.label, each.value))

    def _ordered(self, mask: Mask, chosen: Filter) -> np.ndarray:
        found = np.flatnonzero(mask)  # positions are in the order of days, undated last
        if chosen.sort == "newest":
            dated = found[(self.start[found] != NO_DAY) | (self.end[found] != NO_DAY)]
            rest = found[(self.start[found] == NO_DAY) & (self.end[found] == NO_DAY)]
            return np.concatenate([dated[::-1], rest])
        if chosen.sort == "claims":
            return found[np.argsort(-self.claims[found], kind="stable")]
        if chosen.sort == "weight":
            return found[np.argsort(-self.weight[found], kind="stable")]
        return found


def ordinal(day: dt.date | None) -> int:
    """Days since year 1; NO_DAY for no day."""
    return day.toordinal() if day else NO_DAY
