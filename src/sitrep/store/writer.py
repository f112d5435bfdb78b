"""Writing to the store. Documents are appended; everything derived from them is replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select

from sitrep.model.claims import Claim
from sitrep.model.control import Holding, holding_id
from sitrep.model.events import Event
from sitrep.model.record import Record, hashed_id, to_json
from sitrep.model.text import Document, Segment
from sitrep.store import schema
from sitrep.store.runs import Run

ROWS_AT_ONCE = 500

# Rows are dicts because SQLAlchemy takes them so; they do not leave this module.
Row = dict[str, object]


class Obtained(Record):
    """When and how a document was obtained: ISO 8601 in UTC, and the words for it ("sitrep run reports/")."""

    at: str
    how: str


class Reading(Record):
    """A document with what was read in it. `engine` names what made the claims; `obtained` is None for a kept one."""

    document: Document
    segments: tuple[Segment, ...]
    claims: tuple[Claim, ...]
    engine: str
    obtained: Obtained | None = None


class Results(Record):
    """All derived records of a run, in the order of the JSONL files.

    `readings` hold claims as they were read. `changed` are those that people's decisions changed, as they are since;
    `rejected` those that count no longer; `decision` is the number of the last decision that is taken into account.
    """

    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    changed: tuple[Claim, ...] = ()
    rejected: tuple[str, ...] = ()
    decision: int = 0

    def claims(self) -> tuple[Claim, ...]:
        """The claims that count, as decided, in the order of the documents."""
        changed, rejected = {claim.id: claim for claim in self.changed}, frozenset(self.rejected)
        read = (claim for reading in self.readings for claim in reading.claims)
        return tuple(changed.get(claim.id, claim) for claim in read if claim.id not in rejected)


def document_key(document: Document) -> str:
    """The key of this version of the document: a hash of all that was read."""
    return hashed_id("d", to_json(document), digits=32)


def write_results(connection: Connection, results: Results, run: Run) -> None:
    """Replaces the derived records and appends new documents and the run, within the caller's transaction."""
    for table in schema.DERIVED:
        connection.execute(delete(table))
    _append_documents(connection, results.readings)
    _insert(connection, schema.current_documents, (_current_row(each) for each in results.readings))
    _insert(connection, schema.segments, (row for each in results.readings for row in _segment_rows(each)))
    _insert(connection, schema.claims, (_claim_row(claim) for each in results.readings for claim in each.claims))
    _write_conclusions(connection, results, _append_run(connection, run))


def rewrite_conclusions(connection: Connection, results: Results) -> None:
    """Replaces what follows from the claims as read, after decisions; documents, claims and the run stay."""
    for table in schema.CONCLUDED:
        connection.execute(delete(table))
    last = connection.execute(select(func.max(schema.runs.c.number))).scalar() or 0
    _write_conclusions(connection, results, last)


def _write_conclusions(connection: Connection, results: Results, run: int) -> None:
    _insert(connection, schema.decided_claims, _decided_rows(results))
    _insert(connection, schema.events, (_event_row(each) for each in results.events))
    members: Iterable[Row] = (
        {"event": each.id, "claim": claim} for each in results.events for claim in sorted(set(each.claims))
    )
    _insert(connection, schema.event_claims, members)
    _insert(connection, schema.holdings, (_holding_row(each) for each in results.holdings))
    _insert(connection, schema.applied, ({"run": run, "decision": results.decision},))


def _decided_rows(results: Results) -> Iterable[Row]:
    rejected = frozenset(results.rejected)
    for claim in results.changed:
        yield {"id": claim.id, "rejected": 0, "record": to_json(claim)}
    for reading in results.readings:
        for claim in reading.claims:
            if claim.id in rejected:
                yield {"id": claim.id, "rejected": 1, "record": to_json(claim)}


def _append_documents(connection: Connection, readings: tuple[Reading, ...]) -> None:
    known = set(connection.execute(select(schema.documents.c.key)).scalars())
    new = {document_key(each.document): each for each in readings}
    rows = (_document_row(key, each) for key, each in new.items() if key not in known)
    _insert(connection, schema.documents, rows)


def _append_run(connection: Connection, run: Run) -> int:
    number = int(connection.execute(select(func.max(schema.runs.c.number))).scalar() or 0) + 1
    row = {"number": number, "id": run.id, "started_at": run.started_at, "record": to_json(run)}
    connection.execute(insert(schema.runs), row)
    return number


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def _document_row(key: str, reading: Reading) -> Row:
    document, obtained = reading.document, reading.obtained
    if obtained is None:
        raise ValueError(f"document {document.id} is new to the store: how it was obtained must be told")
    row: Row = {name: getattr(document, name) for name in document.__struct_fields__}
    row["warnings"] = msgspec.json.encode(document.warnings).decode("utf-8")
    return row | {"key": key, "obtained_at": obtained.at, "obtained_how": obtained.how}


def _current_row(reading: Reading) -> Row:
    return {"document": reading.document.id, "key": document_key(reading.document), "engine": reading.engine}


def _segment_rows(reading: Reading) -> list[Row]:
    return [
        {
            "document": reading.document.id,
            "position": position,
            "kind": segment.kind,
            "start_at": segment.start,
            "end_at": segment.end,
            "record": to_json(segment),
        }
        for position, segment in enumerate(reading.segments)
    ]


def _claim_row(claim: Claim) -> Row:
    return {
        "id": claim.id,
        "document": claim.document,
        "type": claim.type,
        "status": claim.status,
        "start_day": claim.time.start if claim.time else None,
        "end_day": claim.time.end if claim.time else None,
        "record": to_json(claim),
    }


def _event_row(event: Event) -> Row:
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "standing": event.standing,
        "place_id": event.place.id if event.place else None,
        "place_name": event.place.name if event.place else None,
        "start_day": event.start,
        "end_day": event.end,
        "record": to_json(event),
    }


def _holding_row(holding: Holding) -> Row:
    return {
        "id": holding_id(holding),
        "place_id": holding.place.id,
        "place_name": holding.place.name,
        "holder_id": holding.holder.id if holding.holder else None,
        "state": holding.state,
        "from_day": holding.start,
        "from_latest": holding.start_latest,
        "until_day": holding.until,
        "until_earliest": holding.until_earliest,
        "record": to_json(holding),
    }
