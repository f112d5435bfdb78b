"""What the words before set up: the countries that a report is about, and whom "the group" or "they" may mean."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef
from sitrep.model.entities import Actor
from sitrep.model.record import Record
from sitrep.model.text import Document, Mention

#: A country told less than this share of the one told most is not what the report is about.
SHARE = 0.15
#: What a mention of a country without a war of its own counts beside one that has one: foreign states act everywhere.
FOREIGN = 0.3
#: How many sentences back an antecedent may stand: a pronoun's is near, a noun's may be far.
REACH = {"pronoun": 3, "noun": 25}
#: Points for an antecedent: each sentence away costs one; subjects, names and people with a group are spoken of, the
#: rest is in passing.
SUBJECT, NAMED, GROUPED, UNLIKE, SPOKE = 1.5, 1.0, 2.5, -2.0, 3.0

#: What joins two subjects: "clansmen and the army's commandos".
JOINED = re.compile(r"[\s,]*(?:and|or|,|as well as|along with)\s*(?:the|its|their)?\s*")
GROUPS = frozenset({"rebel_group", "political_militia", "identity_militia", "coalition", "external_forces"})
FORCES = GROUPS | {"state_forces", "side", "government"}
VOICES = frozenset({"monitor", "outlet", "organisation"})
#: One body each, for which English rather says "it" than "they".
SINGLE = VOICES | {"government"}


class Referent(Record):
    """Somebody whom the text has spoken of. `kind`: an ActorKind, or "" where nobody knows.

    `group` is whom a person belongs to, `body` whom they speak for by their title; `noun` what a person was called;
    `named` whether a name stood there; `speaks` whether a verb of saying stands beside it.
    """

    ref: ActorRef
    kind: str
    group: ActorRef | None = None
    body: ActorRef | None = None
    noun: str = ""
    named: bool = False
    plural: bool = False
    speaks: bool = False


class Sought(Record):
    """What an anaphor asks of its antecedent: one of `kinds`, in order of preference.

    `reach` in sentences. `nouns`: who was called otherwise does not fit; `called`: nor who was called by no noun.
    `ids`: only these; `but`: not these. `single`: nobody told of in the plural; `rather_single`: them last;
    `rather_many`: a state or a voice last. `loose`: also fighters of whom nothing tells whose they are. `speaking`: rather
    who spoke; `must_speak`: nobody else.
    """

    kinds: tuple[frozenset[str], ...]
    reach: int
    nouns: frozenset[str] = frozenset()
    ids: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    called: bool = False
    single: bool = False
    rather_single: bool = False
    rather_many: bool = False
    loose: bool = False
    speaking: bool = False
    must_speak: bool = False


#: What may stand before a surname and be left out later: "Shadi al-Jundi", "Jundi".
ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|at|an|ar|az)-")


class Discourse:
    """The actors of one document, as far as it has been read."""

    def __init__(self) -> None:
        self._told: list[tuple[Mention, Referent]] = []

    def add(self, mention: Mention, referent: Referent) -> None:
        """Remembers who was spoken of: those of whom something tells who it was, and fighters."""
        if referent.ref.id is not None or referent.kind == "person" or _loose(mention, referent):
            self._told.append((mention, referent))

    def antecedent(self, mention: Mention, sought: Sought) -> Referent | None:
        """The best actor before the mention that has what is sought; None where none has."""
        for kinds in sought.kinds:
            fitting = [
                (self._points(mention, before, referent, sought), before.span.start, referent)
                for before, referent in self._told
                if before.span.end <= mention.span.start and self._fits(mention, before, referent, kinds, sought)
            ]
            if fitting:
                return max(fitting, key=lambda row: row[:2])[2]
        return None

    def called(self, mention: Mention, noun: str) -> Referent | None:
        """Who was last told of by words of which the noun is one, and not the only one: "the Russian Ministry of Defence"."""
        for before, referent in reversed(self._told):
            words = referent.ref.text.casefold().removeprefix("the ").replace("’", "'").split()
            if before.span.end <= mention.span.start and len(words) > 1 and noun in words:
                return referent
        return None

    def has(self, actor_id: str) -> bool:
        """Whether the actor has been told of by name."""
        return any(referent.named and referent.ref.id == actor_id for _, referent in self._told)

    def ids(self) -> tuple[str, ...]:
        """The ids of all who have been told of, in the order of their first mention."""
        return tuple(dict.fromkeys(referent.ref.id for _, referent in self._told if referent.ref.id))

    def near(self, mention: Mention, reach: int) -> tuple[str, ...]:
        """The ids of those told of by name within `reach` sentences before the mention, each once."""
        told = (
            referent.ref.id
            for before, referent in self._told
            if referent.named
            and referent.ref.id
            and before.span.end <= mention.span.start
            and mention.sentence - before.sentence <= reach
        )
        return tuple(dict.fromkeys(told))

    def just_before(self, mention: Mention, text: str) -> Referent | None:
        """Who stands right before the mention, with a comma at most between: "Nizar Barakat, an activist"."""
        for before, referent in reversed(self._told):
            gap = text[before.span.end : mention.span.start]
            if before.span.end <= mention.span.start and gap.strip() in {"", ","} and len(gap) <= 2:
                return referent
        return None

    def subjects_before(self, mention: Mention, text: str) -> frozenset[str]:
        """The ids of the nearest subject before the mention in its sentence, and of those joined to it: "them" in "X and Y
        pursued them" is neither X nor Y."""
        here = [
            (before, referent)
            for before, referent in self._told
            if before.sentence == mention.sentence
            and before.role == "subject"
            and before.span.end <= mention.span.start
        ]
        near, found = mention, set[str]()
        for before, referent in sorted(here, key=lambda row: -row[0].span.end):
            if found and JOINED.fullmatch(text[before.span.end : near.span.start]) is None:
                break
            near = before
            found.add(referent.ref.id or referent.ref.name)
        return frozenset(found)

    def named(self, words: str) -> Referent | None:
        """The person or unlisted group told before by a longer name that ends with these words: "Abdullah"."""
        small = words.casefold().split()
        for form in (small, [*small[:-1], small[-1].removesuffix("s")]) if small else ():  # "Akidis men" lost its mark
            for _, referent in reversed(self._told):
                known = referent.ref.name.casefold().split()
                longer = len(known) > len(form) or form is not small
                end = known[-len(form) :]
                if referent.named and longer and form in (end, [ARTICLE.sub("", end[0]), *end[1:]]):
                    return referent
        return None

    @staticmethod
    def _points(mention: Mention, before: Mention, referent: Referent, sought: Sought) -> float:
        distance = max(mention.sentence - before.sentence, 0)
        weights = (
            (SUBJECT, before.role == "subject"),
            (NAMED, referent.named),
            (GROUPED, referent.group is not None),
            (UNLIKE, sought.rather_single and referent.plural),
            (UNLIKE, sought.rather_many and not referent.plural and referent.kind in SINGLE),
            (SPOKE, sought.speaking and referent.speaks),
        )
        return sum(points for points, holds in weights if holds) - distance

    @staticmethod
    def _fits(mention: Mention, before: Mention, referent: Referent, kinds: frozenset[str], sought: Sought) -> bool:
        loose = referent.ref.id is None and referent.kind != "person"
        if mention.sentence - before.sentence > sought.reach:
            return False
        if referent.kind not in kinds and not (sought.loose and loose):
            return False
        if loose and not sought.loose:
            return False
        if (sought.single and referent.plural) or (sought.must_speak and not referent.speaks):
            return False
        if sought.nouns and (referent.noun or sought.called) and referent.noun not in sought.nouns:
            return False
        if (referent.ref.id or referent.ref.name) in sought.but:
            return False
        return sought.ids is None or referent.ref.id in sought.ids


