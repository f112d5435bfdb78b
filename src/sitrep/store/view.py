"""Reading the store: typed records out, sorted as they were written, from one consistent state."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Join, Row, Select, func, or_, select

from sitrep.errors import StoreError
from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import Record, from_json
from sitrep.model.text import Document, Segment
from sitrep.store import schema
from sitrep.store.connect import is_store, reading, writing
from sitrep.store.databases.address import Address, how_to_fill, is_url, shown
from sitrep.store.folder import settle, unfinished
from sitrep.store.runs import Run
from sitrep.store.writer import Obtained, Reading

R = TypeVar("R", bound=Record)


class Listed(Record):
    """A document in a list."""

    id: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    claims: int


class View:
    """What the store holds, as the latest run left it. Ids are whole unless said otherwise."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The connection that all of it is read from."""
        return self._connection

    def last_run(self) -> Run | None:
        """The run that made the present results; None in a store without one."""
        newest = select(schema.runs.c.record).order_by(schema.runs.c.number.desc()).limit(1)
        return next(iter(self._records(newest, Run)), None)

    def documents(self) -> tuple[Document, ...]:
        """The documents of the present results, by id."""
        found = (_document(row) for row in self._connection.execute(_current()))
        return tuple(sorted(found, key=lambda document: document.id))

    def listed(self) -> tuple[Listed, ...]:
        """The documents of the present results without their text, by id, each with how many claims count."""
        decided, claims = schema.decided_claims, schema.claims
        both = claims.outerjoin(decided, decided.c.id == claims.c.id)
        counted = select(claims.c.document, func.count().label("number")).select_from(both)
        counted = counted.where(or_(decided.c.rejected.is_(None), decided.c.rejected == 0)).group_by(claims.c.document)
        number = {row.document: row.number for row in self._connection.execute(counted)}
        columns = (schema.documents.c[name] for name in ("id", "title", "outlet", "published"))
        rows = self._connection.execute(select(*columns).select_from(_current_join()))
        found = (Listed(**row._mapping, claims=number.get(row.id, 0)) for row in rows)
        return tuple(sorted(found, key=lambda each: each.id))

    def last_published(self) -> dt.date | None:
        """The day of the newest report; None where no report has one."""
        query = select(func.max(schema.documents.c.published)).select_from(_current_join())
        found: dt.date | None = self._connection.execute(query).scalar()
        return found

    def document(self, document: str) -> Document:
        """The document with this id. Raises StoreError where there is none."""
        found = self._connection.execute(_current().where(schema.current_documents.c.document == document)).first()
        if found is None:
            raise StoreError(f"{document}: no such document in the store")
        return _document(found)

    def obtained(self, document: str) -> Obtained:
        """When and how the present version of the document was obtained."""
        columns = (schema.documents.c.obtained_at, schema.documents.c.obtained_how)
        query = select(*columns).select_from(_current_join()).where(schema.current_documents.c.document == document)
        at, how = self._connection.execute(query).one()
        return Obtained(at=at, how=how)

    def readings(self) -> tuple[Reading, ...]:
        """The documents with their segments, claims and what made them, by id."""
        engines = {row.document: row.engine for row in self._connection.execute(select(schema.current_documents))}
        segments: dict[str, list[Segment]] = defaultdict(list)
        claims: dict[str, list[Claim]] = defaultdict(list)
        query = select(schema.segments.c.document, schema.segments.c.record).order_by(schema.segments.c.position)
        for row in self._connection.execute(query):
            segments[row.document].append(from_json(row.record, Segment))
        for claim in self.claims_as_read():
            claims[claim.document].append(claim)
        return tuple(
            Reading(
                document=document,
                segments=tuple(segments[document.id]),
                claims=tuple(claims[document.id]),
                engine=engines[document.id],
            )
            for document in self.documents()
        )

    def segments(self, document: str) -> tuple[Segment, ...]:
        """The segments of a document, in its order."""
        query = select(schema.segments.c.record).where(schema.segments.c.document == document)
        return self._records(query.order_by(schema.segments.c.position), Segment)

    def claims(self, document: str | None = None) -> tuple[Claim, ...]:
        """The claims of one document, or all, as people decided; by document and place in it."""
        query = _decided()
        if document is not None:
            query = query.where(schema.claims.c.document == document)
        return tuple(sorted(self._records(query, Claim), key=claim_order))

    def claims_as_read(self, ids: tuple[str, ...] | None = None) -> tuple[Claim, ...]:
        """All claims, or those with these ids, as the program read them, before any decision, rejected ones too."""
        query = select(schema.claims.c.record)
        if ids is not None:
            query = query.where(schema.claims.c.id.in_(ids))
        return tuple(sorted(self._records(query, Claim), key=claim_order))

    def rejected(self) -> tuple[Claim, ...]:
        """The claims that people rejected, as they were read; by document and place in it."""
        query = select(schema.decided_claims.c.record).where(schema.decided_claims.c.rejected == 1)
        return tuple(sorted(self._records(query, Claim), key=claim_order))

    def claims_by_id(self, ids: tuple[str, ...]) -> tuple[Claim, ...]:
        """The claims with these ids, in the order of `claims`."""
        return tuple(sorted(self._records(_decided().where(schema.claims.c.id.in_(ids)), Claim), key=claim_order))

    def events_by_id(self, ids: tuple[str, ...]) -> tuple[Event, ...]:
        """The events with these ids, in the order of the ids; ids of none are left out."""
        found = self._records(select(schema.events.c.record).where(schema.events.c.id.in_(ids)), Event)
        by_id = {event.id: event for event in found}
        return tuple(by_id[ident] for ident in ids if ident in by_id)

    def version(self) -> tuple[int, int]:
        """The run and the number of the last decision that the present results take into account."""
        found = self._connection.execute(select(schema.applied.c.run, schema.applied.c.decision)).first()
        if found is None:  # a store from before decisions
            return int(self._connection.execute(select(func.max(schema.runs.c.number))).scalar() or 0), 0
        return int(found.run), int(found.decision)

    def events(self, kind: str | None = None) -> tuple[Event, ...]:
        """The events of one type, or all; by their first day, undated ones last."""
        query = select(schema.events.c.record)
        if kind is not None:
            query = query.where(schema.events.c.type == kind)
        return tuple(sorted(self._records(query, Event), key=event_order))

    def event_of(self, claim: str) -> Event | None:
        """The event that the claim belongs to."""
        query = select(schema.events.c.record).join(
            schema.event_claims, schema.event_claims.c.event == schema.events.c.id
        )
        return next(iter(self._records(query.where(schema.event_claims.c.claim == claim), Event)), None)

    def holdings(self, at: dt.date | None = None) -> tuple[Holding, ...]:
        """The holdings that may apply on the day, or all; by place and day.

        As contract.md has it, `from` is included and `until` excluded: on a day when a change is uncertain, both apply.
        """
        query, columns = select(schema.holdings.c.record), schema.holdings.c
        if at is not None:
            query = query.where(
                or_(columns.from_day.is_(None), columns.from_day <= at),
                or_(columns.until_day.is_(None), columns.until_day > at),
            )
        return tuple(sorted(self._records(query, Holding), key=holding_order))

    def find(self, beginning: str) -> Claim | Event | Holding:
        """The one claim, event or holding whose id begins so. Raises StoreError for none and for several."""
        hits: list[tuple[str, str, type[Claim | Event | Holding]]] = []
        for table, kind in ((schema.claims, Claim), (schema.events, Event), (schema.holdings, Holding)):
            query = select(table.c.id, table.c.record).where(table.c.id.startswith(beginning, autoescape=True))
            hits += [(row.id, row.record, kind) for row in self._connection.execute(query.limit(10))]
        exact = [hit for hit in hits if hit[0] == beginning]
        hits = sorted(exact or hits, key=lambda hit: hit[0])
        if not hits:
            raise StoreError(f"{beginning}: no claim, event or holding has an id that begins so; list: sitrep events")
        if len(hits) > 1:
            raise StoreError(f"{beginning}: several ids begin so: {', '.join(hit[0] for hit in hits)}; give more of it")
        return from_json(hits[0][1], hits[0][2])

    def _records(self, query: Select[Any], kind: type[R]) -> tuple[R, ...]:
        return tuple(from_json(line, kind) for line in self._connection.execute(query).scalars())


