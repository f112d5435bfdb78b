"""The user's own folder of actors: what `sitrep roster add` keeps, and what every run reads beside the shipped roster."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from sitrep.errors import LexiconError

#: Names the folder in the environment; without it, the user's data folder.
VARIABLE = "SITREP_HOME"


def roster_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where the user's own actor files lie; it need not exist."""
    known = os.environ if environment is None else environment
    home = known.get(VARIABLE)
    if home:
        return Path(home) / "roster"
    data = known.get("XDG_DATA_HOME") or str(
        Path(known.get("HOME") or known.get("USERPROFILE") or ".") / ".local" / "share"
    )
    return Path(data) / "sitrep" / "roster"


def roster_files(folder: Path) -> tuple[Path, ...]:
    """The actor files of the folder, in the order in which they are read."""
    return tuple(sorted(folder.glob("*.yml")))


def kept_as(folder: Path, source: Path) -> Path:
    """The file of the folder that a file added under this name becomes."""
    return folder / f"{re.sub(r'[^a-z0-9]+', '-', source.stem.casefold()).strip('-') or 'actors'}.yml"


def keep(text: str, target: Path) -> None:
    """Writes the file whole or not at all. Raises LexiconError where the folder cannot be written."""
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise LexiconError(
            f"{target}: cannot be written: {error.strerror}; name another folder by {VARIABLE}"
        ) from error
