"""Claims as JSON Lines and as a table: what each report says, with who says it and the exact words."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from sitrep.export.options import CREDITS, Known, Options, Written, made_by, written
from sitrep.export.source.material import Material, ToldClaim
from sitrep.export.tables.cells import Cell, joined, table, text
from sitrep.export.tables.shared import iso, point
from sitrep.model.claims import Claim, Outcome, amount
from sitrep.store.stream import Cited

SCHEMA = "sitrep.claims/1"
OUTCOMES: tuple[Outcome, ...] = ("killed", "wounded", "captured", "missing", "displaced")
COLUMNS = (
    "id", "type", "status", "says", "medium", "agents", "agent_ids", "targets", "target_ids", "place", "place_id",
    "latitude", "longitude", "precision", "radius_km", "origin", "destination", "start", "end", "time_precision",
    "time_words", *OUTCOMES, "materiel", "quantities", "words", "words_start", "words_end", "segment", "confidence",
    "event", "standing", "document", "title", "outlet", "published", "url", "sha256", "redaction", "schema", "made_by",
    "credit",
)  # fmt: skip


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """What a line of claims carries besides the claim."""

    schema: str
    made_by: str
    credit: tuple[str, ...]
    event: str | None
    standing: str | None
    report: Cited
    redactions: tuple[str, ...]


def write_claim_lines(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """One JSON object a line: the claim's fields as in claims.jsonl, and `export` with report, event and standing."""
    maker, count = made_by(material.run()), 0
    for told in material.claims():
        behind = Behind(
            schema=SCHEMA,
            made_by=maker,
            credit=CREDITS,
            event=told.event.id if told.event else None,
            standing=told.event.standing if told.event else None,
            report=told.document,
            redactions=told.redactions,
        )
        claim, after = msgspec.json.encode(told.claim), msgspec.json.encode(behind)
        out.write(claim[:-1] + b',"export":' + after + b"}\n")
        count += 1
    return written(count)


def write_claims(material: Material, out: BinaryIO, options: Options, known: Known) -> Written:  # noqa: ARG001
    """One row for each claim, by report and place in it."""
    maker, count = made_by(material.run()), 0
    with table(out, COLUMNS) as cells:
        for told in material.claims():
            cells.writerow((*_said(told.claim), *_behind(told), SCHEMA, maker, joined(CREDITS)))
            count += 1
    return written(count)


def _said(claim: Claim) -> tuple[Cell, ...]:
    place = claim.places[0] if claim.places else None
    time = claim.time
    where = (joined(each.name for each in claim.places), joined(each.id for each in claim.places), *point(place))
    return (
        claim.id, claim.type, claim.status, joined(each.name for each in claim.sources), text(claim.medium),
        joined(each.name for each in claim.agents), joined(each.id for each in claim.agents),
        joined(each.name for each in claim.targets), joined(each.id for each in claim.targets),
        *where, place.precision if place else "", place.radius_km if place else None,
        joined(each.name for each in claim.origin), joined(each.name for each in claim.destination),
        iso(time.start) if time else "", iso(time.end) if time else "", time.precision if time else "",
        text(time.text) if time else "", *(_people(claim, outcome) for outcome in OUTCOMES),
        joined(f"{amount(each.low, each.high)} {each.item} {each.outcome}" for each in claim.materiel),
        joined(f"{amount(each.low, each.high)} {each.unit}" for each in claim.quantities),
        text(claim.evidence.text), claim.evidence.start, claim.evidence.end, claim.segment, round(claim.confidence, 3),
    )  # fmt: skip


def _people(claim: Claim, outcome: Outcome) -> str:
    told = (each for each in claim.casualties if each.outcome == outcome)
    return joined(f"{each.group.name or each.group.text} {amount(each.low, each.high)}" for each in told)


def _behind(told: ToldClaim) -> tuple[Cell, ...]:
    report, event = told.document, told.event
    return (
        event.id if event else "", event.standing if event else "", text(report.id), text(report.title),
        text(report.outlet), iso(report.published), text(report.url), report.sha256, joined(told.redactions),
    )  # fmt: skip
