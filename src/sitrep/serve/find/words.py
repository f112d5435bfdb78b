"""Full-text search in memory: a table of folded words, so that it is the same over every database."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from anyascii import anyascii

from sitrep.lexicon.spelling import key, likeness, normal_form

_WORD = re.compile(r"[^\W_]+")
Rows = np.ndarray
#: Forms at least so alike are spellings of one word, as the gazetteer has it.
ALIKE = 0.8


def fold(text: str) -> str:
    """Text without case, accents and scripts: "Arīḩā" and "ARIHA" fold to "ariha", Arabic to its Latin letters."""
    if text.isascii():
        return text.casefold()
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return (plain if plain.isascii() else anyascii(plain)).casefold()


def words_in(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


class WordTable:
    """Which rows hold which words. A word asked for is found as the beginning of a word, or as another spelling."""

    def __init__(self, texts: Iterable[str]) -> None:
        found: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            for word in set(words_in(text)):
                found.setdefault(word, []).append(row)
        self._words = sorted(found)
        self._rows = [np.array(found[word], dtype=np.int32) for word in self._words]
        self._spelt: dict[str, list[tuple[str, int]]] = {}
        for place, word in enumerate(self._words):
            form = _form(word)
            if form:
                self._spelt.setdefault(key(form), []).append((form, place))

    def mask(self, query: str, size: int) -> Rows:
        """The rows that hold every word of the query."""
        mask = np.ones(size, dtype=bool)
        for word in words_in(query):
            hit = np.zeros(size, dtype=bool)
            for place in self._places(word):
                hit[self._rows[place]] = True
            mask &= hit
        return mask

    def _places(self, word: str) -> set[int]:
        start = bisect_left(self._words, word)
        end = bisect_left(self._words, word + "\uffff")
        form = _form(word)
        near = self._spelt.get(key(form), []) if form else []
        return {*range(start, end), *(place for other, place in near if likeness(form, other) >= ALIKE)}


def _form(word: str) -> str:
    """The word without what spellings differ in; empty for numbers and for words too short to be misspelt."""
    return normal_form(word) if len(word) > 2 and not word.isdigit() else ""
