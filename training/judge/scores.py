"""How well the rules and the network do on windows held out, phrase by phrase."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from samples import PAIR_RULES, WORD_RULES, Sample

from sitrep.extract.judge.features import RULE_SLOTS
from sitrep.extract.judge.model import ROLES

Shares = NDArray[np.float32]
#: Where among the rules' numbers of a pair it stands that the phrase speaks, and that it is a loss of any outcome.
SPEAKS, IS_LOST = 2 * len(RULE_SLOTS), 2 * len(RULE_SLOTS) + 2
#: The rules' slots that answer to a role. They tell no outcomes of losses and no times of a pair.
SLOTS = {
    "agents": (RULE_SLOTS.index("agents"),),
    "targets": (RULE_SLOTS.index("targets"), RULE_SLOTS.index("victims")),
    "places": (RULE_SLOTS.index("places"), RULE_SLOTS.index("origin")),
    "sources": (SPEAKS,),
    "killed": (IS_LOST,),
    "materiel": (RULE_SLOTS.index("materiel"),),
}
#: Share from which a phrase fills a role.
FILLS = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """Shares for the words of windows (none and each type; each status) and for their pairs (each role)."""

    types: Shares
    status: Shares
    roles: Shares


@dataclass(frozen=True, slots=True)
class Figure:
    """F1, or of the status the share that is right; `rules` is None where the rules do not say; `cases`: how many there are."""

    name: str
    rules: float | None
    network: float
    cases: int


def held_out(document: str, fold: int, folds: int) -> bool:
    """Whether a document is in the part that is only scored: by the SHA-256 of its id."""
    return int(hashlib.sha256(document.encode("utf-8")).hexdigest(), 16) % folds == fold


def figures(samples: Sequence[Sample], judged: Judged) -> Iterator[Figure]:
    """Triggers, their status, and the roles of claims that must be there and whose trigger the rules found too."""
    types, status, rules = (
        np.concatenate([getattr(s, name) for s in samples]) for name in ("types", "status", "rules")
    )
    by_rules = rules[:, WORD_RULES].astype(float)
    ours = np.where(by_rules[:, -1] > 0, by_rules[:, :-1].argmax(-1) + 1, 0)
    must = int((types[:, 0] == 0).sum())
    yield Figure("triggers", _reported(ours, types), _reported(judged.types.argmax(-1), types), must)
    told = status >= 0
    right = judged.status[told].argmax(-1) == status[told]
    yield Figure("status", None, float(right.mean()), int(told.sum()))
    paired = [sample for sample in samples if len(sample.heads)]
    roles, known, scored, features = (
        np.concatenate([getattr(sample, name) for sample in paired])
        for name in ("roles", "known", "scored", "features")
    )
    slots = features[:, PAIR_RULES] > 0
    for number, role in enumerate(ROLES):
        asked = scored & (known[:, number] > 0)
        fills = roles[asked, number] > 0
        by_rules = slots[asked][:, SLOTS[role]].any(-1) if role in SLOTS else None
        network = judged.roles[asked, number] > FILLS
        yield Figure(role, None if by_rules is None else _f1(by_rules, fills), _f1(network, fills), int(fills.sum()))


def _reported(found: NDArray[np.int64], types: NDArray[np.uint8]) -> float:
    """F1 of the type found for each word (0: none). Of an optional claim any of its types, and none, is right."""
    fits = types[np.arange(len(types)), found] > 0
    must, none = types[:, 0] == 0, types[:, 1:].sum(-1) == 0
    right, wrong, missed = (must & fits).sum(), ((found > 0) & (none | ~fits)).sum(), (must & ~fits).sum()
    return float(2 * right / max(1, 2 * right + wrong + missed))


def _f1(found: NDArray[np.bool_], right: NDArray[np.bool_]) -> float:
    both = (found & right).sum()
    return float(2 * both / max(1, found.sum() + right.sum()))
