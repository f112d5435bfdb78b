"""What a phrase says of a place: its name, what sort of place it is, and how it points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.spelling import normal_form
from sitrep.model.record import Record
from sitrep.model.text import Mention

#: Words before a name that do not belong to it.
LEADING = re.compile(r"^(?:the|a|an|of|in|at|nearby|greater|rural)\s+", re.IGNORECASE)
COMPASS = frozenset(
    "northern southern eastern western north south east west northeastern northwestern southeastern southwestern "
    "northwest northeast southwest southeast central".split()
)


class KindFile(Record, forbid_unknown_fields=True):
    """data/gazetteer/kinds.yml as it stands."""

    classes: Mapping[str, Mapping[str, tuple[str, ...]]]
    rural: tuple[str, ...]
    chiefs: tuple[str, ...]


class Kinds:
    """Nouns of places, their kinds and classes."""

    def __init__(self, file: KindFile) -> None:
        self.kinds: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        for name, kinds in file.classes.items():
            for kind, nouns in kinds.items():
                self.classes[kind] = name
                self.kinds |= {noun: kind for noun in nouns}
        self.rural = frozenset(file.rural)
        self.chiefs = frozenset(file.chiefs)

    def noun(self, words: str) -> str | None:
        """The noun in the singular as listed, or None."""
        for form in (words, words.removesuffix("s"), re.sub("ies$", "y", words), re.sub("es$", "", words)):
            if form in self.kinds:
                return form
        return None


@cache
def kinds() -> Kinds:
    """The table, read once."""
    return Kinds(read_yaml(DATA / "gazetteer" / "kinds.yml", KindFile))


@dataclass(frozen=True, slots=True)
class Described:
    """A mention as the resolver sees it.

    `name` without article and noun, "" where it has none; `noun` the longest listed term ("military base"), "" for a bare
    name; `sort` its class ("base"), "" for a bare name; `side` a compass word that narrows it ("northern").
    """

    mention: Mention
    name: str
    noun: str
    kind: str
    sort: str
    side: str = ""

    @property
    def bare(self) -> bool:
        """A name alone, which says nothing of what it names."""
        return not self.noun


def describe(mention: Mention) -> Described:
    """Name and noun of a mention, whichever of its fields hold them."""
    table = kinds()
    name = _strip(mention.name.text) if mention.name is not None else ""
    head = mention.head.lower()
    if head and mention.name is not None and head == mention.name.text.lower():
        head = ""
    noun = _term(head, mention.modifiers)
    if name and not noun:
        name, noun = _split(name)
    if not normal_form(name):
        name = ""
    kind = table.kinds.get(noun, "")
    side = next((word for word in mention.modifiers if word in COMPASS), "")
    return Described(mention, name, noun or ("" if name else head), kind, table.classes.get(kind, ""), side)


def _strip(name: str) -> str:
    plain = re.sub(r"(?:'s|’s)$", "", " ".join(name.split()))
    while LEADING.match(plain) and LEADING.sub("", plain):
        plain = LEADING.sub("", plain)
    return plain


def _term(head: str, modifiers: tuple[str, ...]) -> str:
    """The longest listed term that ends with the head: "main gate", "military base"."""
    words = [word for word in modifiers if word not in COMPASS][-2:]
    for start in range(len(words) + 1):
        found = kinds().noun(" ".join([*words[start:], head]))
        if found:
            return found
    return ""


def _split(name: str) -> tuple[str, str]:
    """A noun at either end of a name: "Idlib city" → Idlib, city; "Camp Bastion" → Bastion, camp."""
    words = name.split()
    for size in (3, 2, 1):
        if len(words) > size:
            last = kinds().noun(" ".join(words[-size:]).lower())
            if last:
                return " ".join(words[:-size]), last
    if len(words) > 1 and words[0].lower() in {"camp", "fob", "mount", "lake", "river", "fort", "outpost", "firebase"}:
        return " ".join(words[1:]), kinds().noun(words[0].lower()) or ""
    if len(words) > 2 and words[1].lower() == "of" and kinds().noun(words[0].lower()):
        return " ".join(words[2:]), kinds().noun(words[0].lower()) or ""
    return name, ""
