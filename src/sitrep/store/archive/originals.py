"""The bytes of reports as they were received: what a text does not give back is kept beside it, for ever."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from sitrep.errors import StoreError
from sitrep.model.record import Record
from sitrep.model.text import Document
from sitrep.store import schema


class Original(Record):
    """Bytes, packed by zlib, under the SHA-256 of what they were."""

    sha256: str
    content: bytes


def packed(sha256: str, raw: bytes) -> Original:
    """The bytes as they are kept."""
    return Original(sha256=sha256, content=zlib.compress(raw))


def append_originals(connection: Connection, originals: Iterable[Original]) -> None:
    """Appends those that are not there yet, within the caller's transaction."""
    known = set(connection.execute(select(schema.originals.c.sha256)).scalars())
    for each in originals:
        if each.sha256 not in known:
            connection.execute(insert(schema.originals), {"sha256": each.sha256, "content": each.content})
            known.add(each.sha256)


def original_of(connection: Connection, document: Document) -> bytes | None:
    """The bytes of a report as they were received; None where an older version of sitrep read it and kept the text only.

    Raises StoreError where they are not those that were received.
    """
    raw = document.text.encode("utf-8", errors="replace")
    if hashlib.sha256(raw).hexdigest() == document.sha256:
        return raw
    kept = schema.originals.c
    content = connection.execute(select(kept.content).where(kept.sha256 == document.sha256)).scalar()
    if content is None:
        return None
    try:
        raw = zlib.decompress(content)
    except zlib.error as error:
        raise StoreError(f"{document.id}: the bytes kept of it are damaged ({error}); restore a copy") from error
    if hashlib.sha256(raw).hexdigest() != document.sha256:
        raise StoreError(f"{document.id}: the bytes kept of it are not those received; somebody changed the database")
    return raw
