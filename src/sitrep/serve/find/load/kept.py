"""The index kept in a file beside the store, so that a desk over many events starts at once.

The file is made of the store and may be deleted at any time. It is taken only where everything that it depends on is what
it was: the run, the decisions, how far they are worked in, the roster, the gazetteer and this version of sitrep. It holds
no code: it is decoded by type, and numbers as they are.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import select

from sitrep import __version__
from sitrep.model.record import to_json
from sitrep.serve.find.column import Column, ColumnParts
from sitrep.serve.find.filters import FACETS
from sitrep.serve.find.index import Index, SortKey
from sitrep.serve.find.names import Names
from sitrep.serve.find.words import WordParts, WordTable
from sitrep.store import schema
from sitrep.store.databases.address import Address, is_url
from sitrep.store.view import View

#: Raised where the file would be read wrongly by the code as it is now.
FORMAT = 1
SUFFIX = ".desk"
#: Fewer events are read as quickly from the store itself.
FEWEST = 2_000
ARRAYS = {
    "sequence": np.int64, "start": np.int32, "end": np.int32, "lat": np.float64, "lon": np.float64,
    "radius": np.float64, "claims": np.int32, "weight": np.float64, "exact": np.bool_, "place": np.int32,
}  # fmt: skip


class Kept(msgspec.Struct, frozen=True):
    """An index as it is kept."""

    key: str
    version: tuple[int, int]
    keys: list[SortKey]
    arrays: dict[str, bytes]
    columns: dict[str, ColumnParts]
    where: ColumnParts
    words: WordParts


class Shelf:
    """Where the index of a store is kept; nowhere for a store on a server, which is no file of this machine."""

    def __init__(self, store: Address, names: Names) -> None:
        self.path = None if is_url(store) else Path(f"{store}{SUFFIX}")
        actors = "".join(to_json(actor) for actor in names.roster.actors())
        self._lexicon = hashlib.sha256(f"{actors}\n{names.gazetteer.digest}".encode()).hexdigest()

    def key(self, view: View) -> str:
        """All that the index depends on, as one digest."""
        runs, log = schema.runs.c, schema.decisions.c
        run = view.connection.execute(select(runs.id).order_by(runs.number.desc()).limit(1)).scalar()
        chain = view.connection.execute(select(log.chain).order_by(log.number.desc()).limit(1)).scalar()
        told = (FORMAT, __version__, self._lexicon, view.version(), run, chain)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def take(self, key: str) -> Index | None:
        """The index kept under this key; None where there is none, or an older one, or a damaged file."""
        try:
            content = self.path.read_bytes() if self.path else b""
            if hashlib.sha256(content[32:]).digest() != content[:32]:
                return None
            kept = msgspec.msgpack.decode(content[32:], type=Kept)
        except (OSError, msgspec.DecodeError):
            return None
        return _index_of(kept) if kept.key == key else None

    def keep(self, key: str, index: Index) -> None:
        """Keeps the index, whole or not at all; where the folder cannot be written, the next desk reads the store."""
        if self.path is None or index.size < FEWEST or index.struck_out or len(index.words) != 1:
            return
        body = msgspec.msgpack.encode(_kept(key, index))
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}-")
        except OSError:
            return
        waiting = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(hashlib.sha256(body).digest() + body)
            waiting.replace(self.path)
        except OSError:
            waiting.unlink(missing_ok=True)


def _kept(key: str, index: Index) -> Kept:
    return Kept(
        key=key,
        version=index.version,
        keys=list(index.keys),
        arrays={
            name: np.ascontiguousarray(getattr(index, name), dtype=kind).tobytes() for name, kind in ARRAYS.items()
        },
        columns={facet: column.parts() for facet, column in index.columns.items()},
        where=index.where.parts(),
        words=index.words[0].parts(),
    )


def _index_of(kept: Kept) -> Index | None:
    """The index; None where its parts do not belong together."""
    size = len(kept.keys)
    arrays: dict[str, Any] = {
        name: np.frombuffer(kept.arrays.get(name, b""), dtype=kind) for name, kind in ARRAYS.items()
    }
    if any(len(array) != size for array in arrays.values()) or kept.columns.keys() != set(FACETS):
        return None
    ids = tuple(ident for _, _, ident in kept.keys)
    return Index(
        **arrays,
        ids=ids,
        position={ident: row for row, ident in enumerate(ids)},
        alive=np.ones(size, dtype=bool),
        keys=tuple(kept.keys),
        columns={facet: Column.of(kept.columns[facet]) for facet in FACETS},
        where=Column.of(kept.where),
        words=(WordTable.of(kept.words),),
        version=kept.version,
    )
