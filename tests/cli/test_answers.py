"""What the commands answer from a store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.cli.control import control
from sitrep.cli.diff import diff
from sitrep.cli.events import events
from sitrep.cli.explain import explain
from sitrep.errors import InputError, StoreError
from sitrep.model.control import holding_id
from sitrep.model.record import replace
from sitrep.store.connect import writing
from sitrep.store.writer import write_results

HOSTILE = "Red Brigade seized Qadesh on Monday\x1b[31m, \u202e[bold]its[/bold] spokesman said – 🎉 and العربية too."


@pytest.fixture
def store(tmp_path: Path, records) -> Path:
    path = tmp_path / "s.sqlite"
    with writing(path) as connection:
        write_results(connection, records.results(records.document("a.txt"), records.document("b.txt")), records.run())
    return path


def test_control_on_a_day_names_holder_state_and_evidence(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for the place, with the id that explain takes."""
    control(at="2015-05-01", store=store)
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["place", "state", "holder"]
    assert line.split()[:4] == ["Qadesh", "claimed", "Red", "Brigade"]
    assert "h-" in line


def test_control_without_evidence_is_unknown(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is carried to a day that no report speaks of."""
    control(at="2014-01-01", place="Qadesh", store=store)
    assert capsys.readouterr().out.startswith("unknown: no report in the store tells who held Qadesh on 2014-01-01")


def test_control_as_json_is_the_record_with_its_id(store: Path, records, capsys: pytest.CaptureFixture[str]) -> None:
    """The fields of the contract, null where unknown."""
    control(at="2015-05-01", store=store, json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["id"] == holding_id(records.results(records.document("a.txt"), records.document("b.txt")).holdings[0])
    assert told["from"], told["until"] == ("2015-04-27", "2015-06-02")
    assert told["besieged_by"] is None


def test_two_places_of_one_name_are_told_apart(tmp_path: Path, records, capsys: pytest.CaptureFixture[str]) -> None:
    """A town and its province: the ids stand beside the name."""
    store, results = tmp_path / "s.sqlite", records.results(records.document())
    province = replace(results.holdings[0], place=replace(results.holdings[0].place, id="qadesh-province"))
    with writing(store) as connection:
        write_results(connection, replace(results, holdings=(*results.holdings, province)), records.run())
    control(at="2015-05-01", store=store)
    told = capsys.readouterr().out
    assert "Qadesh (qadesh) " in told
    assert "Qadesh (qadesh-province) " in told


@pytest.mark.parametrize("name", ["Qadesh", "qadesh", "QÁDESH", "qad"])
def test_a_place_is_found_by_name_id_or_part(store: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Case and accents make no difference."""
    events(place=name, store=store)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_misspelt_place_names_the_nearest(store: Path) -> None:
    """The error says what the store does hold."""
    with pytest.raises(StoreError, match="did you mean Qadesh"):
        control(at="2015-05-01", place="Quadesh", store=store)


def test_events_of_a_type_as_json(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One record of the contract a line."""
    events(kind="territory_gain", store=store, json=True)
    assert [json.loads(line)["type"] for line in capsys.readouterr().out.splitlines()] == ["territory_gain"] * 2


def test_a_day_that_is_none_says_how_to_write_it(store: Path) -> None:
    """No guess is made."""
    with pytest.raises(InputError, match=r"27\.4\.2015: not a day; write it as YYYY-MM-DD"):
        control(at="27.4.2015", store=store)


def test_explaining_a_claim_gives_words_reasons_and_report(
    store: Path, records, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exact words, where they stand, who published them when and how they were obtained."""
    claim = records.claim(records.document("a.txt"))
    explain(claim.id, store=store)
    told = capsys.readouterr().out
    for words in (
        "Example News says: territory gain by Red Brigade at Qadesh on 2015-04-27",
        "“Red Brigade seized Qadesh on Monday”",
        "characters 12 to 18",
        "published 2015-04-27 (from --published)",
        "obtained 2026-01-01T00:00:00+00:00 by a test",
        "“Monday”: on 2015-04-27 (day); Monday before publication",
        f"e-{claim.id[2:]}, claimed",
    ):
        assert words in told


def test_explaining_control_walks_to_the_claims(store: Path, records, capsys: pytest.CaptureFixture[str]) -> None:
    """A holding names the claims that make it so, with their words and reports."""
    explain("h-", store=store)
    told = capsys.readouterr().out
    assert "Qadesh: claimed by Red Brigade, by that side only or against denial" in told
    assert records.claim(records.document("b.txt")).id in told
    assert "– b.txt" in told


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path, records, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences and bidirectional overrides are shown as replacement characters, markup as it is."""
    store = tmp_path / "s.sqlite"
    document = replace(records.document("\x1b]0;x\x07.txt", HOSTILE), title="\x1b[2J[red]title")
    with writing(store) as connection:
        write_results(connection, records.results(document), records.run())
    explain("c-", store=store)
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\x07" not in told
    assert "[red]title" in told


@pytest.mark.parametrize("command", [["control"], ["events"], ["explain", "c-1"]])
def test_a_missing_store_is_one_line_and_exit_code_2(tmp_path: Path, command: list[str]) -> None:
    """Without a traceback, and saying what to type."""
    done = subprocess.run(
        [sys.executable, "-m", "sitrep", *command, "--store", str(tmp_path / "no.sqlite")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "make one with: sitrep run INPUT --out" in done.stderr


def test_a_pipe_that_closes_early_is_no_error(store: Path) -> None:
    """`sitrep events | head -1` prints one line and no traceback."""
    command = f'"{sys.executable}" -m sitrep events --json --store "{store}" | head -c 10'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert len(done.stdout) == 10
    assert done.stderr == ""


def test_diff_of_two_stores(store: Path, tmp_path: Path, records, capsys: pytest.CaptureFixture[str]) -> None:
    """A report less: told with a sign, for a person and as JSON; a store and itself have no change."""
    other = tmp_path / "other.sqlite"
    with writing(other) as connection:
        write_results(connection, records.results(records.document("a.txt")), records.run())
    diff(before=store, after=other)
    assert capsys.readouterr().out.startswith("- report b.txt: Example News, 2015-04-27\n- event ")
    diff(before=store, after=other, json=True)
    assert {json.loads(line)["what"] for line in capsys.readouterr().out.splitlines()} == {"gone"}
    diff(before=store, after=store)
    assert capsys.readouterr().out == "no change\n"
