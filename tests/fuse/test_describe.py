"""An event's days, standing, figures and disputes."""

from __future__ import annotations

import datetime as dt

from worlds import Reporter, killed, nobody, place, roster, when, who

from sitrep.fuse.cluster import fuse
from sitrep.model.events import Event
from sitrep.model.record import replace

TARN = place("tarn", 10.0, 10.0, kind="town")


def only(r: Reporter, copied: frozenset[str] = frozenset()) -> Event:
    """The one event of these reports."""
    found = fuse(r.claims, r.documents, roster(), copied)
    assert len(found) == 1
    return found[0]


def captures(*reports: tuple[str, str, tuple]) -> Reporter:
    """One claim of the capture of Tarn in each report: outlet, publication day, sources."""
    r = Reporter()
    for number, (outlet, published, sources) in enumerate(reports):
        r.report(f"r{number}", outlet, published)
        r.say("territory_gain", f"took Tarn {number}", agents=who("harvest"), places=(TARN,), sources=sources)
    return r


def test_days_of_one_moment_are_cut() -> None:
    """Monday, 'Sunday or Monday' and 'in May' meet on Monday."""
    r = Reporter().report("a", "Gazette", "2021-06-01")
    for words, days in (
        ("Monday", ("2021-05-03",)),
        ("overnight", ("2021-05-02", "2021-05-03")),
        ("May", ("2021-05-01", "2021-05-31")),
    ):
        r.say("territory_gain", f"took Tarn, {words}", agents=who("harvest"), places=(TARN,), time=when(*days))
    assert (only(r).start, only(r).end) == (dt.date(2021, 5, 3), dt.date(2021, 5, 3))


def test_days_of_what_lasts_are_joined() -> None:
    """Clashes from Saturday to Sunday and on Sunday last from Saturday to Sunday."""
    r = Reporter().report("a", "Gazette", "2021-05-03")
    r.say("armed_clash", "fought", agents=who("harvest"), places=(TARN,), time=when("2021-05-01", "2021-05-02"))
    r.say("armed_clash", "fought on", agents=who("harvest"), places=(TARN,), time=when("2021-05-02"))
    assert (only(r).start, only(r).end) == (dt.date(2021, 5, 1), dt.date(2021, 5, 2))


def test_event_is_not_later_than_its_first_report() -> None:
    """Without a day, publication bounds an event from above and nothing from below."""
    event = only(captures(("Gazette", "2021-05-04", ()), ("Herald", "2021-05-06", ())))
    assert (event.start, event.end) == (None, dt.date(2021, 5, 4))


def test_no_publication_no_day() -> None:
    """Nothing bounds an event of reports without a date."""
    event = only(captures(("Gazette", None, ())))  # type: ignore[arg-type]
    assert (event.start, event.end) == (None, None)


def test_days_told_apart_by_one_are_disputed() -> None:
    """A capture told for Monday by one and for Tuesday by another is one capture with two accounts of its day."""
    r = Reporter().report("a", "Gazette", "2021-05-05")
    r.say("territory_gain", "took Tarn on Monday", agents=who("harvest"), places=(TARN,), time=when("2021-05-03"))
    r.report("b", "Herald", "2021-05-05")
    r.say("territory_gain", "took Tarn on Tuesday", agents=who("harvest"), places=(TARN,), time=when("2021-05-04"))
    assert [dispute.field for dispute in only(r).disputes] == ["time"]
    assert (only(r).start, only(r).end) == (dt.date(2021, 5, 3), dt.date(2021, 5, 4))


def test_one_source_quoted_by_many_is_one_origin() -> None:
    """Three papers quoting the monitor repeat it; they do not corroborate it."""
    monitor = who("monitor")
    event = only(
        captures(("Gazette", "2021-05-04", monitor), ("Herald", "2021-05-04", monitor), ("Post", "2021-05-04", monitor))
    )
    assert event.standing == "repeated"
    assert event.origins == ("Upland Monitor",)
    assert event.outlets == ("Gazette", "Herald", "Post")


def test_independent_origins_corroborate() -> None:
    """The monitor in one paper and another paper's own reporter are two origins."""
    event = only(captures(("Gazette", "2021-05-04", who("monitor")), ("Herald", "2021-05-04", ())))
    assert event.standing == "corroborated"


