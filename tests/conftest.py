"""Small real records for the tests of the store."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from clusters import address, cluster  # noqa: F401  # fixtures
from playwright.sync_api import Browser, sync_playwright

from sitrep.model.claims import ActorRef, Claim, PlaceRef, claim_id
from sitrep.model.control import HeldPlace, Holder, Holding
from sitrep.model.dates import TimeRef
from sitrep.model.events import Event
from sitrep.model.text import Document, Segment, Span
from sitrep.resolve.claims import Tools, load_tools
from sitrep.store.runs import Run, Settings, with_id
from sitrep.store.writer import Obtained, Reading, Results


def pytest_configure() -> None:
    """No test reads the actors that somebody has added on this machine."""
    os.environ["SITREP_HOME"] = str(Path(tempfile.gettempdir()) / "sitrep-tests-have-no-home")


TEXT = "Red Brigade seized Qadesh on Monday, its spokesman said – 🎉 and العربية too."


def make_document(name: str = "a.txt", text: str = TEXT) -> Document:
    return Document(
        id=name,
        text=text,
        sha256="0" * 64,
        outlet="Example News",
        published=dt.date(2015, 4, 27),
        published_from="--published",
        language="en",
        warnings=("one", "two"),
    )


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def make_claim(document: Document) -> Claim:
    trigger, place = span(document.text, "seized"), span(document.text, "Qadesh")
    agent = span(document.text, "Red Brigade")
    day = dt.date(2015, 4, 27)
    return Claim(
        id=claim_id(document.id, "territory_gain", trigger, ("red-brigade", "qadesh")),
        document=document.id,
        type="territory_gain",
        status="happened",
        trigger=trigger,
        evidence=span(document.text, "Red Brigade seized Qadesh on Monday"),
        agents=(ActorRef(id="red-brigade", name="Red Brigade", text=agent.text, start=agent.start, end=agent.end),),
        places=(
            PlaceRef(id="qadesh", name="Qadesh", text=place.text, start=place.start, end=place.end, lat=35.0, lon=36.5),
        ),
        time=TimeRef(start=day, end=day, text="Monday", precision="day", reason="Monday before publication"),
    )


def make_results(*documents: Document, obtained: str = "2026-01-01T00:00:00+00:00") -> Results:
    readings, events = [], []
    for document in documents:
        claim = make_claim(document)
        body = Segment(kind="body", start=0, end=len(document.text))
        told = Obtained(at=obtained, how="a test")
        readings.append(Reading(document=document, segments=(body,), claims=(claim,), engine="e1", obtained=told))
        events.append(
            Event(
                id="e-" + claim.id[2:],
                type=claim.type,
                status=claim.status,
                agents=claim.agents,
                targets=(),
                place=claim.places[0],
                start=dt.date(2015, 4, 27),
                end=dt.date(2015, 4, 27),
                claims=(claim.id,),
                documents=(document.id,),
                outlets=("Example News",),
                origins=("Red Brigade",),
                standing="claimed",
            )
        )
    holding = Holding(
        place=HeldPlace(id="qadesh", name="Qadesh", lat=35.0, lon=36.5, precision="exact"),
        holder=Holder(id="red-brigade", name="Red Brigade"),
        side="x:opposition",
        state="claimed",
        start=dt.date(2015, 4, 27),
        start_latest=dt.date(2015, 4, 28),
        until=dt.date(2015, 6, 2),
        until_earliest=dt.date(2015, 6, 1),
        because=tuple(reading.claims[0].id for reading in readings),
    )
    return Results(readings=tuple(readings), events=tuple(events), holdings=(holding,))


def make_run(started_at: str = "2026-01-01T00:00:00+00:00") -> Run:
    settings = Settings(inputs=("a.txt",), out="out")
    return with_id(Run(id="", sitrep="0", python="3", started_at=started_at, settings=settings))


class Records:
    """The makers above, for tests to call."""

    document = staticmethod(make_document)
    claim = staticmethod(make_claim)
    results = staticmethod(make_results)
    run = staticmethod(make_run)


@pytest.fixture
def records() -> type[Records]:
    return Records


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Model, codebook, roster and gazetteer, loaded once for all tests."""
    return load_tools()


#: Software drawing, so that the map is drawn where there is no graphics card.
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The browser that SITREP_CHROMIUM names, else one on the path."""
    named = os.environ.get("SITREP_CHROMIUM")
    return named or next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; skips where there is none."""
    program = chromium()
    if not program:
        pytest.skip("no Chromium here: install one or name it in SITREP_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()
