"""Decisions worked in around what they touch come to what the whole comes to."""

from __future__ import annotations

import random

import pytest

from sitrep.conclude.around import work_in
from sitrep.conclude.replay import replay
from sitrep.review.decisions import Meaning, Slots
from sitrep.review.state import name_subject


def groups(state) -> set[tuple[str, ...]]:
    return {event.claims for event in state[0].values()}


def test_a_verdict_that_changes_no_claim_leaves_all_as_it_is(bench, roster) -> None:
    """And is worked in as a whole: nothing is left to be gone through."""
    before = bench.state()
    event = next(iter(before[0].values()))
    bench.decide("accept", event.id, event.claims)
    worked = work_in(bench.path, roster)
    assert worked is not None
    assert (worked.after, worked.gone, worked.anew) == ((before[4][0], 1), frozenset(), {event.id})
    assert bench.state()[:4] == before[:4]


def test_nothing_new_is_nothing_to_do(bench, roster) -> None:
    """The store stays as it was."""
    before = bench.state()
    worked = work_in(bench.path, roster)
    assert worked is not None
    assert worked.before == worked.after
    assert bench.state() == before


@pytest.mark.parametrize("seed", range(12))
def test_what_is_worked_in_around_is_what_the_whole_comes_to(bench, roster, seed: int) -> None:
    """Claims and which of them are one event, for any decisions; the whole then mends links and days between events."""
    chance = random.Random(seed)
    for _ in range(2):
        events = list(bench.state()[0].values())
        claims = {claim.id: claim for claim in bench.state()[2]}
        event, other = chance.sample(events, 2)
        kind = chance.choice(("reject", "correct", "merge", "split"))
        if kind == "correct":
            ident, model = chance.choice(event.claims), claims[chance.choice(sorted(claims))]
            slot = chance.choice(("places", "agents", "type", "status"))
            bench.decide("correct", ident, [ident], after=Slots(**{slot: getattr(model, slot)}))
        elif kind == "split":
            several = chance.choice([each for each in events if len(each.claims) > 1])
            bench.decide("split", several.id, several.claims[:1], several.claims[1:])
        else:
            bench.decide(kind, event.id, event.claims, other.claims if kind == "merge" else ())
        worked = work_in(bench.path, roster)
        assert worked is not None
        assert worked.after[1] < 0  # the whole is still to be gone through
        assert bench.state()[4] == worked.after
    around = bench.state()
    whole = replay(bench.path, roster).worked
    after = bench.state()
    assert groups(around) == groups(after)
    assert around[2:4] == after[2:4]
    assert (whole.before, whole.after) == (worked.after, after[4])
    changed = {ident for ident, event in after[0].items() if around[0].get(ident) != event}
    assert whole.gone == around[0].keys() - after[0].keys()
    assert changed <= whole.anew


def test_undoing_brings_back_what_was(bench, roster) -> None:
    """Also around."""
    before = bench.state()
    event = max(before[0].values(), key=lambda each: len(each.claims))
    rejection = bench.decide("reject", event.id, event.claims)
    work_in(bench.path, roster)
    assert event.id not in bench.state()[0]
    bench.decide("undo", event.id, undoes=rejection.id)
    work_in(bench.path, roster)
    assert groups(bench.state()) == groups(before)
    assert bench.state()[2:4] == before[2:4]


@pytest.mark.parametrize("sort", ["actor", "place"])
def test_what_a_name_means_is_worked_in_around_whom_it_names(bench, roster, sort: str) -> None:
    """In one report and everywhere, in any spelling, and back: as the whole has it."""
    before = bench.state()
    slot = "agents" if sort == "actor" else "places"
    claim = next(claim for claim in before[2] if getattr(claim, slot))
    name = getattr(claim, slot)[0].name
    meaning = Meaning(sort=sort, id="own:somebody", name="Some Other Name", lat=35.5, lon=36.5, precision="near")
    ways = {"link": claim.document, "alias": None}
    for kind, document in ways.items():
        subject = name_subject(sort, name, document)
        decision = bench.decide(kind, subject, name=name.upper(), document=document, meaning=meaning)
        worked = work_in(bench.path, roster)
        assert worked is not None
        around = bench.state()
        assert "own:somebody" in {ref.id for each in around[2] for ref in getattr(each, slot)}
        replay(bench.path, roster)
        after = bench.state()
        assert groups(around) == groups(after)
        assert around[2:4] == after[2:4]
        bench.decide("undo", subject, undoes=decision.id)
        assert work_in(bench.path, roster) is not None
        assert groups(bench.state()) == groups(before)
        assert bench.state()[2:4] == before[2:4]


def test_a_name_that_an_older_decision_gave_is_a_name_like_others(bench, roster) -> None:
    """Who is meant by a name that stands for another one."""
    claim = next(claim for claim in bench.state()[2] if claim.agents)
    name = claim.agents[0].name
    for given, ident in ((name, "own:first"), ("First Name", "own:second")):
        meaning = Meaning(sort="actor", id=ident, name="First Name" if ident == "own:first" else "Second Name")
        bench.decide("alias", name_subject("actor", given), name=given, meaning=meaning)
        assert work_in(bench.path, roster) is not None
    found = {ref.id for each in bench.state()[2] for ref in each.agents}
    assert "own:second" in found
    assert "own:first" not in found


def test_the_whole_writes_only_what_changed(bench, roster) -> None:
    """A second time there is nothing."""
    event = next(iter(bench.state()[0].values()))
    bench.decide("reject", event.id, event.claims)
    first = replay(bench.path, roster).worked
    assert event.id in first.gone
    second = replay(bench.path, roster).worked
    assert (second.gone, second.anew) == (frozenset(), frozenset())
