"""The files of data/roster as they stand: actors, countries, generic words; and what is wrong in them, by line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.entities import Actor, ActorKind, Alias, Membership, Period, Siding
from sitrep.model.record import Record

FOLDER = DATA / "roster"
HYPHENS = re.compile(r"[‐‑–—-]")
HOWS = ("member", "branch", "affiliate", "ally", "proxy")
#: Files of the folder that are not lists of actors.
OTHERS = ("countries.yml", "generic.yml")


class Dated(Record, forbid_unknown_fields=True):
    """A name, a side or an actor's id that holds for a time."""

    is_: str
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def period(self) -> Period:
        """From `since` until `until`."""
        return Period(since=self.since, until=self.until)


class Part(Record, forbid_unknown_fields=True):
    """A membership."""

    whole: str
    how: str = "member"
    since: dt.date | None = None
    until: dt.date | None = None
    source: str = "unchecked"


class Entry(Record, forbid_unknown_fields=True):
    """One actor as its file writes it; fields: header of data/roster/syria.yml."""

    id: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...] | None = None
    aliases: tuple[str | Dated, ...] = ()
    metonyms: tuple[str, ...] = ()
    sides: tuple[str | Dated, ...] = ()
    part_of: tuple[str | Part, ...] = ()
    source: str = "unchecked"


class RosterFile(Record, forbid_unknown_fields=True):
    """One file of actors. `countries` stands for those entries that name none."""

    actors: tuple[Entry, ...]
    countries: tuple[str, ...] = ()


class Country(Record, forbid_unknown_fields=True):
    """A country's words, and who its generic phrases mean. `roles`: forces, rebels, coalition … → actor ids."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    leaders: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    war: bool = False
    roles: Mapping[str, tuple[str | Dated, ...]] = {}


class CountryFile(Record, forbid_unknown_fields=True):
    """data/roster/countries.yml."""

    countries: tuple[Country, ...]


class Label(Record, forbid_unknown_fields=True):
    """A partisan label. `means`: enemy, own, or a role of `country` ("forces"), whoever says it."""

    words: tuple[str, ...]
    means: str
    country: str = ""


class GenericFile(Record, forbid_unknown_fields=True):
    """data/roster/generic.yml."""

    classes: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, tuple[str, ...]]
    labels: tuple[Label, ...]
    designators: tuple[str, ...]
    kinds_by_word: Mapping[str, tuple[str, ...]]
    links: tuple[str, ...]
    titles: tuple[str, ...]
    offices: frozenset[str]
    pronouns: Mapping[str, tuple[str, ...]]
    alike: tuple[tuple[str, ...], ...]
    prepositions: tuple[str, ...]
    determiners: frozenset[str]
    coalitions: tuple[str, ...]
    allies: tuple[str, ...]
    opponents: tuple[str, ...]
    any_side: frozenset[str]
    any_state: frozenset[str]
    anybodys: frozenset[str]
    sent: frozenset[str]
    hostile: frozenset[str]
    local: frozenset[str]
    beside: frozenset[str]
    bodies: frozenset[str]
    branches: frozenset[str]
    units: frozenset[str]
    unsure: frozenset[str]
    articles: frozenset[str]
    faiths: frozenset[str]
    dropped: frozenset[str]
    measures: frozenset[str]
    nobody: frozenset[str]
    says: frozenset[str]
    accounts: frozenset[str]
    individuals: frozenset[str]
    owned: frozenset[str]
    ministries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor, the places that may stand for it, and where it is written."""

    actor: Actor
    metonyms: tuple[str, ...]
    file: Path
    number: int

    def where(self) -> str:
        """File and line, for messages; the line is looked up only when it is asked for."""
        return _line(self.file, "actors", self.number)


def read_actors(extra: Sequence[Path]) -> list[Listed]:
    """All actors of the shipped files and of `extra` (files, or folders of .yml files), checked."""
    shipped = [path for path in sorted(FOLDER.glob("*.yml")) if path.name not in OTHERS]
    listed = [item for path in (*shipped, *_files(extra)) for item in _read(path)]
    known: dict[str, Listed] = {}
    for item in listed:
        if item.actor.id in known:
            first = known[item.actor.id]
            raise LexiconError(f"{item.where()}: id {item.actor.id} is already used at {first.where()}; choose another")
        known[item.actor.id] = item
    for item in listed:
        for part in item.actor.memberships:
            if part.whole not in known:
                raise LexiconError(
                    f"{item.where()}: {item.actor.id} is part of {part.whole}, which no roster file lists"
                )
    _check_aliases(listed)
    return listed


