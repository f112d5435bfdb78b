""" "35 were killed in the air strikes", "the raids hit a market": a deed spoken of again has the doer told before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.stance.timing import Timed
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase

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
#: Claims of harm, what does it face to face, and how many sentences before it that may stand.
HARM = frozenset({"casualty_report", "materiel_destroyed"})
FACE_TO_FACE = frozenset({"assault", "offensive", "armed_clash"})
ADJACENT = 2
#: Who is counted beside somebody told of before.
OTHERS = re.compile(r"\b(?:others?|another|more)\b", re.IGNORECASE)
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
SINCE_WHEN = re.compile(r"\bsince\b.{1,40}(?: when|, the (?:day|month|year))\b", re.IGNORECASE | re.DOTALL)
#: What one force does in one operation: who searches a house detains the people in it.
SEARCHED = frozenset({"detention", "materiel_captured", "assault", "offensive", "armed_clash"})
FOUND = frozenset({"detention", "materiel_captured"})
NEAR = 4
#: Openings after which the place spoken of before is no longer meant.
TURNS = (
    *("meanwhile", "elsewhere", "separately", "in another", "in other", "also in", "in a separate", "further south"),
    "further north",
)
#: Times of the day that the report speaks of, whatever it calls that day elsewhere: "this morning" may be Tuesday's.
NOW = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening", "overnight", "now", "earlier"})
#: A line of a release that lists strikes by place: "Near Mosul, five strikes destroyed …".
LINE = re.compile(
    r"^\W*(?:near|in|at|around|\w+ of) [^,.;]{2,40}, (?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    r" (?:air)?(?:strikes?|engagements?)\b",
    re.IGNORECASE,
)
LINES = 15
STRUCK = frozenset({"air_strike", "materiel_destroyed", "casualty_report"})
POINTING = frozenset({"the", "this", "these", "those", "that", "both"})


def share_company(drafts: Sequence[Draft]) -> None:
    """ "Three medics were wounded. Five others were detained": others of those told of right before."""
    told: Draft | None = None
    for draft in drafts:
        for number, loss in enumerate(draft.losses):
            if told is None or told.segment != draft.segment or draft.sentence.number - told.sentence.number > ADJACENT:
                break
            if loss.group.sort == "number" and OTHERS.search(loss.span.text):
                draft.count_for(number, told.losses[-1].group)
        if any(loss.group.sort != "number" for loss in draft.losses):
            told = draft


def share_deeds(drafts: Sequence[Draft]) -> None:
    """Gives drafts without a doer the doer of the deed that they point back to, with the reason."""
    share_company(drafts)
    for number, draft in enumerate(drafts):
        if draft.hit.kind.state:
            continue
        told = _told_before(draft, drafts[:number]) or _summed_up(draft, drafts[:number])
        if told is not None and draft.timed is None:
            draft.timed = told.timed or _day_of_sum(told, drafts[:number])
        if draft.slots.agents:
            continue
        why = "which is the same deed"
        if told is None and draft.type in HARM:
            told, why = _just_told(draft, drafts[:number]), "which did the harm"
        if told is not None:
            draft.take_doers(told.slots, told.type)
            draft.reasons.append(f"the doer is that of '{told.trigger.text}' before it, {why}")


def _told_before(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    noun, kind = draft.hit.token, draft.type
    if draft.cause is not None:
        noun, kind = draft.cause.token, draft.cause.kind.type
    if noun.pos_ != "VERB" and _points(noun):
        return _last(draft, earlier, FAMILIES.get(kind, frozenset()), REACH)
    if draft.type in FOUND:
        return _last(draft, earlier, SEARCHED, NEAR)
    return None


def _summed_up(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The sentence that a release sums up before it lists strikes by place, with doer and day."""
    if draft.type not in STRUCK or draft.slots.agents or not LINE.match(draft.sentence.text):
        return None
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > LINES:
            return None
        whole = other.type == "air_strike" and other.slots.agents and not LINE.match(other.sentence.text)
        if whole and other.hit.token.lower_.endswith("strikes"):
            return other
    return None


