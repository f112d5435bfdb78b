"""Makes the map of `report.html`: outlines of countries and provinces, from Natural Earth, in one compact file.

    apt-get download qgis-common && dpkg -x qgis-common_*.deb qgis
    python training/build_outlines.py qgis/usr/share/qgis/resources/data/world_map.gpkg \
        src/sitrep/export/data/outlines.json.gz

The input is the world map that QGIS ships: Natural Earth 4.1.0, 1:10m, admin 1 and disputed lines, generalised with
shared edges kept. The output is a topology: every edge stands once, as an arc with its class, so that a border is
drawn once and a province is a list of arcs. Unit: thousandths of a degree. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

Point = tuple[int, int]
Ring = list[Point]
Edge = tuple[Point, Point]

UNITS_PER_DEGREE = 1000
#: Islands and slivers narrower than this (in units, about 2 km) are left out.
SMALLEST_RING = 18
#: Areas whose own outline is disputed: drawn dashed instead of as a border (Natural Earth's adm0_a3, or a province).
DISPUTED_COUNTRIES = {"CYN", "KAS", "KOS", "PSX", "SAH", "SOL"}
#: The General Assembly holds these to be Ukraine's (A/RES/68/262); Natural Earth 4.1 draws who administers them.
DISPUTED_PROVINCES = {"Crimea", "Sevastopol"}


class Province(NamedTuple):
    """One admin-1 unit with its rings, outer and inner alike (filled by the even-odd rule)."""

    name: str
    country: str
    code: str
    rings: list[Ring]


def coordinates(blob: bytes, at: int, count: int, order: str) -> Ring:
    """`count` points from well-known binary, rounded to units, repeats dropped."""
    values = struct.unpack_from(f"{order}{2 * count}d", blob, at)
    points: Ring = []
    for x, y in zip(values[::2], values[1::2], strict=True):
        point = (round(x * UNITS_PER_DEGREE), round(y * UNITS_PER_DEGREE))
        if not points or points[-1] != point:
            points.append(point)
    return points


def parts(blob: bytes, at: int = 0) -> tuple[list[Ring], int]:
    """All rings or lines of a well-known-binary geometry, and where it ends."""
    order = "<" if blob[at] else ">"
    (kind,) = struct.unpack_from(order + "I", blob, at + 1)
    (count,) = struct.unpack_from(order + "I", blob, at + 5)
    at += 9
    if kind == 2:  # line
        return [coordinates(blob, at, count, order)], at + 16 * count
    found: list[Ring] = []
    for _ in range(count):
        if kind == 3:  # polygon: a list of rings
            (points,) = struct.unpack_from(order + "I", blob, at)
            found.append(coordinates(blob, at + 4, points, order))
            at += 4 + 16 * points
        else:  # a collection of polygons or lines
            inner, at = parts(blob, at)
            found.extend(inner)
    return found, at


def geometry(blob: bytes) -> list[Ring]:
    """The rings or lines of a GeoPackage geometry, whose header holds an envelope of a size that its flags tell."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return parts(blob, 8 + envelope)[0]


def wide_enough(ring: Ring) -> bool:
    """Whether a ring is worth its bytes."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return len(ring) > 3 and max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST_RING


def provinces(database: sqlite3.Connection) -> list[Province]:
    """All provinces but Antarctica's, in the order of the file."""
    rows = database.execute("SELECT name, admin, adm0_a3, geom FROM states_provinces ORDER BY fid")
    found = []
    for name, country, code, blob in rows:
        rings = [ring for ring in geometry(blob) if wide_enough(ring)] if blob and code != "ATA" else []
        if rings:
            found.append(Province(name or "", country or "", code or "", rings))
    return found


