"""The chronological histogram: bars of days, weeks, months or years over what a filter leaves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sitrep.serve.find.column import Mask
from sitrep.serve.find.index import NO_DAY, Index

#: At most so many bars; the widest step that stays below is taken.
MOST_BARS = 120
#: An event known to more days than this is vague: its bar is drawn apart.
WELL_DATED = 7


@dataclass(frozen=True)
class Bar:
    """A stretch of time with its events: those dated well, and those that began at some time in it or after."""

    start: dt.date
    end: dt.date
    dated: int
    vague: int


@dataclass(frozen=True)
class Timeline:
    """The bars in order, the step between them, and the first and last day of all events of the store."""

    bars: tuple[Bar, ...]
    step: str
    first: dt.date | None
    last: dt.date | None

    @property
    def highest(self) -> int:
        """The most events of a bar."""
        return max((bar.dated + bar.vague for bar in self.bars), default=0)


def timeline(index: Index, mask: Mask) -> Timeline:
    """The timeline of the masked events. The first bar is that of the first event that is dated well."""
    known = index.alive & (index.start != NO_DAY)
    sure = known & (index.end != NO_DAY) & (index.end - index.start <= WELL_DATED)
    if not known.any():
        return Timeline(bars=(), step="month", first=None, last=None)
    everything = index.start[sure] if sure.any() else index.start[known]
    first, last = dt.date.fromordinal(int(everything.min())), dt.date.fromordinal(int(index.end.max()))
    if last < first:
        last = first
    shown = mask & sure
    span = index.start[shown] if shown.any() else everything
    low, high = dt.date.fromordinal(int(span.min())), dt.date.fromordinal(int(span.max()))
    step, edges = _edges(low, high)
    numbers = np.array([day.toordinal() for day in edges])
    dated = np.histogram(index.start[shown], numbers)[0]
    vague = np.histogram(np.clip(index.start[mask & known & ~sure], numbers[0], numbers[-1] - 1), numbers)[0]
    bars = tuple(
        Bar(start=edges[at], end=edges[at + 1] - dt.timedelta(days=1), dated=int(dated[at]), vague=int(vague[at]))
        for at in range(len(edges) - 1)
    )
    return Timeline(bars=bars, step=step, first=first, last=last)


class Range(NamedTuple):
    """Days, both included."""

    since: dt.date
    until: dt.date


def beside(since: dt.date | None, until: dt.date | None) -> tuple[Range | None, Range | None]:
    """As many days before and after these; whole months before and after whole months. None where there are none."""
    if since is None or until is None or until < since:
        return None, None
    one = dt.timedelta(days=1)
    try:
        if since.day == 1 and (until + one).day == 1:
            months = (until.year - since.year) * 12 + until.month - since.month + 1
            return Range(_months_on(since, -months), since - one), Range(
                until + one, _months_on(until + one, months) - one
            )
        days = until - since + one
        return Range(since - days, since - one), Range(until + one, until + days)
    except (OverflowError, ValueError):  # beyond the first or the last day that there is
        return None, None


def _months_on(day: dt.date, months: int) -> dt.date:
    number = day.year * 12 + day.month - 1 + months
    return day.replace(year=number // 12, month=number % 12 + 1)


def _edges(low: dt.date, high: dt.date) -> tuple[str, list[dt.date]]:
    for step in ("day", "week", "month", "year"):
        edges = [_floor(low, step)]
        while edges[-1] <= high and len(edges) <= MOST_BARS + 1:
            edges.append(_next(edges[-1], step))
        if len(edges) <= MOST_BARS + 1:
            break
    return step, edges


def _floor(day: dt.date, step: str) -> dt.date:
    if step == "week":
        return day - dt.timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == "year" else day


def _next(day: dt.date, step: str) -> dt.date:
    if step == "day":
        return day + dt.timedelta(days=1)
    if step == "week":
        return day + dt.timedelta(days=7)
    if step == "month":
        return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return day.replace(year=day.year + 1)
