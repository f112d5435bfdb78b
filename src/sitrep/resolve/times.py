"""Expressions of time to days: earliest and latest, both included, with the sentence that says why.

Without a publication date relative days stay unresolved; the publication day never stands in for an event's day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sitrep.model.dates import Days, TimePrecision, TimeRef
from sitrep.model.record import Record, replace
from sitrep.read.time_grammar import months_from
from sitrep.read.time_words import TimeExpression
from sitrep.resolve import dates
from sitrep.resolve.dates import DAY, DayOrder, Tense, document_date

__all__ = ["NO_PUBLICATION", "DayOrder", "Tense", "document_date", "reported_by", "resolve_time"]

NO_PUBLICATION = "needs the report's publication date, which is not known; supply it to resolve this"
_NO_DAY = "is no day of the calendar"
_SILENT = {  # kinds that name no day by themselves
    "duration": "tells how long, not when",
    "clock": "tells a time of day, not which day",
    "order": "tells an order only, and the day of the other event is not known",
    "ahead": "tells a distance in time, and nothing says from which day",
}


class _Context(Record):
    """What the words are read against."""

    published: dt.date | None
    tense: Tense
    anchor: Days | None
    order: DayOrder | None


class _Found(Record):
    """Days before a relation opens them, or none and `why`; `relative` where the publication date was used."""

    days: Days | None = None
    precision: TimePrecision = "unknown"
    why: str = ""
    relative: bool = False


def resolve_time(
    expression: TimeExpression, published: dt.date | None, tense: Tense = "past", anchor: Days | None = None,
    order: DayOrder | None = None,
) -> TimeRef:  # fmt: skip
    """The days that an expression allows in a report of `published`. Raises nothing: what stays open says why.

    `tense` is that of the clause: in the past a weekday is the latest one up to publication, in the future the first
    one from it. `anchor` is the day of the event that "days after", "the same day" count from. `order` is the outlet's
    way of writing 05/04/2017; unknown, both readings bound the interval. "Since" reaches to the publication day (the
    end is None without one), "until" has no start.
    """
    context = _Context(published=published, tense=tense, anchor=anchor, order=order)
    found, span = _found(expression, context), expression.span
    if found.days is None:
        reason = f"'{span.text}' {found.why}"
        return TimeRef(start=None, end=None, text=span.text, precision="unknown", reason=reason, span=span)
    start, end, precision = _opened(expression, found.days, found.precision, context)
    where = (
        f" in a report of {dates.spoken(published)}" if published and (found.relative or precision == "open") else ""
    )
    reason = f"'{span.text}'{where} is {dates.said(start, end)}{found.why}"
    return TimeRef(start=start, end=end, text=span.text, precision=precision, reason=reason, span=span)


def reported_by(ref: TimeRef) -> TimeRef:
    """When something happened that was told as already done on the days of `ref`: from the day before to those days."""
    if ref.start is None or ref.end is None:
        return ref
    start = ref.start - DAY
    reason = f"{ref.reason}; told then as done, so it happened {dates.said(start, ref.end)}"
    return replace(ref, start=start, precision="days" if ref.precision == "day" else ref.precision, reason=reason)


def _opened(
    expression: TimeExpression, days: Days, precision: TimePrecision, context: _Context
) -> tuple[dt.date | None, dt.date | None, TimePrecision]:
    """The days under "since", "until" or "after". "Since this morning" is the publication day itself."""
    today = expression.kind == "relative" and expression.unit == "day" and expression.offset == 0
    if expression.relation == "until":
        return None, days.end, "open"
    if expression.relation == "at" or (today and expression.part):
        return days.start, days.end, precision
    start = days.start if expression.relation == "since" else days.end
    published = None if context.tense == "future" else context.published
    return start, published if published and published >= start else None, "open"


def _found(expression: TimeExpression, context: _Context) -> _Found:
    """The days of an expression, cut at the publication day where its tense does so."""
    found = _RULES[expression.kind](expression, context)
    days, published = found.days, context.published
    if days is None or published is None or not days.start <= published <= days.end:
        return found
    if context.tense == "past" and expression.part != "overnight":
        return replace(found, days=Days(start=days.start, end=published))
    if context.tense == "future" and found.relative:
        return replace(found, days=Days(start=published, end=days.end))
    return found


def _exactly(start: dt.date, end: dt.date, precision: TimePrecision, relative: bool = False) -> _Found:
    return _Found(days=Days(start=start, end=end), precision=precision, relative=relative)


def _date(expression: TimeExpression, context: _Context) -> _Found:
    if expression.one is not None and expression.two is not None:
        return _numeric_date(expression.one, expression.two, expression.year or 0, context)
    month, number, published = expression.month or 0, expression.day or 0, context.published
    if expression.year is None and published is None:
        return _Found(why=NO_PUBLICATION)
    year = expression.year
    if published and expression.unit == "year":
        year = published.year + (expression.offset or 0)
    chosen = dates.valid_day(year, month, number) if year else dates.day_near(published, month, number, context.tense)
    if chosen is None:
        return _Found(why=_NO_DAY)
    wrong = expression.weekday is not None and expression.weekday != chosen.weekday()
    found = _at_night(chosen, expression.part, expression.year is None)
    return replace(found, why=", though the words name another weekday") if wrong else found


def _at_night(day: dt.date, part: str | None, relative: bool) -> _Found:
    """The day; "the night of" it runs into the next, "overnight into" it comes from the one before."""
    if part == "overnight":
        return _exactly(day, day + DAY, "days", relative)
    if part == "overnight into":
        return _exactly(day - DAY, day, "days", relative)
    return _exactly(day, day, "day", relative)


def _numeric_date(one: int, two: int, year: int, context: _Context) -> _Found:
    readings = dates.numeric_days(one, two, year, context.order)
    if not readings:
        return _Found(why=_NO_DAY)
    if context.published and context.tense == "past" and readings[-1] > context.published >= readings[0]:
        readings = readings[:1]
    found = _exactly(readings[0], readings[-1], "day" if len(readings) == 1 else "days")
    return replace(found, why="" if len(readings) == 1 else ", as day and month could stand either way round")


def _monthday(expression: TimeExpression, context: _Context) -> _Found:
    published = context.published
    if published is None:
        return _Found(why=NO_PUBLICATION)
    day = dates.monthday_near(published, expression.day or 0, expression.offset or 0, context.tense)
    return _exactly(day, day, "day", True) if day else _Found(why=_NO_DAY)


def _weekday(expression: TimeExpression, context: _Context) -> _Found:
    published, offset = context.published, expression.offset
    if published is None:
        return _Found(why=NO_PUBLICATION)
    weekday = expression.weekday or 0
    if expression.unit == "week":
        day = dates.period("week", published, offset or 0, "past").start + weekday * DAY
    else:
        day = dates.weekday_near(published, weekday, offset, context.tense)
    if expression.unit == "week_ago":
        day -= 7 * DAY
    return _at_night(day, expression.part, True)


def _month(expression: TimeExpression, context: _Context) -> _Found:
    """A month or season: of the year told, else the latest whose phase has begun; in the future the next."""
    first, count, unit = (expression.month, 1, "month") if expression.month else (expression.season or 3, 3, "season")
    precision: TimePrecision = "days" if expression.phase and count == 1 else "month"
    published, offset = context.published, expression.offset
    if expression.year is not None:
        days = dates.phase_of(months_from(expression.year, first, count), unit, expression)
        return _Found(days=days, precision=precision)
    if published is None:
        return _Found(why=NO_PUBLICATION)
    if expression.unit == "year":
        days = dates.phase_of(months_from(published.year + (offset or 0), first, count), unit, expression)
        return _Found(days=days, precision=precision, relative=True)
    years = [dates.phase_of(months_from(published.year + n, first, count), unit, expression) for n in (-2, -1, 0, 1, 2)]
    return _Found(days=dates.nearest(years, offset, context.tense, published), precision=precision, relative=True)


def _year(expression: TimeExpression, _: _Context) -> _Found:
    quarters = ("first quarter", "second quarter", "third quarter", "fourth quarter")
    phase = quarters[expression.quarter - 1] if expression.quarter else expression.phase
    unit, months = ("decade", 120) if expression.kind == "decade" else ("year", 12)
    days = dates.phase_of(months_from(expression.year or 1, 1, months), unit, replace(expression, phase=phase))
    return _Found(days=days, precision="year" if unit == "decade" or not phase else "month")


def _relative(expression: TimeExpression, context: _Context) -> _Found:
    published, offset, unit = context.published, expression.offset or 0, expression.unit or "day"
    if published is None:
        return _Found(why=NO_PUBLICATION)
    if unit == "day":
        into = "overnight into" if expression.part == "overnight" else None
        return _at_night(published + offset * DAY, into, True)
    days = dates.phase_of_period(unit, published, offset, expression.phase, context.tense)
    width: dict[str, TimePrecision] = {"week": "week", "weekend": "days", "month": "month"}
    return _Found(days=days, precision="days" if expression.phase else width.get(unit, "year"), relative=True)


def _ago(expression: TimeExpression, context: _Context) -> _Found:
    if context.published is None:
        return _Found(why=NO_PUBLICATION)
    days = dates.days_ago(expression, context.published)
    years = expression.unit in ("year", "decade")
    return _Found(days=days, precision="year" if years else "day" if days.start == days.end else "days", relative=True)


def _around(expression: TimeExpression, context: _Context) -> _Found:
    """ "The past two weeks" up to the publication, "the coming days" from it, "in three days" at that distance."""
    published = context.published
    if published is None:
        return _Found(why=NO_PUBLICATION)
    low, high, unit = dates.distance(expression)
    if expression.kind == "past":
        return _exactly(dates.shifted(published, -high, unit), published, "days", True)
    if expression.phase != "at":
        return _exactly(published, dates.shifted(published, high, unit), "days", True)
    if context.tense != "future":
        return _Found(why=_SILENT["ahead"])
    slack = dates.SLACK.get(unit, 0) * DAY
    start, end = dates.shifted(published, low, unit) - slack, dates.shifted(published, high, unit) + slack
    return _exactly(max(start, published), end, "day" if start == end else "days", True)


def _order(expression: TimeExpression, context: _Context) -> _Found:
    anchor, published = context.anchor, context.published
    if anchor is None:
        return _Found(why=_SILENT[expression.kind])
    low, high, unit = dates.distance(expression) if expression.low is not None else (0, 0, "day")
    slack = (dates.SLACK.get(unit, 0) if low else 0) * DAY
    if expression.order == "nth":  # the second day of what began on the anchor is the day after it
        start, end = dates.shifted(anchor.start, low - 1, unit), dates.shifted(anchor.end, high, unit) - DAY
    else:
        low, high = (-high, -low) if expression.order == "before" else (low, high)
        start, end = dates.shifted(anchor.start, low, unit) - slack, dates.shifted(anchor.end, high, unit) + slack
    if published and context.tense == "past" and start <= published:
        end = min(end, published)
    found = _exactly(start, end, "day" if start == end else "days")
    return replace(found, why=f", counted from {dates.said(anchor.start, anchor.end)}")


def _silent(expression: TimeExpression, _: _Context) -> _Found:
    return _Found(why=_SILENT[expression.kind])


def _feast(expression: TimeExpression, context: _Context) -> _Found:
    if expression.feast in (None, "moveable") or expression.low is not None:
        return _Found(why="moves against the calendar, from year to year or place to place")
    month, _, day = str(expression.feast).partition("-")
    return _date(replace(expression, kind="date", month=int(month), day=int(day)), context)


def _range(expression: TimeExpression, context: _Context) -> _Found:
    """Both ends; an end that names no year is read from the other: "5 March to 2 April 2015", "Friday to Sunday"."""
    first, last = expression.first, expression.last
    assert first is not None and last is not None  # every range has both
    if not _fixed(last) and (_fixed(first) or context.tense):
        start = _found(first, context)
        end = _found(last, replace(context, published=start.days.start, tense="future")) if start.days else start
    else:
        end = _found(last, context)
        bound = replace(context, published=end.days.end, tense="past") if end.days and not _fixed(first) else context
        start = _found(first, bound) if end.days else end
    if start.days is None or end.days is None:
        return _Found(why=start.why)
    if start.days.start > end.days.end:
        return _Found(why="ends before it starts")
    return _exactly(start.days.start, end.days.end, "days", start.relative or end.relative)


def _fixed(expression: TimeExpression) -> bool:
    """Whether the words need no other end of a range to be read."""
    return expression.year is not None or expression.kind in ("relative", "ago", "monthday")


_RULES: dict[str, Callable[[TimeExpression, _Context], _Found]] = {
    "date": _date, "monthday": _monthday, "weekday": _weekday, "month": _month, "season": _month, "year": _year,
    "decade": _year, "relative": _relative, "ago": _ago, "past": _around, "ahead": _around, "order": _order,
    "duration": _silent, "clock": _silent, "feast": _feast, "range": _range,
}  # fmt: skip