def test_own_words_beside_a_quoted_source_add_no_origin() -> None:
    """A report that quotes the monitor and tells the same in its own voice has one origin."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("territory_gain", "took Tarn", agents=who("harvest"), places=(TARN,))
    r.say("territory_gain", "seized Tarn, it said", agents=who("harvest"), places=(TARN,), sources=who("monitor"))
    assert only(r).origins == ("Upland Monitor",)
    assert only(r).standing == "single"


def test_one_side_alone_only_claims() -> None:
    """Two members of one side saying so are not two independent origins."""
    event = only(captures(("Gazette", "2021-05-04", who("harvest")), ("Herald", "2021-05-05", who("river"))))
    assert event.standing == "claimed"


def test_copied_report_does_not_corroborate() -> None:
    """A report that copies another adds neither origin nor figure."""
    r = captures(("Gazette", "2021-05-04", ()), ("Herald", "2021-05-04", ()))
    assert only(r).standing == "corroborated"
    assert only(r, frozenset({"r1"})).standing == "single"


def test_copies_of_what_is_not_told_here_count_as_one() -> None:
    """Two reprints whose original tells something else are the word of one."""
    r = captures(("Gazette", "2021-05-04", ()), ("Herald", "2021-05-04", ()))
    assert only(r, frozenset({"r0", "r1"})).standing == "single"


def quotations(second: str, *, named: bool) -> Event:
    """A capture told in quotation marks by two outlets; the second may say who speaks."""
    r = Reporter()
    for number, words in enumerate(("We saw the Harvest Front enter Tarn at dawn today", second)):
        r.report(f"r{number}", ("Gazette", "Herald")[number], f"2021-05-0{4 + number}")
        text = f'"{words}," a resident said.'
        r.documents[-1] = replace(r.documents[-1], text=text)
        sources = who("monitor") if named and number else (nobody("a resident"),)
        claim = r.say("territory_gain", "enter", agents=who("harvest"), places=(TARN,), sources=sources)
        start = text.index("enter")
        r.claims[-1] = replace(claim, trigger=replace(claim.trigger, start=start, end=start + 5))
    return only(r)


def test_a_quotation_printed_twice_is_one_voice() -> None:
    """Two outlets with the same resident's words have one origin: whoever printed them first, or who is named."""
    same = "We saw the Harvest Front enter Tarn at dawn today"
    assert (quotations(same, named=False).standing, quotations(same, named=False).origins) == ("repeated", ("Gazette",))
    assert quotations(same, named=True).origins == ("Upland Monitor",)
    assert (
        quotations("I watched as the rebels enter Tarn in three long columns", named=False).standing == "corroborated"
    )


def test_nameless_sources_are_their_quoters() -> None:
    """Trusted sources cited by the monitor are the monitor's word."""
    from_nameless = (nobody("trusted sources"), *who("monitor"))
    assert only(captures(("Gazette", "2021-05-04", from_nameless))).origins == ("Upland Monitor",)


def test_denied_alone_is_denied() -> None:
    """An event that is told only as not having happened is denied."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say(
        "territory_gain",
        "did not take Tarn",
        status="denied",
        agents=who("harvest"),
        places=(TARN,),
        sources=who("army"),
    )
    assert only(r).standing == "denied"


def test_two_coalitions_are_two_accounts() -> None:
    """Captures by two coalitions of one side are one event told two ways; "rebels" contradicts neither."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    harvest = r.say("territory_gain", "Harvest took Tarn", agents=who("harvest"), places=(TARN,))
    r.say("territory_gain", "rebels took Tarn", agents=who("rebels"), places=(TARN,))
    r.report("b", "Herald", "2021-05-05")
    lantern = r.say("territory_gain", "Lantern took Tarn", agents=who("lantern"), places=(TARN,))
    (dispute,) = only(r).disputes
    assert dispute.field == "agents"
    assert {account.claims for account in dispute.accounts} == {(harvest.id,), (lantern.id,)}


def test_member_and_coalition_are_no_dispute() -> None:
    """River Brigade belongs to Harvest: no dispute on who took Tarn."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("territory_gain", "Harvest took Tarn", agents=who("harvest"), places=(TARN,))
    r.say("territory_gain", "River took Tarn", agents=who("river"), places=(TARN,))
    assert only(r).disputes == ()


def tolls(*reports: tuple[str, str, tuple, int, int | None]) -> Event:
    """One shelling of Tarn told by each report: outlet, day, sources, low, high."""
    r = Reporter()
    for number, (outlet, published, sources, low, high) in enumerate(reports):
        r.report(f"r{number}", outlet, published)
        r.say("shelling", f"shells fell {number}", agents=who("army"), places=(TARN,), sources=sources,
              time=when("2021-05-03"), casualties=(killed(low, high),))  # fmt: skip
    return only(r)


def test_differing_tolls_stand_side_by_side() -> None:
    """12 by the monitor and 5 by the army's television: a range, two figures, a dispute."""
    event = tolls(("Gazette", "2021-05-04", who("monitor"), 12, 12), ("Herald", "2021-05-04", who("state-tv"), 5, 5))
    (toll,) = event.casualties
    assert (toll.low, toll.high, len(toll.figures)) == (5, 12, 2)
    (dispute,) = event.disputes
    assert [account.value for account in dispute.accounts] == ["killed: soldiers: 5", "killed: soldiers: 12"]


