"""The bytes of a report are what was received, or nothing."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import delete, text, update

from sitrep.errors import StoreError
from sitrep.model.record import replace
from sitrep.store import schema
from sitrep.store.archive.originals import append_originals, original_of, packed
from sitrep.store.connect import reading, writing
from sitrep.store.databases.address import Address

RAW = "<p>Rebels seized Qadesh – العربية.</p>".encode("utf-16")
DIGEST = hashlib.sha256(RAW).hexdigest()


def test_what_was_kept_is_given_back(address: Address, records) -> None:
    """Once, however often it is appended."""
    for _ in range(2):
        with writing(address) as connection:
            append_originals(connection, [packed(DIGEST, RAW), packed(DIGEST, RAW)])
    with reading(address) as connection:
        assert original_of(connection, replace(records.document(), sha256=DIGEST)) == RAW
        assert original_of(connection, records.document()) is None


def test_a_plain_text_is_its_own_bytes(address: Address, records) -> None:
    """Nothing is kept twice."""
    document = records.document()
    raw = document.text.encode("utf-8")
    with writing(address) as connection:
        assert original_of(connection, replace(document, sha256=hashlib.sha256(raw).hexdigest())) == raw


@pytest.mark.parametrize("statement", [delete(schema.originals), update(schema.originals).values(content=b"")])
def test_the_database_refuses_to_change_them(address: Address, statement) -> None:
    """Whoever asks."""
    with writing(address) as connection:
        append_originals(connection, [packed(DIGEST, RAW)])
    with pytest.raises(StoreError, match="append-only"), writing(address) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(("content", "told"), [(packed(DIGEST, b"other").content, "not those"), (b"x", "damaged")])
def test_bytes_changed_behind_its_back_are_told(address: Address, records, content: bytes, told: str) -> None:
    """They are never handed out for what was received."""
    document = replace(records.document(), sha256=DIGEST)
    with writing(address) as connection:
        append_originals(connection, [packed(DIGEST, RAW)])
        here = "" if connection.dialect.name == "sqlite" else " ON originals"
        connection.execute(text(f"DROP TRIGGER originals_never_change{here}"))
        connection.execute(update(schema.originals).values(content=content))
        with pytest.raises(StoreError, match=told):
            original_of(connection, document)
