"""What is written is what is read, and evidence is never lost."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, update

from sitrep.errors import StoreError
from sitrep.model.record import replace
from sitrep.store import schema
from sitrep.store.connect import reading, writing
from sitrep.store.databases.address import Address
from sitrep.store.view import open_view
from sitrep.store.writer import write_results


def test_what_is_written_is_read_back_whole(address: Address, records) -> None:
    """Documents, segments, claims, events, holdings and the run come back equal, warnings and emoji included."""
    store, run = address, records.run()
    results = records.results(records.document("a.txt"), records.document("b.txt"))
    with writing(store) as connection:
        write_results(connection, results, run)
    with open_view(store) as view:
        assert view.readings() == tuple(replace(each, obtained=None) for each in results.readings)
        assert set(view.events()) == set(results.events)
        assert view.holdings() == results.holdings
        assert view.last_run() == run
        assert view.obtained("a.txt") == results.readings[0].obtained
        assert view.event_of(results.readings[1].claims[0].id) == results.events[1]


def test_a_second_write_replaces_what_is_derived_and_keeps_documents(address: Address, records) -> None:
    """After a second run the results are the second's, the first's documents are still stored."""
    store = address
    with writing(store) as connection:
        write_results(connection, records.results(records.document("a.txt")), records.run("2026-01-01"))
    with writing(store) as connection:
        write_results(connection, records.results(records.document("b.txt")), records.run("2026-01-02"))
    with open_view(store) as view:
        assert [document.id for document in view.documents()] == ["b.txt"]
        assert {claim.document for claim in view.claims()} == {"b.txt"}
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(schema.documents)).scalar() == 2
        assert connection.execute(select(func.count()).select_from(schema.runs)).scalar() == 2


def test_a_document_read_twice_is_stored_once_with_its_first_moment(address: Address, records) -> None:
    """Obtaining the same document again changes nothing about the stored one."""
    store, document = address, records.document()
    for moment in ("2026-01-01", "2026-02-02"):
        with writing(store) as connection:
            write_results(connection, records.results(document, obtained=moment), records.run(moment))
    with open_view(store) as view:
        assert view.obtained("a.txt").at == "2026-01-01"


def test_both_versions_of_a_changed_document_are_kept(address: Address, records) -> None:
    """A report that changed is a new version; the results are made of the newer."""
    store, first = address, records.document()
    second = replace(first, text=first.text + " Corrected.")
    for number, document in enumerate((first, second)):
        with writing(store) as connection:
            write_results(connection, records.results(document), records.run(str(number)))
    with open_view(store) as view:
        assert view.document("a.txt").text.endswith("Corrected.")
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(schema.documents)).scalar() == 2


@pytest.mark.parametrize("statement", [delete(schema.documents), update(schema.documents).values(text="other")])
def test_documents_cannot_be_changed_or_deleted(address: Address, records, statement) -> None:
    """The database itself refuses."""
    store = address
    with writing(store) as connection:
        write_results(connection, records.results(records.document()), records.run())
    with pytest.raises(StoreError, match="append-only"), writing(store) as connection:
        connection.execute(schema.current_documents.delete())
        connection.execute(statement)
    with open_view(store) as view:
        assert view.document("a.txt").text == records.document().text


def test_an_error_in_the_middle_leaves_the_old_results(address: Address, records) -> None:
    """A write that fails after replacing half of the tables changes nothing."""
    store, old = address, records.results(records.document("a.txt"))
    with writing(store) as connection:
        write_results(connection, old, records.run())
    twice = records.results(records.document("b.txt"))
    broken = replace(twice, events=twice.events * 2)
    with pytest.raises(StoreError), writing(store) as connection:
        write_results(connection, broken, records.run("2026-02-02"))
    with open_view(store) as view:
        assert view.events() == old.events


def test_no_two_runs_share_an_id(records) -> None:
    """The clock is part of a run's id."""
    assert records.run("2026-01-01").id != records.run("2026-01-02").id
