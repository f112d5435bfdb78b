"""Tables of places: the form in which the shipped places and those that a user adds are kept and searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitrep.errors import LexiconError
from sitrep.lexicon.own.folder import VARIABLE, roster_folder
from sitrep.lexicon.spelling import key, normal_form
from sitrep.model.entities import Place

SCHEMA = """
CREATE TABLE place (number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    country TEXT NOT NULL, admin1 TEXT, lat REAL, lon REAL, precision TEXT NOT NULL,
    population INTEGER NOT NULL, radius REAL, aliases TEXT NOT NULL, source TEXT NOT NULL);
CREATE TABLE form (key TEXT NOT NULL, form TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (key, form, number)) WITHOUT ROWID;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def user_folder() -> Path:
    """Where tables that the user adds are kept: beside the user's own actors, see `lexicon.own.folder`."""
    return roster_folder().parent / "gazetteer"


def added_tables() -> tuple[Path, ...]:
    """The tables that the user has added, by name."""
    return tuple(sorted(user_folder().glob("*.sqlite")))


def open_table(path: Path) -> sqlite3.Connection:
    """A table, for reading only. Raises LexiconError where it is none."""
    try:
        table = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        table.execute("SELECT source FROM place LIMIT 1")
    except sqlite3.Error as error:
        raise LexiconError(
            f"{path}: no table of places: {error}; add its file again with sitrep gazetteer add"
        ) from error
    return table


def about(table: sqlite3.Connection) -> dict[str, str]:
    """What a table says of itself."""
    return dict(table.execute("SELECT name, value FROM about ORDER BY name").fetchall())


def write_table(path: Path, places: Iterable[Place], facts: Mapping[str, str]) -> int:
    """Writes a table, whole or not at all; the same bytes for the same places. Returns how many there are."""
    half = path.with_suffix(".half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        base = sqlite3.connect(half)
    except (OSError, sqlite3.Error) as error:
        raise LexiconError(f"{path}: cannot be written: {error}; name another folder by {VARIABLE}") from error
    base.executescript(SCHEMA)
    number = 0
    for number, place in enumerate(places, 1):
        _insert(base, number, place)
    base.execute("CREATE INDEX place_id ON place (id)")
    base.execute("CREATE INDEX place_admin1 ON place (admin1) WHERE admin1 IS NOT NULL")
    base.executemany("INSERT INTO about VALUES (?, ?)", sorted(facts.items()))
    base.commit()
    base.execute("VACUUM")
    base.close()
    half.replace(path)
    return number


def _insert(base: sqlite3.Connection, number: int, place: Place) -> None:
    base.execute(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, place.id, place.name, place.kind, place.country, place.admin1, place.lat, place.lon, place.precision,
         place.population, place.radius_km, "\n".join(place.aliases), place.source),
    )  # fmt: skip
    forms = sorted({normal_form(name) for name in (place.name, *place.aliases)} - {""})
    base.executemany("INSERT INTO form VALUES (?, ?, ?)", [(key(form), form, number) for form in forms])
