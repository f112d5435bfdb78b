"""Migrations lead to the tables that the code speaks of."""

from __future__ import annotations

from sqlalchemy import create_engine, inspect, text

from sitrep.store.connect import writing
from sitrep.store.databases.address import Address, is_url, url_of
from sitrep.store.migrate import migrations
from sitrep.store.schema import metadata


def test_migrations_make_the_tables_of_the_schema(address: Address) -> None:
    """Every table, column, type, key and index of schema.py comes from the migrations, and nothing else does."""
    with writing(address) as connection:
        migrated = _shape(connection)
    engine = create_engine(url_of(address) if is_url(address) else "sqlite://")
    with engine.connect() as connection:
        if is_url(address):  # the same database, another schema of it
            connection.execute(text("CREATE SCHEMA declared"))
            connection.execute(text("SET search_path TO declared"))
        metadata.create_all(connection)
        declared = _shape(connection, "declared" if is_url(address) else None)
        connection.rollback()
    engine.dispose()
    assert migrated == declared


def test_migrations_are_numbered_without_gaps() -> None:
    """1, 2, 3 …: a missing file shows at once. A step may have one file for each database."""
    versions = sorted({step.version for step in migrations()})
    assert versions == list(range(1, len(versions) + 1))
    for version in versions:
        dialects = [step.dialect for step in migrations() if step.version == version]
        assert dialects == [None] or sorted(filter(None, dialects)) == ["postgresql", "sqlite"]


def test_a_migration_runs_once(address: Address) -> None:
    """Opening an up-to-date store changes nothing."""
    for _ in range(2):
        with writing(address) as connection:
            shape = _shape(connection)
    with writing(address) as connection:
        assert _shape(connection) == shape


def _shape(connection, schema: str | None = None) -> dict[str, object]:
    inspector = inspect(connection)
    return {
        table: (
            [(each["name"], str(each["type"]), each["nullable"]) for each in inspector.get_columns(table, schema)],
            inspector.get_pk_constraint(table, schema)["constrained_columns"],
            sorted((each["name"], tuple(each["column_names"])) for each in inspector.get_indexes(table, schema)),
            sorted(tuple(each["constrained_columns"]) for each in inspector.get_foreign_keys(table, schema)),
            sorted(tuple(each["column_names"]) for each in inspector.get_unique_constraints(table, schema)),
        )
        for table in inspector.get_table_names(schema)
    }
