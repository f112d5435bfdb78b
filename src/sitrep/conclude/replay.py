"""Decisions worked into a store: what follows from its claims is concluded anew."""

from __future__ import annotations

from sitrep.conclude.results import conclude
from sitrep.errors import StoreError
from sitrep.lexicon.rosters import Roster
from sitrep.model.record import Record
from sitrep.review.apply import Lost
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


def replay(store: Address, roster: Roster) -> Replayed:
    """Works all decisions of the store into its events and control. Raises StoreError where there is no finished run.

    The thinking is done without a lock; where decisions or a run came in meanwhile, it is done again.
    """
    while True:
        with reading(store) as connection:
            view = View(connection)
            if view.last_run() is None:
                raise StoreError(f"{shown(store)}: holds no finished run; fill it with: {how_to_fill(store)}")
            run, _ = view.version()
            readings, decisions = view.readings(), read_log(connection)
        results, lost = conclude(readings, decisions, roster)
        with writing(store) as connection:
            if View(connection).version()[0] != run or last_number(connection) != len(decisions):
                continue
            rewrite_conclusions(connection, results)
        return Replayed(
            decisions=len(decisions),
            changed=len(results.changed),
            rejected=len(results.rejected),
            events=len(results.events),
            holdings=len(results.holdings),
            lost=lost,
        )
