"""`sitrep run`: reports in; claims, events, control and a page out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from sitrep.cli.options import DEFAULT_OUT, Codebook, MaxBytes, Outlet, Published, RulesOnly
from sitrep.cli.progress import progress
from sitrep.cli.show import console, day, safe, table
from sitrep.pipeline import run as run_pipeline
from sitrep.store.runs import Counted, Run, Settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)
SHOWN = 12


@app.command(
    epilog="""\b
Examples:
  sitrep run reports/ --out sitrep-out
  sitrep run report.txt --published 2015-04-27 --outlet "Example News"
  sitrep run today.jsonl --add              extend what sitrep-out holds
  curl -s URL | sitrep run - --published 2015-04-27
\b
Files in --out: report.html (open this), claims.jsonl, events.jsonl,
control.jsonl, run.json, sitrep.sqlite. They change together or not at all.
"""
)
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Text, HTML or JSON Lines files, folders of them, or - for stdin."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")] = DEFAULT_OUT,
    add: Annotated[bool, typer.Option("--add", help="Keep the reports that DIR holds and add these.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    codebook: Codebook = None,
    rules_only: RulesOnly = False,
    max_bytes: MaxBytes = None,
    store: Annotated[
        str | None, typer.Option(metavar="STORE", help="A file or postgresql://…; DIR/sitrep.sqlite if not given.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the page.")] = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Processes to read with; chosen by the work if not given.")
    ] = None,
) -> None:
    """Reports in; claims, events, control and a page out.

    A metadata.json beside the files may tell outlet, publication day and language of each; --published and --outlet
    fill what is not told. Without a publication day, days such as "Monday" stay unresolved. A run replaces the results
    in DIR; with --add, the reports that DIR holds stay and all are compared anew. The same input gives the same bytes.
    """
    settings = Settings(
        inputs=tuple(inputs),
        out=str(out),
        add=add,
        published=day(published) if published else None,
        outlet=outlet,
        codebook=str(codebook) if codebook else None,
        store=store,
        title=title,
        jobs=jobs,
        max_bytes=max_bytes,
        rules_only=rules_only,
    )
    with progress() as told:
        finished = run_pipeline(settings, told)
    for warning in finished.warnings:
        typer.echo(safe(f"sitrep: {warning}").replace("\n", " "), err=True)
    _summary(console(), finished)
    if finished.refused:
        raise typer.Exit(1)


def _summary(out: Console, finished: Run) -> None:
    out.print(table(("made", ""), ((each.name, str(each.count)) for each in finished.counts)))
    if finished.claims_by_type:
        rows = ((each.name.replace("_", " "), str(each.count)) for each in finished.claims_by_type)
        out.print(table(("claims by type", ""), rows))
    _list(out, "places not located", finished.unlocated)
    _list(out, "groups not in the roster", finished.unlisted)
    if finished.warnings:
        out.print(Text(f"warnings: {len(finished.warnings)}, listed above and in run.json"))
    seconds = sum(each.seconds for each in finished.seconds)
    out.print(Text(safe(f"{seconds:.1f} seconds; open {Path(finished.settings.out) / 'report.html'}")))


def _list(out: Console, title: str, found: tuple[Counted, ...]) -> None:
    if found:
        shown = ", ".join(each.name if each.count == 1 else f"{each.name} ({each.count})" for each in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more in run.json" if len(found) > SHOWN else ""
        out.print(Text(safe(f"{title}: {shown}{more}")))
