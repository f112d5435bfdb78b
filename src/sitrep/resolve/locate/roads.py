"""Roads by the places that they join: "the road between A and B", "the Damascus–Aleppo highway"."""

from __future__ import annotations

import re

from sitrep.lexicon.place_files import slug
from sitrep.lexicon.spelling import likeness, normal_form
from sitrep.model.claims import PlaceRef
from sitrep.model.text import Mention
from sitrep.resolve.locate.board import Board, full_name
from sitrep.resolve.locate.context import distance
from sitrep.resolve.locate.relate import Area, related_area
from sitrep.resolve.locate.words import Described
from sitrep.resolve.names import SAME

#: Further apart than this, the two ends of a road say little of a point on it.
LONG_ROAD_KM = 150.0
ENDS = re.compile(r"\s*[-–—−]\s*|\s+to\s+")


def locate_road(described: Described, board: Board) -> PlaceRef:
    """A road by the places that it joins; a bridge or junction by its name or the place beside it."""
    ends = [end for each in described.anchors if each in board.refs for end in _both(each, board)]
    ends = [end for end in ends if end.id is not None]
    if described.name:
        listed = [place for place in board.gazetteer.lookup(described.name) if place.kind == described.kind]
        if listed and board.context.share(listed[0].country) > 0:
            return board.from_place(described, listed[0], f'"{described.name}" is a listed {described.kind}')
        ends = _ends_of_name(described, board) or ends
    if len(ends) >= 2:
        return _between(described, board, ends[0], ends[1])
    if len(ends) == 1 and described.relation not in {"in", "inside"}:
        return _towards(described, board, ends[0])
    if described.name:
        return board.unlocated(described, f'no {described.noun} called "{described.name}" is listed')
    return _told_before(described, board) or board.unlocated(described, f"the words do not say which {described.noun}")


def _both(anchor: Mention, board: Board) -> list[PlaceRef]:
    """The places of an anchor; two where a parse has taken "A and B" for one name."""
    ref = board.refs[anchor]
    parts = re.split(r"\s+and\s+", anchor.name.text if anchor.name else "")
    named = [
        next(
            (other for each, other in board.order if each.name and likeness(each.name, part) >= SAME and other.lat),
            None,
        )
        for part in parts
    ]
    return [each for each in named if each] if len(parts) == 2 and ref.lat is None else [ref]


def _told_before(described: Described, board: Board) -> PlaceRef | None:
    """ "the road" after a road that was told with its ends."""
    words = described.mention.span.text.lower().split()
    if described.mention.plural or not words or words[0] not in {"the", "this", "that"}:
        return None
    roads = [
        ref for each, ref in board.back(described) if each.sort == "road" and each.kind == described.kind and ref.id
    ]
    return board.like(described, roads[0], f'the {described.noun} told before as "{roads[0].text}"') if roads else None


def _ends_of_name(described: Described, board: Board) -> list[PlaceRef]:
    """The ends in the name of a road: "the Damascus–Aleppo highway", "the Ariha road"."""
    parts = [part for part in ENDS.split(described.name) if normal_form(part)]
    if len(parts) > 2 or any(re.fullmatch(r"[A-Za-z]?\d+", part) for part in parts):
        return []
    found = []
    for part in parts:
        named = next(
            (ref for each, ref in board.order if each.name and normal_form(each.name) == normal_form(part)), None
        )
        places = [p for p in board.gazetteer.lookup(part, board.context.home) if p.kind not in {"admin1", "country"}]
        if named is None and places:
            named = board.from_place(described, places[0], f'"{part}" in the name')
        if named is None:
            return []
        found.append(named)
    return found


def _road_id(board: Board, ends: list[PlaceRef]) -> str:
    names = "-".join(sorted(slug(board.short(end)) for end in ends))
    return f"place:{board.country_of(ends[0].within or ends[0].id)}:{names}-road"


def _between(described: Described, board: Board, one: PlaceRef, other: PlaceRef) -> PlaceRef:
    span, noun = described.mention.span, described.noun
    ref = PlaceRef(
        id=_road_id(board, [one, other]), name=f"{board.short(one)}–{board.short(other)} {noun}", text=span.text,
        start=span.start,
        end=span.end, kind=described.kind, within=one.within if one.within == other.within else None,
        reason=f"the {noun} between {one.name} and {other.name}",
    )  # fmt: skip
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return _with(ref, None, "; one end has no known position")
    length = distance(one.lat, one.lon, other.lat, other.lon)
    if length > LONG_ROAD_KM:
        return _with(ref, None, f"; it is {length:.0f} km long, so that no point stands for it")
    middle = Area(
        round((one.lat + other.lat) / 2, 4), round((one.lon + other.lon) / 2, 4), round(max(2.0, length / 2), 1), ""
    )
    return _with(ref, middle, "; shown half way")


def _towards(described: Described, board: Board, end: PlaceRef) -> PlaceRef:
    span, noun = described.mention.span, described.noun
    area = related_area(described.relation, end)
    name = full_name(described) or f"{noun} to {board.short(end)}"
    if described.relation and area is not None and not re.search(r"\bto\b|from", described.relation):
        name = f"{noun} {described.relation} {board.short(end)}"
    ref = PlaceRef(
        id=_road_id(board, [end]), name=name, text=span.text, start=span.start, end=span.end, kind=described.kind,
        within=end.within, reason=f"the {noun} at {end.name}, its other end not told",
    )  # fmt: skip
    return _with(ref, area, f"; {area.because}" if area else "")


def _with(ref: PlaceRef, area: Area | None, more: str) -> PlaceRef:
    """The reference with a circle, or without a position."""
    spot = (area.lat, area.lon, area.radius_km) if area else (None, None, None)
    return PlaceRef(
        id=ref.id, name=ref.name, text=ref.text, start=ref.start, end=ref.end, lat=spot[0], lon=spot[1],
        precision="area" if area else "unlocated", reason=ref.reason + more, kind=ref.kind, within=ref.within,
        radius_km=spot[2],
    )  # fmt: skip