def owners(units: list[Province]) -> dict[Edge, tuple[int, ...]]:
    """Which provinces each edge bounds."""
    sides: dict[Edge, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for ring in unit.rings:
            for start, end in pairwise(ring):
                sides[min(start, end), max(start, end)].append(number)
    return {edge: tuple(sorted(set(found))) for edge, found in sides.items()}


def junctions(sides: dict[Edge, tuple[int, ...]]) -> set[Point]:
    """The points where arcs meet: more or fewer than two edges, or edges between different provinces."""
    around: dict[Point, list[tuple[int, ...]]] = defaultdict(list)
    for (start, end), found in sides.items():
        around[start].append(found)
        around[end].append(found)
    return {point for point, found in around.items() if len(found) != 2 or found[0] != found[1]}


def split(ring: Ring, at: set[Point]) -> Iterator[Ring]:
    """The arcs of a ring: cut at the junctions; a ring without any starts at its smallest point."""
    closed = ring[:-1] if ring[0] == ring[-1] else ring
    first = next((i for i, point in enumerate(closed) if point in at), closed.index(min(closed)))
    turned = closed[first:] + closed[: first + 1]
    arc = [turned[0]]
    for point in turned[1:]:
        arc.append(point)
        if point in at:
            yield arc
            arc = [point]
    if len(arc) > 1:
        yield arc


def disputed(unit: Province) -> bool:
    """Whether the outline of this unit is itself disputed."""
    return unit.code in DISPUTED_COUNTRIES or unit.name in DISPUTED_PROVINCES


def arc_class(units: list[Province], sides: tuple[int, ...]) -> str:
    """c coast, p province, b border between countries, d border of a disputed area."""
    if len(sides) < 2:
        return "c"
    one, other = (units[side] for side in sides[:2])
    if disputed(one) != disputed(other):
        return "d"
    return "p" if one.code == other.code else "b"


def delta(points: Ring) -> list[int]:
    """x, y of the first point, then the steps."""
    steps = [*points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        steps += [x1 - x0, y1 - y0]
    return steps


def label_point(ring: Ring) -> Point:
    """A point inside: the middle of the widest stretch at the middle latitude."""
    ys = [y for _, y in ring]
    level = (min(ys) + max(ys)) / 2 + 0.5
    crossings = sorted(
        x0 + (level - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (y0 <= level) != (y1 <= level)
    )
    spans = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not spans:
        return ring[0]
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return round((left + right) / 2), round(level)


def area(ring: Ring) -> float:
    """The area of a ring in square units."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def topology(units: list[Province]) -> dict[str, Any]:
    """Arcs and provinces; a negative number -1-n is arc n from its end to its start."""
    sides = owners(units)
    meeting = junctions(sides)
    known: dict[tuple[Point, ...], int] = {}
    arcs: list[list[Any]] = []
    shapes = []
    for unit in units:
        rings = []
        for ring in unit.rings:
            numbers = []
            for arc in split(ring, meeting):
                forward, backward = tuple(arc), tuple(reversed(arc))
                if backward in known and forward not in known:
                    numbers.append(-1 - known[backward])
                    continue
                if forward not in known:
                    known[forward] = len(arcs)
                    edge = (min(arc[0], arc[1]), max(arc[0], arc[1]))
                    arcs.append([arc_class(units, sides[edge]), *delta(arc)])
                numbers.append(known[forward])
            rings.append(numbers)
        widest = max(unit.rings, key=area)
        shapes.append([unit.name, unit.country, *label_point(widest), round(area(widest)), rings])
    return {"arcs": arcs, "provinces": shapes}


def disputed_lines(database: sqlite3.Connection) -> list[list[Any]]:
    """Lines that a claim draws: what the line is, then its points."""
    rows = database.execute("SELECT name, geom FROM disputed_borders ORDER BY fid")
    return [[name or "", *delta(line)] for name, blob in rows if blob for line in geometry(blob) if len(line) > 1]


def main(source: Path, target: Path) -> None:
    """Reads the GeoPackage, writes the outlines and prints their size."""
    with sqlite3.connect(source) as database:
        made: dict[str, Any] = {
            "source": "Natural Earth 4.1.0, 1:10m (public domain), generalised by QGIS",
            "units_per_degree": UNITS_PER_DEGREE,
            **topology(provinces(database)),
            "disputed": disputed_lines(database),
        }
    packed = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    target.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))
    print(f"{len(made['arcs'])} arcs, {len(made['provinces'])} provinces, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
