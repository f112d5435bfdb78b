"""The application: routes, guard, and the files that pages load. Nothing is fetched from anywhere else."""

from __future__ import annotations

import mimetypes
import time
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import ValidationError
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sitrep import __version__
from sitrep.errors import SitrepError
from sitrep.serve.access.guard import Guard
from sitrep.serve.access.sessions import Sessions, Ticks
from sitrep.serve.access.users import User
from sitrep.serve.desk import Desk
from sitrep.serve.handout.outcomes import Outcomes
from sitrep.serve.routes import api, deciding, entry, exporting, mapping, pages

#: Names of this machine by which a browser on it may call the desk.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ABOUT = (
    "Claims, events and control as reports tell them; every record leads back to exact words. Nothing here is a fact: a"
    " claim is what somebody said."
)


class Files(StaticFiles):
    """Files of the package. Addresses carry the version, so browsers keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        response = await super().get_response(path, scope)
        if path.endswith(".mjs"):  # some systems have no type for it, and a browser runs no module without one
            response.headers["content-type"] = "text/javascript; charset=utf-8"
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response


def create_app(
    desk: Desk, users: dict[str, User] | None = None, hosts: frozenset[str] = LOOPBACK, ticks: Ticks = time.monotonic
) -> FastAPI:
    """The desk as an ASGI application. `users` None is a single-user desk; `hosts` are the names that it answers to."""
    app = FastAPI(title="sitrep desk", version=__version__, description=ABOUT, docs_url=None, redoc_url=None)
    app.state.desk, app.state.sessions, app.state.outcomes = desk, Sessions(users, ticks), Outcomes()
    app.add_middleware(Guard, sessions=app.state.sessions, hosts=hosts)
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)
    mimetypes.add_type("text/javascript", ".mjs")
    app.mount("/static/page", Files(directory=str(files("sitrep.export").joinpath("data"))))
    app.mount("/static", Files(directory=str(files("sitrep.serve").joinpath("static"))))
    for each in (pages, deciding, mapping, entry, exporting, api):
        app.include_router(each.router)
    app.add_exception_handler(ValidationError, _not_understood)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(SitrepError, _trouble)
    app.add_exception_handler(HTTPException, _known)
    app.openapi = lambda: api.openapi(app)  # type: ignore[method-assign]
    return app


async def _known(request: Request, error: Exception) -> Response:
    return await http_exception_handler(request, error)  # type: ignore[arg-type]


async def _not_understood(request: Request, error: Exception) -> Response:
    """An address or a body that asks for something that cannot be: says which part."""
    found: list[Any] = error.errors()  # type: ignore[attr-defined]
    problems = [f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in found]
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": problems}, status_code=422)
    return PlainTextResponse("sitrep: the address cannot be understood: " + "; ".join(problems), status_code=422)


async def _trouble(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": [str(error)]}, status_code=503)
    return PlainTextResponse(f"sitrep: {error}", status_code=503)
