"""Outlines of countries and provinces around the places of a page, cut from the bundled map (see NOTICE)."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable
from importlib.resources import files
from itertools import pairwise
from statistics import median_low

import msgspec

from sitrep.model.record import Record

#: A map needs surroundings on each side of the places: so many degrees and this share of their extent.
MARGIN_DEGREES = 2.0
MARGIN_SHARE = 0.6
#: A wide screen shows this many times as much from west to east as from south to north.
WIDEST_VIEW = 3.0
#: Beyond this width provinces are too small to see and only borders are kept.
WIDEST_WITH_PROVINCES = 50.0
#: Steps finer than this share of the width cannot be seen even after zooming in some way.
FINEST_SHARE = 1 / 4000
KM_PER_DEGREE = 111.32
#: Farther from the middle than so many times the median distance (and so many degrees) is far off, where most places
#: are nearer.
FAR_OFF = 5
NEAR_DEGREES = 5.0
MOST_OF = 0.8

#: Detail of what lies outside the window, in degrees.
FAR_DETAIL = 0.7
FAR_UNITS_PER_DEGREE = 20
#: Rings of no more points than this at that detail are islands too small to see.
FEWEST_FAR_POINTS = 4

#: A province as the map file holds it: name, country, label x, label y, area, rings of arc numbers.
Shape = tuple[str, str, int, int, int, list[list[int]]]
#: A line as the map file holds it: class or name, x and y of the first point, then steps.
Line = list[str | int]


class Window(Record):
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @staticmethod
    def around(windows: Iterable[Window]) -> Window:
        """The smallest window that holds them all. Raises ValueError on none."""
        found = list(windows)
        return Window(
            west=min(window.west for window in found),
            south=min(window.south for window in found),
            east=max(window.east for window in found),
            north=max(window.north for window in found),
        )

    def widened(self) -> Window:
        """With surroundings."""
        width, height = self.east - self.west, self.north - self.south
        wide = MARGIN_DEGREES + max(MARGIN_SHARE * width, WIDEST_VIEW * height / 2)
        high = MARGIN_DEGREES + max(MARGIN_SHARE * height, width / 3)
        return Window(
            west=self.west - wide, south=self.south - high, east=self.east + wide, north=self.north + high
        )  # fmt: skip

    def meets(self, other: Window) -> bool:
        """Whether they share any point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


class Outlines(Record):
    """A topology: arcs by class (c coast, p province, b border, d disputed), provinces as lists of arcs (`-1-n`: arc n
    backwards), and lines that a claim draws. Unit: 1/`units_per_degree` degree. Around the `window` that is drawn in
    full, `far` holds the rest of the world as coarse rings, so that land is never shown as sea."""

    source: str
    units_per_degree: int
    arcs: list[Line]
    provinces: list[Shape]
    disputed: list[Line]
    window: Window | None = None
    far: tuple[Line, ...] = ()
    far_units_per_degree: int = 0


def window_of(lat: float, lon: float, radius_km: float) -> Window:
    """The window around a circle. Near the poles it is as wide as the world."""
    high = radius_km / KM_PER_DEGREE
    wide = high / max(0.05, math.cos(math.radians(lat)))
    return Window(west=lon - wide, south=lat - high, east=lon + wide, north=lat + high)


def bulk(windows: list[Window]) -> Window:
    """The window around all of them, without the few that lie very far from the others: one odd place would cost the
    rest their detail. What lies outside is still drawn, coarsely. The page's first view follows the same rule."""
    lon = median_low((window.west + window.east) / 2 for window in windows)
    lat = median_low((window.south + window.north) / 2 for window in windows)
    away = [
        math.hypot((window.west + window.east) / 2 - lon, (window.south + window.north) / 2 - lat) for window in windows
    ]
    reach = max(NEAR_DEGREES, FAR_OFF * median_low(away))
    near = [window for window, distance in zip(windows, away, strict=True) if distance <= reach]
    return Window.around(near if len(near) >= MOST_OF * len(windows) else windows)


def outlines_of(places: Window) -> Outlines:
    """The outlines that a map of these places needs, thinned to what can be seen."""
    packed = files("sitrep.export").joinpath("data/outlines.json.gz").read_bytes()
    world = msgspec.json.decode(gzip.decompress(packed), type=Outlines)
    window = places.widened()
    extents = [_extent(arc, world.units_per_degree) for arc in world.arcs]
    shapes = [shape for shape in world.provinces if Window.around(extents[arc] for arc in _arcs(shape)).meets(window)]
    width = min(360.0, max(window.east - window.west, window.north - window.south))
    tolerance = width * FINEST_SHARE * world.units_per_degree
    return _cut(world, shapes, window, tolerance, width <= WIDEST_WITH_PROVINCES)


def _arcs(shape: Shape) -> set[int]:
    """The numbers of the arcs that bound a province, whichever way it goes along them."""
    return {arc if arc >= 0 else -1 - arc for ring in shape[5] for arc in ring}


