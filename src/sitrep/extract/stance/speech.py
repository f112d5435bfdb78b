"""Verbs and nouns of speech: who speaks, whom they cite or tell, and where they said it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.stance.twice import is_one, put_between, subject_of_aside, tells_who
from sitrep.lexicon.nouns import Words
from sitrep.read.quotes import Quotes
from sitrep.read.syntax.arguments import conjuncts, governor, verb_functions
from sitrep.read.syntax.clauses import preposition, with_particle
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of, terms

#: What cannot speak.
MUTE = frozenset({"materiel", "munition", "time"})
#: Kinds of phrases that somebody may cite.
VOICES = frozenset({"actor", "name", "people", "airborne"})
VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
#: Verbs whose object hears what is said.
TELLING = frozenset({"tell", "inform"})
#: Words for people nobody counts: "others said they had heard shots".
CROWDS = frozenset({"others", "some", "many", "several"})
#: Sorts of speakers whose name may stand right behind them: "the news agency Al-Ufuq".
NAMED_BEHIND = frozenset({"person", "police", "outlet", "monitor", "organisation"})
#: Prepositions of a medium: "said on Telegram", "told the agency by telephone".
THROUGH = ("on", "in", "via", "through", "at", "by", "over")
#: By these somebody gives an account: "a statement from the ministry", "a video released by the brigade".
GIVEN_BY = frozenset({"by", "from"})


@dataclass(frozen=True, slots=True)
class Said:
    """A source chain, nearest to the event first; the medium, and the verbs of speech (for the day of saying). `since`,
    `until`: the tokens of the sentence at which they take over, and another does."""

    speakers: tuple[Phrase, ...] = ()
    medium: str | None = None
    verbs: tuple[Token, ...] = ()
    because: str = ""
    since: int = 0
    until: int = sys.maxsize


class Speech:
    """Speakers and media of the verbs and nouns of speech in one document."""

    def __init__(self, words: Words, quotes: Quotes, phrases: Mapping[int, Mapping[int, Phrase]]) -> None:
        self.words = words
        self._accounts = words.stance.speech_nouns | words.stance.accounts
        self.quotes = quotes
        self.grid = phrases

    def speaks(self, token: Token) -> bool:
        """Whether a token is a verb or noun of speech."""
        if token.pos_ in VERBAL or token.tag_.startswith("VB"):
            told = {lemma_of(token), with_particle(token)} & self.words.speech_verbs
            return bool(told and not self._takes(token)) or self._shows(token)
        return token.pos_ == "NOUN" and lemma_of(token) in self.words.stance.speech_nouns

    def _takes(self, token: Token) -> bool:
        """ "The strike claimed 300 lives", "the army denied any role in the strike": verbs that say nothing of a deed."""
        objects = {lemma_of(child) for child in token.children if child.dep_ == "obj"}
        stance = self.words.stance
        return "life" in objects or (lemma_of(token) in stance.denial and bool(objects & stance.shares))

    def _shows(self, token: Token) -> bool:
        """ "The inquiry found that …", "the video shows fighters taking …": speech only with a clause behind it."""
        if lemma_of(token) not in self.words.stance.showing:
            return False
        media = self.words.nouns.medium | self.words.stance.speech_nouns
        return any(
            (child.dep_ in {"ccomp", "xcomp"} and child.i > token.i)
            or (child.dep_ == "nsubj" and lemma_of(child) in media)
            for child in token.children
        )

    def tells(self, token: Token) -> bool:
        """Whether a token is a finite verb of speech; "…, the agency reports" is often taken for a noun."""
        last = token.i + 1 >= len(token.doc) or token.nbor(1).is_punct
        noun = (
            token.tag_ == "NNS" and last and token.lower_.endswith("s") and token.lower_[:-1] in self.words.speech_verbs
        )
        noun = noun and not preposition(token)  # "according to news reports"
        return noun or (token.tag_ in FINITE and self.speaks(token))

    def of(self, sentence: Parsed, token: Token) -> Said:
        """Speaker, addressee and medium of one verb or noun of speech."""
        return self._of_noun(sentence, token) if token.pos_ == "NOUN" else self._of_verb(sentence, token)

    def _of_noun(self, sentence: Parsed, noun: Token) -> Said:
        owners = self._givers(noun)
        carrier = governor(noun)
        if not owners and carrier is not None and lemma_of(carrier) in self.words.stance.giving:
            owners = verb_functions(carrier, self.words.stance)["subject"]
        given = [phrase for owner in owners for phrase in self.phrases(sentence, owner)]
        return Said(tuple(given), self.medium(sentence, [noun]), (noun,))

    def _of_verb(self, sentence: Parsed, verb: Token) -> Said:
        functions = verb_functions(verb, self.words.stance)
        if not self._own_subject(verb) and self._goes_on(verb):
            return Said((), None, (verb,))
        subjects = functions["subject"]
        if subjects and all(c.dep_ == "obl:agent" and lemma_of(c) in self.words.nouns.medium for c in subjects):
            subjects = [c for c in verb.children if c.dep_ == "nsubj"]  # "he said by text message"
        if not self._own_subject(verb):
            subjects = self._subject_above(verb) or subject_of_aside(verb) or subjects
        elif put_between(verb):
            subjects = subjects[-1:]
        if verb.dep_ == "acl:relcl" and any(c.lower_ in {"which", "whom"} for head in subjects for c in head.children):
            subjects = [verb.head]  # "the two brigades, both of which announced"
        subjects = [head for head in subjects if head.i > verb.i or not preposition(head)]  # "still in army hands"
        speakers = [p for head in subjects for p in self.phrases(sentence, head) if p.first.i != verb.i + 1]
        if not speakers:  # "…, said the source adding that …": the parser gave it to "adding"
            here = self.grid[sentence.number].values()
            speakers = [p for p in here if p.first.i == verb.i + 1 and self._turned(sentence, p, verb)][:1]
        told = [*functions.get("iobj", []), *[c for c in verb.children if c.dep_ == "iobj"]]
        if lemma_of(verb) in TELLING:
            told += [head for head in functions["object"] if head.i > verb.i]
        told += functions.get("to", []) if lemma_of(verb) in {"say", "speak", "explain", "tell"} else []
        heard = [q for head in told for p in self.phrases(sentence, head) for q in self._relays(sentence, p)]
        return self.chain(sentence, verb, speakers, heard)

    def chain(self, sentence: Parsed, verb: Token, speakers: Iterable[Phrase], heard: Sequence[Phrase] = ()) -> Said:
        """The chain of a verb: whom its speaker cites, the speaker, whom they told; an account gives way to its giver."""
        functions = verb_functions(verb, self.words.stance)
        media = [head for name in THROUGH for head in functions.get(name, [])]
        media += [c for phrase in heard for c in phrase.head.children if preposition(c) in THROUGH]
        outside = self.quotes.at(sentence.start(verb)) is None
        kept: list[Phrase] = []
        accounts = []
        for phrase in self._cited(sentence, verb) + list(speakers):
            if outside and self.quotes.at(phrase.span.start) is not None:
                continue
            if self.is_account(phrase):
                accounts.append(phrase.head)
                kept += self.behind(sentence, phrase)
            elif kept and phrase.name is phrase.head and is_one(kept[-1], phrase, verb):
                kept[-1] = phrase
            elif self.can_speak(phrase) and not (kept and tells_who(phrase, kept[-1], verb)):
                kept.append(self.named(sentence, phrase, verb))
        every = tuple(dict.fromkeys([*kept, *heard]))
        return Said(every, self.medium(sentence, [*media, *accounts, *functions["subject"]]), (verb,))

    def behind(self, sentence: Parsed, account: Phrase) -> list[Phrase]:
        """Who gave an account: "a statement by the ministry"; where nobody did, "the report" and "residents' accounts"
        stand for themselves, and a video or a site says nothing."""
        owners = [p for owner in self._givers(account.head) for p in self.phrases(sentence, owner)]
        owners = [p for p in owners if p.kind != "place" or preposition(p.head) != "from"]  # not "reports from Mekelle"
        found = [owner for owner in owners if self.can_speak(owner) and not self.is_account(owner)]
        return found or ([account] if account.lemma in self._accounts else [])

    def named(self, sentence: Parsed, phrase: Phrase, verb: Token) -> Phrase:
        """ "the head of the administration, Ivan Petrov", "the state television station Al-Ufuq": the name that explains."""
        here = self.grid[sentence.number]
        flat = [here[c.i] for c in phrase.head.children if c.dep_ == "flat" and c.i in here and sentence.name(c)]
        if flat and phrase.kind == "actor" and phrase.name is phrase.head:
            return flat[0]  # "U.S. Army Col. Adel Karim"
        told = [c for c in phrase.head.children if c.dep_ == "appos"]
        hyphen = phrase.last.i + 1 < len(sentence.doc) and phrase.last.nbor(1).tag_ == "HYPH"
        if hyphen and told and told[0].i in here:
            return here[told[0].i]  # "the PKK-linked Firat news agency"
        told += [c for title in told for c in title.children if c.dep_ == "flat"]  # "…, Colonel Turki al-Malki"
        beside = [here[c.i] for c in told if c.i in here and sentence.name(c)]
        if phrase.kind == "other" and phrase.name is not phrase.head:
            bodies = [p for p in here.values() if p.kind == "actor" and is_one(phrase, p, verb)]
            return next((p for p in bodies if p.name is p.head and p.first.i > phrase.last.i + 1), phrase)
        if phrase.name is phrase.head or not (beside or phrase.sort in NAMED_BEHIND):
            return phrase
        within = bool(beside) and beside[0].first.i <= phrase.last.i + 1  # "the opposition National Council"
        if beside and beside[0].name is beside[0].head and (within or phrase.sort in {"person", "number"}):
            return beside[0]  # "a spokesman for the coalition, Turki al-Malki"
        at = phrase.last.i + 1
        at += at < len(sentence.doc) and sentence.doc[at].text == ","
        behind = (p for p in here.values() if p.first.i == at and p.name is p.head)
        return next((p for p in behind if p.kind in {"actor", "name"}), phrase)

    def can_speak(self, phrase: Phrase) -> bool:
        """False for arms, aircraft, deeds, days, numbers and places without a name."""
        nameless = phrase.kind == "place" and phrase.name is None
        counts = phrase.sort == "number" and phrase.span.text.lower() not in CROWDS | {"one"}
        deed = phrase.kind == "other" and phrase.lemma in self.words.nouns.deeds
        flies = phrase.kind == "airborne" and phrase.lemma != "force"  # "the air force said", not "the jets"
        bare = phrase.name is None and phrase.first.pos_ != "DET"
        relative = (
            bare and phrase.first.i > 0 and phrase.first.nbor(-1).lower_ in {"which", "who"}
        )  # "which monitors it"
        nobody = phrase.first.lower_ == "no"
        return phrase.kind not in MUTE and not (nobody or counts or nameless or deed or flies or relative)

    def is_account(self, phrase: Phrase) -> bool:
        """A statement, a report, a site: what somebody gives."""
        return (
            phrase.kind in {"other", "place"}
            and phrase.name is not phrase.head
            and phrase.lemma in (self.words.nouns.medium | self._accounts)
        )

    def phrases(self, sentence: Parsed, head: Token) -> list[Phrase]:
        """The phrases of a noun and of those joined to it."""
        here = self.grid[sentence.number]
        return [here[token.i] for token in conjuncts(head) if token.i in here]

    def medium(self, sentence: Parsed, heads: Sequence[Token]) -> str | None:
        """The first of the heads, or word before one, that is a place where things are said: "Twitter", "a statement"."""
        media = self.words.nouns.medium
        for head in heads:
            for token in (head, *head.lefts):
                own = sentence.words(token).lower() if sentence.name(token) else lemma_of(token)
                if own in media:
                    return own
            for term in terms(head):
                if term in media:
                    return term
        return None

    def beside(self, sentence: Parsed, phrase: Phrase, verb: Token) -> bool:
        """Whether nothing but adverbs stands between a phrase that can speak and the verb."""
        if not self.can_speak(phrase) or self.is_account(phrase) or self.quotes.at(phrase.span.start) is not None:
            return False
        if phrase.head.dep_ in {"compound", "amod"}:
            return False
        before = phrase.last.i < verb.i
        first, last = (phrase.last.i, verb.i) if before else (verb.i, phrase.first.i)
        return all(token.pos_ in {"AUX", "ADV", "PUNCT"} for token in sentence.doc[first + 1 : last])

    def _turned(self, sentence: Parsed, phrase: Phrase, verb: Token) -> bool:
        """Whether the phrase right behind the verb speaks: no subject of what is said ("said 12 people had died")."""
        governs = phrase.head.head
        theirs = phrase.head.dep_.startswith("nsubj") and governs.i != verb.i and governs.tag_ != "VBG"
        return not theirs and self.beside(sentence, phrase, verb)

    def _cited(self, sentence: Parsed, verb: Token) -> list[Phrase]:
        """ "Al Arabiya reported, citing military sources": whom the speaker leans on."""
        citing = self.words.stance.citing
        found: list[Phrase] = []
        own = [c.i for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]  # "the agency, citing a medic, said"
        for child in sentence.doc[min(own, default=verb.i) + 1 :]:
            if child.tag_ == "VBG" and lemma_of(child) in citing and child.nbor(-1).text == ",":
                for head in (c for c in child.children if c.dep_ in {"obj", "obl"}):
                    found += self.phrases(sentence, head)
        return [p for p in found if p.kind in VOICES or self.is_account(p)]  # not "citing the death of ten men"

    def _givers(self, noun: Token) -> list[Token]:
        owners = [c for c in noun.children if c.dep_ == "nmod:poss" or preposition(c) in GIVEN_BY]
        for clause in noun.children:
            if clause.dep_ in {"acl", "acl:relcl"} and clause.tag_ == "VBN":
                owners += [c for c in clause.children if c.dep_ == "obl:agent" or preposition(c) == "by"]
        return owners

    def _relays(self, sentence: Parsed, phrase: Phrase) -> list[Phrase]:
        """An addressee that is a link of the chain: a named outlet or person, an outlet's reporter; not "reporters"."""
        if phrase.first.lower_ in {"this", "our"}:
            return []  # "told this newspaper": who publishes the report
        named = phrase.kind in {"actor", "name"} or (phrase.name is not None and phrase.kind == "other")
        audience = self.words.stance.audience
        if named and phrase.name is not None:
            told = phrase.span.text.split()[-1].lower()
            return [phrase] if told not in audience or told == "press" else []  # not "the Security Council"
        if named and phrase.lemma not in audience:
            return [phrase]
        here = self.grid[sentence.number]
        return [here[c.i] for c in phrase.head.lefts if c.i in here and sentence.name(c) in {"actor", "unknown"}][:1]

    def _goes_on(self, verb: Token) -> bool:
        """ "The source told us that rebels had left, adding that …": it is the source that goes on, not the rebels."""
        told = not self.speaks(verb.head) and any(self.tells(above) for above in verb.head.ancestors)
        return verb.tag_ == "VBG" and lemma_of(verb) in self.words.stance.adding and told

    def _subject_above(self, verb: Token) -> list[Token]:
        """ "He denied that soldiers had fired and said …": who speaks goes on, not whom he speaks of."""
        content, teller = verb.head, verb.head.head
        goes_on = verb.dep_ == "conj" and content.dep_ == "ccomp" and not self.speaks(content) and self.speaks(teller)
        return [c for c in teller.children if c.dep_ == "nsubj"] if goes_on else []

    @staticmethod
    def _own_subject(verb: Token) -> bool:
        return any(child.dep_.startswith("nsubj") or child.dep_ == "obl:agent" for child in verb.children)
