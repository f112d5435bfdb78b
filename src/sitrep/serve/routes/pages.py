"""The pages that only show: events, one event, control, reports, decisions."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sitrep.errors import StoreError
from sitrep.model.control import Holding, holding_id
from sitrep.model.text import Document
from sitrep.review.file import lines_of
from sitrep.review.log import broken_link
from sitrep.serve.desk import Desk, Snapshot
from sitrep.serve.find.draw.shapes import stands_on, unlocated
from sitrep.serve.find.filters import FACETS, SHORT
from sitrep.serve.find.index import Found
from sitrep.serve.find.select import events_at, held
from sitrep.serve.find.timeline import beside, timeline
from sitrep.serve.routes.shared import Asked, desk_of, render
from sitrep.serve.tell.told import event_page, outlets_of, review_of, tell
from sitrep.serve.words import label, side_text
from sitrep.store.archive.originals import original_of
from sitrep.store.view import View

router = APIRouter(include_in_schema=False)

PER_PAGE = 50
MENU = 40  # values of a facet shown
LOG_PAGE = 200
REPORTS_PAGE = 200


@router.get("/")
def start() -> Response:
    """The events are the first view."""
    return RedirectResponse("/events", status_code=303)


@router.get("/events")
def events(request: Request) -> HTMLResponse:
    """List, map and timeline of what the filter leaves, and one event beside them."""
    return events_page(request)


def events_page(request: Request, status: int = 200, **more: Any) -> HTMLResponse:
    """The page of events, also with a notice on it."""
    asked, desk = Asked(request), desk_of(request)
    with desk.view() as (snapshot, view):
        found = _found(request, snapshot, asked)
        first = (asked.look.page - 1) * PER_PAGE
        shown = events_at(view, snapshot.index, found.order[first : first + PER_PAGE].tolist())
        values: dict[str, Any] = {
            "asked": asked,
            "rows": [(event, review_of(snapshot, event.id), _last(snapshot, event.id)) for event in shown],
            "total": snapshot.index.size,
            "pages": max(1, -(-len(found.order) // PER_PAGE)),
            **_menus(snapshot, asked, found),
            "line": timeline(snapshot.index, found.mask),
            "beside": beside(asked.filter.since, asked.filter.until),
            "tray": unlocated(snapshot.index, found.mask),
            "day": asked.day(snapshot.as_of),
            "page": _opened(view, snapshot, desk, asked.look.event),
            "first_view": snapshot.window,
            "sides": snapshot.sides,
            "results_version": "-".join(str(each) for each in snapshot.index.version),
        }
    return _at(asked, render(request, "events.html", status, **values, **more))


def _found(request: Request, snapshot: Snapshot, asked: Asked) -> Found:
    """What the filter leaves, with the counts of the menus that stand on the page and of the one that is open."""
    opened = request.headers.get("desk-open", "")
    return snapshot.index.find(asked.filter, [facet for facet in FACETS if facet in SHORT or facet == opened])


def _menus(snapshot: Snapshot, asked: Asked, found: Found) -> dict[str, Any]:
    """What the bar of filters shows."""
    return {
        "found": found,
        "facets": {facet: found.facets.get(facet) for facet in FACETS},
        "chosen": {facet: snapshot.index.chosen(facet, asked.filter) for facet in FACETS},
        "facet_label": facet_label,
        "menu": MENU,
    }


def _at(asked: Asked, page: HTMLResponse) -> HTMLResponse:
    """The page, whose address a form's question is shortened to."""
    request = asked.request
    if page.status_code == 200 and request.headers.get("hx-request") and request.method == "GET":
        page.headers["HX-Push-Url"] = asked.address(request.url.path)
    return page


def _last(snapshot: Snapshot, subject: str) -> str:
    last = snapshot.now.last.get(subject)
    return last.id if last else ""