def _extent(line: Line, units: int) -> Window:
    numbers = [step for step in line[1:] if isinstance(step, int)]
    xs, ys = _running(numbers[0::2]), _running(numbers[1::2])
    return Window(west=min(xs) / units, south=min(ys) / units, east=max(xs) / units, north=max(ys) / units)


def _running(steps: list[int]) -> list[int]:
    total, found = 0, []
    for step in steps:
        total += step
        found.append(total)
    return found


def _cut(world: Outlines, shapes: list[Shape], window: Window, tolerance: float, provinces: bool) -> Outlines:
    if not provinces:
        names = sorted({shape[1] for shape in shapes})
        shapes = [_country(world, name, [shape for shape in shapes if shape[1] == name]) for name in names]
    wanted = sorted(set[int]().union(*(_arcs(shape) for shape in shapes)))
    place = {number: index for index, number in enumerate(wanted)}
    cut: list[Shape] = []
    for name, country, x, y, area, rings in shapes:
        moved = [[place[arc] if arc >= 0 else -1 - place[-1 - arc] for arc in ring] for ring in rings]
        cut.append((name, country, x, y, area, moved))
    lines = [line for line in world.disputed if _extent(line, world.units_per_degree).meets(window)]
    return Outlines(
        source=world.source,
        units_per_degree=world.units_per_degree,
        arcs=[_thinned(world.arcs[number], tolerance) for number in wanted],
        provinces=cut,
        disputed=[_thinned(line, tolerance) for line in lines],
        window=window,
        far=_far(world),
        far_units_per_degree=FAR_UNITS_PER_DEGREE,
    )


def _far(world: Outlines) -> tuple[Line, ...]:
    """All countries as coarse rings; islands too small to see are left out."""
    tolerance = FAR_DETAIL * world.units_per_degree
    shrink = FAR_UNITS_PER_DEGREE / world.units_per_degree
    coarse = [_points(_thinned(arc, tolerance)) for arc in world.arcs]
    by_country: dict[str, list[Shape]] = {}
    for shape in world.provinces:
        by_country.setdefault(shape[1], []).append(shape)
    rings: list[Line] = []
    for country in sorted(by_country):
        for ring in _country(world, country, by_country[country])[5]:
            sides = [coarse[arc] if arc >= 0 else coarse[-1 - arc][::-1] for arc in ring]
            points = [(round(x * shrink), round(y * shrink)) for side in sides for x, y in side[:-1]]
            if len(points) > FEWEST_FAR_POINTS:
                rings.append(_line_of("", points))
    return tuple(rings)


def _country(world: Outlines, country: str, shapes: list[Shape]) -> Shape:
    """A country as one shape without its provinces' borders; its label stands in its largest province."""
    largest = max(shapes, key=lambda shape: shape[4])
    outer = [arc for shape in shapes for ring in shape[5] for arc in ring if _line(world, arc)[0] != "p"]
    return "", country, largest[2], largest[3], sum(shape[4] for shape in shapes), _joined(world, outer)


def _line(world: Outlines, arc: int) -> Line:
    return world.arcs[arc if arc >= 0 else -1 - arc]


def _joined(world: Outlines, arcs: list[int]) -> list[list[int]]:
    """Rings out of arcs: each is followed by one that starts where it ends."""
    starting: dict[tuple[int, int], list[int]] = {}
    for arc in arcs:
        starting.setdefault(_ends(world, arc)[0], []).append(arc)
    rings = []
    for arc in arcs:
        first, at = _ends(world, arc)
        if arc not in starting.get(first, []):
            continue
        starting[first].remove(arc)
        ring = [arc]
        while at != first and starting.get(at):
            ring.append(starting[at].pop(0))
            at = _ends(world, ring[-1])[1]
        rings.append(ring)
    return rings


def _ends(world: Outlines, arc: int) -> tuple[tuple[int, int], tuple[int, int]]:
    numbers = [step for step in _line(world, arc)[1:] if isinstance(step, int)]
    first, last = (numbers[0], numbers[1]), (sum(numbers[0::2]), sum(numbers[1::2]))
    return (first, last) if arc >= 0 else (last, first)


def _thinned(line: Line, tolerance: float) -> Line:
    """The line without the points nearer than the tolerance to the last one kept; both ends stay."""
    points = _points(line)
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= tolerance:
            kept.append(point)
    kept.append(points[-1])
    return _line_of(line[0], kept)


def _points(line: Line) -> list[tuple[int, int]]:
    numbers = [step for step in line[1:] if isinstance(step, int)]
    return list(zip(_running(numbers[0::2]), _running(numbers[1::2]), strict=True))


def _line_of(kind: str | int, points: list[tuple[int, int]]) -> Line:
    """A line as the file holds it: its class, the first point, then steps."""
    made: Line = [kind, *points[0]]
    for before, after in pairwise(points):
        made += [after[0] - before[0], after[1] - before[1]]
    return made
