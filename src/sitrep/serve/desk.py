"""The desk's memory: the index over the store, kept in step with runs and decisions, and what decides."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from sitrep.errors import SitrepError
from sitrep.export.outlines import Window
from sitrep.model.control import Holding
from sitrep.review.decisions import Decision
from sitrep.review.log import append, last_number, read_log
from sitrep.review.state import Now, current
from sitrep.serve.find.draw.ground import ground_of, window_around
from sitrep.serve.find.index import Index
from sitrep.serve.find.load.build import Builder
from sitrep.serve.find.names import Names
from sitrep.serve.words import label
from sitrep.store.connect import reading, writing
from sitrep.store.databases.address import Address
from sitrep.store.view import View, open_view

#: Works all decisions of the store at the path into its events and control.
Replay = Callable[[Address], object]
Clock = Callable[[], dt.datetime]

#: How long an answer waits for a decision to be worked in before it says that this goes on.
PATIENCE_SECONDS = 4.0


@dataclass(frozen=True)
class Snapshot:
    """One state of the store: index, decisions and control belong together."""

    index: Index
    decisions: tuple[Decision, ...]
    now: Now
    window: Window  # what the map shows first
    holdings: tuple[Holding, ...]
    as_of: dt.date | None  # the last day that a report speaks for


class Desk:
    """Everything that the pages share. Safe to use from several threads."""

    def __init__(self, store: Address, names: Names, replay: Replay, clock: Clock) -> None:
        self.store, self.names, self.clock = store, names, clock
        self._replay = replay
        self._builder = Builder(names, lambda kind: label("types", kind))
        self._loading = threading.Lock()
        self._working = threading.Condition()
        self._wanted = self._done = 0  # the newest decision that somebody waits for, and the last worked in
        self._busy = False
        self.trouble = ""
        self._snapshot = self._load()
        threading.Thread(target=self.warm_up, name="warm-up", daemon=True).start()

    def _load(self) -> Snapshot:
        with open_view(self.store) as view:
            decisions = read_log(view.connection)
            now = current(decisions)
            index = self._builder.whole(view, now, decisions)
            return self._snapshot_of(index, decisions, now, view)

    def _snapshot_of(self, index: Index, decisions: tuple[Decision, ...], now: Now, view: View) -> Snapshot:
        holdings = view.holdings()
        return Snapshot(index, decisions, now, window_around(index), holdings, as_of(view, holdings))

    def warm_up(self) -> None:
        """Makes what the first reader would wait for: the ground of the map, spellings for search."""
        snapshot = self._snapshot
        ground_of(snapshot.window)
        for table in snapshot.index.words:
            table.ready()

    @property
    def snapshot(self) -> Snapshot:
        """The present state, loaded anew if a run or a replay changed the store meanwhile."""
        with reading(self.store, known=True) as connection:
            return self._present(connection)

    def _present(self, connection: Connection) -> Snapshot:
        """The state that the connection sees, or a newer one."""
        known = self._snapshot
        version, decided = View(connection).version(), last_number(connection)
        if version[1] < decided:
            self._start(decided)  # decisions made by another process, or before this one was killed
        if version == known.index.version and decided == len(known.decisions):
            return known
        with self._loading:
            if self._snapshot is known:
                self._snapshot = self._load()
            return self._snapshot

    @contextmanager
    def view(self) -> Iterator[tuple[Snapshot, View]]:
        """The present state with a view of the store that shows the same."""
        while True:
            with reading(self.store, known=True) as connection:
                snapshot, view = self._present(connection), View(connection)
                if view.version() != snapshot.index.version:
                    continue  # changed in between: take the newer state
                yield snapshot, view
            return

    def log(self) -> tuple[Decision, ...]:
        """All decisions, those not yet worked in as well."""
        with reading(self.store, known=True) as connection:
            return read_log(connection)

    def decide(self, drafts: Sequence[Decision]) -> tuple[Decision, ...]:
        """Appends the decisions, which are on the disk when this returns, and waits a moment for what follows.

        Raises ConflictError where somebody decided meanwhile.
        """
        with writing(self.store) as connection:
            made = append(connection, drafts)
            number = last_number(connection)
        self._start(number)
        with self._working:
            self._working.wait_for(lambda: not self._busy, timeout=PATIENCE_SECONDS)
        return made

    @property
    def busy(self) -> bool:
        """Whether decisions are being worked in."""
        return self._busy

    def _start(self, number: int) -> None:
        with self._working:
            if number <= self._wanted and (self._busy or self.trouble):
                return
            self._wanted = max(self._wanted, number)
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._work, name="replay", daemon=True).start()

    def _work(self) -> None:
        """Replays until nothing newer is wanted; many decisions at once are worked in together."""
        try:
            while self._again():
                self._replay(self.store)
            self.trouble = ""
        except SitrepError as error:
            self.trouble = str(error)
        finally:
            with self._working:
                self._busy = False
                self._working.notify_all()

    def _again(self) -> bool:
        with self._working:
            again = self._wanted > self._done
            self._done = self._wanted
            return again


def as_of(view: View, holdings: tuple[Holding, ...]) -> dt.date | None:
    """The last day that a report speaks for: the newest evidence of control, or the newest report."""
    days = [holding.last_evidence for holding in holdings if holding.last_evidence]
    return max(days, default=None) or view.last_published()
