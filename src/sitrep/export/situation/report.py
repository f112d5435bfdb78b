"""A situation report for a period and an area: HTML that prints, nothing fetched, every line with who says so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from importlib.resources import files
from itertools import islice
from typing import BinaryIO

from jinja2 import Environment, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from sitrep.export.options import CAUTION, CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldEvent, ToldHolding
from sitrep.export.tables.control import on_day
from sitrep.export.tables.notes import LONGEST_QUOTE, STANDINGS, toll
from sitrep.model.record import Record
from sitrep.store.stream import Cited

#: A report is for people: more than this is a table's job, and the report says what it leaves out.
MOST = 2_000
#: A province may have the name of its town; so this is told.
WIDE = ("admin1", "admin2", "country")
STATES = {
    "held": "held by",
    "claimed": "claimed, by one side or against denial, for",
    "contested": "contested",
    "unknown": "nothing known",
}


class Entry(Record):
    """An event as the report tells it."""

    what: str
    who: str
    place: str
    standing: str
    standing_words: str
    sources: str
    figures: str
    words: str
    disputes: tuple[tuple[str, tuple[str, ...]], ...]
    redactions: tuple[str, ...]
    id: str


class Day(Record):
    """The entries of one day or stretch of days."""

    title: str
    entries: tuple[Entry, ...]


class Line(Record):
    """A state of control as the report tells it."""

    place: str
    told: str
    since: str
    until: str
    last: str
    sources: str


def write_report(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """The report as one HTML file."""
    events = list(islice(material.events(), MOST + 1))
    lines = list(islice(on_day(material, options.at), MOST + 1))
    page = _template().render(
        title=options.title,
        period=options.period,
        area=options.area,
        style=Markup(_read("situation.css")),
        days=_days(events[:MOST]),
        standings=_standings(events[:MOST]),
        lines=[_line(told) for told in lines[:MOST]],
        at=options.at,
        reports=_reports(events[:MOST], lines[:MOST]),
        cut=len(events) > MOST or len(lines) > MOST,
        most=MOST,
        total=len(events[:MOST]),
        caution=CAUTION,
        credits=CREDITS,
        maker=made_by(material.run()),
    )
    out.write(page.encode("utf-8"))
    left = Counter({"beyond what a report shows": 1}) if len(events) > MOST or len(lines) > MOST else None
    return written(len(events[:MOST]) + len(lines[:MOST]), left)


def _template() -> Template:
    environment = Environment(
        autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read("situation.html"))


def _days(events: list[ToldEvent]) -> list[Day]:
    found: dict[str, list[Entry]] = {}
    for told in events:
        found.setdefault(when(told.event.start, told.event.end), []).append(_entry(told))
    return [Day(title=title, entries=tuple(entries)) for title, entries in found.items()]


def when(start: dt.date | None, end: dt.date | None) -> str:
    """Days in words."""
    if start and end:
        return str(start) if start == end else f"between {start} and {end}"
    if start or end:
        return f"not before {start}" if start else f"not after {end}"
    return "day not told"


def _entry(told: ToldEvent) -> Entry:
    event = told.event
    by = "by " + ", ".join(ref.name for ref in event.agents) if event.agents else ""
    against = "against " + ", ".join(ref.name for ref in event.targets) if event.targets else ""
    status = "" if event.status == "happened" else f"{event.status}: "
    words = next((claim.evidence.text for claim in told.claims if claim.evidence.text), "")
    plain = " ".join(words.split())
    said = f"; first said by {', '.join(event.origins)}" if event.origins and event.origins != event.outlets else ""
    return Entry(
        id=event.id,
        what=status + event.type.replace("_", " "),
        who=" ".join(part for part in (by, against) if part),
        place=_place(told),
        standing=event.standing,
        standing_words=STANDINGS[event.standing],
        sources=(", ".join(event.outlets) or "an outlet not told") + said,
        figures=toll(event).removeprefix(", with "),
        words=plain[:LONGEST_QUOTE] + ("…" if len(plain) > LONGEST_QUOTE else ""),
        disputes=tuple((each.field, tuple(account.value for account in each.accounts)) for each in event.disputes),
        redactions=told.redactions,
    )


def _place(told: ToldEvent) -> str:
    place = told.event.place
    if place is None:
        return "place not told"
    exact = {"exact": "", "near": " (near)", "unlocated": " (not located)"}
    return place.name + exact.get(place.precision, f" ({place.precision})")


def _line(told: ToldHolding) -> Line:
    held = told.holding
    who = f" {held.holder.name}" if held.holder else ""
    besieged = f", besieged by {held.besieged_by.name}" if held.besieged_by else ""
    return Line(
        place=held.place.name + (f" ({held.place.precision})" if held.place.precision in WIDE else ""),
        told=f"{STATES[held.state]}{who}{besieged}",
        since=when(held.start, held.start_latest) if held.start or held.start_latest else "before the first evidence",
        until=when(held.until_earliest, held.until) if held.until or held.until_earliest else "not known to have ended",
        last=str(held.last_evidence or "none dated"),
        sources=", ".join(dict.fromkeys(report.outlet or "outlet not told" for report in told.documents)) or "none",
    )


def _standings(events: list[ToldEvent]) -> list[tuple[str, int]]:
    counts = Counter(told.event.standing for told in events)
    return [(words, counts[name]) for name, words in STANDINGS.items() if counts[name]]  # type: ignore[index]


def _reports(events: list[ToldEvent], lines: list[ToldHolding]) -> list[Cited]:
    cited = (each.documents for each in events), (each.documents for each in lines)
    found = {report.id: report for part in cited for documents in part for report in documents}
    return [found[ident] for ident in sorted(found)]


def _read(name: str) -> str:
    return files("sitrep.export").joinpath("data", name).read_text(encoding="utf-8")
