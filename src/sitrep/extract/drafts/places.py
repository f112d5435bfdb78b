"""Where a claim is whose clause does not say so: the sentence around it tells, or what the report spoke of last."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from spacy.tokens import Token

from sitrep.extract.drafts.context import clauses_over, for_years, of_whole_war
from sitrep.extract.drafts.deeds import another_day, dates_back, only_dates, same_deed, turns_away
from sitrep.extract.drafts.draft import Draft
from sitrep.extract.listing import LOCATIVE, places_meant
from sitrep.model.text import Segment
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: How many sentences back a place may stand.
REACH = 6
#: Verbs whose place is the speaker's.
TELLING = frozenset({"tell", "say", "speak", "report", "announce", "meet", "base"})
#: A state holds where it is told, and is no place that the next sentence is about.
STATES = frozenset({"control", "alliance"})
#: Where people meet nothing else happens.
MEETINGS = frozenset([
    "meet", "sign", "agree", "negotiate", "talk", "talks", "meeting", "summit", "conference", "negotiation",
    "round", "session", "deal", "accord", "congress",
])  # fmt: skip
#: Names that may be a place's.
NAMED = frozenset({"place", "unknown", "list"})
#: What is done by whose it is, to a place behind "of".
DEEDS = frozenset([
    "invasion", "incursion", "offensive", "campaign", "intervention", "bombardment", "bombing", "shelling", "attack",
    "assault", "operation", "raid", "strike", "siege", "occupation", "annexation", "capture", "seizure", "blockade",
])  # fmt: skip
POINTERS = frozenset({"the", "this", "that"})
#: Sorts of places that a phrase without a name may point to: "the base", "the province".
POINTED = frozenset({"base", "checkpoint", "settlement", "area", "admin"})
Found = tuple[Sequence[Phrase], str]
NOTHING: Found = ((), "")
#: What people flee from, and return to: wherever they live.
HOMES = frozenset({"home", "house"})


class PlacesTold:
    """Fills the empty places of a report's drafts, with the reasons.

    `countries`: names of countries, small; a country told before is hardly the place that is meant.
    """

    def __init__(
        self,
        drafts: Sequence[Draft],
        phrases: Mapping[int, Mapping[int, Phrase]],
        segments: Sequence[Segment],
        countries: Container[str],
    ) -> None:
        self.drafts = drafts
        self.phrases = phrases
        self.segments = segments
        self.countries = countries

    def fill(self) -> None:
        """Gives every draft without a place of its own the one that is meant."""
        for index, draft in enumerate(self.drafts):
            if draft.hit.kind.location == "report":
                draft.beside = self._beside(draft.sentence.number, draft)
            vague = [place for place in draft.slots.places if _says_little(place)]
            if len(vague) < len(draft.slots.places) or not (draft.hit.kind.location == "report" or _holds_vague(draft)):
                continue
            before = self.phrases.get(draft.sentence.number - 1, {}).values()
            draft.whole = of_whole_war(draft, before, self.countries)
            found, why = NOTHING if _usual(draft) else self._meant(draft, self.drafts[:index])
            here = any(place.sentence.number == draft.sentence.number for place in found)
            draft.whole = draft.whole or (not here and for_years(draft))
            if found:
                self._take(draft, found, [place for place in vague if not _own_home(place)])
                draft.reasons.append(why)

    def _take(self, draft: Draft, found: Sequence[Phrase], vague: Sequence[Phrase]) -> None:
        draft.slots.places = [*vague, *(place for place in found if place not in vague)]
        draft.inferred.add("places")
        first = min(place.sentence.number for place in found)
        for number in range(draft.sentence.number - 1, first - 1, -1):
            draft.beside += self._beside(number, draft)

    def _beside(self, number: int, draft: Draft) -> list[Phrase]:
        """The places that a sentence names beside its claims, the nearest to the trigger first."""
        grid = self.phrases.get(number, {})
        local = [p for p in grid.values() if p.name is not None and (_is_locative(p) or _towards(p))]
        local = [p for p in local if not _of_speech(p, draft)]
        local = [p for p in local if not _of_speaker(p, draft)]
        local.sort(key=lambda p: abs(p.head.i - draft.hit.token.i))
        return [each for p in local if lemma_of(p.head.head) not in TELLING for each in places_meant(p, grid)]

    def _meant(self, draft: Draft, earlier: Sequence[Draft]) -> Found:
        where = _where(draft.hit.token, self.phrases[draft.sentence.number])
        if where is not None:
            return [where], f"'where' speaks of '{where.span.text}'"
        told = same_deed(draft, earlier)
        if told is not None and told.sentence.number < draft.sentence.number:
            draft.follows = told
            return told.slots.places, f"the place of '{told.trigger.text}' before it, which is the same deed"
        found = NOTHING if _points_back(draft.hit.token) else self._in_sentence(draft)
        found = found if found[0] else self._before(draft, earlier)
        return found if found[0] else self._described(draft)

    def _described(self, draft: Draft) -> Found:
        """Failing all else, what another claim of the sentence only describes: "when they captured a gas field"."""
        for other in self.drafts:
            if other.sentence.number != draft.sentence.number or other is draft or not other.slots.places:
                continue
            if dates_back(draft.sentence, draft.hit.token) or not dates_back(other.sentence, other.hit.token):
                return other.slots.places, f"the place is that of '{other.trigger.text}' in the same sentence"
        return NOTHING

    def _in_sentence(self, draft: Draft) -> Found:
        grid, token = self.phrases[draft.sentence.number], draft.hit.token
        local = [p for p in grid.values() if (_is_locative(p) or _is_done_to(p)) and p not in draft.said.speakers]
        local = [p for p in local if not (_of_speech(p, draft) or _of_speaker(p, draft))]
        local = [p for p in local if not only_dates(p, draft)]
        own = [p for p in local if p.head.head.i == token.i]
        if own:  # "among the dead in Douma"
            return places_meant(own[0], grid), f"'{own[0].span.text}' stands with '{draft.trigger.text}'"
        same = [
            other
            for other in self.drafts
            if other.sentence.number == draft.sentence.number and other is not draft and "places" not in other.inferred
            if not all(_says_little(place) for place in other.slots.places)
            if dates_back(draft.sentence, token) or not dates_back(other.sentence, other.hit.token)
        ]
        if same:
            near = min(same, key=lambda other: (-len(other.slots.places), abs(other.hit.token.i - token.i)))
            return near.slots.places, f"the place is that of '{near.trigger.text}' in the same sentence"
        if local:
            near_phrase = min(local, key=lambda p: abs(p.head.i - token.i))
            return places_meant(near_phrase, grid), f"'{near_phrase.span.text}' is the place that the sentence names"
        owning = [p for p in grid.values() if p.kind == "place" and p.name is p.head and p.head.dep_ == "nmod:poss"]
        owning = [p for p in owning if p.head.head.i not in grid or grid[p.head.head.i].kind != "actor"]
        owning = [p for p in owning if lemma_of(p.head.head) not in DEEDS]  # "since Russia's invasion"
        if owning:  # "half of Syria's population"
            return owning[:1], f"'{owning[0].span.text}' is the place that the sentence names"
        beside = [other for other in self.drafts if other.sentence.number == draft.sentence.number]
        new = next((other for other in beside if any(_is_new(place) for place in other.slots.places)), None)
        if new is not None and new is not draft:  # "burned a village and abducted 20 girls"
            return new.slots.places, f"the place is that of '{new.trigger.text}' in the same sentence"
        return NOTHING

    def _before(self, draft: Draft, earlier: Sequence[Draft]) -> Found:
        """What the sentences before speak of, the nearest first: the place of a claim, else one that is only named."""
        if turns_away(draft):
            return NOTHING
        other_day = NOTHING
        for number in range(draft.sentence.number - 1, -1, -1):
            near = draft.sentence.number - number <= REACH
            claims = [other for other in earlier if other.sentence.number == number]
            if claims and self._headed_between(claims[0], draft):
                break
            for other in reversed(claims if near else []):
                lasting = self._lasting(other)
                if lasting and not another_day(draft, other):
                    draft.follows = other
                    return lasting, f"the report's last place, of '{other.trigger.text}' before it, is meant"
                if lasting and not other_day[0]:
                    other_day = lasting, f"the place of '{other.trigger.text}' before it, told of another day"
            named = [] if any(place.sentence.number == number for place in other_day[0]) else self._named(number, draft)
            if named:
                return named, f"'{named[0].span.text}' is the place that the sentence before names"
        return other_day

    def _lasting(self, other: Draft) -> list[Phrase]:
        """The places of a claim that stay meant after it."""
        if other.type in STATES or "places" in other.inferred:
            return []
        apart = [place for place in other.slots.places if lemma_of(place.head.head) not in MEETINGS]
        return [place for place in apart if _lasts(place) and not self._is_country(place)]

    def _is_country(self, place: Phrase) -> bool:
        return place.span.text.lower() in self.countries

    def _named(self, number: int, draft: Draft) -> list[Phrase]:
        """The last place that a sentence names, where it stands in the draft's paragraph or in a headline."""
        grid = self.phrases.get(number, {})
        local = [p for p in grid.values() if _is_locative(p) and not _of_speaker(p, draft)]
        local = [p for p in local if lemma_of(p.head.head) not in TELLING | MEETINGS]
        local = [p for p in local if not self._is_country(p)]
        part = local[0].sentence.segment if local else -1
        if not local or (part != draft.sentence.segment and self.segments[part].kind not in {"headline", "heading"}):
            return []
        return places_meant(local[0], grid)

    def _headed_between(self, first: Draft, second: Draft) -> bool:
        """Whether a section heading stands between two claims: what is told after it is another matter."""
        between = self.segments[first.sentence.segment + 1 : second.sentence.segment]
        return any(part.kind == "heading" for part in between)


