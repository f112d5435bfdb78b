""" "35 were killed in the air strikes", "the raids hit a market": a deed spoken of again has the doer told before."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft

#: How many sentences back a deed may have been told with its doer.
REACH = 8
#: Types that one word may point back to: "the attack" was a bombing, a raid or a shelling.
FROM_AFAR = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing"})
FAMILIES = {
    "air_strike": frozenset({"air_strike"}),
    "shelling": frozenset({"shelling", "air_strike"}),
    "bombing": FROM_AFAR,
    "assault": FROM_AFAR | {"assault", "violence_against_civilians", "offensive"},
    "offensive": frozenset({"offensive", "assault", "territory_gain"}),
    "encirclement": frozenset({"encirclement"}),
    "violence_against_civilians": FROM_AFAR | {"violence_against_civilians", "assault"},
}
#: What one force does in one operation: who searches a house detains the people in it.
SEARCHED = frozenset({"detention", "materiel_captured", "assault", "offensive", "armed_clash"})
FOUND = frozenset({"detention", "materiel_captured"})
NEAR = 4
POINTING = frozenset({"the", "this", "these", "those", "that", "both"})


def share_deeds(drafts: Sequence[Draft]) -> None:
    """Gives drafts without a doer the doer of the deed that they point back to, with the reason."""
    for number, draft in enumerate(drafts):
        if draft.hit.kind.state:
            continue
        told = _told_before(draft, drafts[:number])
        if told is not None and draft.timed is None:
            draft.timed = told.timed
        if told is not None and not draft.slots.agents:
            draft.slots.agents = [phrase for phrase in told.slots.agents if phrase not in draft.slots.victims]
            draft.inferred.add("deed")
            draft.reasons.append(f"the doer is that of '{told.trigger.text}' before it, which is the same deed")


def _told_before(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    noun, kind = draft.hit.token, draft.type
    if draft.cause is not None:
        noun, kind = draft.cause.token, draft.cause.kind.type
    if noun.pos_ != "VERB" and _points(noun):
        return _last(draft, earlier, FAMILIES.get(kind, frozenset()), REACH)
    if draft.type in FOUND:
        return _last(draft, earlier, SEARCHED, NEAR)
    return None


def _last(draft: Draft, earlier: Sequence[Draft], family: frozenset[str], reach: int) -> Draft | None:
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > reach:
            return None
        if other.slots.agents and other.type in family:
            return other
    return None


def same_deed(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The last deed with a place that "the strikes", "the attack" of a draft point back to."""
    noun, kind = draft.hit.token, draft.type
    if draft.cause is not None:
        noun, kind = draft.cause.token, draft.cause.kind.type
    if noun.pos_ == "VERB" or not _points(noun):
        return None
    family = FAMILIES.get(kind, frozenset())
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > REACH:
            return None
        deed = other.type if other.cause is None else other.cause.kind.type
        if other.slots.places and (other.type in family or deed in family):
            return other
    return None


def _points(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in POINTING for child in noun.children)
