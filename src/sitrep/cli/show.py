"""What the commands share: printing hostile text safely, tables, and records in a person's words."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sitrep.errors import InputError
from sitrep.model.claims import ActorRef, Casualty, Claim, Materiel, PlaceRef, Quantity, amount
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.text import Document

#: Control characters could drive the terminal, bidirectional overrides could make words read otherwise than they are.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
WIDE_ENOUGH = 10_000  # columns: what is piped is never cut or wrapped
STATUS_WORDS = {
    "ongoing": "under way: ",
    "planned": "planned: ",
    "denied": "denied: ",
    "hypothetical": "hypothetical: ",
}


def safe(text: str) -> str:
    """The text with every character that could act on a terminal replaced one for one, so that offsets still hold."""
    return UNSAFE.sub("\ufffd", text)


def console(*, errors: bool = False) -> Console:
    """A console on standard output (or error) that colours only on a terminal and never wraps what is piped."""
    stream = sys.stderr if errors else sys.stdout
    width = None if stream.isatty() else WIDE_ENOUGH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty())


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table without lines, so that it reads the same on a terminal and in a file."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(Text(safe(cell)) for cell in row))
    return made


def day(text: str) -> dt.date:
    """The ISO 8601 day. Raises InputError otherwise."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text}: not a day; write it as YYYY-MM-DD, for instance 2015-04-27") from error


def days(start: dt.date | None, end: dt.date | None) -> str:
    """An interval of days in words; empty where both are unknown."""
    if start and end:
        return f"on {start}" if start == end else f"between {start} and {end}"
    if start:
        return f"not before {start}"
    return f"not after {end}" if end else ""


def speakers(claim: Claim, document: Document | None) -> str:
    """Who says so, nearest to the reader first: "Syrian Observatory says trusted sources say"."""
    chain = [source.name or source.text for source in reversed(claim.sources)]
    if not chain:
        chain = [(document.outlet if document else None) or "the report"]
    on = f" ({claim.medium})" if claim.medium else ""
    return safe(" ".join(f"{name} {_says(name)}" for name in chain) + on)


def _says(name: str) -> str:
    """The verb that fits: "residents say", "trusted sources say", but "Doctors Without Borders says"."""
    return "say" if name[:1].islower() and name.endswith("s") else "says"


def sentence(claim: Claim) -> str:
    """What is said: "territory gain by Army of Conquest at Qarmeed on 2015-04-27"."""
    when = days(claim.time.start, claim.time.end) if claim.time else ""
    if claim.time and not when:
        when = f"“{claim.time.text}” (day not resolved)"
    parts = [
        STATUS_WORDS.get(claim.status, "") + claim.type.replace("_", " "),
        _phrase("by", claim.agents),
        _phrase("against", claim.targets),
        _phrase("at", claim.places),
        _phrase("from", claim.origin),
        _phrase("to", claim.destination),
        when,
    ]
    counted = [casualty(each) for each in claim.casualties] + [stock(each) for each in claim.materiel]
    counted += [f"{each.text}" for each in claim.quantities]
    return safe(" ".join(part for part in parts if part) + "".join(f"; {each}" for each in counted))


def casualty(each: Casualty) -> str:
    """People and their outcome: "at least 15 pro-regime soldiers killed"."""
    said = each.text or f"{amount(each.low, each.high)} {each.group.text or each.group.name}"
    return f"{said} {each.outcome}"


def stock(each: Materiel | Quantity) -> str:
    """Things and their outcome: "7 tank captured"."""
    if isinstance(each, Quantity):
        return f"{amount(each.low, each.high)} {each.unit}"
    return f"{amount(each.low, each.high)} {each.item} {each.outcome}"


def quote(claim: Claim) -> Text:
    """The words that hold the claim, its trigger marked."""
    words = Text(safe(claim.evidence.text), style="italic")
    start = claim.trigger.start - claim.evidence.start
    end = claim.trigger.end - claim.evidence.start
    if 0 <= start < end <= len(claim.evidence.text):
        words.stylize("bold reverse", start, end)
    return Text("“") + words + Text("”")


def names(refs: Iterable[ActorRef | PlaceRef]) -> str:
    """Names with commas, each once."""
    return safe(", ".join(dict.fromkeys(ref.name or ref.text for ref in refs)))


def held(holding: Holding) -> str:
    """A holding in one sentence, a claim never told as a fact."""
    place = holding.place.name
    who = holding.holder.name if holding.holder else None
    told = {
        "held": f"{place}: held by {who}",
        "claimed": f"{place}: claimed by {who}, by that side only or against denial",
        "contested": f"{place}: contested",
        "unknown": f"{place}: nothing known",
    }[holding.state]
    besieged = f", besieged by {holding.besieged_by.name}" if holding.besieged_by else ""
    return safe(told + besieged)


def event_row(event: Event) -> tuple[str, ...]:
    """An event as a row of the events table."""
    what = STATUS_WORDS.get(event.status, "") + event.type.replace("_", " ")
    place = event.place.name if event.place else "–"
    when = days(event.start, event.end) or "–"
    return (event.id, what, place, when, names(event.agents), names(event.targets), event.standing, _told(event))


EVENT_COLUMNS = ("id", "what", "where", "when", "by", "against", "standing", "told by")


def _told(event: Event) -> str:
    return ", ".join(event.outlets) or ", ".join(event.documents)


def _phrase(word: str, refs: Sequence[ActorRef | PlaceRef]) -> str:
    return f"{word} {names(refs)}" if refs else ""
