"""What holds now is a pure function of the rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitrep.model.record import replace
from sitrep.review.apply import present
from sitrep.review.state import current, name_subject, reopened, undone_by
from sitrep.review.ties import settled


def test_the_last_verdict_holds(world) -> None:
    """Accepted, then rejected: rejected."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    world.decide("accept", claim.id, claim)
    rejection = world.decide("reject", claim.id, claim)
    assert current(world.log).verdicts == {claim.id: rejection}
    assert current(world.log).rejected == {claim.id: rejection}


def test_accepting_takes_a_rejection_back(world) -> None:
    """The claim counts again."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    world.decide("reject", claim.id, claim)
    world.decide("accept", claim.id, claim)
    assert current(world.log).rejected == {}


def test_an_undone_decision_is_as_if_never_made_and_undoing_the_undo_brings_it_back(world) -> None:
    """The row stays in the log all the same."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    rejection = world.decide("reject", claim.id, claim)
    undo = world.decide("undo", claim.id, undoes=rejection.id)
    assert current(world.log).rejected == {}
    assert current(world.log).last[claim.id] == undo
    world.decide("undo", claim.id, undoes=undo.id)
    assert current(world.log).rejected == {claim.id: rejection}


def test_a_split_takes_a_merge_of_the_same_claims_back(world) -> None:
    """The newer one holds, and undoing it brings the older back."""
    one = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    other = world.claim("fell", "territory_gain", "The army", "Tarn")
    pair = (min(one.id, other.id), max(one.id, other.id))
    world.decide("merge", "e-1", one, others=present([other]))
    split = world.decide("split", "e-2", one, others=present([other]))
    assert (set(current(world.log).together), set(current(world.log).apart)) == (set(), {pair})
    world.decide("undo", "e-2", undoes=split.id)
    assert (set(current(world.log).together), set(current(world.log).apart)) == ({pair}, set())


def test_a_verdict_is_reopened_when_the_claims_say_something_else(world) -> None:
    """Not when the program is merely surer than before."""
    claim = world.claim("took", "territory_gain", "The Lake Guard", "Tarn")
    decision = world.decide("accept", claim.id, claim)
    assert not reopened(decision, present([replace(claim, confidence=0.9, reasons=("new",))]))
    assert reopened(decision, present([replace(claim, status="denied")]))
    assert reopened(decision, present([claim, world.claim("fell", "territory_gain", "The army", "Tarn")]))


def test_spellings_of_a_name_are_one_subject() -> None:
    """So that two people who link one name see each other's decision."""
    assert name_subject("place", "Arīḩā") == name_subject("place", "Ariha")
    assert name_subject("place", "Ariha", "a.txt") != name_subject("place", "Ariha")


@given(st.lists(st.integers(min_value=0, max_value=6), max_size=8))
def test_undo_never_loses_a_decision_that_nobody_undid(undoes: list[int]) -> None:
    """What is undone is named by an undo that itself holds."""
    from sitrep.review.decisions import Decision, with_id  # noqa: PLC0415 - keeps the strategy free of fixtures

    log: list[Decision] = []
    for number, target in enumerate(undoes):
        undone = log[target % len(log)].id if log and target else None
        kind = "undo" if undone else "accept"
        log.append(with_id(Decision(kind=kind, subject="c-1", decided_at=str(number), decided_by="ada", undoes=undone)))
    undone_ids = undone_by(log)
    for each in log:
        assert (each.id in undone_ids) == any(other.undoes == each.id and other.id not in undone_ids for other in log)


def test_contradictions_by_way_of_a_third_claim_are_settled_for_the_newer_decision() -> None:
    """a with b, b with c, but not a with c: the oldest of the three gives way."""
    together = {("a", "b"): 0, ("b", "c"): 1}
    assert settled(together, {("a", "c"): 2}) == ((("b", "c"),), (("a", "c"),))
    assert settled({("a", "b"): 1, ("b", "c"): 2}, {("a", "c"): 0}) == ((("a", "b"), ("b", "c")), ())
