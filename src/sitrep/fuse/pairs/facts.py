"""A claim with what fusion asks of it worked out once: days bounded by publication, finest places, first sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sitrep.fuse.pairs.parties import Parties
from sitrep.fuse.pairs.rules import Family, Rules
from sitrep.model.claims import ActorRef, Claim, PlaceRef, Precision
from sitrep.model.record import Record, replace
from sitrep.model.text import Document

#: Coarser precisions count only where nothing finer is named. An unknown village is fine, only not located.
_COARSENESS: Mapping[Precision, int] = {
    "exact": 0, "near": 0, "unlocated": 0, "area": 1, "admin2": 2, "admin1": 3, "country": 4,
}  # fmt: skip


#: The family of casualty reports.
TOLL = "toll"


class Told(Record):
    """A claim as fusion sees it.

    order      document, place in it, id: the order in which claims are gone through
    start, end the days the words allow, both None where the words give none; `end` never after publication for
               what is told as happened
    published  publication day of the report
    origins    who first said so: the first source of the chain that can be told from others, else the outlet
    house      the outlet's publisher, by its family's name where the roster knows it
    publisher  the outlet as the roster knows it
    voiced     the outlet's own words: it names no source
    copy       repeats other words: counts for nothing
    causes     of a toll: the families of the attacks told in one sentence with it
    telling    words of the evidence beyond trigger, names and small words: what makes this incident unlike others
    """

    claim: Claim
    family: Family
    order: tuple[str, int, str]
    places: tuple[PlaceRef, ...]
    start: dt.date | None
    end: dt.date | None
    published: dt.date | None
    outlet: str
    house: str
    publisher: ActorRef | None
    origins: tuple[str, ...]
    speakers: tuple[ActorRef, ...]
    voiced: bool
    copy: bool
    words: str
    causes: frozenset[str]
    telling: frozenset[str]

    @property
    def dated(self) -> bool:
        """Whether the words give a first and a last day."""
        return self.start is not None and self.end is not None

    @property
    def day(self) -> dt.date | None:
        """A day for asking the roster about."""
        return self.end or self.start or self.published


def tell(
    claims: Iterable[Claim], documents: Sequence[Document], copied: frozenset[str], parties: Parties, rules: Rules
) -> list[Told]:
    """The claims as fusion sees them, in the one order that does not depend on the order given."""
    known = {document.id: document for document in documents}
    told = [_told(claim, known.get(claim.document), claim.document in copied, rules, parties) for claim in claims]
    return _with_causes(sorted(told, key=lambda item: item.order), rules)


def _with_causes(told: list[Told], rules: Rules) -> list[Told]:
    """The claims in their order, each toll with the attacks that its sentence tells."""
    attacks: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        if item.family.name in rules.attacks:
            attacks[item.claim.document].append(item)
    return [
        replace(item, causes=causes) if item.family.name == TOLL and (causes := _causes(item, attacks)) else item
        for item in told
    ]


def _causes(toll: Told, attacks: Mapping[str, Sequence[Told]]) -> frozenset[str]:
    words = toll.claim.evidence
    return frozenset(
        attack.family.name for attack in attacks.get(toll.claim.document, ()) if words.touches(attack.claim.evidence)
    )


def _told(claim: Claim, document: Document | None, copied: bool, rules: Rules, parties: Parties) -> Told:
    speakers = first_sources(claim.sources, parties)
    published = document.published if document else None
    start, end = _days(claim, published)
    outlet = (document.outlet if document else None) or claim.document
    publisher, house = parties.publisher(outlet) or (None, outlet)
    return Told(
        claim=claim,
        family=rules.family(claim.type),
        order=(claim.document, claim.trigger.start, claim.id),
        places=finest(claim, rules),
        start=start,
        end=end,
        published=published,
        outlet=outlet,
        house=house,
        publisher=publisher,
        origins=tuple(sorted({actor.name for actor in speakers})) or (house,),
        speakers=speakers,
        voiced=not claim.sources,
        copy=copied or claim.copy_of is not None,
        words=" ".join(claim.evidence.text.casefold().split()),
        causes=frozenset(),
        telling=_telling(claim),
    )


def _telling(claim: Claim) -> frozenset[str]:
    """Words of five letters and more that are no part of trigger, actors, places and figures."""
    actors, places = (*claim.agents, *claim.targets, *claim.sources), (*claim.places, *claim.origin, *claim.destination)
    names = [name for actor in actors for name in (actor.text, actor.name)]
    names += [name for place in places for name in (place.text, place.name)]
    known = " ".join((claim.trigger.text, *names)).casefold()
    words = {word.strip(".,;:\"'()“”’") for word in claim.evidence.text.casefold().split()}
    return frozenset(word for word in words if len(word) >= 5 and word.isalpha() and word not in known)


def _days(claim: Claim, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The days of the words. What is told as happened is not later than the report that tells it."""
    if claim.time is None:
        return None, None
    start, end = claim.time.start, claim.time.end
    if published is not None and claim.status in ("happened", "ongoing") and start is not None and start <= published:
        end = min(end, published) if end is not None else published
    return start, end


def first_sources(sources: Sequence[ActorRef], parties: Parties) -> tuple[ActorRef, ...]:
    """Who first said so. Nearest to the event comes first, but "trusted sources" or "activists" cannot be told
    from others: whoever quotes them answers for them. Where both sides of a war say so, both are first."""
    named = [actor for actor in sources if actor.id is not None]
    other_side = [actor for actor in named[1:] if parties.tie(named[:1], [actor], None)[0] == "opposed"]
    return (*named[:1], *other_side)


def finest(claim: Claim, rules: Rules) -> tuple[PlaceRef, ...]:
    """The finest places that a claim names: a province beside its town adds nothing, nor a town beside its base."""
    named = claim.places or claim.origin or claim.destination
    around = {place.within for place in named if place.within is not None}
    inner = [place for place in named if place.id is None or place.id not in around] or list(named)
    coarseness = min((_coarseness(place, rules) for place in inner), default=0)
    kept = {place_key(place): place for place in inner if _coarseness(place, rules) == coarseness}
    return tuple(kept.values())


def _coarseness(place: PlaceRef, rules: Rules) -> int:
    """0 for a settlement, base or the like, however well it is located; more for areas, by their size."""
    if place.kind and place.kind not in rules.area_kinds:
        return 0
    return max(_COARSENESS[place.precision], 1 if place.kind else 0)


def place_key(place: PlaceRef) -> str:
    """What makes two references one place: the gazetteer's id, else the name within what is known around it."""
    return place.id or f"name:{' '.join(place.name.casefold().split())}@{place.within or ''}"


def is_area(place: PlaceRef, rules: Rules) -> bool:
    """Whether it is an area, inside which different hands can hold different places."""
    return _coarseness(place, rules) > 0
