"""Decisions worked in around what they touch, so that they show at once in a store of any size.

Most decisions change no claim: that somebody accepts what was read leaves events and control as they are. What does
change a claim can change the events of its reports and of its places, and who held these. Those are concluded anew, and
the store notes that the rest is still to be gone through (`replay`), which finds what only the whole can tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import msgspec
from sqlalchemy import ColumnElement, false, or_, select

from sitrep.conclude.named import claims_named
from sitrep.fuse.cluster import fuse
from sitrep.fuse.pairs.facts import place_key
from sitrep.infer.control import infer_control
from sitrep.ingest.copies import find_copies
from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import Claim, PlaceRef
from sitrep.model.control import Holding
from sitrep.model.events import Decided, Event
from sitrep.model.record import Record, from_json
from sitrep.review.apply import Applied, apply
from sitrep.review.decisions import Decision, Said
from sitrep.review.log import read_log
from sitrep.review.state import current
from sitrep.store import schema
from sitrep.store.connect import writing
from sitrep.store.databases.address import Address
from sitrep.store.view import View
from sitrep.store.writer import Part, note_applied, rewrite_part

#: Types of events that say who holds a place.
TELLING = ("territory_gain", "withdrawal", "control", "encirclement")
#: Days before and after a claim that claims of its place are looked at, and how many events and claims at most.
BACK, ON, MOST, MOST_CLAIMS = dt.timedelta(days=366), dt.timedelta(days=61), 3000, 9000
AT_ONCE = 400


class Worked(Record):
    """What working decisions in came to: the store's version before and after, events that are there no longer, and
    those that are new, changed or judged."""

    before: tuple[int, int]
    after: tuple[int, int]
    gone: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()


def work_in(store: Address, roster: Roster) -> Worked | None:
    """Works the newest decisions in around what they touch; None where only the whole will do."""
    with writing(store) as connection:
        view, decisions = View(connection), read_log(connection)
        before = view.version()
        done = abs(before[1])
        spoken = _spoken(decisions[done:], decisions)
        judged = {each.id for decision in spoken for each in _claims_of(decision)}
        named = judged | claims_named(view, spoken, decisions)
        tied = {
            each.id for decision in decisions if decision.kind in ("merge", "split") for each in _claims_of(decision)
        }
        read = _in_parts(sorted(named | tied), view.claims_as_read)
        if named - {claim.id for claim in read}:
            return None  # words read otherwise since: the whole finds what became of them
        was, now = apply(current(decisions[:done]), read), apply(current(decisions), read)
        differing = _differing(was, now)
        if len(differing) > MOST:
            return None
        part = _Part(view, roster, now, differing).made() if differing else Part()
        if part is None:
            return None
        looked_at = frozenset(each.id for each in _events_of(view, sorted(judged | differing)))
        number = len(decisions) if before[1] >= 0 and not differing else -len(decisions)
        if differing:
            rewrite_part(connection, part)
        note_applied(connection, before[0], number)
        fresh = frozenset(event.id for event in part.events)
        gone = part.gone - fresh
        return Worked(before=before, after=(before[0], number), gone=gone, anew=(looked_at | fresh) - gone)


def _claims_of(decision: Decision) -> Iterable[Said]:
    return (*decision.claims, *decision.others)


def _spoken(new: Sequence[Decision], everything: Sequence[Decision]) -> list[Decision]:
    """The new decisions, and those that they undo."""
    by_id = {each.id: each for each in everything}
    found: dict[str, Decision] = {}
    waiting = list(new)
    while waiting:
        each = waiting.pop()
        found[each.id] = each
        if each.undoes in by_id and each.undoes not in found:
            waiting.append(by_id[each.undoes])
    return list(found.values())


def _differing(was: Applied, now: Applied) -> frozenset[str]:
    """The claims that are not what they were, or that belong to others than before."""
    before, after = ({claim.id: claim for claim in applied.claims} for applied in (was, now))
    found = {ident for ident in before.keys() | after.keys() if before.get(ident) != after.get(ident)}
    for one, other in ((was.together, now.together), (was.apart, now.apart)):
        found.update(claim for pair in set(one) ^ set(other) for claim in pair)
    return frozenset(found)


def _in_parts(ids: Sequence[str], ask: Callable[[tuple[str, ...]], Iterable[Claim]]) -> list[Claim]:
    return [found for at in range(0, len(ids), AT_ONCE) for found in ask(tuple(ids[at : at + AT_ONCE]))]


def _events_of(view: View, claims: Sequence[str]) -> list[Event]:
    """The events that these claims belong to."""
    events, members = schema.events.c, schema.event_claims.c
    ids: set[str] = set()
    for at in range(0, len(claims), AT_ONCE):
        query = select(members.event).where(members.claim.in_(claims[at : at + AT_ONCE]))
        ids.update(view.connection.execute(query).scalars())
    found: list[Event] = []
    for at in range(0, len(ids), AT_ONCE):
        part = sorted(ids)[at : at + AT_ONCE]
        lines = view.connection.execute(select(events.record).where(events.id.in_(part))).scalars()
        found += [from_json(line, Event) for line in lines]
    return found


def _names(places: Iterable[PlaceRef], areas: Iterable[str] = ()) -> ColumnElement[bool]:
    """Whether a claim names one of the places, or of the areas, which are ids."""
    known = {place.id for place in places if place.id} | {*areas}
    words = [f'"id":{_as_json(each)}' for each in sorted(known)]
    words += [f'"name":{_as_json(name)}' for name in sorted({place.name for place in places if not place.id})]
    return or_(false(), *(schema.claims.c.record.contains(each, autoescape=True) for each in words))


class _Part:
    """What follows around claims that differ."""

    def __init__(self, view: View, roster: Roster, now: Applied, differing: frozenset[str]) -> None:
        self._view, self._roster, self._now, self._differing = view, roster, now, differing
        self._after = {claim.id: claim for claim in now.claims}
        self._read = {claim.id: claim for claim in _in_parts(sorted(differing), view.claims_as_read)}

    def made(self) -> Part | None:
        """The part of the conclusions that changes; None where it is too large to be one."""
        scope = self._scope()
        if scope is None:
            return None
        claims = self._claims(scope)
        events = self._fused(claims)
        kept = {event.claims: event for event in scope if not self._differing & set(event.claims)}
        inside = {event.id for event in scope}
        fresh = [event for event in events if self._is_new(event, kept.get(event.claims), inside)]
        told = {event.claims for event in events}
        gone = frozenset(event.id for event in scope if event.claims not in kept or event.claims not in told)
        holdings, places = self._control([*scope, *fresh], gone, fresh)
        changed = [self._after[ident] for ident in sorted(self._differing) if ident in self._after]
        return Part(
            gone=gone,
            events=tuple(fresh),
            claims=tuple(claim for claim in changed if claim != self._read.get(claim.id)),
            rejected=tuple(self._read[ident] for ident in self._now.rejected if ident in self._differing),
            decided=self._differing,
            places=places,
            holdings=holdings,
        )

    def _is_new(self, event: Event, known: Event | None, inside: set[str]) -> bool:
        """Whether the event takes the place of what the store holds. One of the same claims as before does where all
        that it is linked to was looked at, for then its links are whole."""
        if known is None:
            return True
        return event != known and all(link.id in inside for link in known.linked)

    def _scope(self) -> list[Event] | None:
        """The events of the claims, of their reports, and of their places at about their time. What else is in one event with
        a claim there may find others at places of its own, so that these count as well."""
        claims = [*self._read.values(), *(self._after[each] for each in self._differing if each in self._after)]
        query = select(schema.claims.c.id).where(
            schema.claims.c.document.in_(sorted({claim.document for claim in claims}))
        )
        ids = {*self._view.connection.execute(query).scalars(), *self._at_places_of(claims)}
        events = _events_of(self._view, sorted(ids))
        beside = {claim for event in events for claim in event.claims} - ids
        beside |= {claim for event in events if self._differing & set(event.claims) for claim in event.claims}
        beside -= self._differing
        if len(ids) + len(beside) > MOST_CLAIMS:
            return None
        more = self._at_places_of(_in_parts(sorted(beside), self._view.claims_by_id)) - ids - beside
        scope = {event.id: event for event in (*events, *_events_of(self._view, sorted(more)))}
        return [scope[ident] for ident in sorted(scope)] if len(scope) <= MOST else None

    def _at_places_of(self, claims: Sequence[Claim]) -> set[str]:
        """The claims at the places of these, at about their time."""
        days = [day for claim in claims if claim.time for day in (claim.time.start, claim.time.end) if day]
        places = [place for claim in claims for place in (*claim.places, *claim.origin, *claim.destination)]
        columns = schema.claims.c
        near = select(columns.id).where(_names(places))
        if days:
            near = near.where(
                or_(columns.end_day.is_(None), columns.end_day >= min(days) - BACK),
                or_(columns.start_day.is_(None), columns.start_day <= max(days) + ON),
            )
        return {*self._view.connection.execute(near.limit(MOST_CLAIMS + 1)).scalars()}

    def _claims(self, events: Iterable[Event]) -> list[Claim]:
        """The claims of the events as they are now, and those that come back."""
        ids = {ident for event in events for ident in event.claims} - self._differing
        kept = _in_parts(sorted(ids), self._view.claims_by_id)
        return [*kept, *(self._after[each] for each in self._differing if each in self._after)]

    def _fused(self, claims: Sequence[Claim]) -> tuple[Event, ...]:
        documents = [self._view.document(ident) for ident in sorted({claim.document for claim in claims})]
        copied = frozenset(copy.document for copy in find_copies(documents))
        decided = Decided(together=frozenset(self._now.together), apart=frozenset(self._now.apart))
        return fuse(claims, documents, self._roster, copied, decided)

    def _control(
        self, known: Iterable[Event], gone: frozenset[str], fresh: Sequence[Event]
    ) -> tuple[tuple[Holding, ...], frozenset[str]]:
        """Who held the places of what changed, and which places these are."""
        touched = [event for event in known if event.id in gone] + list(fresh)
        telling = [event for event in touched if event.type in TELLING]
        if not telling:
            return (), frozenset()
        places = self._places([*self._claims(telling), *self._read.values()])
        around = {place.within for place in places.values() if place.within} - {place.id for place in places.values()}
        columns = schema.claims.c
        query = select(columns.id).where(columns.type.in_(TELLING), _names(places.values(), around))
        stored = _events_of(self._view, sorted(self._view.connection.execute(query).scalars()))
        newer = {event.id for event in fresh}
        events = [event for event in stored if event.id not in gone | newer]
        events += [event for event in fresh if event.type in TELLING]
        told = self._claims(events)
        documents = [self._view.document(ident) for ident in sorted({claim.document for claim in told})]
        copied = frozenset(copy.document for copy in find_copies(documents))
        found = infer_control(events, told, documents, self._roster, copied)
        ids = frozenset(place.id or place.name for place in places.values())
        return tuple(held for held in found if (held.place.id or held.place.name) in ids), ids

    def _places(self, claims: Iterable[Claim]) -> dict[str, PlaceRef]:
        named = (place for claim in claims for place in (*claim.places, *claim.origin, *claim.destination))
        return {place_key(place): place for place in named}


def _as_json(text: str) -> str:
    return msgspec.json.encode(text).decode("utf-8")
