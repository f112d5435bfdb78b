"""What stands before every page: which hosts and sites may ask, who asks, and what the browser may do with it."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from sitrep.serve.access.sessions import COOKIE, HOURS, Session, Sessions
from sitrep.serve.access.users import Role, may

#: Everything from this very server, nothing from anywhere else, no inline script or style. The map draws its pictures
#: in memory (blob:, data:) and works in a worker of its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/login", "/static/")
MAX_BODY = 2_000_000


class Guard(BaseHTTPMiddleware):
    """Refuses foreign hosts (DNS rebinding) and foreign sites (CSRF), asks for a login, sets the headers."""

    def __init__(self, app: ASGIApp, sessions: Sessions, hosts: frozenset[str]) -> None:
        super().__init__(app)
        self._sessions, self._hosts = sessions, hosts

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """The answer, or a refusal."""
        response = self._refusal(request)
        if response is None:
            session = self._sessions.of(request.cookies.get(COOKIE))
            fresh = None
            if session is None and self._sessions.users is None:
                session = fresh = self._sessions.start()
            request.state.session = session
            if session is None and not request.url.path.startswith(OPEN):
                response = _ask_to_log_in(request)
            else:
                response = await call_next(request)
            if fresh is not None:
                set_cookie(response, fresh)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if host not in self._hosts:
            return PlainTextResponse(f"sitrep: this desk does not answer to the name {host}", status_code=421)
        if request.method in SAFE:
            return None
        if int(_number(request.headers.get("content-length"))) > MAX_BODY:
            return PlainTextResponse("sitrep: too much at once", status_code=413)
        origin = request.headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
        if foreign or request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
            return PlainTextResponse("sitrep: sent from another site; nothing was changed", status_code=403)
        return None


def _number(text: str | None) -> str:
    return text if text and text.isdigit() else "0"


def _ask_to_log_in(request: Request) -> Response:
    if request.url.path.startswith("/api/"):
        return PlainTextResponse("sitrep: log in first, at /login", status_code=401)
    return RedirectResponse("/login", status_code=303)


def set_cookie(response: Response, session: Session) -> None:
    """Gives the browser its token: not readable by scripts, not sent from other sites."""
    response.set_cookie(COOKIE, session.token, max_age=HOURS * 3600, httponly=True, samesite="strict")


def session_of(request: Request) -> Session:
    """Who asks. The guard has let nobody else through."""
    session: Session = request.state.session
    return session


def allowed(request: Request, role: Role) -> bool:
    """Whether who asks has at least this role."""
    return may(session_of(request).user, role)


def same_secret(session: Session, given: str) -> bool:
    """Whether a form carries the session's secret."""
    return secrets.compare_digest(session.csrf.encode(), given.encode("utf-8", "surrogatepass"))
