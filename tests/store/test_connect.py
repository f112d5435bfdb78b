"""What may stand at the store's path, and what is said about anything else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert

from sitrep.errors import StoreError
from sitrep.store import schema
from sitrep.store.connect import is_store, reading, writing
from sitrep.store.migrate import migrations, newest_version
from sitrep.store.view import open_view
from sitrep.store.writer import write_results


def test_a_text_file_is_not_a_store_and_stays_as_it_is(tmp_path: Path) -> None:
    """Neither reading nor writing touches it."""
    file = tmp_path / "notes.txt"
    file.write_text("my notes, longer than any magic number", encoding="utf-8")
    for opened in (reading, writing):
        with pytest.raises(StoreError, match="not an SQLite database"), opened(file):
            pass
    assert file.read_text(encoding="utf-8").startswith("my notes")


def test_somebody_elses_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    """A database with other tables is no place for ours."""
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE addresses (name TEXT)")
    other.close()
    for opened in (reading, writing):
        with pytest.raises(StoreError, match="not a sitrep store"), opened(file):
            pass
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("addresses",)]
    other.close()


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    """The line tells the file's likely name."""
    with pytest.raises(StoreError, match="a folder, not a store"), reading(tmp_path):
        pass


def test_an_empty_database_is_no_store_yet(tmp_path: Path) -> None:
    """A run that was killed while it made the database leaves an empty one, which the next run fills."""
    file = tmp_path / "s.sqlite"
    file.touch()
    assert not is_store(file)
    with pytest.raises(StoreError, match="an empty database"), reading(file):
        pass
    with writing(file):
        pass
    assert is_store(file)


def test_a_newer_store_asks_for_an_upgrade(tmp_path: Path) -> None:
    """A store of a later version is neither read nor changed."""
    file = tmp_path / "s.sqlite"
    with writing(file) as connection:
        connection.execute(insert(schema.schema_versions).values(version=newest_version() + 1, name="from_the_future"))
    for opened in (reading, writing):
        with pytest.raises(StoreError, match="written by a newer sitrep"), opened(file):
            pass


def test_an_older_store_is_brought_up_to_date_when_opened(tmp_path: Path) -> None:
    """A store at the first migration gets the others, once."""
    file, first = tmp_path / "s.sqlite", migrations()[0]
    with sqlite3.connect(file) as old:
        old.execute("CREATE TABLE schema_versions (version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL)")
        for statement in first.statements:
            old.execute(statement)
        old.execute("INSERT INTO schema_versions VALUES (1, 'first_tables')")
    old.close()
    with reading(file) as connection:
        found = connection.execute(schema.schema_versions.select().order_by(schema.schema_versions.c.version)).all()
    assert [row.version for row in found] == sorted({step.version for step in migrations()})


def test_a_damaged_store_is_one_line(tmp_path: Path, records) -> None:
    """Bytes overwritten in the middle end in a StoreError, not in a traceback of the driver."""
    file = tmp_path / "s.sqlite"
    with writing(file) as connection:
        write_results(connection, records.results(records.document()), records.run())
    content = bytearray(file.read_bytes())
    content[100 : len(content)] = b"\xff" * (len(content) - 100)
    file.write_bytes(bytes(content))
    with pytest.raises(StoreError, match="damaged"), open_view(file):
        pass


def test_a_store_on_a_read_only_medium_can_be_read(tmp_path: Path, records) -> None:
    """Reading needs no file beside the store where none can be made."""
    file = tmp_path / "s.sqlite"
    with writing(file) as connection:
        write_results(connection, records.results(records.document()), records.run())
    tmp_path.chmod(0o555)
    file.chmod(0o444)
    try:
        with open_view(file) as view:
            assert len(view.documents()) == 1
    finally:
        tmp_path.chmod(0o755)


def test_a_reader_sees_one_state_while_a_writer_works(tmp_path: Path, records) -> None:
    """A view opened before a write goes on seeing what it saw."""
    file = tmp_path / "s.sqlite"
    with writing(file) as connection:
        write_results(connection, records.results(records.document("a.txt")), records.run("1"))
    with open_view(file) as view:
        before = view.claims()
        with writing(file) as connection:
            write_results(connection, records.results(records.document("b.txt")), records.run("2"))
        assert view.claims() == before
    with open_view(file) as view:
        assert view.claims() != before
