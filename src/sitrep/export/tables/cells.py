"""Tables that a spreadsheet can open without harm: cells that are no formulas, one line each, always UTF-8."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Protocol

Cell = str | int | float | None

#: What makes a spreadsheet run a cell, also in full width and after blanks.
_FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－＠|%]")
#: Control characters, and those that turn the direction of what follows.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SPACE = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
#: Between the items of one cell. Some spreadsheets split there, so each item is made safe by itself.
JOINT = "; "


class Rows(Protocol):
    """Takes rows."""

    def writerow(self, row: Iterable[Cell]) -> object:
        """One row."""


def text(value: str | None) -> str:
    """The value as a cell: one line, nothing invisible, and nothing that a spreadsheet would run."""
    plain = _UNSAFE.sub("\ufffd", _SPACE.sub(" ", value or "")).strip()
    return f"'{plain}" if _FORMULA.match(plain) else plain


def joined(values: Iterable[str | None]) -> str:
    """The values as one cell, each once, in their order; a semicolon inside one becomes a comma."""
    return JOINT.join(dict.fromkeys(text(value).replace(";", ",") for value in values if value))


@contextmanager
def table(out: BinaryIO, columns: Sequence[str]) -> Iterator[Rows]:
    """A CSV file as RFC 4180 has it, with its header; lines end in a line feed. Leaves the stream open."""
    wrapped = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(wrapped, lineterminator="\n")
        writer.writerow(columns)
        yield writer
    finally:
        wrapped.detach()
