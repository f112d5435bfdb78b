"""Provenance as PROV-O in JSON-LD: from each event and state of control to claims, their words, reports and outlets.

The context stands in the file, so that nothing has to be fetched. A claim is an entity quoted from a report and derived from
what its source said; nothing here says that it is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

import msgspec

from sitrep.export.options import CAUTION, CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldClaim, ToldEvent, ToldHolding
from sitrep.model.control import holding_id
from sitrep.store.runs import Run
from sitrep.store.stream import Cited, Decided

SCHEMA = "sitrep.prov/1"
CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sitrep": "urn:sitrep:vocabulary:",
    "id": "@id",
    "type": "@type",
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "quotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "primarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "generatedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "attributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "associatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "influencedBy": {"@id": "prov:wasInfluencedBy", "@type": "@id"},
    "startedAt": {"@id": "prov:startedAtTime", "@type": "xsd:dateTime"},
    "endedAt": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "published": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "start": {"@id": "schema:startDate", "@type": "xsd:date"},
    "end": {"@id": "schema:endDate", "@type": "xsd:date"},
    "value": "prov:value",
    "name": "schema:name",
    "text": "schema:text",
    "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "sha256": "schema:sha256",
    "credit": "schema:creditText",
    "caution": "schema:disambiguatingDescription",
    "redaction": "sitrep:redaction",
    "standing": "sitrep:standing",
    "status": "sitrep:status",
    "kind": "sitrep:type",
    "against": {"@id": "sitrep:against", "@type": "@id"},
}
SOFTWARE = "urn:sitrep:software"


def write_prov(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """A graph of everything, each agent once."""
    out.write(b'{"@context":' + msgspec.json.encode(CONTEXT) + b',"@graph":[')
    count = 0
    for node in _nodes(material):
        plain = {name: value for name, value in node.items() if value not in (None, [], "")}
        out.write((b",\n" if count else b"\n") + msgspec.json.encode(plain))
        count += 1
    out.write(b"\n]}\n")
    return written(count)


def _nodes(material: Material) -> Iterator[dict[str, Any]]:
    run, agents = material.run(), _Agents()
    yield from _run(run)
    for report in material.documents():
        yield from agents.new(report.outlet)
        yield _report(report)
    for told in material.claims():
        for source in told.claim.sources:
            yield from agents.new(source.name)
        yield _claim(told, run)
    for each in material.events():
        yield _event(each, run)
    for state in material.holdings():
        yield _holding(state, run)
    for decided in material.decisions():
        yield from agents.new(decided.decided_by)
        yield _decision(decided)


class _Agents:
    """Outlets, sources and people, each told once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def new(self, name: str | None) -> Iterator[dict[str, Any]]:
        """The agent's node, unless it was told before."""
        if name and name not in self._seen:
            self._seen.add(name)
            yield {"id": _agent(name), "type": "prov:Agent", "name": name}


def _run(run: Run | None) -> Iterator[dict[str, Any]]:
    yield {
        "id": SOFTWARE,
        "type": ["prov:Agent", "prov:SoftwareAgent"],
        "name": made_by(run),
        "credit": CREDITS,
        "caution": CAUTION,
        "dct:conformsTo": SCHEMA,
    }
    if run:
        yield {"id": _iri(run.id), "type": "prov:Activity", "startedAt": run.started_at, "associatedWith": SOFTWARE}


def _report(report: Cited) -> dict[str, Any]:
    return {
        "id": _document(report.id),
        "type": ["prov:Entity", "schema:CreativeWork"],
        "name": report.title or report.id,
        "published": report.published,
        "url": report.url,
        "sha256": report.sha256,
        "attributedTo": _agent(report.outlet) if report.outlet else None,
        "prov:generatedAtTime": {"@value": report.obtained_at, "@type": "xsd:dateTime"} if report.obtained_at else None,
    }


def _claim(told: ToldClaim, run: Run | None) -> dict[str, Any]:
    claim = told.claim
    return {
        "id": _iri(claim.id),
        "type": ["prov:Entity", "schema:Claim"],
        "kind": claim.type,
        "status": claim.status,
        "standing": told.event.standing if told.event else None,
        "value": claim.evidence.text,
        "start": claim.time.start if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "quotedFrom": _document(claim.document),
        "attributedTo": [_agent(source.name) for source in claim.sources if source.name],
        "generatedBy": _iri(run.id) if run else None,
        "redaction": told.redactions or None,
    }


def _event(told: ToldEvent, run: Run | None) -> dict[str, Any]:
    event = told.event
    return {
        "id": _iri(event.id),
        "type": ["prov:Entity", "prov:Collection"],
        "kind": event.type,
        "status": event.status,
        "standing": event.standing,
        "start": event.start,
        "end": event.end,
        "derivedFrom": [_iri(ident) for ident in event.claims],
        "generatedBy": _iri(run.id) if run else None,
        "redaction": told.redactions or None,
    }


def _holding(told: ToldHolding, run: Run | None) -> dict[str, Any]:
    held = told.holding
    return {
        "id": _iri(holding_id(held)),
        "type": "prov:Entity",
        "kind": f"control: {held.state}",
        "name": f"{held.place.name}: {held.holder.name if held.holder else held.state}",
        "start": held.start,
        "end": held.until,
        "derivedFrom": [_iri(ident) for ident in held.because],
        "against": [_iri(ident) for ident in held.against],
        "generatedBy": _iri(run.id) if run else None,
        "redaction": told.redactions or None,
    }


def _decision(decided: Decided) -> dict[str, Any]:
    return {
        "id": _iri(decided.id),
        "type": "prov:Activity",
        "kind": f"decision: {decided.kind}",
        "endedAt": decided.decided_at,
        "associatedWith": _agent(decided.decided_by),
        "prov:used": {"@id": _iri(decided.subject)},
        "influencedBy": _iri(decided.predecessor) if decided.predecessor else None,
    }


def _iri(ident: str) -> str:
    return f"urn:sitrep:{quote(ident, safe='-')}"


def _document(ident: str) -> str:
    return f"urn:sitrep:document:{quote(ident, safe='-')}"


def _agent(name: str) -> str:
    return f"urn:sitrep:agent:{quote(name, safe='-')}"
