"""One place on its way into the table of places."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Row:
    """One place to be written."""

    id: str
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    precision: str = "exact"
    admin1: str | None = None
    population: int = 0
    radius: float | None = None
    aliases: list[str] = field(default_factory=list)
    source: str = ""
