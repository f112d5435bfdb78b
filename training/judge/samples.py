"""Windows of annotated texts as arrays, and the file that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sitrep.extract.judge.features import (
    DEPS,
    KINDS,
    OFFSETS,
    PATH,
    PREPOSITIONS,
    RULE_SLOTS,
    SORTS,
    TYPES,
    WORD_CLASSES,
)
from sitrep.extract.judge.model import ROLES

Numbers = NDArray[np.generic]
#: Numbers in `word_row`, and those of them that the rules gave; the same of `pair_rows`.
WORD = len(WORD_CLASSES) + len(TYPES) + 1
WORD_RULES = slice(len(WORD_CLASSES), WORD)
_SAID = 2 * len(RULE_SLOTS) + 6
PAIR = sum(map(len, (TYPES, KINDS, SORTS, PREPOSITIONS, DEPS, OFFSETS))) + 4 + PATH + _SAID
PAIR_RULES = slice(PAIR - _SAID, PAIR)
#: The arrays whose rows belong together, each with its type and the numbers of a row: a row is a piece, a word, a pair of
#: trigger and phrase.
PARTS = {
    "pieces": {
        name: (kind, ()) for name, kind in zip(("ids", "kinds", "shapes", "quoted", "words"), "HBBBh", strict=True)
    },
    "triggers": {"rows": ("h", ()), "types": ("B", (len(TYPES) + 1,)), "status": ("b", ()), "rules": ("e", (WORD,))},
    "pairs": {
        "heads": ("h", ()),
        "phrases": ("h", ()),
        "features": ("e", (PAIR,)),
        "roles": ("B", (len(ROLES),)),
        "known": ("B", (len(ROLES),)),
        "scored": ("?", ()),
    },
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One window with what a reader makes of it.

    `words`: of each piece the row of its word, or -1. `rows`: the words that may be triggers; `types`: of each whether it is
    none (the first) or reports a type, where several are right several; `status`: its number, or -1 for none; `rules`:
    `features.word_row`. `heads` and `phrases`: rows of the words of a pair; `features`: of `features.pair_rows`; `roles`: whether
    the phrase fills each role; `known`: whether a reader's notes tell that; `scored`: whether the rules found the trigger too
    and the claim is one that must be there.
    """

    document: str
    ids: Numbers
    kinds: Numbers
    shapes: Numbers
    quoted: Numbers
    words: Numbers
    rows: Numbers
    types: Numbers
    status: Numbers
    rules: Numbers
    heads: Numbers
    phrases: Numbers
    features: Numbers
    roles: Numbers
    known: Numbers
    scored: Numbers


def sample(document: str, parts: Mapping[str, Sequence[Sequence[object]]]) -> Sample:
    """A window from its columns, part by part in the order of PARTS."""
    arrays = {
        name: np.array(column).reshape(-1, *shape).astype(kind)
        for part, names in PARTS.items()
        for (name, (kind, shape)), column in zip(names.items(), parts[part], strict=True)
    }
    return Sample(document, **arrays)


def save(samples: Sequence[Sample], path: Path) -> None:
    """All windows in one file; the same samples give the same bytes."""
    lengths = [[len(getattr(sample, next(iter(part)))) for part in PARTS.values()] for sample in samples]
    arrays = {
        name: np.concatenate([getattr(sample, name) for sample in samples]) for part in PARTS.values() for name in part
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    documents = np.array([sample.document for sample in samples])
    np.savez_compressed(path, documents=documents, lengths=np.array(lengths, "i4"), **arrays)


def load(path: Path) -> list[Sample]:
    """The windows of a file. Raises ValueError where it holds none."""
    with np.load(path, allow_pickle=False) as held:
        lost = {"documents", "lengths", *(field.name for field in fields(Sample) if field.name != "document")} - {*held}
        if lost:
            raise ValueError(f"{path}: no windows in it ({', '.join(sorted(lost))} missing); make it with windows.py")
        cuts = np.cumsum(held["lengths"], 0)[:-1]
        rows = {
            name: np.split(held[name], cuts[:, column]) for column, part in enumerate(PARTS.values()) for name in part
        }
        return [
            Sample(str(document), **{name: row[n] for name, row in rows.items()})
            for n, document in enumerate(held["documents"])
        ]
