"""What the map draws: events at their places or in clusters, circles of uncertainty, control on a day."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np

from sitrep.model.control import Holding, holding_id
from sitrep.serve.find.column import Mask
from sitrep.serve.find.filters import Filter
from sitrep.serve.find.index import NOT_DRAWN, Index

#: Side of a cluster's cell, in pixels of a 512-pixel world tile.
CELL = 56
#: From this zoom on, places stand by themselves.
NO_CLUSTERS = 9
#: So many circles of uncertainty are drawn at most, those with most events.
MOST_CIRCLES = 300
KM_PER_DEGREE = 111.32
KM_AROUND = 40_075.0
#: A circle smaller than this on the screen cannot be told from the mark that it is around.
SMALLEST_PIXELS = 4
CIRCLE_POINTS = 48

Feature = dict[str, Any]
Box = tuple[float, float, float, float]


def event_features(index: Index, chosen: Filter, zoom: float, within: Box | None = None) -> list[Feature]:
    """One point for each place, or for each cell of a grid where places crowd; never moved, never scattered: a cluster
    stands at the mean of its events. Beside them circles for places that are not known exactly. `within` leaves out
    what lies outside; clusters are not cut by it."""
    mask = index.mask(chosen) & ~np.isnan(index.lat)
    if within is not None and zoom >= NO_CLUSTERS:
        mask &= index.inside(within)
    rows = np.flatnonzero(mask)
    if not len(rows):
        return []
    lat, lon = index.lat[rows], index.lon[rows]
    keys = _cells(lat, lon, zoom) if zoom < NO_CLUSTERS else _points(lat, lon)
    _, first, inverse, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    lats, lons = np.bincount(inverse, lat) / counts, np.bincount(inverse, lon) / counts
    spread = np.bincount(inverse, np.abs(lat - lats[inverse]) + np.abs(lon - lons[inverse])) / counts
    features = []
    for at, row in enumerate(rows[first]):
        single = spread[at] < 1e-9
        key, name = index.place_of(row) if single else ("", "")
        features.append(
            point(
                round(float(lons[at]), 5),
                round(float(lats[at]), 5),
                count=int(counts[at]),
                place=key,
                name=name,
                event=index.ids[row] if counts[at] == 1 else "",
                exact=bool(single and index.exact[row]),
            )
        )
    return features + _circles(index, rows, zoom)


def _cells(lat: np.ndarray, lon: np.ndarray, zoom: float) -> np.ndarray:
    """The cell of a grid on the map's projection; places at one spot are always in one cell."""
    across = 512 * 2 ** math.floor(zoom) / CELL
    sine = np.sin(np.radians(np.clip(lat, -85, 85)))
    x = np.floor((lon + 180) / 360 * across).astype(np.int64)
    y = np.floor((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * across).astype(np.int64)
    cells: np.ndarray = x * 10_000_000 + y
    return cells


def _points(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    points: np.ndarray = np.round((lat + 90) * 1e5).astype(np.int64) * 100_000_000 + np.round((lon + 180) * 1e5).astype(
        np.int64
    )
    return points


def _circles(index: Index, rows: np.ndarray, zoom: float) -> list[Feature]:
    vague = rows[(index.radius[rows] > SMALLEST_PIXELS * KM_AROUND / (512 * 2**zoom)) & ~index.exact[rows]]
    places, first, counts = np.unique(index.place[vague], return_index=True, return_counts=True)
    most = np.lexsort((places, -counts))[:MOST_CIRCLES]
    features = []
    for row, count in zip(vague[first[most]].tolist(), counts[most].tolist(), strict=True):
        ring = _ring(float(index.lat[row]), float(index.lon[row]), float(index.radius[row]))
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "geometry": shape, "properties": {"circle": True, "count": count}})
    return features


def _ring(lat: float, lon: float, radius_km: float) -> list[list[float]]:
    high = radius_km / KM_PER_DEGREE
    wide = high / max(0.05, math.cos(math.radians(lat)))
    angles = [2 * math.pi * step / CIRCLE_POINTS for step in range(CIRCLE_POINTS)]
    ring = [[round(lon + wide * math.cos(a), 5), round(lat + high * math.sin(a), 5)] for a in angles]
    return [*ring, ring[0]]


def point(lon: float, lat: float, **properties: object) -> Feature:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties}


def unlocated(index: Index, found: Mask) -> list[tuple[str, str, int]]:
    """Places that are no point on the map: key, name and number of events, most first."""
    counts = np.bincount(index.place[found & np.isnan(index.lat)], minlength=len(index.where.values))
    named = [
        (key, index.where.labels[code] or "no place given", int(counts[code]))
        for code in np.flatnonzero(counts).tolist()
        for key in (index.where.values[code],)
    ]
    return sorted(named, key=lambda each: (-each[2], each[1]))


def stands_on(holding: Holding, day: dt.date) -> str:
    """How a line of control stands to a day: "sure", "perhaps" (inside a window of change) or "no"."""
    start, until = holding.start, holding.until
    if (start and day < start) or (until and day >= until):
        return "no"
    latest, earliest = holding.start_latest or start, holding.until_earliest or until
    return "perhaps" if (latest and day < latest) or (earliest and day >= earliest) else "sure"


def control_features(holdings: tuple[Holding, ...], day: dt.date) -> list[Feature]:
    """One point for each place that some report speaks of that day; between two states both holders are named."""
    of_place: dict[str, list[Holding]] = {}
    for holding in holdings:
        drawn = holding.place.lat is not None and holding.place.precision not in NOT_DRAWN
        if drawn and stands_on(holding, day) != "no":
            of_place.setdefault(holding.place.id or holding.place.name, []).append(holding)
    features = []
    for key, found in sorted(of_place.items()):
        sure = [each for each in found if stands_on(each, day) == "sure"] or found
        place, first = sure[0].place, sure[0]
        changing = len({(each.state, each.holder) for each in sure}) > 1
        features.append(
            point(
                place.lon or 0.0,
                place.lat or 0.0,
                place=key,
                name=place.name,
                state="changing" if changing else first.state,
                side=first.side or "",
                holders=" or ".join(dict.fromkeys(each.holder.name for each in sure if each.holder)),
                besieged=next((each.besieged_by.name for each in sure if each.besieged_by), ""),
                evidence=max((each.last_evidence.isoformat() for each in sure if each.last_evidence), default=""),
                hold=holding_id(first),
                claims=sum(len(each.because) for each in sure),
            )
        )
    return features