def _opened(view: View, snapshot: Snapshot, desk: Desk, ident: str) -> object:
    found = view.events_by_id((ident,)) if ident else ()
    return event_page(view, snapshot, desk.names, found[0]) if found else None


def facet_label(facet: str, label_: str) -> str:
    """How a value of a facet is shown."""
    tables = {"type": "types", "standing": "standing", "status": "status", "confidence": "band", "review": "review"}
    if facet in tables:
        return label(tables[facet], label_)
    return side_text(label_) if facet == "side" else label_


@router.get("/facets/{facet}")
def menu(request: Request, facet: str) -> HTMLResponse:
    """The values of one facet, for a menu that somebody opens."""
    asked = Asked(request)
    if facet not in FACETS:
        return render(request, "missing.html", 404, asked=asked, what=f"There is no filter {facet}.")
    values = desk_of(request).snapshot.index.find(asked.filter, [facet]).facets[facet]
    return render(request, "menu.html", facet=facet, values=values, menu=MENU, facet_label=facet_label)


@router.get("/events/{ident}")
def event(request: Request, ident: str) -> HTMLResponse:
    """One event with room: accounts side by side."""
    asked, desk = Asked(request), desk_of(request)
    with desk.view() as (snapshot, view):
        page = _opened(view, snapshot, desk, ident)
    return render(request, "event.html", 200 if page else 404, asked=asked, page=page, ident=ident)


@router.get("/control")
def control(request: Request) -> HTMLResponse:
    """Who held which place on a day, of the places of what the filter leaves."""
    asked, desk = Asked(request), desk_of(request)
    with desk.view() as (snapshot, view):
        day, found = asked.day(snapshot.as_of), _found(request, snapshot, asked)
        everything = tuple(held(snapshot.holdings, snapshot.index, asked.filter))
        version = "-".join(str(each) for each in snapshot.index.version)
        shown = [each for each in everything if day and stands_on(each, day) != "no"]
        outlets = outlets_of(view, (claim for each in shown for claim in (*each.because, *each.against)))
    keys = {(each.place.id or each.place.name) for each in shown}
    silent = sorted({each.place.name for each in everything if (each.place.id or each.place.name) not in keys})
    rows = [(each, holding_id(each), stands_on(each, day), _published(each, outlets)) for each in shown if day]
    page = render(
        request, "control.html", asked=asked, day=day, rows=rows, silent=silent, any=bool(everything),
        first_view=snapshot.window, results_version=version, sides=snapshot.sides, steps=_steps(day),
        **_menus(snapshot, asked, found),
    )  # fmt: skip
    return _at(asked, page)


def _published(holding: Holding, outlets: dict[str, str]) -> int:
    """By how many outlets a line of control is told; those not known count as one."""
    return len({outlets[claim] for claim in (*holding.because, *holding.against) if claim in outlets})


def _steps(day: dt.date | None) -> list[tuple[str, dt.date, str]]:
    """Where one can go from a day: words, the day there, and the key."""
    if day is None:
        return []
    before, after = day.replace(day=1) - dt.timedelta(days=1), day.replace(day=28) + dt.timedelta(days=4)
    return [
        ("a month back", before.replace(day=min(day.day, before.day)), ""),
        ("a week back", day - dt.timedelta(days=7), ""),
        ("a day back", day - dt.timedelta(days=1), "["),
        ("a day on", day + dt.timedelta(days=1), "]"),
        ("a week on", day + dt.timedelta(days=7), ""),
        ("a month on", after.replace(day=min(day.day, calendar.monthrange(after.year, after.month)[1])), ""),
    ]


@router.get("/control/{ident}")
def holding(request: Request, ident: str) -> HTMLResponse:
    """One line of control with the claims for and against it."""
    asked, desk = Asked(request), desk_of(request)
    with desk.view() as (snapshot, view):
        found = next((each for each in snapshot.holdings if holding_id(each) == ident), None)
        told = {}
        if found:
            for claim in view.claims_by_id((*found.because, *found.against)):
                told[claim.id] = tell(claim, view.document(claim.document), snapshot, desk.names)
    return render(
        request, "holding.html", 200 if found else 404, asked=asked, holding=found, told=told, ident=ident
    )  # fmt: skip


