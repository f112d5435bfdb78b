"""`sitrep read`: a report with its claims, as a person reads them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from sitrep.cli.options import Codebook, Json, MaxBytes, Outlet, Published, RulesOnly
from sitrep.cli.progress import Lines
from sitrep.cli.show import console, day, quote, safe, sentence, speakers
from sitrep.gather import read_all
from sitrep.model.claims import Claim
from sitrep.model.record import to_json
from sitrep.model.text import REPORTING
from sitrep.resolve.claims import load_tools
from sitrep.store.runs import Settings
from sitrep.workers import Extracted, extract

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    epilog="""\b
Examples:
  sitrep read report.txt --published 2015-04-27
  sitrep read page.html --json | jq -r .type
"""
)
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, HTML or JSON Lines file, or - for stdin.")],
    published: Published = None,
    outlet: Outlet = None,
    codebook: Codebook = None,
    rules_only: RulesOnly = False,
    max_bytes: MaxBytes = None,
    json: Json = False,
) -> None:
    """Show a report with its claims, as a person reads them.

    The words that report something are marked in the text and numbered; below, each number says who says what. Parts
    that are no reporting (comments, tags, biographies) are dimmed. Nothing is stored.
    """
    settings = Settings(
        inputs=(file,),
        out="",
        published=day(published) if published else None,
        outlet=outlet,
        max_bytes=max_bytes,
    )
    inputs = read_all(settings, Lines())
    tools, out = load_tools(codebook, network=not rules_only), console()
    for document in inputs.new:
        extracted = extract(document, tools)
        if json:
            for claim in extracted.claims:
                typer.echo(to_json(claim))
        else:
            _show(out, extracted)
    if inputs.refused:
        raise typer.Exit(1)


def _show(out: Console, extracted: Extracted) -> None:
    document = extracted.document
    published = f"published {document.published}" if document.published else "publication day unknown"
    heading = f"{document.id}: {document.outlet or 'outlet unknown'}, {published}"
    out.print(Text(safe(heading), style="bold"))
    for warning in document.warnings:
        out.print(Text(safe(f"warning: {warning}"), style="yellow"))
    out.print()
    out.print(marked(extracted, plain=not out.is_terminal))
    out.print()
    if not extracted.claims:
        out.print(Text("no claims: nothing in it reads as an event of a conflict"))
    for number, claim in enumerate(extracted.claims, start=1):
        out.print(Text(f"[{number}] {speakers(claim, document)}: {sentence(claim)}"))
        out.print(Text("    ") + quote(claim) + Text(f"  {claim.id}{_doubts(claim)}", style="dim"))


def marked(extracted: Extracted, *, plain: bool) -> Text:
    """The text with triggers marked and numbered; `plain` marks with characters instead of colour."""
    text = Text(safe(extracted.document.text))
    for segment in extracted.segments:
        if segment.kind not in REPORTING:
            text.stylize("dim", segment.start, segment.end)
    pieces, at = Text(), 0
    for number, claim in enumerate(extracted.claims, start=1):
        trigger = claim.trigger
        if trigger.start < at:  # a second claim on the same words
            pieces.append(f"[{number}]", style="cyan")
            continue
        text.stylize("bold reverse", trigger.start, trigger.end)
        words = text[trigger.start : trigger.end]
        pieces += text[at : trigger.start] + (Text(f"«{words.plain}»") if plain else words)
        pieces.append(f"[{number}]", style="cyan")
        at = trigger.end
    return pieces + text[at:]


def _doubts(claim: Claim) -> str:
    repeated = ", repeats earlier words" if claim.copy_of else ""
    return f", confidence {claim.confidence:.2f}{repeated}"
