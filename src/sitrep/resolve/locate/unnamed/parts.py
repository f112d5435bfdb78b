"""Capitals, surroundings and parts: phrases without a name that belong to a place which the report names."""

from __future__ import annotations

import re

from sitrep.lexicon.place_files import slug
from sitrep.model.claims import PlaceRef
from sitrep.resolve.locate.board import REACH, Board
from sitrep.resolve.locate.relate import related_area, side_of_country
from sitrep.resolve.locate.unnamed.focus import FAR, SETTLED, focus
from sitrep.resolve.locate.words import COMPASS, Described, kinds

#: The doubt about a part of a place of which only the whole has a position, in km at least.
PART_KM = 5.0
#: Where people live is the town or village itself.
HOMES = frozenset({"home", "house", "building", "apartment", "residence"})
#: A report with so much of its naming about one country means that country's capital by "the capital".
MOSTLY = 0.5
#: Sides that no town has by this name alone.
BETWEEN = re.compile(r"\b(?:north|south)[- ]?(?:east|west)", re.IGNORECASE)


def capital(described: Described, board: Board) -> PlaceRef:
    """ "The provincial capital", "the capital of Mali": the chief town of the division or country that is meant."""
    provincial = described.noun not in {"capital", "capital city"} or "provincial" in described.mention.modifiers
    kind = "admin1" if provincial else "country"
    people = board.gazetteer.country_words()
    lands = [people[word.title()] for word in described.mention.modifiers if word.title() in people]
    if not provincial and described.mention.modifiers and not lands:
        return board.unlocated(described, "the words do not say whose capital")  # "the de facto capital"
    anchors = [board.refs[each] for each in described.anchors if each in board.refs]
    if anchors and anchors[0].kind in SETTLED and anchors[0].id is not None:
        return board.like(described, anchors[0], f"called so by the words: {anchors[0].name}")  # "its capital of Raqqa"
    before = [ref for _, ref in board.back(described)]
    rows = [ref for ref in (*anchors, *before) if ref.kind == kind] or [ref for ref in anchors if ref.kind == "admin1"]
    home = board.context.home
    if home and not provincial and not anchors and board.context.share(home) >= MOSTLY:
        lands = lands or [home]
    idents = [f"country:{code.lower()}" for code in lands if not provincial] + [ref.id for ref in rows]
    if provincial:
        idents += [ref.id for _, ref in board.order if ref.kind == kind]
        idents += sorted(board.context.divisions) if len(board.context.divisions) == 1 else []
    else:
        idents += [f"country:{board.country_of(ref.id)}" for ref in before if ref.lat is not None]
        idents += [f"country:{board.country_of(None)}"]
    whole = board.gazetteer.get(idents[0]) if idents and idents[0] else None
    town = board.gazetteer.capital(whole) if whole is not None else None
    if whole is None or town is None:
        return board.unlocated(described, "the words do not say whose capital")
    return board.from_place(described, town, f"the chief town of {whole.name}, which is spoken of")


def surroundings(described: Described, board: Board) -> PlaceRef:
    """ "its surroundings", "the outskirts of M": a circle around the place meant."""
    around = _owner(described, board) or focus(
        described, board, lambda each, ref: ref.kind in SETTLED or each.sort == "base"
    )
    if around is None:
        return board.unlocated(described, "the words do not say whose surroundings")
    area = related_area(described.noun, around)
    span = described.mention.span
    return PlaceRef(
        id=f"{around.id}.{slug(described.noun)}" if around.id else None, name=f"{described.noun} of {around.name}",
        text=span.text, start=span.start, end=span.end, lat=area.lat if area else None, lon=area.lon if area else None,
        precision="area" if area else "unlocated", kind=described.kind, within=around.within,
        radius_km=area.radius_km if area else None, reason=f"the {described.noun} of {around.name}",
    )  # fmt: skip


