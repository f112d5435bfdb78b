"""Places by name: settlements, divisions and countries (data/gazetteer/places.sqlite), curated features, your own.

Settlements are GeoNames' (CC BY 4.0), outlines behind divisions and countries Natural Earth's; docs/places.md credits
both. Nothing is opened at import: `Gazetteer.load()` takes a few milliseconds and reads rows when they are asked for.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.place_files import Naming, read_namings, read_places
from sitrep.lexicon.places.tables import about, open_table
from sitrep.lexicon.spelling import form_likeness, key, likeness, normal_form
from sitrep.model.entities import Place

FOLDER = DATA / "gazetteer"
#: Names at least so alike are one name (spelling.likeness): up to two short vowels written otherwise.
ALIKE = 0.8
COLUMNS = "id, name, kind, country, admin1, lat, lon, precision, population, radius, aliases, source"
#: Kinds that are called after a settlement: the name alone means the settlement.
NAMESAKES = frozenset(
    {"base", "airbase", "airport", "refugee_camp", "checkpoint", "crossing", "port", "dam", "prison", "plant", "field", "bridge",
     "building", "hospital", "junction", "road", "district", "neighbourhood"}
)  # fmt: skip
#: Where rows of the shipped table come from that do not say so themselves, by the scheme of their ids.
SOURCES = {
    "geonames": "GeoNames", "postal": "GeoNames' postal codes", "katottg": "Ukraine's codifier and GeoNames",
    "adm1": "Natural Earth", "country": "Natural Earth",
}  # fmt: skip
#: Lists of all small settlements: too many personal names and words are among them for a capitalised word to be a place.
SMALL = frozenset({"postal", "katottg"})
#: "Kirovsk / Holubivka", "Artemivsk (Bakhmut)": two names of one place, or a name with a word about it.
BOTH_NAMES = re.compile(r"[/()]")
WIDE = frozenset({"admin1", "country"})
#: Of places of one name, one where the war is fought (theatres.yml) comes first as if it were so many times as large.
THEATRES = {"fought": 10.0, "reached": 3.0}
#: People of a place that nobody has counted, for that comparison.
UNCOUNTED = 100
#: Settlements from this population on are known wherever they are.
NOTABLE = 100_000


class Gazetteer:
    """Look-ups over the shipped table, the curated features and the user's own files."""

    def __init__(
        self,
        tables: Sequence[sqlite3.Connection],
        features: Sequence[Place],
        namings: Sequence[Naming],
        not_names: frozenset[str],
        digest: str,
    ) -> None:
        self._tables = tuple(tables)
        self.digest = digest
        self._theatres: Mapping[str, float] = {}
        self._namings = {naming.id: naming for naming in namings}
        self._features = {place.id: place for place in features}
        self._listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
        names = [(place.id, (place.name, *place.aliases)) for place in features]
        names += [(naming.id, (naming.name, *naming.aliases)) for naming in namings]
        for ident, texts in names:
            for form in sorted({normal_form(text) for text in texts} - {""}):
                self._listed[key(form)].append((form, ident))
        self._found: dict[str, tuple[tuple[float, Place], ...]] = {}
        self._known: dict[str, bool] = {}
        self._not_names = not_names
        self._codes = {name for naming in namings for name in naming.aliases if name.isupper()}
        self._capitals = dict(line.split() for line in about(tables[0])["capitals"].splitlines())
        self._full = frozenset(" ".join(about(table).get("full", "") for table in tables).split())
        self._places: dict[str, Place | None] = {}
        self._country_words: dict[str, str] = {}

    @classmethod
    def load(cls, extra: Sequence[Path] = (), added: Sequence[Path] = ()) -> Gazetteer:
        """Opens the shipped table, which holds the curated places too, and the tables `added`; reads `extra` (CSV).

        Raises LexiconError with file and line for a file that is wrong, or where one id is given to two places.
        """
        shipped = FOLDER / "places.sqlite"
        features = [place for path in extra for place in read_places(path)]
        named = sorted((FOLDER / "names").glob("*.yml"))
        namings = [naming for path in named for naming in read_namings(path)]
        tables = [open_table(path) for path in (shipped, *added)]
        _check_ids(features, tables)
        words = read_yaml(FOLDER / "not_names.yml", dict[str, tuple[str, ...]])
        denied = frozenset(word for row in words.values() for word in row)
        denied |= {word.lower() for naming in namings for word in naming.people}
        made = cls(
            tables, features, namings, denied, _digest((shipped, *added, *extra, *named, FOLDER / "theatres.yml"))
        )
        theatres = read_yaml(FOLDER / "theatres.yml", dict[str, dict[str, str]])
        made._theatres = {ident: factor for degree, factor in THEATRES.items() for ident in theatres[degree]}
        return made

    def lookup(self, name: str, country: str | None = None) -> tuple[Place, ...]:
        """The places of this name in any spelling, best first; `country` is an ISO 3166-1 alpha-2 code.

        Best: the spelling closest, then listed by hand before GeoNames, then the larger population, where one in the
        provinces of the country's war counts for more (theatres.yml).
        """
        return tuple(place for _, place in self.search(name, country))

    def search(self, name: str, country: str | None = None) -> tuple[tuple[float, Place], ...]:
        """As `lookup`, each with the likeness (0.8 to 1) of its closest name."""
        found = self._search(name)
        if not found and BOTH_NAMES.search(name):
            parts = [part for part in BOTH_NAMES.split(name) if len(normal_form(part)) > 2]
            found = tuple(sorted(dict.fromkeys(row for part in parts for row in self._search(part)), key=self._rank))
        return tuple(row for row in found if country in (None, row[1].country))

    def _search(self, name: str) -> tuple[tuple[float, Place], ...]:
        form = normal_form(name)
        if form not in self._found:
            scores: dict[str, float] = {}
            alike: dict[str, float] = {}  # a hundred Ivanivkas have one form
            for other, ident in self._forms(key(form)):
                if other not in alike:
                    alike[other] = form_likeness(form, other)
                if alike[other] >= ALIKE:
                    scores[ident] = max(alike[other], scores.get(ident, 0.0))
            found = [(score, place) for ident, score in scores.items() if (place := self.get(ident)) is not None]
            self._found[form] = tuple(sorted(found, key=self._rank))
        return self._found[form]

    def _rank(self, scored: tuple[float, Place]) -> tuple[float, bool, bool, float, bool]:
        score, place = scored
        by_hand = place.kind not in WIDE and place.id.startswith("place:")
        weight = max(place.population, UNCOUNTED) * self._theatres.get(place.admin1 or "", 1.0)
        return (-score, place.kind in NAMESAKES, not by_hand, -weight, place.precision != "exact")

    def get(self, ident: str) -> Place | None:
        """The place with this id, or None."""
        if ident not in self._places:
            rows = self._rows("WHERE id = ?", (ident,))
            self._places[ident] = self._features.get(ident) or (rows[0] if rows else None)
        return self._places[ident]

    def knows(self, name: str) -> bool:
        """Whether a capitalised word is likely a place: asked of every such word while reading, so cheap and careful.

        Some place must have this name, in any spelling, and be large, a division, a country, listed by hand or in a
        country of which all settlements are kept; common words and personal names are denied.
        """
        if name not in self._known:
            self._known[name] = not self._denied(name) and any(
                score >= 1 and self._notable(place) for score, place in self.search(name)
            )
        return self._known[name]

    def _denied(self, name: str) -> bool:
        plain = name.lower()
        code = name.isupper() and len(name) < 5  # "ARA", "IED": no place is written so, save a few countries
        return (len(plain) < 3 and not code) or plain in self._not_names or (code and name not in self._codes)

    def _notable(self, place: Place) -> bool:
        large = place.population >= NOTABLE or place.kind in WIDE or place.id.startswith("place:")
        return large or (place.country in self._full and place.id.partition(":")[0] not in SMALL)

    def people(self, name: str) -> int:
        """How many live in the largest place of exactly this name."""
        return max((place.population for score, place in self.search(name) if score >= 1), default=0)

    def division(self, name: str, country: str | None = None) -> Place | None:
        """The first-order division of this name, with or without its word ("Idlib", "Idlib province")."""
        found = [place for place in self.lookup(name, country) if place.kind == "admin1"]
        return found[0] if found else None

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        return self.get(f"country:{code.lower()}")

    def country_words(self) -> Mapping[str, str]:
        """Names of countries and the words for what is theirs, each with the country's code: "Syrian" → "SY"."""
        if self._country_words:
            return self._country_words
        words = self._country_words
        words |= {place.name: place.country for place in self._rows("WHERE kind = ?", ("country",))}
        for naming in self._namings.values():
            scheme, _, code = naming.id.partition(":")
            if scheme == "country":
                words |= {word: code.upper() for word in (naming.name, *naming.aliases, *naming.people)}
        return words

    def capital(self, division: Place) -> Place | None:
        """The capital of a country; the chief town of a division: that of its name, else the most populous one."""
        if division.kind == "country":
            return self.get(self._capitals.get(division.country, ""))
        rows = self._rows("WHERE admin1 = ? ORDER BY population DESC, id LIMIT 12", (division.id,))
        for name in (division.name, *division.aliases):
            for place in rows:
                if _best(normal_form(name), place) >= 0.95:
                    return place
        return rows[0] if rows else None

    def _forms(self, found: str) -> list[tuple[str, str]]:
        """Every normal form with this key, with the id of the place that it names."""
        query = "SELECT form, id FROM form JOIN place USING (number) WHERE key = ? ORDER BY number, form"
        rows = [row for table in self._tables for row in table.execute(query, (found,))] if found else []
        kept = [(form, ident) for form, ident in rows if not (ident in self._namings and self._namings[ident].instead)]
        return [*kept, *self._listed.get(found, ())]

    def _rows(self, where: str, values: tuple[str, ...]) -> list[Place]:
        query = f"SELECT {COLUMNS} FROM place {where}"
        return [self._place(row) for table in self._tables for row in table.execute(query, values)]

    def _place(self, row: Sequence[Any]) -> Place:
        ident, name, kind, country, admin1, lat, lon, precision, population, radius, aliases, source = row
        naming = self._namings.get(ident)
        others = tuple(aliases.split("\n")) if aliases else ()
        if naming is not None:
            others = naming.aliases if naming.instead else (*naming.aliases, name, *others)
            name = naming.name
        return Place(
            id=ident, name=name, kind=kind, country=country, lat=lat, lon=lon, precision=precision, admin1=admin1,
            population=population, aliases=others, radius_km=radius,
            source=source or SOURCES[ident.partition(":")[0]],
        )  # fmt: skip


def _check_ids(features: Sequence[Place], tables: Sequence[sqlite3.Connection]) -> None:
    """Raises LexiconError where a place of the user has the id of another or of a shipped one."""
    seen: set[str] = set()
    for place in features:
        known = any(table.execute("SELECT 1 FROM place WHERE id = ?", (place.id,)).fetchone() for table in tables)
        if place.id in seen or known:
            raise LexiconError(f"two places have the id {place.id}: give {place.name} another in its column id")
        seen.add(place.id)


def _best(form: str, place: Place) -> float:
    """The likeness of the closest of the place's names."""
    return max(likeness(form, name) for name in (place.name, *place.aliases))


def _digest(paths: Iterable[Path]) -> str:
    """One digest of all files, in order."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
