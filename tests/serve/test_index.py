"""The index after decisions is the index made anew, and menus and searches ask it rightly."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sitrep.conclude.replay import replay
from sitrep.review.file import read_file
from sitrep.serve import desk as desks
from sitrep.serve.app import create_app
from sitrep.serve.desk import Desk
from sitrep.serve.find.filters import FACETS, Filter
from sitrep.serve.find.index import NO_DAY, Index
from sitrep.serve.find.load import kept
from sitrep.serve.find.load.kept import Shelf
from sitrep.serve.find.names import Names
from sitrep.serve.find.timeline import beside, timeline
from sitrep.serve.find.words import WordTable, mask_of
from sitrep.store.connect import reading
from sitrep.store.view import View

ASKED = (
    Filter(),
    Filter(q="idleb"),
    Filter(type=["air_strike"], sort="newest"),
    Filter(standing=["disputed", "corroborated"], sort="weight"),
    Filter(since=dt.date(2015, 4, 1), until=dt.date(2015, 5, 1), sort="claims"),
    Filter(box="36,35,36.7,36"),
    Filter(review=["accepted"]),
)


def told(index: Index, chosen: Filter) -> tuple[object, ...]:
    found = index.find(chosen)
    counts = {facet: [(each.value, each.label, each.count) for each in found.facets[facet]] for facet in FACETS}
    ids = [index.ids[row] for row in found.order.tolist()]
    return ids, counts, found.undated, timeline(index, found.mask), index.ids_of(found.mask), index.tallies("type")


@pytest.fixture
def large(store: Path, names: Names, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that takes the example for a large store: it shows what is touched, and goes through the whole later."""
    monkeypatch.setattr(desks, "SMALL", 0)
    monkeypatch.setattr(desks, "REST_SECONDS", 0.0)
    return Desk(store, names, lambda path: replay(path, names.roster).worked, lambda: dt.datetime.now(dt.UTC))


def test_decisions_leave_the_index_that_would_be_made_anew(large: Desk, names: Names) -> None:
    """Whatever is asked of it, before and after the whole was gone through."""
    client = TestClient(create_app(large), base_url="http://127.0.0.1")
    before = large.snapshot.index
    for number, kind in enumerate(("accept", "reject", "accept", "unsure", "reject", "skip")):
        event = large.snapshot.index.ids_of(large.snapshot.index.alive)[3 * number]
        assert client.post("/api/v1/decisions", json={"subject": event, "kind": kind}).status_code == 201
        again = Desk(large.store, names, lambda _: None, large.clock)
        for chosen in ASKED:
            now = large.snapshot
            if now.index.version == again.snapshot.index.version:
                assert told(now.index, chosen) == told(again.snapshot.index, chosen)
    assert large.snapshot.index.struck_out > 0
    assert large.snapshot.index.size < before.size
    assert (
        told(before, Filter())[0] != told(large.snapshot.index, Filter())[0]
    )  # who reads the old one is not disturbed


def test_what_is_known_to_years_only_does_not_come_first(desk: Desk) -> None:
    """By day is by the last day that is told; newest first is the other way round, and what has no day comes last."""
    index = desk.snapshot.index
    orders = {sort: index.find(Filter(sort=sort)).order for sort in ("oldest", "newest")}
    for sort, order in orders.items():
        last = [int(max(index.start[row], index.end[row])) for row in order]
        dated = [day for day in last if day != NO_DAY]
        assert last == sorted(dated, reverse=sort == "newest") + [NO_DAY] * (len(last) - len(dated))
    assert sorted(orders["oldest"].tolist()) == sorted(orders["newest"].tolist())


def test_a_store_that_another_process_changed_is_read_anew(desk: Desk, names: Names) -> None:
    """Two desks over one store show the same."""
    other = Desk(desk.store, names, lambda path: replay(path, names.roster).worked, desk.clock)
    client = TestClient(create_app(other), base_url="http://127.0.0.1")
    event = desk.snapshot.index.ids[0]
    client.post("/api/v1/decisions", json={"subject": event, "kind": "reject"})
    assert event not in desk.snapshot.index.position
    assert told(desk.snapshot.index, Filter()) == told(other.snapshot.index, Filter())


def test_a_menu_is_read_when_it_is_opened(client: TestClient) -> None:
    """With counts under the other filters; closed it holds what is chosen, so that the form keeps it."""
    page = client.get("/events?type=air_strike&actor=nobody").text
    assert 'name="actor" value="nobody" checked' in page
    assert 'name="outlet"' not in page
    menu = client.get("/facets/outlet?type=air_strike").text
    assert menu.count('name="outlet"') > 1
    opened = client.get("/events?type=air_strike", headers={"Desk-Open": "outlet"}).text
    assert opened.count('name="outlet"') == menu.count('name="outlet"')
    assert client.get("/facets/weather").status_code == 404


