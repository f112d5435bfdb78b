"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from sitrep.serve.access.guard import same_secret, session_of, set_cookie
from sitrep.serve.access.sessions import COOKIE, Sessions
from sitrep.serve.access.users import log_in
from sitrep.serve.routes.shared import plain

router = APIRouter(include_in_schema=False)


def _sessions(request: Request) -> Sessions:
    sessions: Sessions = request.app.state.sessions
    return sessions


@router.get("/login")
def login_form(request: Request) -> Response:
    """Asks for name and password; without users there is nothing to ask."""
    if _sessions(request).users is None:
        return RedirectResponse("/events", status_code=303)
    return plain("login.html", problem="", name="")


@router.post("/login")
def login(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Starts a session, or says that name or password is wrong, not which."""
    sessions = _sessions(request)
    if sessions.users is None:
        return RedirectResponse("/events", status_code=303)
    if sessions.must_wait(name):
        return plain("login.html", 429, problem="Too many wrong passwords. Wait half a minute.", name=name)
    user = log_in(sessions.users, name, password)
    if user is None:
        sessions.note_wrong(name)
        return plain("login.html", 401, problem="Name or password is wrong.", name=name)
    sessions.note_right(name)
    response = RedirectResponse("/events", status_code=303)
    set_cookie(response, sessions.start(user))
    return response


@router.post("/logout")
def logout(request: Request, csrf: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Ends the session."""
    if same_secret(session_of(request), csrf):
        _sessions(request).end(request.cookies.get(COOKIE))
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE)
    return response
