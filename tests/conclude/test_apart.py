"""The whole concluded in another process comes to the same, and its errors come back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sitrep.conclude.apart import replay_apart
from sitrep.conclude.replay import replay
from sitrep.errors import StoreError


def test_another_process_comes_to_the_same(bench, roster, tmp_path: Path) -> None:
    """And tells what changed."""
    event = next(iter(bench.state()[0].values()))
    bench.decide("reject", event.id, event.claims)
    here = Path(shutil.copy(bench.path, tmp_path / "here.sqlite"))
    assert replay_apart(bench.path) == replay(here, roster).worked
    assert event.id not in bench.state()[0]


def test_what_goes_wrong_there_is_told_here(tmp_path: Path) -> None:
    """As the same error."""
    with pytest.raises(StoreError, match="no store"):
        replay_apart(tmp_path / "none.sqlite")
