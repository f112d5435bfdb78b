"""The base of every record: frozen, typed, hashable, and written as JSON in one fixed order."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar, dataclass_transform

import msgspec

R = TypeVar("R", bound="Record")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen record. A msgspec struct rather than a dataclass: the same habits, with strict JSON both ways."""


def replace(record: R, **changes: Any) -> R:
    """The same record with some fields changed."""
    return msgspec.structs.replace(record, **changes)


def to_json(record: Record) -> str:
    """One line of JSON, fields in the order of the class, days as ISO 8601."""
    return msgspec.json.encode(record).decode("utf-8")


def hashed_id(prefix: str, said: str, digits: int = 16) -> str:
    """An id that the same words always give: `prefix`, "-" and the first hex digits of their SHA-256."""
    return f"{prefix}-{hashlib.sha256(said.encode('utf-8')).hexdigest()[:digits]}"


def from_json(line: str | bytes, kind: type[R]) -> R:
    """The record that `to_json` wrote; raises `msgspec.ValidationError` on anything else."""
    return msgspec.json.decode(line, type=kind)
