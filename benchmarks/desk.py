"""How fast the desk is on many events, measured in the browser: `python benchmarks/desk.py [--events N] [--json]`.

Invented events at invented places, the same for the same seed. The server and the browser share this machine's cores.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import random
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef, Claim, PlaceRef
from sitrep.model.dates import TimeRef
from sitrep.model.events import Event
from sitrep.model.record import hashed_id, to_json
from sitrep.model.text import Document, Span
from sitrep.serve.app import create_app
from sitrep.serve.desk import Desk
from sitrep.serve.find.names import Names
from sitrep.store.connect import writing
from sitrep.store.runs import Run, Settings, with_id
from sitrep.store.writer import Obtained, Reading, Results, write_results

SEED = 20150424
TYPES = ("shelling", "air_strike", "armed_clash", "territory_gain", "bombing", "assault", "withdrawal")
STANDINGS = ("claimed", "single", "repeated", "corroborated", "disputed")
ACTORS = tuple(f"Group {number}" for number in range(60))
SYLLABLES = ("ka", "ra", "mi", "sul", "ta", "ben", "dar", "el", "no", "shi", "qa", "lu")
PER_REPORT = 20
LIMITS = {"first_view_s": 2.0, "filter_p95_s": 0.5, "accept_s": 1.0, "reject_s": 1.0}


def places(chance: random.Random, number: int) -> list[PlaceRef]:
    """Invented towns in a stretch of land."""
    made = []
    for at in range(number):
        name = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
        made.append(
            PlaceRef(
                id=f"place:{at}", name=name, text=name, start=0, end=len(name), lat=round(chance.uniform(33, 37), 4),
                lon=round(chance.uniform(36, 42), 4), precision=chance.choice(("exact", "exact", "near")), radius_km=3.0,
            )
        )  # fmt: skip
    return made


def records(number: int) -> Iterator[tuple[Document, list[Claim], list[Event]]]:
    """Reports of twenty claims, each claim an event of its own."""
    chance = random.Random(SEED)
    towns = places(chance, 4000)
    first = dt.date(2012, 1, 1)
    for report in range(-(-number // PER_REPORT)):
        ident, claims, events, lines, at = f"report-{report:06d}", [], [], [], 0
        outlet, day = f"Outlet {chance.randrange(40)}", first + dt.timedelta(days=chance.randrange(2500))
        for _ in range(min(PER_REPORT, number - report * PER_REPORT)):
            kind, town, who = chance.choice(TYPES), chance.choice(towns), chance.choice(ACTORS)
            line = (
                f"{who} said to be behind {kind.replace('_', ' ')} at {town.name}, detail {chance.randrange(9999)}.\n"
            )
            span = Span(start=at, end=at + len(line) - 1, text=line[:-1])
            actor = ActorRef(id=None, name=who, text=who, start=at, end=at + len(who))
            claim = Claim(
                id=hashed_id("c", ident + line + str(at)), document=ident, type=kind, status="happened",
                trigger=Span(start=at, end=at + len(who), text=who), evidence=span, agents=(actor,), places=(town,),
                time=TimeRef(start=day, end=day, text="", precision="day", reason="invented"),
                confidence=round(chance.uniform(0.3, 1), 2),
            )  # fmt: skip
            claims.append(claim)
            events.append(
                Event(
                    id=hashed_id("e", claim.id), type=kind, status="happened", agents=(actor,), targets=(), place=town,
                    start=day, end=day, claims=(claim.id,), documents=(ident,), outlets=(outlet,), origins=(outlet,),
                    standing=chance.choice(STANDINGS),
                )
            )  # fmt: skip
            lines.append(line)
            at += len(line)
        text = "".join(lines)
        sha = hashlib.sha256(text.encode()).hexdigest()
        yield Document(id=ident, text=text, sha256=sha, outlet=outlet, published=day), claims, events


def fill(store: Path, number: int) -> str:
    """Writes the events to a store; returns their digest."""
    readings, events, digest = [], [], hashlib.sha256()
    for document, claims, found in records(number):
        obtained = Obtained(at="2026-01-01T00:00:00+00:00", how="benchmarks/desk.py")
        readings.append(
            Reading(document=document, segments=(), claims=tuple(claims), engine="invented", obtained=obtained)
        )  # fmt: skip
        events += found
        for event in found:
            digest.update(to_json(event).encode())
    settings = Settings(inputs=("invented",), out=str(store.parent))
    run = with_id(Run(id="", sitrep="", python="", started_at="2026-01-01T00:00:00+00:00", settings=settings))
    with writing(store) as connection:
        write_results(connection, Results(readings=tuple(readings), events=tuple(events), holdings=()), run)
    return digest.hexdigest()


def first_view(page: Page, address: str) -> float:
    """Seconds from the address to a list and a map with events."""
    began = time.perf_counter()
    page.goto(address + "/events", wait_until="commit")
    page.locator(".event-row").first.wait_for()
    page.locator("#map[data-ready]").wait_for(timeout=60_000)
    return time.perf_counter() - began


def fresh_view(browser: Browser, address: str) -> float:
    """The first view in a browser that has nothing of the desk yet, closed again so that it draws no longer."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    taken = first_view(page, address)
    page.context.close()
    return taken


