"""Which of several places of one name a report means, with the reasons; or that nothing decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.lexicon.gazetteer import NOTABLE, SOURCES
from sitrep.model.entities import Place
from sitrep.resolve.locate.context import FAMOUS, HOME, Context, bare_letters, distance
from sitrep.resolve.locate.words import kinds

# What speaks for a place among those of its name; read like a table. Each is multiplied by 0 to 1 as said.
SPELLING = 4.0  # how alike the names are
LETTERS = 1.5  # its main name has the very letters; half of it for another of its names
COUNTRY = 3.0  # the country's share of the report's naming
DIVISION = 1.5  # the report names its division: whole or nothing
NEAR = 1.5  # 1 at the nearest place that the report fixes, falling off over 60 km
PEOPLE = 1.5  # 1 at ten million inhabitants, by logarithm
KIND = 0.6  # it is of the kind that the words say
BY_HAND = 0.3  # somebody listed it, for this war
AROUND = 2.5  # it lies where the phrase itself says ("in Hama province")
#: Two places whose weights differ by less, and which lie further apart than this, are not told apart.
MARGIN, APART_KM = 0.25, 15.0
FALL_OFF_KM = 60.0
#: A settlement with fewer people is not meant where all that the sentence fixes, or several places of the report, lie
#: further off than this: many villages share one name, and the table does not know most of them.
SMALL, FAR_OFF_KM = 20_000, 120.0
#: A quarter of a town is meant only where something else so near is named: Aleppo and Homs both have a Khalidiya.
QUARTER_KM = 25.0
#: From this population on one of the other names will do where nothing tells the country.
LARGE = 100_000
SETTLEMENT_KINDS = frozenset({"city", "town", "village", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The place meant and why; `place` None and `rivals` where several stay possible, or where none is believable."""

    place: Place | None
    because: str
    rivals: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words ask for: a name, perhaps a kind, and the ids of areas that the phrase puts it in."""

    name: str
    kind: str = ""
    sort: str = ""
    around: frozenset[str] = frozenset()
    sentence: int | None = None


def choose(found: Sequence[tuple[float, Place]], wanted: Wanted, context: Context) -> Choice:
    """The place meant by a name among all places that are called so."""
    possible = [(score, place) for score, place in found if _believable(place, score, wanted, context)]
    if not possible:
        return Choice(None, _unbelievable(found, wanted, context), ())
    weighed = sorted(
        ((sum(parts.values()), parts, place) for parts, place in (_weigh(s, p, wanted, context) for s, p in possible)),
        key=lambda row: (-row[0], row[2].id),
    )
    total, parts, place = weighed[0]
    rivals = tuple(other for weight, _, other in weighed[1:] if total - weight < MARGIN and _apart(place, other))
    if rivals:
        where = ", ".join(sorted({_where(each) for each in (place, *rivals)}))
        return Choice(
            None,
            f'"{wanted.name}" may be one of {len(rivals) + 1} places ({where}) and nothing decides',
            (place, *rivals),
        )
    return Choice(place, _told(place, parts, [row[2] for row in weighed[1:]], wanted, context))


def _believable(place: Place, score: float, wanted: Wanted, context: Context) -> bool:
    """A place far from all that the report speaks of is not meant by a name alike, unless all the world knows it."""
    if place.kind == "country":
        return score >= 0.95
    home = context.home
    within = {each.removeprefix("country:").upper() for each in wanted.around if each.startswith("country:")}
    if within and place.country not in within:
        return False  # "Palma in Mozambique" lies there or nowhere
    if place.country == home or place.admin1 in wanted.around:
        return score >= 0.8 and not _out_of_the_way(place, wanted, context)
    if home is None:
        letters = _same_letters(place, wanted.name)  # nothing tells the country, so the name itself must be sure
        return (
            letters == 1
            or (letters > 0 and place.population >= LARGE)
            or (score >= 1 and place.id.startswith("place:"))
        )
    if context.share(place.country) >= HOME:
        return score >= 1
    if place.population >= FAMOUS:
        return score >= 1 and _same_letters(place, wanted.name) > 0
    # "Geneva", where talks are held: by its own name only, not by one of the many that GeoNames lists.
    return place.population >= NOTABLE and bare_letters(place.name) == bare_letters(wanted.name)


def _out_of_the_way(place: Place, wanted: Wanted, context: Context) -> bool:
    """Whether a small place lies far from all that the report speaks of, where it speaks of enough to tell."""
    if place.kind not in SETTLEMENT_KINDS or place.population >= SMALL or place.admin1 in wanted.around:
        return False
    beside, near = context.nearest(place, wanted.sentence), context.nearest(place)
    if place.kind == "neighbourhood":
        return near is not None and near[1] > QUARTER_KM
    if place.admin1 in context.divisions:
        return False
    told = beside if wanted.sentence is not None and beside is not None else near if len(context.points) > 2 else None
    return told is not None and told[1] > FAR_OFF_KM


def _weigh(score: float, place: Place, wanted: Wanted, context: Context) -> tuple[dict[str, float], Place]:
    near = context.nearest(place)
    same_kind = wanted.kind == place.kind or (wanted.sort == "settlement" and place.kind in SETTLEMENT_KINDS)
    if not wanted.kind:
        same_kind = place.kind in SETTLEMENT_KINDS or place.kind == "country"
    parts = {
        "spelling": SPELLING * score,
        "letters": LETTERS * _same_letters(place, wanted.name),
        "country": COUNTRY * context.share(place.country),
        "division": DIVISION * bool({place.admin1, place.id} & context.divisions),
        "near": NEAR * math.exp(-near[1] / FALL_OFF_KM) if near else 0.0,
        "people": PEOPLE * min(1.0, math.log10(place.population + 10) / 7),
        "kind": KIND * same_kind,
        "hand": BY_HAND * place.id.startswith("place:"),
        "around": AROUND * bool({place.admin1, place.id} & wanted.around),
    }
    return parts, place


def _same_letters(place: Place, name: str) -> float:
    """1 where the main name has the same letters, 0.5 where one of the others has; accents and case aside."""
    letters = bare_letters(name)
    if bare_letters(place.name) == letters:
        return 1.0
    return 0.5 if any(bare_letters(other) == letters for other in place.aliases) else 0.0


def _apart(place: Place, other: Place) -> bool:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return True
    return distance(place.lat, place.lon, other.lat, other.lon) > APART_KM


def _where(place: Place) -> str:
    """Where a place lies, for a sentence: its division's number is no name, so by degrees."""
    if place.lat is None or place.lon is None:
        return place.country
    return f"{place.country} {place.lat:.2f}, {place.lon:.2f}"


