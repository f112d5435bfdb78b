"""The rules of fusion as data (lexicon/data/fusion.yml): families of types, weights with sentences, limits."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from sitrep.errors import LexiconError
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.origin import Reason
from sitrep.model.record import Record

Repeats = Literal["once", "plain", "often"]


class Family(Record, forbid_unknown_fields=True):
    """Claim types that may tell one occurrence. Fields are explained in the head of fusion.yml."""

    name: str
    types: tuple[str, ...]
    repeats: Repeats
    lasting: bool
    whole: bool
    directed: bool
    placeless: bool = False
    one_doer: bool = False
    state: bool = False


class Limits(Record, forbid_unknown_fields=True):
    """Distances in kilometres, days, and characters."""

    near_km: float
    short_days: int
    soon_days: int
    at_once_days: int
    late_days: int
    years_late_days: int
    together_days: int
    next_words: int
    episode_days: int


class Episode(Record, forbid_unknown_fields=True):
    """How an event of a family is linked to a capture of its place."""

    family: str
    usual: Literal["before", "after"]
    before: str
    after: str


class FusionFile(Record, forbid_unknown_fields=True):
    """fusion.yml as it stands."""

    families: tuple[Family, ...]
    threshold: float
    weights: tuple[tuple[str, float, str], ...]
    limits: Limits
    episodes: tuple[Episode, ...]
    whole_war: frozenset[str]
    added: str
    why: str
    pressed: str
    fought_for: str
    fought_inside: str
    attacks: frozenset[str]
    part_units: frozenset[str]
    area_kinds: frozenset[str]
    part_kinds: frozenset[str]
    unarmed_kinds: frozenset[str]
    route_kinds: frozenset[str]


class Finding(Record):
    """One thing found about a pair of claims: a row of the weights, and the detail for its sentence."""

    feature: str
    detail: str = ""


class Apart(Record):
    """A finding that no other outweighs."""

    because: str


Found = Finding | Apart | None


class Rules:
    """The rules, ready for look-up."""

    def __init__(self, file: FusionFile) -> None:
        self.threshold = file.threshold
        self.limits = file.limits
        self.attacks = file.attacks
        self.whole_war = file.whole_war
        self.added = re.compile(file.added, re.IGNORECASE)
        self.why = re.compile(file.why, re.IGNORECASE)
        self.pressed = re.compile(file.pressed, re.IGNORECASE)
        self.fought_for = re.compile(file.fought_for, re.IGNORECASE)
        self.fought_inside = re.compile(file.fought_inside, re.IGNORECASE)
        self.part_units = file.part_units
        self.area_kinds = file.area_kinds
        self.part_kinds = file.part_kinds
        self.unarmed_kinds = file.unarmed_kinds
        self.route_kinds = file.route_kinds
        self.episodes = {episode.family: episode for episode in file.episodes}
        self.weight = {feature: weight for feature, weight, _ in file.weights}
        self._sentence = {feature: sentence for feature, _, sentence in file.weights}
        self._family = {kind: family for family in file.families for kind in family.types}

    def family(self, kind: str) -> Family:
        """The family of a claim type. A type that a user's codebook adds is a family of its own."""
        known = self._family.get(kind)
        if known is None:
            known = Family(name=kind, types=(kind,), repeats="plain", lasting=False, whole=False, directed=False)
            self._family[kind] = known
        return known

    def reason(self, finding: Finding) -> Reason:
        """The finding as a signed weight with its sentence."""
        sentence = self._sentence[finding.feature].replace("{0}", finding.detail)
        return Reason(score=self.weight[finding.feature], because=sentence)


def load_rules(path: Path) -> Rules:
    """The rules in a file. Raises LexiconError where a type stands in two families or a weight is given twice."""
    file = read_yaml(path, FusionFile)
    types = [kind for family in file.families for kind in family.types]
    features = [feature for feature, _, _ in file.weights]
    for name in (*types, *features):
        if types.count(name) > 1 or features.count(name) > 1:
            raise LexiconError(f"{path}: {name!r} is given twice; keep one")
    return Rules(file)


@cache
def shipped_rules() -> Rules:
    """The rules that ship with sitrep, read once."""
    return load_rules(DATA / "fusion.yml")
