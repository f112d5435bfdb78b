"""What the tables share: columns that tell where a row comes from, counts of people, and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sitrep.export.source.material import ToldEvent, ToldHolding
from sitrep.export.tables.cells import Cell, joined
from sitrep.model.claims import Outcome, PlaceRef, amount
from sitrep.model.events import Event, Toll
from sitrep.store.stream import Cited

#: The last columns of every table of our own: where a row comes from and what was done to it.
PROVENANCE = (
    "claims", "documents", "urls", "sha256", "outlets", "origins", "redaction", "schema", "made_by", "credit",
)  # fmt: skip


def provenance(told: ToldEvent, schema: str, made_by: str, credit: str) -> tuple[Cell, ...]:
    """The cells of PROVENANCE for an event."""
    event = told.event
    ends = (joined(event.outlets), joined(event.origins), joined(told.redactions), schema, made_by, credit)
    return (joined(event.claims), *reports(told.documents), *ends)


def holding_provenance(told: ToldHolding, schema: str, made_by: str, credit: str) -> tuple[Cell, ...]:
    """The cells of PROVENANCE for a state of control."""
    ids = (*told.holding.because, *told.holding.against)
    origins = (ref.name for claim in told.claims for ref in claim.sources)
    outlets = joined(report.outlet for report in told.documents)
    return (
        joined(ids),
        *reports(told.documents),
        outlets,
        joined(origins),
        joined(told.redactions),
        schema,
        made_by,
        credit,
    )


def reports(documents: Iterable[Cited]) -> tuple[str, str, str]:
    """Ids, addresses and digests of reports."""
    listed = tuple(documents)
    return (
        joined(report.id for report in listed),
        joined(report.url for report in listed),
        joined(report.sha256 for report in listed),
    )


def iso(day: dt.date | None) -> str:
    """The day as ISO 8601; empty where unknown."""
    return day.isoformat() if day else ""


def point(place: PlaceRef | None) -> tuple[Cell, Cell]:
    """Latitude and longitude, four decimals; empty where nothing knows them or where they stand for a country."""
    if place is None or place.lat is None or place.lon is None or place.precision in ("country", "unlocated"):
        return (None, None)
    return (round(place.lat, 4), round(place.lon, 4))


def tolls(event: Event, outcome: Outcome) -> tuple[Toll, ...]:
    """The tolls of one outcome."""
    return tuple(toll for toll in event.casualties if toll.outcome == outcome)


def figures(event: Event, outcome: Outcome) -> str:
    """What is told of one outcome, group by group, never added up: "soldiers 40 to 60; civilians at least 4"."""
    return joined(
        f"{toll.group.name or toll.group.text} {amount(toll.low, toll.high)}" for toll in tolls(event, outcome)
    )


def disputes(event: Event) -> str:
    """On what accounts differ: "agents: A | B"."""
    return joined(
        f"{dispute.field}: {' | '.join(account.value for account in dispute.accounts)}" for dispute in event.disputes
    )
