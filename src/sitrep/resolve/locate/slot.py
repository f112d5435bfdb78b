"""The places of one slot: the finest ones that its phrases name, without those that only say where these lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitrep.extract.mentions import MentionMaker
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.model.claims import PlaceRef
from sitrep.model.text import Mention
from sitrep.read.syntax.phrases import Phrase
from sitrep.resolve.locate.unnamed.focus import SETTLED
from sitrep.resolve.places import near

#: Kinds of places that others lie in.
WIDE = frozenset({"country", "admin1", "admin2", "district", "area", "region"})
#: "An area between Hammuriyah and Saqba" is both of them.
AREAS = frozenset({"area", "region", "territory", "zone", "land"})


class PlaceSlot:
    """Turns the phrases of a slot into places. `places`: what each mention of the report was resolved to."""

    def __init__(self, maker: MentionMaker, places: Mapping[Mention, PlaceRef], gazetteer: Gazetteer) -> None:
        self.maker, self.places, self.gazetteer = maker, places, gazetteer

    def of(self, phrases: Iterable[Phrase], beside: Sequence[Phrase] = ()) -> tuple[PlaceRef, ...]:
        found: dict[str, PlaceRef] = {}
        around: list[PlaceRef] = []
        new: set[int] = set()
        for phrase in phrases:
            mention = self.maker.as_place(phrase)
            ref = self.places.get(mention) if mention is not None else None
            if mention is None or ref is None:
                continue
            if is_new(mention) and ref.id is None:
                new.add(mention.sentence)
            elif new - {mention.sentence} and ref.kind in SETTLED:
                continue  # "a northern village" is not the town told of before
            told = [whole for anchor in mention.anchors if (whole := self.places.get(anchor)) is not None]
            around += told if ref.lat is None and mention.name is None else []
            between = mention.name is None and mention.relation == "between" and mention.head in AREAS and len(told) > 1
            for each in (*(() if between else (ref,)), *(told if between or ref.id is None else ())):
                found.setdefault(each.id or each.text.lower(), each)  # "a checkpoint in Aleppo province"
        named = [ref for ref in found.values() if ref.id is not None]
        finest = self._finest(named)
        if len(finest) == 1 and (finest[0].precision in {"country", "admin1"} or is_side(finest[0])):
            finest = self._within(finest, beside) or finest
        if all(ref.lat is None for ref in finest):  # "an oil refinery in Krasnodar region"
            finest += [ref for ref in dict.fromkeys(around) if ref not in finest and ref.id is not None]
        return tuple(finest or found.values())  # "Syria's northwest" beside a named town says nothing more

    def countries(self, refs: Sequence[PlaceRef]) -> tuple[PlaceRef, ...]:
        """The countries that places lie in, each once: a toll of the war is not that of the town spoken of last."""
        found: dict[str, PlaceRef] = {}
        for ref in refs:
            place = self.gazetteer.get(ref.id) or self.gazetteer.get(ref.within or "") if ref.id else None
            known = sorted(self._wider(ref)) if ref.id else []  # "the city centre" alone is nowhere
            ident = next((each for each in known if each.startswith("country:")), "")
            ident = f"country:{place.country.lower()}" if place is not None else ident
            country = self.gazetteer.get(ident)
            if country is not None:
                why = f"{country.name}, where {ref.name} is: the words speak of the whole war"
                whole = PlaceRef(
                    id=ident, name=country.name, text=ref.text, start=ref.start, end=ref.end, lat=country.lat,
                    lon=country.lon, precision=country.precision, reason=why, kind=country.kind,
                )  # fmt: skip
                found.setdefault(ident, whole)
        return tuple(found.values()) or tuple(refs)

    def _within(self, wide: Sequence[PlaceRef], beside: Iterable[Phrase]) -> list[PlaceRef]:
        """The nearest finer place that the words around name in a wide one: "in Khost province … in Bak district"."""
        around = {(ref.within if is_side(ref) else ref.id) or "" for ref in wide}
        for phrase in beside:
            mention = self.maker.of(phrase)
            ref = self.places.get(mention) if mention is not None else None
            sure = ref is not None and ref.id is not None and (ref.lat is not None or phrase.kind == "place")
            if ref is not None and sure and self._wider(ref) & around and ref not in wide:
                return self._finest([ref, *self._in_phrase(mention)])
        return []

    def _in_phrase(self, mention: Mention | None) -> list[PlaceRef]:
        found = (self.places.get(anchor) for anchor in (mention.anchors if mention is not None else ()))
        return [ref for ref in found if ref is not None and ref.id is not None]

    def _finest(self, refs: list[PlaceRef]) -> list[PlaceRef]:
        """The places without those that only say where another of them lies: "Armanaz in Harem district of Idlib"."""
        around: set[str] = set()
        for ref in refs:
            around |= self._wider(ref) - {ref.id or ""}
            if ref.kind not in WIDE:
                around |= {
                    other.id or "" for other in refs if other.kind in {"admin2", "district"} and near(ref, other)
                }
        return [ref for ref in refs if ref.id not in around]

    def _wider(self, ref: PlaceRef) -> set[str]:
        """The ids of what a place lies in, by the gazetteer and by the report."""
        place = self.gazetteer.get(ref.id) if ref.id else None
        country = (ref.id or "").split(":")[1:2] if place is None else [place.country.lower()]
        known = {place.admin1 or "", place.admin2 or ""} if place is not None else set()
        return {ref.within or "", *known, *(f"country:{code}" for code in country)}


def is_new(mention: Mention) -> bool:
    """ "A town", "another village": a settlement that the report has not spoken of."""
    return mention.name is None and not mention.definite and not mention.plural and mention.head in SETTLED


def is_side(ref: PlaceRef) -> bool:
    """ "Eastern Ukraine"."""
    return ref.precision == "unlocated" and ref.kind == "region" and (ref.within or "").startswith("country:")
