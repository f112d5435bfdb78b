"""Control as a table: one row for each state of a place between two changes, with the days of each change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from sitrep.export.options import CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldHolding
from sitrep.export.tables.cells import Cell, joined, table, text
from sitrep.export.tables.shared import PROVENANCE, holding_provenance, iso
from sitrep.model.control import Holding, holding_id

SCHEMA = "sitrep.control/1"
COLUMNS = (
    "id", "place", "place_id", "latitude", "longitude", "precision", "state", "holder", "holder_id", "side",
    "besieged_by", "besieged_by_id", "from", "from_latest", "until_earliest", "until", "last_evidence", "confidence",
    "claims_for", "claims_against", *PROVENANCE[1:],
)  # fmt: skip


def write_control(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """The timeline, or with `at` what may apply on that day."""
    maker, count = made_by(material.run()), 0
    with table(out, COLUMNS) as cells:
        for told in on_day(material, options.at):
            cells.writerow((*_cells(told.holding), *holding_provenance(told, SCHEMA, maker, joined(CREDITS))[1:]))
            count += 1
    return written(count)


def on_day(material: Material, at: dt.date | None) -> Iterator[ToldHolding]:
    """All states, or those that may apply on the day: from `from` until before `until`."""
    for told in material.holdings():
        start, until = told.holding.start, told.holding.until
        if at is None or ((start is None or start <= at) and (until is None or until > at)):
            yield told


def _cells(holding: Holding) -> tuple[Cell, ...]:
    place, holder, besieger = holding.place, holding.holder, holding.besieged_by
    lat, lon = (None, None) if place.lat is None or place.lon is None else (round(place.lat, 4), round(place.lon, 4))
    return (
        holding_id(holding), text(place.name), text(place.id), lat, lon, place.precision, holding.state,
        text(holder.name) if holder else "", text(holder.id) if holder else "", text(holding.side),
        text(besieger.name) if besieger else "", text(besieger.id) if besieger else "",
        iso(holding.start), iso(holding.start_latest), iso(holding.until_earliest), iso(holding.until),
        iso(holding.last_evidence), round(holding.confidence, 3), joined(holding.because), joined(holding.against),
    )  # fmt: skip
