"""Events for the Humanitarian Data Exchange: plain column names, and a row of HXL hashtags where asked for.

OCHA's own pipelines have dropped the hashtag row, which breaks readers of typed columns; so it is off by default.
"""

from __future__ import annotations

from typing import BinaryIO

from sitrep.export.coding.where import Where, where_of
from sitrep.export.options import CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldEvent
from sitrep.export.tables.cells import Cell, joined, table, text
from sitrep.export.tables.notes import sentence
from sitrep.export.tables.shared import disputes, figures, iso, point, provenance

SCHEMA = "sitrep.hdx/1"
#: Column → hashtag, in order. Standing, disputes and provenance have no core hashtag: `#meta` takes them.
TAGS = {
    "event_id": "#event+id",
    "event_type": "#event+type",
    "status": "#event+status",
    "standing": "#meta+standing",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "location_code": "#country+code+v_iso3",
    "location_name": "#country+name",
    "admin1_name": "#adm1+name",
    "admin2_name": "#adm2+name",
    "place_name": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "geo_precision": "#geo+precision",
    "group_names": "#group+perp+name",
    "target_names": "#group+target+name",
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "abducted": "#affected+abducted",
    "missing": "#affected+missing",
    "displaced": "#affected+displaced",
    "accounts_differ_on": "#meta+disputes",
    "description": "#description+i_en",
    "claims": "#meta+id+claims",
    "documents": "#meta+id+documents",
    "urls": "#meta+url",
    "sha256": "#meta+hash",
    "outlets": "#meta+source",
    "origins": "#meta+source+origin",
    "redaction": "#meta+warning",
    "schema": "#meta+schema",
    "made_by": "#meta+maker",
    "credit": "#meta+license",
}
COLUMNS = tuple(TAGS)


def write_hdx(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:
    """One row for each event; people's losses group by group, never added."""
    maker, count = made_by(material.run()), 0
    with table(out, COLUMNS) as cells:
        if options.hxl:
            cells.writerow(TAGS.values())
        for told in material.events():
            where = where_of(told.event.place, known)
            place = where if isinstance(where, Where) else None
            cells.writerow((*_cells(told, place), *provenance(told, SCHEMA, maker, joined(CREDITS))))
            count += 1
    return written(count)


def _cells(told: ToldEvent, where: Where | None) -> tuple[Cell, ...]:
    event = told.event
    country = where.country if where else None
    return (
        event.id, event.type, event.status, event.standing, iso(event.start), iso(event.end),
        country.iso3 if country else "", country.name if country else "",
        text(where.admin1) if where else "", text(where.admin2) if where else "",
        text(event.place.name) if event.place else "", *point(event.place),
        event.place.precision if event.place else "unlocated",
        joined(ref.name for ref in event.agents), joined(ref.name for ref in event.targets),
        figures(event, "killed"), figures(event, "wounded"), figures(event, "captured"), figures(event, "missing"),
        figures(event, "displaced"), disputes(event), text(f"As reported: {sentence(told)}"),
    )  # fmt: skip
