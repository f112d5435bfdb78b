"""Against whom a deed was where another clause of its sentence says so: "took the town after a battle with the army"."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.extract.drafts.draft import Draft
from sitrep.read.syntax.phrases import Phrase

#: What is taken from or destroyed of those who were fought beside it.
TAKING = frozenset({"territory_gain", "materiel_captured", "materiel_destroyed", "bombing"})
#: By these somebody is met: whose things are seized or burned next is told.
MEETING = frozenset({"armed_clash", "assault", "violence_against_civilians"})


def share_opponents(drafts: Sequence[Draft]) -> None:
    """Gives what was taken or destroyed, where the clause names no loser, those whom its doers fought there."""
    for draft in drafts:
        if draft.type not in TAKING or draft.slots.targets:
            continue
        for other in (each for each in drafts if each.sentence is draft.sentence):
            met = _fought(draft, other) or _held(draft, other)
            if met:
                draft.slots.targets = met
                draft.reasons.append(f"the opponent is that of '{other.trigger.text}' in the same sentence")
                break


def _fought(draft: Draft, other: Draft) -> list[Phrase]:
    """ "Took the town after clashes with the army", "ambushed a patrol and burned its truck"."""
    verb, first = draft.verb, other.verb
    if other.type not in MEETING or verb is None or first is None or other.status != draft.status:
        return []
    within = verb.is_ancestor(other.hit.token) and other.type == "armed_clash"
    joined = verb.dep_ == "conj" and verb.head == first and draft.type != "territory_gain"
    same = any(phrase in other.slots.agents for phrase in draft.slots.agents)
    return (
        [phrase for phrase in other.slots.targets if phrase not in draft.slots.agents]
        if same and (within or joined)
        else []
    )


def _held(draft: Draft, other: Draft) -> list[Phrase]:
    """ "Retook the village, which had been under rebel control"."""
    same = other.type == "control" and any(place in other.slots.places for place in draft.slots.places)
    inner = same and draft.hit.token.is_ancestor(other.hit.token)
    return [phrase for phrase in other.slots.agents if phrase not in draft.slots.agents] if inner else []
