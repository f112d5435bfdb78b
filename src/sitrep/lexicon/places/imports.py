"""Files of other gazetteers → places: GeoNames country dumps, OCHA tables with P-codes, plain CSV.

Every row is read, left out for a reason that is counted, or refused with the file, the line and what to do.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.place_files import coordinates, read_places
from sitrep.lexicon.spelling import normal_form
from sitrep.model.entities import Place
from sitrep.model.record import Record

#: Columns of a GeoNames dump, as its readme lists them.
GEONAMES_COLUMNS = 19
PCODE = re.compile(r"(?:adm(?:in)?_?)?(\d)_?p-?code", re.IGNORECASE)
LATITUDES = ("lat", "latitude", "latitude_y", "point_y", "center_lat", "y")
LONGITUDES = ("lon", "long", "longitude", "longitude_x", "point_x", "center_lon", "x")
Divide = Callable[[str, str], str | None]


class ImportFile(Record, forbid_unknown_fields=True):
    """data/gazetteer/imports.yml as it stands."""

    codes: Mapping[str, str]
    levels: Mapping[str, str]


@dataclass(slots=True)
class Imported:
    """What a file held: its format, its places, and how many rows were left out for which reason."""

    format: str
    places: list[Place] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@cache
def _tables() -> ImportFile:
    return read_yaml(DATA / "gazetteer" / "imports.yml", ImportFile)


def read_file(path: Path, divide: Divide) -> Imported:
    """The places of a file, whichever of the three formats it has. `divide`: country and name of a division → its id."""
    if path.suffix.lower() == ".zip":
        return _geonames(path, _unzipped(path))
    text = _text(path)
    first = text.partition("\n")[0]
    if first.count("\t") == GEONAMES_COLUMNS - 1:
        return _geonames(path, text)
    header = next(csv.reader([first]), [])
    if any(PCODE.fullmatch(name.strip()) for name in header):
        return _pcodes(path, text, divide)
    return Imported("CSV", read_places(path))


def line_of(path: Path, name: str) -> str:
    """ "line 7: " for the first line of a text file with these words; "" in an archive."""
    if path.suffix.lower() == ".zip":
        return ""
    return next((f"line {line}: " for line, text in enumerate(_text(path).splitlines(), 1) if name in text), "")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as text in UTF-8: {error}") from error


def _unzipped(path: Path) -> str:
    """The country dump in an archive such as SY.zip, which also holds a readme."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".txt") and name != "readme.txt"]
            if len(names) != 1:
                raise LexiconError(f"{path}: holds {len(names)} text files; give the one country dump in it")
            return archive.read(names[0]).decode("utf-8")
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}; download it again from download.geonames.org") from error


def _geonames(path: Path, text: str) -> Imported:
    found = Imported("GeoNames dump")
    seen: dict[str, int] = {}
    for line, row in enumerate(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        where = f"{path}: line {line}"
        if len(row) != GEONAMES_COLUMNS:
            raise LexiconError(
                f"{where}: {len(row)} columns, a GeoNames dump has {GEONAMES_COLUMNS}; download it again"
            )
        ident, name, _, others, lat, lon, kind_class, code, country, _, admin1 = row[:11]
        kind = _kind(kind_class, code, row[14])
        if kind is None or not re.fullmatch("[A-Z]{2}", country) or not normal_form(name):
            found.left_out["of a kind that is not used" if kind is None else "without a country or a name"] += 1
            continue
        if ident in seen:
            raise LexiconError(f"{where}: the id {ident} is in line {seen[ident]} too; download the dump again")
        seen[ident] = line
        at = coordinates(where, {"lat": lat, "lon": lon})
        found.places.append(
            Place(
                id=f"geonames:{ident}", name=name, kind=kind, country=country, lat=at[0], lon=at[1], precision="exact",
                admin1=f"adm1:{country.lower()}:{admin1}" if admin1 not in {"", "00"} else None,
                population=int(row[14] or 0), aliases=_names(others.split(","), name), source="GeoNames",
            )
        )  # fmt: skip
    return found


def _kind(kind_class: str, code: str, people: str) -> str | None:
    """Our kind for a feature of GeoNames; None for what reports do not name (wells, fields, shops)."""
    if kind_class != "P":
        return _tables().codes.get(f"{kind_class}.{code}")
    count = int(people) if people.isdigit() else 0
    return "neighbourhood" if code == "PPLX" else "city" if count >= 50_000 else "town" if count >= 5_000 else "village"


def _names(names: list[str], main: str) -> tuple[str, ...]:
    """The other names, each form once."""
    kept = {normal_form(name): name.strip() for name in reversed(names) if len(name) <= 60}
    return tuple(sorted(name for form, name in kept.items() if form not in {"", normal_form(main)}))


def _pcodes(path: Path, text: str, divide: Divide) -> Imported:
    """A table of administrative divisions or places, each row with the codes of all levels above it."""
    found = Imported("OCHA P-codes")
    reader = csv.DictReader(io.StringIO(text))
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    codes = {int(match[1]): name for name in columns if (match := PCODE.fullmatch(name))}
    level = max(codes)
    named = [name for name in columns if _is_name(name, level)]
    if not named:
        raise LexiconError(f"{path}: line 1: no column with names of level {level}, such as ADM{level}_EN")
    main = next((name for name in named if name.endswith(("_en", "name", f"name_{level}"))), named[0])
    seen: dict[str, int] = {}
    for raw in reader:
        row = {name: (raw[column] or "").strip() for name, column in columns.items()}
        where, code = f"{path}: line {reader.line_num}", row[codes[level]]
        if not code or not normal_form(row[main]):
            found.left_out["without a P-code or a name"] += 1
            continue
        if code in seen:
            raise LexiconError(f"{where}: the P-code {code} is in line {seen[code]} too; keep one of the two")
        seen[code] = reader.line_num
        names = [row[main], *(row[name] for name in named)]
        found.places.append(_coded(where, row, (code, level), names, divide))
    return found


def _is_name(column: str, level: int) -> bool:
    return bool(re.fullmatch(rf"adm(?:in)?_?{level}(?:_?name)?(?:\d?_?[a-z]{{2}}|_?alt\d?_?[a-z]*)?", column))


def _coded(where: str, row: Mapping[str, str], coded: tuple[str, int], names: list[str], divide: Divide) -> Place:
    code, level = coded
    country = code[:2].upper()
    if not re.fullmatch("[A-Z]{2}", country):
        raise LexiconError(f'{where}: the P-code "{code}" does not begin with the two letters of its country')
    at = coordinates(where, {"lat": _first(row, LATITUDES), "lon": _first(row, LONGITUDES)})
    above = next((row[name] for name in row if _is_name(name, 1) and row[name]), "")
    kind = _tables().levels.get(str(level), "village")
    wide = kind in {"admin1", "district"}
    return Place(
        id=f"pcode:{code}", name=names[0], kind=kind, country=country, lat=at[0], lon=at[1],
        precision="unlocated" if at[0] is None else "area" if wide else "exact", radius_km=15.0 if wide and at[0] else None,
        admin1=divide(country, above) if above else None, aliases=_names(names[1:], names[0]),
        source="OCHA",
    )  # fmt: skip


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")
