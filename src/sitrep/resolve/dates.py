"""Days by the calendar: explicit dates, periods, distances, and the date that a report's own text starts with."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sitrep.model.dates import Days
from sitrep.read.time_grammar import months_from

DayOrder = Literal["dmy", "mdy"]
DAY = dt.timedelta(days=1)
#: Calendar months in the units that are made of them.
MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def valid_day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def numeric_days(one: int, two: int, year: int, order: DayOrder | None) -> list[dt.date]:
    """The days that "05/04/2017" may be, sorted: one where only one is a day or `order` tells, else both."""
    day_first, month_first = valid_day(year, two, one), valid_day(year, one, two)
    told = {"dmy": day_first, "mdy": month_first, None: None}[order]
    return [told] if told else sorted({day for day in (day_first, month_first) if day})


def weekday_near(published: dt.date, weekday: int, offset: int | None, future: bool) -> dt.date:
    """The latest such weekday up to publication, in the future the first from it; "last" and "next" leave its own day."""
    if offset == 1 or (offset != -1 and future):
        ahead = (weekday - published.weekday()) % 7
        return published + (ahead or (7 if offset == 1 else 0)) * DAY
    back = (published.weekday() - weekday) % 7
    return published - (back or (7 if offset == -1 else 0)) * DAY


def nearest(yearly: list[Days], offset: int | None, future: bool, published: dt.date) -> Days | None:
    """Of days that return every year: the latest begun by publication, in the future the first not yet over.

    `offset` -1 asks for the last one over ("last March"), 0 for the publication's year, 1 for the next to begin.
    """
    if offset == 0:
        return next((days for days in yearly if days.start.year == published.year), None)
    if offset == 1:
        return next((days for days in yearly if days.start > published), None)
    if offset == -1:
        return next((days for days in reversed(yearly) if days.end < published), None)
    if future:
        return next((days for days in yearly if days.end >= published), None)
    return next((days for days in reversed(yearly) if days.start <= published), None)


def period(unit: str, published: dt.date, offset: int, future: bool) -> Days:
    """The week, weekend, month, … that many away from the one that holds a day; weeks run from Monday to Sunday."""
    monday = published - published.weekday() * DAY
    if unit in ("week", "weekend"):
        if unit == "weekend" and offset == 0 and not future and published.weekday() < 5:
            offset = -1  # the last one past
        start = monday + 7 * offset * DAY
        return Days(start=start + (5 * DAY if unit == "weekend" else 0 * DAY), end=start + 6 * DAY)
    months = MONTHS[unit]
    first = 12 * published.year + published.month - 1
    start_month = (first // months + offset) * months
    return months_from(0, start_month + 1, months)


def shifted(day: dt.date, count: int, unit: str) -> dt.date:
    """The day that many units away; a month's missing day becomes its last."""
    if unit in MONTHS:
        month = months_from(day.year, day.month + count * MONTHS[unit], 1)
        return month.start + min(day.day, month.end.day) * DAY - DAY
    return day + count * (7 if unit == "week" else 1) * DAY


def spoken(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def said(start: dt.date | None, end: dt.date | None) -> str:
    if start and end:
        return spoken(start) if start == end else f"{spoken(start)} to {spoken(end)}"
    return f"{spoken(start)} and after" if start else f"up to {spoken(end)}" if end else "unknown"
