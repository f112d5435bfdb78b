"""The whole way on small real reports."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import pytest

from sitrep.errors import InputError, OutputError
from sitrep.pipeline import run
from sitrep.progress import STAGES
from sitrep.store.runs import Settings
from sitrep.store.view import open_view

REPORTS = {
    "capture.txt": (
        "Rebels take northern town\n\nThe Army of Conquest seized the town of Jisr al-Shughur on Saturday after"
        " clashes with regime forces, the Syrian Observatory for Human Rights reported.\n"
    ),
    "denial.txt": (
        "Army says it still fights\n\nSyrian regime forces have not withdrawn from Jisr al-Shughur, state television"
        " said on Sunday. Warplanes carried out ten raids on the town.\n"
    ),
    "base.txt": (
        "Fighters storm base\n\nAl-Nusra Front fighters stormed the Qarmeed military base south of Idlib city on"
        " Monday, killing at least 15 soldiers, an activist told AFP.\n"
    ),
}
FILES = ("claims.jsonl", "events.jsonl", "control.jsonl", "report.html")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    told = {name: {"outlet": f"Outlet {name[0]}", "published": "2015-04-27"} for name in REPORTS}
    (folder / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def settings(out: Path, *inputs: Path, **more) -> Settings:
    return Settings(inputs=tuple(map(str, inputs)), out=str(out), **more)


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_run_writes_everything_and_it_hangs_together(tmp_path: Path, reports: Path) -> None:
    """Every claim's words stand in its document, is in exactly one event, and control names existing claims."""
    out = tmp_path / "out"
    finished = run(settings(out, reports))
    assert sorted(file.name for file in out.iterdir()) == sorted([*FILES, "run.json", "sitrep.sqlite"])
    claims, events, control = (lines(out / name) for name in FILES[:3])
    with open_view(out / "sitrep.sqlite") as view:
        texts = {document.id: document.text for document in view.documents()}
    assert set(texts) == set(REPORTS)
    assert {claim["type"] for claim in claims} >= {"territory_gain", "air_strike", "assault"}
    for claim in claims:
        for words in (claim["trigger"], claim["evidence"], *claim["agents"], *claim["places"]):
            assert texts[claim["document"]][words["start"] : words["end"]] == words["text"]
    assert sorted(ident for event in events for ident in event["claims"]) == sorted(claim["id"] for claim in claims)
    known = {claim["id"] for claim in claims}
    assert all(known.issuperset(holding["because"] + holding["against"]) for holding in control)
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert told["id"] == finished.id
    assert [each["stage"] for each in told["seconds"]] == [name for name in STAGES if name != "store"]
    assert {each["name"]: each["count"] for each in told["counts"]}["claims"] == len(claims)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, reports: Path) -> None:
    """On another day, in another folder, with another number of processes."""
    run(settings(tmp_path / "one", reports), clock=lambda: dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    run(settings(tmp_path / "two", reports, jobs=2))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_rules_may_read_alone(tmp_path: Path, reports: Path) -> None:
    """In every process; a run that adds with the network reads the kept reports again."""
    run(settings(tmp_path / "one", reports, rules_only=True))
    run(settings(tmp_path / "two", reports, rules_only=True, jobs=2))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert b"+judge-" not in contents(tmp_path / "one")["claims.jsonl"]
    run(settings(tmp_path / "one", reports / "base.txt", add=True))
    models = {claim["origin_of_record"]["model"] for claim in lines(tmp_path / "one" / "claims.jsonl")}
    assert all("+judge-" in model for model in models)
    assert models


def test_adding_one_at_a_time_in_any_order_equals_one_run(tmp_path: Path, reports: Path) -> None:
    """The bytes of all files are those of a run on all."""
    run(settings(tmp_path / "all", *(reports / name for name in REPORTS)))
    for seed in (1, 2):
        order, out = sorted(REPORTS), tmp_path / f"added{seed}"
        random.Random(seed).shuffle(order)
        for name in order:
            finished = run(settings(out, reports / name, add=True))
        assert contents(out) == contents(tmp_path / "all"), order
        assert [each.document for each in finished.inputs if not each.kept] == [order[-1]]


def test_a_run_replaces_what_was_there(tmp_path: Path, reports: Path) -> None:
    """Without --add the results are of these inputs only."""
    out = tmp_path / "out"
    run(settings(out, reports))
    run(settings(out, reports / "base.txt"))
    run(settings(tmp_path / "fresh", reports / "base.txt"))
    assert contents(out) == contents(tmp_path / "fresh")


def test_without_publication_dates_no_day_is_invented(tmp_path: Path) -> None:
    """Relative days stay unresolved, and one line says which reports and what to do."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    finished = run(settings(out, folder))
    for claim in lines(out / "claims.jsonl"):
        assert claim["time"] is None or (claim["time"]["start"], claim["time"]["end"]) == (None, None)
    assert all((event["start"], event["end"]) == (None, None) for event in lines(out / "events.jsonl"))
    undated = [warning for warning in finished.warnings if "publication date" in warning]
    assert len(undated) == 1
    assert undated[0].startswith("3 of 3 reports without a publication date (base.txt, capture.txt, denial.txt)")


def test_a_date_supplied_later_resolves_the_days(tmp_path: Path, reports: Path) -> None:
    """A report added again with --published is the same report, now dated."""
    (reports / "metadata.json").unlink()
    out, only = tmp_path / "out", reports / "capture.txt"
    run(settings(out, only))
    run(settings(out, only, add=True, published=dt.date(2015, 4, 27)))
    (claim, *_) = [each for each in lines(out / "claims.jsonl") if each["trigger"]["text"] == "seized"]
    assert (claim["time"]["start"], claim["time"]["end"]) == ("2015-04-25", "2015-04-25")
    assert {each["document"] for each in lines(out / "claims.jsonl")} == {"capture.txt"}


def test_an_output_folder_that_cannot_be_made_stops_before_any_work(tmp_path: Path) -> None:
    """Not even the missing input is looked at."""
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="choose another folder with --out"):
        run(settings(tmp_path / "file" / "out", tmp_path / "missing.txt"))


def test_a_run_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    """Nothing to read: nothing is made."""
    with pytest.raises(InputError):
        run(settings(tmp_path / "out", tmp_path / "missing.txt"))
    assert not (tmp_path / "out").exists()


def test_reports_without_events_give_an_empty_result_that_says_so(tmp_path: Path) -> None:
    """Files are there and empty, the page too, and a warning tells it."""
    calm = tmp_path / "calm.txt"
    calm.write_text("The museum opened a new wing for old maps. Visitors praised the quiet rooms.", encoding="utf-8")
    finished = run(settings(tmp_path / "out", calm, published=dt.date(2015, 4, 27)))
    assert (tmp_path / "out" / "claims.jsonl").read_bytes() == b""
    assert any(warning.startswith("no claims found in 1 report") for warning in finished.warnings)
