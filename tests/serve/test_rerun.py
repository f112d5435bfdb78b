"""What people decided outlives a run on new reports, and waits again where its evidence changed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from fastapi.testclient import TestClient

from sitrep.model.events import Event
from sitrep.pipeline import run
from sitrep.serve.app import create_app
from sitrep.serve.desk import Desk
from sitrep.serve.find.names import Names
from sitrep.store.runs import Settings
from sitrep.store.view import open_view

EXAMPLES = Path(__file__).parents[2] / "examples" / "idlib-2015"


def stored(store: Path) -> tuple[Event, ...]:
    with open_view(store) as view:
        return view.events()


def files_alone(event: Event) -> Iterator[str]:
    """Reports in files of their own that tell the event beside others."""
    if len(event.documents) > 1:
        yield from (name for name in event.documents if (EXAMPLES / name).is_file())


def test_a_run_with_a_new_report_reopens_what_it_adds_to(example_store: Path, tmp_path: Path, names: Names) -> None:
    """The event that the report tells as well waits again; another one stays decided; both decisions stay in the log."""
    told = [(name, event) for event in stored(example_store) for name in files_alone(event)]
    late, whole = max(told, key=lambda pair: len(pair[1].claims))
    reports, out = tmp_path / "reports", tmp_path / "out"
    shutil.copytree(EXAMPLES, reports, ignore=shutil.ignore_patterns(late))
    settings = Settings(inputs=(str(reports),), out=str(out), jobs=1)
    run(settings)
    store = out / "sitrep.sqlite"
    added_to = next(event for event in stored(store) if set(event.claims) & set(whole.claims))
    untouched = next(event for event in stored(store) if event.id in {each.id for each in stored(example_store)})
    assert added_to.id != untouched.id
    desk = Desk(store, names, lambda _: None, lambda: dt.datetime.now(dt.UTC))
    client = TestClient(create_app(desk), base_url="http://127.0.0.1")
    for event in (added_to, untouched):
        assert client.post("/api/v1/decisions", json={"subject": event.id, "kind": "accept"}).status_code == 201
    shutil.copy(EXAMPLES / late, reports)
    run(settings)

    def reviewed(kind: str) -> list[set[str]]:
        found = client.get("/api/v1/events", params={"review": kind, "limit": "1000"}).json()["items"]
        return [set(event["claims"]) for event in found]

    assert [each.subject for each in desk.log()] == [added_to.id, untouched.id]
    assert reviewed("accepted") == [set(untouched.claims)]
    (waiting,) = reviewed("reopened")
    assert waiting > set(added_to.claims)
    assert client.get("/api/v1/queue", params={"limit": "1"}).json()["items"][0]["id"] == whole.id
