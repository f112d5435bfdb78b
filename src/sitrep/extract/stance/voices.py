"""Who has spoken so far: for "it said", "he added", "the statement read", and for whom "the source" told before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.stance.reach import Reach
from sitrep.extract.stance.speech import TELLING, VERBAL, VOICES, Speech
from sitrep.extract.stance.status import negated
from sitrep.lexicon.nouns import Stance
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: Pronouns that stand for who spoke last, and how many sentences back that may be.
PERSONAL = frozenset({"he", "she"})
SPOKEN_OF = PERSONAL | {"it", "they"}
RECENT = 5
#: Sorts of phrases that are somebody with a title or of a kind, and no body.
PEOPLE = frozenset({"person", "people", "civilians"})
#: What somebody who counts the dead gives.
TOLLS = frozenset({"toll", "number", "count", "death", "loss", "casualty", "fatality", "tally"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What one verb of speech of a sentence says of who speaks to whom, and where the last of them is told."""

    sentence: int
    at: int
    speakers: tuple[Phrase, ...]


class Voices:
    """The speakers of one document in the order of the text."""

    def __init__(self, speech: Speech, sentences: Sequence[Parsed], reaches: Mapping[int, Sequence[Reach]]) -> None:
        self.speech = speech
        told = [
            _Told(sentence.number, max(phrase.first.i for phrase in speakers), speakers)
            for sentence in sentences
            for speakers in self._chains(sentence, reaches[sentence.number])
        ]
        self._told = sorted(told, key=lambda each: (each.sentence, each.at))

    def chain(self, speakers: Sequence[Phrase]) -> tuple[Phrase, ...]:
        """The speakers with words that point back made good; whom "the source" told before hears it again."""
        named = [phrase for phrase in speakers if phrase.sort != "pronoun"]
        says = any(not _hears(phrase) for phrase in named)  # "the group said it had recorded three deaths"
        kept = named if says else speakers
        meant = [each for phrase in kept for each in self._joined(phrase) or (self._meant(phrase),)]
        if len(kept) == 1 and self._points_back(kept[0]):
            meant += self._heard_before(kept[0], meant[0])
        return tuple(dict.fromkeys(meant))

    def _before(self, speaker: Phrase) -> list[_Told]:
        """Who spoke in the sentences before, or before it in its own: "X said …; it added …"."""
        here, at = speaker.sentence.number, speaker.first.i
        near = [told for told in self._told if 0 <= here - told.sentence <= RECENT]
        return [told for told in near if told.sentence < here or told.at < at]

    def _meant(self, speaker: Phrase) -> Phrase:
        form = speaker.head.lower_
        account = self.speech.is_account(speaker) and speaker.first.lower_ in {"the", "this"}
        if form not in SPOKEN_OF and not account:
            return speaker
        last_first = reversed(self._before(speaker))
        before = [p for told in last_first for p in told.speakers if p.sort != "pronoun"]
        before = [p for p in before if form == "it" or not _hears(p)]
        fitting = [phrase for phrase in before if not self.speech.is_account(phrase)]
        if form in PERSONAL:
            fitting = [p for p in fitting if p.kind in {"actor", "name", "people"} and not p.plural]
            fitting = [p for p in fitting if _is_person(p)] or fitting
        elif not account:
            fitting = [p for p in fitting if _is_many(p) == (form == "they")] or fitting
            fitting = [p for p in fitting if p.sort not in PEOPLE or p.plural > _is_many(p)] or fitting
        return fitting[0] if fitting else speaker

    def _joined(self, speaker: Phrase) -> tuple[Phrase, ...]:
        """ "Residents and the mayor said …; they added": all who said it."""
        last = next(reversed(self._before(speaker)), None) if speaker.head.lower_ == "they" else None
        speak = tuple(p for p in last.speakers if not _hears(p)) if last is not None else ()
        return speak if len(speak) > 1 and all(p.sort != "pronoun" for p in speak) else ()

    @staticmethod
    def _points_back(phrase: Phrase) -> bool:
        """ "he", "the source", "the officer"; not "the ministry", which tells whom it likes."""
        unnamed = phrase.name is None and phrase.sort in PEOPLE and phrase.first.lower_ == "the"
        return phrase.head.lower_ in PERSONAL or unnamed

    def _heard_before(self, speaker: Phrase, meant: Phrase) -> Iterable[Phrase]:
        """ "A source told the agency … The source added": the agency still stands behind it."""
        for told in reversed(self._before(speaker)):
            first, *heard = told.speakers
            alike = first.lemma == meant.lemma and meant.name is None and first.sort != "pronoun"
            if heard and (first == meant or alike):
                return heard
        return ()

    def _chains(self, sentence: Parsed, reaches: Sequence[Reach]) -> Iterator[tuple[Phrase, ...]]:
        """Who speaks in a sentence, a verb at a time."""
        found = [reach.said.speakers for reach in reaches]
        closing = {verb.i for reach in reaches for verb in reach.said.verbs}
        for token in sentence.doc:
            if token.pos_ not in VERBAL or token.i in closing or not (self.speech.speaks(token) or self._counts(token)):
                continue
            cites = token.tag_ == "VBG" and lemma_of(token) in self.speech.words.stance.citing
            if not cites and not self._is_silent(token):
                found.append((*self._quoted(sentence, token), *self.speech.of(sentence, token).speakers))
        for speakers in found:
            kept = tuple(phrase for phrase in speakers if self._may_be_meant(sentence, phrase))
            if kept:
                yield kept

    def _counts(self, verb: Token) -> bool:
        return any(tells_toll(child, self.speech.words.stance) for child in verb.children)

    def _is_silent(self, verb: Token) -> bool:
        """ "The army did not respond", "declined to comment": nobody speaks."""
        refused = verb.dep_ == "xcomp" and lemma_of(verb.head) in self.speech.words.stance.failed
        return refused or negated(verb, self.speech.words.stance)

    def _quoted(self, sentence: Parsed, verb: Token) -> list[Phrase]:
        """ "The agency quoted a source as saying": the source speaks, the agency hears."""
        if lemma_of(verb) not in self.speech.words.stance.citing:
            return []
        return [p for child in verb.children if child.dep_ == "obj" for p in self.speech.phrases(sentence, child)]

    @staticmethod
    def _may_be_meant(sentence: Parsed, phrase: Phrase) -> bool:
        """Whether "it" or "he" may stand for a speaker: not for "the strikes", of which some are "to deny" something."""
        return phrase.kind in VOICES or sentence.name(phrase.head) != ""


def _hears(phrase: Phrase) -> bool:
    """ "He told the agency": whether a phrase is spoken to."""
    verb = phrase.head.head
    return lemma_of(verb) in TELLING and phrase.head.dep_ in {"obj", "iobj"} and phrase.first.i > verb.i


def _is_person(phrase: Phrase) -> bool:
    """A person rather than a body: somebody with a title, people of a kind, or a name of two words."""
    one = phrase.head.lower_ == "one"  # "one of the officials"
    return one or phrase.sort in PEOPLE or (phrase.kind == "name" and len(phrase.span.text.split()) > 1)


def tells_toll(noun: Token, stance: Stance) -> bool:
    """Whether the verb of a toll tells whose count it is: "the monitor put the toll at 31"."""
    return lemma_of(noun) in TOLLS and noun.dep_ == "obj" and lemma_of(noun.head) in stance.counting


def _is_many(phrase: Phrase) -> bool:
    """ "Medics" are many; "Emergency Lawyers, a rights group" is one body."""
    told = [child for child in phrase.head.children if child.dep_ == "appos"]
    return phrase.plural and not any(child.tag_ in {"NN", "NNP"} for child in told)
