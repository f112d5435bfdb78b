"""`sitrep gazetteer` adds, lists, checks and explains places."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sitrep.cli import app

HEADER = "name,kind,country,lat,lon\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for added tables that is not the user's own."""
    monkeypatch.setenv("SITREP_HOME", str(tmp_path / "kept"))
    return tmp_path


def said(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["gazetteer", *words])
    return result.exit_code, result.output


def test_what_is_added_is_known_and_listed(folder: Path) -> None:
    """After `add`, `why` finds the place and `list` names its file."""
    file = folder / "mine.csv"
    file.write_text(HEADER + "Tell Zzonkara,village,SY,35.5,36.5\n", encoding="utf-8")
    assert said("add", str(file))[0] == 0
    assert "35.500, 36.500" in said("why", "Tel Zzonkara", "--country", "sy")[1]
    assert "mine.csv" in said("list")[1]


def test_check_keeps_nothing(folder: Path) -> None:
    """It counts the places and tells those that are known by another id."""
    file = folder / "mine.csv"
    file.write_text(HEADER + "Idleb,town,SY,35.93,36.63\n", encoding="utf-8")
    code, output = said("check", str(file))
    assert code == 0 and "geonames:169389" in output
    assert not (folder / "kept").exists()


@pytest.mark.usefixtures("folder")
def test_a_name_is_explained() -> None:
    """The reason names the spelling and the source."""
    code, output = said("why", "Jisr ash-Shugour", "--country", "SY")
    assert code == 0
    assert "spellings of one name" in output and "GeoNames" in output


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Tell Zzonkara,village,SY,36.5,36.5\nWadi Qqonk,village,LY,13.2,32.8\n", "line 3: Wadi Qqonk lies"),
        ("Tell Zzonkara,village,SY,136.5,35.5\n", "line 2: lat 136.5, lon 35.5 is no point on Earth; they seem"),
    ],
)
def test_swapped_coordinates_are_refused(folder: Path, rows: str, told: str) -> None:
    """Nothing is kept; one line says where and what."""
    file = folder / "mine.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    code, output = said("add", str(file))
    assert code == 2 and told in " ".join(output.split())
    assert not (folder / "kept").exists()


@pytest.mark.usefixtures("folder")
def test_an_unknown_name_says_what_to_do() -> None:
    """Exit code 2 and the command that helps."""
    code, output = said("why", "Qqzzxw")
    assert code == 2 and "sitrep gazetteer add FILE" in output
