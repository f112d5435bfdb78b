"""Phrases with a name: a listed place, a base or checkpoint called after a place, or a place that nothing knows."""

from __future__ import annotations

import dataclasses

from sitrep.lexicon.gazetteer import NAMESAKES
from sitrep.lexicon.place_files import slug
from sitrep.model.claims import PlaceRef
from sitrep.model.entities import Place
from sitrep.model.record import replace
from sitrep.resolve.locate.board import SMALL, Board, full_name
from sitrep.resolve.locate.choose import SETTLEMENT_KINDS, Choice, Wanted, choose, same_class
from sitrep.resolve.locate.context import HOME, distance
from sitrep.resolve.locate.relate import side_of_country
from sitrep.resolve.locate.words import COMPASS, Described, kinds

#: Around a settlement that lends its name to a base or checkpoint: the doubt, in km.
NAMESAKE_KM = 5.0
#: A namesake further than this from everything else that the report fixes is no evidence.
BELONGS_KM = 120.0
#: What is called after a town and stands at it, or is a quarter of it, lies no further off.
NAMESAKE_OFF_KM = 30.0
#: The land around a settlement that "countryside", "outskirts" and "district" mean, in km.
COUNTRYSIDE_KM, OUTSKIRTS_KM, DISTRICT_KM = 25.0, 8.0, 18.0
#: Classes whose things are called after a settlement that they stand at.
BORROWERS = frozenset({"base", "checkpoint", "crossing", "building", "position", "refugee_camp", "part"})
#: What one report calls an airport is an airbase in the next; many are listed with their noun only.
AIRPORTS = ("airbase", "airport")
BARE_KINDS = SETTLEMENT_KINDS | {"country", "admin1"}


def locate_named(described: Described, board: Board) -> PlaceRef:
    """The reference of a phrase with a name."""
    if described.side and described.bare:
        part = side_of_country(described, _settlement(described, board))
        if part is not None:
            return part
    known = board.again(described)
    if known is not None:
        return known
    if described.sort in {"admin1", "country"}:
        return _division(described, board)
    if described.sort == "area":
        return _area(described, board)
    if described.sort == "district":
        return _district(described, board)
    if described.sort in {"", "settlement"}:
        return _settlement(described, board)
    return _feature(described, board)


def _wanted(described: Described, board: Board) -> Wanted:
    around = frozenset(
        ident
        for anchor in described.anchors
        if (ref := board.refs.get(anchor)) is not None
        if (ident := ref.id if ref.precision in {"admin1", "country"} else board.whole_of(ref)) is not None
    )
    return Wanted(described.name, described.kind, described.sort, around, described.mention.sentence)


def _choose(described: Described, board: Board, allowed: frozenset[str] | None, listed: bool = False) -> Choice:
    """The choice among the places of this name of the kinds allowed; `listed`: those of the phrase's own class."""
    nouns = AIRPORTS if described.kind in AIRPORTS else (described.noun,) if described.noun else ()
    scores = {place: score for score, place in board.gazetteer.search(described.name)}
    whole = {p: score for noun in nouns for score, p in board.gazetteer.search(f"{described.name} {noun}")}
    found = [
        (score, place)
        for place, score in (whole if any(score >= 1 for score in whole.values()) else scores | whole).items()
        if (_of_class(place, described) if listed else allowed is None or place.kind in allowed)
    ]
    if not found:
        found = [(score, place) for place, score in scores.items() if allowed is not None and place.kind in allowed]
    if described.bare and allowed is None:
        found = _without_namesakes(found)
    return choose(found, _wanted(described, board), board.context)


def _without_namesakes(found: list[tuple[float, Place]]) -> list[tuple[float, Place]]:
    """A bare "Jarablus" is the town and not the crossing at it."""
    towns = [place for _, place in found if place.kind in SETTLEMENT_KINDS - NAMESAKES]
    return [
        (score, place)
        for score, place in found
        if place.kind not in NAMESAKES or all(_apart(place, town, NAMESAKE_OFF_KM) for town in towns)
    ]


