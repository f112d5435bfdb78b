"""What a filter leaves as a file: every format of `sitrep export`, made safe to publish, streamed."""

from __future__ import annotations

from typing import Annotated, BinaryIO

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from sitrep.export.formats import FORMATS
from sitrep.export.options import Known
from sitrep.export.safety.guard import Guarded
from sitrep.serve.desk import Desk
from sitrep.serve.handout.asked import Asked
from sitrep.serve.handout.pipe import pieces_of
from sitrep.serve.handout.shown import material_of
from sitrep.serve.routes.schema import answer
from sitrep.serve.routes.shared import desk_of

router = APIRouter(tags=["api"])


@router.get("/export/{format}", responses=answer("File", missing=True))
def export(
    request: Request, chosen: Annotated[Asked, Query()], name: Annotated[str, Path(alias="format", max_length=40)]
) -> Response:
    """The records of the filter as a file, streamed; formats as in docs/export.md. Private persons' names are withheld,
    sensitive sites coarsened; the command `sitrep export` can be told to keep them."""
    found = FORMATS.get(name)
    if found is None:
        raise HTTPException(404, f"{name}: no such format; known: {', '.join(FORMATS)}")
    desk = desk_of(request)
    pieces = pieces_of(lambda out: _write(desk, name, chosen, out))
    headers = {"Content-Disposition": f'attachment; filename="sitrep{found.suffix}"', "Cache-Control": "no-store"}
    return StreamingResponse(pieces, media_type=found.media, headers=headers)


def _write(desk: Desk, name: str, chosen: Asked, out: BinaryIO) -> None:
    """Writes the file from one state of the store, which stays the same however long it takes."""
    gazetteer, roster = desk.names.gazetteer, desk.names.roster
    with desk.view() as (snapshot, view):
        material = material_of(view, snapshot.index, chosen.filter())
        guarded = Guarded(material, chosen.safety(desk.clock().date()), gazetteer, roster)
        FORMATS[name].write(guarded, out, chosen.options(), Known(gazetteer, roster))
