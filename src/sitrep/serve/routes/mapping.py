"""What the map asks for: ground, events of the present filter, control on a day."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sitrep.serve.find.draw.ground import ground_of
from sitrep.serve.find.draw.shapes import Box, Feature, control_features, event_features
from sitrep.serve.find.select import held
from sitrep.serve.routes.shared import Asked, desk_of

router = APIRouter(prefix="/map", include_in_schema=False)

BOX = r"^$|^-?\d{1,3}(\.\d{1,9})?(,-?\d{1,3}(\.\d{1,9})?){3}$"
GEOJSON = "application/geo+json"


@router.get("/ground")
def ground(request: Request) -> Response:
    """Land and lines."""
    return Response(ground_of(desk_of(request).snapshot.window), media_type=GEOJSON)


@router.get("/events")
def map_events(
    request: Request,
    zoom: Annotated[float, Query(ge=0, le=24)] = 4.0,
    within: Annotated[str, Query(pattern=BOX, description="What the map shows, and around it.")] = "",
) -> Response:
    """Events of the filter, clustered for the zoom."""
    asked = Asked(request)
    west, south, east, north = (float(each) for each in (within or "-180,-90,180,90").split(","))
    box: Box | None = (west, south, east, north) if within else None
    return _collection(event_features(desk_of(request).snapshot.index, asked.filter, zoom, box))


@router.get("/control")
def map_control(request: Request) -> Response:
    """Control on the day, or on the last day with evidence, of the places of what the filter leaves."""
    snapshot, asked = desk_of(request).snapshot, Asked(request)
    shown = asked.day(snapshot.as_of)
    found = tuple(held(snapshot.holdings, snapshot.index, asked.filter))
    return _collection(control_features(found, shown) if shown else [])


def _collection(features: list[Feature]) -> Response:
    return Response(msgspec.json.encode({"type": "FeatureCollection", "features": features}), media_type=GEOJSON)
