"""Days by the calendar: explicit dates, periods, distances, and the date that a report's own text starts with."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from sitrep.model.dates import Days
from sitrep.model.record import replace
from sitrep.model.text import Span
from sitrep.read.time_grammar import grammar, months_from, part_of
from sitrep.read.time_words import TimeExpression, find_times

Tense = Literal["past", "present", "future"]
DayOrder = Literal["dmy", "mdy"]
DAY = dt.timedelta(days=1)
#: Calendar months in the units that are made of them.
MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
#: Half the width, in days, of "three weeks ago" and "two months later": news rounds to the unit.
SLACK = {"week": 3, "month": 15}


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


def day_near(published: dt.date | None, month: int, day: int, tense: Tense) -> dt.date | None:
    """The day of a date without its year: the latest up to publication, in the future the first from it."""
    if published is None:
        return None
    years = range(published.year - 8, published.year + 9)  # 29 February can be eight years away
    yearly = [Days(start=found, end=found) for year in years if (found := valid_day(year, month, day))]
    chosen = nearest(yearly, None, tense, published)
    return chosen.start if chosen else None


def monthday_near(published: dt.date, day: int, offset: int, tense: Tense) -> dt.date | None:
    """The nth of the publication's month or `offset` months on; one to come, told in the past, is a month earlier."""
    for back in (0, 1):
        month = months_from(published.year, published.month + offset - back, 1).start
        found = valid_day(month.year, month.month, day)
        if found and (offset or tense == "future" or found <= published):
            return found
    return None


def weekday_near(published: dt.date, weekday: int, offset: int | None, tense: Tense) -> dt.date:
    """The latest such weekday up to publication, in the future the first from it.

    `offset` -1 ("last") and 1 ("next") leave out the publication day itself.
    """
    if offset == 1 or (offset != -1 and tense == "future"):
        ahead = (weekday - published.weekday()) % 7
        return published + (ahead or (7 if offset == 1 else 0)) * DAY
    back = (published.weekday() - weekday) % 7
    return published - (back or (7 if offset == -1 else 0)) * DAY


def nearest(yearly: list[Days], offset: int | None, tense: Tense, published: dt.date) -> Days | None:
    """Of days that return every year: the latest begun by publication, in the future the first not yet over.

    `offset` -1 asks for the last one over ("last March"), 0 for the publication's year, 1 for the next to begin.
    """
    if offset == 0:
        return next((days for days in yearly if days.start.year == published.year), None)
    if offset == 1:
        return next((days for days in yearly if days.start > published), None)
    if offset == -1:
        return next((days for days in reversed(yearly) if days.end < published), None)
    if tense == "future":
        return next((days for days in yearly if days.end >= published), None)
    return next((days for days in reversed(yearly) if days.start <= published), None)


