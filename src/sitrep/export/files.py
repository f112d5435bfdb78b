"""One export from a store to files: the format, its companion, and for tables a description of the columns.

A file appears whole or not at all. The description is a W3C "CSV on the Web" metadata document, since a table has no room
for what was chosen, withheld and credited.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from sitrep.errors import OutputError
from sitrep.export.described import as_json, described, write_counted
from sitrep.export.formats import CSV, FORMATS
from sitrep.export.options import Known, Options, Written
from sitrep.export.safety.guard import Guarded, Safety
from sitrep.export.source.choice import Choice, Chosen
from sitrep.export.source.material import StoredMaterial
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.rosters import Roster
from sitrep.model.record import Record, replace
from sitrep.store.databases.address import address_of
from sitrep.store.stream import Stream
from sitrep.store.view import open_view

T = TypeVar("T")


class Export(Record):
    """What is exported, from where, chosen how, made how safe."""

    format: str
    store: str
    choice: Choice = Choice()
    safety: Safety = Safety()
    options: Options = Options()


def write_stream(wanted: Export, out: BinaryIO) -> Written:
    """Writes the format alone. Raises StoreError and OutputError."""
    with _material(wanted) as (material, known):
        return _write(wanted, wanted.format, material, known, out)


def write_files(wanted: Export, path: Path) -> Written:
    """Writes the file, its companion and its description. Raises StoreError and OutputError, leaving what was there."""
    chosen = FORMATS[wanted.format]
    with _material(wanted) as (material, known):
        outcome = _whole(path, lambda out: _write(wanted, wanted.format, material, known, out))
        if chosen.companion:
            companion = chosen.companion
            beside = path.with_name(path.stem.removesuffix(".acled") + FORMATS[companion].suffix)
            _whole(beside, lambda out: _write(wanted, companion, material, known, out))
        if chosen.media == CSV:
            asked = {"choice": wanted.choice, "options": wanted.options}
            about = as_json(described(wanted.format, path.name, outcome, material, asked))
            _whole(path.with_name(path.name + "-metadata.json"), lambda out: out.write(about))
    return outcome


@contextmanager
def _material(wanted: Export) -> Iterator[tuple[Guarded, Known]]:
    gazetteer, roster = Gazetteer.load(), Roster.load()
    with open_view(address_of(wanted.store)) as view:
        stored = StoredMaterial(Stream(view.connection))
        yield (
            Guarded(Chosen(stored, wanted.choice, gazetteer, roster), wanted.safety, gazetteer, roster),
            Known(gazetteer, roster),
        )


def _write(wanted: Export, name: str, material: Guarded, known: Known, out: BinaryIO) -> Written:
    return write_counted(name, material, out, _told_scope(wanted), known)


def _told_scope(wanted: Export) -> Options:
    """The options with the period and area in words, for reports."""
    choice = wanted.choice
    days = [f"from {choice.since}" if choice.since else "", f"until {choice.until}" if choice.until else ""]
    box = f"within {', '.join(f'{degree:g}' for degree in choice.box)}" if choice.box else ""
    period, area = " ".join(filter(None, days)), ", ".join(filter(None, (*choice.area, box)))
    return replace(wanted.options, period=period, area=area)


def _whole(path: Path, write: Callable[[BinaryIO], T]) -> T:
    """Writes beside the file and renames, so that nobody ever sees half of it."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise OutputError(f"{path}: cannot write there ({error.strerror}); choose another file with -o") from error
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            outcome = write(out)
        waiting.chmod(0o666 & ~_mask())
        waiting.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); free some space or choose another") from error
    finally:
        waiting.unlink(missing_ok=True)
    return outcome


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
