"""Events and claims as the index needs them: the few fields that are filtered, counted or searched, read quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Select, func, or_, select

from sitrep.model.claims import ActorRef, PlaceRef
from sitrep.serve.find.select import AT_ONCE
from sitrep.store import schema
from sitrep.store.view import View

T = TypeVar("T")
NO_DAY_TEXT = "9999-99-99"  # sorts after every day


class Named(msgspec.Struct, frozen=True, gc=False):
    """Somebody or somewhere, by name and by the words."""

    name: str
    text: str


class Words(msgspec.Struct, frozen=True, gc=False):
    """A span without its place."""

    text: str


class People(msgspec.Struct, frozen=True, gc=False):
    """A toll's figures."""

    low: int | None
    best: int | None


class EventRow(msgspec.Struct, frozen=True):
    """An event; days as they are written."""

    id: str
    type: str
    status: str
    agents: tuple[ActorRef, ...]
    targets: tuple[ActorRef, ...]
    place: PlaceRef | None
    start: str | None
    end: str | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    standing: str
    casualties: tuple[People, ...] = ()
    disputes: tuple[msgspec.Raw, ...] = ()

    def order(self) -> tuple[str, str, str]:
        """As `store.view.event_order` has it."""
        return self.start or NO_DAY_TEXT, self.end or NO_DAY_TEXT, self.id


class ClaimRow(msgspec.Struct, frozen=True):
    """A claim."""

    id: str
    evidence: Words
    agents: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    confidence: float = 0.5


class Rows(msgspec.Struct, frozen=True):
    """Events in their order, the claims that count by id, and titles of reports by id."""

    events: list[EventRow]
    claims: dict[str, ClaimRow]
    titles: dict[str, str]


def all_rows(view: View) -> Rows:
    """Everything of the store."""
    events = _read(view, select(schema.events.c.record), EventRow)
    claims = _read(view, _decided(), ClaimRow)
    return Rows(sorted(events, key=EventRow.order), {claim.id: claim for claim in claims}, _titles(view, None))


def rows_of(view: View, ids: Sequence[str]) -> Rows:
    """The events with these ids; those that are not there are left out."""
    events: list[EventRow] = []
    for part in _parts(ids):
        events += _read(view, select(schema.events.c.record).where(schema.events.c.id.in_(part)), EventRow)
    claims: dict[str, ClaimRow] = {}
    for part in _parts([claim for event in events for claim in event.claims]):
        found = _read(view, _decided().where(schema.claims.c.id.in_(part)), ClaimRow)
        claims |= {claim.id: claim for claim in found}
    titles: dict[str, str] = {}
    for part in _parts(sorted({document for event in events for document in event.documents})):
        titles |= _titles(view, part)
    return Rows(sorted(events, key=EventRow.order), claims, titles)


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


def _read(view: View, query: Select[Any], kind: type[T]) -> list[T]:
    lines = view.connection.execute(query).scalars().all()
    return msgspec.json.decode(f"[{','.join(lines)}]", type=list[kind])  # type: ignore[valid-type]


def _titles(view: View, wanted: Sequence[str] | None) -> dict[str, str]:
    documents, current = schema.documents, schema.current_documents
    both = current.join(documents, documents.c.key == current.c.key)
    query = select(current.c.document, documents.c.title).select_from(both).where(documents.c.title.is_not(None))
    if wanted is not None:
        query = query.where(current.c.document.in_(wanted))
    return {row.document: row.title for row in view.connection.execute(query)}


def _decided() -> Select[Any]:
    """The records of the claims that count, as people decided."""
    decided = schema.decided_claims
    both = schema.claims.outerjoin(decided, decided.c.id == schema.claims.c.id)
    record = func.coalesce(decided.c.record, schema.claims.c.record).label("record")
    return select(record).select_from(both).where(or_(decided.c.rejected.is_(None), decided.c.rejected == 0))
