"""How far a run is: a bar with rate and time left on a terminal, plain lines otherwise. All on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from sitrep.cli.show import console, safe
from sitrep.progress import STAGES
from sitrep.store.runs import Refused

LINES_PER_STAGE = 10


class Rate(ProgressColumn):
    """Steps per second."""

    def render(self, task: Task) -> Text:
        """For instance "3.2/s"; empty before the second step."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class Bar:
    """Progress on a terminal."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console(errors=True), transient=True)
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, stage: str, total: int | None) -> None:
        """Shows the stage in place of the one before."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(STAGES[stage], total=total)

    def step(self, what: str) -> None:
        """Moves the bar on."""
        del what
        if self._task is not None:
            self._progress.advance(self._task)

    def refused(self, refused: Refused) -> None:
        """One line above the bar."""
        self._progress.console.print(refusal(refused))


class Lines:
    """Progress in a log or pipe: a line as each stage begins and some on the way."""

    def __init__(self) -> None:
        self._total: int | None = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def begin(self, stage: str, total: int | None) -> None:
        """One line."""
        self._total, self._done = total, 0
        of = "" if total is None else f" in {total} report{'' if total == 1 else 's'}"
        typer.echo(f"sitrep: {STAGES[stage]}{of}", err=True)

    def step(self, what: str) -> None:
        """A line after each tenth of a long stage."""
        del what
        self._done += 1
        total = self._total or 0
        if (
            total >= 2 * LINES_PER_STAGE
            and self._done * LINES_PER_STAGE // total > (self._done - 1) * LINES_PER_STAGE // total
        ):
            typer.echo(f"sitrep: {self._done} of {total}", err=True)

    def refused(self, refused: Refused) -> None:
        """One line."""
        typer.echo(refusal(refused), err=True)


def refusal(refused: Refused) -> str:
    """The one line about an input that could not be read."""
    return safe(f"sitrep: {refused.input}: {refused.problem}").replace("\n", " ")


def progress() -> Bar | Lines:
    """What fits standard error."""
    return Bar() if sys.stderr.isatty() else Lines()
