"""Phrases placed by a relation to a place: "south of M", "12 km west of M", "near M" → a circle on the ground."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sitrep.lexicon.place_files import slug
from sitrep.model.claims import PlaceRef
from sitrep.resolve.locate.words import Described

#: Where "south of M" is taken to be: this far from M, give or take the same and half again, in km.
OFF_KM, OFF_RADIUS_KM = 8.0, 12.0
NEAR_KM = 8.0
MILE_KM = 1.609
KM_A_DEGREE = 111.32
BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*-?(km|kilomet\w+|miles?)\b")
BESIDE = re.compile(r"\b(?:near|outside|around|close to|by|next to|at|outskirts|edge|countryside|surroundings)\b")


@dataclass(frozen=True, slots=True)
class Area:
    """A circle on the ground with the sentence that gives it."""

    lat: float
    lon: float
    radius_km: float
    because: str


def related_area(relation: str | None, anchor: PlaceRef) -> Area | None:
    """The circle that a relation to a located place means; None for relations that give none ("in Idlib province")."""
    if relation is None or anchor.lat is None or anchor.lon is None or anchor.precision in {"admin1", "country"}:
        return None
    own = anchor.radius_km or 0.0
    measured, bearing = MEASURE.search(relation), bearing_of(relation)
    if measured:
        away = float(measured[1].replace(",", ".")) * (MILE_KM if measured[2].startswith("mile") else 1.0)
        if bearing is None:
            return Area(anchor.lat, anchor.lon, away + own, f"{away:.0f} km from {anchor.name}, the direction not told")
        lat, lon = moved(anchor.lat, anchor.lon, bearing, away)
        return Area(lat, lon, max(2.0, away / 4) + own, f"{relation} {anchor.name}")
    if bearing is not None:
        lat, lon = moved(anchor.lat, anchor.lon, bearing, OFF_KM)
        return Area(lat, lon, OFF_RADIUS_KM + own, f"{relation} {anchor.name}, the distance not told")
    if BESIDE.search(relation):
        return Area(anchor.lat, anchor.lon, NEAR_KM + own, f"{relation} {anchor.name}")
    return None


def bearing_of(relation: str) -> float | None:
    """Degrees from north of a compass word in a relation; None without one."""
    for match in re.finditer(r"\b(north|south)?[- ]?(east|west)?(?:ern)?\b", relation.lower()):
        word = (match[1] or "") + (match[2] or "")
        if word in BEARINGS:
            return float(BEARINGS[word])
    return None


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point so many km from another, on a flat Earth: good enough below a few hundred km."""
    north, east = math.cos(math.radians(bearing)) * km, math.sin(math.radians(bearing)) * km
    wide = KM_A_DEGREE * max(0.05, math.cos(math.radians(lat)))
    return round(max(-90.0, min(90.0, lat + north / KM_A_DEGREE)), 4), round(lon + east / wide, 4)


def side_of_country(described: Described, ref: PlaceRef) -> PlaceRef | None:
    """ "Eastern Ukraine", "Syria's northwest": a part of a country, which nothing gives a point; None for other places."""
    if ref.kind != "country" or ref.id is None or not described.side:
        return None
    span = described.mention.span
    return PlaceRef(
        id=f"place:{ref.id[-2:]}:{described.side}-{slug(ref.name)}", name=f"{described.side} {ref.name}",
        text=span.text, start=span.start, end=span.end, lat=None, lon=None, precision="unlocated", kind="region",
        within=ref.id, radius_km=None, reason=f"a part of {ref.name}, which has no position of its own",
    )  # fmt: skip
