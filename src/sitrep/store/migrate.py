"""Ordered migrations: SQL files in migrations/, each applied once, in the order of their numbers."""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Connection, insert, inspect, select

from sitrep.errors import StoreError
from sitrep.model.record import Record
from sitrep.store.schema import schema_versions


class Migration(Record):
    """One step of the schema. `dialect` is None where it is for every database."""

    version: int
    name: str
    dialect: str | None
    statements: tuple[str, ...]


def migrations() -> tuple[Migration, ...]:
    """All steps shipped with this version, in order; a file is `NNNN_name.sql` or `NNNN_name.DIALECT.sql`."""
    files = resources.files("sitrep.store").joinpath("migrations").iterdir()
    steps = []
    for file in sorted(files, key=lambda each: each.name):
        if not file.name.endswith(".sql"):
            continue
        stem = file.name.removesuffix(".sql")
        stem, _, dialect = stem.partition(".")
        number, _, name = stem.partition("_")
        statements = tuple(part.strip() for part in file.read_text(encoding="utf-8").split("\n\n") if part.strip())
        steps.append(Migration(version=int(number), name=name, dialect=dialect or None, statements=statements))
    return tuple(steps)


def newest_version() -> int:
    """The number of the last migration that this version of sitrep knows."""
    return migrations()[-1].version


def stored_version(connection: Connection) -> int:
    """The number of the last migration applied to this database; 0 for an empty one.

    Raises StoreError where the database holds tables, but not ours.
    """
    tables = inspect(connection).get_table_names()
    if schema_versions.name not in tables:
        if tables:
            raise StoreError(f"{connection.engine.url.database}: not a sitrep store (it holds other tables)")
        return 0
    found = connection.execute(select(schema_versions.c.version).order_by(schema_versions.c.version.desc())).first()
    return int(found[0]) if found else 0


def check_version(connection: Connection) -> int:
    """The stored version; raises StoreError where a newer sitrep wrote the database."""
    stored, known = stored_version(connection), newest_version()
    if stored > known:
        raise StoreError(
            f"{connection.engine.url.database}: written by a newer sitrep (schema {stored}, this one knows {known});"
            " upgrade with: pip install --upgrade sitrep"
        )
    return stored


def migrate(connection: Connection) -> None:
    """Brings the database up to date within the caller's transaction, which therefore sees all of it or none."""
    stored = check_version(connection)
    if stored == 0:
        schema_versions.create(connection)
    for step in migrations():
        if step.version > stored and step.dialect in (None, connection.dialect.name):
            for statement in step.statements:
                connection.exec_driver_sql(statement)
    names = {step.version: step.name for step in migrations() if step.version > stored}
    for version, name in sorted(names.items()):
        connection.execute(insert(schema_versions).values(version=version, name=name))
