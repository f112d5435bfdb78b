"""Phrases without a name: "the base", "the city", "the provincial capital", "the main gate" → what they point to."""

from __future__ import annotations

from sitrep.lexicon.place_files import slug
from sitrep.model.claims import PlaceRef
from sitrep.model.record import replace
from sitrep.resolve.locate.board import Board
from sitrep.resolve.locate.context import distance
from sitrep.resolve.locate.unnamed.focus import GOES_WITH, SETTLED, before, best, is_abroad
from sitrep.resolve.locate.unnamed.parts import capital, part, surroundings
from sitrep.resolve.locate.words import Described, kinds

#: Classes of which a part stands inside something greater: the gate of a base, a hospital of a town.
INNER = frozenset({"part", "building"})
POINTING = frozenset(
    {"base", "settlement", "checkpoint", "crossing", "area", "admin1", "country", "district", "position"}
)
#: What the first sentences describe is named within so many more.
FIRST, SOON = 3, 4
#: A bare name says so within fewer.
NEXT = 2
#: How far a town reaches.
TOWN_KM = 15.0


def locate_unnamed(described: Described, board: Board) -> PlaceRef:
    """The reference of a phrase without a name."""
    apposed = board.refs.get(described.apposed) if described.apposed is not None else None
    if apposed is not None and (described.kind == "capital" or _fits(described, described, apposed)):
        return board.like(described, apposed, f'said of "{apposed.text}", which stands before it')
    if described.noun in kinds().chiefs or described.kind == "capital":
        return capital(described, board)
    if described.kind == "countryside":
        return surroundings(described, board)
    if described.sort in INNER:
        told = described.mention.definite or described.mention.plural or described.anchors
        return (_told_before(described, board) if told else _later(described, board)) or part(described, board)
    if described.sort in POINTING and not described.mention.plural:
        pointed = _country(described, board)
        pointed = pointed or (_earlier(described, board) if described.mention.definite else None)
        pointed = pointed or _later(described, board)
        if pointed is not None:
            return pointed
    return _placed(described, board)


def _placed(described: Described, board: Board) -> PlaceRef:
    """A place that only its relation tells: "the base west of M" has an id of its own; other phrases have none."""
    ref = board.unlocated(described, "the words give it no name")
    anchors = [board.refs[each] for each in described.anchors if each in board.refs]
    if described.relation in {None, "in", "inside", "on", "of"} or not anchors or anchors[0].id is None:
        return ref
    whole = board.short(anchors[0])
    place = f"{described.noun}-{described.relation}-{slug(whole)}".replace(" ", "-")
    ident = f"place:{board.country_of(anchors[0].id)}:{place}"
    return replace(ref, id=ident, name=f"{described.noun} {described.relation} {whole}")


def _told_before(described: Described, board: Board) -> PlaceRef | None:
    """ "A police station in Midan … inside the police station": the last building told with the same noun."""
    mention = described.mention
    if described.sort != "building" or not mention.definite or mention.plural or described.anchors or mention.possessor:
        return None
    same = [row for row in before(described, board) if row[0].noun == described.noun and not row[0].mention.plural]
    same = [
        row for row in same if row[0].sort == "building" and set(mention.modifiers) <= set(row[0].mention.modifiers)
    ]
    if not same:
        return None
    each, ref = same[-1]
    return board.like(described, ref, f'the {described.noun} spoken of: "{each.mention.span.text}" ({ref.name})')


def _fits(described: Described, each: Described, ref: PlaceRef) -> bool:
    """Whether a noun can point to a place."""
    if described.sort == "settlement":
        return each.sort in {"", "settlement"} and (ref.kind in SETTLED or ref.kind in {"", "settlement", "capital"})
    if described.sort == "base" and described.kind == "base":
        return kinds().classes.get(ref.kind) == "base"
    if described.sort == "area":
        if described.kind != "region":
            return ref.kind == described.kind
        wide = kinds().classes.get(ref.kind) in {"area", "district"} or ref.kind == "admin1"
        return wide or ref.kind in SETTLED or (each.bare and not ref.kind)
    if described.sort == "district":
        return ref.kind in {"district", "admin2", "neighbourhood", "region"}
    return kinds().classes.get(ref.kind, ref.kind) == described.sort


def _earlier(described: Described, board: Board) -> PlaceRef | None:
    """The earlier place that "the base" points to."""
    rows = [
        row for row in before(described, board) if _fits(described, *row) and row[0].mention not in described.anchors
    ]
    rows = [row for row in rows if _agrees(described, row[1], board)]
    if described.anchors and described.relation not in {"in", "inside", "on"}:
        # "the base west of M" tells it from the others: only a phrase placed just so can be the same.
        rows = [row for row in rows if _same_relation(described, row[0], board)]
    if not rows:
        return _province(described, board) if described.sort == "admin1" else None
    each, ref = best(described, rows, board)
    return board.like(described, ref, f'the {described.noun} spoken of: "{each.mention.span.text}" ({ref.name})')