def part(described: Described, board: Board) -> PlaceRef:
    """ "the main gate", "the gas station": its own place, inside the base or town that is spoken of."""
    whole = _owner(described, board)
    wide = _wide_owner(described, board) or (
        _land(described, board) if whole is None and _only_a_side(described) else None
    )
    side = side_of_country(described, wide) if wide is not None else None
    if side is not None:
        return side
    if whole is None and wide is not None:
        return board.unlocated(described, f"a part of {wide.name}, and the words do not say which")
    told = f"it is placed by the words beside {whole.name}" if whole else ""
    if whole is None and (described.mention.definite or described.sort == "part"):
        reach = FAR if described.sort == "part" else REACH
        since = described.mention.sentence - reach
        whole = focus(
            described,
            board,
            lambda each, ref: each.mention.sentence >= since and _has_parts(described, each, ref, board),
        )
        told = f"{whole.name} is the place spoken of" if whole else ""
    if whole is None or whole.id is None:
        return board.unlocated(described, "the words do not say what it belongs to")
    if described.noun in HOMES and whole.kind in SETTLED:
        return board.like(described, whole, f"homes in {whole.name}, which is the place spoken of")
    noun, span = _part_name(described), described.mention.span
    near = whole.lat is not None and kinds().classes.get(whole.kind) != "area"
    return PlaceRef(
        id=f"{whole.id}.{noun.replace(' ', '-')}", name=f"{board.short(whole)} {noun}", text=span.text, start=span.start,
        end=span.end, lat=whole.lat if near else None, lon=whole.lon if near else None,
        precision="near" if near else "unlocated", kind=described.kind, within=whole.id,
        radius_km=max(PART_KM, whole.radius_km or 0.0) if near else None,
        reason=f"a part of {whole.name} or beside it: {told}",
    )  # fmt: skip


def _only_a_side(described: Described) -> bool:
    """ "In the north": with nothing that it is the north of."""
    return described.noun in COMPASS and described.mention.definite


def _land(described: Described, board: Board) -> PlaceRef | None:
    """The country that the report is mostly about, where it names it, or for "the north-east", which no town has."""
    home = f"country:{(board.context.home or '').lower()}"
    country = board.gazetteer.get(home) if BETWEEN.search(described.mention.span.text) else None
    told = next((ref for _, ref in board.order if ref.id == home), None)
    return told or (board.from_place(described, country, "the country of the report") if country is not None else None)


def _wide_owner(described: Described, board: Board) -> PlaceRef | None:
    """The country or province that the phrase names as its whole: "Syria's northwest"."""
    owners = [described.mention.possessor, *described.anchors]
    refs = [board.refs[owner] for owner in owners if owner is not None and owner in board.refs]
    return next((ref for ref in refs if ref.precision in {"admin1", "country"}), None)


def _has_parts(described: Described, each: Described, ref: PlaceRef, board: Board) -> bool:
    """Whether "the building" can be in a place: in a base or town of the country that the report is about; "the gate" may be
    that of a building."""
    if described.kind == "gate" and each.sort == "building" and ref.id is not None:
        return True
    if each.sort not in {"base", "settlement", ""} or ref.kind in {"country", "admin1"}:
        return False
    return board.context.home is None or board.country_of(ref.within or ref.id) == board.context.home.lower()


def _part_name(described: Described) -> str:
    """Noun with the words that tell it from its like: "southern side", "main gate"."""
    words = described.mention.modifiers if described.sort == "part" else ()
    return " ".join([*(word for word in words if word not in described.noun.split()), described.noun])


def _owner(described: Described, board: Board) -> PlaceRef | None:
    """The place that the phrase itself names as its whole: "its gate", "the gate of the base", "outside Qarmeed"."""
    mention = described.mention
    owners = [
        board.refs[each]
        for each in (*described.anchors, *((mention.possessor,) if mention.possessor else ()))
        if each in board.refs
    ]
    return owners[0] if owners and owners[0].precision not in {"admin1", "country"} else None
