"""`sitrep roster`: list, why and add."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from sitrep.cli.roster.commands import add, list_, why
from sitrep.errors import LexiconError

OURS = """actors:
  - {id: own-stone-bridge, name: Stone Bridge Brigade, kind: rebel_group, countries: [SY], aliases: [Liwa al-Jisr]}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SITREP_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "roster"


def test_why_tells_names_sides_and_parts(capsys: pytest.CaptureFixture[str]) -> None:
    """With periods and sources."""
    why("Jaysh al Fateh", at="2015-04-27")
    out = capsys.readouterr().out
    assert "Army of Conquest (army-of-conquest): coalition, SY" in out
    assert "syria:opposition since 2015-03-24 until 2017-01-28" in out
    assert "Al-Nusra Front" in out


def test_why_of_an_unknown_name_says_what_happens_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    """And ends with 1."""
    with pytest.raises(typer.Exit) as end:
        why("Nobody of that name")
    assert end.value.exit_code == 1
    assert "unlisted actor" in capsys.readouterr().out


def test_list_filters_and_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    """By country and kind; an unknown kind names the known ones."""
    list_(country="ly", kind="government", json=True)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all("LY" in row["countries"] and row["kind"] == "government" for row in rows)
    with pytest.raises(LexiconError, match="rebel_group"):
        list_(kind="rebels")


def test_an_added_file_is_known_from_then_on(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Checked, kept, found by its names; a second time only with --replace."""
    file = tmp_path / "Bridge.yml"
    file.write_text(OURS, encoding="utf-8")
    add(file)
    assert (home / "bridge.yml").read_text(encoding="utf-8") == OURS
    capsys.readouterr()
    why("Liwa al-Jisr")
    assert "own-stone-bridge" in capsys.readouterr().out
    with pytest.raises(LexiconError, match="--replace"):
        add(file)
    add(file, replace=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OURS.replace("own-stone-bridge", "free-syrian-army"), "line 2.*already used"),
        (OURS.replace("Liwa al-Jisr", "Nusra Front"), "line 2.*give one of them a period or take the name away"),
        (OURS.replace("rebel_group", "gang"), "line 2"),
        ("RIVER_GUARD_ [SYRREB 2013-2012]\n", "line 1.*earlier day first"),
        ("FREE_SYRIAN_ARMY_ [SYRREB]\n", "nothing to add"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_kept(tmp_path: Path, home: Path, text: str, message: str) -> None:
    """An id or a name that is taken, an unknown kind, periods turned round: file, line and what to do."""
    file = tmp_path / "wrong.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        add(file)
    assert not home.exists()
