"""Runs that several tests of quality look at: the examples always, the shared seeds where they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from outcomes import EXAMPLES, SHARED, Outcome, benchmark, outcome


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, gold and scorers beside the checkout."""
    lacking = benchmark("quality").missing(SHARED)
    if lacking:
        pytest.skip(f"measured on shared reports that are not beside this checkout: {lacking}")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The two seeds with their publication days."""
    return outcome(shared / "seeds", tmp_path_factory.mktemp("seeds") / "out")


@pytest.fixture(scope="session")
def undated_seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The two seeds without the file that tells their days."""
    folder = tmp_path_factory.mktemp("undated-seeds")
    (folder / "in").mkdir()
    for file in sorted((shared / "seeds").glob("*.txt")):
        shutil.copyfile(file, folder / "in" / file.name)
    return outcome(folder / "in", folder / "out")


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The example reports."""
    return outcome(EXAMPLES, tmp_path_factory.mktemp("examples") / "out")


@pytest.fixture(scope="session")
def undated_examples(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The example reports in text and rows, without what tells their days."""
    folder = tmp_path_factory.mktemp("undated-examples")
    (folder / "in").mkdir()
    for file in sorted(EXAMPLES.glob("*.txt")):
        shutil.copyfile(file, folder / "in" / file.name)
    for file in sorted(EXAMPLES.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        undated = [json.dumps({name: value for name, value in row.items() if name != "published"}) for row in rows]
        (folder / "in" / file.name).write_text("\n".join(undated), encoding="utf-8")
    return outcome(folder / "in", folder / "out")