def _day_of_sum(told: Draft, earlier: Sequence[Draft]) -> Timed | None:
    """ "On Nov. 30, forces conducted 15 strikes. In Syria, they conducted six": the day of what these are a part of."""
    near = (d for d in reversed(earlier) if told.sentence.number - d.sentence.number in {1, 2} and d.type == told.type)
    same = next(near, None)
    whole = same is not None and told.hit.token.lower_ == same.hit.token.lower_ and told.hit.token.pos_ == "NOUN"
    return same.timed if same is not None and whole else None


def _just_told(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """ "Warplanes struck the town. Six people were killed": the deed told right before harm without a doer did it.

    It stands in the same sentence or one of the two before; harm elsewhere, or on another day, is another matter.
    """
    if draft.cause is not None and any(draft.cause.functions.get(name) for name in ("subject", "by", "compound")):
        return None
    if turns_away(draft) or SINCE.search(draft.sentence.text):
        return None  # a toll since a day sums up many deeds
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > ADJACENT:
            return None
        if other.hit.kind.state or other.type in HARM:
            continue
        near = other.slots.agents and other.type in FROM_AFAR | FACE_TO_FACE
        suits = near and not another_day(draft, other) and _same_ground(draft, other)
        return other if suits and (other.type in FROM_AFAR or _met(draft, other)) else None
    return None


def _same_ground(draft: Draft, other: Draft) -> bool:
    """Whether the harm names no place, or one that the deed names, too."""
    mine = {place.span.text for place in draft.slots.places if place.name is not None}
    return not mine or bool(mine & {place.span.text for place in other.slots.places})


def _met(draft: Draft, other: Draft) -> bool:
    """Whether those who suffer are, by the words, those whom the deed met: "clashed with rebels … ten rebels died"."""
    told = {phrase.lemma for phrase in (*other.slots.targets, *other.slots.agents) if phrase.sort != "pronoun"}
    suffering = [*draft.slots.victims, *draft.slots.targets]
    return any(phrase.lemma in told or phrase.sort == "pronoun" for phrase in suffering)


def _last(draft: Draft, earlier: Sequence[Draft], family: frozenset[str], reach: int) -> Draft | None:
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > reach:
            return None
        kinds = {other.type, *([other.cause.kind.type] if other.cause is not None else [])}
        if other.slots.agents and kinds & family:
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


def turns_away(draft: Draft) -> bool:
    """ "Meanwhile", "Elsewhere", "In another attack": the sentence leaves the place spoken of."""
    opening = " ".join(token.lower_ for token in draft.sentence.doc[:3])
    return opening.startswith(TURNS)


def another_day(draft: Draft, other: Draft) -> bool:
    """Whether both claims tell a time of their own, and not the same: what is told of April is not told of today."""
    mine, theirs = draft.timed, other.timed
    if mine is None or theirs is None or mine.reported or theirs.reported:
        return False
    words = {mine.expression.span.text.lower(), theirs.expression.span.text.lower()}
    return len(words - NOW) > 1


def dates_back(sentence: Parsed, word: Token) -> bool:
    """ "20,000 killed since 7 October, when fighters stormed the south": whether a word stands in a clause that only tells
    what happened on the day since which is counted."""
    before = sentence.document.text[sentence.pieces[0].start : sentence.start(word)]
    return SINCE_WHEN.search(before) is not None


def only_dates(phrase: Phrase, draft: Draft) -> bool:
    """Whether a phrase stands in such a clause and the draft does not."""
    return dates_back(phrase.sentence, phrase.head) and not dates_back(draft.sentence, draft.hit.token)


def points(draft: Draft) -> bool:
    """Whether a draft is told by a noun that points back: "the attack"."""
    return draft.hit.token.pos_ != "VERB" and _points(draft.hit.token)