def _apart(place: Place, other: Place, km: float) -> bool:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return True
    return distance(place.lat, place.lon, other.lat, other.lon) > km


def _of_class(place: Place, described: Described) -> bool:
    """A "camp" may be soldiers' or refugees'; else classes must agree."""
    camp = described.noun.endswith("camp") and place.kind == "refugee_camp"
    return camp or same_class(place, described.sort)


def _division(described: Described, board: Board) -> PlaceRef:
    """ "Idlib province", "the Islamic Republic of Iran"."""
    choice = _choose(described, board, frozenset({"admin1"} if described.sort == "admin1" else {"country"}))
    if choice.place is None:
        choice = _choose(described, board, frozenset({"admin1", "country", "region"}))
    first, _, rest = described.name.partition(" ")
    if choice.place is None and first.lower() in COMPASS and rest:
        return _division(dataclasses.replace(described, name=rest), board)  # "Eastern Aleppo Province"
    if choice.place is None:
        return board.unlocated(described, choice.because)
    return board.from_place(described, choice.place, choice.because)


def _area(described: Described, board: Board) -> PlaceRef:
    """ "the Al-Ghab plain", "Idlib countryside", "the Mastouma area"."""
    listed = _choose(described, board, None, listed=True)
    if listed.place is not None:
        return board.from_place(described, listed.place, listed.because)
    rural = described.noun in kinds().rural
    division = _choose(described, board, frozenset({"admin1"}))
    town = _choose(described, board, SETTLEMENT_KINDS)
    if town.place is None and division.place is None:
        town = _choose(described, board, None)  # "the Jebel Moya area", where a hill is listed
    if division.place is not None and (rural or (described.kind == "region" and town.place is None)):
        return board.from_place(described, division.place, division.because)
    return _around(described, board, town, COUNTRYSIDE_KM if rural else OUTSKIRTS_KM)


def _district(described: Described, board: Board) -> PlaceRef:
    """ "Zhari district", "the Jobar district": one listed, a quarter of a town, or the land around the town of its name."""
    listed = _choose(described, board, frozenset({"district", "neighbourhood"}))
    if listed.place is not None:
        return board.from_place(described, listed.place, listed.because)
    division = _choose(described, board, frozenset({"admin1"}))
    town = _choose(described, board, SETTLEMENT_KINDS)
    if town.place is None and division.place is not None:
        return board.from_place(described, division.place, division.because)
    return _around(described, board, town, DISTRICT_KM)


def _around(described: Described, board: Board, town: Choice, radius: float) -> PlaceRef:
    """An area called after a town that lies in it; "various areas of Mali" are no circle around the middle of Mali."""
    span, place = described.mention.span, town.place
    if place is not None and place.kind in {"country", "admin1"}:
        return board.from_place(described, place, town.because)
    if place is None or place.lat is None:
        return board.unlocated(described, town.because)
    return PlaceRef(
        id=f"place:{place.country.lower()}:{slug(described.name)}-{described.kind}", name=full_name(described),
        text=span.text, start=span.start, end=span.end, lat=place.lat, lon=place.lon, precision="area",
        kind=described.kind, within=place.admin1, radius_km=radius,
        reason=f"the {described.noun} called after a place in it: {town.because}",
    )  # fmt: skip


def _settlement(described: Described, board: Board) -> PlaceRef:
    """ "Idlib", "Idlib city", "the village of X"; a bare name may stand for a listed feature or a base of that name."""
    base = board.base_called(described) if described.bare else None
    allowed = SETTLEMENT_KINDS if described.sort == "settlement" else BARE_KINDS
    choice = _choose(described, board, allowed if described.sort == "settlement" else None)
    if described.kind == "neighbourhood":
        choice = _quarter(described, board, choice)
    if described.bare:
        choice = _prefer_town(choice, described, board)
        land = _choose(described, board, frozenset({"country"}))
        choice = land if land.place is not None else choice  # "US", "Jordan": no town beside the country
    place = choice.place
    if base is not None and (place is None or (place.kind in SETTLEMENT_KINDS and place.population < SMALL)):
        return board.like(described, base, f'the base that the report calls "{base.text}"')
    if place is None:
        return _unknown(described, board, choice)
    return board.from_place(described, place, choice.because)


