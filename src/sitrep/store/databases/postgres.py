"""PostgreSQL: a database of its own on a server. Needs the extra `sitrep[postgres]`.

Writers take one lock for the whole store, as SQLite's do, so that both databases behave alike. Readers see one state.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.pool import NullPool

from sitrep.errors import StoreError
from sitrep.store.databases.address import shown, url_of

try:
    import psycopg
except ImportError:  # an extra: most people use SQLite
    psycopg = None  # type: ignore[assignment]

LOCK_SECONDS = 30
CONNECT_SECONDS = 10
#: Any number, the same for ever: the name of the lock that writers of a store hold.
LOCK = 0x51712E9


@contextmanager
def engine(address: str, *, writes: bool) -> Iterator[Engine]:
    """An engine on the database. Raises StoreError where the extra is missing."""
    if psycopg is None:
        raise StoreError("a PostgreSQL store needs one more library; install it with: pip install 'sitrep[postgres]'")
    isolation = "READ COMMITTED" if writes else "REPEATABLE READ"
    made = create_engine(
        url_of(address),
        poolclass=NullPool,
        isolation_level=isolation,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "sitrep"},
    )

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        if writes:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    try:
        yield made
    finally:
        made.dispose()


@contextmanager
def errors(address: str) -> Iterator[None]:
    """The driver's errors as one line each, without the password."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreError(
            f"{shown(address)}: {_line(error)}; is the server there, or another sitrep writing?"
        ) from error
    except DatabaseError as error:
        raise StoreError(f"{shown(address)}: {_line(error)}; is it a sitrep store, and may this user write?") from error


def _line(error: DatabaseError | InterfaceError) -> str:
    """The first line of what the server says."""
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    return lines[0] if lines else type(error.orig).__name__
