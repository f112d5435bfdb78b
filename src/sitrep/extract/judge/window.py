"""What the encoder sees: runs of sentences cut into word pieces, and of each piece what the rules know of its word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitrep.extract.judge.wordpiece import WordPieces
from sitrep.read.quotes import Quotes
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase

#: Pieces of one window, and of those as many at most that only repeat sentences before it.
LONGEST = 254
CONTEXT = 110
START, END = 101, 102  # [CLS] and [SEP]
#: What a word is: the kind of the phrase that it heads, else what the parser's piece says.
KINDS = (
    "", "actor", "people", "place", "materiel", "munition", "airborne", "time", "name", "other",
    "unknown", "number", "few", "adjective",
)  # fmt: skip
SHAPES = ("lower", "title", "upper", "digit", "mark")
#: Characters between two sentences that still belong to the first: its full stop, a closing quotation mark.
GAP = 40

Word = tuple[int, int]  # number of the sentence, and of the token in it
Grids = Mapping[int, Mapping[int, Phrase]]


@dataclass(frozen=True, slots=True)
class Window:
    """Arrays of one run of the encoder. `kinds`, `shapes`, `quoted`: a number for each piece. `pool`: words × pieces, each
    row sums to one. `rows`: of each word its row. `own`: the first sentence that no window before holds."""

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    shapes: NDArray[np.int64]
    quoted: NDArray[np.int64]
    pool: NDArray[np.float32]
    rows: Mapping[Word, int]
    own: int


@dataclass(frozen=True, slots=True)
class _Piece:
    ident: int
    kind: int
    shape: int
    quoted: int
    word: Word | None


class Windows:
    """Cuts the sentences of one document into windows."""

    def __init__(self, wordpieces: WordPieces, quotes: Quotes) -> None:
        self.wordpieces = wordpieces
        self.quotes = quotes

    def of(self, sentences: Sequence[Parsed], grids: Grids) -> Iterator[Window]:
        """Windows in text order; each sentence is in the `own` part of exactly one."""
        rows = [self._pieces(sentence, sentences[n + 1 : n + 2], grids) for n, sentence in enumerate(sentences)]
        first = 0
        while first < len(sentences):
            start = _context(rows, first)
            room = LONGEST - sum(len(row) for row in rows[start:first])
            last = first + 1
            room -= len(rows[first])
            while last < len(rows) and room >= len(rows[last]):
                room -= len(rows[last])
                last += 1
            yield _window([piece for row in rows[start:last] for piece in row][:LONGEST], sentences[first].number)
            first = last

    def _pieces(self, sentence: Parsed, following: Sequence[Parsed], grids: Grids) -> list[_Piece]:
        start, stop = sentence.pieces[0].start, sentence.pieces[-1].end
        text = sentence.document.text
        limit = following[0].pieces[0].start if following else len(text)
        gap = text[stop : min(limit, stop + GAP)].split("\n")[0]
        found, token, doc = [], 0, sentence.doc
        for ident, begin, end in self.wordpieces.pieces(text[start:stop] + gap, start):
            while token < len(doc) and sentence.end(doc[token]) <= begin:
                token += 1
            inside = token < len(doc) and sentence.start(doc[token]) < end
            kind = _kind(sentence, token, grids[sentence.number]) if inside else 0
            word = (sentence.number, token) if inside else None
            quoted = int(self.quotes.at(begin) is not None)
            found.append(_Piece(ident, kind, _shape(text[begin:end]), quoted, word))
        return found[:LONGEST]


def _context(rows: Sequence[Sequence[_Piece]], first: int) -> int:
    """The first of the sentences before `first` that there is room for beside it."""
    room = min(CONTEXT, LONGEST - len(rows[first]))
    start = first
    while start > 0 and room >= len(rows[start - 1]):
        start -= 1
        room -= len(rows[start])
    return start


def _kind(sentence: Parsed, token: int, grid: Mapping[int, Phrase]) -> int:
    phrase = grid.get(token)
    kind = phrase.kind if phrase is not None else sentence.pieces[token].kind
    return KINDS.index(kind) if kind in KINDS else 0


def _shape(text: str) -> int:
    if text.isdigit():
        return SHAPES.index("digit")
    if not text[:1].isalpha():
        return SHAPES.index("mark")
    if text.islower():
        return SHAPES.index("lower")
    return SHAPES.index("upper" if len(text) > 1 and text.isupper() else "title")


def _window(pieces: Sequence[_Piece], own: int) -> Window:
    words = list(dict.fromkeys(piece.word for piece in pieces if piece.word is not None))
    rows = {word: row for row, word in enumerate(words)}
    pool = np.zeros((len(words), len(pieces) + 2), np.float32)
    for column, piece in enumerate(pieces, 1):
        if piece.word is not None:
            pool[rows[piece.word], column] = 1
    pool /= np.maximum(pool.sum(1, keepdims=True), 1)
    return Window(
        np.array([START, *(piece.ident for piece in pieces), END], np.int64),
        np.array([0, *(piece.kind for piece in pieces), 0], np.int64),
        np.array([0, *(piece.shape for piece in pieces), 0], np.int64),
        np.array([0, *(piece.quoted for piece in pieces), 0], np.int64),
        pool,
        rows,
        own,
    )
