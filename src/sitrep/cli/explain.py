"""`sitrep explain`: from a record back to the words, the rule, and the reasons of resolution and fusion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from sitrep.cli.options import DEFAULT_STORE, Store
from sitrep.cli.show import console, days, held, names, quote, safe, sentence, speakers
from sitrep.model.claims import ActorRef, Claim, PlaceRef, amount
from sitrep.model.control import Holding, holding_id
from sitrep.model.events import Event
from sitrep.model.text import Document
from sitrep.store.databases.address import address_of
from sitrep.store.view import View, open_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    epilog="""\b
Examples:
  sitrep explain c-5f0c1d              a claim: words, rule, actors, places, days
  sitrep explain e-91ab                an event: its claims, accounts that differ
  sitrep explain h-77d0                a line of control: claims for and against
\b
The ids are in the JSON lines, in `sitrep events` and in `sitrep control`."""
)
def explain(
    record: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a claim, event or holding, or as much of it as is unique.")
    ],
    store: Store = DEFAULT_STORE,
) -> None:
    """Walk from a record back to the words and reasons behind it."""
    out = console()
    with open_view(address_of(store)) as view:
        found = view.find(record)
        if isinstance(found, Claim):
            _claim(out, view, found)
        elif isinstance(found, Event):
            _event(out, view, found)
        else:
            _holding(out, view, found)


def _claim(out: Console, view: View, claim: Claim) -> None:
    document = view.document(claim.document)
    _title(out, f"Claim {claim.id}", f"{speakers(claim, document)}: {sentence(claim)}")
    out.print(Text("  ") + quote(claim))
    _line(out, "report", _report(view, document))
    _line(out, "where in it", f"{claim.segment}, characters {claim.trigger.start} to {claim.trigger.end}")
    if claim.copy_of:
        _line(out, "repeats", f"“{claim.copy_of.text}”, characters {claim.copy_of.start} to {claim.copy_of.end}")
    for role in ("agents", "targets", "sources"):
        _refs(out, role, getattr(claim, role))
    for role in ("places", "origin", "destination"):
        _refs(out, role, getattr(claim, role))
    if claim.time:
        when = days(claim.time.start, claim.time.end) or "not resolved"
        _line(out, "time", f"“{claim.time.text}”: {when} ({claim.time.precision}); {claim.time.reason}")
    else:
        _line(out, "time", "none told")
    for casualty in claim.casualties:
        _line(out, "casualties", f"“{casualty.text}”: {amount(casualty.low, casualty.high)} {casualty.outcome}")
    for item in claim.materiel:
        _line(out, "materiel", f"“{item.text}”: {amount(item.low, item.high)} {item.item} {item.outcome}")
    for quantity in claim.quantities:
        _line(out, "quantity", f"“{quantity.text}”: {amount(quantity.low, quantity.high)} {quantity.unit}")
    _reasons(out, claim.reasons)
    _line(out, "confidence", f"{claim.confidence:.2f}")
    _made_by(out, claim)
    event = view.event_of(claim.id)
    if event:
        others = len(event.claims) - 1
        _line(out, "event", f"{event.id}, {event.standing}, with {others} other claim{'' if others == 1 else 's'}")
        _reasons(out, event.reasons)


def _event(out: Console, view: View, event: Event) -> None:
    place = event.place.name if event.place else "a place not told"
    when = days(event.start, event.end) or "on a day not told"
    _title(out, f"Event {event.id}", f"{event.type.replace('_', ' ')} at {place} {when}: {event.standing}")
    _line(out, "by", names(event.agents) or "not told")
    _line(out, "against", names(event.targets) or "not told")
    _line(out, "outlets", ", ".join(event.outlets) or "not told")
    _line(out, "first said by", ", ".join(event.origins) or "not told")
    _reasons(out, event.reasons)
    for toll in event.casualties:
        best = f", best {toll.best}" if toll.best is not None else ""
        _line(out, "toll", f"{toll.group.name} {toll.outcome}: {amount(toll.low, toll.high)}{best}")
    for dispute in event.disputes:
        for account in dispute.accounts:
            _line(out, f"differs on {dispute.field}", f"{account.value} ({', '.join(account.claims)})")
    for linked in event.linked:
        _line(out, "linked", f"{linked.id}: {linked.how}")
    _claims(out, view, "its claims", event.claims)


def _holding(out: Console, view: View, holding: Holding) -> None:
    _title(out, f"Control {holding_id(holding)}", held(holding))
    began = days(holding.start, holding.start_latest)
    ended = days(holding.until_earliest, holding.until)
    _line(out, "first day", began or "before the first evidence")
    _line(out, "no longer", ended or "not known to have ended")
    _line(out, "last evidence", str(holding.last_evidence or "none dated"))
    _line(out, "confidence", f"{holding.confidence:.2f}")
    _reasons(out, holding.reasons)
    _claims(out, view, "because", holding.because)
    _claims(out, view, "against", holding.against)


def _claims(out: Console, view: View, title: str, ids: tuple[str, ...]) -> None:
    if ids:
        out.print(Text(title, style="bold"))
    for claim in view.claims_by_id(ids):
        who = speakers(claim, view.document(claim.document))
        out.print(Text(f"  {claim.id}  {who}: {sentence(claim)}"))
        out.print(Text("    ") + quote(claim) + Text(safe(f"  – {claim.document}"), style="dim"))


def _refs(out: Console, role: str, refs: Iterable[ActorRef | PlaceRef]) -> None:
    for ref in refs:
        where = ""
        if isinstance(ref, PlaceRef):
            point = f" {ref.lat:.4f}, {ref.lon:.4f}" if ref.lat is not None and ref.lon is not None else ""
            where = f" ({ref.precision}{point})"
        _line(out, role, f"“{ref.text}” is {ref.id or 'not resolved'}, {ref.name}{where}; {ref.reason}".rstrip("; "))


def _report(view: View, document: Document) -> str:
    published = f"published {document.published} (from {document.published_from})" if document.published else "undated"
    obtained = view.obtained(document.id)
    named = f"{document.outlet or 'outlet unknown'}, {document.title or 'untitled'}"
    return f"{document.id}: {named}, {published}; obtained {obtained.at} by {obtained.how}, sha256 {document.sha256}"


def _made_by(out: Console, claim: Claim) -> None:
    made = claim.origin_of_record
    if made:
        _line(out, "made by", f"{made.engine} {made.version}, codebook {made.codebook}, language model {made.model}")


def _title(out: Console, what: str, told: str) -> None:
    out.print(Text(safe(what), style="bold"))
    out.print(Text(safe(told)))


def _line(out: Console, label: str, told: str) -> None:
    out.print(Text(f"  {label}: ", style="dim") + Text(safe(told)))


def _reasons(out: Console, reasons: Iterable[str]) -> None:
    for reason in reasons:
        _line(out, "because", reason)
