"""What has been resolved so far in one report, in text order, and how a reference is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.place_files import slug
from sitrep.lexicon.spelling import likeness
from sitrep.model.claims import PlaceRef
from sitrep.model.entities import Place
from sitrep.model.record import replace
from sitrep.model.text import Mention, Span
from sitrep.resolve.locate.context import HOME, Context
from sitrep.resolve.locate.relate import Area, related_area
from sitrep.resolve.locate.words import Described, kinds
from sitrep.resolve.names import SAME

#: How far back a wider place still says where a later phrase is, in sentences.
REACH = 3
#: A settlement smaller than this may lend its name to a base that the report then calls by the name alone.
SMALL = 5000
#: Classes that lie inside a town rather than in the province of its name.
PARTS = frozenset({"part", "building", "road"})
TOWNS = frozenset({"city", "town", "village"})


class Board:
    """The references of one report. `inner`: mentions that only stand in another: "Aleppo" in "Aleppo province"."""

    def __init__(self, described: Sequence[Described], gazetteer: Gazetteer, context: Context) -> None:
        self.described = described
        self.gazetteer = gazetteer
        self.context = context
        self.refs: dict[Mention, PlaceRef] = {}
        self.order: list[tuple[Described, PlaceRef]] = []
        wholes = [(each.mention.span, each.name) for each in described if each.noun and each.name]
        self.inner = frozenset(
            each.mention
            for each in described
            if not each.noun and any(_holds(span, each) and name == each.name for span, name in wholes)
        )
        self._named: dict[str, list[tuple[str, PlaceRef]]] = {}

    def put(self, described: Described, ref: PlaceRef) -> PlaceRef:
        """Keeps a reference, so that later phrases can point to it."""
        self.refs[described.mention] = ref
        self.order.append((described, ref))
        self.order.sort(key=lambda row: (row[0].mention.span.start, row[0].mention.span.end))
        if described.name and not (described.side and ref.kind == "region"):  # "eastern Ukraine" is not Ukraine
            self._named.setdefault(described.sort, []).append((described.name, ref))
        return ref

    def again(self, described: Described) -> PlaceRef | None:
        """The reference that the same name of the same class already has in this report."""
        for name, ref in self._named.get(described.sort, ()):
            if likeness(name, described.name) >= SAME:
                because = ref.reason if ref.reason.startswith("as ") else f'as "{ref.text}": {ref.reason}'
                return self.like(described, ref, because)
        return None

    def base_called(self, described: Described) -> PlaceRef | None:
        """The base that the report names with this very name."""
        for each, ref in self.order:
            if each.sort == "base" and each.name and likeness(each.name, described.name) >= SAME:
                return ref
        return None

    def like(self, described: Described, ref: PlaceRef, because: str) -> PlaceRef:
        """The same place, said with other words."""
        span = described.mention.span
        return replace(ref, text=span.text, start=span.start, end=span.end, reason=because)

    def from_place(self, described: Described, place: Place, because: str) -> PlaceRef:
        """The reference to a place of the gazetteer."""
        span = described.mention.span
        name = kinds().title(place.name, place.kind)
        if described.sort == "building" and described.noun not in name.lower():
            name = f"{place.name} {described.noun}"  # "Shaer gas field"
        return PlaceRef(
            id=place.id, name=name, text=span.text, start=span.start, end=span.end,
            lat=place.lat, lon=place.lon, precision=place.precision, reason=because, kind=place.kind,
            within=place.admin1 or (f"country:{place.country.lower()}" if place.kind != "country" else None),
            radius_km=place.radius_km,
        )  # fmt: skip

    def unlocated(self, described: Described, because: str, name: str | None = None) -> PlaceRef:
        """The reference to a place that is named but whose position nothing tells."""
        span = described.mention.span
        within = self.within(described)
        area = self.related(described)
        if area is not None:
            because += f"; placed by the words: {area.because}"
        return PlaceRef(
            id=self.made_id(described, within) if described.name else None,
            name=name or full_name(described) or span.text, text=span.text, start=span.start, end=span.end,
            lat=area.lat if area else None, lon=area.lon if area else None,
            precision="area" if area else "unlocated", kind=described.kind, within=within,
            radius_km=area.radius_km if area else None,
            reason=because + (f"; it lies in {self.called(within)}" if within else ""),
        )  # fmt: skip

    def related(self, described: Described) -> Area | None:
        """The circle that the phrase's own relation gives, where its anchor has a position."""
        anchors = [self.refs[each] for each in described.anchors if each in self.refs]
        return related_area(described.relation, anchors[0]) if anchors else None

    def settle_areas(self) -> None:
        """Says again what lies around each unlocated place, now that all places of the report are known."""
        for described, ref in self.order:
            fixed = described.sort == "road" or ((ref.within or "").startswith("country:") and bool(described.side))
            within = self.within(described) if ref.precision == "unlocated" and not fixed else None
            if within is not None and within != ref.within and within != ref.id:
                reason = ref.reason.replace(
                    f"it lies in {self.called(ref.within)}", f"it lies in {self.called(within)}"
                )
                self.refs[described.mention] = replace(ref, within=within, reason=reason)

    def made_id(self, described: Described, within: str | None) -> str:
        """An id that any report of the same name, class and country gives."""
        suffix = "" if described.sort in {"", "settlement"} else f"-{described.sort}"
        return f"place:{self.country_of(within)}:{slug(described.name)}{suffix}"

    def country_of(self, ident: str | None) -> str:
        """The country code, in lower case, of the area with this id, else of the report; "zz" where nothing tells."""
        if ident and ident.split(":")[0] in {"adm1", "country", "place"}:
            return ident.split(":")[1]
        place = self.gazetteer.get(ident) if ident else None
        return (place.country if place else self.context.home or "zz").lower()

    def short(self, ref: PlaceRef) -> str:
        """The name of a place without its noun, for the name of a road."""
        return next((each.name for each, other in self.order if other.id == ref.id and each.name), ref.name)

    def called(self, ident: str | None) -> str:
        """The name of an area for a sentence."""
        place = self.gazetteer.get(ident) if ident else None
        if place is not None:
            return place.name + (" province" if place.kind == "admin1" else "")
        return next((ref.name for _, ref in self.order if ref.id == ident), ident or "nowhere known")

    def within(self, described: Described) -> str | None:
        """The id of the smallest known area around a phrase, or around another one for the same place.

        Told by its own relation; else by an area named before it in its sentence or a province anywhere in it; else by
        the last province or area spoken of; else by the only province that the report names; else the country.
        """
        for told in (self._by_relation, self._by_sentence, self._by_reach):
            for each in self._peers(described):
                ident = told(each)
                if ident is not None:
                    return ident
        home = self.context.home
        return self._only_division() or (f"country:{home.lower()}" if home else None)

    def _only_division(self) -> str | None:
        """The division that all the report lies in: the only one named, and that of every place that is fixed."""
        spots = {place.admin1 for place, _, _ in self.context.points if place.country == self.context.home}
        every = spots | self.context.divisions
        return (
            next(iter(every)) if len(every) == 1 and (self.context.divisions or len(self.context.points) > 1) else None
        )

    def _peers(self, described: Described) -> list[Described]:
        """The phrase itself, then those with the same name and class."""
        if not described.name:
            return [described]
        others = [
            each
            for each in self.described
            if each.sort == described.sort and each.name and likeness(each.name, described.name) >= SAME
        ]
        return [described, *(each for each in others if each != described)]

    def _by_relation(self, described: Described) -> str | None:
        owner = described.mention.possessor
        for anchor in (*described.anchors, *((owner,) if owner else ())):
            ref = self.refs.get(anchor)
            if ref is None or ref.id is None:
                continue
            wide = ref.precision in {"admin1", "country"} or kinds().classes.get(ref.kind) == "area"
            if wide or described.relation in {"in", "inside", "on", "of"}:
                return (self.whole_of(ref) if described.sort not in PARTS else None) or ref.id
            if ref.within is not None:
                return ref.within
        return None

    def whole_of(self, ref: PlaceRef) -> str | None:
        """The division that is called as its chief town: "Mastouma, Idlib" means the province."""
        place = self.gazetteer.get(ref.id) if ref.id else None
        division = self.gazetteer.get(place.admin1) if place is not None and place.admin1 else None
        if place is None or division is None or place.population < SMALL:
            return None
        return division.id if likeness(place.name, division.name) >= SAME else None

    def _by_sentence(self, described: Described) -> str | None:
        start, sentence = described.mention.span.start, described.mention.sentence
        same = [row for row in self.order if row[0].mention.sentence == sentence]
        before = [
            self._area_of(described, *row)
            for row in same
            if row[0].mention.span.end <= start and row[0].mention != described.joined
        ]
        wide = [ref for each, ref in same if each.mention.span.start > start and self._is_wide(each, ref)]
        after = [ref.id for ref in wide if ref.kind == "admin1"]
        told = [ident for ident in before if ident is not None]
        if told:
            return told[-1]
        if len(set(after)) == 1:  # "the Latakia and Hama provinces" tells no one of the two
            return after[0]
        lands = [
            ref.id
            for each, ref in self.order
            if each.mention.sentence == sentence and ref.kind == "country"
            if each.mention.span.end <= start and ref.id and self.context.share(ref.id[-2:].upper()) >= HOME / 2
        ]
        return lands[-1] if lands and lands[-1] != f"country:{(self.context.home or '').lower()}" else None

    def _by_reach(self, described: Described) -> str | None:
        start, sentence = described.mention.span.start, described.mention.sentence
        near = [
            ident
            for each, ref in self.order
            if each.mention.span.end <= start and 0 < sentence - each.mention.sentence <= REACH
            if (ident := self._area_of(described, each, ref)) is not None
        ]
        return near[-1] if near else None

    def _area_of(self, described: Described, each: Described, ref: PlaceRef) -> str | None:
        """The area that a place named before is for a later phrase: itself where it is wide, a town for what lies in
        towns ("a mosque"), else the division of a town."""
        if self._is_wide(each, ref):
            return ref.id
        place = self.gazetteer.get(ref.id) if ref.id and each.name and not each.dateline else None
        if place is None or place.kind not in TOWNS or place.country != self.context.home:
            return None
        inside = described.sort in PARTS or described.kind in {"neighbourhood", "district"}
        return place.id if inside and place.kind != "village" else place.admin1

    def _is_wide(self, described: Described, ref: PlaceRef) -> bool:
        """Whether a reference is an area that things lie in; a country tells too little."""
        wide = ref.kind == "admin1" or kinds().classes.get(ref.kind) in {"area", "district"}
        return wide and ref.id is not None and bool(described.name) and not described.dateline

    def back(self, described: Described) -> Iterator[tuple[Described, PlaceRef]]:
        """What stands before a phrase within reach, the nearest first."""
        start, sentence = described.mention.span.start, described.mention.sentence
        before = [row for row in self.order if row[0].mention.span.end <= start]
        yield from (row for row in reversed(before) if sentence - row[0].mention.sentence <= REACH)


def _holds(span: Span, each: Described) -> bool:
    inner = each.mention.span
    return span != inner and span.start <= inner.start and inner.end <= span.end


def full_name(described: Described) -> str:
    """Name and noun as a title: "Mastouma base"; a settlement's name alone."""
    if not described.name or described.sort in {"", "settlement"}:
        return described.name
    return f"{described.name} {described.noun}".strip()