def test_corrected_toll_is_no_dispute() -> None:
    """The monitor's later figure replaces its earlier one; both stay visible."""
    event = tolls(("Gazette", "2021-05-04", who("monitor"), 15, 15), ("Gazette", "2021-05-05", who("monitor"), 12, 12))
    (toll,) = event.casualties
    assert (toll.best, toll.low, toll.high) == (12, 12, 15)
    assert event.disputes == ()


def test_best_figure_is_that_of_most_origins_of_the_last_day() -> None:
    """Two origins say 12, one says 20, on the last day; an earlier 3 is out of date."""
    event = tolls(
        ("Post", "2021-05-03", who("wire"), 3, 3),
        ("Gazette", "2021-05-04", who("monitor"), 12, 12),
        ("Herald", "2021-05-04", (), 12, 12),
        ("Mail", "2021-05-04", (), 20, 20),
    )
    assert event.casualties[0].best == 12


def test_open_figure_leaves_the_range_open() -> None:
    """At least 10, and 12: no highest figure, and no dispute."""
    event = tolls(("Gazette", "2021-05-04", who("monitor"), 10, None), ("Herald", "2021-05-04", (), 12, 12))
    assert (event.casualties[0].low, event.casualties[0].high) == (10, None)
    assert event.disputes == ()


def test_reasons_are_sentences_with_their_weight() -> None:
    """An event says why its claims are one."""
    event = only(captures(("Gazette", "2021-05-04", ()), ("Herald", "2021-05-04", ())))
    assert "both at Tarn (+3)" in event.reasons
    assert "Harvest Coalition does it in both (+2)" in event.reasons


def test_later_report_leaves_the_id_of_an_event() -> None:
    """What was cited under an id is still found after another outlet told the same; an earlier report changes it."""
    told = (("Gazette", "2021-05-04", ()), ("Herald", "2021-05-05", ()))
    assert only(captures(told[0])).id == only(captures(*told)).id
    assert only(captures(told[1])).id != only(captures(told[1], told[0])).id


def test_an_outlet_of_one_side_only_claims() -> None:
    """What a side's own television says for itself is that side's word, as if it named a spokesman."""
    assert only(captures(("Lowland State Television", "2021-05-04", ()))).standing == "claimed"
    assert only(captures(("Gazette", "2021-05-04", ()))).standing == "single"


def test_outlets_of_one_publisher_are_one_origin() -> None:
    """A paper and its sister count once."""
    event = only(captures(("Lowland Newswire", "2021-05-04", ()), ("Lowland Evening", "2021-05-04", ())))
    assert event.origins == ("Lowland Newswire",)
    assert event.standing == "single"


def test_new_dead_are_no_other_toll() -> None:
    """Twelve were killed, another five died later: one toll of twelve, the five beside it, no dispute."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("bombing", "a bomb killed twelve", places=(TARN,), time=when("2021-05-03"), casualties=(killed(12, 12),))
    more = replace(killed(5, 5), text="another five soldiers")
    r.say("casualty_report", "another five died", gap=2, places=(TARN,), time=when("2021-05-03"), casualties=(more,))
    (toll,) = only(r).casualties
    assert (toll.low, toll.high, toll.best) == (12, 12, 12)
    assert [figure.low for figure in toll.figures] == [5, 12]
    assert only(r).disputes == ()


def test_nobody_hurt_denies_no_attack() -> None:
    """ "No casualties were reported" of a shelling: it happened; where others count dead, the dead are disputed."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("shelling", "shelled Tarn", agents=who("army"), places=(TARN,), time=when("2021-05-03"))
    r.say("casualty_report", "nobody was hurt", status="denied", gap=5, places=(TARN,), time=when("2021-05-03"))
    event = only(r)
    assert (event.status, event.standing, event.disputes) == ("happened", "single", ())
    r.report("b", "Herald", "2021-05-04")
    dead = {"casualties": (killed(4, 4),), "places": (TARN,), "time": when("2021-05-03")}
    r.say("shelling", "shells killed four", agents=who("army"), **dead)
    event = only(r)
    assert [(d.field, [a.value for a in d.accounts]) for d in event.disputes] == [
        ("casualties", ["nobody", "people hurt"])
    ]
