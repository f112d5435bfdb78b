"""What has been resolved so far in one report, in text order, and how a reference is made from it."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.lexicon.place_files import slug
from sitrep.lexicon.spelling import likeness
from sitrep.model.claims import PlaceRef
from sitrep.model.entities import Place
from sitrep.model.record import replace
from sitrep.model.text import Document, Mention
from sitrep.resolve.locate.context import Context
from sitrep.resolve.locate.relate import Area, related_area
from sitrep.resolve.locate.words import Described, kinds
from sitrep.resolve.names import SAME

#: How far back a wider place still says where a later phrase is, in sentences.
REACH = 3
WIDE = frozenset({"admin1", "area", "country", "district"})
#: A settlement smaller than this may lend its name to a base that the report then calls by the name alone.
SMALL = 5000


class Board:
    """The references of one report."""

    def __init__(self, document: Document, gazetteer: Gazetteer, context: Context) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.context = context
        self.refs: dict[Mention, PlaceRef] = {}
        self.order: list[tuple[Described, PlaceRef]] = []
        self._by_name: dict[tuple[str, str], list[tuple[str, PlaceRef]]] = {}

    def put(self, described: Described, ref: PlaceRef) -> PlaceRef:
        """Keeps a reference, so that later phrases can point to it."""
        self.refs[described.mention] = ref
        self.order.append((described, ref))
        self.order.sort(key=lambda row: (row[0].mention.span.start, row[0].mention.span.end))
        if described.name:
            self._by_name.setdefault((described.sort, described.name[:1].lower()), []).append((described.name, ref))
        return ref

    def again(self, described: Described) -> PlaceRef | None:
        """The reference that the same name of the same class already has in this report."""
        for (sort, _), rows in self._by_name.items():
            if sort == described.sort:
                for name, ref in rows:
                    if likeness(name, described.name) >= SAME:
                        return self.like(described, ref, f'as "{ref.text}" earlier: {ref.reason}')
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
        return PlaceRef(
            id=place.id, name=place.name, text=span.text, start=span.start, end=span.end, lat=place.lat, lon=place.lon,
            precision=place.precision, reason=because, kind=place.kind,
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
            id=self.made_id(described, within) if described.name else None, name=name or full_name(described) or span.text,
            text=span.text, start=span.start, end=span.end, lat=area.lat if area else None, lon=area.lon if area else None,
            precision="area" if area else "unlocated", kind=described.kind, within=within,
            radius_km=area.radius_km if area else None,
            reason=because + (f"; it lies in {self.called(within)}" if within else ""),
        )  # fmt: skip

    def related(self, described: Described) -> Area | None:
        """The circle that the phrase's own relation gives, where its anchor has a position."""
        anchors = [self.refs[each] for each in described.mention.anchors if each in self.refs]
        return related_area(described.mention.relation, anchors[0]) if anchors else None

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

    def called(self, ident: str | None) -> str:
        """The name of an area for a sentence."""
        place = self.gazetteer.get(ident) if ident else None
        if place is not None:
            return place.name + (" province" if place.kind == "admin1" else "")
        return next((ref.name for _, ref in self.order if ref.id == ident), ident or "nowhere known")

    def within(self, described: Described) -> str | None:
        """The id of the smallest known area around a phrase: its own anchors, its owner, its surroundings, the country."""
        mention = described.mention
        for anchor in (*mention.anchors, *((mention.possessor,) if mention.possessor else ())):
            ref = self.refs.get(anchor)
            if ref is not None and ref.id is not None:
                wide = ref.precision in {"admin1", "country"} or kinds().classes.get(ref.kind) == "area"
                return ref.id if wide or mention.relation in {"in", "inside"} else ref.within
        near = [ref for each, ref in self.back(described) if self._is_wide(each, ref)]
        if near:
            return near[0].id
        single = self.context.divisions if len(self.context.divisions) == 1 else frozenset()
        home = self.context.home
        return next(iter(single), f"country:{home.lower()}" if home else None)

    def _is_wide(self, described: Described, ref: PlaceRef) -> bool:
        wide = described.sort in WIDE or ref.precision in {"admin1", "country", "area"}
        return (
            wide
            and ref.id is not None
            and ref.kind not in {"road", "base", "checkpoint", "country"}
            and bool(described.name)
        )

    def back(self, described: Described) -> Iterator[tuple[Described, PlaceRef]]:
        """What stands before a phrase within reach, the nearest first, then the rest of its own sentence."""
        start, sentence = described.mention.span.start, described.mention.sentence
        before = [row for row in self.order if row[0].mention.span.end <= start]
        yield from (row for row in reversed(before) if sentence - row[0].mention.sentence <= REACH)
        yield from (
            row for row in self.order if row[0].mention.span.start > start and row[0].mention.sentence == sentence
        )


def full_name(described: Described) -> str:
    """Name and noun as a title: "Mastouma base"; a settlement's name alone."""
    if not described.name or described.sort in {"", "settlement"}:
        return described.name
    return f"{described.name} {described.noun}".strip()