def _says_little(place: Phrase) -> bool:
    """ "Several villages", "positions of the rebels", "a market": the place without a name lies in one that the report names.
    "The base", "the town" point back by themselves."""
    if place.name is not None or any(child.dep_ in {"nmod", "obl"} for child in _places_behind(place)):
        return False
    return not (_definite(place) and not place.plural and place.sort in {"settlement", "base", "checkpoint", "admin"})


def _is_new(place: Phrase) -> bool:
    """ "A northern village": one that the report has not told of."""
    return place.name is None and place.sort == "settlement" and not place.plural and not _definite(place)


def _holds_vague(draft: Draft) -> bool:
    """ "Rebel-held areas", "they still hold some districts": of the place that is spoken of."""
    return draft.type == "control" and (bool(draft.slots.places) or draft.hit.token.dep_ == "amod")


def _usual(draft: Draft) -> bool:
    """ "The leader conducts ambushes", "they attack our civilians": what somebody does as a rule is done nowhere."""
    verb = draft.verb
    if verb is None or draft.hit.kind.state or draft.segment.kind in {"headline", "heading"}:
        return False
    return verb.tag_ in {"VBZ", "VBP"} and draft.status == "happened" and draft.timed is None


def _own_home(place: Phrase) -> bool:
    """ "Fled their homes"."""
    return place.lemma in HOMES and any(child.dep_ == "nmod:poss" for child in place.head.children)


