"""What people decided about pairs of claims holds, whatever the machine thinks of them."""

from __future__ import annotations

import pytest
from worlds import Reporter, killed, place, roster, when, who

from sitrep.errors import DecisionError
from sitrep.fuse.cluster import fuse
from sitrep.model.claims import Claim
from sitrep.model.events import Decided, Event
from sitrep.model.record import to_json
from sitrep.model.text import Span

TARN = place("tarn", 10.0, 10.0, kind="town")
ELM = place("elm", 11.0, 11.0, kind="town")


def events(r: Reporter, together: tuple[Claim, ...] = (), apart: tuple[Claim, ...] = ()) -> tuple[Event, ...]:
    def pairs(claims: tuple[Claim, ...]) -> frozenset[tuple[str, str]]:
        return frozenset({(claims[0].id, claims[1].id)} if claims else ())

    return fuse(r.claims, r.documents, roster(), decided=Decided(together=pairs(together), apart=pairs(apart)))


def home(found: tuple[Event, ...], claim: Claim) -> Event:
    return next(event for event in found if claim.id in event.claims)


def two_shellings(second_day: str = "2021-05-03", **more: object) -> tuple[Reporter, Claim, Claim]:
    r = Reporter().report("a", "Gazette", "2021-05-09")
    one = r.say("shelling", "shelled Tarn", agents=who("army"), places=(TARN,), time=when("2021-05-03"))
    r.report("b", "Herald", "2021-05-09")
    slots = {"agents": who("army"), "places": (TARN,), "time": when(second_day), **more}
    return r, one, r.say("shelling", "guns hit Tarn", **slots)


def test_pair_told_apart_stays_apart() -> None:
    """Two claims that the machine joins are two events once a person says so."""
    r, one, other = two_shellings()
    assert home(events(r), one) == home(events(r), other)
    found = events(r, apart=(one, other))
    assert home(found, one).id != home(found, other).id


def test_pair_joined_is_one_event_and_says_who_joined_it() -> None:
    """Two claims that the machine keeps apart by their days are one event, its reason names the person's decision."""
    r, one, other = two_shellings("2021-05-06")
    assert home(events(r), one) != home(events(r), other)
    event = home(events(r, together=(one, other)), other)
    assert one.id in event.claims
    assert event.reasons[0] == f"a person joined {one.id}, {other.id}"


def test_claim_like_one_of_a_joined_pair_joins_both() -> None:
    """A third report that agrees with one of the two goes with them."""
    r, one, other = two_shellings("2021-05-06")
    r.report("c", "Post", "2021-05-09")
    third = r.say("shelling", "fire on Tarn", agents=who("army"), places=(TARN,), time=when("2021-05-06"))
    assert third.id in home(events(r, together=(one, other)), one).claims


def test_third_claim_does_not_bring_together_what_was_told_apart() -> None:
    """A claim like both joins one of them only."""
    r, one, other = two_shellings()
    r.report("c", "Post", "2021-05-09")
    third = r.say("shelling", "fire on Tarn", agents=who("army"), places=(TARN,), time=when("2021-05-03"))
    found = events(r, apart=(one, other))
    assert home(found, one).id != home(found, other).id
    assert home(found, third).id in (home(found, one).id, home(found, other).id)


def test_toll_told_apart_from_its_attack_stays_apart() -> None:
    """A casualty report right after a fight is an event of its own once a person says so."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    fight = r.say("armed_clash", "fought in Tarn", places=(TARN,), time=when("2021-05-03"))
    toll = r.say("casualty_report", "nine died", gap=2, places=(TARN,), casualties=(killed(9, 9),))
    assert home(events(r), fight) == home(events(r), toll)
    found = events(r, apart=(fight, toll))
    assert home(found, fight) != home(found, toll)


def test_types_of_different_families_can_be_joined() -> None:
    """What one calls a bomb and another a shell is one occurrence if a person says so."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    one = r.say("bombing", "a blast in Tarn", places=(TARN,), time=when("2021-05-03"))
    r.report("b", "Herald", "2021-05-04")
    other = r.say("shelling", "a shell hit Tarn", places=(TARN,), time=when("2021-05-03"))
    assert home(events(r, together=(one, other)), one).claims == (one.id, other.id)


def test_pull_quote_goes_where_a_person_put_it() -> None:
    """A claim that repeats words of its report leaves them if it is told apart."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    one = r.say("shelling", "shelled Tarn", gap=0, places=(TARN,), time=when("2021-05-03"))
    words = Span(start=0, end=12, text="shelled Tarn")
    copy = r.say("shelling", "shelled Tarn", copy_of=words, places=(TARN,), time=when("2021-05-03"))
    assert home(events(r), one) == home(events(r), copy)
    found = events(r, apart=(one, copy))
    assert home(found, one).id != home(found, copy).id


def test_contradicting_decisions_are_refused() -> None:
    """Joined over a third claim and told apart: one line that names the two claims."""
    r, one, other = two_shellings()
    r.report("c", "Post", "2021-05-09")
    third = r.say("shelling", "fire on Elm", places=(ELM,))
    decided = Decided(
        together=frozenset({(one.id, third.id), (third.id, other.id)}), apart=frozenset({(other.id, one.id)})
    )
    with pytest.raises(DecisionError, match=f"{other.id} and {one.id}"):
        fuse(r.claims, r.documents, roster(), decided=decided)


def test_decisions_on_claims_of_other_reports_change_nothing() -> None:
    """A decision whose claims are not in this run waits for them."""
    r, one, _ = two_shellings()
    decided = Decided(apart=frozenset({(one.id, "c-gone")}), together=frozenset({("c-gone", "c-lost")}))
    found = fuse(r.claims, r.documents, roster(), decided=decided)
    assert [to_json(event) for event in found] == [to_json(event) for event in events(r)]
