""" "No rebels entered the town", "killed no civilians": a clause that tells of nobody and nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from sitrep.lexicon.nouns import Stance
from sitrep.read.syntax.arguments import conjuncts, verb_functions

#: Words before a noun that leave nothing of it.
NO = frozenset({"no", "neither", "nor", "zero"})
#: Words that stand for no one and no thing.
NOBODY = frozenset({"nobody", "none", "no-one", "nothing", "neither"})
#: "not a single soldier", "not one".
ONE = frozenset({"a", "an", "one", "single"})
#: "no fewer than twenty", "no longer": the word after denies nothing.
COMPARES = frozenset({"fewer", "less", "more", "longer", "later", "doubt", "matter"})


def empty(nouns: Sequence[Token]) -> list[bool]:
    """Which of the nouns in order the words deny. In a list the first "no" holds for what has no number or article of its
    own: "no women or children", but "no civilians and 12 soldiers"."""
    found = [_denied(noun) for noun in nouns]
    for before, at in pairwise(range(len(nouns))):
        found[at] = found[at] or (found[before] and _bare(nouns[at]))
    return found


def told_of_none(verb: Token, stance: Stance) -> Token | None:
    """The subject or object of which the clause says that there was none."""
    functions = verb_functions(verb, stance)
    for name in ("subject", "object"):
        nouns = sorted(_nouns(functions[name]), key=lambda noun: noun.i)
        if nouns and all(empty(nouns)):
            return nouns[0]
    return None


def _nouns(heads: Sequence[Token]) -> Iterator[Token]:
    for head in heads:
        yield from conjuncts(head)


def _denied(noun: Token) -> bool:
    if noun.lower_ in NOBODY:
        return True
    first = noun.left_edge
    single = first.lower_ in ONE and first.i > 0 and first.nbor(-1).lower_ == "not"
    return single or any(_leaves_none(word) for word in noun.lefts)


def _leaves_none(word: Token) -> bool:
    following = word.nbor(1).lower_
    return (word.lower_ in NO and following not in COMPARES) or (word.lower_ == "not" and following in ONE)


def _bare(noun: Token) -> bool:
    own = any(word.dep_ in {"det", "nummod", "nmod:poss"} for word in noun.lefts)
    return not own and not any(word.lower_ == "but" for word in noun.lefts)
