"""Decisions change claims, and nothing else does."""

from __future__ import annotations

from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.model.record import replace
from sitrep.review.apply import apply, present
from sitrep.review.decisions import Meaning, Slots, slots_of
from sitrep.review.state import current, name_subject

ELM = PlaceRef(id="geo:elm", name="Elm", text="Tarn", start=20, end=24, lat=1.0, lon=2.0, precision="exact")


def test_without_decisions_claims_are_what_was_read(world) -> None:
    """Not even a copy."""
    claims = (world.claim("took", "territory_gain", "The Lake Guard", "Tarn"),)
    found = apply(current([]), claims)
    assert found.claims[0] is claims[0]
    assert (found.changed, found.rejected, found.lost) == ((), (), ())


def test_a_correction_replaces_its_slots_and_says_who_made_it(world) -> None:
    """The other slots stay."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    world.decide("correct", claim.id, claim, before=slots_of(claim, ("places",)), after=Slots(places=(ELM,)))
    (changed,) = apply(current(world.log), [claim]).changed
    assert changed.places == (ELM,)
    assert changed.agents == claim.agents
    assert changed.reasons[-1] == "places corrected by ada on 2026-01-01"


def test_nobody_can_be_corrected_to_nobody(world) -> None:
    """An empty slot is an answer, not a missing one."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    world.decide("correct", claim.id, claim, after=Slots(agents=()))
    assert apply(current(world.log), [claim]).claims[0].agents == ()


def test_a_rejected_claim_counts_no_longer(world) -> None:
    """The others do."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    other = world.claim("shelled", "shelling", "Militia", "Elm")
    world.decide("reject", claim.id, claim)
    found = apply(current(world.log), [claim, other])
    assert (found.claims, found.rejected) == ((other,), (claim.id,))


def test_a_correction_follows_its_words_when_the_program_reads_other_slots(world) -> None:
    """A new id for the same words of the same report is the same claim to a person."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    world.decide("correct", claim.id, claim, after=Slots(places=(ELM,)))
    newer = replace(claim, id="c-newer", targets=claim.agents)
    assert apply(current(world.log), [newer]).changed[0].places == (ELM,)


def test_a_decision_whose_words_are_gone_is_kept_and_told(world) -> None:
    """It waits for them."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    decision = world.decide("reject", claim.id, claim)
    found = apply(current(world.log), [])
    assert [(each.decision, each.claim) for each in found.lost] == [(decision.id, claim.id)]


def test_an_alias_gives_every_mention_its_meaning_in_any_spelling(world) -> None:
    """A link does so in one document only."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    far = replace(claim, id="c-far", document="b.txt")
    meaning = Meaning(sort="actor", id="lake-guard", name="Lake Guard")
    subject = name_subject("actor", "the lake guard", "a.txt")
    world.decide("link", subject, name="the lake guard", document="a.txt", meaning=meaning)
    here, there = apply(current(world.log), [claim, far]).claims
    assert (here.agents[0].id, there.agents[0].id) == ("lake-guard", None)
    assert isinstance(here.agents[0], ActorRef)
    assert here.agents[0].text == "The Lake Guard"
    world.decide("alias", name_subject("actor", "The Lake Guard"), name="The Lake Guard", meaning=meaning)
    assert [each.agents[0].id for each in apply(current(world.log), [claim, far]).claims] == ["lake-guard"] * 2


def test_merging_and_splitting_name_pairs_of_claims(world) -> None:
    """Each claim of the one side with each of the other, smaller id first; claims that are gone are left out."""
    one = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    two = world.claim("shelled", "shelling", "Militia", "Elm")
    three = world.claim("fell", "territory_gain", "The army", "Tarn")
    world.decide("merge", "e-1", one, others=present([two, three]))
    found = apply(current(world.log), [one, two])
    assert found.together == ((min(one.id, two.id), max(one.id, two.id)),)
    assert {each.claim for each in found.lost} == {three.id}
