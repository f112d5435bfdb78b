"""The example reports as a store, and decisions on what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from deciding import drafted

from sitrep.lexicon.rosters import Roster
from sitrep.pipeline import run
from sitrep.review.decisions import Decision, said
from sitrep.review.log import append, read_log
from sitrep.store.connect import reading, writing
from sitrep.store.runs import Settings
from sitrep.store.view import View

EXAMPLES = Path(__file__).parents[2] / "examples" / "idlib-2015"


@pytest.fixture(scope="session")
def roster() -> Roster:
    return Roster.load()


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("conclude")
    run(Settings(inputs=(str(EXAMPLES),), out=str(out), jobs=1))
    return out / "sitrep.sqlite"


class Bench:
    """A store with somebody who decides."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def state(self) -> tuple[Any, ...]:
        """Events by id, control, claims, rejected claims and version."""
        with reading(self.path) as connection:
            view = View(connection)
            events = {event.id: event for event in view.events()}
            return events, view.holdings(), view.claims(), view.rejected(), view.version()

    def decide(self, kind: Any, subject: str, claims: Any = (), others: Any = (), **more: Any) -> Decision:
        """Appends a decision on claims by their ids."""
        with writing(self.path) as connection:
            read = {claim.id: said(claim) for claim in View(connection).claims_as_read()}
            spoken, rest = ([read[each] for each in ids] for ids in (claims, others))
            return append(connection, [drafted(read_log(connection), kind, subject, spoken, rest, **more)])[0]


@pytest.fixture
def bench(made_store: Path, tmp_path: Path) -> Bench:
    return Bench(Path(shutil.copy(made_store, tmp_path / "s.sqlite")))
