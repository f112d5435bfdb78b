"""From what was read and what people decided to events and control."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from sitrep.fuse.cluster import fuse_again
from sitrep.infer.control import infer_control
from sitrep.ingest.copies import find_copies
from sitrep.lexicon.rosters import Roster
from sitrep.model.events import Decided, Fused
from sitrep.model.record import replace
from sitrep.review.apply import Lost, apply
from sitrep.review.decisions import Decision
from sitrep.review.state import current
from sitrep.store.view import event_order, holding_order
from sitrep.store.writer import Reading, Results

#: Something to do around a named step: to time it, or to show it.
Step = Callable[[str], contextlib.AbstractContextManager[None]]


@contextlib.contextmanager
def quietly(name: str) -> Iterator[None]:  # noqa: ARG001 - a step that nobody watches
    """A step that is neither timed nor shown."""
    yield


def conclude(
    readings: tuple[Reading, ...],
    decisions: tuple[Decision, ...],
    roster: Roster,
    step: Step = quietly,
    before: Fused | None = None,
) -> tuple[Results, tuple[Lost, ...]]:
    """Events and control over all documents, in the order of the files; and decisions whose words are gone. `before`:
    what a run with this roster left of fusion."""
    documents = tuple(reading.document for reading in readings)
    read = tuple(claim for reading in readings for claim in reading.claims)
    applied = apply(current(decisions), read)
    decided = Decided(together=frozenset(applied.together), apart=frozenset(applied.apart))
    with step("events"):
        copied = frozenset(copy.document for copy in find_copies(documents))
        fused = fuse_again(applied.claims, documents, roster, copied, decided, before)
        events = sorted(fused.events, key=event_order)
    with step("control"):
        holdings = sorted(infer_control(events, applied.claims, documents, roster, copied), key=holding_order)
    results = Results(
        readings=readings,
        events=tuple(events),
        holdings=tuple(holdings),
        changed=applied.changed,
        rejected=applied.rejected,
        decision=len(decisions),
        fused=replace(fused, events=()),
    )
    return results, applied.lost
