"""What changed between two runs, each change with its reason."""

from __future__ import annotations

import datetime as dt

from sitrep.export.changes import Change, State, changes
from sitrep.model.claims import Claim
from sitrep.model.record import replace
from sitrep.store.writer import Results


def state(results: Results, engine: str = "rules 1") -> State:
    claims = tuple(claim for reading in results.readings for claim in reading.claims)
    documents = tuple(reading.document for reading in results.readings)
    return State(
        engine=engine, documents=documents, claims=claims, events=results.events, holdings=results.holdings
    )  # fmt: skip


def of(kind: str, found: tuple[Change, ...]) -> list[Change]:
    return [change for change in found if change.of == kind]


def test_two_runs_alike_have_no_change(records) -> None:
    """Nothing is told of what stayed."""
    same = state(records.results(records.document("a.txt"), records.document("b.txt")))
    assert changes(same, same) == ()


def test_new_report_is_the_reason_of_its_event(records) -> None:
    """The report is new, its event is new because of it, and the place's evidence alone is no change of its lines."""
    before, after = (
        state(records.results(*(records.document(name) for name in names)))
        for names in (("a.txt",), ("a.txt", "b.txt"))
    )
    found = changes(before, after)
    assert [(change.what, change.id) for change in of("report", found)] == [("new", "b.txt")]
    (event,) = of("event", found)
    assert (event.what, event.because) == ("new", (f"the report b.txt is new ({after.claims[1].id})",))
    assert of("control", found) == []


def test_report_left_out_takes_its_event_along(records) -> None:
    """The other way round: gone, because the report is gone."""
    before, after = (
        state(records.results(*(records.document(name) for name in names)))
        for names in (("a.txt", "b.txt"), ("a.txt",))
    )
    (event,) = of("event", changes(before, after))
    assert (event.what, event.because) == ("gone", (f"the report b.txt is gone ({before.claims[1].id})",))


def test_events_joined_say_what_they_took(records) -> None:
    """Two events become one: the one that stays says so, the other is not told as gone."""
    before = state(records.results(records.document("a.txt"), records.document("b.txt")))
    one, other = before.events
    joined = replace(one, claims=(*one.claims, *other.claims), standing="corroborated")
    (event,) = changes(before, replace(before, events=(joined,)))
    assert event.told == ("standing: claimed before, corroborated now", f"takes claims from {other.id}")
    assert event.because == (f"{other.claims[0]} of b.txt joined",)


def test_words_read_otherwise_are_told_with_the_engine(records) -> None:
    """Another engine makes another claim of the same report."""
    before = state(records.results(records.document("a.txt")))
    claim: Claim = replace(before.claims[0], id="c-read-anew")
    event = replace(before.events[0], claims=("c-read-anew",))
    found = changes(before, replace(before, engine="rules 2", claims=(claim,), events=(event,)))
    assert of("engine", found)[0].told == ("rules 1 before, rules 2 now",)
    assert of("event", found)[0].because == (
        "a.txt is read otherwise: new claim c-read-anew",
        f"a.txt is read otherwise: gone claim {before.claims[0].id}",
    )


def test_line_of_control_that_moved_is_told_both_ways(records) -> None:
    """What it was and what it is, in days."""
    before = state(records.results(records.document("a.txt")))
    later = replace(before.holdings[0], until=dt.date(2015, 6, 9))
    (place,) = changes(before, replace(before, holdings=(later,)))
    assert place.what == "changed"
    assert [line.split(":")[0] for line in place.told] == ["no longer", "now"]
    assert "2015-06-09" in place.told[1]
