"""Quality is pinned: what was reached once is not lost. `python benchmarks/quality.py --pin` raises the floors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from outcomes import ROOT, Outcome, benchmark

PINNED = json.loads((ROOT / "tests" / "quality" / "floors.json").read_text(encoding="utf-8"))
FLOORS: dict[str, float] = PINNED["floors"]


def check(reached: dict[str, float]) -> None:
    """Fails where a figure is under its floor."""
    below = {name: (value, FLOORS[name]) for name, value in reached.items() if value < FLOORS[name]}
    assert not below, f"reached and floor: {below}; see what is wrong with: python benchmarks/quality.py --details"


def test_claims_events_and_control_are_not_under_their_floors(shared: Path, seeds: Outcome) -> None:
    """The seeds against the gold, by the shared scorers."""
    quality = benchmark("quality").measure(shared, seeds.out, seeds.run)
    assert dict(quality.gold) == PINNED["gold"], "the gold changed: measure anew with benchmarks/quality.py --pin"
    check(quality.floors())


def test_single_stages_are_not_under_their_floors() -> None:
    """Expressions of time; the parser as measured when the shipped model was made."""
    check(benchmark("quality").stage_floors())


def test_our_own_gold_is_not_under_its_floors(shared: Path) -> None:
    """Reports that nobody develops on, against what careful readers recorded."""
    check(benchmark("quality").own_floors(shared))


def test_the_parser_is_as_good_as_the_project_asks() -> None:
    """LAS of at least 83 on GUM's test part."""
    las = benchmark("quality").parser_las()
    if las is None:
        pytest.skip("the language model in this checkout states no scores")
    assert las >= 83


def test_quality_cannot_be_measured_without_the_gold(tmp_path: Path) -> None:
    """One line says what is lacking and how to name another folder; exit code 2."""
    call = [sys.executable, str(ROOT / "benchmarks" / "quality.py"), "--shared", str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "gold/seeds.claims.jsonl" in done.stderr
    assert "--shared" in done.stderr


def test_floors_only_rise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pinning keeps a floor that is higher than what is reached, unless lowering is asked for."""
    quality = benchmark("quality")
    (tmp_path / "page.md").write_text(f"{quality.BEGIN}{quality.END}", encoding="utf-8")
    monkeypatch.setattr(quality, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(quality, "PAGE", tmp_path / "page.md")

    def floor() -> float:
        return json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))["floors"]["claims_f1"]

    quality.pin({"claims_f1": 0.9}, {}, lower=False)
    assert floor() == 0.89
    quality.pin({"claims_f1": 0.8}, {}, lower=False)
    assert floor() == 0.89
    quality.pin({"claims_f1": 0.8}, {}, lower=True)
    assert floor() == 0.79


def test_the_page_shows_the_floors() -> None:
    """docs/quality.md has them as they are pinned."""
    quality = benchmark("quality")
    page = quality.PAGE.read_text(encoding="utf-8")
    assert quality.with_floors(page, FLOORS) == page
