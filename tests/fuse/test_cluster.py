"""Claims to events: who is joined with whom, whatever the order."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import Reporter, gold_events, gold_world, killed, nobody, place, roster, when, who

from sitrep.fuse.cluster import fuse
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.record import replace, to_json

TARN = place("tarn", 10.0, 10.0, kind="town", within="place:upland")
TARN_FORT = place("tarn-fort", 10.001, 10.001, kind="base", within="place:upland")
MILL = place("tarn-mill", precision="unlocated", kind="building", within="place:tarn")
ELM = place("elm", 11.0, 11.0, kind="town", within="place:upland")


def events(reporter: Reporter, copied: frozenset[str] = frozenset()) -> tuple[Event, ...]:
    return fuse(reporter.claims, reporter.documents, roster(), copied)


def home(found: tuple[Event, ...], claim: Claim) -> Event:
    return next(event for event in found if claim.id in event.claims)


def together(reporter: Reporter, *claims: Claim) -> bool:
    found = events(reporter)
    return len({home(found, claim).id for claim in claims}) == 1


def test_undated_capture_joins_the_dated_one() -> None:
    """A capture told without a day joins the dated one of the same place by the same side."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    dated = r.say(
        "territory_gain", "took Tarn on Monday", agents=who("harvest"), places=(TARN,), time=when("2021-05-03")
    )
    r.report("b", "Herald", "2021-05-06")
    undated = r.say("territory_gain", "has overrun Tarn", agents=who("river"), places=(TARN,))
    assert together(r, dated, undated)
    assert home(events(r), undated).start == home(events(r), undated).end == dt.date(2021, 5, 3)


def test_captures_by_opposite_sides_stay_apart() -> None:
    """A place taken and retaken within three days makes three events."""
    r = Reporter().report("a", "Gazette", "2021-05-09")
    for number, side in enumerate(("harvest", "army", "river")):
        r.say(
            "territory_gain",
            f"took Tarn {number}",
            agents=who(side),
            places=(TARN,),
            time=when(f"2021-05-0{3 + number}"),
        )
    assert len(events(r)) == 3


def test_plan_does_not_join_what_happened() -> None:
    """An announced attack is another event than the attack."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    done = r.say("assault", "stormed Tarn", agents=who("harvest"), places=(TARN,))
    planned = r.say("assault", "will storm Tarn", status="planned", agents=who("harvest"), places=(TARN,))
    assert not together(r, done, planned)


def test_denial_joins_what_it_denies() -> None:
    """A denied capture is an account of the capture, and the event is disputed."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    told = r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,), sources=who("harvest"))
    denied = r.say("territory_gain", "did not take Tarn", status="denied", agents=who("harvest"), places=(TARN,),
                   sources=who("army"))  # fmt: skip
    event = home(events(r), told)
    assert denied.id in event.claims
    assert event.standing == "disputed"
    assert [dispute.field for dispute in event.disputes] == ["status"]
    assert event.status == "happened"


def test_part_of_a_place_is_not_the_place() -> None:
    """Taking a mill in the town, or the north of the town, is not taking the town."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    town = r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,))
    mill = r.say("territory_gain", "took the mill", agents=who("harvest"), places=(MILL,))
    north = r.say("territory_gain", "took the north of Tarn", agents=who("harvest"), places=(TARN,), part=True)
    assert len({home(events(r), claim).id for claim in (town, mill, north)}) == 3


def test_bombing_at_a_part_joins_the_bombing_of_the_place() -> None:
    """A bomb at the mill and a bomb at the town told by one report without days are one event."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    town = r.say("bombing", "a bomb went off at Tarn", places=(TARN,), agents=who("harvest"))
    mill = r.say("bombing", "the bomb at the mill", places=(MILL,), agents=who("harvest"))
    assert together(r, town, mill)


def test_different_towns_stay_apart() -> None:
    """The same words, actors and day at another town are another event."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    one = r.say("shelling", "shelled it", agents=who("army"), places=(TARN,), time=when("2021-05-03"))
    other = r.say("shelling", "shelled it", agents=who("army"), places=(ELM,), time=when("2021-05-03"))
    assert not together(r, one, other)


def test_town_and_its_namesake_base_are_one_place() -> None:
    """Tarn and Tarn fort, a hundred metres apart, are one place told under two names."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    one = r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,))
    other = r.say("territory_gain", "overran Tarn fort", agents=who("harvest"), places=(TARN_FORT,))
    assert together(r, one, other)


def test_hospital_named_after_its_town_is_not_the_town() -> None:
    """The capture of Tarn hospital is not the capture of Tarn."""
    hospital = place("tarn-hospital", 10.001, 10.001, kind="hospital")
    r = Reporter().report("a", "Gazette", "2021-05-04")
    town = r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,))
    ward = r.say("territory_gain", "took Tarn hospital", agents=who("harvest"), places=(hospital,))
    assert not together(r, town, ward)


