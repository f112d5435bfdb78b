"""The roster: who the actors of these wars are, what they are called, and where they stand on a given day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sitrep.lexicon.roster_files import (
    Country,
    GenericFile,
    Listed,
    dated,
    plain,
    read_actors,
    read_countries,
    read_generic,
)
from sitrep.lexicon.spelling import normal_form, sound_form
from sitrep.model.entities import Actor, Alias, Membership, Period
from sitrep.model.origin import Reason

#: Memberships by which an actor is a part of another, and by which what the part does may be told of the whole.
PARTS = frozenset({"member", "branch"})
NEAR = PARTS | {"affiliate"}
#: Kinds that a generic "rebels" or "regime forces" of the same side may mean.
ARMED = frozenset(
    {"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces", "coalition", "side",
     "government"}
)  # fmt: skip
#: A name shorter than this is compared by its normal form only: by sound too many words are like it.
SOUND_LETTERS = 7


#: A plural or, where apostrophes were lost, a possessive: "Houthis", "PMUs", "Assads".
PLURAL = re.compile(r"\w{3}s$")


class _Entry(NamedTuple):
    """A name in the index: whether it is written small, when it holds, whose it is."""

    small: bool
    period: Period
    actor: Actor


class Roster:
    """All actors that sitrep knows, and the generic words for actors."""

    def __init__(self, listed: Sequence[Listed], countries: Sequence[Country], words: GenericFile) -> None:
        self.words = words
        self.countries = {country.code: country for country in countries}
        self._actors = {item.actor.id: item.actor for item in listed}
        self._metonyms = {plain(word) for item in listed for word in item.metonyms}
        self._exact: dict[str, list[_Entry]] = {}
        self._normal: dict[str, list[_Entry]] = {}
        self._sounds: dict[str, list[_Entry]] = {}
        self._classes = {word: name for name, words_ in words.classes.items() for word in words_}
        for item in listed:
            self._index(item)
        self._parts: dict[str, list[str]] = {}
        for actor in self._actors.values():
            for part in actor.memberships:
                self._parts.setdefault(part.whole, []).append(actor.id)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Roster:
        """The shipped roster with the files of `extra`, of the same shape. Raises LexiconError with file and line."""
        listed = read_actors(extra)
        return cls(listed, read_countries({item.actor.id for item in listed}), read_generic())

    def _index(self, item: Listed) -> None:
        names = (Alias(text=item.actor.name), *item.actor.aliases, *(Alias(text=word) for word in item.metonyms))
        for alias in names:
            entry = _Entry(alias.text.islower(), alias.period, item.actor)
            exact = plain(alias.text)
            self._exact.setdefault(exact, []).append(entry)
            normal = normal_form(alias.text)
            if exact.isupper() or item.actor.kind == "outlet" or normal in self._classes:
                continue  # abbreviations and titles are written one way; "Al-Monitor" is no monitor
            self._normal.setdefault(normal, []).append(entry)
            if len(exact) >= SOUND_LETTERS and alias.text not in item.metonyms:
                self._sounds.setdefault(sound_form(alias.text), []).append(entry)

    def __len__(self) -> int:
        return len(self._actors)

    def actors(self) -> tuple[Actor, ...]:
        """All actors, by id."""
        return tuple(self._actors[actor_id] for actor_id in sorted(self._actors))

    def get(self, actor_id: str) -> Actor | None:
        """The actor of that id."""
        return self._actors.get(actor_id)

    def lookup(self, name: str, on: dt.date | None = None) -> tuple[Actor, ...]:
        """The actors so called on that day, by id: those of exactly this name; failing that, of this normal form;
        failing that, of one that sounds the same. Several where countries share a name."""
        return self._lookup(name, on) or (self._lookup(name[:-1], on) if PLURAL.search(name) else ())

    def _lookup(self, name: str, on: dt.date | None) -> tuple[Actor, ...]:
        exact = plain(name)
        small = name.islower() and " " not in exact
        found = _holding(self._exact.get(exact, ()), on, small)
        if found or not exact:
            return found
        if exact.isupper():  # "DAESH": capitals of the writer's, not an abbreviation of the roster
            shouted = _holding(self._exact.get(exact.casefold(), ()), on, small)
            return tuple(actor for actor in shouted if len(exact) > 3 and actor.kind != "outlet")
        found = _holding(self._normal.get(normal_form(name), ()), on, small)
        if found or len(exact) < SOUND_LETTERS:
            return found
        return _holding(self._sounds.get(sound_form(name), ()), on, small)

    def outlet(self, name: str) -> tuple[Actor, ...]:
        """The publisher of that name as data sets and addresses write it: "sana", "jordantimes", "www.tass.com"."""
        found = self.lookup(name)
        if found:
            return found
        key = _squeezed(re.sub(r"^(?:https?://)?(?:www\.)?|\.(?:com|org|net|co|news)\b.*$", "", name.casefold()))
        return tuple(self._actors[actor_id] for actor_id in self._outlets.get(key, ()))

    @cached_property
    def _outlets(self) -> dict[str, tuple[str, ...]]:
        """Names of outlets and bodies squeezed to their letters, without their article, → ids."""
        found: dict[str, tuple[str, ...]] = {}
        for actor in self.actors():
            if actor.kind in {"outlet", "monitor", "organisation"}:
                for key in sorted({_squeezed(name) for name in (actor.name, *(a.text for a in actor.aliases))}):
                    found[key] = (*found.get(key, ()), actor.id)
        return {key: ids for key, ids in found.items() if key and len(ids) == 1}

    def knows(self, name: str) -> bool:
        """Whether the words are an actor's name. Not where they first of all name a place ("Russia", "Damascus"), nor
        where they describe a side ("Rebels", "Kurdish forces")."""
        return plain(name) not in self._metonyms and any(actor.kind != "side" for actor in self.lookup(name))

    def is_metonym(self, name: str) -> bool:
        """Whether the words name a place that may stand for its government: "Moscow", "Syria"."""
        return plain(name) in self._metonyms

    def members(self, whole: str, on: dt.date | None = None) -> tuple[Actor, ...]:
        """The actors that belong to `whole` on that day, through others too, by id."""
        found: set[str] = set()
        todo = [whole]
        while todo:
            for part in self._parts.get(todo.pop(), ()):
                if part not in found and any(
                    m.period.holds(on) for m in self._links(part, PARTS) if m.whole in {whole, *found}
                ):
                    found.add(part)
                    todo.append(part)
        return tuple(self._actors[actor_id] for actor_id in sorted(found - {whole}))

    def wholes(self, actor_id: str, on: dt.date | None = None) -> tuple[Actor, ...]:
        """The actors that this one belongs to on that day, through others too, by id."""
        return tuple(self._actors[whole] for whole in sorted(self._chains(actor_id, on, PARTS)) if whole != actor_id)

    def side(self, actor_id: str, on: dt.date | None = None, war: str | None = None) -> str | None:
        """The side of a war on which the actor stands that day: its own, else that of what it belongs to.

        `war`: the part before the colon ("syria"), for those who fight in several; without it, the first that they list.
        """
        actor = self._actors.get(actor_id)
        if actor is None:
            return None
        sides = [siding for siding in actor.sides if war is None or siding.side.startswith(f"{war}:")]
        for siding in sides:
            if siding.period.holds(on):
                return siding.side
        if sides:
            return None  # it has stood on sides, but on none that day
        wholes = self.wholes(actor_id, on)
        inherited = {s.side for whole in wholes for s in whole.sides if s.period.holds(on)}
        inherited = {side for side in inherited if war is None or side.startswith(f"{war}:")}
        return inherited.pop() if len(inherited) == 1 else None

    def compatible(self, a_id: str, b_id: str, on: dt.date | None = None) -> Reason | None:
        """Why the two ids may stand for one party on that day, with a score from 0 to 1; None where nothing says so."""
        if a_id == b_id:
            known = self._actors.get(a_id)
            return Reason(score=1.0, because=f"both are {known.name if known else a_id}")
        if a_id not in self._actors or b_id not in self._actors:
            return None
        for part, whole in ((a_id, b_id), (b_id, a_id)):
            chain = self._chains(part, on, NEAR).get(whole)
            if chain is not None:
                near = any(link.how == "affiliate" for link in chain)
                return Reason(score=0.5 if near else 0.8, because=self._told(part, chain))
        return self._one_side(a_id, b_id, on)

    def _one_side(self, a: str, b: str, on: dt.date | None) -> Reason | None:
        first, second = self._actors[a], self._actors[b]
        generic = {"side"} & {first.kind, second.kind}
        side = self.side(a, on)
        if not generic or side is None or side != self.side(b, on) or not {first.kind, second.kind} <= ARMED:
            return None
        return Reason(
            score=0.6,
            because=f"{first.name} and {second.name} are both on the side {side}, and one of them is its general name",
        )

    def _links(self, actor_id: str, hows: frozenset[str]) -> Iterable[Membership]:
        return (link for link in self._actors[actor_id].memberships if link.how in hows)

    def _chains(self, actor_id: str, on: dt.date | None, hows: frozenset[str]) -> dict[str, tuple[Membership, ...]]:
        """Whole → the shortest chain of memberships to it. At most one affiliation in a chain, at its end."""
        found: dict[str, tuple[Membership, ...]] = {}
        todo: list[tuple[str, tuple[Membership, ...]]] = [(actor_id, ())] if actor_id in self._actors else []
        while todo:
            current, chain = todo.pop(0)
            if chain and chain[-1].how == "affiliate":
                continue
            for link in self._links(current, hows):
                if link.whole not in found and link.whole != actor_id and link.period.holds(on):
                    found[link.whole] = (*chain, link)
                    todo.append((link.whole, (*chain, link)))
        return found

    def _told(self, part: str, chain: Sequence[Membership]) -> str:
        said, current = [], self._actors[part].name
        for link in chain:
            whole = self._actors[link.whole].name
            since = f" since {link.period.since}" if link.period.since else ""
            until = f" until {link.period.until}" if link.period.until else ""
            said.append(
                f"{current} is {'an' if link.how == 'affiliate' else 'a'} {link.how} of {whole}"
                f"{since}{until} ({link.source})"
            )
            current = whole
        return "; ".join(said)

    def generic(self, word: str) -> str | None:
        """The class of a common noun or adjective for actors, in any case, singular or plural: "state_forces",
        "insurgents", "civilians" … (the keys of `classes` in generic.yml); None for other words.

        People who are no party ("people", "others") are "civilians" here too; `resolve` keeps them apart.
        """
        found = self.word_class(word)
        return "civilians" if found == "people" else found

    def word_class(self, word: str) -> str | None:
        """As `generic`, with `people` kept apart from `civilians`."""
        small = word.casefold()
        for form in (small, small.removesuffix("s"), re.sub("men$", "man", small), re.sub("ies$", "y", small)):
            if form in self._classes:
                return self._classes[form]
        return None

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Adjectives and names of countries, small, → country code."""
        return {
            word.casefold(): code
            for code, country in sorted(self.countries.items())
            for word in (*country.names, *country.adjectives)
        }

    @cached_property
    def towns(self) -> frozenset[str]:
        """Names of places in countries.yml, small: no actors, whatever the reader took them for."""
        return frozenset(town.casefold() for country in self.countries.values() for town in country.towns)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """All words of all names, small."""
        return frozenset(word for name in self._exact for word in name.casefold().split())

    @cached_property
    def side_words(self) -> frozenset[str]:
        """Adjectives that tell a side, small: "rebel", "kurdish"."""
        return frozenset(word for words in self.words.sides.values() for word in words)

    @cached_property
    def leaders(self) -> dict[str, str]:
        """Names of rulers whose forces are the country's: "assad" → "SY"."""
        return {word.casefold(): code for code, country in sorted(self.countries.items()) for word in country.leaders}

    def role(self, country: str, role: str, on: dt.date | None = None) -> Actor | None:
        """Who a generic phrase means in a country on that day; roles: forces, government, rebels, coalition, …"""
        known = self.countries.get(country)
        for value in known.roles.get(role, ()) if known else ():
            entry = dated(value)
            if entry.period.holds(on):
                return self._actors.get(entry.is_)
        return None


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().removeprefix("the ")).removeprefix("al")


def _holding(entries: Iterable[_Entry], on: dt.date | None, small: bool) -> tuple[Actor, ...]:
    """Those whose name holds on the day. A single small word is no proper name: "times", "independent"."""
    found = {actor.id: actor for is_small, period, actor in entries if period.holds(on) and (is_small or not small)}
    return tuple(found[actor_id] for actor_id in sorted(found))
