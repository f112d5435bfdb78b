"""Wording of the desk: the page's labels, days, figures, who says what. Nothing is ever worded as a fact."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from sitrep.model.claims import ActorRef, Casualty, Claim, Materiel, PlaceRef, Quantity
from sitrep.model.events import Event, Stock, Toll
from sitrep.model.text import Document

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def words() -> dict[str, Any]:
    """The page's table of words, shared with report.html."""
    text = files("sitrep.export").joinpath("data", "words.json").read_text(encoding="utf-8")
    own = files("sitrep.serve").joinpath("words.json").read_text(encoding="utf-8")
    return {**json.loads(text), **json.loads(own)}


def label(table: str, code: str) -> str:
    """The label of a code; an unknown one is shown as its own words."""
    known = words().get(table, {})
    return str(known.get(code) or code.replace("_", " ").capitalize())


def day_text(day: dt.date) -> str:
    """ "25 Apr 2015"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_text(start: dt.date | None, end: dt.date | None) -> str:
    """An interval of days, both included."""
    if start is None or end is None:
        if start is None and end is None:
            return "no day given"
        return f"on or after {day_text(start)}" if start else f"on or before {day_text(end or dt.date.min)}"
    if start == end:
        return day_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {MONTHS[end.month - 1]} {end.year}"
    first = f"{start.day} {MONTHS[start.month - 1]}" if start.year == end.year else day_text(start)
    return f"{first} – {day_text(end)}"


def range_text(low: int | None, high: int | None) -> str:
    """A figure with its bounds: "15", "15 or more", "15–60"."""
    if low is None:
        return "number not told" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def toll_text(toll: Toll) -> str:
    """People in words: "15–60 killed (civilians), best figure 20"."""
    best = f", best figure {toll.best:,}" if toll.best is not None and toll.low != toll.high else ""
    told = f"{range_text(toll.low, toll.high)} {label('outcome', toll.outcome).lower()}"
    return f"{told} ({toll.group.name or toll.group.text}){best}"


def stock_text(stock: Stock) -> str:
    """Things in words."""
    best = f", best figure {stock.best:,}" if stock.best is not None and stock.low != stock.high else ""
    return f"{range_text(stock.low, stock.high)} × {stock.item} {label('outcome', stock.outcome).lower()}{best}"


def figure_text(each: Casualty | Materiel | Quantity) -> str:
    """A claim's own figure."""
    number = range_text(each.low, each.high)
    if isinstance(each, Casualty):
        return f"{number} {label('outcome', each.outcome).lower()} ({each.group.name or each.group.text})"
    if isinstance(each, Materiel):
        return f"{number} × {each.item} {label('outcome', each.outcome).lower()}"
    return f"{number} {each.unit}"


def heading(event: Event) -> str:
    """ "Territory gain reported", "Air strike: denied"."""
    what = words()["headings"].get(event.type) or label("types", event.type)
    if event.standing == "denied" or event.status == "denied":
        return f"{what}: denied"
    if event.status == "planned":
        return f"{what}: said to be planned"
    return f"{what}: spoken of as possible" if event.status == "hypothetical" else f"{what} reported"


def status_text(claim: Claim) -> str:
    """What a claim says of its own reality."""
    return label("stateStatus" if claim.type in words()["stateTypes"] else "status", claim.status)


def chain(claim: Claim, document: Document | None) -> list[str]:
    """Who says so: nearest to the event first, the publisher last."""
    publisher = (document.outlet if document else None) or "outlet not known"
    return [*(source.name or source.text for source in claim.sources), publisher]


def names(refs: Iterable[ActorRef | PlaceRef]) -> list[str]:
    """Names, each once."""
    return list(dict.fromkeys(ref.name or ref.text for ref in refs))


def precision_text(place: PlaceRef) -> str:
    """How sure the map is of a place, with the size of the doubt."""
    size = f", within about {place.radius_km:.3g} km" if place.radius_km and place.precision != "exact" else ""
    return label("precision", place.precision) + size


def side_text(side: str) -> str:
    """ "syria:opposition" as words: "Opposition (Syria)"."""
    war, _, name = side.rpartition(":")
    plain = name.replace("-", " ").replace("_", " ").capitalize()
    return f"{plain} ({war.replace('-', ' ').replace('_', ' ').capitalize()})" if war else plain


def confidence_text(confidence: float) -> str:
    """About the reading, not about the truth."""
    told = next(sentence for least, sentence in words()["confidence"] if confidence >= least)
    return f"{told} ({confidence:.2f}). This is about the reading, not about the truth of the report."


def count(number: int, one: str, many: str = "") -> str:
    """ "1 report", "2 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
