"""A desk over the example reports: as an application in memory, and as a server that a browser opens."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from sitrep.conclude.replay import replay
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.pipeline import run
from sitrep.serve.access.users import User
from sitrep.serve.app import LOOPBACK, create_app
from sitrep.serve.desk import Desk
from sitrep.serve.find.names import Names
from sitrep.store.runs import Settings

EXAMPLES = Path(__file__).parents[2] / "examples" / "idlib-2015"
expect.set_options(timeout=20_000)  # two cores may be shared by many


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a run on the example reports."""
    out = tmp_path_factory.mktemp("desk")
    run(Settings(inputs=(str(EXAMPLES),), out=str(out), jobs=1))
    return out / "sitrep.sqlite"


@pytest.fixture(scope="session")
def names() -> Names:
    return Names(Roster.load(), Gazetteer.load())


@pytest.fixture
def store(example_store: Path, tmp_path: Path) -> Path:
    """A copy of that store that a test may change."""
    return Path(shutil.copy(example_store, tmp_path / "sitrep.sqlite"))


@pytest.fixture
def desk(store: Path, names: Names) -> Desk:
    return Desk(store, names, lambda path: replay(path, names.roster).worked, lambda: dt.datetime.now(dt.UTC))


@pytest.fixture
def client_of(desk: Desk) -> Callable[..., TestClient]:
    """Makes browsers without pictures: each has its own cookies."""

    def made(users: dict[str, User] | None = None) -> TestClient:
        return TestClient(create_app(desk, users, LOOPBACK), base_url="http://127.0.0.1", follow_redirects=True)

    return made


@pytest.fixture
def client(client_of: Callable[..., TestClient]) -> TestClient:
    return client_of()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The address of a running server."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the desk; any script error and any request to elsewhere fails the test."""
    contexts, errors, foreign = [], [], []

    def opened(path: str, width: int = 1440, scheme: str = "light", **more: object) -> Page:
        options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        context = browser.new_context(locale="en-GB", **options, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda asked: foreign.append(asked.url) if not asked.url.startswith((address, "data:", "blob:")) else None,
        )
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert foreign == []
    assert [error for error in errors if "409" not in error] == []
