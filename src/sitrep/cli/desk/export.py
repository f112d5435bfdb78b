"""`sitrep export`: records to the formats that others work with."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from sitrep.cli.options import DEFAULT_STORE, Store
from sitrep.cli.show import day, safe
from sitrep.errors import InputError
from sitrep.export.files import Export, write_files, write_stream
from sitrep.export.formats import FORMATS
from sitrep.export.options import Options, Written
from sitrep.export.safety.guard import Safety
from sitrep.export.safety.places import ORDER
from sitrep.export.source.choice import Box, Choice
from sitrep.export.tables.notes import STANDINGS
from sitrep.model.claims import Precision

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Many = list[str]


@app.command(
    epilog="""\b
Formats:
"""
    + "\n".join(f"  {name:<16} {each.about}" for name, each in FORMATS.items())
    + """
\b
Examples:
  sitrep export acled -o idlib.csv          and idlib.acled-members.csv
  sitrep export geojson --from 2015-04-01 --until 2015-05-31 --area Idlib
  sitrep export control-geojson --at 2015-05-01 -o control.geojson
  sitrep export claims-csv --standing disputed --delay 14
  sitrep export pdf --title "Idlib, May 2015" --from 2015-05-01 -o may.pdf
"""
)
def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="One of the formats below.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to; - is standard output.")] = Path(
        "-"
    ),
    store: Store = DEFAULT_STORE,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only what may be on or after it.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what may be on or before it.")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="With a period: what has no day, too.")] = False,
    area: Annotated[Many | None, typer.Option(metavar="NAME", help="Only this place and what lies in it.")] = None,
    box: Annotated[str | None, typer.Option(metavar="W,S,E,N", help="Only what lies in these degrees.")] = None,
    kind: Annotated[Many | None, typer.Option("--type", metavar="TYPE", help="Only events of this type.")] = None,
    actor: Annotated[Many | None, typer.Option(metavar="NAME", help="Only what this actor does or suffers.")] = None,
    standing: Annotated[Many | None, typer.Option(metavar="WORD", help="Only events of this standing.")] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="Control: only of this day.")] = None,
    delay: Annotated[int, typer.Option(metavar="DAYS", min=0, help="Nothing of the last so many days.")] = 0,
    max_precision: Annotated[
        str, typer.Option(metavar="WORD", help="No place finer than: exact, near, area, admin2, admin1, country.")
    ] = "exact",
    names: Annotated[
        bool, typer.Option("--keep-names", help="Keep private persons' names. Not for publication.")
    ] = False,
    sites: Annotated[bool, typer.Option("--keep-sites", help="Keep hospitals, schools, camps as they are.")] = False,
    assume_days: Annotated[
        int | None, typer.Option(metavar="N", min=0, max=365, help="acled, ucdp: take a missing first day as N before.")
    ] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="hdx: a row of hashtags under the header.")] = False,
    title: Annotated[str, typer.Option(metavar="TEXT", help="report, pdf: the title.")] = "Situation report",
) -> None:
    """Write records in a format that others work with.

    What is exported are claims of reports: each row tells standing and sources. Unless told otherwise, private persons'
    names are withheld, hospitals, schools, camps and the like are known to their district or province only, and cells
    cannot run as formulas. Several --area, --type, --actor, --standing mean any of them. Beside a CSV file stands
    FILE-metadata.json with columns, choices and credits.
    """
    if format not in FORMATS:
        raise InputError(f"{format}: no such format; known: {', '.join(FORMATS)}")
    choice = Choice(
        since=day(since) if since else None,
        until=day(until) if until else None,
        undated=undated,
        area=tuple(area or ()),
        box=_box(box) if box else None,
        types=tuple(each.replace(" ", "_") for each in kind or ()),
        actors=tuple(actor or ()),
        standings=tuple(_standing(each) for each in standing or ()),
    )
    if choice.since and choice.until and choice.until < choice.since:
        raise InputError(f"{choice.since} to {choice.until}: the period ends before it begins; turn the days round")
    cutoff = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=delay) if delay else None
    safety = Safety(names=names, sites=sites, limit=_precision(max_precision), cutoff=cutoff)
    options = Options(at=day(at) if at else None, assume_days=assume_days, hxl=hxl, title=title)
    wanted = Export(format=format, store=store, choice=choice, safety=safety, options=options)
    outcome = write_stream(wanted, sys.stdout.buffer) if str(out) == "-" else write_files(wanted, out)
    _tell(format, outcome, out)


def _tell(name: str, outcome: Written, out: Path) -> None:
    """One line for what was written, one for each reason to leave or keep something out; on standard error."""
    where = "" if str(out) == "-" else f" to {out}"
    typer.echo(safe(f"sitrep: {name}: {outcome.rows} rows{where}"), err=True)
    for each in outcome.left_out:
        typer.echo(safe(f"sitrep: left out: {each.count}, {each.name}"), err=True)
    for each in outcome.withheld:
        typer.echo(safe(f"sitrep: in {each.count} records: {each.name}"), err=True)


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InputError(
            f"{text}: not four degrees; write west,south,east,north, for instance 36,35,37.5,36.5"
        ) from error
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"{text}: not a box; west must be below east, south below north, all within the globe")
    return Box(west=west, south=south, east=east, north=north)


def _standing(word: str) -> str:
    if word not in STANDINGS:
        raise InputError(f"{word}: no such standing; known: {', '.join(STANDINGS)}")
    return word


def _precision(word: str) -> Precision:
    found = next((each for each in ORDER[:-1] if each == word), None)
    if found is None:
        raise InputError(f"{word}: no such precision; known, from fine to coarse: {', '.join(ORDER[:-1])}")
    return found
