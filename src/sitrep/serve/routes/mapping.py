"""What the map asks for: ground, events of the present filter, control on a day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sitrep.serve.find.shapes import Feature, control_features, event_features
from sitrep.serve.routes.shared import Asked, desk_of

router = APIRouter(prefix="/map", include_in_schema=False)

GEOJSON = "application/geo+json"


@router.get("/ground")
def ground(request: Request) -> Response:
    """Land and lines."""
    return Response(desk_of(request).snapshot.ground.geojson, media_type=GEOJSON)


@router.get("/events")
def map_events(request: Request, zoom: Annotated[float, Query(ge=0, le=24)] = 4.0) -> Response:
    """Events of the filter, clustered for the zoom."""
    asked = Asked(request)
    return _collection(event_features(desk_of(request).snapshot.index, asked.filter, zoom))


@router.get("/control")
def map_control(request: Request, day: Annotated[dt.date | None, Query()] = None) -> Response:
    """Control on the day, or on the last day with evidence."""
    with desk_of(request).view() as (snapshot, view):
        shown = day or snapshot.as_of
        holdings = view.holdings()
    return _collection(control_features(holdings, shown) if shown else [])


def _collection(features: list[Feature]) -> Response:
    return Response(msgspec.json.encode({"type": "FeatureCollection", "features": features}), media_type=GEOJSON)
