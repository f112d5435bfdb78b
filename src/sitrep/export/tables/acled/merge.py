"""Merging as ACLED does: one row for the same actors at the same place on the same day, the higher type wins.

Events come by their first day, and no row is dated before the first day of its events: so a row is done as soon as an
event begins after it. What is held in memory is what may still merge, about a month of events.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import heapq
from collections import Counter
from collections.abc import Iterator

from sitrep.export.options import Known
from sitrep.export.source.material import Material, ToldEvent
from sitrep.export.tables.acled.coding import Coded, code, scheme
from sitrep.model.record import Record

Key = tuple[dt.date, int, str, frozenset[str]]


class Row(Record):
    """Events merged; `lead` has the highest type and gives the row its actors and place."""

    number: str
    lead: Coded
    members: tuple[Coded, ...]


def rows(material: Material, known: Known, assume_days: int | None, left_out: Counter[str]) -> Iterator[Row]:
    """The rows by day; reasons for events without one are counted."""
    waiting: dict[Key, list[Coded]] = {}
    for each in _by_first_day(material, assume_days):
        coded = code(each, known, assume_days)
        if isinstance(coded, str):
            left_out[coded] += 1
            continue
        yield from _ready(waiting, coded.when.start)
        waiting.setdefault(_key(coded), []).append(coded)
    yield from _ready(waiting, None)


def _by_first_day(material: Material, assume_days: int | None) -> Iterator[ToldEvent]:
    """The events by first day. Those without one come last from a material, by last day: where one is assumed for them,
    they are sorted in among the others."""
    if assume_days is None:
        return material.events()
    dated = (told for told in material.events() if told.event.start is not None)
    assumed = (told for told in material.events() if told.event.start is None)
    earlier = dt.timedelta(days=assume_days)

    def first_day(told: ToldEvent) -> dt.date:
        event = told.event
        return event.start or (event.end - earlier if event.end else dt.date.max)

    return heapq.merge(dated, assumed, key=first_day)


def _ready(waiting: dict[Key, list[Coded]], now: dt.date | None) -> Iterator[Row]:
    """The rows dated before `now`, in order, taken out of those waiting."""
    done = sorted((key for key in waiting if now is None or key[0] < now), key=lambda key: (*key[:3], sorted(key[3])))
    for key in done:
        yield _row(key, waiting.pop(key))


def _key(coded: Coded) -> Key:
    place = coded.told.event.place
    where = f"{place.id or place.name}" if place and coded.where.precise else f"~{coded.where.name}"
    lead = (*coded.first[:1], *coded.second[:1])
    pair = frozenset(each.id or each.name for each in lead) or frozenset({coded.told.event.id})
    return coded.day, coded.time_precision, where, pair


def _row(key: Key, members: list[Coded]) -> Row:
    ranked = sorted(members, key=lambda each: (scheme().rank(each.sub), each.told.event.id))
    said = "\x1f".join((key[0].isoformat(), str(key[1]), key[2], *sorted(key[3])))
    digits = int(hashlib.sha256(said.encode("utf-8")).hexdigest()[:12], 16)
    return Row(number=f"{ranked[0].where.country.iso3}{digits}", lead=ranked[0], members=tuple(ranked))
