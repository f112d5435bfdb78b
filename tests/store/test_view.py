"""Questions to the store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sitrep.errors import StoreError
from sitrep.model.control import holding_id
from sitrep.model.record import replace
from sitrep.store.connect import writing
from sitrep.store.databases.address import Address
from sitrep.store.view import last_run_id, open_view
from sitrep.store.writer import write_results


@pytest.fixture
def store(address: Address, records) -> Address:
    with writing(address) as connection:
        write_results(connection, records.results(records.document("a.txt"), records.document("b.txt")), records.run())
    return address


@pytest.mark.parametrize(
    ("day", "lines"),
    [("2015-04-26", 0), ("2015-04-27", 1), ("2015-05-20", 1), ("2015-06-01", 1), ("2015-06-02", 0)],
)
def test_a_day_is_held_from_its_first_until_before_its_last(store: Address, day: str, lines: int) -> None:
    """`from` is included, `until` excluded."""
    with open_view(store) as view:
        assert len(view.holdings(dt.date.fromisoformat(day))) == lines


def test_a_holding_without_days_applies_to_every_day(address: Address, records) -> None:
    """Null is "from before the first evidence" and "not known to have ended"."""
    results = records.results(records.document())
    always = replace(results.holdings[0], start=None, start_latest=None, until=None, until_earliest=None)
    with writing(address) as connection:
        write_results(connection, replace(results, holdings=(always,)), records.run())
    with open_view(address) as view:
        assert view.holdings(dt.date(1, 1, 1)) == view.holdings(dt.date(9999, 12, 31)) == (always,)


def test_the_beginning_of_an_id_finds_its_record(store: Address) -> None:
    """Claims, events and holdings are found by whole ids and by unique beginnings."""
    with open_view(store) as view:
        claim, event, holding = view.claims()[0], view.events()[0], view.holdings()[0]
        assert view.find(claim.id) == view.find(claim.id[:10]) == claim
        assert view.find(event.id[:10]) == event
        assert view.find(holding_id(holding)) == view.find("h-") == holding


def test_a_beginning_of_several_ids_lists_them(store: Address) -> None:
    """The error names the candidates."""
    with open_view(store) as view, pytest.raises(StoreError, match=r"several ids begin so: c-.*, c-"):
        view.find("c-")


@pytest.mark.parametrize("unknown", ["c-zzzz", "%", "_-", "'; DROP TABLE claims"])
def test_an_unknown_id_is_one_line(store: Address, unknown: str) -> None:
    """No pattern character finds anything, and nothing is executed."""
    with open_view(store) as view, pytest.raises(StoreError, match="no claim, event or holding"):
        view.find(unknown)


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    """The line names the command."""
    with (
        pytest.raises(StoreError, match="no store there; make one with: sitrep run"),
        open_view(tmp_path / "no.sqlite"),
    ):
        pass
    assert last_run_id(tmp_path / "no.sqlite") is None


def test_asking_makes_no_files(tmp_path: Path) -> None:
    """A question to a missing store leaves the folder empty."""
    with pytest.raises(StoreError), open_view(tmp_path / "no.sqlite"):
        pass
    assert list(tmp_path.iterdir()) == []
