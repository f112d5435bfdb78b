"""What changed between two runs, and why: reports, events and control of an earlier and a later state compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import Record
from sitrep.model.text import Document


class State(Record):
    """What one run came to. `engine` is what made its claims."""

    engine: str
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]


class Change(Record):
    """One thing that is new, gone or different.

    of       report, event, control, or engine
    id       the later record's id, the earlier one's where it is gone; of control the place
    what     new, gone, changed
    name     what a person calls it
    told     what is different, a sentence each
    because  why, a sentence each
    """

    of: Literal["engine", "report", "event", "control"]
    id: str
    what: Literal["new", "gone", "changed"]
    name: str
    told: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def changes(before: State, after: State) -> tuple[Change, ...]:
    """Every change, reports first, then events, then places."""
    why = _Reasons(before, after)
    return (
        *_engine(before, after),
        *_reports(before, after),
        *_events(before, after, why),
        *_control(before, after, why),
    )


def _engine(before: State, after: State) -> Iterator[Change]:
    if before.engine != after.engine:
        told = (f"{before.engine or 'nothing'} before, {after.engine or 'nothing'} now",)
        yield Change(of="engine", id="engine", what="changed", name="what reads the reports", told=told)


def _reports(before: State, after: State) -> Iterator[Change]:
    earlier = {document.id: document for document in before.documents}
    later = {document.id: document for document in after.documents}
    for name in sorted(earlier.keys() | later.keys()):
        old, new = earlier.get(name), later.get(name)
        if old is None or new is None:
            yield Change(of="report", id=name, what="new" if old is None else "gone", name=_called(new or old))
            continue
        told = tuple(
            f"{field}: {was if was is not None else 'unknown'} before, {now if now is not None else 'unknown'} now"
            for field, was, now in (
                ("words", old.sha256[:8], new.sha256[:8]),
                ("outlet", old.outlet, new.outlet),
                ("published", old.published, new.published),
            )
            if was != now
        )
        if told:
            yield Change(of="report", id=name, what="changed", name=_called(new), told=told)


def _called(document: Document | None) -> str:
    return f"{document.outlet or 'outlet unknown'}, {document.published or 'undated'}" if document is not None else ""


class _Reasons:
    """Why claims are there now that were not, or no longer: their reports came, went, or are read otherwise."""

    def __init__(self, before: State, after: State) -> None:
        self._reports = ({each.id for each in before.documents}, {each.id for each in after.documents})
        self._of = {claim.id: claim.document for claim in (*before.claims, *after.claims)}
        self._claims = ({claim.id for claim in before.claims}, {claim.id for claim in after.claims})

    def of(self, was: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
        """Sentences for claims that came in or fell out, report by report."""
        came, went = sorted(set(now) - set(was)), sorted(set(was) - set(now))
        return (*self._sentences(came, 0, ("joined", "new")), *self._sentences(went, 1, ("left", "gone")))

    def _sentences(self, claims: Iterable[str], other: int, words: tuple[str, str]) -> Iterator[str]:
        moved, read = words
        by_report: dict[str, list[str]] = defaultdict(list)
        for claim in claims:
            by_report[self._of.get(claim, "a report that is not here")].append(claim)
        for report, ids in sorted(by_report.items()):
            listed = ", ".join(ids)
            if report not in self._reports[other]:
                yield f"the report {report} is {read} ({listed})"
            elif not set(ids) & self._claims[other]:
                yield f"{report} is read otherwise: {read} {'claims' if len(ids) > 1 else 'claim'} {listed}"
            else:
                yield f"{listed} of {report} {moved}"


# ---- events --------------------------------------------------------------------------------------------------------

#: What is compared of two events, in words.
_SLOTS: tuple[tuple[str, Callable[[Event], str]], ...] = (
    ("type", lambda event: event.type),
    ("status", lambda event: event.status),
    ("standing", lambda event: event.standing),
    ("where", lambda event: event.place.name if event.place else "not told"),
    ("by", lambda event: ", ".join(sorted(actor.name for actor in event.agents)) or "not told"),
    ("days", lambda event: f"{event.start or 'unknown'} to {event.end or 'unknown'}"),
    ("origins", lambda event: ", ".join(event.origins)),
    ("toll", lambda event: "; ".join(f"{toll.group.name} {toll.outcome} {toll.best}" for toll in event.casualties)),
    ("accounts that differ", lambda event: ", ".join(sorted(dispute.field for dispute in event.disputes)) or "none"),
)  # fmt: skip


def _events(before: State, after: State, why: _Reasons) -> Iterator[Change]:
    earlier = {event.id: event for event in before.events}
    home = {claim: event.id for event in before.events for claim in event.claims}
    continued: set[str] = set()
    for event in after.events:
        parts = sorted({home[claim] for claim in event.claims if claim in home})
        own = (
            event.id
            if event.id in earlier
            else max(parts, key=lambda part: (_shared(earlier[part], event), part), default=None)
        )
        continued.update(parts)
        if own is None:
            yield Change(of="event", id=event.id, what="new", name=_named(event), because=why.of((), event.claims))
            continue
        told = [*_differences(_SLOTS, earlier[own], event), *_joined(event, own, parts)]
        if told or set(event.claims) != set(earlier[own].claims):
            because = why.of(earlier[own].claims, event.claims)
            yield Change(of="event", id=event.id, what="changed", name=_named(event), told=tuple(told), because=because)
    for name, event in sorted(earlier.items()):
        if name not in continued:
            yield Change(of="event", id=name, what="gone", name=_named(event), because=why.of(event.claims, ()))


def _shared(one: Event, other: Event) -> int:
    return len(set(one.claims) & set(other.claims))


def _joined(event: Event, own: str, parts: Sequence[str]) -> Iterator[str]:
    if event.id != own:
        yield f"was {own} before"
    others = [part for part in parts if part != own]
    if others:
        yield f"takes claims from {', '.join(others)}"


def _named(event: Event) -> str:
    place = event.place.name if event.place else "a place not told"
    return f"{event.type.replace('_', ' ')} at {place}, {event.start or event.end or 'undated'}"


def _differences(slots: Iterable[tuple[str, Callable[[Event], str]]], old: Event, new: Event) -> Iterator[str]:
    for name, tell in slots:
        if tell(old) != tell(new):
            yield f"{name}: {tell(old) or 'none'} before, {tell(new) or 'none'} now"


# ---- control -------------------------------------------------------------------------------------------------------


def _control(before: State, after: State, why: _Reasons) -> Iterator[Change]:
    earlier, later = _by_place(before.holdings), _by_place(after.holdings)
    for key in sorted(earlier.keys() | later.keys()):
        old, new = earlier.get(key, []), later.get(key, [])
        was, now = [_line(holding) for holding in old], [_line(holding) for holding in new]
        cited = [[claim for line in lines for claim in (*line.because, *line.against)] for lines in (old, new)]
        because = why.of(*cited)
        if was == now:
            continue
        told = (
            *(f"no longer: {line}" for line in was if line not in now),
            *(f"now: {line}" for line in now if line not in was),
        )
        what: Literal["new", "gone", "changed"] = "changed" if old and new else ("new" if new else "gone")
        yield Change(of="control", id=key, what=what, name=(new or old)[0].place.name, told=told, because=because)


def _by_place(holdings: Iterable[Holding]) -> Mapping[str, list[Holding]]:
    lines: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        lines[holding.place.id or holding.place.name].append(holding)
    return lines


def _line(holding: Holding) -> str:
    """A line of control in words, by what a change of it would mean; not its evidence."""
    holder = f" by {holding.holder.name}" if holding.holder else ""
    besieged = f", besieged by {holding.besieged_by.name}" if holding.besieged_by else ""
    began = _window(holding.start, holding.start_latest) or "before the first evidence"
    ended = _window(holding.until_earliest, holding.until)
    return f"{holding.state}{holder}{besieged} from {began}" + (f" until {ended}" if ended else "")


def _window(first: object, last: object) -> str:
    return (
        ""
        if first is None and last is None
        else (f"{first} to {last}" if first != last and first and last else str(first or last))
    )