def _definite(place: Phrase) -> bool:
    return any(child.dep_ == "det" and child.lower_ in POINTERS for child in place.head.children)


def _places_behind(place: Phrase) -> list[Token]:
    """Names behind the noun that place it: "positions in Jobar"; not its owner: "positions of the rebels", "centres of
    Hezbollah's Aziz unit"."""
    behind = [child for child in place.head.children if child.i > place.head.i]
    named = [child for child in behind if place.sentence.name(child) in NAMED]
    before = [child for child in behind if any(place.sentence.name(word) in NAMED for word in child.lefts)]
    return named + [child for child in before if child not in named and preposition(child) != "of"]


def _where(token: Token, grid: Mapping[int, Phrase]) -> Phrase | None:
    """The place that a clause with "where" is about: "Iraq, where it took two towns"."""
    for clause in clauses_over(token):
        if not any(child.lower_ == "where" for child in clause.children):
            continue
        before = [p for p in grid.values() if p.last.i < clause.left_edge.i and p.kind in {"place", "name"}]
        near = max(before, key=lambda p: (p.last.i, -p.first.i), default=None)
        return near if near is not None and clause.left_edge.i - near.last.i <= len(", where") else None
    return None


def _points_back(token: Token) -> bool:
    """ "Five assaults there", "an army post was attacked there": the place is one of those told before."""
    near = [token, token.head] if token.head.pos_ == "VERB" else [token]
    return any(child.lower_ == "there" and child.dep_ == "advmod" for each in near for child in each.children)


def _of_speech(phrase: Phrase, draft: Draft) -> bool:
    """ "… told reporters in Geneva": where a thing is said is not where it happened."""
    return phrase.head.head.i in {verb.i for verb in draft.said.verbs if verb.doc is phrase.head.doc}


def _of_speaker(phrase: Phrase, draft: Draft) -> bool:
    """ "Officials in Yerevan said", "the Observatory, which has sources in the country": nor is it where those are who say it."""
    speakers = {each.head.i for each in draft.said.speakers if each.sentence.number == phrase.sentence.number}
    who = phrase.head.head
    if any(above.i in speakers for above in phrase.head.ancestors):
        return True
    return who.dep_ in {"nsubj", "obl"} and who.head.i != who.i and lemma_of(who.head) in TELLING


def _towards(phrase: Phrase) -> bool:
    """ "Tracked a group to a remote part of Sangin district"."""
    return phrase.kind == "place" and preposition(phrase.head).split(" ")[0] in {"to", "into", "towards", "toward"}


def _is_locative(phrase: Phrase) -> bool:
    if phrase.lemma == "border" and phrase.name is None:
        return False  # "across the border" tells whence and not where
    if phrase.kind != "place" and not (phrase.kind == "name" and preposition(phrase.head) in {"in", "at", "near"}):
        return False
    return preposition(phrase.head).split(" ")[0] in LOCATIVE and (
        phrase.name is not None or (phrase.sort in POINTED and _definite(phrase))
    )


def _is_done_to(phrase: Phrase) -> bool:
    """ "Russia's invasion of Ukraine"."""
    named = phrase.kind == "place" and phrase.name is not None
    return named and preposition(phrase.head) == "of" and lemma_of(phrase.head.head) in DEEDS


def _lasts(phrase: Phrase) -> bool:
    """Whether a place stays meant in the sentences after it: one with a name, or "the base", not "a base", "villages"."""
    return phrase.name is not None or (not phrase.plural and phrase.sort in POINTED and _definite(phrase))