def filters(page: Page, rounds: int) -> list[float]:
    """Seconds from a change of the filter to the list and the map that belong to it, in the browser's own clock."""
    chance, taken = random.Random(SEED), []
    for _ in range(rounds):
        query = "".join(chance.choices(SYLLABLES, k=2)) if chance.random() < 0.4 else ""
        kind = chance.choice(TYPES)
        script = """([kind, query]) => new Promise((done) => {
            const map = document.getElementById("map"), before = map.dataset.ready, began = performance.now();
            const seen = new MutationObserver(() => {
                if (map.dataset.ready === before) return;
                seen.disconnect();
                done(performance.now() - began);
            });
            seen.observe(map, { attributes: true });
            const form = document.getElementById("filters");
            for (const box of form.querySelectorAll('[name="type"]')) box.checked = box.value === kind;
            form.elements.q.value = query;
            form.requestSubmit();
        })"""
        taken.append(page.evaluate(script, [kind, query]) / 1000)
    return sorted(taken)


def server_seconds(desk: Desk, rounds: int) -> float:
    """CPU seconds of the server for one filter, page and map: what does not depend on who else uses the machine."""
    client, chance = TestClient(create_app(desk), base_url="http://127.0.0.1"), random.Random(SEED)
    client.get("/events")
    began = time.process_time()
    for _ in range(rounds):
        asked = {"type": chance.choice(TYPES)}
        client.get("/events", params=asked).raise_for_status()
        client.get("/map/events", params={**asked, "zoom": "6.0"}).raise_for_status()
    return (time.process_time() - began) / rounds


def decision_seconds(desk: Desk) -> dict[str, float]:
    """Seconds from sending a decision to the page that shows it, the median of a few, and the server's CPU seconds."""
    client, found = TestClient(create_app(desk), base_url="http://127.0.0.1"), {}
    page = client.get("/events?type=territory_gain").text
    secret = page.split('name="csrf" value="')[1].split('"')[0]
    events = iter(page.split('data-event="')[1:])
    for kind in ("accept", "reject"):
        taken, cpu = [], []
        for _ in range(5):
            event = next(events).split('"')[0]
            form = {"csrf": secret, "back": "/events?type=territory_gain", "kind": kind, "subject": event}
            began, busy = time.perf_counter(), time.process_time()
            client.post("/decide", data={**form, "seen": f"{event}="}).raise_for_status()
            taken.append(time.perf_counter() - began)
            cpu.append(time.process_time() - busy)
        found |= {f"{kind}_s": round(sorted(taken)[2], 2), f"{kind}_cpu_s": round(sorted(cpu)[2], 2)}
    return found


def measure(number: int, rounds: int) -> dict[str, object]:
    """All figures."""
    program = os.environ.get("SITREP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        raise SystemExit("no Chromium here: install one or name it in SITREP_CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "sitrep.sqlite"
        digest = fill(store, number)
        began, cpu = time.perf_counter(), time.process_time()
        desk = Desk(store, Names(Roster.load(), Gazetteer.load()), lambda _: None, lambda: dt.datetime.now(dt.UTC))
        loading, loading_cpu = time.perf_counter() - began, time.process_time() - cpu
        desk.warm_up()  # what the first search would wait for
        warm = time.perf_counter() - began
        time.sleep(1)  # the desk's own warm-up ends
        began = time.perf_counter()
        Desk(store, desk.names, lambda _: None, desk.clock)
        again = time.perf_counter() - began
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error"))
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        flags = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        views = sorted(fresh_view(browser, address) for _ in range(5))
        first_view(page, address)
        taken = filters(page, rounds)
        browser.close()
        server.should_exit = True
        server_cpu, decisions = server_seconds(desk, rounds), decision_seconds(desk)
    return {
        "events": number,
        "digest": digest,
        "cores": os.cpu_count(),
        "index_s": round(loading, 2),
        "index_cpu_s": round(loading_cpu, 2),
        "index_with_search_s": round(warm, 2),
        "index_kept_s": round(again, 2),
        "first_view_s": round(views[2], 2),
        "filter_median_s": round(taken[len(taken) // 2], 3),
        "filter_p95_s": round(taken[int(len(taken) * 0.95) - 1], 3),
        "filter_server_cpu_s": round(server_cpu, 3),
        **decisions,
    }


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.events, asked.rounds)
    if asked.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            limit = f"   (to stay under {LIMITS[name]})" if name in LIMITS else ""
            print(f"{name:20} {value}{limit}")


if __name__ == "__main__":
    main()
