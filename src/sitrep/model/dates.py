"""Days as intervals: the earliest and the latest day that words allow, both included (contract: ISO 8601 days)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sitrep.model.record import Record
from sitrep.model.text import Span

TimePrecision = Literal["day", "days", "week", "month", "year", "open", "unknown"]


class Days(Record):
    """A non-empty interval of days. `start <= end`."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"days end before they start: {self.start} to {self.end}")

    def meets(self, other: Days) -> Days | None:
        """The days in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Days(start=start, end=end) if start <= end else None


class TimeRef(Record):
    """When something happened, as far as the words tell. Both days are None where no publication date bounds them."""

    start: dt.date | None
    end: dt.date | None
    text: str
    precision: TimePrecision
    reason: str
    span: Span | None = None
