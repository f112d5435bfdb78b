"""One event with everything that its page says: claims with their reports, disputes with sides and times, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from sitrep.model.claims import Claim
from sitrep.model.events import Dispute, Event, Figure
from sitrep.model.text import Document
from sitrep.review.decisions import Decision
from sitrep.review.queue import priority
from sitrep.serve.desk import Snapshot
from sitrep.serve.find.names import Names
from sitrep.serve.find.select import AT_ONCE
from sitrep.serve.words import chain, words
from sitrep.store import schema
from sitrep.store.view import View


@dataclass(frozen=True)
class Told:
    """A claim with its report."""

    claim: Claim
    document: Document | None
    chain: list[str]
    sides: list[str]
    review: str
    last: str  # the last decision on the claim, which the next one names
    before: str  # the words of the quotation before, in and after the trigger
    trigger: str
    after: str

    @property
    def published(self) -> dt.date | None:
        """When the report appeared."""
        return self.document.published if self.document else None


@dataclass(frozen=True)
class Differing:
    """A dispute with its accounts, each with the claims that hold it."""

    field: str
    accounts: list[tuple[str, list[Told]]]


@dataclass(frozen=True)
class EventPage:
    """An event with what stands behind it."""

    event: Event
    told: list[Told]
    elsewhere: list[Told]  # claims of other events that an account or a figure rests on
    disputes: list[Differing]
    linked: list[tuple[Event, str]]
    similar: list[Event]
    review: str
    last: str
    why: str
    decisions: list[Decision]
    undone: frozenset[str]

    def by_id(self, ids: Iterable[str]) -> list[Told]:
        """The claims with these ids."""
        wanted = set(ids)
        return [each for each in (*self.told, *self.elsewhere) if each.claim.id in wanted]

    def figures(self, figures: Sequence[Figure]) -> list[tuple[Figure, list[Told]]]:
        """Figures with who gives them."""
        return [(figure, self.by_id(figure.claims)) for figure in figures]


def event_page(view: View, snapshot: Snapshot, names: Names, event: Event) -> EventPage:
    """Everything of an event."""
    claims = view.claims_by_id(event.claims)
    found = (*claims, *view.claims_by_id(_rested_on(event)))
    documents = {ident: view.document(ident) for ident in sorted({claim.document for claim in found})}
    everything = [tell(claim, documents.get(claim.document), snapshot, names) for claim in found]
    told, elsewhere = everything[: len(claims)], everything[len(claims) :]
    page = EventPage(
        event=event,
        told=told,
        elsewhere=elsewhere,
        disputes=[],
        linked=_linked(view, event),
        similar=_similar(view, snapshot, event),
        review=review_of(snapshot, event.id),
        last=last_of(snapshot, event.id),
        why=priority(event, [claim.confidence for claim in claims]).because,
        decisions=_decisions(snapshot, event),
        undone=snapshot.now.undone,
    )
    page.disputes.extend(_differing(page, dispute) for dispute in event.disputes)
    return page


def _rested_on(event: Event) -> tuple[str, ...]:
    """Claims of other events that this one speaks of."""
    named = {claim for dispute in event.disputes for account in dispute.accounts for claim in account.claims}
    figures = [figure for toll in event.casualties for figure in toll.figures]
    figures += [figure for stock in event.materiel for figure in stock.figures]
    named |= {claim for figure in figures for claim in figure.claims}
    return tuple(sorted(named - set(event.claims)))


def tell(claim: Claim, document: Document | None, snapshot: Snapshot, names: Names) -> Told:
    """A claim with its report, its sides and the words around its trigger."""
    text, start, end = (
        claim.evidence.text,
        claim.trigger.start - claim.evidence.start,
        claim.trigger.end - claim.evidence.start,
    )
    if not 0 <= start < end <= len(text):
        start = end = len(text)
    day = claim.time.start if claim.time else None
    speakers = claim.sources or claim.agents
    verdict = snapshot.now.verdicts.get(claim.id)
    return Told(
        claim=claim,
        document=document,
        chain=chain(claim, document),
        sides=sorted({side for actor in speakers if (side := names.side(actor, day))}),
        review=words()["kind"][verdict.kind] if verdict else "",
        last=last_of(snapshot, claim.id),
        before=text[:start],
        trigger=text[start:end],
        after=text[end:],
    )


def outlets_of(view: View, claims: Iterable[str]) -> dict[str, str]:
    """For each of the claims who published it; empty where that is not known."""
    said, current, documents = schema.claims, schema.current_documents, schema.documents
    both = said.join(current, current.c.document == said.c.document).join(documents, documents.c.key == current.c.key)
    wanted, found = sorted(set(claims)), {}
    for at in range(0, len(wanted), AT_ONCE):
        query = select(said.c.id, documents.c.outlet).select_from(both)
        for row in view.connection.execute(query.where(said.c.id.in_(wanted[at : at + AT_ONCE]))):
            found[row.id] = row.outlet or ""
    return found


def last_of(snapshot: Snapshot, subject: str) -> str:
    """The id of the last decision on a subject; empty for none."""
    last = snapshot.now.last.get(subject)
    return last.id if last else ""


def review_of(snapshot: Snapshot, event: str) -> str:
    """How the event stands with people."""
    position = snapshot.index.position.get(event)
    return snapshot.index.value_of("review", position) if position is not None else "undecided"


def _differing(page: EventPage, dispute: Dispute) -> Differing:
    return Differing(dispute.field, [(account.value, page.by_id(account.claims)) for account in dispute.accounts])


def _linked(view: View, event: Event) -> list[tuple[Event, str]]:
    how = {link.id: link.how for link in event.linked}
    return [(other, how[other.id]) for other in view.events_by_id(tuple(how))]


#: Days between two events of one type at one place that may be told twice, and how many are offered.
NEAR_DAYS, OFFERED = 3, 5


def _similar(view: View, snapshot: Snapshot, event: Event) -> list[Event]:
    """Other events of the same type at the same place at about the same time: possibly the same. Only a suggestion."""
    index, here = snapshot.index, snapshot.index.position.get(event.id)
    if here is None or event.place is None or event.start is None:
        return []
    close = index.alive & (index.place == index.place[here]) & (abs(index.start - index.start[here]) <= NEAR_DAYS)
    kind = index.columns["type"].mask([event.type], len(index.ids))
    rows = [row for row in (close & kind).nonzero()[0].tolist() if row != here]
    return list(view.events_by_id(tuple(index.ids[row] for row in rows[:OFFERED])))


def _decisions(snapshot: Snapshot, event: Event) -> list[Decision]:
    """Decisions on the event or its claims, newest first."""
    own = {event.id, *event.claims}
    found = [
        each
        for each in snapshot.decisions
        if each.subject in own or any(one.id in own for one in (*each.claims, *each.others))
    ]
    ids = {each.id for each in found}
    return [each for each in reversed(snapshot.decisions) if each.id in ids or each.undoes in ids]
