"""Phrases without a name: "the base", "the city", "the provincial capital", "the main gate" → what they point to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitrep.lexicon.place_files import slug
from sitrep.model.claims import PlaceRef
from sitrep.model.record import replace
from sitrep.resolve.locate.board import REACH, Board
from sitrep.resolve.locate.context import HOME, distance
from sitrep.resolve.locate.relate import related_area
from sitrep.resolve.locate.words import Described, kinds

# What makes an earlier place the one that is meant; read like a table.
SAME_NOUN = 2.0  # "the camp" after "X camp"
SALIENT = 1.0  # it was subject or object, what the sentence was about
ANCHOR = -2.0  # it only said where something else was: "on the road to Latakia"
NAMELESS = -2.0  # itself only described: "the base west of M"
ABROAD = -3.0  # in a country that the report does not speak of: the "BEIRUT" of a dateline
PER_SENTENCE = -0.4  # each sentence in between
#: Further back than this nobody points with "the base", in sentences.
FAR = 25
#: What "the city" may point to; a bare name counts by the kind of its place.
SETTLED = frozenset({"city", "town", "village", "neighbourhood"})
#: How well a kind of settlement goes with a noun: a report seldom calls a village "the city".
GOES_WITH = {
    ("city", "city"): 1.5, ("city", "town"): 0.8, ("city", "village"): -1.0, ("town", "city"): 0.0, ("town", "town"): 0.8,
    ("town", "village"): 0.5, ("village", "village"): 1.5, ("village", "town"): 0.0, ("village", "city"): -1.5,
}  # fmt: skip
#: Classes of which a part stands inside something greater: the gate of a base, a hospital of a town.
INNER = frozenset({"part", "building"})
POINTING = frozenset(
    {"base", "settlement", "checkpoint", "crossing", "area", "admin1", "country", "district", "position"}
)
#: The doubt about a part of a place of which only the whole has a position, in km at least.
PART_KM = 5.0
#: A report with so much of its naming about one country means that country's capital by "the capital".
MOSTLY = 0.5
#: How far a town reaches.
TOWN_KM = 15.0
Rows = Sequence[tuple[Described, PlaceRef]]


def locate_unnamed(described: Described, board: Board) -> PlaceRef:
    """The reference of a phrase without a name."""
    apposed = board.refs.get(described.apposed) if described.apposed is not None else None
    if apposed is not None and (described.kind == "capital" or _fits(described, described, apposed)):
        return board.like(described, apposed, f'said of "{apposed.text}", which stands before it')
    if described.noun in kinds().chiefs or described.kind == "capital":
        return _capital(described, board)
    if described.kind == "countryside":
        return _surroundings(described, board)
    if described.sort in INNER:
        return _part(described, board)
    if described.sort in POINTING and not described.mention.plural:
        pointed = _earlier(described, board) if described.mention.definite else None
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


def _capital(described: Described, board: Board) -> PlaceRef:
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


def _surroundings(described: Described, board: Board) -> PlaceRef:
    """ "its surroundings", "the outskirts of M": a circle around the place meant."""
    around = _owner(described, board) or _focus(
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


def _part(described: Described, board: Board) -> PlaceRef:
    """ "the main gate", "the gas station": its own place, inside the base or town that is spoken of."""
    whole = _owner(described, board)
    wide = _wide_owner(described, board)
    if whole is None and wide is not None:
        return board.unlocated(described, f"a part of {wide.name}, and the words do not say which")
    told = f"it is placed by the words beside {whole.name}" if whole else ""
    if whole is None and (described.mention.definite or described.sort == "part"):
        reach = FAR if described.sort == "part" else REACH
        since = described.mention.sentence - reach
        whole = _focus(
            described, board, lambda each, ref: each.mention.sentence >= since and _has_parts(each, ref, board)
        )
        told = f"{whole.name} is the place spoken of" if whole else ""
    if whole is None or whole.id is None:
        return board.unlocated(described, "the words do not say what it belongs to")
    noun, span = _part_name(described), described.mention.span
    near = whole.lat is not None and kinds().classes.get(whole.kind) != "area"
    return PlaceRef(
        id=f"{whole.id}.{noun.replace(' ', '-')}", name=f"{board.short(whole)} {noun}", text=span.text, start=span.start,
        end=span.end, lat=whole.lat if near else None, lon=whole.lon if near else None,
        precision="near" if near else "unlocated", kind=described.kind, within=whole.id,
        radius_km=max(PART_KM, whole.radius_km or 0.0) if near else None,
        reason=f"a part of {whole.name} or beside it: {told}",
    )  # fmt: skip


def _wide_owner(described: Described, board: Board) -> PlaceRef | None:
    """The country or province that the phrase names as its whole: "Syria's northwest"."""
    owner = described.mention.possessor
    ref = board.refs.get(owner) if owner is not None else None
    return ref if ref is not None and ref.precision in {"admin1", "country"} else None


def _has_parts(each: Described, ref: PlaceRef, board: Board) -> bool:
    """Whether "the building" can be in a place: in a base or town of the country that the report is about."""
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


def _focus(described: Described, board: Board, fits: Callable[[Described, PlaceRef], bool]) -> PlaceRef | None:
    """The place that the report speaks of at this point: the best earlier one that fits."""
    rows = [row for row in _before(described, board) if fits(*row)]
    return _best(described, rows, board)[1] if rows else None


def _before(described: Described, board: Board) -> Rows:
    start, sentence = described.mention.span.start, described.mention.sentence
    return [
        row
        for row in board.order
        if row[0].mention.span.end <= start and sentence - row[0].mention.sentence <= FAR
        if row[1].id is not None and not row[0].dateline
    ]


def _fits(described: Described, each: Described, ref: PlaceRef) -> bool:
    """Whether a noun can point to a place."""
    if described.sort == "settlement":
        return each.sort in {"", "settlement"} and (ref.kind in SETTLED or ref.kind in {"", "settlement", "capital"})
    if described.sort == "base" and described.kind == "base":
        return kinds().classes.get(ref.kind) == "base"
    if described.sort == "area":
        if described.kind != "region":
            return ref.kind == described.kind
        return kinds().classes.get(ref.kind) == "area" or ref.kind == "admin1"
    return kinds().classes.get(ref.kind, ref.kind) == described.sort


def _best(described: Described, rows: Rows, board: Board) -> tuple[Described, PlaceRef]:
    anchors = {anchor for each, _ in board.order for anchor in each.anchors}

    def weight(row: tuple[Described, PlaceRef]) -> tuple[float, int, int]:
        each, ref = row
        mention = each.mention
        score = PER_SENTENCE * (described.mention.sentence - mention.sentence)
        score += SAME_NOUN * (each.noun == described.noun != "") + SALIENT * (mention.role != "other")
        score += ANCHOR * (mention in anchors) + NAMELESS * (not each.name and bool(each.anchors))
        score += GOES_WITH.get((described.kind, ref.kind), 0.0) + ABROAD * _is_abroad(ref, board)
        # Of two in one sentence the first is what the sentence is about.
        return (round(score, 3), mention.sentence, -mention.span.start)

    return max(rows, key=weight)


def _is_abroad(ref: PlaceRef, board: Board) -> bool:
    return board.context.home is not None and board.context.share(board.country_of(ref.within or ref.id).upper()) < HOME


def _earlier(described: Described, board: Board) -> PlaceRef | None:
    """The earlier place that "the base" points to."""
    rows = [
        row for row in _before(described, board) if _fits(described, *row) and row[0].mention not in described.anchors
    ]
    rows = [row for row in rows if _agrees(described, row[1], board)]
    if described.anchors and described.relation not in {"in", "inside", "on"}:
        # "the base west of M" tells it from the others: only a phrase placed just so can be the same.
        rows = [row for row in rows if _same_relation(described, row[0], board)]
    if not rows:
        return _province(described, board) if described.sort == "admin1" else None
    each, ref = _best(described, rows, board)
    return board.like(described, ref, f'the {described.noun} spoken of: "{each.mention.span.text}" ({ref.name})')


def _province(described: Described, board: Board) -> PlaceRef | None:
    """ "the province" after a town that gives its name to one: "in Idlib … the northwestern province"."""
    for each, ref in board.back(described):
        whole = board.gazetteer.get(board.whole_of(ref) or "")
        if whole is not None:
            return board.from_place(described, whole, f'the province of "{each.mention.span.text}", spoken of before')
    return None


def _later(described: Described, board: Board) -> PlaceRef | None:
    """The place that a first paragraph describes and a later one names, if exactly one fits."""
    start = described.mention.span.start
    if described.sort not in {"base", "settlement", "checkpoint", "crossing"}:
        return None
    # Bases that only a later phrase names; what a relation says must hold where both positions are known.
    after = [(each, ref) for each, ref in board.order if each.mention.span.start > start and each.name and ref.id]
    rows = [row for row in after if _fits(described, *row) and row[0].noun]
    anchored = [row for row in rows if _same_relation(described, row[0], board)]
    if not anchored and any(_fits(described, *row) for row in _before(described, board)):
        return None  # one has been named already, so that these words are about another
    rows = [row for row in anchored or rows if _agrees(described, row[1], board)]
    found = {ref.id: (each, ref) for each, ref in reversed(rows)}
    if len(found) != 1 or (not described.mention.definite and not described.anchors):
        return None
    each, ref = next(iter(found.values()))
    return board.like(
        described, ref, f'the only {described.noun} that the report names and that fits: "{each.mention.span.text}"'
    )


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
