"""The seeds in either order, and one at a time: the same bytes."""

from __future__ import annotations

from pathlib import Path

from outcomes import Outcome

from sitrep.pipeline import run
from sitrep.store.runs import Settings

RECORDS = ("claims.jsonl", "events.jsonl", "control.jsonl")


def records(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in RECORDS]


def test_the_seeds_one_at_a_time_in_either_order(shared: Path, seeds: Outcome, tmp_path: Path) -> None:
    """A report added to the other gives what both at once give, whichever came first."""
    first, second = sorted((shared / "seeds").glob("*.txt"))
    for name, order in (("forth", (first, second)), ("back", (second, first))):
        for number, report in enumerate(order):
            run(Settings(inputs=(str(report),), out=str(tmp_path / name), add=number > 0))
        assert records(tmp_path / name) == records(seeds.out)
