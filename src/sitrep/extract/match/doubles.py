"""One predicate, one claim: which of several triggers in a clause tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitrep.extract.match.triggers import Hit
from sitrep.read.syntax.arguments import governor

#: Types that a bomber, the bomb and the verb of its going off all tell together.
BLASTS = frozenset({"bombing", "suicide_bombing"})


def without_doubles(hits: Sequence[Hit]) -> list[Hit]:
    """One predicate, one claim: a verb and the noun of action it carries, or a strike and the killing it did, are one."""
    by_token = {hit.token.i: hit for hit in hits}
    kept = []
    for hit in hits:
        objects = [token for token in hit.functions.get("object", []) if token.i in by_token]
        sends = hit.kind.type == "reinforcement" and any(not by_token[t.i].kind.state for t in objects)
        carries = sends or (
            hit.token.pos_ == "VERB"
            and any(by_token[t.i].kind.type == hit.kind.type and t.dep_ == "obj" for t in objects)
        )
        if not carries and not _does_the_killing(hit, by_token) and not _goes_off(hit, by_token):
            kept.append(hit)
    return kept


def _goes_off(hit: Hit, by_token: Mapping[int, Hit]) -> bool:
    """ "A car bomb exploded": the noun and its verb tell one thing."""
    carrier = governor(hit.token)
    verb = by_token.get(carrier.i) if carrier is not None else None
    if verb is None or verb is hit or hit.token.pos_ == "VERB":
        return False
    same = verb.kind.type == hit.kind.type and hit.token.dep_ in {"nsubj", "nsubj:pass"}
    return same or ({verb.kind.type, hit.kind.type} <= BLASTS and verb.token.pos_ == "VERB")


def _does_the_killing(hit: Hit, by_token: Mapping[int, Hit]) -> bool:
    """ "Air strikes killed twelve": the clause is told by its verb; what killed is no second claim."""
    carrier = governor(hit.token)
    verb = by_token.get(carrier.i) if carrier is not None else None
    return (
        verb is not None
        and hit.token.dep_ in {"nsubj", "obl:agent"}
        and verb.kind.type == "casualty_report"
        and verb.token.i != hit.token.i
    )
