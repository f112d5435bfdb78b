"""`sitrep run` and `sitrep read` as people meet them, bad input first."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = "Rebels seized the town of Saraqib on Saturday, residents said. Warplanes bombed the town on Sunday."
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error::UserWarning"}


def sitrep(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "sitrep", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env=ENVIRONMENT)


def hear_interrupts() -> None:
    """A shell that starts the tests in the background makes them, and their children, deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def write_bad_inputs(folder: Path) -> dict[str, str]:
    """Every bad input that we promise to survive, with words that its line must hold."""
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "arabic.txt").write_text(
        "قال ناشطون إن المعارضة سيطرت على البلدة يوم السبت بعد اشتباكات عنيفة" * 3, "utf-8"
    )
    (folder / "huge.txt").write_text(GOOD * 100_000, encoding="utf-8")
    (folder / "rows.jsonl").write_text(json.dumps({"text": GOOD}) + '\n{"text": "broken\n', encoding="utf-8")
    return {"empty.txt": "empty", "binary.txt": "", "arabic.txt": "Arabic", "huge.txt": "MB", "rows.jsonl": "line 2"}


def test_bad_inputs_are_one_line_each_and_the_others_go_on(tmp_path: Path) -> None:
    """Exit code 1, no traceback, good reports in every encoding read."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "wide.txt").write_text(GOOD.replace("Saraqib", "Maarrat"), encoding="utf-16")
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 5000 + f"<p>{GOOD}</p>", encoding="utf-8")
    problems = write_bad_inputs(folder)
    done = sitrep("run", folder, tmp_path / "missing.txt", "--out", out, "--published", "2015-04-27")
    told = done.stderr.decode("utf-8")
    assert done.returncode == 1, told
    assert "Traceback" not in told
    for name, words in {**problems, "missing.txt": "not there"}.items():
        about = [line for line in told.splitlines() if name in line and line.startswith("sitrep: ")]
        assert len(about) == 1, (name, about)
        assert words in about[0]
    documents = {json.loads(line)["document"] for line in (out / "claims.jsonl").read_text("utf-8").splitlines()}
    assert documents >= {"good.txt", "wide.txt", "rows.jsonl:1"}
    assert {"refused", "claims"} <= {word for line in done.stdout.decode().splitlines() for word in line.split()[:1]}


def test_broken_metadata_is_one_line(tmp_path: Path) -> None:
    """The reports beside it are read without it, and the exit code tells."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "metadata.json").write_text('{"a.txt": {"outlet": ', encoding="utf-8")
    done = sitrep("run", tmp_path, "--out", tmp_path / "out")
    told = done.stderr.decode("utf-8")
    assert done.returncode == 1, told
    assert len([line for line in told.splitlines() if "metadata.json" in line and "line 1" in line]) == 1
    assert (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "missing.txt"), "none of the inputs could be read"),
        (("run", "good.txt", "--out", "good.txt"), "choose another folder with --out"),
        (("run", "good.txt", "--out", "/proc/none"), "choose another folder with --out"),
        (("run", "good.txt", "--published", "yesterday"), "write it as YYYY-MM-DD"),
        (("run", "good.txt", "--store", "good.txt"), "not an SQLite database"),
        (("run", "good.txt", "--codebook", "nowhere"), "nowhere"),
        (("run",), "Missing argument"),
        (("read", "missing.txt"), "none of the inputs could be read"),
        (("control", "--at", "soon"), "write it as YYYY-MM-DD"),
        (("explain", "c-1"), "make one with: sitrep run"),
    ],
)
def test_what_a_user_can_mend_exits_with_2_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    """One line says what to do; no file appears or changes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = sitrep(*arguments)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 2, told
    assert words in told
    assert "Traceback" not in told
    assert [file.name for file in tmp_path.iterdir()] == ["good.txt"]
    assert (tmp_path / "good.txt").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_the_old_results(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C says so in one line and exits with 130; a killed run says nothing, and nothing has changed either."""
    out, report = tmp_path / "out", tmp_path / "a.txt"
    report.write_text(GOOD, encoding="utf-8")
    assert sitrep("run", report, "--out", out, "--published", "2015-04-27").returncode == 0
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    report.write_text(GOOD * 2000, encoding="utf-8")
    command = [sys.executable, "-m", "sitrep", "run", str(report), "--out", str(out)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT, preexec_fn=hear_interrupts
    ) as process:
        assert process.stderr is not None
        assert any(b"finding claims" in line for line in iter(process.stderr.readline, b""))
        time.sleep(0.3)
        process.send_signal(number)
        told = process.stderr.read().decode("utf-8")
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert told == "sitrep: stopped; what was there before is unchanged\n"
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_reports_come_from_standard_input(tmp_path: Path) -> None:
    """`-` takes a text."""
    done = sitrep("run", "-", "--out", tmp_path / "out", "--published", "2015-04-27", stdin=GOOD.encode())
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out" / "claims.jsonl").stat().st_size > 0


def test_reading_a_report_shows_its_text_and_who_says_what(tmp_path: Path) -> None:
    """Triggers are marked and numbered in the text; below, each claim with its words. Nothing is stored."""
    report = tmp_path / "a.txt"
    report.write_text(GOOD, encoding="utf-8")
    done = sitrep("read", report, "--published", "2015-04-27", "--outlet", "Example News")
    told = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode()
    assert "a.txt: Example News, published 2015-04-27" in told
    assert "«seized»[1]" in told
    assert "[1] " in told
    assert "residents say: territory gain by rebels at Saraqib on 2015-04-25" in told.replace("Rebels", "rebels")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_reading_as_json_gives_the_claims_of_the_contract(tmp_path: Path) -> None:
    """One claim a line, in the order of the text."""
    report = tmp_path / "a.txt"
    report.write_text(GOOD, encoding="utf-8")
    done = sitrep("read", report, "--json")
    claims = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [claim["trigger"]["start"] for claim in claims] == sorted(claim["trigger"]["start"] for claim in claims)
    assert {claim["type"] for claim in claims} >= {"territory_gain", "air_strike"}


def test_version_and_help_start_quickly() -> None:
    """Neither loads the language model; the list names every command."""
    began = time.perf_counter()
    assert sitrep("--version").stdout.startswith(b"sitrep ")
    listed = sitrep("--help").stdout.decode("utf-8")
    assert time.perf_counter() - began < 4
    for command in ("run", "read", "events", "control", "explain"):
        assert f"\n  {command} " in listed
