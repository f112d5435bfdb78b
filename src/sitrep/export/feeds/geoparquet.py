"""Events as GeoParquet 1.1, for geopandas, QGIS, DuckDB and the like. Needs the extra `sitrep[geo]`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from sitrep.errors import OutputError
from sitrep.export.feeds.geojson import event_properties
from sitrep.export.options import CAUTION, CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldEvent
from sitrep.export.tables.shared import figures, point

try:
    import pyarrow
    import shapely
    from pyarrow import parquet
except ImportError:  # an extra: not everybody needs 200 MB of it
    pyarrow = shapely = parquet = None

SCHEMA = "sitrep.events.geoparquet/1"
ROWS_AT_ONCE = 5_000
TEXTS = ("type", "status", "standing", "place", "place_id", "precision", "within")
LISTS = ("outlets", "origins", "claims", "words", "redaction")
#: As the specification wants it; the only geometries are points, written as well-known binary.
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write_geoparquet(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """One row for each event, in row groups of a few thousand. Raises OutputError where the extra is missing."""
    if parquet is None:
        raise OutputError("GeoParquet needs more libraries; install them with: pip install 'sitrep[geo]'")
    maker, count, events = made_by(material.run()), 0, material.events()
    schema = _schema(maker)
    with parquet.ParquetWriter(out, schema, compression="zstd") as file:
        for batch in _batches(events):
            file.write_table(_table(batch, schema, maker))
            count += len(batch)
    return written(count)


def _schema(maker: str) -> Any:
    about = {"schema": SCHEMA, "made_by": maker, "credit": CREDITS, "caution": CAUTION}
    listed = pyarrow.list_(pyarrow.string())
    fields = [("id", pyarrow.string()), *((name, pyarrow.string()) for name in TEXTS)]
    fields += [("start", pyarrow.date32()), ("end", pyarrow.date32()), ("radius_km", pyarrow.float64())]
    fields += [(name, listed) for name in ("agents", "agent_ids", "targets", "target_ids")]
    fields += [(name, pyarrow.string()) for name in ("killed", "wounded", "disputes")]
    fields += [(name, listed) for name in (*LISTS, "documents", "urls", "sha256")]
    fields += [("schema", pyarrow.string()), ("made_by", pyarrow.string()), ("geometry", pyarrow.binary())]
    metadata = {"geo": msgspec.json.encode(GEO), "sitrep": msgspec.json.encode(about)}
    return pyarrow.schema(fields, metadata=metadata)


def _table(batch: list[ToldEvent], schema: Any, maker: str) -> Any:
    rows = [_row(told, maker) for told in batch]
    columns = {name: [row[name] for row in rows] for name in schema.names if name != "geometry"}
    points = [point(told.event.place) for told in batch]
    shapes = [None if lat is None else shapely.Point(float(lon or 0), float(lat)) for lat, lon in points]
    columns["geometry"] = [None if shape is None else shapely.to_wkb(shape) for shape in shapes]
    return pyarrow.table(columns, schema=schema)


def _row(told: ToldEvent, maker: str) -> dict[str, Any]:
    event, said = told.event, event_properties(told, maker)
    disputes = [f"{each.field}: {' | '.join(account.value for account in each.accounts)}" for each in event.disputes]
    return {
        "id": event.id,
        **{name: said[name] for name in TEXTS},
        "start": event.start,
        "end": event.end,
        "radius_km": said["radius_km"],
        "agents": [ref.name for ref in event.agents],
        "agent_ids": [ref.id for ref in event.agents],
        "targets": [ref.name for ref in event.targets],
        "target_ids": [ref.id for ref in event.targets],
        "killed": figures(event, "killed") or None,
        "wounded": figures(event, "wounded") or None,
        "disputes": "; ".join(disputes) or None,
        **{name: list(said[name]) for name in LISTS},
        "documents": [report.id for report in told.documents],
        "urls": [report.url for report in told.documents],
        "sha256": [report.sha256 for report in told.documents],
        "schema": SCHEMA,
        "made_by": maker,
    }


def _batches(events: Iterator[ToldEvent]) -> Iterator[list[ToldEvent]]:
    while batch := list(islice(events, ROWS_AT_ONCE)):
        yield batch
