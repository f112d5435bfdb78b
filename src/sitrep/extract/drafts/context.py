"""What a clause leaves to the report around it: the place that is meant, and the doer of "has been liberated"."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from spacy.tokens import Token

from sitrep.extract.drafts.draft import Draft
from sitrep.extract.listing import listed
from sitrep.extract.roles import LOCATIVE
from sitrep.extract.stance.sources import Sources
from sitrep.model.text import Segment
from sitrep.read.syntax.clauses import is_passive, preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: How many sentences back a place may stand.
REACH = 6
#: Openings after which the place spoken of before is no longer meant.
TURNS = (
    "meanwhile",
    "elsewhere",
    "separately",
    "in another",
    "in other",
    "also in",
    "in a separate",
    "further south",
    "further north",
)
#: Verbs whose place is the speaker's.
TELLING = frozenset({"tell", "say", "speak", "report", "announce"})
PARTY = frozenset({"actor", "name"})


def implied_agents(drafts: Sequence[Draft], sources: Sources) -> None:
    """Deeds without a doer that a party to the fighting tells as its own.

    "It has been liberated", said by those who took it; and in a quotation that says "we" any deed against others.
    """
    for draft in drafts:
        rule, said = draft.hit.kind.implied_agent, draft.said.speakers
        if not rule or draft.slots.agents or not said or draft.status != "happened" or said[0].kind not in PARTY:
            continue
        passive = draft.hit.token.pos_ == "VERB" and is_passive(draft.hit.token)
        if (rule == "speaker" and passive) or _says_we(draft, sources):
            draft.slots.agents.append(said[0])
            draft.inferred.add("agents")
            draft.reasons.append(f"no doer is named: '{said[0].span.text}' says so of its own side")


def _says_we(draft: Draft, sources: Sources) -> bool:
    """Whether the quotation around a claim, over all its sentences in the paragraph, speaks in the first person plural."""
    sentence = draft.sentence
    if sources.quote_at(sentence.start(draft.hit.token)) is None:
        return False
    same = [other for other in sources.sentences if other.segment == sentence.segment]
    quoted = [t for other in same for t in other.doc if sources.quote_at(other.start(t)) is not None]
    return any(token.lower_ in {"we", "our", "us", "ours"} for token in quoted)


def inherit_places(
    drafts: Sequence[Draft],
    phrases: Mapping[int, Sequence[Phrase]],
    segments: Sequence[Segment],
    countries: Container[str],
) -> None:
    """Fills empty places: from the same sentence, then from the last claim with a place in this part of the report.

    `countries`: names of countries, small; a country told before is hardly the place that is meant.
    """
    for index, draft in enumerate(drafts):
        vague = [place for place in draft.slots.places if _says_little(place)]
        if len(vague) < len(draft.slots.places) or draft.hit.kind.location != "report":
            continue
        found, why = _in_sentence(draft, drafts, phrases[draft.sentence.number])
        if not found:
            found, why = _before(draft, drafts[:index], segments, countries)
        if not found:
            found, why = _told_before(draft, phrases, segments)
        if found:
            draft.slots.places = [*vague, *(place for place in found if place not in vague)]
            draft.inferred.add("places")
            draft.reasons.append(why)


def _says_little(place: Phrase) -> bool:
    """ "Several villages", "positions of the rebels", "a market": the place without a name lies in one that the report names.
    "The base", "the town" point back by themselves."""
    if place.name is not None or any(child.dep_ in {"nmod", "obl"} for child in _places_behind(place)):
        return False
    definite = any(child.dep_ == "det" and child.lower_ in {"the", "this", "that"} for child in place.head.children)
    return not (definite and not place.plural and place.sort in {"settlement", "base", "checkpoint", "admin"})


def _places_behind(place: Phrase) -> list[Token]:
    """Names behind the noun that place it: "positions in Jobar"; not its owner: "positions of the rebels"."""
    return [
        child
        for child in place.head.children
        if place.sentence.name(child) in {"place", "unknown", "list"} and child.i > place.head.i
    ]


def _in_sentence(draft: Draft, drafts: Sequence[Draft], phrases: Sequence[Phrase]) -> tuple[Sequence[Phrase], str]:
    same = [
        d
        for d in drafts
        if d.sentence.number == draft.sentence.number and d.slots.places and "places" not in d.inferred
    ]
    if same:
        near = min(same, key=lambda d: (-len(d.slots.places), abs(d.hit.token.i - draft.hit.token.i)))
        return near.slots.places, f"the place is that of '{near.trigger.text}' in the same sentence"
    sources = set(draft.said.speakers)
    local = [p for p in phrases if _is_locative(p) and p not in sources and not _of_speech(p, draft)]
    if local:
        near_phrase = min(local, key=lambda p: abs(p.head.i - draft.hit.token.i))
        return list(listed(near_phrase)), f"'{near_phrase.span.text}' is the place that the sentence names"
    owning = [p for p in phrases if p.kind == "place" and p.name is p.head and p.head.dep_ == "nmod:poss"]
    if owning:  # "half of Syria's population"
        return owning[:1], f"'{owning[0].span.text}' is the place that the sentence names"
    return (), ""


def _of_speech(phrase: Phrase, draft: Draft) -> bool:
    """ "… told reporters in Geneva": where a thing is said is not where it happened."""
    return phrase.head.head.i in {verb.i for verb in draft.said.verbs if verb.doc is phrase.head.doc}


def _is_locative(phrase: Phrase) -> bool:
    if phrase.kind != "place" and not (phrase.kind == "name" and preposition(phrase.head) in {"in", "at", "near"}):
        return False
    return preposition(phrase.head).split(" ")[0] in LOCATIVE and (
        phrase.name is not None or phrase.sort in {"base", "checkpoint", "settlement", "area"}
    )


def _before(
    draft: Draft, earlier: Sequence[Draft], segments: Sequence[Segment], countries: Container[str]
) -> tuple[Sequence[Phrase], str]:
    if _turns_away(draft):
        return (), ""
    for other in reversed(earlier):
        if draft.sentence.number - other.sentence.number > REACH or _headed_between(other, draft, segments):
            break
        lasting = [place for place in other.slots.places if _lasts(place) and place.span.text.lower() not in countries]
        if lasting and other.type not in {"control", "alliance"} and not _another_day(draft, other):
            return lasting, f"the report's last place, of '{other.trigger.text}' before it, is meant"
    return (), ""


def _lasts(phrase: Phrase) -> bool:
    """Whether a place stays meant in the sentences after it: one with a name, or "the base", not "five villages"."""
    return phrase.name is not None or (not phrase.plural and phrase.sort in {"base", "checkpoint", "settlement"})


def _turns_away(draft: Draft) -> bool:
    """ "Meanwhile", "Elsewhere", "In another attack": the sentence leaves the place spoken of."""
    opening = " ".join(token.lower_ for token in draft.sentence.doc[:3])
    return opening.startswith(TURNS)


def _another_day(draft: Draft, other: Draft) -> bool:
    """Whether both claims tell a time of their own, and not the same: what is told of April is not told of today."""
    mine, theirs = draft.timed, other.timed
    told = mine is not None and theirs is not None and not mine.reported and not theirs.reported
    return told and mine.expression.span.text.lower() != theirs.expression.span.text.lower()  # type: ignore[union-attr]


def _told_before(
    draft: Draft, phrases: Mapping[int, Sequence[Phrase]], segments: Sequence[Segment]
) -> tuple[Sequence[Phrase], str]:
    """The last place that a sentence before the claim names, in the same paragraph, or else the headline's."""
    if _turns_away(draft):
        return (), ""
    for number in range(draft.sentence.number - 1, -1, -1):
        local = [p for p in phrases[number] if _is_locative(p) and lemma_of(p.head.head) not in TELLING]
        if not local:
            continue
        part = local[0].sentence.segment
        if part == draft.sentence.segment or segments[part].kind in {"headline", "heading"}:
            return list(listed(local[0])), f"'{local[0].span.text}' is the place that the sentence before names"
    return (), ""


def _headed_between(first: Draft, second: Draft, segments: Sequence[Segment]) -> bool:
    """Whether a section heading stands between two claims: what is told after it is another matter."""
    between = segments[first.sentence.segment + 1 : second.sentence.segment]
    return any(part.kind == "heading" for part in between)
