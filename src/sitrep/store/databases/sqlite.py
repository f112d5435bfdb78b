"""SQLite: one file, write-ahead log, one writer at a time."""

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

SQLITE_MAGIC = b"SQLite format 3\x00"  # https://www.sqlite.org/fileformat.html, section 1.3
LOCK_SECONDS = 30


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
def engine(path: Path, *, writes: bool) -> Iterator[Engine]:
    """An engine on the file."""
    made = create_engine("sqlite://", creator=lambda: _connect(path, writes=writes), poolclass=NullPool)
    made.url = made.url.set(database=str(path))

    # Python's driver would otherwise open transactions by itself, and not around CREATE TABLE.
    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    try:
        yield made
    finally:
        made.dispose()


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
def errors(path: Path) -> Iterator[None]:
    """The driver's errors as one line each."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(f"{path}: {error.orig}; is another sitrep writing to it, or the disk full?") from error
    except DatabaseError as error:
        raise StoreError(f"{path}: damaged or not a sitrep store ({error.orig}); restore it from a copy") from error
