"""Files of places that people write: features and a user's own places (CSV), more names for shipped places (YAML).

Every row is checked; what does not fit raises LexiconError with the file, the line and what to do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast, get_args

from sitrep.errors import LexiconError
from sitrep.lexicon.files import read_yaml
from sitrep.lexicon.spelling import normal_form, sound_form
from sitrep.model.claims import Precision
from sitrep.model.entities import Place
from sitrep.model.record import Record

#: A fact that nobody looked up in an opened source; such a place is never given as a point.
UNCHECKED = "unchecked"
#: Kinds whose ids are the name alone; others end in their class, since a base may be called as its village is.
SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood", "settlement"})
#: Kinds that one place is called by in turn, under one ending of ids.
ENDINGS = {"airbase": "base", "airport": "base", "camp": "base", "border crossing": "crossing"}
#: Columns of a file of places; name, kind and country are needed, and lat with lon.
COLUMNS = ("name", "kind", "country", "lat", "lon", "admin1", "aliases", "precision", "radius_km", "id", "source")
NEEDED = ("name", "kind", "country")


class Naming(Record, forbid_unknown_fields=True):
    """More names for a place of the shipped table. `instead`: the table's own names are wrong and go.

    `people`: words for what is a country's own ("Syrian"), which tell what a report is about.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    instead: bool = False


class NamingFile(Record, forbid_unknown_fields=True):
    """One file of names/."""

    places: tuple[Naming, ...]


def slug(name: str) -> str:
    """The part of an id that a name gives: its sound, word by word. "Al-Mastouma" → "mastuma"."""
    return "-".join(filter(None, (sound_form(word) for word in normal_form(name).split()))) or "unnamed"


def made_id(country: str, name: str, kind: str) -> str:
    """The id of a place that has none of its own: "place:sy:mastuma-base" for a base (or camp) called Mastouma."""
    ending = "" if kind in SETTLEMENTS else "-" + ENDINGS.get(kind, kind).replace(" ", "-")
    return f"place:{country.lower()}:{slug(name)}{ending}"


def read_namings(path: Path) -> list[Naming]:
    """The names of a curated file; raises LexiconError."""
    return list(read_yaml(path, NamingFile).places)


def read_places(path: Path) -> list[Place]:
    """The places of a CSV file: columns name, kind, country, lat, lon, and others named in docs/places.md.

    Several aliases are separated by ";". Raises LexiconError with file and line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            header = [name.strip() for name in reader.fieldnames or ()]
            _check_header(path, header)
            reader.fieldnames = header
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{path}: cannot be read as CSV in UTF-8: {error}") from error
    return list(_places(path, rows))


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in (*NEEDED, "lat", "lon") if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    if missing or unknown:
        what = f"has no column {', '.join(missing)}" if missing else f"has unknown columns {', '.join(unknown)}"
        raise LexiconError(f"{path}: line 1: {what}; the columns are {', '.join(COLUMNS)}")


def _places(path: Path, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Place]:
    seen: dict[str, int] = {}
    for line, raw in rows:
        if None in raw:
            raise LexiconError(f"{path}: line {line}: more fields than columns; put quotes around text with commas")
        row = {name: (value or "").strip() for name, value in raw.items()}
        place = _place(f"{path}: line {line}", row)
        if place.id in seen:
            raise LexiconError(f"{path}: line {line}: {place.id} is given in line {seen[place.id]} too; give it an id")
        seen[place.id] = line
        yield place


def _place(where: str, row: Mapping[str, str]) -> Place:
    for name in NEEDED:
        if not row[name]:
            raise LexiconError(f"{where}: {name} is empty")
    country = row["country"].upper()
    if not re.fullmatch("[A-Z]{2}", country):
        raise LexiconError(f'{where}: country "{row["country"]}" is no ISO 3166 code of two letters, such as SY')
    if not normal_form(row["name"]):
        raise LexiconError(f'{where}: "{row["name"]}" has no letters')
    lat, lon = coordinates(where, row)
    precision = row.get("precision") or ("exact" if lat is not None else "unlocated")
    if precision not in get_args(Precision):
        raise LexiconError(f'{where}: precision "{precision}" is none of {", ".join(get_args(Precision))}')
    source = row.get("source") or "user"
    if source == UNCHECKED and (precision != "area" or not row.get("radius_km")):
        raise LexiconError(f"{where}: an unchecked place is an area with a radius_km: give both, or its source")
    admin1 = row.get("admin1") or None
    if admin1 and ":" not in admin1:
        admin1 = f"adm1:{country.lower()}:{admin1}"
    return Place(
        id=row.get("id") or made_id(country, row["name"], row["kind"].lower()), name=row["name"],
        kind=row["kind"].lower(), country=country, lat=lat, lon=lon, precision=cast(Precision, precision),
        admin1=admin1,
        aliases=tuple(part.strip() for part in row.get("aliases", "").split(";") if part.strip()),
        radius_km=_number(where, "radius_km", row.get("radius_km", "")), source=source,
    )  # fmt: skip


def coordinates(where: str, row: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Latitude and longitude of a row, both or none. Raises LexiconError where they are no point."""
    lat, lon = _number(where, "lat", row["lat"]), _number(where, "lon", row["lon"])
    if (lat is None) != (lon is None):
        raise LexiconError(f"{where}: lat and lon must both be given or both be empty")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        hint = "; they seem to be swapped" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
        raise LexiconError(f"{where}: lat {lat:g}, lon {lon:g} is no point on Earth{hint}")
    return lat, lon


def _number(where: str, name: str, text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError as error:
        raise LexiconError(f'{where}: {name} "{text}" is no number') from error
