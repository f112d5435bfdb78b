"""Opening the database. SQLite, one file, write-ahead log; everything above speaks SQLAlchemy only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from sitrep.errors import StoreError
from sitrep.store.migrate import check_version, migrate, newest_version

SQLITE_MAGIC = b"SQLite format 3\x00"  # https://www.sqlite.org/fileformat.html, section 1.3
LOCK_SECONDS = 30


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """A connection inside one transaction that holds the only write lock; makes or migrates the database.

    Commits when the block ends, unless the block committed already; rolls back when it raises.
    Raises StoreError where the file is no store, is newer, is locked for 30 seconds or cannot be written.
    """
    check_file(path)
    with _errors(path), _engine(path, writes=True) as engine, engine.begin() as connection:
        migrate(connection)
        yield connection


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """A connection that sees one state of an existing store throughout. Raises StoreError where there is none."""
    if not path.exists():
        raise StoreError(f"{path}: no store there; make one with: sitrep run INPUT --out {path.parent}")
    check_file(path)
    _bring_up_to_date(path)
    with _errors(path), _engine(path, writes=False) as engine, engine.connect() as connection:
        yield connection


def is_store(path: Path) -> bool:
    """Whether a store stands there; False where there is nothing or an empty database, StoreError for anything else."""
    check_file(path)
    return path.exists() and _version(path) > 0


def _bring_up_to_date(path: Path) -> None:
    stored = _version(path)
    if stored == 0:
        raise StoreError(f"{path}: an empty database; fill it with: sitrep run INPUT --out {path.parent}")
    if stored < newest_version():
        with writing(path):
            pass  # opening for writing migrates


def _version(path: Path) -> int:
    with _errors(path), _engine(path, writes=False) as engine, engine.connect() as connection:
        return check_version(connection)


def check_file(path: Path) -> None:
    """Raises StoreError where something that is not an SQLite file stands at the path."""
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a store; name the file, for instance {path / 'sitrep.sqlite'}")
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_MAGIC))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if head and head != SQLITE_MAGIC:
        raise StoreError(f"{path}: not an SQLite database; name another file with --store")


@contextmanager
def _engine(path: Path, *, writes: bool) -> Iterator[Engine]:
    engine = create_engine("sqlite://", creator=lambda: _connect(path, writes=writes), poolclass=NullPool)
    engine.url = engine.url.set(database=str(path))

    # Python's driver would otherwise open transactions by itself, and not around CREATE TABLE.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    try:
        yield engine
    finally:
        engine.dispose()


def _connect(path: Path, *, writes: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(_uri(path, writes=writes), uri=True, timeout=LOCK_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    if writes:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def _uri(path: Path, *, writes: bool) -> str:
    if writes:
        return path.absolute().as_uri() + "?mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return path.absolute().as_uri() + "?mode=rw"
    # A write-ahead log needs a file beside it even for readers; on a read-only medium nobody writes anyway.
    return path.absolute().as_uri() + "?mode=ro&immutable=1"


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreError(f"{path}: {error.orig}; is another sitrep writing to it, or the disk full?") from error
    except DatabaseError as error:
        raise StoreError(f"{path}: damaged or not a sitrep store ({error.orig}); restore it from a copy") from error
