"""`sitrep export`: files appear whole, options are checked, what is left out is told."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sitrep.cli import app
from sitrep.store.connect import writing
from sitrep.store.writer import write_results


@pytest.fixture
def store(tmp_path: Path, records) -> Path:
    path = tmp_path / "s.sqlite"
    with writing(path) as connection:
        write_results(connection, records.results(records.document("a.txt"), records.document("b.txt")), records.run())
    return path


def call(*arguments: str):
    return CliRunner().invoke(app, ["export", *arguments])


def test_a_table_comes_with_its_description_and_companion(store: Path, tmp_path: Path) -> None:
    """The description is CSV on the Web: columns, choices, safety, credits, what was left out."""
    done = call("acled", "--store", str(store), "-o", str(tmp_path / "x.csv"))
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {
        "s.sqlite", "x.csv", "x.acled-members.csv", "x.csv-metadata.json",
    }  # fmt: skip
    about = json.loads((tmp_path / "x.csv-metadata.json").read_text(encoding="utf-8"))
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert [column["titles"] for column in about["tableSchema"]["columns"]] == next(csv.reader(file))
    assert about["sitrep:safety"]["names"] is False
    assert any("GeoNames" in credit for credit in about["dc:rights"])
    assert sum(each["count"] for each in about["sitrep:left_out"]) == 2


def test_standard_output_gets_the_bytes_alone(store: Path) -> None:
    """What is told about them goes to standard error."""
    done = call("geojson", "--store", str(store))
    assert json.loads(done.stdout)["type"] == "FeatureCollection"
    assert "sitrep: geojson: 2 rows" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kml",), "no such format; known: acled"),
        (("acled", "--box", "1,2,3"), "not four degrees"),
        (("acled", "--box", "9,2,3,4"), "not a box"),
        (("acled", "--box", "nan,2,3,4"), "not a box"),
        (("acled", "--max-precision", "fine"), "no such precision; known, from fine to coarse: exact"),
        (("acled", "--from", "May"), "not a day"),
        (("acled", "--standing", "true"), "no such standing; known: claimed"),
        (("acled", "-o", "/nowhere/x.csv"), "cannot write there"),
        (("acled", "--from", "2015-05-01", "--until", "2015-04-01"), "ends before it begins"),
    ],
)
def test_mistakes_are_one_line(store: Path, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, no traceback."""
    done = call(*arguments, "--store", str(store))
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_failed_export_leaves_the_old_file(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing beside it."""
    target = tmp_path / "out" / "x.pdf"
    target.parent.mkdir()
    target.write_text("old", encoding="utf-8")
    monkeypatch.setenv("SITREP_CHROMIUM", "/bin/false")
    assert call("pdf", "--store", str(store), "-o", str(target)).exit_code == 2
    assert [path.name for path in target.parent.iterdir()] == ["x.pdf"]
    assert target.read_text(encoding="utf-8") == "old"


def test_a_delay_counts_from_today(store: Path) -> None:
    """Events of 2015 are older than a year."""
    assert "2 rows" in call("geojson", "--store", str(store), "--delay", "365").stderr
    assert "0 rows" in call("geojson", "--store", str(store), "--delay", "36500").stderr