@router.get("/reports")
def reports(request: Request) -> HTMLResponse:
    """All reports."""
    asked = Asked(request)
    with desk_of(request).view() as (_, view):
        listed = view.listed()
    first = (asked.look.page - 1) * REPORTS_PAGE
    shown = listed[first : first + REPORTS_PAGE]
    pages = max(1, -(-len(listed) // REPORTS_PAGE))
    return render(request, "reports.html", asked=asked, documents=shown, total=len(listed), pages=pages)


@router.get("/reports/{ident:path}")
def report(request: Request, ident: str) -> HTMLResponse:
    """A report as published, with the words of its claims."""
    asked, desk = Asked(request), desk_of(request)
    try:
        with desk.view() as (snapshot, view):
            document = view.document(ident)
            told = [tell(claim, document, snapshot, desk.names) for claim in view.claims(ident)]
            homes = {each.claim.id: found.id for each in told if (found := view.event_of(each.claim.id))}
            segments, obtained = view.segments(ident), view.obtained(ident)
            rejected = [claim for claim in view.rejected() if claim.document == ident]
            archived = _archived(view, document)
    except StoreError:
        return render(request, "missing.html", 404, asked=asked, what=f"No report {ident} is in this store.")
    return render(
        request, "report.html", asked=asked, document=document, told=told, segments=segments, obtained=obtained,
        homes=homes, rejected=rejected, archived=archived, evidence=_evidence(document.text, told),
    )  # fmt: skip


def _archived(view: View, document: Document) -> tuple[int, str]:
    """How many bytes of the report are kept, and what is wrong with them; -1 for none."""
    try:
        raw = original_of(view.connection, document)
    except StoreError as error:
        return -1, str(error)
    return (-1, "") if raw is None else (len(raw), "")


def _evidence(text: str, told: list[Any]) -> dict[str, Any]:
    """What the script that paints needs: the text and the spans of each claim."""
    claims = []
    for each in told:
        claim = each.claim
        refs = [*claim.agents, *claim.targets, *claim.places, *claim.origin, *claim.destination, *claim.sources]
        refs += [one.span for one in (*claim.casualties, *claim.materiel, *claim.quantities)]
        refs += [claim.time.span] if claim.time and claim.time.span else []
        claims.append(
            {
                "id": claim.id,
                "evidence": {"start": claim.evidence.start, "end": claim.evidence.end},
                "trigger": {"start": claim.trigger.start, "end": claim.trigger.end},
                "slots": [{"start": ref.start, "end": ref.end} for ref in refs if ref.end > ref.start],
            }
        )
    return {"text": text, "claims": claims}


@router.get("/decisions.jsonl")
def decisions_file(request: Request) -> Response:
    """The log as a file that `sitrep decisions import` reads."""
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    return Response(lines_of(desk_of(request).log()), media_type="application/x-ndjson", headers=headers)


@router.get("/decisions")
def decisions(request: Request) -> HTMLResponse:
    """The log: who decided what and when, and whether anybody tampered with it."""
    desk, who = desk_of(request), request.query_params.get("by", "")
    with desk.view() as (snapshot, view):
        broken = broken_link(view.connection)
        log = desk.log()
        rejected = view.rejected()
    people = sorted({each.decided_by for each in log})
    shown = [each for each in reversed(log) if who in ("", each.decided_by)][:LOG_PAGE]
    return render(
        request, "decisions.html", asked=Asked(request), log=shown, total=len(log), people=people, who=who, broken=broken,
        undone=snapshot.now.undone, last=snapshot.now.last, rejected=rejected,
    )  # fmt: skip
