"""How fast the exports are and how much memory they take: `python benchmarks/export.py --events 100000`.

The store is synthetic (the same every time: claims of one sentence, two to an event, places of the gazetteer), so speed
and memory are all that it says. Each format runs in a process of its own; memory is that process's peak.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sitrep.export.files import Export, write_files
from sitrep.export.formats import FORMATS
from sitrep.export.options import Options
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, PlaceRef, claim_id
from sitrep.model.dates import TimeRef
from sitrep.model.events import Event, Toll
from sitrep.model.text import Document, Span
from sitrep.store.connect import writing
from sitrep.store.runs import Run, Settings, with_id
from sitrep.store.writer import Obtained, Reading, Results, write_results

TOWNS = ("Idlib", "Saraqib", "Ariha", "Hama", "Latakia", "Aleppo", "Homs", "Raqqa")
KINDS = ("air_strike", "armed_clash", "shelling", "territory_gain")
FIRST = dt.date(2013, 1, 1)
PER_REPORT = 10


def main() -> None:
    """Makes the store, or exports one format and tells its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--formats", default=",".join(name for name in FORMATS if name not in ("report", "pdf")))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("STORE", "FORMAT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(*asked.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "s.sqlite"
        digest = make(store, asked.events)
        found = []
        for name in asked.formats.split(","):
            call = [sys.executable, __file__, "--one", str(store), name]
            found.append(json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout))
    if asked.json:
        print(json.dumps({"events": asked.events, "digest": digest, "formats": found}))
        return
    print(f"{asked.events} events, digest {digest}")
    for each in found:
        print(
            f"{each['format']:16} {each['seconds']:8.1f} s {each['rows_per_second']:8.0f} rows/s {each['peak_mb']:6.0f} MB"
        )


def measure(store: str, name: str) -> dict[str, object]:
    """Exports one format and tells seconds, rows a second and peak memory."""
    target = Path(store).with_suffix(FORMATS[name].suffix)
    began = time.perf_counter()
    outcome = write_files(Export(format=name, store=store, options=Options()), target)
    seconds = time.perf_counter() - began
    peak = peak_kb() / 1024
    return {
        "format": name, "rows": outcome.rows, "seconds": round(seconds, 2),
        "rows_per_second": round(outcome.rows / seconds), "peak_mb": round(peak),
    }  # fmt: skip


def peak_kb() -> int:
    """The peak of this process alone. `getrusage` would tell that of the process that started it where that is larger."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def make(store: Path, count: int) -> str:
    """A synthetic store; returns the digest of its claims' ids."""
    gazetteer = Gazetteer.load()
    towns = [gazetteer.lookup(name, "SY")[0] for name in TOWNS]
    refs = [
        PlaceRef(id=town.id, name=town.name, text=town.name, start=0, end=1, lat=town.lat, lon=town.lon,
                 precision=town.precision, kind=town.kind, within=town.admin1)
        for town in towns
    ]  # fmt: skip
    readings, events = [], []
    for number in range(0, count, PER_REPORT):
        reading, told = report(number, min(PER_REPORT, count - number), refs)
        readings.append(reading)
        events += told
    run = with_id(Run(id="", sitrep="0", python="3", started_at="2026-01-01T00:00:00+00:00",
                      settings=Settings(inputs=("synthetic",), out=str(store.parent))))  # fmt: skip
    with writing(store) as connection:
        write_results(connection, Results(readings=tuple(readings), events=tuple(events), holdings=()), run)
    ids = "".join(claim for event in events for claim in event.claims)
    return hashlib.sha256(ids.encode()).hexdigest()[:16]


def report(number: int, count: int, refs: list[PlaceRef]) -> tuple[Reading, list[Event]]:
    """One report with the claims of `count` events, and the events."""
    lines = [f"Rebel fighters attacked troops in {refs[each % len(refs)].name}, killing {each % 9} soldiers." for each in
             range(number, number + count)]  # fmt: skip
    text = "\n".join(lines)
    day = FIRST + dt.timedelta(days=number // 100)
    document = Document(id=f"r{number:08}", text=text, sha256="0" * 64, outlet=f"Outlet {number % 7}", published=day)
    claims, events = [], []
    for at, line in zip(offsets(lines), lines, strict=True):
        event_number = number + len(events)
        pair = [claim(document, at, line, refs[event_number % len(refs)], (event_number, half)) for half in (0, 1)]
        claims += pair
        events.append(event(event_number, document, pair))
    obtained = Obtained(at="2026-01-01T00:00:00+00:00", how="synthetic")
    return Reading(document=document, segments=(), claims=tuple(claims), engine="e", obtained=obtained), events


def offsets(lines: list[str]) -> Iterator[int]:
    """Where each line begins."""
    at = 0
    for line in lines:
        yield at
        at += len(line) + 1


def claim(document: Document, at: int, line: str, place: PlaceRef, number: tuple[int, int]) -> Claim:
    """A claim of one line."""
    whole = Span(start=at, end=at + len(line), text=line)
    verb = Span(start=at + 15, end=at + 23, text="attacked")
    kind = KINDS[number[0] % len(KINDS)]
    return Claim(
        id=claim_id(document.id, kind, verb, tuple(map(str, number))), document=document.id, type=kind, status="happened",
        trigger=verb, evidence=whole, agents=(actor("sy-rebels", "rebels"),),
        targets=(actor("sy-government-forces", "Syrian government forces"),), places=(place,),
        time=TimeRef(start=document.published, end=document.published, text="", precision="day", reason=""),
        casualties=(Casualty(group=GROUP, outcome="killed", low=number[0] % 9, high=number[0] % 9, text="", span=whole),),
    )  # fmt: skip


def actor(ident: str, name: str) -> ActorRef:
    """A listed actor."""
    return ActorRef(id=ident, name=name, text=name, start=0, end=1)


GROUP = Group(id="sy-government-forces", name="Syrian government forces", text="soldiers")


def event(number: int, document: Document, claims: list[Claim]) -> Event:
    """The event of a pair of claims."""
    one, dead = claims[0], number % 9
    return Event(
        id=f"e-{number:016x}", type=one.type, status="happened", agents=one.agents, targets=one.targets,
        place=one.places[0], start=document.published, end=document.published,
        claims=tuple(sorted(each.id for each in claims)), documents=(document.id,), outlets=(str(document.outlet),),
        origins=(str(document.outlet),), standing="single",
        casualties=(Toll(group=GROUP, outcome="killed", low=dead, high=dead, best=dead),),
    )  # fmt: skip


if __name__ == "__main__":
    main()
