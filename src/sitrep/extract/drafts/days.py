"""When a claim was whose clause does not say so: the day of its sentence, or of what the report told of the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as dataclass_replace

from spacy.tokens import Token

from sitrep.extract.drafts.deeds import turns_away
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.stance.timing import own_clause
from sitrep.model.record import replace
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.phrases import lemma_of
from sitrep.read.time_words import TimeExpression

#: How many sentences back a claim of the same place may stand.
REACH = 3
#: How many sentences back the claim may stand whose own words tell the day.
FAR = 8
#: A day opens its sentence where so many characters at most stand before it: "On the night of".
OPENS = 16
#: What lasts longer than a day.
LONG = frozenset({"war", "fighting", "offensive", "battle", "campaign", "conflict", "siege", "violence"})
#: By these a deed is told that another came after.
AFTER = frozenset({"following", "after"})
#: Units within a day.
SHORT = frozenset({"hour", "minute", "second"})
#: Kinds of times that name one day, or a part of one: they stay meant; "in 2011" and "since May" do not.
DAYS = frozenset({"date", "monthday", "weekday"})
NEAR_DAYS = frozenset({"day", "night"})


def share_days(drafts: Sequence[Draft]) -> None:
    """Gives past deeds without a time the day that is meant, with the reason."""
    count_days(drafts)
    for number, draft in enumerate(drafts):
        if (
            draft.timed is not None
            or draft.hit.kind.state
            or draft.status in {"planned", "hypothetical"}
            or _perfect(draft)
        ):
            continue
        other = _beside(draft, drafts) or _told(draft, drafts[:number])
        if other is None or other.timed is None:
            continue
        if _afterwards(draft, other):
            draft.timed = dataclass_replace(
                other.timed, expression=replace(other.timed.expression, relation="since"), reported=False
            )
            draft.reasons.append(f"it came after '{other.trigger.text}'")
        else:
            draft.timed = other.timed
            draft.reasons.append(f"the day is that of '{other.trigger.text}', told with it")
        draft.dated_by = _teller(other)


def _afterwards(draft: Draft, other: Draft) -> bool:
    """ "Following the fall of the town, jets raided it": what comes after a deed is of its day or later."""
    verb = draft.verb
    behind = other.sentence is draft.sentence and verb is not None and verb.is_ancestor(other.hit.token)
    return behind and preposition(other.hit.token) in AFTER


def count_days(drafts: Sequence[Draft]) -> None:
    """Gives "a day earlier", "two days after the raid" the day of the deed that they count from."""
    for number, draft in enumerate(drafts):
        timed = draft.timed
        if timed is None or timed.expression.kind != "order" or timed.counted is not None:
            continue
        joins = timed.expression.span.text.lower().endswith(("after", "before"))
        other = _counted_from(draft, drafts[:number], drafts, joins)
        if other is None or other.timed is None:
            continue
        expression = timed.expression
        if joins and timed.start < draft.trigger.start:  # "a day after they fired": told of the deed before
            expression = replace(expression, order="before" if expression.order == "after" else "after")
        same_day = expression.unit in SHORT or expression.order == "same"
        draft.timed = other.timed if same_day else dataclass_replace(timed, expression=expression, counted=other.timed)
        draft.reasons.append(f"'{timed.expression.span.text}' counts from the day of '{other.trigger.text}'")


def _counted_from(draft: Draft, earlier: Sequence[Draft], drafts: Sequence[Draft], joins: bool) -> Draft | None:
    """The deed with a day in the same sentence where "after" joins both, else the last one told before."""
    here = [each for each in drafts if each.sentence.number == draft.sentence.number and _names_day(each)]
    before = next((each for each in reversed(earlier) if _names_day(each)), None)
    near = before is not None and draft.sentence.number - before.sentence.number <= REACH
    return here[0] if joins and here else before if near else None


def _beside(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Another deed of the sentence: "two were killed and five were wounded by shells that hit Izium on Friday"."""
    same = [each for each in drafts if each.sentence.number == draft.sentence.number and _names_day(each)]
    same = [each for each in same if not each.hit.kind.state and _one_deed(draft, each)]
    return min(same, key=lambda each: abs(each.hit.token.i - draft.hit.token.i), default=None)


