"""`sitrep gazetteer`: the places that are known, and those that a user adds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from sitrep.cli.options import Json
from sitrep.errors import LexiconError
from sitrep.lexicon.gazetteer import FOLDER, Gazetteer
from sitrep.lexicon.places.imports import Imported, line_of, read_file
from sitrep.lexicon.places.tables import about, added_tables, open_table, user_folder, write_table
from sitrep.model.entities import Place
from sitrep.model.record import Record, to_json
from sitrep.resolve.locate.context import distance
from sitrep.resolve.names import best

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames dump, an OCHA table with P-codes, or CSV.")]
#: A place of the user so near one of the same name is told by `check`, in km of latitude and longitude.
NEAR_DEGREES = 0.05
SHOWN = 10
#: A place further outside its country than this, whose swapped position lies inside, has lat and lon exchanged.
OUTSIDE_KM = 300.0


class Table(Record):
    """One line of `sitrep gazetteer list --json`."""

    table: str
    places: int
    source: str
    format: str


@app.callback(
    epilog="""\b
Examples:
  sitrep gazetteer add SY.zip              a country of download.geonames.org
  sitrep gazetteer add syr_admin4.csv      an OCHA table with P-codes
  sitrep gazetteer check mine.csv
  sitrep gazetteer why "Jisr ash-Shugour" --country SY"""
)
def gazetteer() -> None:
    """The places that sitrep knows, and files of your own beside them.

    What you add is kept in the folder $SITREP_HOME/gazetteer (without SITREP_HOME, in your data folder) and read by every
    run. Formats and columns: docs/places.md.
    """


@app.command()
def add(file: File) -> None:
    """Add the places of a file, so that every command knows them; adding it again replaces it.

    Places that sitrep has by the same id are left out.
    """
    known = Gazetteer.load()
    found = _read(file, known)
    new = [place for place in found.places if known.get(place.id) is None]
    if not new:
        raise LexiconError(f"{file}: nothing to add: {_counted(found)}, all of them known")
    table = user_folder() / f"{re.sub('[^A-Za-z0-9_-]+', '-', file.stem)}.sqlite"
    facts = {"file": file.name, "format": found.format, "full": _whole_country(found)}
    write_table(table, new, facts)
    typer.echo(f"{file}: {found.format}: {_counted(found)}, {len(new)} of them new; kept in {table}")


@app.command("list")
def list_tables(json: Json = False) -> None:
    """List the tables of places in use, with how many places each has and where they come from."""
    for path in (FOLDER / "places.sqlite", *added_tables()):
        table = open_table(path)
        count = table.execute("SELECT count(*) FROM place").fetchone()[0]
        facts = about(table)
        source = facts.get("file") or "shipped"
        if json:
            typer.echo(to_json(Table(table=str(path), places=count, source=source, format=facts.get("format", ""))))
        else:
            typer.echo(f"{count:>7}  {source:<24} {path}")


@app.command()
def check(file: File) -> None:
    """Read a file as `add` would and say what it holds; nothing is kept. What is wrong is told with file and line."""
    known = Gazetteer.load(added=added_tables())
    found = _read(file, known)
    same = [place for place in found.places if known.get(place.id) is None and _twin(place, known)]
    typer.echo(f"{file}: {found.format}: {_counted(found)}")
    typer.echo(f"without a position: {sum(place.lat is None for place in found.places)}")
    typer.echo(f"known by another id already: {len(same)}")
    for place in same[:SHOWN]:
        typer.echo(f"  {place.name} ({place.id}) is {_twin(place, known)}")


@app.command()
def why(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling.")],
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Two letters, such as SY.")] = None,
    json: Json = False,
) -> None:
    """Tell which places a name can mean, best first, and why each is taken to be called so."""
    found = Gazetteer.load(added=added_tables()).search(name, country.upper() if country else None)
    if not found:
        raise LexiconError(f'no place is called "{name}"; add a file that has it: sitrep gazetteer add FILE')
    for score, place in found:
        if json:
            typer.echo(to_json(place))
            continue
        reason = best(name, (place.name, *place.aliases))
        where = (
            f"{place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else "no position"
        )
        typer.echo(
            f"{score:.2f}  {place.name}, {place.kind} in {place.country} ({where}, {place.precision}), {place.id}"
        )
        typer.echo(f"      {reason.because if reason else ''}; from {place.source}")


def _read(file: Path, known: Gazetteer) -> Imported:
    """The places of a file; raises LexiconError for what is wrong, coordinates of the wrong order too."""
    found = read_file(file, lambda country, name: _division(known, country, name))
    for place in found.places:
        if place.lat is None or place.lon is None or abs(place.lon) > 90:
            continue
        away = _outside(known, place.country, place.lat, place.lon)
        if away > OUTSIDE_KM and _outside(known, place.country, place.lon, place.lat) <= 0:
            line = line_of(file, place.name)
            raise LexiconError(
                f"{file}: {line}{place.name} lies {away:.0f} km outside {place.country}, and inside if its "
                "coordinates change places: lat and lon seem to be swapped"
            )
    return found


def _outside(known: Gazetteer, country: str, lat: float, lon: float) -> float:
    """How far a point lies outside the circle around a country, in km; below 0 inside, or where the country is unknown."""
    land = known.country(country)
    if land is None or land.lat is None or land.lon is None:
        return -1.0
    return distance(land.lat, land.lon, lat, lon) - 2 * (land.radius_km or 0.0)


def _division(known: Gazetteer, country: str, name: str) -> str | None:
    division = known.division(name, country)
    return division.id if division is not None else None


def _counted(found: Imported) -> str:
    left = "".join(f", {count} {reason} left out" for reason, count in sorted(found.left_out.items()))
    return f"{len(found.places)} places{left}"


def _whole_country(found: Imported) -> str:
    """The country of a whole dump, of which every village is then known by name."""
    countries = {place.country for place in found.places}
    return next(iter(countries)) if found.format == "GeoNames dump" and len(countries) == 1 else ""


def _twin(place: Place, known: Gazetteer) -> str | None:
    """The id of a known place of this name and kind of place that lies just there."""
    for other in known.lookup(place.name, place.country):
        if other.lat is None or other.lon is None or place.lat is None or place.lon is None:
            continue
        if abs(other.lat - place.lat) + abs(other.lon - place.lon) < NEAR_DEGREES:
            return other.id
    return None
