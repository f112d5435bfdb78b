"""One facet as a column: any number of values for each event, counted and looked up quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

Mask = np.ndarray
Pairs = Sequence[tuple[str, str]]


class ColumnParts(msgspec.Struct, frozen=True):
    """A column as it is kept in a file."""

    values: list[str]
    labels: list[str]
    parents: dict[str, str]
    rows: bytes
    codes: bytes


class Column:
    """The values of each row as numbers, in the order of the rows."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.labels: list[str] = []
        self.parents: dict[str, str] = {}
        self.values: tuple[str, ...] = ()
        self._rows = np.empty(0, dtype=np.int32)
        self._codes = np.empty(0, dtype=np.int32)

    def extended(self, first_row: int, rows: Sequence[Pairs], parents: Iterable[tuple[str, str]] = ()) -> Column:
        """The column with more rows, each the values that it has with their labels. This one stays as it is."""
        made = Column()
        made.codes, made.labels, made.parents = dict(self.codes), list(self.labels), dict(self.parents)
        sizes: list[int] = []
        flat: list[int] = []
        for pairs in rows:
            before = len(flat)
            for value, label in pairs:
                code = made.codes.get(value)
                if code is None:
                    code = made.codes[value] = len(made.codes)
                    made.labels.append(label)
                flat.append(code)
            if len(flat) - before > 1:
                flat[before:] = dict.fromkeys(flat[before:])
            sizes.append(len(flat) - before)
        new = np.repeat(np.arange(first_row, first_row + len(rows), dtype=np.int32), sizes)
        made._rows = np.concatenate([self._rows, new])
        made._codes = np.concatenate([self._codes, np.array(flat, dtype=np.int32)])
        made.values = tuple(made.codes)
        for inner, outer in parents:
            made.parents.setdefault(inner, outer)
        return made

    def parts(self) -> ColumnParts:
        """The column as it is kept."""
        return ColumnParts(
            list(self.values), self.labels, self.parents, self._rows.tobytes(), self._codes.tobytes()
        )  # fmt: skip

    @classmethod
    def of(cls, parts: ColumnParts) -> Column:
        """The column that was kept so."""
        made = cls()
        made.values, made.labels, made.parents = tuple(parts.values), parts.labels, parts.parents
        made.codes = {value: code for code, value in enumerate(parts.values)}
        made._rows, made._codes = np.frombuffer(parts.rows, np.int32), np.frombuffer(parts.codes, np.int32)
        return made

    def mask(self, chosen: Iterable[str], size: int) -> Mask:
        """The rows that have any of the values."""
        wanted = np.zeros(len(self.codes) + 1, dtype=bool)
        for value in chosen:
            wanted[self.codes.get(value, len(self.codes))] = True
        wanted[len(self.codes)] = False
        mask = np.zeros(size, dtype=bool)
        mask[self._rows[wanted[self._codes]]] = True
        return mask

    def counts(self, mask: Mask) -> np.ndarray:
        """For each value, how many of the masked rows have it."""
        return np.bincount(self._codes[mask[self._rows]], minlength=len(self.codes))

    def at(self, row: int) -> str:
        """The value of a row that has exactly one."""
        return self.values[int(self._codes[np.searchsorted(self._rows, row)])]

    def only(self, size: int) -> np.ndarray:
        """The number of the value of each row, where every row has exactly one."""
        values = np.full(size, -1, dtype=np.int32)
        values[self._rows] = self._codes
        return values
