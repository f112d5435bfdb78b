"""The output folder: all files of a run appear together, or none does.

Files are first written whole into a staging folder beside their places, named after the run. The store's commit
decides whether the run happened; then each file is moved into place, which is atomic per file. A process killed before
the commit leaves the old files, one killed between commit and last move leaves a staging folder: `settle` completes it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from sitrep.errors import OutputError
from sitrep.model.record import Record

STAGING = ".sitrep-next-"


class OutputFile(Record):
    """A file to be written: its name in the folder and its bytes."""

    name: str
    content: bytes


def check_writable(folder: Path, names: tuple[str, ...] = ()) -> bool:
    """Makes the folder where it is missing; True if it did. Raises OutputError where `names` cannot be written."""
    existed = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except FileExistsError as error:
        raise OutputError(f"{folder}: a file of that name is in the way; choose another folder with --out") from error
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot write there ({error.strerror}); choose another folder with --out"
        ) from error
    for name in names:
        if (folder / name).is_dir():
            raise OutputError(f"{folder / name}: a folder of that name is in the way; move it or choose another --out")
    return not existed


def stage(folder: Path, run: str, files: tuple[OutputFile, ...]) -> Path:
    """Writes the files, to the disk itself, into the run's staging folder. Raises OutputError, leaving nothing."""
    staging = folder / (STAGING + run)
    try:
        staging.mkdir()
        for file in files:
            with (staging / file.name).open("wb") as out:
                out.write(file.content)
                out.flush()
                os.fsync(out.fileno())
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise OutputError(
            f"{staging}: cannot write ({error.strerror}); free some space or choose another --out"
        ) from error
    return staging


def publish(staging: Path) -> None:
    """Moves the staged files into place, in the order of names, run.json last; raises OutputError if it cannot."""
    try:
        for file in sorted(staging.iterdir(), key=lambda each: (each.name == "run.json", each.name)):
            file.replace(staging.parent / file.name)
        staging.rmdir()
    except OSError as error:
        raise OutputError(
            f"{staging}: stored, but not all files could be moved into place ({error.strerror}); the next command"
            " that opens the store moves the rest"
        ) from error


def unfinished(folder: Path) -> bool:
    """Whether a staging folder stands there: another process is about to publish, or was killed."""
    return any(folder.glob(STAGING + "*"))


def settle(folder: Path, run: str | None) -> None:
    """Completes what a killed process left: publishes the staged files of `run`, the store's last, drops all others.

    Only to be called while no other process can be staging, that is under the store's write lock.
    """
    for staging in sorted(folder.glob(STAGING + "*")):
        if staging.name == STAGING + (run or ""):
            publish(staging)
        else:
            shutil.rmtree(staging)
