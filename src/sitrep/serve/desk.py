"""The desk's memory: the index over the store, kept in step with runs and decisions, and what decides."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from sitrep.conclude.around import Worked, work_in
from sitrep.errors import SitrepError
from sitrep.export.outlines import Window
from sitrep.model.control import Holding
from sitrep.review.decisions import Decision
from sitrep.review.log import append, last_number, read_log
from sitrep.review.state import Now, current
from sitrep.serve.find.draw.ground import ground_of, window_around
from sitrep.serve.find.index import Index
from sitrep.serve.find.load.build import Builder, Change
from sitrep.serve.find.load.kept import Shelf
from sitrep.serve.find.names import Names
from sitrep.serve.words import label
from sitrep.store.connect import reading, writing
from sitrep.store.databases.address import Address
from sitrep.store.view import View, open_view

#: Works all decisions of the store at the path into its events and control.
Replay = Callable[[Address], Worked | None]
Clock = Callable[[], dt.datetime]

#: How long an answer waits for a decision to be worked in before it says that this goes on.
PATIENCE_SECONDS = 4.0
#: Up to so many events the whole is gone through at once and waited for; a larger store shows what a decision touches
#: first, and goes through the whole after so many seconds.
SMALL, REST_SECONDS = 3_000, 10.0
#: Rows that hold no longer are kept up to so many more than those that do.
MOST_STRUCK_OUT = 5_000
#: Steps from one state of the store to the next that are remembered.
MOST_STEPS = 500


@dataclass(frozen=True)
class Snapshot:
    """One state of the store: index, decisions and control belong together."""

    index: Index
    decisions: tuple[Decision, ...]
    now: Now
    window: Window  # what the map shows first
    holdings: tuple[Holding, ...]
    sides: tuple[str, ...]  # of all holders, in the order of their colours
    as_of: dt.date | None  # the last day that a report speaks for


class Desk:
    """Everything that the pages share. Safe to use from several threads."""

    def __init__(self, store: Address, names: Names, replay: Replay, clock: Clock) -> None:
        self.store, self.names, self.clock = store, names, clock
        self._replay = replay
        self._builder = Builder(names, lambda kind: label("types", kind))
        self._shelf = Shelf(store, names)
        self._to_keep: tuple[str, Index] | None = None
        self._loading, self._turn = threading.Lock(), threading.Lock()
        self._steps = _Steps()
        self._working = threading.Condition()
        self._wanted = self._done = 0  # the newest decision that somebody waits for, and the last worked in
        self._busy = False
        self.trouble = ""
        self._snapshot = self._load()
        threading.Thread(target=self.warm_up, name="warm-up", daemon=True).start()

    def _load(self) -> Snapshot:
        """The state that the store is in, its index as kept where nothing changed since."""
        with open_view(self.store) as view:
            key, decisions = self._shelf.key(view), read_log(view.connection)
            kept = self._shelf.take(key)
            if kept is not None:
                return _snapshot_of(kept, decisions, current(decisions), view)
            made = self._whole(view, decisions)
        self._to_keep = key, made.index
        return made

    def _whole(self, view: View, decisions: tuple[Decision, ...]) -> Snapshot:
        now = current(decisions)
        return _snapshot_of(self._builder.whole(view, now, decisions), decisions, now, view)

    def _newer(self, known: Snapshot, connection: Connection) -> Snapshot:
        """The state that the connection sees: by what is known to have changed since, else read anew as a whole."""
        view, decisions = View(connection), read_log(connection)
        change = self._step_to(known.index.version, view.version())
        if change is None or known.index.struck_out > MOST_STRUCK_OUT + known.index.size:
            return self._whole(view, decisions)
        now, index = current(decisions), known.index
        if view.version() == index.version:
            return replace(known, decisions=decisions, now=now)
        changed = self._builder.changed(index, change, view, now, decisions)
        return _snapshot_of(changed, decisions, now, view, known.window)

    def _step_to(self, before: tuple[int, int], after: tuple[int, int]) -> Change | None:
        """What changed; waits a moment for who made the change to say so."""
        with self._turn:
            found = self._steps.between(before, after)
        with self._working:
            while found is None and self._busy and self._working.wait(timeout=PATIENCE_SECONDS):
                found = self._steps.between(before, after)
        return found

    def warm_up(self) -> None:
        """Makes what the first reader would wait for: the ground of the map, spellings for search."""
        snapshot = self._snapshot
        ground_of(snapshot.window)
        for table in snapshot.index.words:
            table.ready()
        waiting, self._to_keep = self._to_keep, None
        if waiting:
            self._shelf.keep(*waiting)

    @property
    def snapshot(self) -> Snapshot:
        """The present state, loaded anew if a run or a replay changed the store meanwhile."""
        with reading(self.store, known=True) as connection:
            return self._present(connection)

    def _present(self, connection: Connection) -> Snapshot:
        """The state that the connection sees, or a newer one."""
        version, decided = View(connection).version(), last_number(connection)
        if version[1] < decided and not self._turn.locked():
            self._start(decided)  # decisions made by another process, or before this one was killed
        known = self._snapshot
        if version == known.index.version and decided == len(known.decisions):
            return known
        with self._loading:
            known = self._snapshot
            if version != known.index.version or decided > len(known.decisions):
                self._snapshot = self._newer(known, connection)
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
        with self._turn:
            with writing(self.store) as connection:
                made = append(connection, drafts)
                number = last_number(connection)
            shown = self._around()
        if not shown:
            self._start(number)
            if self._snapshot.index.size <= SMALL:
                with self._working:
                    self._working.wait_for(lambda: not self._busy, timeout=PATIENCE_SECONDS)
        return made

    def _around(self) -> bool:
        """Works the newest decisions in around what they touch; whether nothing is left for the whole."""
        try:
            worked = work_in(self.store, self.names.roster)
        except SitrepError as error:
            self.trouble = str(error)
            return False
        if worked is None:
            return False
        self._steps.add(worked)
        return worked.after[1] >= 0

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
                worked = self._replay(self.store)
                if worked is not None:
                    self._steps.add(worked)
                with self._working:
                    self._working.notify_all()
            self.trouble = ""
        except SitrepError as error:
            self.trouble = str(error)
        finally:
            with self._working:
                self._busy = False
                self._working.notify_all()

    def _again(self) -> bool:
        if self._snapshot.index.size > SMALL and self._wanted > self._done:
            time.sleep(REST_SECONDS)  # who decides now will decide more: all of it is gone through at once
        with self._working:
            again = self._wanted > self._done
            self._done = self._wanted
            return again


class _Steps:
    """What changed from one state of the store to the next, as far as this process made it."""

    def __init__(self) -> None:
        self._steps: dict[tuple[int, int], Worked] = {}

    def add(self, worked: Worked) -> None:
        """Remembers a step."""
        if worked.before != worked.after:
            self._steps[worked.before] = worked
            while len(self._steps) > MOST_STEPS:
                del self._steps[next(iter(self._steps))]

    def between(self, before: tuple[int, int], after: tuple[int, int]) -> Change | None:
        """All that changed between two states; None where that is not known."""
        gone: set[str] = set()
        anew: set[str] = set()
        for _ in range(MOST_STEPS):
            if before == after:
                return Change(frozenset(gone - anew), frozenset(anew))
            step = self._steps.get(before)
            if step is None:
                return None
            gone, anew = (gone | step.gone) - step.anew, (anew - step.gone) | step.anew
            before = step.after
        return None


def _snapshot_of(
    index: Index, decisions: tuple[Decision, ...], now: Now, view: View, window: Window | None = None
) -> Snapshot:
    """The state that the view shows. The map's first view may stay what it was where a few events changed."""
    holdings = view.holdings()
    sides = tuple(sorted({each.side for each in holdings if each.side}))
    return Snapshot(index, decisions, now, window or window_around(index), holdings, sides, as_of(view, holdings))


def as_of(view: View, holdings: tuple[Holding, ...]) -> dt.date | None:
    """The last day that a report speaks for: the newest evidence of control, or the newest report."""
    days = [holding.last_evidence for holding in holdings if holding.last_evidence]
    return max(days, default=None) or view.last_published()
