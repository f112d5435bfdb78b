"""What the lexicon knows as a name, and which capitals name nothing."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that are written with a capital and name nothing by it.

    nations   adjectives and names of countries, small: "syrian"
    nouns     common nouns of places, small: "province" is no part of "Idlib Province"
    common    whether a word is a common noun of actors: "Army" at the start of a headline is no name
    ordinary  small words of general English: no names by a capital that their place explains
    titles    small words before a person's name: "col" in "Col. Petrov" is none of it
    """

    nations: Container[str]
    nouns: Container[str]
    common: Callable[[str], object]
    ordinary: Container[str]
    titles: Container[str] = ()


class Known:
    """What the lexicon knows as a name, asked once for each spelling."""

    def __init__(self, actor: Callable[[str], bool], place: Callable[[str], bool], words: Vocabulary) -> None:
        self._actor = actor
        self._place = place
        self.words = words
        self._seen: dict[str, str] = {}

    def kind(self, text: str) -> str:
        """`actor`, `place`, or "" where neither the roster nor the gazetteer has the name."""
        if text not in self._seen:
            self._seen[text] = "actor" if self._actor(text) else "place" if self._place(text) else ""
        return self._seen[text]
