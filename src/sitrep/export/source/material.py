"""What is exported: records with all that they rest on, from a store of any size or from lists.

An exporter asks a `Material` for events, claims or control and gets each with its claims and the reports they stand in,
so that no format has to look anything up, and none can forget where a record comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from sitrep.model.claims import Claim
from sitrep.model.control import Holding
from sitrep.model.events import Event
from sitrep.model.record import Record
from sitrep.store.runs import Run
from sitrep.store.stream import Cited, Decided, Stream

AT_ONCE = 200
T = TypeVar("T")


class ToldEvent(Record):
    """An event, its claims and the reports that hold them. `redactions` say what was withheld for safety."""

    event: Event
    claims: tuple[Claim, ...]
    documents: tuple[Cited, ...]
    redactions: tuple[str, ...] = ()


class ToldClaim(Record):
    """A claim, the report it stands in, and the event it belongs to (None where fusion made none)."""

    claim: Claim
    document: Cited
    event: Event | None = None
    redactions: tuple[str, ...] = ()


class ToldHolding(Record):
    """A state of control, the claims for and against it, and the reports that hold them."""

    holding: Holding
    claims: tuple[Claim, ...]
    documents: tuple[Cited, ...]
    redactions: tuple[str, ...] = ()


class Material(Protocol):
    """Records to export. Each call begins anew; the order is fixed: see `store.stream`."""

    def run(self) -> Run | None:
        """The run that made the records."""

    def events(self) -> Iterator[ToldEvent]:
        """Events by first day; undated ones last."""

    def claims(self) -> Iterator[ToldClaim]:
        """Claims by document and place in it."""

    def holdings(self) -> Iterator[ToldHolding]:
        """Control by place and day."""

    def documents(self) -> Iterator[Cited]:
        """The reports, by id."""

    def decisions(self) -> Iterator[Decided]:
        """What people decided, oldest first."""


class Picked(Record):
    """Records that somebody chose by other means than a `Choice`; gone through anew each time that they are asked for."""

    events: Iterable[Event] = ()
    claims: Iterable[Claim] = ()
    holdings: Iterable[Holding] = ()


class StoredMaterial:
    """A store as material, read a few hundred records at a time."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._picked: Picked | None = None

    def picked(self, picked: Picked) -> StoredMaterial:
        """Of the same store, these records only, in their order: what somebody has in view."""
        made = StoredMaterial(self._stream)
        made._picked = picked
        return made

    def run(self) -> Run | None:
        """The last run."""
        return self._stream.view.last_run()

    def events(self) -> Iterator[ToldEvent]:
        """Events with their claims and reports."""
        for batch in _batches(iter(self._picked.events) if self._picked else self._stream.events()):
            claims, cited = self._behind(ident for event in batch for ident in event.claims)
            for event in batch:
                own = tuple(claims[ident] for ident in event.claims if ident in claims)
                yield ToldEvent(event=event, claims=own, documents=_reports(own, cited))

    def claims(self) -> Iterator[ToldClaim]:
        """Claims with their report and event."""
        for batch in _batches(iter(self._picked.claims) if self._picked else self._stream.claims()):
            cited = self._stream.cited(tuple(sorted({claim.document for claim in batch})))
            homes = self._stream.homes(tuple(claim.id for claim in batch))
            for claim in batch:
                yield ToldClaim(claim=claim, document=cited[claim.document], event=homes.get(claim.id))

    def holdings(self) -> Iterator[ToldHolding]:
        """Control with the claims for and against."""
        for batch in _batches(iter(self._picked.holdings) if self._picked else self._stream.holdings()):
            claims, cited = self._behind(ident for each in batch for ident in (*each.because, *each.against))
            for holding in batch:
                own = tuple(claims[ident] for ident in (*holding.because, *holding.against) if ident in claims)
                yield ToldHolding(holding=holding, claims=own, documents=_reports(own, cited))

    def documents(self) -> Iterator[Cited]:
        """The reports."""
        return self._stream.documents()

    def decisions(self) -> Iterator[Decided]:
        """What people decided."""
        return self._stream.decisions()

    def _behind(self, ids: Iterable[str]) -> tuple[dict[str, Claim], dict[str, Cited]]:
        wanted = sorted(set(ids))
        claims: dict[str, Claim] = {}
        for part in _batches(iter(wanted)):  # a database takes only so many values at once
            claims |= {claim.id: claim for claim in self._stream.view.claims_by_id(tuple(part))}
        cited: dict[str, Cited] = {}
        for part in _batches(iter(sorted({claim.document for claim in claims.values()}))):
            cited |= self._stream.cited(tuple(part))
        return claims, cited


class ListedMaterial(Record):
    """Records in memory as material, in the order given."""

    told_events: tuple[ToldEvent, ...] = ()
    told_claims: tuple[ToldClaim, ...] = ()
    told_holdings: tuple[ToldHolding, ...] = ()
    reports: tuple[Cited, ...] = ()
    decided: tuple[Decided, ...] = ()
    made_by: Run | None = None

    def run(self) -> Run | None:
        """The run that made them."""
        return self.made_by

    def events(self) -> Iterator[ToldEvent]:
        """The events."""
        return iter(self.told_events)

    def claims(self) -> Iterator[ToldClaim]:
        """The claims."""
        return iter(self.told_claims)

    def holdings(self) -> Iterator[ToldHolding]:
        """Control."""
        return iter(self.told_holdings)

    def documents(self) -> Iterator[Cited]:
        """The reports."""
        return iter(self.reports)

    def decisions(self) -> Iterator[Decided]:
        """What people decided."""
        return iter(self.decided)


def _batches(items: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(items, AT_ONCE)):
        yield batch


def _reports(claims: Sequence[Claim], cited: dict[str, Cited]) -> tuple[Cited, ...]:
    return tuple(cited[ident] for ident in sorted({claim.document for claim in claims}))
