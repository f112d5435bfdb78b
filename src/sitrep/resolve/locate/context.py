"""What a whole report tells about where it is: countries it speaks of, divisions it names, points it fixes."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.gazetteer import NOTABLE, Gazetteer
from sitrep.lexicon.spelling import likeness
from sitrep.model.entities import Place
from sitrep.model.text import Document
from sitrep.resolve.locate.words import Described
from sitrep.resolve.names import SAME

Found = Mapping[str, Sequence[tuple[float, Place]]]
Votes = dict[str, float]
EARTH_KM = 12742.0
#: How much one naming of a country, of something of its people, and of a place that only one country has, counts.
NAMED, PEOPLE, ONLY_THERE = 2.0, 1.0, 2.0
#: The same of a nation whose forces act (data/gazetteer/acting.yml): they may well do so abroad.
ABROAD = 0.25
#: A name that several countries have is shared out among them by population, counted once.
SHARED = 1.0
#: A unique name of fewer people than this may just as well be no place at all.
KNOWN = 10_000
#: A country with this share of the votes is one that the report is about.
HOME = 0.15
#: Settlements from this population on are known far away and need no other word for their country.
FAMOUS = 1_000_000


@dataclass(frozen=True, slots=True)
class Context:
    """Countries with their shares of the votes, ids of divisions named, points of places that one name fixes, and the
    sentences in which each of these places (by id) is named."""

    shares: dict[str, float]
    divisions: frozenset[str]
    points: tuple[tuple[Place, float, float], ...]
    sentences: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def home(self) -> str | None:
        """The country that the report is mostly about; None where nothing tells."""
        return min(self.shares, key=lambda code: (-self.shares[code], code), default=None)

    def share(self, country: str) -> float:
        """0 to 1: how much of the report's naming speaks for a country."""
        return self.shares.get(country, 0.0)

    def nearest(self, place: Place, sentence: int | None = None) -> tuple[str, float] | None:
        """The nearest other place that the report (or one sentence of it) fixes, and its distance in km."""
        if place.lat is None or place.lon is None:
            return None
        near = [
            (distance(place.lat, place.lon, lat, lon), other.name)
            for other, lat, lon in self.points
            if other.id != place.id and likeness(other.name, place.name) < SAME
            if sentence is None or sentence in self.sentences.get(other.id, ())
        ]
        return (min(near)[1], min(near)[0]) if near else None


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points on a sphere (haversine)."""
    first, second = math.radians(lat), math.radians(other_lat)
    across = math.radians(other_lon - lon) / 2
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across) ** 2
    return EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def read_context(described: Sequence[Described], document: Document, gazetteer: Gazetteer) -> Context:
    """The context of a report from all its place mentions and from the words for countries in its text."""
    names = sorted({each.name for each in described if each.name})
    found = {name: gazetteer.search(name) for name in names}
    votes = _count_words(document.text, gazetteer)
    for code, count in _count_names(found, frozenset(votes)).items():
        votes[code] = votes.get(code, 0.0) + count
    total = sum(votes.values())
    # Less than one naming's worth (only "Turkish jets") tells who acts, not where.
    shares = {code: votes[code] / total for code in sorted(votes)} if total >= PEOPLE / 2 else {}
    home = min(shares, key=lambda code: (-shares[code], code), default=None)
    divisions = frozenset(_divisions(described, gazetteer, home))
    points = dict(_points(found, shares, home))
    sentences = {
        place.id: frozenset(each.mention.sentence for each in described if each.name == name)
        for name, place in points.items()
    }
    placed = [
        (place, place.lat, place.lon) for place in points.values() if place.lat is not None and place.lon is not None
    ]
    return Context(shares, divisions, tuple(placed), sentences)


def _count_words(document_text: str, gazetteer: Gazetteer) -> Votes:
    """Names of countries and of what is theirs, in capitals, wherever they stand."""
    words = gazetteer.country_words()
    acting = _acting()
    votes: Votes = {}
    for match in _pattern(tuple(words)).finditer(document_text):
        code = words[match.group()]
        country = gazetteer.country(code)
        named = country is not None and match.group() == country.name
        acts = not named and acting.match(document_text, match.end()) is not None
        votes[code] = votes.get(code, 0.0) + (NAMED if named else ABROAD if acts else PEOPLE)
    return votes


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    """Nouns behind an adjective of nation that tell who acts, with a word between at most."""
    words = read_yaml(DATA / "gazetteer" / "acting.yml", dict[str, tuple[str, ...]])["acting"]
    return re.compile(
        rf"[\s-]+(?:[a-z]+[\s-]+)?(?:{'|'.join(map(re.escape, words))})(?:s|es|ies|men)?\b", re.IGNORECASE
    )


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _sure(place: Place, name: str) -> bool:
    """Whether a name alone tells a country: its very letters, of a place that many know or that somebody listed."""
    known = place.population >= NOTABLE or place.id.startswith("place:") or place.kind == "admin1"
    return known and any(bare_letters(each) == bare_letters(name) for each in (place.name, *place.aliases))


def bare_letters(name: str) -> str:
    """The letters of a name without accents, in lower case."""
    return "".join(char for char in anyascii(name).lower() if char.isalpha())


def _count_names(found: Found, told: frozenset[str]) -> Votes:
    """The votes of all names. A country that a single name speaks for, and no word, gets none beside another country:
    a place must not vouch for itself, unless its very letters name one that is known.
    """
    each = [_votes([place for score, place in found[name] if score >= 0.95]) for name in sorted(found)]
    supporters = Counter(country for votes in each for country in votes)
    total: Votes = {}
    for name, votes in zip(sorted(found), each, strict=True):
        sure = {place.country for score, place in found[name] if score >= 1 and _sure(place, name)}
        for code, count in votes.items():
            if code in told or supporters[code] > 1 or code in sure:
                total[code] = total.get(code, 0.0) + count
    return total


def _votes(places: Sequence[Place]) -> dict[str, float]:
    """One name's votes: whole for the country that alone has it, else shared out by population."""
    people: dict[str, float] = defaultdict(float)
    for place in places:
        if place.kind != "country":
            listed = place.kind == "admin1" or place.id.startswith("place:")
            people[place.country] += place.population + KNOWN * listed + 500
    if len(people) == 1:
        return {country: ONLY_THERE if count >= KNOWN else SHARED / 4 for country, count in people.items()}
    total = sum(people.values())
    return {country: SHARED * count / total for country, count in sorted(people.items())}


def _divisions(described: Sequence[Described], gazetteer: Gazetteer, home: str | None) -> Iterable[str]:
    """Divisions called so ("Idlib province"), and those whose name nothing else in the country has ("Helmand")."""
    for each in described:
        if not each.name or each.sort not in {"admin1", "area", "country", ""}:
            continue
        division = gazetteer.division(each.name, home)
        if division is None:
            continue
        others = [place for place in gazetteer.lookup(each.name, home) if place.kind != "admin1"]
        if each.sort == "admin1" or each.kind == "countryside" or not others:
            yield division.id


def _points(found: Found, shares: dict[str, float], home: str | None) -> Iterable[tuple[str, Place]]:
    """Names that only one place in the report's countries has, or that a city has beside places of no note."""
    for name in sorted(found):
        places = [
            place
            for score, place in found[name]
            if score >= 0.95 and place.lat is not None and place.kind not in {"admin1", "country"}
            if place.country == home or shares.get(place.country, 0.0) >= HOME
        ]
        great = [place for place in places if place.population >= NOTABLE]
        if len(places) == 1 or len(great) == 1:
            yield name, (great or places)[0]
