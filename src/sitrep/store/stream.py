"""Reading a store of any size: records one after another, in one fixed order, from one consistent state.

Order is by code point on every database, as Python sorts; a database's own language rules would order names otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import Record, from_json
from sitrep.store import schema
from sitrep.store.view import View

ROWS_AT_ONCE = 500


class Cited(Record):
    """A document without its text: enough to cite it and to tell whether another copy is the same."""

    id: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    language: str | None = None
    obtained_at: str | None = None


class Decided(Record):
    """That a person decided something, without the content of it."""

    id: str
    predecessor: str | None
    subject: str
    kind: str
    decided_at: str
    decided_by: str


class Stream:
    """The present results of a store, one record at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.view = View(connection)

    def events(self, since: dt.date | None = None, until: dt.date | None = None) -> Iterator[Event]:
        """The events by first day, last day and id, undated ones last; only those that may lie in the period."""
        columns = schema.events.c
        query = select(columns.record).order_by(
            columns.start_day.asc().nulls_last(), columns.end_day.asc().nulls_last(), self._by_code_point(columns.id)
        )
        if since is not None:
            query = query.where(or_(columns.end_day.is_(None), columns.end_day >= since))
        if until is not None:
            query = query.where(or_(columns.start_day.is_(None), columns.start_day <= until))
        return (from_json(line, Event) for (line,) in self._rows(query))

    def holdings(self) -> Iterator[Holding]:
        """The holdings by place and day."""
        columns = schema.holdings.c
        query = select(columns.record).order_by(
            self._by_code_point(columns.place_name),
            self._by_code_point(columns.place_id).nulls_first(),
            columns.from_day.asc().nulls_first(),
            columns.until_day.asc().nulls_last(),
            self._by_code_point(columns.state),
            self._by_code_point(columns.id),
        )
        return (from_json(line, Holding) for (line,) in self._rows(query))

    def claims(self) -> Iterator[Claim]:
        """All claims, by document and place in it."""
        columns = schema.current_documents.c
        for (document,) in self._rows(select(columns.document).order_by(self._by_code_point(columns.document))):
            yield from self.view.claims(document)

    def documents(self) -> Iterator[Cited]:
        """All documents of the present results, by id."""
        order = self._by_code_point(schema.current_documents.c.document)
        return (Cited(**row._mapping) for row in self._rows(_cited().order_by(order)))

    def cited(self, ids: tuple[str, ...]) -> dict[str, Cited]:
        """The documents with these ids."""
        query = _cited().where(schema.current_documents.c.document.in_(ids))
        return {row.id: Cited(**row._mapping) for row in self._connection.execute(query)}

    def homes(self, claims: tuple[str, ...]) -> dict[str, Event]:
        """For each of the claims the event that it belongs to."""
        members = schema.event_claims.c
        query = (
            select(members.claim, schema.events.c.record)
            .join(schema.events, schema.events.c.id == members.event)
            .where(members.claim.in_(claims))
        )
        return {row.claim: from_json(row.record, Event) for row in self._connection.execute(query)}

    def decisions(self) -> Iterator[Decided]:
        """What people decided, oldest first."""
        columns = schema.decisions.c
        names = (getattr(columns, name) for name in Decided.__struct_fields__)
        query = select(*names).order_by(self._by_code_point(columns.decided_at), self._by_code_point(columns.id))
        return (Decided(**row._mapping) for row in self._rows(query))

    def _rows(self, query: Any) -> Iterator[Any]:
        found = self._connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
        try:
            yield from found
        finally:
            found.close()

    def _by_code_point(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return column.collate("C") if self._connection.dialect.name == "postgresql" else column.collate("BINARY")


def _cited() -> Any:
    documents, current = schema.documents, schema.current_documents
    columns = (documents.c[name] for name in Cited.__struct_fields__)
    return select(*columns).select_from(current.join(documents, documents.c.key == current.c.key))
