"""Of several places of one claim, those that only say where another of them lies."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.model.claims import PlaceRef

#: Kinds of places that others lie in.
WIDE = frozenset({"country", "admin1", "admin2", "district", "area", "region"})
NEAR_DEGREES = 0.35


def without_wider(refs: Sequence[PlaceRef], gazetteer: Gazetteer) -> list[PlaceRef]:
    """The places without those around another of them: "Armanaz in Harem district of Idlib"."""
    around: set[str] = set()
    for ref in refs:
        around |= wider(ref, gazetteer) - {ref.id or ""}
        if ref.kind not in WIDE:
            around |= {other.id or "" for other in refs if other.kind in {"admin2", "district"} and _near(ref, other)}
    return [ref for ref in refs if ref.id not in around]


def wider(ref: PlaceRef, gazetteer: Gazetteer) -> set[str]:
    """The ids of what a place lies in, by the gazetteer and by the report."""
    place = gazetteer.get(ref.id) if ref.id else None
    country = (ref.id or "").split(":")[1:2] if place is None else [place.country.lower()]
    known = {place.admin1 or "", place.admin2 or ""} if place is not None else set()
    return {ref.within or "", *known, *(f"country:{code}" for code in country)}


def is_side(ref: PlaceRef) -> bool:
    """ "Eastern Ukraine": a part of a country, which has no point."""
    return ref.precision == "unlocated" and ref.kind == "region" and (ref.within or "").startswith("country:")


def _near(ref: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places may lie in one district: less than a third of a degree apart."""
    if ref.lat is None or other.lat is None or ref.lon is None or other.lon is None or ref is other:
        return False
    return abs(ref.lat - other.lat) < NEAR_DEGREES and abs(ref.lon - other.lon) < NEAR_DEGREES
