"""The whole way from inputs to results. Stages are plain functions; here they are put in order and timed."""

from __future__ import annotations

import contextlib
import datetime as dt
import platform
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sitrep import __version__, tally
from sitrep.conclude.results import conclude
from sitrep.export.page import render_page
from sitrep.export.view import AreaName, DocumentParts, PageView
from sitrep.gather import Inputs, count, join, read_all
from sitrep.model.claims import Claim
from sitrep.model.events import Fused
from sitrep.model.record import replace, to_json
from sitrep.outputs import NAMES, finish_run, output_files, publish_run
from sitrep.progress import STAGES, Progress, Silent
from sitrep.resolve.claims import Tools, load_tools
from sitrep.review.apply import Lost
from sitrep.review.log import log_in
from sitrep.store.databases.address import Address, address_of, shown
from sitrep.store.folder import check_writable
from sitrep.store.runs import InputDigest, Run, Seconds, Settings
from sitrep.store.view import last_run_id, open_view
from sitrep.store.writer import Obtained, Reading, Results
from sitrep.workers import extract_all

#: What the page shows of others' work; licences are in NOTICE.
CREDITS = ("Places: GeoNames (geonames.org), CC BY 4.0",)

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """The clock of the real world, in UTC."""
    return dt.datetime.now(dt.UTC)


def run(settings: Settings, progress: Progress | None = None, clock: Clock = now) -> Run:
    """Reads the inputs and writes all outputs into `settings.out`; returns what run.json says.

    Raises InputError where no input can be read, OutputError and StoreError where nothing can be written; nothing has
    changed then. Inputs that cannot be read beside others that can are in `Run.refused`.
    """
    folder = Path(settings.out)
    made = check_writable(folder, NAMES)
    try:
        return _run(settings, Stopwatch(clock, progress or Silent()))
    finally:
        if made:
            with contextlib.suppress(OSError):  # stays where anything was written
                folder.rmdir()


def store_of(settings: Settings) -> Address:
    """Where the run's store is."""
    return address_of(settings.store) if settings.store else Path(settings.out) / "sitrep.sqlite"


class Stopwatch:
    """Measures the stages and tells the progress."""

    def __init__(self, clock: Clock, progress: Progress) -> None:
        self._clock, self.progress = clock, progress
        self.started_at = clock().isoformat(timespec="seconds")
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


def _run(settings: Settings, watch: Stopwatch) -> Run:
    store = store_of(settings)
    before, decisions = last_run_id(store), log_in(store)
    fused = Fused()
    with watch.stage("read", count(settings)):
        inputs = read_all(settings, watch.progress)
        if settings.add and before:
            with open_view(store) as view:
                inputs, fused = join(inputs, view.readings()), view.fused()
    with watch.stage("load"):
        tools = load_tools(_codebook(settings), network=not settings.rules_only)
    with watch.stage("claims", len(inputs.new) + len(inputs.kept)):
        readings = _readings(inputs, tools, settings, watch)
    same = all(reading.engine == to_json(tools.origin) for reading in inputs.kept)
    results, lost = conclude(readings, decisions, tools.roster, watch.stage, fused if same else None)
    results = replace(results, originals=inputs.originals)
    warnings = (*tally.warnings(results), *(_told_lost(each) for each in lost))
    with watch.stage("page"):
        files = output_files(results, render_page(_page_view(results, tools, settings, warnings)))
    report = finish_run(_report(settings, watch, inputs, results, (*inputs.notices, *warnings)), files)
    with watch.stage("store"):
        publish_run(store, results, report, files, before)
    return report


def _told_lost(lost: Lost) -> str:
    return f"decision {lost.decision} waits: the words of claim {lost.claim} are not read as that claim any more"


def _codebook(settings: Settings) -> Path | None:
    return Path(settings.codebook) if settings.codebook else None


def _readings(inputs: Inputs, tools: Tools, settings: Settings, watch: Stopwatch) -> tuple[Reading, ...]:
    """What all documents hold, by id; those kept are read again only if another engine made their claims."""
    engine = to_json(tools.origin)
    done = {reading.document.id: reading for reading in inputs.kept if reading.engine == engine}
    for reading in done.values():
        watch.progress.step(reading.document.id)
    again = tuple(reading.document for reading in inputs.kept if reading.engine != engine)
    obtained = Obtained(at=watch.started_at, how="sitrep run " + " ".join(settings.inputs))
    for found in extract_all((*again, *inputs.new), tools, _codebook(settings), settings.jobs):
        watch.progress.step(found.document.id)
        done[found.document.id] = Reading(
            document=found.document, segments=found.segments, claims=found.claims, engine=engine, obtained=obtained
        )
    return tuple(done[ident] for ident in sorted(done))


def _page_view(results: Results, tools: Tools, settings: Settings, warnings: tuple[str, ...]) -> PageView:
    claims = tally.claims_in(results)
    parts = (DocumentParts(document=each.document.id, segments=each.segments) for each in results.readings)
    view = PageView(
        documents=tuple(reading.document for reading in results.readings),
        claims=claims,
        events=results.events,
        holdings=results.holdings,
        segments=tuple(parts),
        areas=_areas(claims, tools),
        notes=warnings,
        credits=CREDITS,
    )
    return replace(view, title=settings.title) if settings.title else view


def _areas(claims: Iterable[Claim], tools: Tools) -> tuple[AreaName, ...]:
    """The names of the areas that places of the claims lie in."""
    places = (place for claim in claims for place in (*claim.places, *claim.origin, *claim.destination))
    known = (tools.gazetteer.get(ident) for ident in sorted({place.within for place in places if place.within}))
    return tuple(AreaName(id=area.id, name=area.name) for area in known if area is not None)


def _report(settings: Settings, watch: Stopwatch, inputs: Inputs, results: Results, warnings: tuple[str, ...]) -> Run:
    claims = tally.claims_in(results)
    kept = {reading.document.id for reading in inputs.kept}
    return Run(
        id="",
        sitrep=__version__,
        python=platform.python_version(),
        started_at=watch.started_at,
        settings=replace(settings, store=shown(store_of(settings)) if settings.store else None),
        libraries=tally.libraries(),
        engine=claims[0].origin_of_record if claims else None,
        inputs=tuple(_digest(reading, reading.document.id in kept) for reading in results.readings),
        refused=inputs.refused,
        counts=tally.counts(results, len(inputs.refused)),
        claims_by_type=tally.claims_by_type(claims),
        unlocated=tally.unlocated(claims),
        unlisted=tally.unlisted(claims),
        warnings=warnings,
        seconds=tuple(watch.seconds),
    )


def _digest(reading: Reading, kept: bool) -> InputDigest:
    document = reading.document
    return InputDigest(
        document=document.id,
        sha256=document.sha256,
        outlet=document.outlet,
        published=document.published,
        published_from=document.published_from,
        kept=kept,
    )
