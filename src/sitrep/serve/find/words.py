"""Full-text search in memory: a table of folded words, so that it is the same over every database."""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import chain

import msgspec
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


class Vocabulary:
    """Words as numbers. Names come again and again: each is taken apart once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._known: dict[str, tuple[int, ...]] = {}

    def of_name(self, text: str) -> tuple[int, ...]:
        """The words of a text that is likely to come again."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self.of_text(text)
        return found

    def of_text(self, text: str) -> tuple[int, ...]:
        """The words of a text."""
        numbers = self.numbers
        return tuple([numbers.setdefault(word, len(numbers)) for word in words_in(text)])


Tokens = list[list[int]]  # of each row, its words by number


class WordParts(msgspec.Struct, frozen=True):
    """A table of words as it is kept in a file."""

    words: list[str]
    spelt: dict[str, list[tuple[str, int]]]
    rows: bytes
    starts: bytes


class WordTable:
    """Which rows hold which words. A word asked for is found as the beginning of a word, or as another spelling.

    It is made when first asked, for that takes longer than all the rest of an index. `make` tells the words of the rows
    in their order, of which the first is called `first_row`."""

    def __init__(self, make: Callable[[Vocabulary], Tokens], first_row: int = 0) -> None:
        self._make: Callable[[Vocabulary], Tokens] | None = make
        self._first_row = first_row
        self._lock = threading.Lock()
        self._words: list[str] = []
        self._spelt: dict[str, list[tuple[str, int]]] = {}

    def ready(self) -> None:
        """Makes the table, unless it is made; who comes meanwhile waits."""
        with self._lock:
            if self._make is not None:
                vocabulary = Vocabulary()
                self._fill(vocabulary, self._make(vocabulary))
                self._make = None

    def parts(self) -> WordParts:
        """The table as it is kept."""
        self.ready()
        return WordParts(self._words, self._spelt, self._rows.tobytes(), self._starts.tobytes())

    @classmethod
    def of(cls, parts: WordParts) -> WordTable:
        """The table that was kept so."""
        made = cls(lambda _: [])
        made._make = None
        made._words, made._spelt = parts.words, parts.spelt
        made._rows, made._starts = np.frombuffer(parts.rows, np.int32), np.frombuffer(parts.starts, np.int64)
        return made

    def hits(self, word: str, hit: Rows) -> None:
        """Marks the rows that hold the folded word."""
        self.ready()
        low, high = bisect_left(self._words, word), bisect_left(self._words, word + "\uffff")
        hit[self._rows[self._starts[low] : self._starts[high]]] = True
        form = _form(word)
        for other, place in self._spelt.get(key(form), ()) if form else ():
            if not low <= place < high and likeness(form, other) >= ALIKE:
                hit[self._rows[self._starts[place] : self._starts[place + 1]]] = True

    def _fill(self, vocabulary: Vocabulary, tokens: Tokens) -> None:
        sizes = np.array([len(row) for row in tokens], dtype=np.int64)
        numbers = np.fromiter(chain.from_iterable(tokens), dtype=np.int64, count=int(sizes.sum()))
        self._words = sorted(vocabulary.numbers)
        place = np.empty(len(self._words), dtype=np.int64)
        place[[vocabulary.numbers[word] for word in self._words]] = np.arange(len(self._words))
        holders = np.repeat(np.arange(self._first_row, self._first_row + len(tokens)), sizes)
        width = self._first_row + len(tokens) + 1
        pairs = np.sort(place[numbers] * width + holders)
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
        self._rows = (pairs % width).astype(np.int32)
        self._starts = np.searchsorted(pairs // width, np.arange(len(self._words) + 1))
        for position, word in enumerate(self._words):
            form = _form(word)
            if form:
                self._spelt.setdefault(key(form), []).append((form, position))


def mask_of(query: str, tables: Sequence[WordTable], size: int) -> Rows:
    """The rows that hold every word of the query."""
    mask = np.ones(size, dtype=bool)
    for word in words_in(query):
        hit = np.zeros(size, dtype=bool)
        for table in tables:
            table.hits(word, hit)
        mask &= hit
    return mask


def _form(word: str) -> str:
    """The word without what spellings differ in; empty for numbers and for words too short to be misspelt."""
    return normal_form(word) if len(word) > 2 and not word.isdigit() else ""
