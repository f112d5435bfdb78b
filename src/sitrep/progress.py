"""Who is told how far a run is. The command line draws it; Python programs may listen or not."""

from __future__ import annotations

from typing import Protocol

from sitrep.store.runs import Refused

#: The stages of a run, in their order, in a person's words; run.json tells the seconds of each.
STAGES = {
    "read": "reading the inputs",
    "load": "loading language model, codebook and places",
    "claims": "finding claims",
    "events": "joining claims into events",
    "control": "inferring control",
    "page": "writing the page",
    "store": "storing",
}


class Progress(Protocol):
    """Is told of stages, steps and inputs that could not be read."""

    def begin(self, stage: str, total: int | None) -> None:
        """A stage of STAGES begins; `total` is its number of steps where that is known."""

    def step(self, what: str) -> None:
        """One step of the stage is done."""

    def refused(self, refused: Refused) -> None:
        """An input could not be read; the others go on."""


class Silent:
    """Tells nobody."""

    def begin(self, stage: str, total: int | None) -> None:
        """Nothing."""

    def step(self, what: str) -> None:
        """Nothing."""

    def refused(self, refused: Refused) -> None:
        """Nothing."""