def test_chain_of_overlaps_does_not_join_its_ends() -> None:
    """Shelling on Saturday, at the weekend and on Sunday: Saturday and Sunday are never one event."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    slots = {"agents": who("army"), "places": (TARN,)}
    saturday = r.say("shelling", "shelled Tarn on Saturday", time=when("2021-05-01"), **slots)
    r.say("shelling", "shelled Tarn at the weekend", time=when("2021-05-01", "2021-05-02"), **slots)
    sunday = r.say("shelling", "shelled Tarn on Sunday", time=when("2021-05-02"), **slots)
    assert not together(r, saturday, sunday)


def test_repeated_words_join_and_count_for_nothing() -> None:
    """A pull quote joins the claim whose words it repeats, whatever place it was read as, and adds no origin."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    body = r.say(
        "shelling", "our guns were turned on Tarn", agents=who("harvest"), places=(TARN,), sources=who("harvest")
    )
    quote = r.say("shelling", "our guns turned on Tarn", agents=who("harvest"), places=(ELM,), copy_of=body.evidence)
    assert together(r, body, quote)
    assert home(events(r), quote).origins == ("Harvest Coalition",)
    assert home(events(r), quote).place == TARN


def test_casualty_report_joins_the_fight_it_follows() -> None:
    """Soldiers killed "in the fighting", told right after a clash at the place, are the clash's toll."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    clash = r.say("armed_clash", "they fought at Tarn", agents=who("harvest"), targets=who("army"), places=(TARN,))
    toll = r.say("casualty_report", "twelve were killed in the fighting", gap=2, targets=who("army"), places=(TARN,),
                 casualties=(killed(12, 12),))  # fmt: skip
    event = home(events(r), clash)
    assert toll.id in event.claims
    assert event.type == "armed_clash"
    assert event.casualties[0].best == 12


def test_casualty_report_of_another_place_stays_apart() -> None:
    """People killed in another town are not the toll of the clash told before."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    clash = r.say("armed_clash", "they fought at Tarn", agents=who("harvest"), targets=who("army"), places=(TARN,))
    toll = r.say("casualty_report", "twelve were killed at Elm", gap=2, places=(ELM,), casualties=(killed(12, 12),))
    assert not together(r, clash, toll)


def test_casualty_report_joins_the_fight_it_points_back_to() -> None:
    """ "Killed in the fighting", paragraphs after the fighting was told."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("armed_clash", "fighting for Tarn", agents=who("harvest"), places=(TARN,))
    r.say("casualty_report", "killed in the fighting", gap=900, places=(TARN,), casualties=(killed(30, 30),))
    assert len(events(r)) == 1


def test_headline_without_a_place_tells_what_its_report_tells() -> None:
    """ "Besieged soldiers break out", above the siege of Tarn."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("encirclement", "besieged soldiers flee", targets=who("army"), segment="headline")
    r.say("encirclement", "besieged in Tarn since Sunday", targets=who("army"), places=(TARN,))
    assert len(events(r)) == 1


def test_correction_joins_what_it_corrects() -> None:
    """A toll that grew, its headline and the earlier count that it repeats: one event, the earlier count out of the best."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("armed_clash", "fighting for Tarn", agents=who("harvest"), targets=who("army"), places=(TARN,))
    told = {"places": (TARN,), "targets": who("army")}
    r.say("casualty_report", "killed defending trenches", gap=10, casualties=(killed(40, None),), **told)
    r.report("b", "Gazette", "2021-05-05")
    sixty = (killed(60, 60, "60"),)
    r.say("casualty_report", "toll in Tarn now 60", segment="headline", places=(TARN,), casualties=sixty)
    told |= {"time": when("2021-05-04")}
    r.say("casualty_report", "an earlier toll of 40", casualties=(killed(40, 40, "40"),), **told)
    told |= {"sources": who("monitor")}
    r.say("casualty_report", "killed defending trenches on Tuesday", casualties=(killed(60, None),), **told)
    (event,) = events(r)
    (toll,) = event.casualties
    assert (toll.group.name, toll.best, event.disputes) == ("soldiers", 60, ())


def test_denial_that_names_nobody_joins_the_capture() -> None:
    """ "They deny that terrorists took all of Tarn": whoever is meant, it is that capture."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,), time=when("2021-05-03"))
    r.say("territory_gain", "liberated", agents=who("harvest"), places=(TARN,))
    r.report("b", "Herald", "2021-05-05")
    r.say("territory_gain", "seized all", status="denied", agents=(nobody("terrorists"),), places=(TARN,))
    (event,) = events(r)
    assert [dispute.field for dispute in event.disputes] == ["status"]


