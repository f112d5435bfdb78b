"""Every format by its name. The command line and the desk call the same functions; a new format is one line here."""

from __future__ import annotations

from sitrep.export.feeds import geojson
from sitrep.export.feeds.geoparquet import write_geoparquet
from sitrep.export.feeds.prov import write_prov
from sitrep.export.options import Writer
from sitrep.export.situation.pdf import write_pdf
from sitrep.export.situation.report import write_report
from sitrep.export.tables import claims, control, hdx, ucdp
from sitrep.export.tables.acled import write as acled
from sitrep.export.tables.acled.write import write_acled, write_members
from sitrep.export.tables.claims import write_claim_lines, write_claims
from sitrep.export.tables.control import write_control
from sitrep.export.tables.hdx import write_hdx
from sitrep.export.tables.ucdp import write_ucdp
from sitrep.model.record import Record


class Format(Record):
    """A format: its file ending, its media type, one line about it, its function, what is written beside it, and the
    columns of a table."""

    suffix: str
    media: str
    about: str
    write: Writer
    companion: str | None = None
    columns: tuple[str, ...] = ()


CSV = "text/csv; charset=utf-8"
FORMATS: dict[str, Format] = {
    "acled": Format(
        suffix=".acled.csv", media=CSV, about="events as rows of ACLED's 31 columns", write=write_acled,
        companion="acled-members", columns=acled.COLUMNS,
    ),
    "acled-members": Format(
        suffix=".acled-members.csv", media=CSV, about="which events are behind each ACLED row, and which in none",
        write=write_members, columns=acled.MEMBERS,
    ),
    "ucdp": Format(suffix=".ucdp.csv", media=CSV, about="fatal events as rows of UCDP GED's 49 columns", write=write_ucdp,
                   columns=ucdp.COLUMNS),
    "geojson": Format(
        suffix=".geojson", media="application/geo+json", about="events as GeoJSON (RFC 7946)", write=geojson.write_events
    ),
    "geoparquet": Format(
        suffix=".parquet", media="application/vnd.apache.parquet", about="events as GeoParquet 1.1 (sitrep[geo])",
        write=write_geoparquet,
    ),
    "claims": Format(
        suffix=".claims.jsonl", media="application/x-ndjson", about="claims as JSON Lines", write=write_claim_lines
    ),
    "claims-csv": Format(suffix=".claims.csv", media=CSV, about="claims as a table", write=write_claims,
                         columns=claims.COLUMNS),
    "control": Format(suffix=".control.csv", media=CSV, about="control as a table", write=write_control,
                      columns=control.COLUMNS),
    "control-geojson": Format(
        suffix=".control.geojson", media="application/geo+json", about="control as GeoJSON, with --at of one day",
        write=geojson.write_control,
    ),
    "prov": Format(
        suffix=".prov.jsonld", media="application/ld+json", about="provenance as PROV-O in JSON-LD", write=write_prov
    ),
    "hdx": Format(
        suffix=".hdx.csv", media=CSV, about="events as HDX has them, HXL tags with --hxl", write=write_hdx,
        columns=hdx.COLUMNS,
    ),
    "report": Format(
        suffix=".html", media="text/html; charset=utf-8", about="a situation report to read and print", write=write_report
    ),
    "pdf": Format(suffix=".pdf", media="application/pdf", about="the same as PDF, by Chromium", write=write_pdf),
}  # fmt: skip
