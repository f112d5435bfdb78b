"""Decisions worked into a store: what follows from its claims is concluded anew."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.conclude.around import Worked
from sitrep.conclude.results import conclude
from sitrep.errors import StoreError
from sitrep.lexicon.rosters import Roster
from sitrep.model.events import Event
from sitrep.model.record import Record
from sitrep.review.apply import Lost
from sitrep.review.decisions import Decision
from sitrep.review.log import last_number, read_log
from sitrep.store.connect import reading, writing
from sitrep.store.databases.address import Address, how_to_fill, shown
from sitrep.store.view import View
from sitrep.store.writer import rewrite_conclusions


class Replayed(Record):
    """What replaying the decisions of a store came to."""

    decisions: int
    changed: int
    rejected: int
    events: int
    holdings: int
    lost: tuple[Lost, ...]
    worked: Worked


def replay(store: Address, roster: Roster) -> Replayed:
    """Works all decisions of the store into its events and control. Raises StoreError where there is no finished run.

    The thinking is done without a lock; where decisions or a run came in meanwhile, it is done again.
    """
    while True:
        with reading(store) as connection:
            view = View(connection)
            if view.last_run() is None:
                raise StoreError(f"{shown(store)}: holds no finished run; fill it with: {how_to_fill(store)}")
            before = view.version()
            readings, decisions = view.readings(), read_log(connection)
        results, lost = conclude(readings, decisions, roster)
        with writing(store) as connection:
            if View(connection).version() != before or last_number(connection) != len(decisions):
                continue
            rewritten = rewrite_conclusions(connection, results)
        after = (before[0], len(decisions))
        judged = _judged(results.events, decisions[abs(before[1]) :])
        return Replayed(
            decisions=len(decisions),
            changed=len(results.changed),
            rejected=len(results.rejected),
            events=len(results.events),
            holdings=len(results.holdings),
            lost=lost,
            worked=Worked(before=before, after=after, gone=rewritten.gone, anew=rewritten.anew | judged),
        )


def _judged(events: Sequence[Event], new: Sequence[Decision]) -> frozenset[str]:
    """The events of which claims were decided on."""
    named = {each.id for decision in new for each in (*decision.claims, *decision.others)}
    return frozenset(event.id for event in events if not named.isdisjoint(event.claims))
