"""Coarsening places: sensitive sites always, all others where a limit of precision is asked for.

A coarsened place becomes the smallest area known around it that is coarse enough, with that area's own precision. The same
place always becomes the same area: noise by chance could be averaged out over many exports.
"""

from __future__ import annotations

from sitrep.export.safety.words import safety_words, sensitive_words
from sitrep.export.source.choice import lineage
from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.model.claims import PlaceRef, Precision
from sitrep.model.control import HeldPlace
from sitrep.model.entities import Place

#: From the finest to the coarsest. An area is a plain, a road, a large base: finer than its province.
ORDER: tuple[Precision, ...] = ("exact", "near", "area", "admin2", "admin1", "country", "unlocated")
#: No site is published finer than this.
SITE_LIMIT: Precision = "admin2"
WITHHELD_PLACE = "[place withheld]"


def is_site(place: PlaceRef) -> bool:
    """Whether the place is one that could be attacked for what it is."""
    return place.kind in safety_words().kinds


class Places:
    """Makes places coarser."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def coarsened(self, place: PlaceRef, limit: Precision) -> PlaceRef:
        """The place, or the area around it that is no finer than the limit. Without such an area it has no coordinates."""
        if ORDER.index(place.precision) >= ORDER.index(limit) and not (is_site(place) and limit == SITE_LIMIT):
            return place
        area = self._area(place, limit)
        reason = "made coarser for publication"
        if area is None:
            name = WITHHELD_PLACE
            return PlaceRef(id=None, name=name, text=name, start=place.start, end=place.end, reason=reason)
        return PlaceRef(
            id=area.id,
            name=area.name,
            text=area.name,
            start=place.start,
            end=place.end,
            lat=area.lat,
            lon=area.lon,
            precision=area.precision,
            reason=reason,
            kind=area.kind,
            within=next(iter(lineage(area.id, self._gazetteer)[1:]), None),
            radius_km=area.radius_km,
        )

    def is_site(self, place: HeldPlace) -> bool:
        """Whether control speaks of a sensitive site. Nobody holds a province by holding a hospital in it, so such lines
        cannot be made coarser, only left out."""
        known = self._gazetteer.get(place.id) if place.id else None
        kind = known.kind if known else (place.id or "").rpartition(".")[2]
        return kind in safety_words().kinds or sensitive_words().search(place.name) is not None

    def _area(self, place: PlaceRef, limit: Precision) -> Place | None:
        for start in (place.id, place.within):
            for ident in lineage(start, self._gazetteer) if start else ():
                known = self._gazetteer.get(ident)
                if known and ident != place.id and ORDER.index(known.precision) >= ORDER.index(limit):
                    return known
        return None