def _loose(mention: Mention, referent: Referent) -> bool:
    """ "Militants", "terrorists", whose side nothing tells: a pronoun may mean them."""
    several = mention.plural or mention.span.text.endswith(("s", "men"))
    return mention.kind == "actor" and several and not referent.kind and bool(referent.ref.name)


def document_countries(document: Document, mentions: Iterable[Mention], roster: Roster) -> tuple[str, ...]:
    """The countries whose war a report is about (ISO 3166-1 alpha-2), the likeliest first; () where nothing tells.

    Votes: each named actor that belongs to one country, and each word for a country or one of its towns, within the
    part of the text that has mentions (what follows is no reporting). Countries with a war of their own count in full.
    """
    told = tuple(mentions)
    named = [mention for mention in told if mention.kind == "actor" and mention.name is not None]
    votes: Counter[str] = Counter()
    for mention in named:
        actors = [actor for actor in roster.lookup(mention.name.text) if actor.kind != "outlet"] if mention.name else []
        if len(actors) == 1 and len(actors[0].countries) == 1:
            votes[actors[0].countries[0]] += 2
    last = max((mention.span.end for mention in told), default=len(document.text))
    end = document.text.find("\n", last)
    text = f"{document.title or ''}\n{document.text[: end if end >= 0 else None]}"
    words = _country_words(roster)
    for found in words.pattern.finditer(text):
        votes[words.codes[found[0]]] += 2
    weighed = {
        code: count * (1.0 if roster.countries[code].war else FOREIGN)
        for code, count in votes.items()
        if code in roster.countries
    }
    most = max(weighed.values(), default=0.0)
    kept = [code for code, weight in weighed.items() if weight >= SHARE * most]
    return tuple(sorted(kept, key=lambda code: (-weighed[code], code)))


class _Words:
    """The words for countries as one pattern."""

    def __init__(self, roster: Roster) -> None:
        self.codes = {
            word: code
            for code, country in sorted(roster.countries.items())
            for word in (*country.towns, *country.adjectives, *country.names)
        }
        ordered = sorted(self.codes, key=lambda word: (-len(word), word))
        self.pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w])")


@lru_cache(maxsize=8)
def _country_words(roster: Roster) -> _Words:
    return _Words(roster)


def of_countries(actors: Sequence[Actor], countries: Sequence[str]) -> tuple[Actor, ...]:
    """Of several actors that share a name, those of the report's foremost country that has any; else those of none."""
    for country in countries:
        here = tuple(actor for actor in actors if country in actor.countries)
        if here:
            return here
    return tuple(actor for actor in actors if not actor.countries) or tuple(actors)


def on_day(roster: Roster, name: str, on: dt.date | None) -> tuple[Actor, ...]:
    """Who is so called on the day; failing that, who was so called at any time before it."""
    found = roster.lookup(name, on)
    if found or on is None:
        return found
    return tuple(actor for actor in roster.lookup(name) if _begun(actor, name, on))


def _begun(actor: Actor, name: str, on: dt.date) -> bool:
    small = name.casefold()
    periods = [alias.period for alias in actor.aliases if alias.text.casefold() == small]
    return not periods or any(period.since is None or period.since <= on for period in periods)
