"""Reports that repeat another's words: the same text, a copy with small changes, a shortened or extended version.

Copies count once when origins are counted. Words are compared, not meanings: two independent reports on one event share
few runs of five words. The method is Broder's ("On the resemblance and containment of documents", 1997): sets of
word runs, sampled by their hashes, compared exactly where the samples agree. Sampling by value ("0 modulo m") rather
than by bands of minima finds a short wire inside a long article too, where the two sets' resemblance is small.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from sitrep.model.record import Record
from sitrep.model.text import Document

#: Words in a run; reports of fewer runs than FEWEST are compared as wholes only.
RUN, FEWEST = 5, 12

#: A run is sampled if its hash is 0 modulo this; short texts, of fewer runs than SMALL, keep all.
MODULO, SMALL = 8, 400

#: From these shares on: of all runs of both (`near`), of the runs of the shorter (`version`). Reports of one outlet have
#: menus and background paragraphs in common, and must share more.
NEAR, VERSION, VERSION_OF_OUTLET = 0.8, 0.5, 0.7

#: A sampled run that more reports hold is a standing phrase; it points only to the first of them.
STANDING = 64

_WORD = re.compile(r"\w+")
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)

Hashes = npt.NDArray[np.uint64]


class Copy(Record):
    """That `document` repeats the words of `of`, which was published before it. Both are ids.

    kind        exact: the same words; near: at least 80 % of all runs of five words are common; version: at least half
                the shorter one's runs stand in the other (70 % for one outlet)
    similarity  0 to 1: the share that `kind` speaks of, of the closest report of the family
    of          the family's first report, so that one look-up tells which reports count once
    """

    document: str
    of: str
    similarity: float
    kind: Literal["exact", "near", "version"]
    because: str


class _Known(Record):
    """A report already looked at."""

    document: Document
    runs: Hashes
    first: str  # id of its family's first report


def find_copies(documents: Sequence[Document]) -> tuple[Copy, ...]:
    """The copies among the documents, ordered by id.

    Of two alike the one published earlier is the original, where days are equal or unknown that with the smaller id;
    reports without a day come after those with one.
    """
    known: list[_Known] = []
    digests: dict[bytes, int] = {}
    index: dict[int, list[int]] = {}
    copies: list[Copy] = []
    hashed: dict[str, int] = {}
    for document in sorted(documents, key=_precedence):
        words = _WORD.findall(document.text.casefold())
        digest = hashlib.sha256(" ".join(words).encode("utf-8")).digest()
        runs = _runs(words, hashed)
        same = digests.get(digest)
        copy = (
            _copy(document, known[same], 1.0, "exact") if same is not None else _closest(document, runs, known, index)
        )
        if copy is not None:
            copies.append(copy)
        if same is None:
            digests[digest] = len(known)
            for run in _sample(runs).tolist():
                holders = index.setdefault(run, [])
                if len(holders) < STANDING:
                    holders.append(len(known))
            known.append(_Known(document=document, runs=runs, first=copy.of if copy else document.id))
    return tuple(sorted(copies, key=lambda copy: copy.document))


def _closest(document: Document, runs: Hashes, known: Sequence[_Known], index: dict[int, list[int]]) -> Copy | None:
    """The copy relation to the earlier report that is most alike, if one is alike enough."""
    if len(runs) < FEWEST:
        return None
    sample = _sample(runs)
    shared = Counter(holder for run in sample.tolist() for holder in index.get(run, ()))
    best: Copy | None = None
    for number, count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:20]:
        other = known[number]
        if count < 2 or len(other.runs) < FEWEST:
            continue
        common = len(np.intersect1d(runs, other.runs, assume_unique=True))
        resemblance = common / (len(runs) + len(other.runs) - common)
        containment = common / min(len(runs), len(other.runs))
        if resemblance >= NEAR:
            found = _copy(document, other, resemblance, "near")
        elif containment >= (VERSION_OF_OUTLET if _same_outlet(document, other.document) else VERSION):
            found = _copy(document, other, containment, "version")
        else:
            continue
        if best is None or (found.kind, -found.similarity) < (best.kind, -best.similarity):
            best = found
    return best


def _same_outlet(one: Document, other: Document) -> bool:
    return one.outlet is not None and one.outlet == other.outlet


def _copy(document: Document, other: _Known, share: float, kind: Literal["exact", "near", "version"]) -> Copy:
    said = {
        "exact": f"its words are the same as those of {other.document.id}",
        "near": f"{share:.0%} of the runs of five words in it and {other.document.id} are common to both",
        "version": f"{share:.0%} of the shorter one's runs of five words stand in both it and {other.document.id}",
    }[kind]
    chain = f", itself a copy of {other.first}" if other.first != other.document.id else ""
    return Copy(document=document.id, of=other.first, similarity=round(share, 4), kind=kind, because=said + chain)


def _precedence(document: Document) -> tuple[dt.date, str]:
    return document.published or dt.date.max, document.id


def _runs(words: Sequence[str], hashed: dict[str, int]) -> Hashes:
    """The hashes of the text's runs of words, each once, in order of value."""
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    for word in words:
        if word not in hashed:
            hashed[word] = int.from_bytes(hashlib.blake2b(word.encode("utf-8"), digest_size=8).digest(), "little")
    values = np.fromiter((hashed[word] for word in words), np.uint64, len(words))
    windows = np.lib.stride_tricks.sliding_window_view(values, RUN)
    mixed: Hashes = (windows * _MULTIPLIERS).sum(axis=1, dtype=np.uint64)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed)


def _sample(runs: Hashes) -> Hashes:
    return runs if len(runs) < SMALL else runs[runs % np.uint64(MODULO) == 0]
