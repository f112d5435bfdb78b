"""From the rows of decisions to what holds now: a pure function, so that the same log always means the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sitrep.lexicon.spelling import normal_form
from sitrep.review.decisions import VERDICTS, Decision, Said

Pair = tuple[str, str]


@dataclass(frozen=True)
class Now:
    """What holds after all decisions.

    verdicts   subject → the last decision that judges it
    last       subject → the last decision on it, undone or not: what the next one names as predecessor
    corrected  claim → its corrections, oldest first
    rejected   claim → the decision that rejects it
    together   pairs of claims that tell one occurrence, smaller id first, each with the decision that says so
    apart      pairs that do not
    meanings   what names mean (link, alias, place), oldest first
    undone     ids of decisions that hold no longer
    order      id of a decision → its place in the log
    """

    verdicts: dict[str, Decision] = field(default_factory=dict)
    last: dict[str, Decision] = field(default_factory=dict)
    corrected: dict[str, list[Decision]] = field(default_factory=dict)
    rejected: dict[str, Decision] = field(default_factory=dict)
    together: dict[Pair, Decision] = field(default_factory=dict)
    apart: dict[Pair, Decision] = field(default_factory=dict)
    meanings: list[Decision] = field(default_factory=list)
    undone: frozenset[str] = frozenset()
    order: dict[str, int] = field(default_factory=dict)


def current(decisions: Sequence[Decision]) -> Now:
    """What holds after these rows, in the order in which they were appended."""
    now = Now(undone=undone_by(decisions), order={each.id: place for place, each in enumerate(decisions)})
    for decision in decisions:
        now.last[decision.subject] = decision
        if decision.id not in now.undone and decision.kind != "undo":
            _apply(decision, now)
    return now


def undone_by(decisions: Sequence[Decision]) -> frozenset[str]:
    """The decisions that an undo took back; an undo can be undone itself."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return frozenset(undone)


def _apply(decision: Decision, now: Now) -> None:
    if decision.kind in VERDICTS:
        _judge(decision, now)
    elif decision.kind == "merge":
        _tie(decision, now.together, now.apart)
    elif decision.kind == "split":
        _tie(decision, now.apart, now.together)
    else:
        now.meanings.append(decision)


def _judge(decision: Decision, now: Now) -> None:
    now.verdicts[decision.subject] = decision
    for each in decision.claims:
        if decision.kind == "correct":
            now.corrected.setdefault(each.id, []).append(decision)
        if decision.kind == "reject":
            now.rejected[each.id] = decision
        elif decision.kind in ("accept", "correct"):
            now.rejected.pop(each.id, None)


def _tie(decision: Decision, into: dict[Pair, Decision], out_of: dict[Pair, Decision]) -> None:
    for one in decision.claims:
        for other in decision.others:
            pair = pair_of(one, other)
            into[pair] = decision
            out_of.pop(pair, None)


def pair_of(one: Said, other: Said) -> Pair:
    """Both ids, the smaller first."""
    return (one.id, other.id) if one.id < other.id else (other.id, one.id)


def form_of(name: str) -> str:
    """What all spellings of a name have in common."""
    return normal_form(name) or name.casefold().strip()


def name_subject(sort: str, name: str, document: str | None = None) -> str:
    """The subject of a decision on what a name means, everywhere or in one document: all spellings are one name."""
    place = f"@{document}" if document else ""
    return f"{sort}:{form_of(name)}{place}"


def reopened(decision: Decision, present: Iterable[Said]) -> bool:
    """Whether what was decided on is not what stands there now: other claims, or claims that say something else."""
    return {(each.id, each.digest) for each in decision.claims} != {(each.id, each.digest) for each in present}