def _one_deed(draft: Draft, other: Draft) -> bool:
    """Not two deeds that "and" joins: "took the hill and the army withdrew on Friday"."""
    losses = draft.type == other.type == "casualty_report"
    return losses or own_clause(draft.hit.token) == own_clause(other.hit.token)


def _told(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The deed that the claim follows, or one told shortly before it of the same place."""
    if _is_total(draft):
        return None
    if draft.follows is not None:
        return draft.follows if _names_day(draft.follows) else None
    if _many_days(draft, earlier):
        return None
    mine = {place.span.text.lower() for place in draft.slots.places if place.name is not None}  # "the city" points back
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > REACH:
            return None
        if draft.sentence.number - _teller(other).sentence.number > FAR:
            continue
        theirs = {place.span.text.lower() for place in other.slots.places}
        if _names_day(other) and not other.hit.kind.state and (mine & theirs or not mine or _tells_on(draft)):
            return other
    return None


def _teller(draft: Draft) -> Draft:
    """The claim whose own words tell the day that a claim has."""
    return draft.dated_by or draft


def _many_days(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Whether two different days were told right before: of which of them the sentence speaks nobody knows, unless the
    last one opens its sentence."""
    near = [each for each in earlier if draft.sentence.number - each.sentence.number <= REACH]
    days = [each for each in near if each.dated_by is None and _names_day(each) and not each.hit.kind.state]
    if not days or _opens(days[-1]):
        return False
    told = [each.timed.expression for each in days if each.timed is not None]
    return any(_differs(one, other) for one in told for other in told)


def _opens(draft: Draft) -> bool:
    """ "On Tuesday, …": what follows is told of that day."""
    return draft.timed is not None and draft.timed.start - draft.sentence.pieces[0].start <= OPENS


def _is_total(draft: Draft) -> bool:
    """ "130 were killed in the fighting", "so far": counted over days, not on the one that was told last."""
    token = draft.hit.token
    if draft.type != "casualty_report":
        return False
    spans = [c for c in token.children if c.dep_ in {"obl", "nmod"} and preposition(c) in {"in", "during"}]
    long = any(lemma_of(c) in LONG and any(d.dep_ == "det" for d in c.lefts) for c in spans)
    return long or any(word.lower_ == "far" and word.nbor(-1).lower_ == "so" for word in token.rights)


def _differs(one: TimeExpression, other: TimeExpression) -> bool:
    """Two days of the calendar, of the week, or counted from today; "Friday" may be yesterday."""
    same = one.kind == other.kind
    return same and any(getattr(one, name) != getattr(other, name) for name in ("day", "month", "weekday", "offset"))


def _tells_on(draft: Draft) -> bool:
    """ "In Baiji they set fire to the court house": a report that goes on in the simple past, or by a noun, tells of the
    same day, of whatever place."""
    token = draft.hit.token
    if turns_away(draft):
        return False
    return token.tag_ == "VBD" or token.pos_ == "NOUN" or _passive_past(token)


def _passive_past(token: Token) -> bool:
    """ "Were killed", not "have been killed"."""
    return any(child.dep_ == "aux:pass" and child.lower_ in {"was", "were"} for child in token.children)


def _names_day(draft: Draft) -> bool:
    timed = draft.timed
    if timed is None or timed.expression.relation != "at":
        return False
    return timed.expression.kind in DAYS or (timed.expression.kind == "relative" and timed.expression.unit in NEAR_DAYS)


def _perfect(draft: Draft) -> bool:
    """ "Have been killed": told up to now, and not of one day."""
    verb = draft.verb
    return verb is not None and any(
        child.dep_.startswith("aux") and lemma_of(child) == "have" for child in verb.children
    )
