"""What a filter leaves as a file: every format of `sitrep export`, made safe to publish, streamed; and what is told of it."""

from __future__ import annotations

import os
import pathlib
from typing import Annotated, BinaryIO

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from sitrep.export.described import as_json, columns, described, write_counted
from sitrep.export.formats import FORMATS, Format
from sitrep.export.options import Known
from sitrep.export.safety.guard import Guarded
from sitrep.serve.desk import Desk, Snapshot
from sitrep.serve.handout.asked import Asked
from sitrep.serve.handout.outcomes import Description, Outcomes
from sitrep.serve.handout.pipe import pieces_of
from sitrep.serve.handout.shown import material_of
from sitrep.serve.routes import shared
from sitrep.serve.routes.schema import answer
from sitrep.serve.routes.shared import desk_of, render

router = APIRouter(tags=["api"])

#: Up to so many events a file is counted at once for the page about it; more are counted when somebody asks.
AT_ONCE = 2_000
CSVM = "application/csvm+json"
Name = Annotated[str, Path(alias="format", max_length=40)]
Chosen = Annotated[Asked, Query()]


@router.get("/export/{format}", responses=answer("File", missing=True))
def export(request: Request, chosen: Chosen, name: Name) -> Response:
    """The records of the filter as a file, streamed; formats as in docs/export.md. Private persons' names are withheld,
    sensitive sites coarsened; the command `sitrep export` can be told to keep them. The `Link` header leads to the
    description of the file."""
    found, desk, outcomes = _format(name), desk_of(request), _outcomes(request)
    pieces = pieces_of(lambda out: _write(desk, name, chosen, out, outcomes))
    about = f"/export/{name}/metadata?{request.url.query}"
    headers = {
        "Content-Disposition": f'attachment; filename="sitrep{found.suffix}"',
        "Cache-Control": "no-store",
        "Link": f'<{about}>; rel="describedby"; type="{CSVM}"',
    }
    return StreamingResponse(pieces, media_type=found.media, headers=headers)


@router.get("/export/{format}/metadata", responses=answer("File", missing=True))
def metadata(request: Request, chosen: Chosen, name: Name) -> Response:
    """What is told of the file: its columns, what was chosen, how many records were left out or changed for safety, and
    why. It takes as long as the file, unless that was handed out just now."""
    found = _format(name)
    content = as_json(_described(desk_of(request), name, chosen, _outcomes(request)))
    beside = f'attachment; filename="sitrep{found.suffix}-metadata.json"'
    return Response(content, media_type=CSVM, headers={"Content-Disposition": beside})


@router.get("/export/{format}/about", include_in_schema=False)
def about(request: Request, chosen: Chosen, name: Name, count: bool = False) -> HTMLResponse:
    """The same as a page."""
    found, desk, outcomes = _format(name), desk_of(request), _outcomes(request)
    snapshot = desk.snapshot
    number = int(snapshot.index.mask(chosen.filter()).sum())
    told = outcomes.get(_key(desk, snapshot, name, chosen))
    if told is None and (count or number <= AT_ONCE) and name != "pdf":
        told = _described(desk, name, chosen, outcomes)
    return render(
        request, "about.html", asked=shared.Asked(request), name=name, format=found, told=told, number=number,
        columns=columns(name), query=request.url.query,
    )  # fmt: skip


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise HTTPException(404, f"{name}: no such format; known: {', '.join(FORMATS)}")
    return FORMATS[name]


def _outcomes(request: Request) -> Outcomes:
    outcomes: Outcomes = request.app.state.outcomes
    return outcomes


def _described(desk: Desk, name: str, chosen: Asked, outcomes: Outcomes) -> Description:
    """What is told of the file, which is written for it to nowhere where nobody has asked for it before."""
    found = outcomes.get(_key(desk, desk.snapshot, name, chosen))
    if found is None:
        with pathlib.Path(os.devnull).open("wb") as nowhere:
            found = _write(desk, name, chosen, nowhere, outcomes)
    return found


def _key(desk: Desk, snapshot: Snapshot, name: str, chosen: Asked) -> tuple[object, ...]:
    """All that a file depends on: the state of the store, what was asked, and from when on it is too recent."""
    version = (snapshot.index.version, len(snapshot.decisions))
    return (name, chosen.model_dump_json(), version, chosen.safety(desk.clock().date()).cutoff)


def _write(desk: Desk, name: str, chosen: Asked, out: BinaryIO, outcomes: Outcomes) -> Description:
    """Writes the file from one state of the store, which stays the same however long it takes."""
    gazetteer, roster = desk.names.gazetteer, desk.names.roster
    with desk.view() as (snapshot, view):
        material = material_of(view, snapshot.index, chosen.filter())
        guarded = Guarded(material, chosen.safety(desk.clock().date()), gazetteer, roster)
        outcome = write_counted(name, guarded, out, chosen.options(), Known(gazetteer, roster))
        asked = {"choice": chosen.told(), "options": chosen.options()}
        found = described(name, f"sitrep{FORMATS[name].suffix}", outcome, guarded, asked)
        outcomes.keep(_key(desk, snapshot, name, chosen), found)
    return found