def period(unit: str, published: dt.date, offset: int, tense: Tense) -> Days:
    """The week, weekend, month, … that many away from the one that holds a day; weeks run from Monday to Sunday."""
    monday = published - published.weekday() * DAY
    if unit in ("week", "weekend"):
        if unit == "weekend" and offset == 0 and tense != "future" and published.weekday() < 5:
            offset = -1  # the last one past
        start = monday + 7 * offset * DAY
        return Days(start=start + (5 * DAY if unit == "weekend" else 0 * DAY), end=start + 6 * DAY)
    months = MONTHS[unit]
    first = 12 * published.year + published.month - 1
    start_month = (first // months + offset) * months
    return months_from(0, start_month + 1, months)


def phase_of_period(unit: str, published: dt.date, offset: int, phase: str | None, tense: Tense) -> Days:
    """The part of a period that a phase names. "Earlier" ends, "later" starts with the publication day.

    A phase still to come, told in the past, is that of the period before: "at the end of the month" on its 3rd.
    """
    days = period(unit, published, offset, tense)
    if phase == "earlier" and offset == 0:
        return Days(start=min(days.start, published), end=min(days.end, published))
    if phase == "later" and offset == 0:
        return Days(start=max(days.start, published), end=max(days.end, published))
    found = part_of(days, unit, phase)
    if tense == "past" and offset == 0 and found.start > published:
        return part_of(period(unit, published, -1, tense), unit, phase)
    return found


def distance(expression: TimeExpression) -> tuple[int, int, str]:
    """Nearest and farthest distance that a count allows, and its unit, in whole days or more."""
    unit = expression.unit or "day"
    low = expression.low or 0
    high = expression.high if expression.high is not None else max(grammar().reaches.get(unit, low), low)
    low, high = {"over": (low, high + 1), "under": (0, high)}.get(expression.about or "", (low, high))
    if unit in ("minute", "hour"):
        per_day = 24 if unit == "hour" else 1440
        return low // per_day, -(-high // per_day), "day"
    return low, high, unit


def days_ago(expression: TimeExpression, published: dt.date) -> Days:
    """The days of an expression of kind `ago`, cut at the publication day; years are calendar years."""
    low, high, unit = distance(expression)
    if unit in ("year", "decade"):
        years = MONTHS[unit] // 12
        return Days(
            start=dt.date(published.year - high * years, 1, 1), end=dt.date(published.year - low * years, 12, 31)
        )
    slack = SLACK.get(unit, 0) * DAY if expression.high is not None else 0 * DAY
    end = min(shifted(published, -low, unit) + slack, published)
    return Days(start=shifted(published, -high, unit) - slack, end=end)


def phase_of(days: Days, unit: str, expression: TimeExpression) -> Days:
    """The part of a period that an expression names: "late", or "the first ten days of"."""
    if expression.phase not in ("first", "last") or expression.low is None:
        return part_of(days, unit, expression.phase)
    _, count, step = distance(expression)
    if expression.phase == "first":
        return Days(start=days.start, end=min(max(shifted(days.start, count, step) - DAY, days.start), days.end))
    return Days(start=max(min(shifted(days.end + DAY, -count, step), days.end), days.start), end=days.end)


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


_HEAD = 1500  # characters in which a dateline is looked for
_LEAD = re.compile(r"[\W_]*(?:(?:published|posted|updated|date|last updated)(?: on)?:?\s+)?", re.IGNORECASE)
#: A dateline: the place in capitals, perhaps its country, then the date, then a dash, a bracket or the agency's name.
_CAPITALS = r"(?:[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})"
_COUNTRY = r"(?:, (?:[A-Z])[\w.]+(?: (?:[A-Z])[\w.]+)?)?"
_SMALL = r"(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z][a-z]+ \()"  # "Kabul, Afghanistan (Sept. 2) - "
_DATELINE = re.compile(rf"(?:^|[.\n\u2028]|\s\s)\s*(?:{_CAPITALS}{_COUNTRY},? \(?|{_SMALL})\Z")
_DATELINE_END = re.compile(r"\)|,?\s{0,2}(?:[-–—:]|\([A-Z])")
_TITLE_END = re.compile(r"[ \t]*(?:\r?\n|\Z)")


def document_date(text: str, year: int | None = None, order: DayOrder | None = None) -> tuple[dt.date, Span] | None:
    """The date that a report's own text gives it, with its words: at its start, in a dateline, or closing its title.

    "Wed 05 Apr 2017 …", "KABUL, Afghanistan (Sept. 1) - …", "Operational Update, Jan. 10, 2011". A date without a year
    counts only with `year` (from the file's name, say) or where the text's head repeats it in full; an ambiguous
    05/04/2017 only with `order`.
    """
    head = text[:_HEAD]
    lead, found = _LEAD.match(head), find_times(head)
    full = {(e.month, e.day): e.year for e in reversed(found) if e.kind == "date" and e.year}
    for expression in found:
        if expression.year is None:
            expression = replace(expression, year=full.get((expression.month, expression.day), year))
        day = _explicit(expression, order)
        if day and (expression.span.start == (lead.end() if lead else 0) or _dates_the_report(head, expression)):
            return day, expression.span
    return None


def _explicit(expression: TimeExpression, order: DayOrder | None) -> dt.date | None:
    if expression.kind != "date" or expression.relation != "at" or expression.year is None or expression.unit:
        return None
    if expression.one is not None and expression.two is not None:
        readings = numeric_days(expression.one, expression.two, expression.year, order)
        return readings[0] if len(readings) == 1 else None
    return valid_day(expression.year, expression.month or 0, expression.day or 0)


def _dates_the_report(head: str, expression: TimeExpression) -> bool:
    before, end = head[: expression.span.start], expression.span.end
    if _DATELINE.search(before) and _DATELINE_END.match(head, end):
        return True
    title = (
        before.strip() != "" and "\n" not in before.strip() and before.rstrip().endswith((",", "-", "–", "—", "|", ":"))
    )
    return title and _TITLE_END.match(head, end) is not None
