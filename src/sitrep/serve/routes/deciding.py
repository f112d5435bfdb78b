"""Where decisions are made: the queue, and what its buttons and forms send. Looking at something decides nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from sitrep.errors import ConflictError, InputError
from sitrep.review.decisions import Decision
from sitrep.serve.access.guard import allowed, same_secret, session_of
from sitrep.serve.desk import Desk, Snapshot
from sitrep.serve.draft.drafts import FOR_ADMINS, Drafter, Stamp
from sitrep.serve.draft.slots import actor_offers, offers
from sitrep.serve.find.filters import Filter
from sitrep.serve.routes.shared import Asked, desk_of, render
from sitrep.serve.tell.told import event_page, review_of

router = APIRouter(include_in_schema=False)

#: What waits to be looked at, in this order: what was set aside comes last.
TURNS = {"reopened": 0, "undecided": 1, "partly": 1, "unsure": 2, "skipped": 3}
NEXT = 12
MOST_AT_ONCE = 500


@router.get("/review")
def review(request: Request) -> HTMLResponse:
    """The queue: one event at a time, the most doubtful and weighty first."""
    return review_page(request)


def review_page(request: Request, status: int = 200, **more: Any) -> HTMLResponse:
    """The queue, also with a notice on it."""
    asked, desk = Asked(request), desk_of(request)
    with desk.view() as (snapshot, view):
        waiting = queue(snapshot, asked.filter)
        at = waiting.index(asked.look.event) if asked.look.event in waiting else 0
        shown = waiting[max(0, at - 2) : at + NEXT]
        events = view.events_by_id(tuple(shown))
        current = next((each for each in events if each.id == (waiting[at] if waiting else "")), None)
        page = event_page(view, snapshot, desk.names, current) if current else None
        rows = [(event, review_of(snapshot, event.id)) for event in events]
        counts = snapshot.index.tallies("review")
    around = {"before": waiting[at - 1] if at > 0 else "", "after": waiting[at + 1] if at + 1 < len(waiting) else ""}
    return render(
        request, "review.html", status, asked=asked, page=page, rows=rows, waiting=len(waiting), at=at, around=around,
        counts=counts, **more,
    )  # fmt: skip


def queue(snapshot: Snapshot, chosen: Filter) -> list[str]:
    """Ids of the events that wait, of those that the filter leaves."""
    index, column = snapshot.index, snapshot.index.columns["review"]
    order = index.find(chosen.model_copy(update={"sort": "weight"}), ()).order
    turn = np.array([TURNS.get(value, -1) for value in column.values], dtype=np.int64)
    turns = turn[column.only(len(index.ids))[order]] if len(order) else np.empty(0, dtype=np.int64)
    rows = order[np.argsort(turns, kind="stable")]
    return [index.ids[row] for row in rows[np.sort(turns) >= 0].tolist()]


@router.get("/offers/places")
def place_offers(request: Request, q: str = "") -> HTMLResponse:
    """Places that a name may mean, for the field that asks."""
    return render(request, "offers.html", offers=offers(q[:200], desk_of(request).names))


@router.get("/offers/actors")
def all_actor_offers(request: Request) -> HTMLResponse:
    """Actors of the roster, for the field that asks."""
    return render(request, "offers.html", offers=actor_offers(desk_of(request).names))


@router.post("/decide")
async def decide(request: Request) -> Response:
    """Appends what was decided, then shows what follows; or says why not, keeping what was typed."""
    form = await request.form(max_fields=2 * MOST_AT_ONCE + 100)
    kind = _text(form, "kind")
    if not same_secret(session_of(request), _text(form, "csrf")):
        return render(
            request, "missing.html", 403, asked=Asked(request), what="This form is too old. Load the page again."
        )
    if not allowed(request, "admin" if kind in FOR_ADMINS else "reviewer"):
        return render(request, "missing.html", 403, asked=Asked(request), what="Your role may read, not decide this.")
    return await run_in_threadpool(_decide, request, form, kind)


def _decide(request: Request, form: FormData, kind: str) -> Response:
    desk, back = desk_of(request), _back(_text(form, "back"))
    try:
        with desk.view() as (snapshot, view):
            drafts = _drafts(Drafter(view, snapshot, desk.names), form, kind, _stamp(request, form, desk))
        made = desk.decide(drafts)
    except ConflictError as error:
        return _refused(request, form, back, str(error), conflict=True)
    except InputError as error:
        return _refused(request, form, back, str(error), conflict=False)
    return RedirectResponse(_onward(desk, back, made), status_code=303)


def _drafts(drafter: Drafter, form: FormData, kind: str, stamp: Stamp) -> list[Decision]:
    subjects = [str(each) for each in form.getlist("subject")][:MOST_AT_ONCE]
    if not subjects and kind not in ("link", "alias", "place", "undo"):
        raise InputError("nothing is chosen; tick what it is about")
    plain = {name: str(value) for name, value in form.items()}
    if kind == "undo":
        return [drafter.undo(_text(form, "decision"), stamp)]
    if kind in ("link", "alias", "place"):
        return [drafter.name(kind, plain, stamp)]  # type: ignore[arg-type]
    if kind == "correct":
        return [drafter.correct(subjects[0], _text(form, "slot"), plain, stamp)]
    if kind == "merge":
        return [drafter.merge(subjects[0], [*subjects[1:], *(str(each) for each in form.getlist("other"))], stamp)]
    if kind == "split":
        return [drafter.split(subjects[0], [str(each) for each in form.getlist("claim")], stamp)]
    return [drafter.verdict(kind, each, stamp) for each in subjects]  # type: ignore[arg-type]


def _stamp(request: Request, form: FormData, desk: Desk) -> Stamp:
    seen = (str(each).rpartition("=") for each in form.getlist("seen"))
    return Stamp(
        by=session_of(request).user.name,
        at=desk.clock().isoformat(timespec="milliseconds"),
        seen={subject: last for subject, _, last in seen},
        note=_text(form, "note")[:2000],
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _back(address: str) -> str:
    """Where to go on: only an address of this very desk."""
    parts = urlsplit(address)
    return address if address.startswith("/") and not address.startswith("//") and not parts.netloc else "/events"


def _onward(desk: Desk, back: str, made: tuple[Decision, ...]) -> str:
    """The page that was open, with the event that the decided claims are in now."""
    path, query = urlsplit(back).path, parse_qs(urlsplit(back).query)
    claims = [each.id for decision in made for each in (*decision.claims, *decision.others)]
    if path == "/review":
        return back.split("?")[0] + _without_event(back)
    if "event" not in query and not path.startswith("/events/"):
        return back
    with desk.view() as (_, view):
        home = next((found.id for claim in claims if (found := view.event_of(claim))), None)
    before = query.get("event", [path.removeprefix("/events/")])[0]
    return back.replace(before, home) if home and before.startswith("e-") else back


def _without_event(address: str) -> str:
    kept = "&".join(part for part in urlsplit(address).query.split("&") if part and not part.startswith("event="))
    return f"?{kept}" if kept else ""


def _refused(request: Request, form: FormData, back: str, why: str, *, conflict: bool) -> Response:
    """Says why nothing was decided. After a conflict what was chosen can be sent again, having seen the other's."""
    desk = desk_of(request)
    subject = _text(form, "subject")
    with desk.view() as (snapshot, view):
        earlier = [each for each in desk.log() if each.subject == subject]
        found = view.events_by_id((subject,)) if subject.startswith("e-") else ()
        page = event_page(view, snapshot, desk.names, found[0]) if found else None
    again = [(name, str(value)) for name, value in form.multi_items() if name not in ("csrf", "seen")]
    return render(
        request, "refused.html", 409 if conflict else 422, asked=Asked(request), why=why, conflict=conflict, back=back,
        again=again, earlier=earlier, page=page, seen=_seen_now(desk, [str(each) for each in form.getlist("subject")]),
    )  # fmt: skip


def _seen_now(desk: Desk, subjects: list[str]) -> list[str]:
    """The last decision on each subject, now that it is shown."""
    last = {each.subject: each.id for each in desk.log()}
    return [f"{subject}={last.get(subject, '')}" for subject in subjects]
