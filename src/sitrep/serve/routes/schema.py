"""The OpenAPI document: the records' own schemas, so that it says what is really sent."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sitrep.export.formats import FORMATS
from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.text import Document
from sitrep.review.decisions import Decision

RECORDS = (Event, Claim, Holding, Document, Decision)
TEMPLATE = "#/components/schemas/{name}"

Responses = dict[int | str, dict[str, Any]]


def answer(
    name: str, status: int = 200, *, paged: bool = False, missing: bool = False, decides: bool = False
) -> Responses:
    """What an operation answers: the record of this name, or a page of them, and how it may refuse."""
    schema: dict[str, Any] = {"$ref": TEMPLATE.format(name=name)}
    if name == "Facets":
        schema = _FACETS
    if name == "File":
        media = sorted({each.media.split(";")[0] for each in FORMATS.values()})
        found: dict[str, Any] = {"description": "A file.", "content": {each: {} for each in media}}
    else:
        found = {
            "description": "As asked.",
            "content": {"application/json": {"schema": _page(schema) if paged else schema}},
        }
    refusals: Responses = {
        422: _problem("What was asked for cannot be understood."),
        401: {"description": "Log in first."},
    }
    if missing:
        refusals[404] = _problem("There is none.")
    if decides:
        refusals |= {
            400: {"description": "The body is no JSON."},
            403: _problem("Your role may not."),
            409: _problem("Somebody decided meanwhile."),
        }
    return {status: found, **refusals}


def sent(name: str) -> dict[str, Any]:
    """What an operation takes."""
    schema = {
        "type": "object",
        "required": ["subject", "kind"],
        "additionalProperties": False,
        "title": name,
        "properties": {
            "subject": {"type": "string"},
            "kind": {"enum": ["accept", "reject", "unsure", "skip"]},
            "predecessor": {"type": ["string", "null"]},
            "note": {"type": "string", "maxLength": 2000},
        },
    }
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def openapi(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _, components = msgspec.json.schema_components(RECORDS, ref_template=TEMPLATE)
        document.setdefault("components", {}).setdefault("schemas", {}).update(components)
        app.openapi_schema = document
    return app.openapi_schema


_FACETS: dict[str, Any] = {
    "type": "object",
    "required": ["total", "undated", "facets"],
    "properties": {
        "total": {"type": "integer"},
        "undated": {"type": "integer"},
        "facets": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object"}}},
    },
}


def _page(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["total", "limit", "offset", "next", "items"],
        "properties": {
            "total": {"type": "integer"},
            "limit": {"type": "integer"},
            "offset": {"type": "integer"},
            "next": {"type": ["integer", "null"]},
            "items": {"type": "array", "items": item},
        },
    }


def _problem(description: str) -> dict[str, Any]:
    detail = {"type": "object", "required": ["detail"], "properties": {"detail": {}}}
    return {"description": description, "content": {"application/json": {"schema": detail}}}
