"""The log only grows, in one order, and shows if anybody changed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, text, update

from sitrep.errors import ConflictError, InputError, StoreError
from sitrep.model.record import replace
from sitrep.review.file import lines_of, read_file
from sitrep.review.log import append, append_log, broken_link, last_number, log_in, read_log
from sitrep.store import schema
from sitrep.store.connect import writing


def test_what_is_appended_is_read_back_in_order(tmp_path: Path, world) -> None:
    """Numbered from 1."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    world.decide("accept", claim.id, claim)
    world.decide("reject", claim.id, claim)
    with writing(tmp_path / "s.sqlite") as connection:
        append(connection, world.log)
        assert last_number(connection) == 2
        assert broken_link(connection) is None
    assert log_in(tmp_path / "s.sqlite") == tuple(world.log)


def test_who_did_not_see_the_last_decision_is_told_of_it(tmp_path: Path, world) -> None:
    """And nothing of that bundle is appended."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    first = world.decide("accept", claim.id, claim)
    late = replace(first, kind="reject", decided_by="bob")
    with writing(tmp_path / "s.sqlite") as connection:
        append(connection, [first])
    with pytest.raises(ConflictError, match="ada decided “accept”"), writing(tmp_path / "s.sqlite") as connection:
        append(connection, [replace(first, subject="c-other"), late])
    assert len(log_in(tmp_path / "s.sqlite")) == 1


@pytest.mark.parametrize("statement", [delete(schema.decisions), update(schema.decisions).values(kind="accept")])
def test_the_database_refuses_to_change_a_decision(tmp_path: Path, world, statement) -> None:
    """Whoever asks."""
    with writing(tmp_path / "s.sqlite") as connection:
        append(connection, [world.decide("skip", "c-1")])
    with pytest.raises(StoreError, match="append-only"), writing(tmp_path / "s.sqlite") as connection:
        connection.execute(statement)


def test_a_change_behind_the_database_s_back_shows(tmp_path: Path, world) -> None:
    """The chain breaks at the changed row."""
    for kind in ("skip", "unsure", "accept"):
        world.decide(kind, "c-1")
    with writing(tmp_path / "s.sqlite") as connection:
        append(connection, world.log)
        connection.execute(text("DROP TRIGGER decisions_never_change"))
        connection.execute(text("UPDATE decisions SET record = replace(record, 'ada', 'eve') WHERE number = 2"))
        assert broken_link(connection) == 2


def test_a_log_goes_through_a_file_and_into_another_store_once(tmp_path: Path, world) -> None:
    """A second import adds nothing."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    rejection = world.decide("reject", claim.id, claim, note="العربية 🎉")
    world.decide("undo", claim.id, undoes=rejection.id)
    (tmp_path / "d.jsonl").write_text(lines_of(world.log), encoding="utf-8")
    with writing(tmp_path / "s.sqlite") as connection:
        assert append_log(connection, read_file(tmp_path / "d.jsonl")) == 2
        assert append_log(connection, read_file(tmp_path / "d.jsonl")) == 0
        assert read_log(connection) == tuple(world.log)


def test_a_changed_or_torn_file_is_refused(tmp_path: Path, world) -> None:
    """Naming the line."""
    first = world.decide("skip", "c-1")
    second = world.decide("accept", "c-1")
    with pytest.raises(StoreError, match="line 1"), writing(tmp_path / "s.sqlite") as connection:
        append_log(connection, [replace(first, decided_by="eve")])
    with pytest.raises(StoreError, match="neither this log"), writing(tmp_path / "s.sqlite") as connection:
        append_log(connection, [second])
    (tmp_path / "d.jsonl").write_text(lines_of([first]) + "{", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_file(tmp_path / "d.jsonl")