def _province(described: Described, board: Board) -> PlaceRef | None:
    """ "the province" after a town that gives its name to one: "in Idlib … the northwestern province"."""
    for each, ref in board.back(described):
        whole = board.gazetteer.get(board.whole_of(ref) or "")
        if whole is not None:
            return board.from_place(described, whole, f'the province of "{each.mention.span.text}", spoken of before')
    return None


def _country(described: Described, board: Board) -> PlaceRef | None:
    """ "Across the country": the one that the report is mostly about."""
    home = board.gazetteer.country(board.context.home) if board.context.home is not None else None
    if described.sort != "country" or not described.mention.definite or home is None:
        return None
    return board.from_place(described, home, "the country that the report is mostly about")


def _later(described: Described, board: Board) -> PlaceRef | None:
    """The place that a first paragraph describes and a later one names: the only one that fits, or for "a village" of the
    first sentences the one that is named next."""
    start = described.mention.span.start
    if described.sort not in {"base", "settlement", "checkpoint", "crossing", "building"}:
        return None
    # Bases that only a later phrase names; what a relation says must hold where both positions are known.
    after = [(each, ref) for each, ref in board.order if each.mention.span.start > start and each.name and ref.id]
    fitting = [row for row in after if _fits(described, *row)]
    rows = [row for row in fitting if row[0].noun]
    anchored = [row for row in rows if _same_relation(described, row[0], board)]
    if not described.mention.definite and not anchored:
        rows = [row for row in fitting if _is_next(described, row[0]) or _is_scene(described, *row, board)]
        rows = [row for row in rows if _agrees(described, row[1], board)][:1]
    elif not anchored and any(_fits(described, *row) for row in before(described, board)):
        return None  # one has been named already, so that these words are about another
    rows = [row for row in anchored or rows if _agrees(described, row[1], board)]
    found = {ref.id: (each, ref) for each, ref in reversed(rows)}
    if len(found) != 1:
        return None
    each, ref = next(iter(found.values()))
    return board.like(described, ref, f'the {described.noun} that the report names later: "{each.mention.span.text}"')


def _is_next(described: Described, each: Described) -> bool:
    """Whether a later phrase may name what the first sentences only describe: "a village", then "the town of Hader"."""
    late = (
        not each.noun
        or described.mention.sentence >= FIRST
        or each.mention.sentence - described.mention.sentence > SOON
    )
    town = described.sort == "settlement" and ("city" in {described.kind, each.kind}) == (described.kind == each.kind)
    return not late and not each.mention.plural and (town or described.noun == each.noun)


def _is_scene(described: Described, each: Described, ref: PlaceRef, board: Board) -> bool:
    """Whether a bare name right after "a town" of the first sentences is that town's: it is new, something happens there,
    and it is no bigger or smaller than the noun says."""
    mention, near = each.mention, each.mention.sentence - described.mention.sentence
    if described.sort != "settlement" or each.noun or not 0 < near <= NEXT or described.mention.sentence >= FIRST:
        return False
    if each.dateline or each.spoken or is_abroad(ref, board) or not (each.scene or mention.role == "object"):
        return False
    if GOES_WITH.get((described.kind, ref.kind), 0.0) < 0:
        return False
    return not any(ref.id == other.id for _, other in before(described, board))


def _same_relation(described: Described, each: Described, board: Board) -> bool:
    """Whether both phrases are placed by the same relation to the same place."""
    mine = {board.refs[anchor].id for anchor in described.anchors if anchor in board.refs}
    theirs = {board.refs[anchor].id for anchor in each.anchors if anchor in board.refs}
    return bool(mine & theirs) and described.relation == each.relation


def _agrees(described: Described, ref: PlaceRef, board: Board) -> bool:
    """Whether a place lies where the phrase's relation says, as far as both positions are known."""
    area = board.related(described)
    if described.relation in {"in", "inside", "at", "on"} and described.anchors:
        return _inside(board.refs.get(described.anchors[0]), ref)
    if area is None or ref.lat is None or ref.lon is None:
        return True
    return distance(area.lat, area.lon, ref.lat, ref.lon) <= area.radius_km + (ref.radius_km or 5.0) + 5.0


def _inside(whole: PlaceRef | None, ref: PlaceRef) -> bool:
    """Whether a place may lie in another, as far as is known: by its area, else by the distance."""
    if whole is None or ref.within == whole.id or whole.kind == "country":
        return whole is None or whole.kind != "country" or (ref.within or "").split(":")[1:2] == [str(whole.id)[-2:]]
    if None in (whole.lat, whole.lon, ref.lat, ref.lon):
        return ref.within is None or whole.precision != "admin1"
    away = distance(whole.lat or 0.0, whole.lon or 0.0, ref.lat or 0.0, ref.lon or 0.0)
    return away <= 1.5 * (whole.radius_km or TOWN_KM) + (ref.radius_km or 0.0)
