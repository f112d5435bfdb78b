"""The whole way from inputs to results. Stages are plain functions; only this module reads inputs and writes outputs."""

from __future__ import annotations

import contextlib
import datetime as dt
import platform
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from sitrep import __version__, tally
from sitrep.errors import InputError
from sitrep.export.page import render_page
from sitrep.export.view import DocumentParts, PageView
from sitrep.fuse.cluster import fuse
from sitrep.infer.control import infer_control
from sitrep.ingest.files import InputSettings, Rejected, read_inputs
from sitrep.model.record import Record, to_json
from sitrep.model.text import Document
from sitrep.outputs import finish_run, output_files, publish_run
from sitrep.resolve.claims import Tools, load_tools
from sitrep.store.folder import check_writable
from sitrep.store.runs import InputDigest, Refused, Run, Seconds, Settings
from sitrep.store.view import event_order, holding_order, last_run_id, open_view
from sitrep.store.writer import Obtained, Reading, Results
from sitrep.workers import extract_all

#: The stages of a run, in their order; run.json tells the seconds of each.
STAGES = ("read", "load", "claims", "events", "control", "page", "store")

Clock = Callable[[], dt.datetime]


class Progress(Protocol):
    """Who is told how far a run is."""

    def begin(self, stage: str, total: int | None) -> None:
        """A stage begins; `total` is its number of steps where that is known."""

    def step(self, what: str) -> None:
        """One step of the stage is done."""

    def refused(self, refused: Refused) -> None:
        """An input could not be read; the others go on."""


class Silent:
    """Tells nobody."""

    def begin(self, stage: str, total: int | None) -> None:
        """Nothing."""

    def step(self, what: str) -> None:
        """Nothing."""

    def refused(self, refused: Refused) -> None:
        """Nothing."""


class Inputs(Record):
    """What there is to work on: documents new and kept, inputs refused."""

    new: tuple[Document, ...]
    kept: tuple[Reading, ...]
    refused: tuple[Refused, ...]


class Stopwatch:
    """Measures the stages and tells the progress."""

    def __init__(self, clock: Clock, progress: Progress) -> None:
        self._clock, self.progress = clock, progress
        self.seconds: list[Seconds] = []

    @contextlib.contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[None]:
        """One stage of STAGES, from its beginning to its end."""
        if name not in STAGES:
            raise ValueError(f"unknown stage {name}; known: {', '.join(STAGES)}")
        self.progress.begin(name, total)
        began = self._clock()
        yield
        took = (self._clock() - began).total_seconds()
        self.seconds.append(Seconds(stage=name, seconds=round(took, 3)))


def now() -> dt.datetime:
    """The clock of the real world, in UTC."""
    return dt.datetime.now(dt.UTC)


def run(settings: Settings, progress: Progress | None = None, clock: Clock = now) -> Run:
    """Reads the inputs and writes all outputs into `settings.out`; returns what run.json says.

    Raises InputError where no input can be read, OutputError and StoreError where nothing can be written; nothing has
    changed then. Inputs that cannot be read beside others that can are in `Run.refused`.
    """
    folder = Path(settings.out)
    made = check_writable(folder)
    try:
        return _run(settings, Stopwatch(clock, progress or Silent()), clock().isoformat(timespec="seconds"))
    finally:
        if made:
            with contextlib.suppress(OSError):  # stays where anything was written
                folder.rmdir()


def store_of(settings: Settings) -> Path:
    """Where the run's store is."""
    return Path(settings.store) if settings.store else Path(settings.out) / "sitrep.sqlite"


def _run(settings: Settings, watch: Stopwatch, started_at: str) -> Run:
    store = store_of(settings)
    before = last_run_id(store)
    with watch.stage("read"):
        inputs = _read(settings, store if before else None, watch.progress)
    with watch.stage("load"):
        tools = load_tools(_codebook(settings))
    obtained = Obtained(at=started_at, how="sitrep run " + " ".join(settings.inputs))
    with watch.stage("claims", len(inputs.new) + len(inputs.kept)):
        readings = _extract(inputs, tools, settings, obtained, watch.progress)
    results = _compare(readings, tools, watch)
    warnings = tally.warnings(results)
    with watch.stage("page"):
        page = render_page(_page_view(results, tools, settings, warnings))
        files = output_files(results, page)
    report = finish_run(_report(settings, started_at, inputs, results, tuple(watch.seconds)), files)
    with watch.stage("store"):
        publish_run(store, results, report, files, before)
    return report