@contextmanager
def open_view(address: Address) -> Iterator[View]:
    """A view of the store at the address. Raises StoreError where there is no store or no finished run in it."""
    _recover(address)
    with reading(address) as connection:
        view = View(connection)
        if view.last_run() is None:
            raise StoreError(f"{shown(address)}: holds no finished run; fill it with: {how_to_fill(address)}")
        yield view


def last_run_id(address: Address) -> str | None:
    """The id of the last finished run; None where there is no store yet or it holds none."""
    if not is_store(address):
        return None
    with reading(address) as connection:
        last = View(connection).last_run()
    return last.id if last else None


def _recover(address: Address) -> None:
    """Completes the files of a run that was killed between its commit and its last file, if one was. Which folder a run
    into a database server wrote to is not known here; the next run into that folder completes it."""
    if is_url(address):
        return
    path = Path(address)
    if unfinished(path.parent) and os.access(path.parent, os.W_OK) and is_store(path):
        with writing(path) as connection:
            last = View(connection).last_run()
            settle(path.parent, last.id if last else None)


def claim_order(claim: Claim) -> tuple[str, int, int, str]:
    """Claims stand by document and place in it."""
    return (claim.document, claim.trigger.start, claim.trigger.end, claim.id)


def event_order(event: Event) -> tuple[dt.date, dt.date, str]:
    """Events stand by first and last day; those without come last."""
    return (event.start or dt.date.max, event.end or dt.date.max, event.id)


def holding_order(holding: Holding) -> tuple[str, str, dt.date, dt.date, str]:
    """Holdings stand by place and day; what reaches back before the first evidence comes first."""
    start, until = holding.start or dt.date.min, holding.until or dt.date.max
    return (holding.place.name, holding.place.id or "", start, until, holding.state)


def _decided() -> Select[Any]:
    """The records of the claims that count: as decided where people decided, else as read."""
    decided = schema.decided_claims
    both = schema.claims.outerjoin(decided, decided.c.id == schema.claims.c.id)
    record = func.coalesce(decided.c.record, schema.claims.c.record).label("record")
    return select(record).select_from(both).where(or_(decided.c.rejected.is_(None), decided.c.rejected == 0))


def _current_join() -> Join:
    return schema.current_documents.join(schema.documents, schema.documents.c.key == schema.current_documents.c.key)


def _current() -> Select[Any]:
    """The rows of the present documents. Databases order text each in its own way, so Python sorts."""
    return select(schema.documents).select_from(_current_join())


def _document(row: Row[Any]) -> Document:
    values = {name: getattr(row, name) for name in Document.__struct_fields__}
    return Document(**values | {"warnings": tuple(msgspec.json.decode(row.warnings, type=list[str]))})
