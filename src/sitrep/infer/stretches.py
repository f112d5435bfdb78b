"""How long a state is told to have lasted: "since May", "until 18 February", "from June 2014 until July 2017"."""

from __future__ import annotations

import datetime as dt

from sitrep.fuse.pairs.facts import Told
from sitrep.model.record import Record, replace
from sitrep.read.time_words import TimeExpression, find_times
from sitrep.resolve.times import resolve_time


class Stretch(Record):
    """Days through which a state lasted.

    first, begun   the earliest and the latest day on which it began; None: before anything told
    last           the last day on which it surely was so
    ended          the last day on which it may have been so; None: not told to have ended
    """

    first: dt.date | None
    begun: dt.date | None
    last: dt.date
    ended: dt.date | None = None


def stretch_of(item: Told) -> Stretch | None:
    """The stretch that the claim's own words tell; None where they tell one time among which it was so."""
    time = item.claim.time
    if time is None or item.end is None:
        return None
    told = _range_or_time(time.text)
    if told is None or not told.tells_stretch:  # a day that a person set has no words
        lasts = time.precision == "open" or (item.claim.part and time.precision == "days")
        return Stretch(first=item.start, begun=item.start, last=item.end) if lasts else None
    opening = told.first if told.kind == "range" else (told if told.relation == "since" else None)
    closing = told.last if told.kind == "range" else (told if told.relation == "until" else None)
    begun = item.start + _slack(opening, item) if opening is not None and item.start is not None else None
    if closing is None or (item.published is not None and item.end >= item.published):
        return Stretch(first=item.start, begun=_not_after(begun, item.end), last=item.end)
    surely = item.end - _slack(closing, item)
    return Stretch(first=item.start, begun=_not_after(begun, surely), last=surely, ended=item.end)


def _range_or_time(text: str) -> TimeExpression | None:
    """The one expression in the words; the "from" that opens "early 2015 until May 2016" stands before them."""
    led = next(iter(find_times(f"from {text}")), None)
    return led if led is not None and led.kind == "range" else next(iter(find_times(text)), None)


def _slack(told: TimeExpression, item: Told) -> dt.timedelta:
    """The days that "May", "2014" or "early July" leave open."""
    alone = resolve_time(replace(told, relation="at"), item.published)
    return alone.end - alone.start if alone.start is not None and alone.end is not None else dt.timedelta(0)


def _not_after(day: dt.date | None, last: dt.date) -> dt.date | None:
    return min(day, last) if day is not None else None
