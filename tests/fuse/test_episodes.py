"""What follows for an event from others at its place."""

from __future__ import annotations

import datetime as dt

from worlds import Reporter, place, roster, when, who

from sitrep.fuse.cluster import fuse
from sitrep.model.events import Event

TARN = place("tarn", 10.0, 10.0, kind="town")


def by_type(r: Reporter) -> dict[str, Event]:
    return {event.type: event for event in fuse(r.claims, r.documents, roster())}


def test_siege_bounds_the_capture_from_below() -> None:
    """A town cut off on the 3rd and told as fallen on the 20th fell between these days."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say(
        "encirclement",
        "surrounded",
        agents=who("harvest"),
        targets=who("army"),
        places=(TARN,),
        time=when("2021-05-03"),
    )
    r.report("b", "Herald", "2021-05-20")
    r.say("territory_gain", "overran Tarn", agents=who("harvest"), places=(TARN,))
    capture = by_type(r)["territory_gain"]
    assert (capture.start, capture.end) == (dt.date(2021, 5, 3), dt.date(2021, 5, 20))


def test_holder_of_an_earlier_report_bounds_the_capture_from_below() -> None:
    """Army-held in a report of the 4th, taken in one of the 20th."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("control", "army-held Tarn", agents=who("army"), places=(TARN,))
    r.report("b", "Herald", "2021-05-20")
    r.say("territory_gain", "overran Tarn", agents=who("harvest"), places=(TARN,))
    assert by_type(r)["territory_gain"].start == dt.date(2021, 5, 4)


def test_holder_told_with_the_capture_bounds_nothing() -> None:
    """ "The army's last stronghold", told in the report of its fall, says nothing of a day."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("control", "the last stronghold", agents=who("army"), places=(TARN,))
    r.say("territory_gain", "overran Tarn", agents=who("harvest"), places=(TARN,))
    assert by_type(r)["territory_gain"].start is None


def withdrawal(sources: tuple) -> dict[str, Event]:
    r = Reporter().report("a", "Gazette", "2021-05-06")
    r.say(
        "territory_gain",
        "took Tarn",
        agents=who("harvest"),
        places=(TARN,),
        time=when("2021-05-03"),
        sources=who("monitor"),
    )
    r.say("withdrawal", "redeployed", agents=who("army"), places=(TARN,), origin=(TARN,), sources=sources)
    return by_type(r)


def test_withdrawal_told_by_the_loser_disputes_the_capture() -> None:
    """The army's television has it leave; the monitor has it driven out: two accounts of one change."""
    found = withdrawal(who("state-tv"))
    left, taken = found["withdrawal"], found["territory_gain"]
    assert left.standing == "disputed"
    assert [account.claims for dispute in left.disputes for account in dispute.accounts] == [left.claims, taken.claims]
    assert (left.start, left.end) == (dt.date(2021, 5, 3), dt.date(2021, 5, 3))


def test_loser_among_others_who_tell_the_withdrawal_disputes_the_capture() -> None:
    """The monitor tells capture and flight, the army's television a redeployment: only that is another account."""
    r = Reporter().report("a", "Gazette", "2021-05-06")
    slots = {"agents": who("army"), "places": (TARN,), "origin": (TARN,)}
    r.say(
        "territory_gain",
        "took Tarn",
        agents=who("harvest"),
        places=(TARN,),
        time=when("2021-05-03"),
        sources=who("monitor"),
    )
    r.say("withdrawal", "fled", sources=who("monitor"), **slots)
    redeployed = r.say("withdrawal", "redeployed", sources=who("state-tv"), **slots)
    (dispute,) = by_type(r)["withdrawal"].disputes
    assert dispute.accounts[0].claims == (redeployed.id,)


def test_withdrawal_told_by_the_captors_is_no_dispute() -> None:
    """The captors saying that the enemy fled adds to their own account."""
    assert withdrawal(who("river"))["withdrawal"].disputes == ()


def test_episode_is_linked_and_not_merged() -> None:
    """Storming, capture and the air strikes after it are three events that name each other."""
    r = Reporter().report("a", "Gazette", "2021-05-06")
    r.say("assault", "stormed Tarn", agents=who("harvest"), places=(TARN,), time=when("2021-05-02"))
    r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,), time=when("2021-05-03"))
    r.say("air_strike", "bombed Tarn", agents=who("army"), places=(TARN,), time=when("2021-05-05"))
    found = by_type(r)
    links = {linked.id: linked.how for linked in found["territory_gain"].linked}
    assert links == {found["assault"].id: "the fighting before it", found["air_strike"].id: "air strikes after it"}
    assert found["assault"].linked[0].id == found["territory_gain"].id


def test_far_events_of_a_place_are_no_episode() -> None:
    """An air strike a year before the capture is not linked to it."""
    r = Reporter().report("a", "Gazette", "2021-05-06")
    r.say("air_strike", "bombed Tarn", agents=who("army"), places=(TARN,), time=when("2020-05-05"))
    r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,), time=when("2021-05-03"))
    assert all(event.linked == () for event in by_type(r).values())
