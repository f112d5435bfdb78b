"""Mentions of places → places: where each phrase of a report is, as far as its words and the gazetteer tell.

Rules, each told in the reference's `reason`, are described in docs/places.md. No phrase gets a point that nothing
supports: what is not known is `unlocated` within the smallest area known.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.model.claims import PlaceRef
from sitrep.model.text import Document, Mention
from sitrep.resolve.locate.board import Board
from sitrep.resolve.locate.context import read_context
from sitrep.resolve.locate.named import locate_named
from sitrep.resolve.locate.roads import locate_road
from sitrep.resolve.locate.unnamed.back import locate_unnamed
from sitrep.resolve.locate.words import Described, describe, mend

#: Places less than this apart may lie in one district.
NEAR_DEGREES = 0.35

#: Wide places first: they say where the others are.
FIRST = frozenset({"admin1", "country", "area"})


def resolve_places(mentions: Sequence[Mention], document: Document, gazetteer: Gazetteer) -> dict[Mention, PlaceRef]:
    """A reference for every mention of kind "place" of one document, in text order."""
    wanted = _with_anchors([mention for mention in mentions if mention.kind == "place"])
    described = [
        mend(describe(mention, gazetteer.knows, gazetteer.people), document.text, wanted) for mention in wanted
    ]
    board = Board(described, gazetteer, read_context(described, document, gazetteer))
    named = [each for each in described if each.name and each.sort != "road"]
    leaned_on = {anchor for each in described for anchor in each.anchors}
    for each in sorted(named, key=lambda each: _turn(each, each.mention in leaned_on)):
        board.put(each, locate_named(each, board))
    unnamed = {each.mention: each for each in described if each.mention not in board.refs}
    for mention in wanted:
        _settle(mention, unnamed, board)
    board.settle_areas()
    return {mention: board.refs[mention] for mention in mentions if mention.kind == "place"}


def _settle(mention: Mention, unnamed: dict[Mention, Described], board: Board) -> None:
    """Locates a phrase without a name (or a road), the phrases that it leans on first."""
    each = unnamed.pop(mention, None)
    if each is None:
        return
    for anchor in each.anchors:
        _settle(anchor, unnamed, board)
    board.put(each, locate_road(each, board) if each.sort == "road" else locate_unnamed(each, board))


def _turn(each: Described, leaned_on: bool) -> tuple[int, int, int]:
    """Wide places and those that others lean on ("in Mozambique"), then features with a noun, then settlements and
    bare names, which may stand for the former."""
    order = 0 if each.sort in FIRST or leaned_on else 1 if each.sort not in {"", "settlement"} else 2
    return (order, each.mention.span.start, each.mention.span.end)


def _with_anchors(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with all places that they lean on, each once, in text order."""
    found: dict[Mention, None] = {}
    waiting = list(mentions)
    while waiting:
        mention = waiting.pop()
        if mention not in found and mention.kind == "place":
            found[mention] = None
            waiting += [*mention.anchors, *((mention.possessor,) if mention.possessor else ())]
    return sorted(found, key=lambda each: (each.span.start, each.span.end, each.head))


def near(ref: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places may lie in one district: less than a third of a degree apart."""
    if ref.lat is None or other.lat is None or ref.lon is None or other.lon is None or ref is other:
        return False
    return abs(ref.lat - other.lat) < NEAR_DEGREES and abs(ref.lon - other.lon) < NEAR_DEGREES
