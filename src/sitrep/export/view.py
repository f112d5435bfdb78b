"""What `report.html` shows: the records, and the JSON that the page carries inside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from sitrep.export.outlines import Outlines, bulk, outlines_of, window_of
from sitrep.model.claims import Claim, Precision
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import Record, replace
from sitrep.model.text import Document, Segment

#: A country is no point, and what nothing locates has none.
NOT_DRAWN: tuple[Precision, ...] = ("country", "unlocated")


class DocumentParts(Record):
    """The parts of one document, so that what is not reporting can be shown as such."""

    document: str
    segments: tuple[Segment, ...]


class AreaName(Record):
    """The name of an area that a place lies in (`PlaceRef.within` holds the id)."""

    id: str
    name: str


class PageView(Record):
    """Everything on the page. `notes` are warnings for the reader, `credits` name where places come from."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    segments: tuple[DocumentParts, ...] = ()
    areas: tuple[AreaName, ...] = ()
    title: str = "Situation report"
    notes: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


class Payload(Record):
    """The page's data in the order in which the page shows it. `engines` stands once instead of in every claim."""

    title: str
    documents: tuple[Document, ...]
    segments: tuple[DocumentParts, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    areas: tuple[AreaName, ...]
    notes: tuple[str, ...]
    credits: tuple[str, ...]
    engines: tuple[str, ...]
    outlines: Outlines | None


def payload_of(view: PageView) -> Payload:
    """The view sorted, with the outlines that its places need. The order of the input makes no difference."""
    return Payload(
        title=view.title,
        documents=tuple(sorted(view.documents, key=_document_order)),
        segments=tuple(sorted(view.segments, key=lambda parts: parts.document)),
        claims=tuple(replace(claim, origin_of_record=None) for claim in sorted(view.claims, key=_claim_order)),
        events=tuple(sorted(view.events, key=_event_order)),
        holdings=tuple(sorted(view.holdings, key=_holding_order)),
        areas=tuple(sorted(view.areas, key=lambda area: (area.id, area.name))),
        notes=view.notes,
        credits=view.credits,
        engines=tuple(sorted({_engine(claim) for claim in view.claims} - {""})),
        outlines=_outlines(view),
    )


def payload_json(payload: Payload) -> str:
    """The payload as JSON that is safe inside a script element: no `<`, no `&`, no line separator that ends a string.

    Fields that are empty are left out; the page reads a missing field as empty.
    """
    plain = _without_empty(msgspec.to_builtins(payload))
    text = msgspec.json.encode(plain).decode("utf-8")
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_empty(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner is not None and inner != [] and inner != ""}
    if isinstance(value, list | tuple):
        return [_without_empty(inner) for inner in value]
    return value


def _engine(claim: Claim) -> str:
    made = claim.origin_of_record
    return f"{made.engine} {made.version}, codebook {made.codebook}, model {made.model}" if made else ""


def _document_order(document: Document) -> tuple[dt.date, str]:
    """By publication day; what has none comes last."""
    return document.published or dt.date.max, document.id


def _claim_order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.trigger.start, claim.trigger.end, claim.id


def _event_order(event: Event) -> tuple[bool, dt.date, dt.date, str]:
    """By last day, then first, so that "some time since 2011" stands where it ends; what has no day comes last."""
    last = event.end or event.start or dt.date.max
    return event.start is None and event.end is None, last, event.start or last, event.id


def _holding_order(holding: Holding) -> tuple[str, str, dt.date, dt.date, str]:
    place = holding.place
    first = holding.start or dt.date.min
    return place.name, place.id or "", first, holding.start_latest or first, holding.state


def _outlines(view: PageView) -> Outlines | None:
    """The outlines around everything that the map draws; None where there is nothing to draw."""
    places = [event.place for event in view.events if event.place]
    windows = [
        window_of(place.lat, place.lon, place.radius_km or 0.0)
        for place in places
        if place.lat is not None and place.lon is not None and place.precision not in NOT_DRAWN
    ]
    windows += [
        window_of(held.place.lat, held.place.lon, 0.0)
        for held in view.holdings
        if held.place.lat is not None and held.place.lon is not None and held.place.precision not in NOT_DRAWN
    ]
    return outlines_of(bulk(windows)) if windows else None