def read_countries(known: Collection[str], path: Path = FOLDER / "countries.yml") -> tuple[Country, ...]:
    """data/roster/countries.yml; `known` are the ids that roles may name."""
    countries = read_yaml(path, CountryFile, {"is": "is_"}).countries
    for number, country in enumerate(countries):
        for role, values in country.roles.items():
            for value in map(dated, values):
                if value.is_ not in known:
                    where = _line(path, "countries", number)
                    raise LexiconError(
                        f"{where}: role {role} of {country.code} is {value.is_}, which no roster file lists"
                    )
    return countries


def read_generic() -> GenericFile:
    """data/roster/generic.yml."""
    return read_yaml(FOLDER / "generic.yml", GenericFile)


def plain(name: str) -> str:
    """A name for exact comparison: small letters, spaces for hyphens, plain apostrophes, no leading article.

    An abbreviation of up to five capitals keeps them, so that "IS" is not "is" and "US" not "us".
    """
    text = " ".join(HYPHENS.sub(" ", name.replace("’", "'").replace("‘", "'")).split())
    text = text.removesuffix("'s").removesuffix("'")
    text = text[4:] if text[:4].lower() == "the " else text
    letters = text.replace(".", "")
    if len(letters) <= 5 and letters.isalpha() and letters.isupper():
        return letters
    return text.casefold()


def dated(value: str | Dated) -> Dated:
    """A bare word as one that always holds."""
    return Dated(is_=value) if isinstance(value, str) else value


def _line(path: Path, section: str, number: int) -> str:
    """File and line of one entry of a list in a file that has been read before."""
    root: Any = yaml.compose(path.read_text(encoding="utf-8"))
    entries = next(value for name, value in root.value if name.value == section)
    return f"{path}: line {entries.value[number].start_mark.line + 1}"


def _files(extra: Sequence[Path]) -> Iterator[Path]:
    for path in extra:
        if path.is_dir():
            yield from sorted(path.glob("*.yml"))
        else:
            yield path


def _read(path: Path) -> Iterator[Listed]:
    file = read_yaml(path, RosterFile, {"is": "is_"})
    for number, entry in enumerate(file.actors):
        yield Listed(_actor(path, number, entry, file.countries), entry.metonyms, path, number)


def _actor(path: Path, number: int, entry: Entry, countries: tuple[str, ...]) -> Actor:
    parts = [part if isinstance(part, Part) else Part(whole=part) for part in entry.part_of]
    spans = [dated(value) for value in (*entry.aliases, *entry.sides)]
    actor = Actor(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        countries=countries if entry.countries is None else entry.countries,
        aliases=tuple(Alias(text=d.is_, period=d.period) for d in map(dated, entry.aliases)),
        sides=tuple(Siding(side=d.is_, period=d.period) for d in map(dated, entry.sides)),
        memberships=tuple(
            Membership(whole=p.whole, how=p.how, period=Period(since=p.since, until=p.until), source=p.source)
            for p in parts
        ),
        source=entry.source,
    )
    for since, until in [(d.since, d.until) for d in spans] + [(p.since, p.until) for p in parts]:
        if since and until and since >= until:
            where = Listed(actor, (), path, number).where()
            raise LexiconError(f"{where}: {entry.id} has a period from {since} until {until}: it ends before it begins")
    wrong = [part.how for part in parts if part.how not in HOWS]
    if wrong or not entry.id or not plain(entry.name):
        what = (
            f"unknown membership {wrong[0]!r}; known: {', '.join(HOWS)}" if wrong else "an actor needs an id and a name"
        )
        raise LexiconError(f"{Listed(actor, (), path, number).where()}: {what}")
    return actor


def _check_aliases(listed: Sequence[Listed]) -> None:
    """No two actors of one country (or of none) share a name at one time: a reader could not tell them apart."""
    seen: dict[str, list[tuple[Period, Listed]]] = {}
    for item in listed:
        names = (Alias(text=item.actor.name), *item.actor.aliases, *(Alias(text=word) for word in item.metonyms))
        for alias in names:
            for period, other in seen.setdefault(plain(alias.text), []):
                if other is not item and _meet(period, alias.period) and _one_country(item.actor, other.actor):
                    raise LexiconError(
                        f"{item.where()}: name {alias.text!r} of {item.actor.id} is also that of {other.actor.id}"
                        f" ({other.where()}); give one of them a period or take the name away"
                    )
            seen[plain(alias.text)].append((alias.period, item))


def _meet(a: Period, b: Period) -> bool:
    starts_before = a.since is None or b.until is None or a.since < b.until
    return starts_before and (b.since is None or a.until is None or b.since < a.until)


def _one_country(a: Actor, b: Actor) -> bool:
    return not a.countries or not b.countries or bool(set(a.countries) & set(b.countries))
