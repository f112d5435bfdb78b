"""The words by which exports tell private persons and sensitive sites: data/safety.yml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file, files

from sitrep.lexicon.codebook import load_codebook
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record


class SafetyWords(Record, forbid_unknown_fields=True):
    """data/safety.yml; its head explains the fields."""

    kinds: frozenset[str]
    words: tuple[str, ...]
    offices: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]


@cache
def safety_words() -> SafetyWords:
    """The words, read once."""
    with as_file(files("sitrep.export").joinpath("data", "safety.yml")) as path:
        return read_yaml(path, SafetyWords)


@cache
def sensitive_words() -> re.Pattern[str]:
    """Finds a word that makes a sentence sensitive."""
    longest_first = sorted(safety_words().words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@cache
def common_words() -> frozenset[str]:
    """Words that a capital alone does not make a name."""
    lines = (DATA / "common.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


@cache
def codebook_words() -> frozenset[str]:
    """Words that report claims: "Besieged soldiers", "Strikes on Idlib"."""
    triggers = [trigger for _, trigger in load_codebook().triggers()]
    phrases = (phrase for each in triggers for phrase in (*each.verbs, *each.nouns, *each.adjectives))
    return frozenset(word.casefold() for phrase in phrases for word in phrase.split())
