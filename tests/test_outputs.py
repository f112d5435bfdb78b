"""A run's files and store change together, whatever happens to the process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitrep.errors import OutputError, StoreError
from sitrep.model.record import replace, to_json
from sitrep.outputs import finish_run, output_files, publish_run
from sitrep.store.folder import STAGING
from sitrep.store.view import last_run_id, open_view

PUBLISH_FOR_EVER = """
import itertools, sys
from pathlib import Path
from sitrep.model.record import from_json
from sitrep.outputs import finish_run, output_files, publish_run
from sitrep.store.runs import Run, Settings
from sitrep.store.view import last_run_id
from sitrep.store.writer import Results

folder = Path(sys.argv[1])
results = [from_json(Path(name).read_bytes(), Results) for name in sys.argv[2:]]
before = last_run_id(folder / "sitrep.sqlite")
for number in itertools.count():
    chosen = results[number % len(results)]
    files = output_files(chosen, f"<p>{number}</p>")
    settings = Settings(inputs=(), out=str(folder))
    run = finish_run(Run(id="", sitrep="0", python="3", started_at=f"{before}+{number}", settings=settings), files)
    publish_run(folder / "sitrep.sqlite", chosen, run, files, before)
    before = run.id
    print(run.id, flush=True)
"""


def publish(folder: Path, records, names: tuple[str, ...], before: str | None, moment: str = "2026-01-01"):
    results = records.results(*(records.document(name) for name in names))
    files = output_files(results, "<p>page</p>")
    run = records.run(moment)
    run = finish_run(replace(run, settings=replace(run.settings, out=str(folder))), files)
    publish_run(folder / "sitrep.sqlite", results, run, files, before)
    return run


def check_complete(folder: Path) -> None:
    """All files and the store are of one run."""
    told = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for output in told["outputs"]:
        assert hashlib.sha256((folder / output["name"]).read_bytes()).hexdigest() == output["sha256"], output["name"]
    with open_view(folder / "sitrep.sqlite") as view:
        assert view.last_run().id == told["id"]
        lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
        assert [to_json(claim) for claim in view.claims()] == lines
    assert not list(folder.glob(STAGING + "*"))


def test_files_and_store_tell_the_same(tmp_path: Path, records) -> None:
    """The JSON lines are the store's records; run.json holds the digest of each file."""
    publish(tmp_path, records, ("a.txt", "b.txt"), None)
    check_complete(tmp_path)
    assert len((tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_killed_process_leaves_one_run_or_the_next(tmp_path: Path, records) -> None:
    """Killed at any moment, the folder is complete as soon as the store is opened again."""
    folder, names = tmp_path / "out", []
    folder.mkdir()
    for number in (1, 40):
        names.append(tmp_path / f"{number}.json")
        documents = (records.document(f"{each:02}.txt") for each in range(number))
        names[-1].write_text(to_json(records.results(*documents)), encoding="utf-8")
    for milliseconds in (1, 7, 23, 41, 64):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISH_FOR_EVER, str(folder), *map(str, names)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(milliseconds / 1000)
            process.kill()
        with open_view(folder / "sitrep.sqlite"):
            pass
        check_complete(folder)


def test_a_run_that_builds_on_old_results_is_refused(tmp_path: Path, records) -> None:
    """Another run came in between: nothing of it is lost."""
    first = publish(tmp_path, records, ("a.txt",), None)
    second = publish(tmp_path, records, ("a.txt", "b.txt"), first.id, "2026-01-02")
    with pytest.raises(StoreError, match="another run finished meanwhile"):
        publish(tmp_path, records, ("a.txt", "c.txt"), first.id, "2026-01-03")
    assert last_run_id(tmp_path / "sitrep.sqlite") == second.id
    check_complete(tmp_path)


def test_a_folder_that_vanished_leaves_the_store_as_it_was(tmp_path: Path, records) -> None:
    """The files cannot be staged, so the store is not changed either."""
    store = tmp_path / "kept.sqlite"
    first = publish(tmp_path, records, ("a.txt",), None)
    (tmp_path / "sitrep.sqlite").rename(store)
    results = records.results(records.document("b.txt"))
    files = output_files(results, "")
    gone = replace(first, settings=replace(first.settings, out=str(tmp_path / "gone")))
    with pytest.raises(OutputError, match="cannot write"):
        publish_run(store, results, finish_run(gone, files), files, first.id)
    with open_view(store) as view:
        assert [document.id for document in view.documents()] == ["a.txt"]