def test_the_log_can_be_taken_along(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    """As the file that `sitrep decisions import` reads."""
    client.post("/api/v1/decisions", json={"subject": desk.snapshot.index.ids[0], "kind": "accept"})
    (tmp_path / "d.jsonl").write_bytes(client.get("/decisions.jsonl").content)
    assert read_file(tmp_path / "d.jsonl") == desk.log()


def test_words_are_found_in_all_tables_from_their_first_row_on() -> None:
    """By beginning and by spelling, folded."""
    texts = ("The fall of Idlib", "Arīḩā and Idleb", "nothing", "Idlib again")
    tables = [
        WordTable(lambda words: [list(words.of_text(text)) for text in texts[:2]]),
        WordTable(lambda words: [list(words.of_text(text)) for text in texts[2:]], 2),
    ]
    assert mask_of("idlib", tables, 4).tolist() == [True, True, False, True]
    assert mask_of("ariha", tables, 4).tolist() == [False, True, False, False]
    assert mask_of("idl fall", tables, 4).tolist() == [True, False, False, False]
    assert mask_of("", tables, 4).all()


@pytest.fixture
def shelf(store: Path, names: Names, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Keeps indexes of few events as well."""
    monkeypatch.setattr(kept, "FEWEST", 0)
    return Shelf(store, names)


def key_of(shelf: Shelf, store: Path) -> str:
    with reading(store) as connection:
        return shelf.key(View(connection))


def test_an_index_that_was_kept_answers_as_the_one_made_of_the_store(desk: Desk, shelf: Shelf) -> None:
    """Whatever is asked of it, also after decisions that it must be changed for."""
    shelf.keep("a key", desk.snapshot.index)
    found = shelf.take("a key")
    assert found is not None
    for chosen in ASKED:
        assert told(found, chosen) == told(desk.snapshot.index, chosen)
    gone = found.ids[:3]
    assert told(found.without(gone), Filter()) == told(desk.snapshot.index.without(gone), Filter())


def test_a_second_desk_takes_what_the_first_one_kept(desk: Desk, names: Names, shelf: Shelf) -> None:
    """And decides on it as on any other."""
    shelf.keep(key_of(shelf, desk.store), desk.snapshot.index)
    second = Desk(desk.store, names, lambda path: replay(path, names.roster).worked, desk.clock)
    client = TestClient(create_app(second), base_url="http://127.0.0.1")
    event = second.snapshot.index.ids[0]
    assert client.post("/api/v1/decisions", json={"subject": event, "kind": "reject"}).status_code == 201
    assert event not in second.snapshot.index.position
    assert told(desk.snapshot.index, Filter()) == told(second.snapshot.index, Filter())


def test_an_index_of_another_state_is_not_taken(desk: Desk, names: Names, shelf: Shelf) -> None:
    """After a decision, of a damaged or foreign file; and a folder that cannot be written is none."""
    before = key_of(shelf, desk.store)
    shelf.keep(before, desk.snapshot.index)
    TestClient(create_app(desk), base_url="http://127.0.0.1").post(
        "/api/v1/decisions", json={"subject": desk.snapshot.index.ids[0], "kind": "accept"}
    )
    assert key_of(shelf, desk.store) != before
    assert shelf.take(key_of(shelf, desk.store)) is None
    assert shelf.path is not None
    content = shelf.path.read_bytes()
    for wrong in (content[:-1], content[:40] + b"x" + content[41:], b"", b"something else altogether" * 9):
        shelf.path.write_bytes(wrong)
        assert shelf.take(before) is None
    nowhere = Shelf(desk.store.parent / "none" / "s.sqlite", names)
    nowhere.keep("a key", desk.snapshot.index)
    assert nowhere.take("a key") is None
    assert Shelf("postgresql://u@h/d", names).take("a key") is None


@pytest.mark.parametrize(
    ("days", "before", "after"),
    [
        (("2015-04-28", "2015-04-28"), ("2015-04-27", "2015-04-27"), ("2015-04-29", "2015-04-29")),
        (("2015-04-27", "2015-05-03"), ("2015-04-20", "2015-04-26"), ("2015-05-04", "2015-05-10")),
        (("2015-03-01", "2015-03-31"), ("2015-02-01", "2015-02-28"), ("2015-04-01", "2015-04-30")),
        (("2015-01-01", "2015-12-31"), ("2014-01-01", "2014-12-31"), ("2016-01-01", "2016-12-31")),
    ],
)
def test_a_range_of_days_moves_on_by_itself(
    days: tuple[str, str], before: tuple[str, str], after: tuple[str, str]
) -> None:
    """Days, weeks and whole months; not beyond what is a day."""
    first, last = (dt.date.fromisoformat(day) for day in days)
    assert [tuple(map(str, range_)) for range_ in beside(first, last) if range_] == [before, after]
    assert beside(first, None) == beside(last, first - dt.timedelta(1)) == (None, None)
    assert beside(dt.date.min, last) == beside(first, dt.date.max) == (None, None)
