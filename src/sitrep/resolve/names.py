"""Whether two names are one name written in two ways, with the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.lexicon.spelling import OTHER, SAME_FORM, SAME_SOUND, likeness, normal_form, sound_form
from sitrep.model.origin import Reason

#: From this score on, two names are taken for one (likeness: at most two short vowels differ).
SAME = 0.8


def compare(one: str, other: str) -> Reason:
    """How alike two names are, 0 to 1, symmetric; scores as `spelling.likeness` gives them."""
    score = likeness(one, other)
    first, second = sorted((one, other))
    pair = f'"{first[:60]}" and "{second[:60]}"'
    if score == SAME_FORM:
        told = f"{pair} are one name" if one == other else f'{pair} are spellings of one name ("{normal_form(one)}")'
    elif score == SAME_SOUND:
        told = f'{pair} sound the same ("{sound_form(one)}")'
    elif score > OTHER:
        told = f"{pair} have the same consonants and differ in short vowels only"
    elif not normal_form(one) or not normal_form(other):
        told = f"{pair}: one of them has no letters to compare"
    else:
        told = f"{pair} are other names: {round(100 * score / OTHER)} % of their letters agree"
    return Reason(score=score, because=told)


def best(name: str, others: Iterable[str]) -> Reason | None:
    """The comparison with the closest of the other names; None where there is none to compare with."""
    found = [compare(name, other) for other in others]
    return max(found, key=lambda reason: reason.score, default=None)


def same(one: str, other: str) -> bool:
    """Whether the two are taken for one name."""
    return likeness(one, other) >= SAME
