"""The ground of the map as GeoJSON: land and lines by kind, cut to what the places of a store need."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from sitrep.export.outlines import Line, Outlines, Window, bulk, outlines_of, window_of
from sitrep.serve.find.draw.shapes import Feature, point
from sitrep.serve.find.index import Index

#: Classes of lines in the bundled map, by their letters. Disputed ones are a kind of their own, drawn dashed.
KINDS = {"c": "coast", "p": "province", "b": "border", "d": "disputed"}
#: The world, where nothing is on the map yet.
EVERYWHERE = (0.0, 0.0, 9000.0)


#: Grounds kept: the window moves only when a place far out comes or goes.
KEPT = 4


def window_around(index: Index) -> Window:
    """What the map shows first: the places of the index."""
    spots = np.stack([index.lat, index.lon, index.radius], axis=1)
    spots = np.unique(spots[index.alive & ~np.isnan(index.lat)], axis=0)
    windows = [window_of(*(float(each) for each in spot)) for spot in spots] or [window_of(*EVERYWHERE)]
    return bulk(windows)


@lru_cache(KEPT)
def ground_of(window: Window) -> bytes:
    """The ground around the window as GeoJSON."""
    return msgspec.json.encode({"type": "FeatureCollection", "features": _features(outlines_of(window))})


def _features(outlines: Outlines) -> list[Feature]:
    units = outlines.units_per_degree
    arcs = [_coordinates(arc, units) for arc in outlines.arcs]
    features = [_land([[_closed([_coordinates(ring, outlines.far_units_per_degree)])] for ring in outlines.far])]
    for name, country, x, y, area, rings in outlines.provinces:
        sides = ([arcs[arc] if arc >= 0 else arcs[-1 - arc][::-1] for arc in ring] for ring in rings)
        features.append(_land([[_closed(each)] for each in sides]))
        features.append(point(x / units, y / units, kind="name", name=name or country, wide=not name, area=area))
    lines: dict[str, list[Any]] = {}
    for line, coordinates in zip(outlines.arcs, arcs, strict=True):
        lines.setdefault(KINDS[str(line[0])], []).append(coordinates)
    for line in outlines.disputed:
        lines.setdefault("disputed", []).append(_coordinates(line, units))
    for kind, coordinates in sorted(lines.items()):
        shape = {"type": "MultiLineString", "coordinates": coordinates}
        features.append({"type": "Feature", "geometry": shape, "properties": {"kind": kind}})
    return features


def _land(polygons: list[Any]) -> Feature:
    shape = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "geometry": shape, "properties": {"kind": "land"}}


def _coordinates(line: Line, units: int) -> list[list[float]]:
    numbers = np.array([step for step in line[1:] if isinstance(step, int)])
    xs, ys = np.cumsum(numbers[0::2]) / units, np.cumsum(numbers[1::2]) / units
    pairs: list[list[float]] = np.round(np.stack([xs, ys], axis=1), 3).tolist()
    return pairs


def _closed(sides: list[list[list[float]]]) -> list[list[float]]:
    ring = [point for side in sides for point in side[:-1]]
    return [*ring, ring[0]]
