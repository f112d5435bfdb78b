"""The JSON API: the same records as the files (docs/records.md), by the same filter as the pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body, HTTPException, Path, Query, Request
from fastapi.responses import Response

from sitrep.errors import ConflictError, InputError, StoreError
from sitrep.model.record import Record
from sitrep.review.decisions import VERDICTS
from sitrep.serve.access.guard import allowed, session_of
from sitrep.serve.draft.drafts import Drafter, Stamp
from sitrep.serve.find.filters import FACETS, Filter
from sitrep.serve.find.select import claims_of, events_at, held
from sitrep.serve.routes.deciding import queue
from sitrep.serve.routes.schema import answer, openapi, sent
from sitrep.serve.routes.shared import desk_of
from sitrep.store.archive.originals import original_of

__all__ = ["openapi", "router"]

router = APIRouter(tags=["api"])

Asking = Annotated[Filter, Query()]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to leave out at the beginning.")]
Ident = Annotated[str, Path(max_length=300)]
#: What a name may end in.
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
Day = Annotated[dt.date | None, Query(description="Only what may hold on this day.")]


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _page(items: Iterable[Any], total: int, limit: int, offset: int) -> Response:
    following = offset + limit if offset + limit < total else None
    return _json({"total": total, "limit": limit, "offset": offset, "next": following, "items": list(items)})


def _missing(error: StoreError | str) -> HTTPException:
    return HTTPException(404, str(error))


@router.get("/api/v1/events", responses=answer("Event", paged=True))
def events(request: Request, chosen: Asking, limit: Limit = 100, offset: Offset = 0) -> Response:
    """The events of the filter, in its order."""
    with desk_of(request).view() as (snapshot, view):
        order = snapshot.index.find(chosen).order
        found = events_at(view, snapshot.index, order[offset : offset + limit].tolist())
    return _page(found, len(order), limit, offset)


@router.get("/api/v1/events/{ident}", responses=answer("Event", missing=True))
def event(request: Request, ident: Ident) -> Response:
    """One event."""
    with desk_of(request).view() as (_, view):
        found = view.events_by_id((ident,))
    if not found:
        raise _missing(f"{ident}: no such event")
    return _json(found[0])


@router.get("/api/v1/claims", responses=answer("Claim", paged=True))
def claims(request: Request, chosen: Asking, limit: Limit = 100, offset: Offset = 0) -> Response:
    """The claims behind as many events of the filter as asked for; `total` counts the events."""
    with desk_of(request).view() as (snapshot, view):
        order = snapshot.index.find(chosen).order
        found = claims_of(view, events_at(view, snapshot.index, order[offset : offset + limit].tolist()))
    return _page(found, len(order), limit, offset)


@router.get("/api/v1/claims/{ident}", responses=answer("Claim", missing=True))
def claim(request: Request, ident: Ident) -> Response:
    """One claim as people decided; rejected ones are not there."""
    with desk_of(request).view() as (_, view):
        found = view.claims_by_id((ident,))
    if not found:
        raise _missing(f"{ident}: no such claim")
    return _json(found[0])


@router.get("/api/v1/control", responses=answer("Holding", paged=True))
def control(request: Request, chosen: Asking, day: Day = None, limit: Limit = 1000, offset: Offset = 0) -> Response:
    """Who held which place, of the places of the filter's events, by place and day."""
    with desk_of(request).view() as (snapshot, view):
        found = list(held(view.holdings(day), snapshot.index, chosen))
    return _page(found[offset : offset + limit], len(found), limit, offset)


@router.get("/api/v1/documents", responses=answer("Document", paged=True))
def documents(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """The reports, by id."""
    with desk_of(request).view() as (_, view):
        found = view.documents()
    return _page(found[offset : offset + limit], len(found), limit, offset)


@router.get("/api/v1/documents/{ident:path}", responses=answer("Document", missing=True))
def document(request: Request, ident: Ident) -> Response:
    """One report with its whole text, to which all offsets refer."""
    try:
        with desk_of(request).view() as (_, view):
            return _json(view.document(ident))
    except StoreError as error:
        raise _missing(error) from error


@router.get("/api/v1/originals/{ident:path}", responses=answer("File", missing=True))
def original(request: Request, ident: Ident) -> Response:
    """The bytes of a report as they were received, checked against its SHA-256; to save, not to show."""
    try:
        with desk_of(request).view() as (_, view):
            document = view.document(ident)
            raw = original_of(view.connection, document)
    except StoreError as error:
        raise _missing(error) from error
    if raw is None:
        raise _missing(f"{ident}: only its text was kept")
    suffix = PurePosixPath(ident).suffix
    name = document.sha256[:16] + (suffix if SUFFIX.fullmatch(suffix) else "")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(raw, media_type="application/octet-stream", headers=headers)


@router.get("/api/v1/facets", responses=answer("Facets"))
def facets(request: Request, chosen: Asking) -> Response:
    """For each filter, how many events each value would leave under all other filters."""
    found = desk_of(request).snapshot.index.find(chosen)
    return _json(
        {
            "total": len(found.order),
            "undated": found.undated,
            "facets": {
                facet: [{"value": each.value, "label": each.label, "count": each.count} for each in found.facets[facet]]
                for facet in FACETS
            },
        }
    )


@router.get("/api/v1/queue", responses=answer("Event", paged=True))
def waiting(request: Request, chosen: Asking, limit: Limit = 100, offset: Offset = 0) -> Response:
    """The events that wait for review, the most doubtful and weighty first."""
    with desk_of(request).view() as (snapshot, view):
        ids = queue(snapshot, chosen)
        found = view.events_by_id(tuple(ids[offset : offset + limit]))
    return _page(found, len(ids), limit, offset)


@router.get("/api/v1/decisions", responses=answer("Decision", paged=True))
def decisions(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """The log, in its order."""
    log = desk_of(request).log()
    return _page(log[offset : offset + limit], len(log), limit, offset)


class Verdict(Record, forbid_unknown_fields=True):
    """What a program sends to decide: the subject (id of an event or claim), the verdict, and the last decision on that
    subject that it saw (absent for none)."""

    subject: str
    kind: str
    predecessor: str | None = None
    note: str = ""


@router.post(
    "/api/v1/decisions",
    status_code=201,
    responses=answer("Decision", status=201, decides=True),
    openapi_extra=sent("Verdict"),
)
def decide(request: Request, body: Annotated[Any, Body()]) -> Response:
    """Appends a verdict. 409 where somebody decided after what was seen; nothing is appended then."""
    if not allowed(request, "reviewer"):
        raise HTTPException(403, "your role may read, not decide")
    desk = desk_of(request)
    try:
        verdict = msgspec.convert(body, type=Verdict)
        if verdict.kind not in VERDICTS or len(verdict.note) > 2000:
            raise InputError(f"{verdict.kind}: no verdict; known: accept, reject, unsure, skip; notes are short")
        stamp = Stamp(
            by=session_of(request).user.name,
            at=desk.clock().isoformat(timespec="milliseconds"),
            seen={verdict.subject: verdict.predecessor or ""},
            note=verdict.note,
        )
        with desk.view() as (snapshot, view):
            draft = Drafter(view, snapshot, desk.names).verdict(verdict.kind, verdict.subject, stamp)
        (made,) = desk.decide([draft])
    except ConflictError as error:
        raise HTTPException(409, str(error)) from error
    except (InputError, msgspec.ValidationError) as error:
        raise HTTPException(422, str(error)) from error
    return _json(made, 201)
