"""How the days of two claims lie to each other.

What may happen again (shelling, clashes, bombs: everything but what happens once or holds on) and is told by different
reports needs more than what happens once: a report without a day tells news, of the last days, not of one raid of many.
"""

from __future__ import annotations

import datetime as dt

from sitrep.fuse.pairs.facts import Told
from sitrep.fuse.pairs.rules import Apart, Finding, Found, Rules


def days_of(a: Told, b: Told, rules: Rules) -> Found:
    """The finding about the days of two claims."""
    again = a.claim.document != b.claim.document and may_recur(a)
    if a.dated and b.dated:
        return _dated(a, b, again, rules)
    if a.dated or b.dated:
        return _half_dated(*((a, b) if a.dated else (b, a)), again, rules)
    if a.claim.document == b.claim.document:
        return Finding(feature="days.none_one_report")
    if a.published is None or b.published is None:
        return Finding(feature="days.unpublished")
    gap = abs((a.published - b.published).days)
    if gap <= (1 if again else rules.limits.together_days):
        return Finding(feature="days.none_together_again" if again else "days.none_together")
    if gap > rules.limits.years_late_days:
        return Apart(because="neither has a day, and the reports are more than a year apart")
    return Finding(feature="days.none_apart_again" if again else "days.none_apart")


def may_recur(told: Told) -> bool:
    """Whether the like may well happen again at the same place within days."""
    return told.family.repeats != "once" and not told.family.state


def _dated(a: Told, b: Told, again: bool, rules: Rules) -> Found:
    assert a.start and a.end and b.start and b.end  # dated
    start, end = max(a.start, b.start), min(a.end, b.end)
    if start > end:
        if (start - end).days == 1 and a.family.repeats == "once":
            return Finding(feature="days.next", detail=f"{_span(a.start, a.end)} and {_span(b.start, b.end)}")
        return Apart(because=f"different days: {_span(a.start, a.end)} / {_span(b.start, b.end)}")
    if a.start == a.end == b.start == b.end:
        return Finding(feature="days.same", detail=str(start))
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    if longest <= (rules.limits.at_once_days if again else rules.limits.short_days):
        return Finding(feature="days.overlap", detail=_span(start, end))
    if again and longest <= rules.limits.short_days:
        return Finding(feature="days.overlap_week", detail=_span(start, end))
    return Finding(feature="days.overlap_long_again" if again else "days.overlap_long", detail=_span(start, end))


def _half_dated(dated: Told, other: Told, again: bool, rules: Rules) -> Found:
    assert dated.start and dated.end
    if other.published is None:
        return Finding(feature="days.unpublished")
    if dated.start > other.published and other.claim.status not in ("planned", "hypothetical"):
        return Apart(because=f"told on {other.published}, before the other's first day {dated.start}")
    late, detail = (other.published - dated.end).days, f"{other.published}, {_span(dated.start, dated.end)}"
    if late > rules.limits.years_late_days:
        return Finding(feature="days.told_years_late", detail=detail)
    if again:
        soon = late <= rules.limits.at_once_days and (dated.end - dated.start).days <= rules.limits.at_once_days
        return Finding(feature="days.told_at_once" if soon else "days.told_again_later", detail=detail)
    if (dated.end - dated.start).days > rules.limits.soon_days and not dated.family.lasting:
        return Finding(feature="days.told_vaguely", detail=detail)
    if late <= rules.limits.soon_days:
        return Finding(feature="days.told_soon", detail=detail)
    return Finding(feature="days.told_late" if late > rules.limits.late_days else "days.told_later", detail=detail)


def _span(start: dt.date, end: dt.date) -> str:
    return str(start) if start == end else f"{start} to {end}"
