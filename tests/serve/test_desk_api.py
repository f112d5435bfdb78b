"""The API answers by the same filter as the pages, never with a server error, and loses no decision."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from sitrep.pipeline import run
from sitrep.review.log import broken_link, log_in
from sitrep.serve.access.users import User
from sitrep.serve.app import create_app
from sitrep.serve.desk import Desk
from sitrep.store.connect import reading
from sitrep.store.databases.address import Address, address_of
from sitrep.store.runs import Settings

EXAMPLES = Path(__file__).parents[2] / "examples" / "idlib-2015"
ROOT = Path(__file__).parents[2]


def items(client: TestClient, path: str) -> list[dict]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_paging_gives_every_event_once(client: TestClient) -> None:
    """In the order of the filter."""
    whole = [each["id"] for each in items(client, "/api/v1/events?limit=1000")]
    paged, address = [], 0
    while address is not None:
        page = client.get(f"/api/v1/events?limit=7&offset={address}").json()
        paged += [each["id"] for each in page["items"]]
        address = page["next"]
    assert paged == whole
    assert len(set(whole)) == len(whole) > 10


def test_each_facet_count_is_what_choosing_it_leaves(client: TestClient) -> None:
    """For the first values of each facet, under another filter as well."""
    found = client.get("/api/v1/facets?status=happened").json()["facets"]
    for facet, values in found.items():
        if facet == "status":
            continue
        for each in values[:2]:
            answer = client.get("/api/v1/events", params={"status": "happened", facet: each["value"], "limit": 1})
            assert answer.json()["total"] == each["count"], (facet, each)


def test_search_folds_accents_and_spellings(client: TestClient) -> None:
    """One town, written in four ways."""
    found = {
        query: client.get("/api/v1/events", params={"q": query}).json()["total"]
        for query in ("Idlib", "idlíb", "Idleb", "IDL")
    }
    assert found["Idlib"] > 0
    assert found["idlíb"] == found["Idlib"]
    assert found["Idleb"] > 0
    assert found["IDL"] >= found["Idlib"]


def test_a_decision_by_the_api_shows_at_once_and_a_late_one_is_told(client: TestClient) -> None:
    """409 for who did not see the last decision; nothing of it is kept."""
    event = items(client, "/api/v1/events?limit=1")[0]["id"]
    first = client.post("/api/v1/decisions", json={"subject": event, "kind": "accept"})
    assert first.status_code == 201
    assert client.get("/api/v1/events?review=accepted").json()["total"] == 1
    late = client.post("/api/v1/decisions", json={"subject": event, "kind": "reject"})
    assert late.status_code == 409
    assert "local decided" in late.json()["detail"]
    seen = {"subject": event, "kind": "unsure", "predecessor": first.json()["id"]}
    assert client.post("/api/v1/decisions", json=seen).status_code == 201
    assert [each["kind"] for each in items(client, "/api/v1/decisions")] == ["accept", "unsure"]


def test_two_people_deciding_at_once_lose_nothing(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    """Each on every other event, from two threads: every decision that was acknowledged is in the log."""
    clients = [client_of(), client_of()]
    events = [each["id"] for each in items(clients[0], "/api/v1/events?limit=12")]

    def decide(number: int) -> int:
        answer = clients[number % 2].post("/api/v1/decisions", json={"subject": events[number], "kind": "accept"})
        return answer.status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(decide, range(12))) == [201] * 12
    assert sorted(each.subject for each in desk.log()) == sorted(events)
    with reading(desk.store) as connection:
        assert broken_link(connection) is None


def test_schemathesis_finds_no_server_error(desk: Desk) -> None:
    """Over every operation of the OpenAPI document, with what fits its schema and what does not."""
    app = create_app(desk, None)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"Host": "127.0.0.1"})

    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:

        @settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def each(case: schemathesis.Case) -> None:
            answer = case.call(headers={"Host": "127.0.0.1"})
            assert answer.status_code < 500, case.as_curl_command()

        each()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_store(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """The example's results on either database; skips where no PostgreSQL can be started."""
    if request.param == "sqlite":
        return request.getfixturevalue("store")
    url = address_of(request.getfixturevalue("cluster").new())
    run(Settings(inputs=(str(EXAMPLES),), out=str(tmp_path), jobs=1, store=str(url)))
    return url


def _served(store: Address) -> tuple[subprocess.Popen[str], str]:
    """A server of its own process, and its address."""
    command = [sys.executable, "-m", "sitrep", "serve", str(store), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert server.stdout is not None
    found = re.search(r"http://[^ ]*/", server.stdout.readline())
    assert found is not None
    return server, found[0]


def test_kill_9_in_the_middle_of_decisions_loses_none_that_was_acknowledged(either_store: Address) -> None:
    """What the server answered 201 to is in the log afterwards, and the next server works it in."""
    store, acknowledged = either_store, []
    server, base = _served(store)
    events = json.load(urllib.request.urlopen(base + "api/v1/events?limit=20"))["items"]
    try:
        with ThreadPoolExecutor(2) as pool:
            for event in events:
                pool.submit(lambda ident=event["id"]: acknowledged.append(_post(base, ident)))
            deadline = time.monotonic() + 60
            while len(acknowledged) < 4 and time.monotonic() < deadline:
                time.sleep(0.01)
            server.send_signal(signal.SIGKILL)
    finally:
        _end(server)
    kept = {each.subject for each in log_in(store)}
    done = {ident for ident in acknowledged if ident}
    assert len(done) >= 4
    assert done <= kept
    with reading(store) as connection:
        assert broken_link(connection) is None
    server, base = _served(store)
    try:
        asked = urllib.request.urlopen(base + "api/v1/events?review=accepted&limit=1000")
        assert {each["id"] for each in json.load(asked)["items"]} == kept
    finally:
        _end(server)


def _end(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    server.kill()
    server.wait()
    server.stdout.close()


def _post(base: str, ident: str) -> str:
    """The id, if the server acknowledged the decision."""
    body = json.dumps({"subject": ident, "kind": "accept"}).encode()
    asked = urllib.request.Request(base + "api/v1/decisions", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return ident if answer.status == 201 else ""
    except OSError:
        return ""


def test_a_report_s_bytes_are_those_of_its_file(client: TestClient) -> None:
    """Of texts and of pages; to save, never to show. The page says that they were checked."""
    for name in ("0328-orontes-wire-idlib-city.txt", "0522-plain-post-hospital.html"):
        answer = client.get(f"/api/v1/originals/{name}")
        assert answer.content == (EXAMPLES / name).read_bytes()
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "just checked against the SHA-256" in client.get(f"/reports/{name}").text
    assert client.get("/api/v1/originals/none.txt").status_code == 404


def test_roles_hold_for_the_api(client_of: Callable[..., TestClient]) -> None:
    """Nobody without a login; a reader may not decide."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - slow on purpose

    users = {"rita": User(name="rita", role="reader", hash=PasswordHasher(time_cost=1).hash("long enough words"))}
    client = client_of(users)
    assert client.get("/api/v1/events").status_code == 401
    client.post("/login", data={"name": "rita", "password": "long enough words"})
    event = items(client, "/api/v1/events?limit=1")[0]["id"]
    assert client.post("/api/v1/decisions", json={"subject": event, "kind": "accept"}).status_code == 403


def test_the_client_in_the_docs_runs(address: str) -> None:
    """docs/desk.md shows a program that reads all events of a filter, page by page."""
    page = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(import json.*?)```", page, re.S)
    code = program.replace("http://127.0.0.1:8400", address)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "air_strike" in done.stdout
