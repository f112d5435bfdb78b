"""Whom one number counts: two groups, several who are named, or those before a second participle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitrep.extract.match.triggers import Hit
from sitrep.read.syntax.numbers import Counted
from sitrep.read.syntax.phrases import Phrase

#: So many names beside a noun are those that it speaks of.
NAMED_TOGETHER = 2
#: The sort of a phrase that means two sides: it is neither of them.
BOTH_SIDES = "both"
#: "One was killed and another wounded".
ANOTHER = Counted(0, 0, 1, 1)


def counted_with(phrase: Phrase, victims: Sequence[Phrase]) -> bool:
    """ "128 troops and militiamen", "ten members of the army and militias": the number counts both, and the second group
    is no loss beside the first."""
    head = phrase.head
    bare = head.dep_ == "conj" and not any(child.dep_ in {"det", "nummod", "nmod:poss"} for child in head.lefts)
    number = phrase.number
    if (
        number is not None
        and not number.few
        and any(v.first.i == phrase.first.i and v.head.i < head.i for v in victims)
    ):
        return True
    told = next((other for other in victims if other.first.i <= head.head.i <= other.last.i), None)
    return bare and phrase.number is None and told is not None and told.number is not None and not told.number.few


def with_other(phrase: Phrase, victims: Sequence[Phrase]) -> Phrase:
    """ "70 regime and rebel fighters": the fighters of both sides, whom one number counts; any other phrase as it is."""
    others = (each for each in victims if each.head.dep_ == "conj" and each.head.head.i == phrase.head.i)
    other = next((each for each in others if each.plural and each.number is None), None)
    if other is None or phrase.number is None or phrase.number.few or phrase.plural or phrase.sort == "person":
        return phrase
    return replace(phrase, head=other.head, last=other.last, kind="people", sort=BOTH_SIDES, name=None)


def named_beside(victims: Sequence[Phrase]) -> Sequence[Phrase]:
    """ "The brothers Ali and Omar", "Ali and Omar, two brothers": who those are that are named beside it, then their names."""
    names = [phrase for phrase in victims if phrase.name is phrase.head and phrase.kind in {"name", "actor"}]
    others = [phrase for phrase in victims if phrase not in names]
    if len(others) != 1 or len(names) < NAMED_TOGETHER or not others[0].plural:
        return []
    told, number = others[0], others[0].number
    ahead = told.last.i < names[0].first.i
    one, other = (told, names[0]) if ahead else (names[-1], told)
    between = [token.text for token in told.head.doc[one.last.i + 1 : other.first.i]]
    return [told, *names] if between in ([], [","]) and (number is None or number.low == len(names)) else []


def counted_apart(hit: Hit, victims: Sequence[Phrase]) -> Counted | None:
    """ "15 villagers were killed and many wounded": the count before a second participle, which has no noun of its own."""
    before = hit.token.nbor(-1) if hit.token.i and hit.token.tag_ == "VBN" and len(victims) == 1 else None
    told = before is None or before.pos_ == "NOUN" or victims[0].last.i >= before.i - 1
    if told or before is None:
        return None
    return ANOTHER if before.lower_ == "another" else hit.sentence.pieces[before.i].number