def _told(place: Place, parts: dict[str, float], others: Sequence[Place], wanted: Wanted, context: Context) -> str:
    """The sentence: what it is, and what decided where there were others."""
    source = place.source if place.id.partition(":")[0] in SOURCES else "the list of features"
    first = f'"{wanted.name}" is {place.name} ({place.kind}, {place.country}) in {source}'
    why = []
    if parts["around"]:
        why.append("the phrase puts it there")
    if parts["division"]:
        why.append("the report names its division")
    near = context.nearest(place)
    if near and near[1] < FALL_OFF_KM:
        why.append(f"{near[1]:.0f} km from {near[0]}, also named")
    if place.country == context.home:
        why.append(f"the report speaks mostly of {place.country}")
    if others and all(place.population > 3 * other.population for other in others) and place.population:
        why.append(f"the largest of {len(others) + 1} of this name")
    elif others:
        why.append(f"best of {len(others) + 1} of this name")
    return first + ("" if not why else ": " + "; ".join(why))


def _unbelievable(found: Sequence[tuple[float, Place]], wanted: Wanted, context: Context) -> str:
    if not found:
        return f'the gazetteer has no place called "{wanted.name}"'
    if all(_out_of_the_way(place, wanted, context) for _, place in found if place.country == context.home):
        near = [place.name for _, place in found if place.country == context.home]
        if near:
            return f'{near[0]} is called "{wanted.name}" too, but lies far from all else that the report speaks of'
    countries = ", ".join(sorted({place.country for _, place in found})[:4])
    return f'places called "{wanted.name}" lie in {countries}, of which the report does not speak'


def same_class(place: Place, sort: str) -> bool:
    """Whether a listed place is of a class ("airbase" and "camp" are both bases)."""
    return kinds().classes.get(place.kind, "settlement" if place.kind in SETTLEMENT_KINDS else place.kind) == sort
