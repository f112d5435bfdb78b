"""Opening the store: SQLite at a path, PostgreSQL at an address; everything above speaks SQLAlchemy only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from sitrep.errors import StoreError
from sitrep.store.databases import postgres, sqlite
from sitrep.store.databases.address import Address, how_to_fill, is_url, shown
from sitrep.store.databases.sqlite import check_file
from sitrep.store.migrate import check_version, migrate, newest_version


@contextmanager
def writing(address: Address) -> Iterator[Connection]:
    """A connection inside one transaction that holds the only write lock; makes or migrates the database.

    Commits when the block ends, unless the block committed already; rolls back when it raises.
    Raises StoreError where the file is no store, is newer, is locked for 30 seconds or cannot be written.
    """
    _check(address)
    with _engine(address, writes=True) as engine, engine.begin() as connection:
        migrate(connection)
        yield connection


@contextmanager
def reading(address: Address, *, known: bool = False) -> Iterator[Connection]:
    """A connection that sees one state of an existing store throughout. Raises StoreError where there is none. `known`
    says that the caller has read this store before, so that it need not be asked again how new it is."""
    if not is_url(address) and not Path(address).exists():
        raise StoreError(f"{address}: no store there; make one with: {how_to_fill(address)}")
    _check(address)
    if not known:
        _bring_up_to_date(address)
    with _engine(address, writes=False) as engine, engine.connect() as connection:
        yield connection


def is_store(address: Address) -> bool:
    """Whether a store stands there; False where there is nothing or an empty database, StoreError for anything else."""
    _check(address)
    return (is_url(address) or Path(address).exists()) and _version(address) > 0


def _bring_up_to_date(address: Address) -> None:
    stored = _version(address)
    if stored == 0:
        raise StoreError(f"{shown(address)}: an empty database; fill it with: {how_to_fill(address)}")
    if stored < newest_version():
        with writing(address):
            pass  # opening for writing migrates


def _version(address: Address) -> int:
    with _engine(address, writes=False) as engine, engine.connect() as connection:
        return check_version(connection)


def _check(address: Address) -> None:
    if not is_url(address):
        check_file(Path(address))


@contextmanager
def _engine(address: Address, *, writes: bool) -> Iterator[Engine]:
    """An engine whose errors are StoreErrors."""
    with ExitStack() as stack:
        if is_url(address):
            stack.enter_context(postgres.errors(str(address)))
            yield stack.enter_context(postgres.engine(str(address), writes=writes))
        else:
            stack.enter_context(sqlite.errors(Path(address)))
            yield stack.enter_context(sqlite.engine(Path(address), writes=writes))
