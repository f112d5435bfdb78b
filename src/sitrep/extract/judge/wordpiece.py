"""BERT's word pieces of a text, each with the characters that it stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

UNKNOWN = "[UNK]"
LONGEST_WORD = 60


class WordPieces:
    """Greedy longest-match pieces of lower-cased words without accents, as BERT's uncased vocabulary wants them."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """Reads a vocabulary of one piece a line; the line's number is its id."""
        lines = path.read_text(encoding="utf-8").split("\n")
        return cls({piece: number for number, piece in enumerate(lines) if piece})

    def pieces(self, text: str, offset: int = 0) -> list[tuple[int, int, int]]:
        """Id, start and end of every piece of the text; the offsets count from `offset`."""
        return [piece for start, end in _words(text) for piece in self._word(text[start:end], offset + start)]

    def _word(self, word: str, offset: int) -> Iterator[tuple[int, int, int]]:
        plain, origin = _folded(word)
        if not plain:
            return
        found, start = [], 0
        while start < len(plain):
            end = len(plain)
            piece = None
            while end > start and (piece := self.vocabulary.get(("##" if start else "") + plain[start:end])) is None:
                end -= 1
            if piece is None or len(plain) > LONGEST_WORD:
                yield self.vocabulary[UNKNOWN], offset, offset + len(word)
                return
            found.append((piece, offset + origin[start], offset + origin[end - 1] + 1))
            start = end
        yield from found


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Runs of letters and digits, and every other visible character by itself."""
    start = None
    for index, char in enumerate(text):
        if char.isalnum() or unicodedata.category(char) == "Mn":
            start = index if start is None else start
            continue
        if start is not None:
            yield start, index
            start = None
        if not char.isspace() and unicodedata.category(char)[0] != "C":
            yield index, index + 1
    if start is not None:
        yield start, len(text)


def _folded(word: str) -> tuple[str, list[int]]:
    """The word in lower case without accents, and of each of its characters the place in the word."""
    plain, origin = [], []
    for index, char in enumerate(word):
        for part in unicodedata.normalize("NFD", char.lower()):
            if unicodedata.category(part) != "Mn":
                plain.append(part)
                origin.append(index)
    return "".join(plain), origin
