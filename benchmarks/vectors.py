"""What the network of `sitrep.extract.judge` makes of a document's words, as a few numbers each for a tagger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sitrep.extract.engine import Reading
from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import load_network
from sitrep.extract.judge.window import Word
from sitrep.extract.stance.timing import Times
from sitrep.read.syntax.language import Parsed

#: Numbers of a word; a fixed random projection of the network's 384, so that nothing is learnt from the data.
WIDTH = 48


def word_vectors(reading: Reading) -> dict[Word, NDArray[np.float32]]:
    """A row for each parsed word, by its sentence's number and its own."""
    network = load_network()
    judge = Judge(network, reading.sources, Times())
    found: dict[Word, NDArray[np.float32]] = {}
    for window, words in judge.windows:
        small = words @ _projection(words.shape[1])
        found |= {key: small[row] for key, row in window.rows.items() if key[0] >= window.own}
    return found


def of_places(
    sentence: Parsed, places: Sequence[tuple[int, int]], vectors: dict[Word, NDArray[np.float32]]
) -> list[dict[str, float]]:
    """The numbers of each place of the sentence: those of the parsed word that covers it."""
    rows = []
    for begin, end in places:
        token = next((t for t in sentence.doc if sentence.start(t) < end and begin < sentence.end(t)), None)
        vector = vectors.get((sentence.number, token.i)) if token is not None else None
        rows.append({} if vector is None else {f"n{at}": float(value) / 2 for at, value in enumerate(vector)})
    return rows


def _projection(size: int) -> NDArray[np.float32]:
    return (np.random.default_rng(0).standard_normal((size, WIDTH)) / WIDTH**0.5).astype(np.float32)
