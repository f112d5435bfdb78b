"""Common nouns by class (data/nouns.yml) and the words of stance (data/stance.yml), ready for look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record

#: A mark and a number: "Su-25", "BM-21", "M777", "MiG-29s".
DESIGNATION = re.compile(r"([A-Z][A-Za-z]{0,3})[-‑–]?\d{1,4}[A-Za-z]{0,4}")


class NounFile(Record, forbid_unknown_fields=True):
    """data/nouns.yml as it stands."""

    place: Mapping[str, tuple[str, ...]]
    materiel: Mapping[str, tuple[str, ...]]
    models: Mapping[str, tuple[str, ...]]
    classing: tuple[str, ...]
    whose: tuple[str, ...]
    munition: tuple[str, ...]
    airborne: tuple[str, ...]
    artillery: tuple[str, ...]
    counted: tuple[str, ...]
    deeds: tuple[str, ...]
    transparent: tuple[str, ...]
    part: tuple[str, ...]
    partly: tuple[str, ...]
    medium: tuple[str, ...]
    time: tuple[str, ...]
    abroad: tuple[str, ...]


class Nouns:
    """Which class and kind a noun is of; sets of words by their use."""

    def __init__(self, file: NounFile) -> None:
        self.place_kinds = {word: kind for kind, words in file.place.items() for word in words}
        self.materiel_kinds = {word: kind for kind, words in file.materiel.items() for word in words}
        self._models = {mark: kind for kind, marks in file.models.items() for mark in marks}
        self.classing = frozenset(file.classing)
        self.whose = frozenset(file.whose)
        self.munition = frozenset(file.munition)
        self.airborne = frozenset(file.airborne)
        self.artillery = frozenset(file.artillery)
        self.counted = frozenset(file.counted)
        self.deeds = frozenset(file.deeds)
        self.transparent = frozenset(file.transparent)
        self.part = frozenset(file.part)
        self.partly = frozenset(file.partly)
        self.medium = frozenset(file.medium)
        self.time = frozenset(file.time)
        self.abroad = frozenset(file.abroad)

    def model(self, words: str) -> tuple[str, str] | None:
        """Class and sort of a weapon by its designation: "Su-25", "T-72s", "M777"."""
        found = DESIGNATION.fullmatch(words)
        kind = self._models.get(found[1].lower()) if found is not None else None
        if kind is None:
            return None
        return ("airborne" if kind == "aircraft" else "materiel"), kind


class Stance(Record, forbid_unknown_fields=True):
    """data/stance.yml: words of speech, plan, denial and condition."""

    speech: frozenset[str]
    denial: frozenset[str]
    speech_nouns: frozenset[str]
    accounts: frozenset[str]
    according: tuple[str, ...]
    audience: frozenset[str]
    citing: frozenset[str]
    giving: frozenset[str]
    adding: frozenset[str]
    showing: frozenset[str]
    counting: frozenset[str]
    planned: frozenset[str]
    planned_adjectives: frozenset[str]
    occur: frozenset[str]
    aiming: frozenset[str]
    failed: frozenset[str]
    managed: frozenset[str]
    ongoing: frozenset[str]
    ongoing_adverbs: frozenset[str]
    often: frozenset[str]
    trying: frozenset[str]
    prospects: frozenset[str]
    future: frozenset[str]
    hypothetical: frozenset[str]
    condition: frozenset[str]
    negation: frozenset[str]
    attribution_adverbs: frozenset[str]
    light: frozenset[str]
    suffering: frozenset[str]
    repelling: frozenset[str]
    judging: frozenset[str]
    object_control: frozenset[str]
    owning: frozenset[str]
    shares: frozenset[str]
    attackers: frozenset[str]
    plain: frozenset[str]


class Words:
    """All closed word lists that reading and extraction look things up in."""

    def __init__(self, nouns: Nouns, stance: Stance, ordinary: frozenset[str]) -> None:
        self.nouns = nouns
        self.stance = stance
        self.ordinary = ordinary

    @cached_property
    def speech_verbs(self) -> frozenset[str]:
        """Verbs that can report what somebody said."""
        return self.stance.speech | self.stance.denial


def load_words() -> Words:
    """Reads the two files; raises LexiconError with file and line."""
    nouns = Nouns(read_yaml(DATA / "nouns.yml", NounFile))
    lines = (DATA / "common.txt").read_text(encoding="utf-8").splitlines()
    ordinary = frozenset(line for line in lines if not line.startswith("#"))
    return Words(nouns, read_yaml(DATA / "stance.yml", Stance), ordinary)
