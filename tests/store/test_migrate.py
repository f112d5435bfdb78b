"""Migrations lead to the tables that the code speaks of."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect

from sitrep.store.connect import writing
from sitrep.store.migrate import migrations
from sitrep.store.schema import metadata


def test_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    """Every table, column, type, key and index of schema.py comes from the migrations, and nothing else does."""
    with writing(tmp_path / "s.sqlite") as connection:
        migrated = _shape(connection)
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        declared = _shape(connection)
    engine.dispose()
    assert migrated == declared


def test_migrations_are_numbered_without_gaps() -> None:
    """1, 2, 3 …: a missing file shows at once."""
    assert [step.version for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_migration_runs_once(tmp_path: Path) -> None:
    """Opening an up-to-date store changes nothing."""
    for _ in range(2):
        with writing(tmp_path / "s.sqlite") as connection:
            shape = _shape(connection)
    with writing(tmp_path / "s.sqlite") as connection:
        assert _shape(connection) == shape


def _shape(connection) -> dict[str, object]:
    inspector = inspect(connection)
    return {
        table: (
            [(each["name"], str(each["type"]), each["nullable"]) for each in inspector.get_columns(table)],
            inspector.get_pk_constraint(table)["constrained_columns"],
            sorted((each["name"], tuple(each["column_names"])) for each in inspector.get_indexes(table)),
            sorted(tuple(each["constrained_columns"]) for each in inspector.get_foreign_keys(table)),
            sorted(tuple(each["column_names"]) for each in inspector.get_unique_constraints(table)),
        )
        for table in inspector.get_table_names()
    }
