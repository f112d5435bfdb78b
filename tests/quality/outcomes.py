"""Finished runs as records, and the benchmarks as modules, for the tests of quality."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import from_json
from sitrep.model.text import Segment
from sitrep.pipeline import run
from sitrep.store.runs import Run, Settings
from sitrep.store.view import open_view

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples" / "idlib-2015"


@dataclass(frozen=True)
class Outcome:
    """A finished run with its records, texts and segments by document."""

    out: Path
    run: Run
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    texts: dict[str, str]
    segments: dict[str, tuple[Segment, ...]]

    def event_of(self, claim: Claim) -> Event:
        return next(event for event in self.events if claim.id in event.claims)


def outcome(source: Path, out: Path) -> Outcome:
    finished = run(Settings(inputs=(str(source),), out=str(out)))
    records = [
        tuple(from_json(line, kind) for line in (out / f"{name}.jsonl").read_bytes().splitlines())
        for name, kind in (("claims", Claim), ("events", Event), ("control", Holding))
    ]
    with open_view(out / "sitrep.sqlite") as view:
        readings = view.readings()
    texts = {reading.document.id: reading.document.text for reading in readings}
    segments = {reading.document.id: reading.segments for reading in readings}
    return Outcome(out, finished, *records, texts, segments)


def benchmark(name: str) -> ModuleType:
    """A command of benchmarks/, as a module; it is not part of the package."""
    known = f"benchmark_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, ROOT / "benchmarks" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        made = sys.modules[known] = importlib.util.module_from_spec(spec)  # dataclasses look for their module
        spec.loader.exec_module(made)
    return sys.modules[known]