def test_two_tolls_in_one_report_are_two_incidents() -> None:
    """One report that gives two excluding tolls for the same day and town tells of two shellings."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    slots = {"agents": who("army"), "places": (TARN,), "time": when("2021-05-03")}
    one = r.say("shelling", "a shell killed 3", casualties=(killed(3, 3),), **slots)
    other = r.say("shelling", "shells killed 9 at noon", casualties=(killed(9, 9),), **slots)
    assert not together(r, one, other)


# ---- properties ------------------------------------------------------------------------------------------------------

DAYS = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 20), st.integers(0, 4)).map(
        lambda d: when(*(str(dt.date(2021, 5, 1) + dt.timedelta(n)) for n in (d[0], d[0] + d[1])))
    ),
)
KINDS = (
    "territory_gain",
    "withdrawal",
    "control",
    "encirclement",
    "assault",
    "armed_clash",
    "shelling",
    "casualty_report",
)


@st.composite
def worlds(draw: st.DrawFn) -> Reporter:
    """A few reports with a few claims each."""
    r = Reporter()
    for number in range(draw(st.integers(1, 3))):
        published = draw(st.one_of(st.none(), st.integers(1, 28).map(lambda d: f"2021-05-{d:02}")))
        r.report(f"r{number}", draw(st.sampled_from(("Gazette", "Herald"))), published)
        for told in range(draw(st.integers(1, 6))):
            r.say(
                draw(st.sampled_from(KINDS)),
                f"words {told}",
                status=draw(st.sampled_from(("happened", "happened", "ongoing", "planned", "denied"))),
                gap=draw(st.sampled_from((1, 400))),
                agents=draw(st.sampled_from(((), who("harvest"), who("river"), who("army"), who("lantern", "ember")))),
                targets=draw(st.sampled_from(((), who("army"), who("rebels")))),
                places=draw(st.sampled_from(((), (TARN,), (TARN_FORT,), (MILL,), (ELM,), (TARN, ELM)))),
                sources=draw(st.sampled_from(((), who("monitor"), who("army"), who("harvest")))),
                time=draw(DAYS),
                part=draw(st.sampled_from((False, False, True))),
                casualties=draw(st.sampled_from(((), (killed(3, 3),), (killed(9, None),)))),
            )
    return r


@given(worlds())
@settings(max_examples=120, deadline=None)
def test_every_claim_is_in_exactly_one_event(r: Reporter) -> None:
    """Events part the claims; their intervals are ordered; their links name events."""
    found = events(r)
    assert sorted(claim for event in found for claim in event.claims) == sorted(claim.id for claim in r.claims)
    ids = {event.id for event in found}
    for event in found:
        assert event.start is None or event.end is None or event.start <= event.end
        assert {linked.id for linked in event.linked} <= ids - {event.id}


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_order_of_input_does_not_matter(r: Reporter, shuffle: random.Random) -> None:
    """Claims and documents in any order give the same bytes."""
    before = [to_json(event) for event in events(r)]
    claims, documents = list(r.claims), list(r.documents)
    shuffle.shuffle(claims)
    shuffle.shuffle(documents)
    assert [to_json(event) for event in fuse(claims, documents, roster())] == before


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_disputes_and_figures_cite_claims(r: Reporter) -> None:
    """Every account and figure cites claims that exist, and a dispute has at least two accounts."""
    ids = {claim.id for claim in r.claims}
    for event in events(r):
        assert all(len(dispute.accounts) > 1 for dispute in event.disputes)
        assert {c for d in event.disputes for a in d.accounts for c in a.claims} <= ids
        assert {c for toll in event.casualties for figure in toll.figures for c in figure.claims} <= set(event.claims)


# ---- the gold of the seeds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alternatives", [False, True])
def test_events_of_the_seeds(alternatives: bool) -> None:
    """Claims as the gold has them make the eight events that the gold expects."""
    claims, documents = gold_world(roster(), alternatives)
    found = fuse(claims, documents, roster())
    for want in gold_events():
        homes = {event.id: event for event in found for claim in want["claims"] if claim in event.claims}
        assert len(homes) == 1, want["event"]
        event = next(iter(homes.values()))
        assert event.type == want["type"]
        assert (str(event.start) if event.start else want["start"]) >= want["start"]
        assert event.end is not None
        assert str(event.end) <= want["end"]
        assert len(event.documents) == want["documents"]
        fields = {dispute.field for dispute in event.disputes}
        assert not want.get("disputed") or fields & set(want["disputed"]), want["event"]
        assert not want.get("disputed_with") or fields, want["event"]


def test_seeds_do_not_depend_on_the_id_of_a_pull_quote() -> None:
    """Without the mark of a copy, the pull quote still makes no second shelling."""
    claims, documents = gold_world(roster())
    unmarked = [replace(claim, copy_of=None) for claim in claims]
    found = fuse(unmarked, documents, roster())
    assert {"N44", "N78"} <= set(next(event for event in found if "N44" in event.claims).claims)


def test_reprint_goes_where_its_wire_goes() -> None:
    """ "Yesterday" in a wire that another paper prints a day late is the wire's yesterday."""
    r = Reporter().report("a", "Newswire", "2021-05-04")
    told = r.say("shelling", "shelled Tarn yesterday", places=(TARN,), time=when("2021-05-03"))
    r.report("b", "Gazette", "2021-05-05")
    copy = r.say("shelling", "shelled Tarn yesterday", places=(TARN,), time=when("2021-05-04"))
    found = events(r, frozenset({"b"}))
    assert home(found, copy) == home(found, told)
    assert home(found, told).end == dt.date(2021, 5, 3)
