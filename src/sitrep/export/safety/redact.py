"""Taking out of a record what is not to be published; the record stays true, only less is told.

`hide` withholds the words and makes places coarse, for sensitive sites and limits of precision; `anonymise` masks the
names of private persons. Numbers, days, types and the ids of claims stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.export.safety.people import PERSON_NAME, People
from sitrep.export.safety.places import Places
from sitrep.model.claims import ActorRef, Casualty, Claim, Group, PlaceRef, Precision
from sitrep.model.events import Account, Dispute, Event, Toll
from sitrep.model.record import replace
from sitrep.model.text import Span
from sitrep.store.stream import Cited

NOT_NAMED = "not named"
#: Slots whose accounts name places; the others of a hidden event tell parties, days and numbers.
PLACE_FIELDS = ("place", "places", "origin", "destination")


def hide_claim(claim: Claim, places: Places, limit: Precision) -> Claim:
    """The claim without its words, its places no finer than the limit."""
    return replace(
        claim,
        evidence=_blank(claim.evidence),
        agents=_unworded(claim.agents),
        targets=_unworded(claim.targets),
        sources=_unworded(claim.sources),
        places=_coarse(claim.places, places, limit),
        origin=_coarse(claim.origin, places, limit),
        destination=_coarse(claim.destination, places, limit),
        casualties=tuple(
            replace(each, group=_unworded_group(each.group), text="", span=_blank(each.span))
            for each in claim.casualties
        ),
        materiel=tuple(replace(each, text="", span=_blank(each.span)) for each in claim.materiel),
        quantities=tuple(replace(each, text="", span=_blank(each.span)) for each in claim.quantities),
        copy_of=_blank(claim.copy_of) if claim.copy_of else None,
        reasons=(),
    )


def hide_event(event: Event, places: Places, limit: Precision) -> Event:
    """The event without words, its place no finer than the limit."""
    return replace(
        event,
        agents=_unworded(event.agents),
        targets=_unworded(event.targets),
        place=_coarse((event.place,), places, limit)[0] if event.place else None,
        casualties=tuple(replace(toll, group=_unworded_group(toll.group)) for toll in event.casualties),
        disputes=tuple(dispute for dispute in event.disputes if dispute.field not in PLACE_FIELDS),
        reasons=(),
    )


def anonymise_claim(claim: Claim, people: People) -> Claim:
    """The claim without names of private persons."""
    known = _known((*claim.agents, *claim.targets, *claim.sources), people)
    known += tuple(
        name for place in claim.places + claim.origin + claim.destination for name in (place.name, place.text)
    )

    def mask(text: str) -> str:
        return people.mask(text, known)

    def masked(span: Span) -> Span:
        return replace(span, text=mask(span.text))

    return replace(
        claim,
        evidence=masked(claim.evidence),
        agents=tuple(people.actor(ref) for ref in claim.agents),
        targets=tuple(people.actor(ref) for ref in claim.targets),
        sources=tuple(people.actor(ref) for ref in claim.sources),
        medium=mask(claim.medium) if claim.medium else None,
        casualties=tuple(_anonymous(each, people, known) for each in claim.casualties),
        materiel=tuple(replace(each, text=mask(each.text), span=masked(each.span)) for each in claim.materiel),
        quantities=tuple(replace(each, text=mask(each.text), span=masked(each.span)) for each in claim.quantities),
        copy_of=masked(claim.copy_of) if claim.copy_of else None,
        reasons=tuple(mask(reason) for reason in claim.reasons),
    )


def anonymise_event(event: Event, people: People) -> Event:
    """The event without names of private persons."""
    known = _known((*event.agents, *event.targets), people) + ((event.place.name,) if event.place else ())
    return replace(
        event,
        agents=tuple(people.actor(ref) for ref in event.agents),
        targets=tuple(people.actor(ref) for ref in event.targets),
        origins=tuple(dict.fromkeys(_source(name, people) for name in event.origins)),
        casualties=tuple(_anonymous_toll(toll, people, known) for toll in event.casualties),
        disputes=tuple(_anonymous_dispute(dispute, people, known) for dispute in event.disputes),
        reasons=tuple(people.mask(reason, known) for reason in event.reasons),
    )


def anonymise_report(report: Cited, people: People) -> Cited:
    """The report without names of private persons in its headline."""
    return replace(report, title=people.mask(report.title)) if report.title else report


def names_differ(one: Claim | Event, other: Claim | Event) -> bool:
    """Whether names were withheld in more than the reasons, which tell the program's own working."""
    return replace(one, reasons=()) != replace(other, reasons=())


def _source(name: str, people: People) -> str:
    """An origin: an outlet or monitor by name; a person as one."""
    return PERSON_NAME if people.mask(name) != name else name


def _known(refs: Iterable[ActorRef], people: People) -> tuple[str, ...]:
    return tuple(ref.name for ref in refs if ref.id and not people.is_private(ref))


def _anonymous(casualty: Casualty, people: People, known: tuple[str, ...]) -> Casualty:
    group = _anonymous_group(casualty.group, people, known)
    span = replace(casualty.span, text=people.mask(casualty.span.text, known))
    return replace(casualty, group=group, text=people.mask(casualty.text, known), span=span)


def _anonymous_toll(toll: Toll, people: People, known: tuple[str, ...]) -> Toll:
    return replace(toll, group=_anonymous_group(toll.group, people, known))


def _anonymous_group(group: Group, people: People, known: tuple[str, ...]) -> Group:
    ref = people.actor(ActorRef(id=group.id, name=group.name, text=group.text, start=0, end=0))
    return Group(id=ref.id, name=ref.name, text=people.mask(ref.text, known))


def _anonymous_dispute(dispute: Dispute, people: People, known: tuple[str, ...]) -> Dispute:
    accounts = (Account(value=people.mask(each.value, known), claims=each.claims) for each in dispute.accounts)
    return replace(dispute, accounts=tuple(accounts))


def _unworded(refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The actors by their listed names only: a description could tell the place."""
    return tuple(replace(ref, name=ref.name if ref.id else NOT_NAMED, text="", reason="") for ref in refs)


def _unworded_group(group: Group) -> Group:
    return Group(id=group.id, name=group.name if group.id else NOT_NAMED, text="")


def _coarse(refs: tuple[PlaceRef, ...], places: Places, limit: Precision) -> tuple[PlaceRef, ...]:
    return tuple(places.coarsened(ref, limit) for ref in refs)


def _blank(span: Span) -> Span:
    return replace(span, text="")
