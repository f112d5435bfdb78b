"""GeoJSON as RFC 7946 has it: WGS 84, longitude first, no geometry where nothing is located.

Digits are no precision: `precision` and `radius_km` are properties of their own. What a place without a point is known to
lie in stands in `within`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from sitrep.export.options import CAUTION, CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldEvent, ToldHolding
from sitrep.export.tables.control import on_day
from sitrep.export.tables.shared import iso, point
from sitrep.model.control import HeldPlace, holding_id
from sitrep.model.events import Event

EVENTS, CONTROL = "sitrep.events.geojson/1", "sitrep.control.geojson/1"


def write_events(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """A feature for each event, by first day."""
    maker = made_by(material.run())
    return _collection(out, EVENTS, maker, (event_feature(told, maker) for told in material.events()))


def write_control(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """A feature for each state of a place; with `at`, those that may apply on that day."""
    maker = made_by(material.run())
    features = (control_feature(told, maker) for told in on_day(material, options.at))
    return _collection(out, CONTROL, maker, features)


def event_feature(told: ToldEvent, maker: str) -> dict[str, Any]:
    """One event as a GeoJSON feature."""
    lat, lon = point(told.event.place)
    return _feature(told.event.id, lon, lat, event_properties(told, maker))


def event_properties(told: ToldEvent, maker: str) -> dict[str, Any]:
    """What a feature says of an event."""
    event, place = told.event, told.event.place
    return {
        "type": event.type,
        "status": event.status,
        "standing": event.standing,
        "start": iso(event.start) or None,
        "end": iso(event.end) or None,
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "precision": place.precision if place else "unlocated",
        "radius_km": place.radius_km if place else None,
        "within": place.within if place else None,
        "agents": _actors(event.agents),
        "targets": _actors(event.targets),
        "casualties": _casualties(event),
        "disputes": [msgspec.to_builtins(dispute) for dispute in event.disputes],
        "outlets": event.outlets,
        "origins": event.origins,
        "claims": event.claims,
        "words": [claim.evidence.text for claim in told.claims if claim.evidence.text],
        "reports": [msgspec.to_builtins(report) for report in told.documents],
        "redaction": told.redactions,
        "schema": EVENTS,
        "made_by": maker,
    }


def control_feature(told: ToldHolding, maker: str) -> dict[str, Any]:
    """One state of control as a GeoJSON feature."""
    held, place = told.holding, told.holding.place
    properties = {
        "place": place.name,
        "place_id": place.id,
        "precision": place.precision,
        "state": held.state,
        "holder": msgspec.to_builtins(held.holder),
        "side": held.side,
        "besieged_by": msgspec.to_builtins(held.besieged_by),
        "from": iso(held.start) or None,
        "from_latest": iso(held.start_latest) or None,
        "until_earliest": iso(held.until_earliest) or None,
        "until": iso(held.until) or None,
        "last_evidence": iso(held.last_evidence) or None,
        "confidence": round(held.confidence, 3),
        "claims_for": held.because,
        "claims_against": held.against,
        "words": [claim.evidence.text for claim in told.claims if claim.evidence.text],
        "reports": [msgspec.to_builtins(report) for report in told.documents],
        "redaction": told.redactions,
        "schema": CONTROL,
        "made_by": maker,
    }
    lat, lon = _held(place)
    return _feature(holding_id(held), lon, lat, properties)


def _actors(refs: Iterable[Any]) -> list[dict[str, str | None]]:
    return [{"id": ref.id, "name": ref.name} for ref in refs]


def _casualties(event: Event) -> list[dict[str, Any]]:
    return [
        {
            "group": toll.group.name or toll.group.text,
            "outcome": toll.outcome,
            "low": toll.low,
            "high": toll.high,
            "best": toll.best,
            "figures": [msgspec.to_builtins(figure) for figure in toll.figures],
        }
        for toll in event.casualties
    ]


def _held(place: HeldPlace) -> tuple[float | None, float | None]:
    if place.lat is None or place.lon is None or place.precision in ("country", "unlocated"):
        return None, None
    return round(place.lat, 4), round(place.lon, 4)


def _feature(ident: str, lon: Any, lat: Any, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": ident, "geometry": geometry, "properties": properties}


def _collection(out: BinaryIO, schema: str, maker: str, features: Iterator[dict[str, Any]]) -> Written:
    """The features one by one, so that no collection is ever whole in memory."""
    about = {"schema": schema, "made_by": maker, "credit": CREDITS, "caution": CAUTION}
    out.write(b'{"type":"FeatureCollection","sitrep":' + msgspec.json.encode(about) + b',"features":[')
    count = 0
    for feature in features:
        out.write((b",\n" if count else b"\n") + msgspec.json.encode(feature))
        count += 1
    out.write(b"\n]}\n")
    return written(count)
