"""`sitrep roster`: the actors that sitrep knows, why a name means one of them, and files of your own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from sitrep.cli.options import Json
from sitrep.cli.show import console, day, safe, table
from sitrep.errors import LexiconError
from sitrep.lexicon.own.cameo import as_roster, looks_foreign, parse
from sitrep.lexicon.own.folder import keep, kept_as, roster_files, roster_folder
from sitrep.lexicon.rosters import Roster
from sitrep.model.entities import Actor, Period

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)
At = Annotated[str | None, typer.Option("--at", metavar="DATE", help="The day; without it, any day.")]
COLUMNS = ("id", "name", "kind", "countries", "sides")


@app.callback(
    epilog="""\b
Examples:
  sitrep roster list --country SY --kind coalition
  sitrep roster why "Jaysh al Fateh" --at 2015-04-27
  sitrep roster add Phoenix.MilNonState.actors.txt
"""
)
def roster() -> None:
    """The actors that sitrep knows, and files of your own beside them.

    A file of yours has the shape of the shipped ones (docs/actors.md) or is an actor file of PETRARCH with CAMEO's codes.
    It is kept in the folder $SITREP_HOME/roster (without SITREP_HOME, in your data folder) and read by every run.
    """


@app.command(name="list")
def list_(
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Only actors of this country: SY.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only this kind: rebel_group.")] = None,
    at: At = None,
    json: Json = False,
) -> None:
    """List the actors, each with its side on the day."""
    on, known = day(at) if at else None, _load()
    kinds = sorted({actor.kind for actor in known.actors()})
    if kind is not None and kind not in kinds:
        raise LexiconError(f"{kind}: no such kind; known: {', '.join(kinds)}")
    wanted = [
        actor
        for actor in known.actors()
        if (country is None or country.upper() in actor.countries) and (kind is None or actor.kind == kind)
    ]
    if json:
        for actor in wanted:
            typer.echo(msgspec.json.encode(actor).decode("utf-8"))
        return
    console().print(
        table(COLUMNS, ([a.id, a.name, a.kind, " ".join(a.countries), known.side(a.id, on) or ""] for a in wanted))
    )
    typer.echo(f"{len(wanted)} of {len(known)} actors")


@app.command()
def why(
    name: Annotated[str, typer.Argument(help="A name as a report writes it.")],
    at: At = None,
) -> None:
    """Tell whom a name means and where they stand: names, sides and memberships, each with its period and source."""
    on, known = day(at) if at else None, _load()
    found = known.lookup(name, on) or tuple(actor for actor in [known.get(name)] if actor is not None)
    if not found:
        word = known.word_class(name)
        typer.echo(
            safe(f"{name}: " + (f"a common word for {word}; the report tells whose" if word else _unknown(name)))
        )
        raise typer.Exit(1)
    for actor in found:
        for line in _told(actor, known, on):
            typer.echo(safe(line))


def _unknown(name: str) -> str:
    return f"no actor of that name; a report that tells of {name} gets an unlisted actor. `sitrep roster add` takes your own"


def _told(actor: Actor, known: Roster, on: dt.date | None) -> list[str]:
    """Everything about an actor, in lines."""
    lines = [f"{actor.name} ({actor.id}): {actor.kind.replace('_', ' ')}, {' '.join(actor.countries) or 'no country'}"]
    if actor.aliases:
        lines.append("  also called " + ", ".join(f"{alias.text}{_span(alias.period)}" for alias in actor.aliases))
    lines += [f"  side {siding.side}{_span(siding.period)}" for siding in actor.sides]
    side = known.side(actor.id, on)
    lines += [f"  side {side}, from what it belongs to"] if side and not actor.sides else []
    for part in actor.memberships:
        whole = known.get(part.whole)
        lines.append(f"  {part.how} of {whole.name if whole else part.whole}{_span(part.period)} ({part.source})")
    members = known.members(actor.id, on)
    lines += ["  its parts: " + ", ".join(each.name for each in members)] if members else []
    return [*lines, f"  source: {actor.source}"]


def _span(period: Period) -> str:
    since = f" since {period.since}" if period.since else ""
    return since + (f" until {period.until}" if period.until else "")


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A file of actors: our YAML, or PETRARCH's with CAMEO codes.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a file added under this name.")] = False,
) -> None:
    """Check a file of actors and keep it, so that every run knows them."""
    folder = roster_folder()
    target = kept_as(folder, file)
    if target.exists() and not replace:
        raise LexiconError(f"{target}: is there already; rename {file.name} or add it with --replace")
    others = [path for path in roster_files(folder) if path != target]
    text, count, notes = _checked(file, Roster.load(others), others)
    keep(text, target)
    for note in notes:
        typer.echo(safe(note), err=True)
    typer.echo(safe(f"{count} actors added from {file.name}, kept in {target}"))


def _checked(file: Path, known: Roster, others: list[Path]) -> tuple[str, int, tuple[str, ...]]:
    """The text to keep, how many actors it holds and what it leaves out. Raises LexiconError with file and line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: cannot be read: {error}; give a text file in UTF-8") from error
    if looks_foreign(text):
        made = as_roster(file, parse(file, text), known)
        if not made.total:
            raise LexiconError(f"{file}: nothing to add; {made.left_out[0] if made.left_out else 'it is empty'}")
        return made.text, made.total, made.left_out
    return text, len(Roster.load([*others, file])) - len(known), ()


def _load() -> Roster:
    return Roster.load(roster_files(roster_folder()))