def _quarter(described: Described, board: Board, choice: Choice) -> Choice:
    """ "Al-Midan neighbourhood": a quarter that is listed, else a town beside another ("the Damascus suburb of Daraya")."""
    listed = _choose(described, board, frozenset({"neighbourhood"}))
    place = listed.place or choice.place
    if place is None or place.kind == "neighbourhood":
        return listed if listed.place is not None else choice
    near = board.context.nearest(place)
    if near is not None and near[1] <= NAMESAKE_OFF_KM:
        return Choice(place, choice.because)
    return Choice(None, f'no quarter called "{described.name}" is listed for a town that the report names')


def _prefer_town(choice: Choice, described: Described, board: Board) -> Choice:
    """A bare "Idlib" is the city, not its province; a bare "Helmand", which no town bears, is the province."""
    if choice.place is not None and choice.place.kind != "admin1":
        return choice
    towns = _choose(described, board, SETTLEMENT_KINDS)
    place = towns.place
    if (
        place is not None
        and (choice.place is None or place.country == choice.place.country)
        and place.population >= SMALL
    ):
        return towns
    return choice


def _unknown(described: Described, board: Board, choice: Choice) -> PlaceRef:
    """A name that the gazetteer lacks, or cannot tell apart: unlocated, and never a guess."""
    ref = board.unlocated(described, choice.because)
    if not choice.rivals:
        return ref
    divisions = {place.admin1 for place in choice.rivals}
    countries = {place.country for place in choice.rivals}
    shared = divisions.pop() if len(divisions) == 1 else None
    within = shared or (f"country:{countries.pop().lower()}" if len(countries) == 1 else None)
    return replace(ref, within=within, reason=choice.because, kind=described.kind or "settlement")


def _feature(described: Described, board: Board) -> PlaceRef:
    """A base, checkpoint, hospital …: the listed one, else one at the settlement it is called after, else unlocated."""
    listed = _choose(described, board, None, listed=True)
    if listed.place is not None:
        return board.from_place(described, listed.place, listed.because)
    host = _choose(described, board, SETTLEMENT_KINDS)
    if described.sort in BORROWERS and host.place is not None and _belongs(host.place, described, board):
        place, span = host.place, described.mention.span
        return PlaceRef(
            id=f"place:{place.country.lower()}:{slug(described.name)}-{described.sort}", name=full_name(described),
            text=span.text, start=span.start, end=span.end, lat=place.lat, lon=place.lon, precision="near",
            kind=described.kind, within=place.admin1, radius_km=max(NAMESAKE_KM, place.radius_km or 0.0),
            reason=f"called after a place, which it is taken to be at: {host.because}",
        )  # fmt: skip
    reason = f'no {described.noun or "place"} called "{described.name}" is listed'
    if host.place is not None:
        reason += f", and {host.place.name} ({host.place.country}) is too far from what the report speaks of"
    return board.unlocated(described, reason)


def _belongs(place: Place, described: Described, board: Board) -> bool:
    """Whether a settlement lies where the report speaks of, so that a base may be called after it."""
    context = board.context
    if context.home is not None and place.country != context.home and context.share(place.country) < 2 * HOME:
        return False
    anchors = [board.refs[each] for each in described.anchors if each in board.refs]
    spots = [(ref.lat, ref.lon, ref.radius_km or 0.0) for ref in anchors if ref.lat is not None and ref.lon is not None]
    if place.lat is None or place.lon is None:
        return False
    if spots:
        return all(distance(place.lat, place.lon, lat, lon) <= BELONGS_KM + radius for lat, lon, radius in spots)
    near = context.nearest(place)
    return near is None or near[1] <= BELONGS_KM or place.admin1 in context.divisions
