"""Where a store is: a path (SQLite) or a PostgreSQL address."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sitrep.errors import StoreError

#: A path, or an address as text that `is_url` knows.
Address = Path | str
_POSTGRES = re.compile(r"^postgres(?:ql)?(?:\+\w+)?://")
#: pathlib makes one slash of two, so that a URL that went through a Path looks like this.
_BROKEN = re.compile(r"^(postgres(?:ql)?):/(?!/)")


def address_of(typed: Address) -> Address:
    """The address that a person typed."""
    whole = _BROKEN.sub(r"\1://", str(typed))
    return whole if is_url(whole) else Path(typed)


def is_url(address: Address) -> bool:
    """Whether it is the address of a database server."""
    return _POSTGRES.match(str(address)) is not None


def url_of(address: str) -> URL:
    """The address for SQLAlchemy. Raises StoreError where it is none."""
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "not a database address; write it as postgresql://USER@HOST:5432/DATABASE, the password best in PGPASSWORD"
        ) from error


def shown(address: Address) -> str:
    """The address for messages, without its password."""
    if not is_url(address):
        return str(address)
    return url_of(str(address)).set(drivername="postgresql").render_as_string(hide_password=True)


def how_to_fill(address: Address) -> str:
    """The command that fills this store."""
    if is_url(address):
        return f"sitrep run INPUT --store {shown(address)}"
    return f"sitrep run INPUT --out {Path(address).parent}"
