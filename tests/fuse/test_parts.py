"""With new reports only what they touch is fused anew, and the result is that of a run from scratch."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from test_cluster import ELM, TARN, worlds
from worlds import Reporter, killed, roster, when, who

from sitrep.fuse.cluster import fuse, fuse_again
from sitrep.model.events import Decided, Fused
from sitrep.model.record import replace, to_json

NONE: frozenset[str] = frozenset()


def fused(
    r: Reporter,
    names: set[str],
    before: Fused | None = None,
    copied: frozenset[str] = NONE,
    told: Decided | None = None,
) -> Fused:
    """The reports of these names, fused."""
    claims = [claim for claim in r.claims if claim.document in names]
    documents = [document for document in r.documents if document.id in names]
    return fuse_again(claims, documents, roster(), copied & names, told, before)


def lines(found: Fused) -> list[str]:
    return [to_json(event) for event in found.events]


@given(worlds(), st.data())
@settings(max_examples=60, deadline=None)
def test_added_reports_give_the_bytes_of_a_run_from_scratch(r: Reporter, data: st.DataObject) -> None:
    """Whatever was fused before and whichever reports are copies, now or only later."""
    names = sorted({document.id for document in r.documents})
    first, second = (data.draw(st.sets(st.sampled_from(names))) for _ in range(2))
    copied, later = (frozenset(data.draw(st.sets(st.sampled_from(names)))) for _ in range(2))
    start = fused(r, first, None, copied)
    middle = fused(r, first | second, start, copied)
    assert lines(fused(r, set(names), middle, later)) == [
        to_json(event) for event in fuse(r.claims, r.documents, roster(), later)
    ]
    assert fused(r, set(names), middle, later).parts == fused(r, set(names), None, later).parts


def two_towns() -> Reporter:
    """Shelling of Tarn, and of Elm far away, by a report each."""
    r = Reporter().report("a", "Gazette", "2021-05-04")
    r.say("shelling", "shelled Tarn", agents=who("army"), places=(TARN,), time=when("2021-05-03"))
    r.report("b", "Gazette", "2021-05-04")
    r.say("shelling", "shelled Elm", agents=who("army"), places=(ELM,), time=when("2021-05-03"))
    r.report("c", "Herald", "2021-05-05")
    dead = (killed(3, 3),)
    r.say("shelling", "shells hit Tarn", places=(TARN,), time=when("2021-05-03"), casualties=dead)
    return r


def test_what_nothing_new_touches_is_kept() -> None:
    """A report on Tarn leaves the part of Elm as it was: what it is said to hold is not even looked at."""
    r = two_towns()
    before = fused(r, {"a", "b"})
    elm = next(part for part in before.parts if part.events[0].place == ELM)
    marked = replace(before, parts=tuple(replace(p, events=()) if p == elm else p for p in before.parts))
    assert [event.place for event in fused(r, {"a", "b", "c"}, marked).events] == [TARN]


def test_parts_of_another_method_hold_nothing() -> None:
    """What other code or words of fusion made is fused anew."""
    r = two_towns()
    before = fused(r, {"a", "b"})
    other = Fused(parts=before.parts[:1], method="another")
    assert lines(fused(r, {"a", "b", "c"}, other)) == lines(fused(r, {"a", "b", "c"}))


def test_a_decision_fuses_its_claims_anew() -> None:
    """Two claims told apart by a person after they were joined."""
    r = two_towns()
    before = fused(r, {"a", "b", "c"})
    first, _, third = (claim.id for claim in r.claims)
    apart = Decided(apart=frozenset({(first, third)}))
    assert len(fused(r, {"a", "b", "c"}, before, told=apart).events) == len(before.events) + 1
