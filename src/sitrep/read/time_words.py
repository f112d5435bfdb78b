"""Finding expressions of time in text by their words alone: no reference date, no guess."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Literal

from sitrep.model.claims import Quantity
from sitrep.model.record import Record, replace
from sitrep.model.text import Span
from sitrep.read.time_grammar import REACH, Grammar, Rule, grammar

Kind = Literal[
    "date", "monthday", "weekday", "month", "season", "year", "decade", "relative", "ago", "past", "ahead", "order",
    "duration", "clock", "feast", "range",
]  # fmt: skip
Relation = Literal["at", "since", "until", "after"]

#: Kinds that name days by themselves, so that "since", "until", "from … to" can bind them.
DATED: frozenset[str] = frozenset(
    {"date", "monthday", "weekday", "month", "season", "year", "decade", "relative", "ago", "range", "feast"}
)
_WORD = re.compile(r"\w+")
_CLOCK_GAP = re.compile(r",?\s{1,2}(?:(?:on|of)\s)?|,\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\Z|days\Z", re.IGNORECASE)  # "Monday's", and "Mondays" where an apostrophe was lost
_WINDOW = 90  # characters before an expression in which the words that relate it are sought


class TimeExpression(Record):
    """Words that tell a time, taken apart. Which fields are set depends on `kind`.

    date      day, month, year?, weekday?; or one, two (numeric with the order of day and month not told) and year
    monthday  day, offset (month: 0 this, -1 last)
    weekday   weekday (Monday 0), offset?, unit ("week": of that week; "week_ago"), part?
    month     month, year? or offset (with unit "year": of that year; else the last or next such month), phase?
    season    season (its first month), year? or offset, phase?
    year      year, phase?, quarter?
    decade    year (its first), phase?
    relative  unit (day, week, weekend, month, year, decade, century), offset (0 this, -1 last), phase?, part?
    ago       low, high (None: vague), unit, about?
    past      the same, up to the publication; ahead: from it (phase "at": at that distance)
    order     low, high, unit, order (after, before, same, since: the nth day of) from another event
    duration  low, high, unit: how long, never when
    clock     part: a time of day without its day
    feast     feast ("12-25" or "moveable")
    range     first, last
    """

    span: Span
    kind: Kind
    relation: Relation = "at"
    day: int | None = None
    month: int | None = None
    year: int | None = None
    one: int | None = None
    two: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    season: int | None = None
    offset: int | None = None
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    part: str | None = None
    phase: str | None = None
    order: str | None = None
    about: str | None = None
    feast: str | None = None
    first: TimeExpression | None = None
    last: TimeExpression | None = None

    @property
    def tells_stretch(self) -> bool:
        """Whether it tells how long something lasted, from when or up to when."""
        return self.kind == "range" or self.relation in ("since", "until")


def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[TimeExpression, ...]:
    """The expressions of time in `text[start:end]`, in order, without overlap; offsets count characters of `text`."""
    stop = len(text) if end is None else min(end, len(text))
    atoms = _with_clocks(text, list(_atoms(text, max(start, 0), stop)))
    joined = _joined(text, atoms)
    ends = [0, *(atom.span.end for atom in joined)]
    return tuple(_related(text, atom, max(ends[i], start), stop) for i, atom in enumerate(joined))


def duration_quantity(expression: TimeExpression) -> Quantity | None:
    """How long, as a quantity ("three days" → 3 to 3 days), for an expression of kind `duration`; else None."""
    if expression.kind != "duration" or expression.unit is None:
        return None
    high = None if expression.about == "over" else expression.high
    return Quantity(
        unit=expression.unit, low=expression.low, high=high, text=expression.span.text, span=expression.span
    )


def _atoms(text: str, start: int, stop: int) -> Iterator[TimeExpression]:
    known, free = grammar(), start
    for position in _candidates(text, start, stop, known):
        if position < free:
            continue
        found = _longest(text, position, stop, known)
        if found is not None:
            free = found.span.end
            yield found


def _candidates(text: str, start: int, stop: int, known: Grammar) -> Iterator[int]:
    """Where an expression may start: words at most REACH before a word of time or a number."""
    recent: deque[tuple[int, bool]] = deque(maxlen=REACH + 1)
    for word in _WORD.finditer(text, start, stop):
        token = word[0].lower()
        number = token[0].isdigit() or token[-1].isdigit()
        recent.append((word.start(), number or token in known.starters))
        if number or token in known.anchors:
            yield from (position for position, starter in recent if starter)
            recent.clear()


def _longest(text: str, position: int, stop: int, known: Grammar) -> TimeExpression | None:
    best: tuple[Rule, re.Match[str]] | None = None
    for rule in known.rules:
        match = rule.words.match(text, position, stop)
        if match and (best is None or match.end() > best[1].end()) and _allowed(text, match, rule, known):
            best = rule, match
    return _expression(text, best[1], best[0], known) if best else None


def _allowed(text: str, match: re.Match[str], rule: Rule, known: Grammar) -> bool:
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    if rule.before and not rule.before.search(before):
        return False
    if rule.not_before and rule.not_before.search(before):
        return False
    return not (rule.kind in ("date", "weekday", "month", "year", "season") and _is_name(text, match, before, known))


_TIME_PREPOSITION = re.compile(r"\b(?:on|in|since|until|till|by|said|last|next|late|early)\s{1,2}\Z", re.IGNORECASE)
_THE = re.compile(r"\bthe\s{1,2}\Z", re.IGNORECASE)
_TITLE_CASE = re.compile(r"\s[A-Z][a-z]")


def _is_name(text: str, match: re.Match[str], before: str, known: Grammar) -> bool:
    """Whether the words are part of a name: "the Monday Group", "17 February Brigade", "Black Friday"."""
    if known.names_before.search(before):
        return True
    if _TIME_PREPOSITION.search(before) or match.groupdict().get("year"):
        return False
    if known.names_after.match(text, match.end()):
        return True
    return bool(_THE.search(before) and match.lastgroup == "weekday" and _TITLE_CASE.match(text, match.end()))


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _expression(text: str, match: re.Match[str], rule: Rule, known: Grammar) -> TimeExpression | None:
    said = [known.value(group, words) for group, words in match.groupdict().items() if words is not None]
    told = {value.field: value.value for value in (*rule.fixed, *said)}
    whole = _span(text, match.start(), match.end())
    if rule.kind in ("dates", "weekdays", "years"):
        return _pair(text, match, rule.kind, told)
    _count(told)
    if "month_no" in told:
        told["month"] = told.pop("month_no")
    if "short_year" in told:
        short = int(told.pop("short_year"))
        told["year"] = short + (2000 if short < 70 else 1900)
    if told.pop("mark", None) == "." and "one" in told:  # the dotted form is written day first everywhere
        told["day"], told["month"] = told.pop("one"), told.pop("two")
    fields = {name: value for name, value in told.items() if name in TimeExpression.__struct_fields__}
    return TimeExpression(span=whole, kind=rule.kind, **fields)  # type: ignore[arg-type]


def _count(told: dict[str, int | str]) -> None:
    """Puts a count into `low` and `high`; a vague one ("several") has no `high`."""
    if "vague_number" in told:
        told["low"] = told.pop("vague_number")
    elif "number" in told:
        told["low"] = told.pop("number")
        told["high"] = told.pop("number_2", told["low"])
    elif "low" in told:
        told.setdefault("high", told["low"])
    elif "ordinal" in told:
        told["low"] = told["high"] = told.pop("ordinal")
    if told.get("unit") == "fortnight":
        told["unit"] = "week"
        told.update({side: 2 * int(told[side]) for side in ("low", "high") if side in told})


def _pair(text: str, match: re.Match[str], kind: str, told: dict[str, int | str]) -> TimeExpression | None:
    """The range in "5 to 7 March", "the night of Monday to Tuesday", "2014-15"."""
    field = {"dates": "day", "weekdays": "weekday", "years": "year"}[kind]
    one, two = int(told[field]), int(told.get(field + "_2", told.get("later_2", 0)))
    if kind == "years" and two < 100:
        two += one // 100 * 100
    if kind != "weekdays" and two <= one:
        return None
    second = next(m for m in (field + "_2", "later_2") if m in match.groupdict() and match[m])
    ends = (_span(text, match.start(), match.end(field)), _span(text, match.start(second), match.end()))
    if match.end(field) > match.start(second):
        return None
    month, year = (told.get(name) if kind == "dates" else None for name in ("month", "year"))
    sides = [
        TimeExpression(
            span=span, kind="date" if kind == "dates" else "weekday" if kind == "weekdays" else "year",
            **{"month": month, "year": year, field: number},  # type: ignore[arg-type]
        )
        for span, number in zip(ends, (one, two), strict=True)
    ]  # fmt: skip
    return TimeExpression(span=_span(text, match.start(), match.end()), kind="range", first=sides[0], last=sides[1])


def _with_clocks(text: str, atoms: list[TimeExpression]) -> list[TimeExpression]:
    """Times of day joined to the day beside them: "at dawn on Monday", "Monday, at 5 p.m."."""
    merged: list[TimeExpression] = []
    for atom in atoms:
        left = merged[-1] if merged else None
        if left and {left.kind, atom.kind} & {"clock"} and {left.kind, atom.kind} & {"date", "weekday", "relative"}:
            gap = text[left.span.end : atom.span.start]
            if _CLOCK_GAP.fullmatch(gap):
                day, clock = (atom, left) if left.kind == "clock" else (left, atom)
                whole = _span(text, left.span.start, atom.span.end)
                merged[-1] = replace(day, span=whole, part=clock.part or day.part)
                continue
        merged.append(atom)
    return merged


def _joined(text: str, atoms: list[TimeExpression]) -> list[TimeExpression]:
    joined: list[TimeExpression] = []
    for atom in atoms:
        left = joined[-1] if joined else None
        if left and _joins(text, left, atom):
            first = left.first if left.kind == "range" and left.first else left
            whole = _span(text, left.span.start, atom.span.end)
            joined[-1] = TimeExpression(span=whole, kind="range", first=first, last=atom.last or atom)
        else:
            joined.append(atom)
    return joined


def _joins(text: str, left: TimeExpression, right: TimeExpression) -> bool:
    """Whether two neighbours are one stretch: "from Friday to Sunday", "on Tuesday and Wednesday"."""
    gap = text[left.span.end : right.span.start]
    if not (left.kind in DATED and right.kind in DATED) or len(gap) > 30:
        return False
    if not grammar().join.fullmatch(gap):
        return False
    last, first = left.last or left, right.first or right
    if gap.strip() == ",":  # "Thursday, Friday and Saturday"
        return last.kind == first.kind == "weekday" and right.kind == "range"
    if grammar().from_words.search(text[max(0, left.span.start - 30) : left.span.start]):
        return True
    return last.kind == first.kind and first.kind in ("date", "weekday", "month", "year", "season", "decade")


def _related(text: str, atom: TimeExpression, floor: int, stop: int) -> TimeExpression:
    """The expression with the "since", "until" or "after" that stands before it."""
    if atom.kind not in DATED or atom.kind == "range":
        return atom
    known = grammar()
    before = text[max(floor, atom.span.start - _WINDOW) : atom.span.start]
    offset = atom.span.start - len(before)
    possessive = _POSSESSIVE.search(atom.span.text) or text[atom.span.end : atom.span.end + 1] in ("'", "’")
    tries: tuple[tuple[Relation, re.Pattern[str]], ...] = (
        ("since", known.since), ("until", known.until), ("after", known.after)
    )  # fmt: skip
    for relation, pattern in tries:
        match = pattern.search(before)
        if match and (relation == "since" or not possessive):
            return replace(atom, relation=relation, span=_span(text, offset + match.start(), atom.span.end))
    if known.onwards.match(text, atom.span.end, stop) and known.from_words.search(before):
        return replace(atom, relation="since")
    return atom
