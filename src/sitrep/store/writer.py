"""Writing to the store. Documents are appended; everything derived from them is replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select

from sitrep.model.claims import Claim
from sitrep.model.control import Holding, holding_id
from sitrep.model.events import Event, Fused
from sitrep.model.record import Record, hashed_id, to_json
from sitrep.model.text import Document, Segment
from sitrep.store import schema
from sitrep.store.archive.originals import Original, append_originals
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
    `rejected` those that count no longer; `decision` is the number of the last decision that is taken into account;
    `fused` is what a later run may keep of fusion; `originals` are bytes that texts do not give back.
    """

    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    changed: tuple[Claim, ...] = ()
    rejected: tuple[str, ...] = ()
    decision: int = 0
    fused: Fused = Fused()
    originals: tuple[Original, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        """The claims that count, as decided, in the order of the documents."""
        changed, rejected = {claim.id: claim for claim in self.changed}, frozenset(self.rejected)
        read = (claim for reading in self.readings for claim in reading.claims)
        return tuple(changed.get(claim.id, claim) for claim in read if claim.id not in rejected)


class Part(Record):
    """Some of what follows from the claims, around what decisions touched.

    gone      ids of events that are replaced or no longer there; `events` come instead
    claims    claims as decisions changed them, `rejected` those that count no longer, as they were read; `decided` are
              the ids of all claims about which this speaks
    places    ids (or names, without one) of the places whose control `holdings` tell
    """

    gone: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()
    decided: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    holdings: tuple[Holding, ...] = ()


class Rewritten(Record):
    """Ids of events that are there no longer, and of those that are new or not as they were."""

    gone: frozenset[str]
    anew: frozenset[str]


def document_key(document: Document) -> str:
    """The key of this version of the document: a hash of all that was read."""
    return hashed_id("d", to_json(document), digits=32)


def write_results(connection: Connection, results: Results, run: Run) -> None:
    """Replaces the derived records and appends new documents and the run, within the caller's transaction."""
    for table in schema.DERIVED:
        connection.execute(delete(table))
    _append_documents(connection, results.readings)
    append_originals(connection, results.originals)
    _insert(connection, schema.current_documents, (_current_row(each) for each in results.readings))
    _insert(connection, schema.segments, (row for each in results.readings for row in _segment_rows(each)))
    _insert(connection, schema.claims, (_claim_row(claim) for each in results.readings for claim in each.claims))
    _write_conclusions(connection, results, _append_run(connection, run))


def rewrite_conclusions(connection: Connection, results: Results) -> Rewritten:
    """Replaces what follows from the claims as read, after decisions; documents, claims and the run stay. Events that
    are as they were are not written again."""
    columns = schema.events.c
    known = {row.id: row.record for row in connection.execute(select(columns.id, columns.record))}
    anew = [event for event in results.events if known.get(event.id) != to_json(event)]
    gone = known.keys() - {event.id for event in results.events}
    _drop_events(connection, gone | {event.id for event in anew})
    for table in (schema.decided_claims, schema.holdings):
        connection.execute(delete(table))
    _insert(connection, schema.decided_claims, _decided_rows(results))
    _insert_events(connection, anew)
    _insert(connection, schema.holdings, (_holding_row(each) for each in results.holdings))
    last = int(connection.execute(select(func.max(schema.runs.c.number))).scalar() or 0)
    note_applied(connection, last, results.decision)
    return Rewritten(gone=frozenset(gone), anew=frozenset(event.id for event in anew))


def rewrite_part(connection: Connection, part: Part) -> None:
    """Replaces some events, the claims that decisions changed in them, and control of some places."""
    _drop_events(connection, part.gone | {event.id for event in part.events})
    for ids in _parts(sorted(part.decided)):
        connection.execute(delete(schema.decided_claims).where(schema.decided_claims.c.id.in_(ids)))
    changed: list[Row] = [{"id": claim.id, "rejected": 0, "record": to_json(claim)} for claim in part.claims]
    changed += [{"id": claim.id, "rejected": 1, "record": to_json(claim)} for claim in part.rejected]
    _insert(connection, schema.decided_claims, changed)
    _insert_events(connection, part.events)
    held = schema.holdings.c
    for ids in _parts(sorted(part.places)):
        here = func.coalesce(held.place_id, held.place_name).in_(ids)
        connection.execute(delete(schema.holdings).where(here))
    _insert(connection, schema.holdings, (_holding_row(each) for each in part.holdings))


def note_applied(connection: Connection, run: int, decision: int) -> None:
    """Notes up to which decision the conclusions go; negative where only around what the last ones touch."""
    connection.execute(delete(schema.applied))
    connection.execute(insert(schema.applied), {"run": run, "decision": decision})


def _drop_events(connection: Connection, ids: Iterable[str]) -> None:
    for part in _parts(sorted(ids)):
        connection.execute(delete(schema.event_claims).where(schema.event_claims.c.event.in_(part)))
        connection.execute(delete(schema.events).where(schema.events.c.id.in_(part)))


def _insert_events(connection: Connection, events: Iterable[Event]) -> None:
    kept = list(events)
    _insert(connection, schema.events, (_event_row(each) for each in kept))
    members: Iterable[Row] = ({"event": each.id, "claim": claim} for each in kept for claim in sorted(set(each.claims)))
    _insert(connection, schema.event_claims, members)


def _parts(ids: list[str]) -> Iterable[list[str]]:
    return (ids[at : at + ROWS_AT_ONCE] for at in range(0, len(ids), ROWS_AT_ONCE))


def _write_conclusions(connection: Connection, results: Results, run: int) -> None:
    _insert(connection, schema.decided_claims, _decided_rows(results))
    _insert_events(connection, results.events)
    _insert(connection, schema.fused_parts, _part_rows(results.fused))
    _insert(connection, schema.holdings, (_holding_row(each) for each in results.holdings))
    note_applied(connection, run, results.decision)


def _part_rows(fused: Fused) -> Iterable[Row]:
    for position, part in enumerate(fused.parts):
        yield {"position": position, "method": fused.method, "record": to_json(part)}


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
