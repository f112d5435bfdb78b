"""Who says a thing: the source chain of a trigger, by grammar within the sentence and by quotation over sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sitrep.lexicon.nouns import Words
from sitrep.model.text import Span
from sitrep.read.syntax.arguments import conjuncts, governor, verb_functions
from sitrep.read.syntax.clauses import is_passive, lost_governor, preposition
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: By these a clause is the content of the verb or noun of speech above it.
CONTENT = frozenset(
    {"ccomp", "xcomp", "obj", "acl", "advcl", "parataxis", "nmod", "obl", "nsubj:pass", "dep", "csubj:pass"}
)
#: What cannot speak.
MUTE = frozenset({"place", "materiel", "munition", "time"})
#: Pronouns that stand for who spoke last, and how many sentences back that may be.
SPOKEN_OF = frozenset({"it", "he", "she", "they"})
RECENT = 5
#: A quotation shorter than this (in words) is a quoted expression ("liberated"), not somebody's speech.
SPEECH_WORDS = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A source chain, nearest to the event first; the medium, and the verbs of speech (for the day of saying)."""

    speakers: tuple[Phrase, ...] = ()
    medium: str | None = None
    verbs: tuple[Token, ...] = ()
    because: str = ""


NOBODY = Said(because="the outlet's own voice")


class Sources:
    """Source chains for the sentences of one document. Sentences must be asked for in text order."""

    def __init__(
        self,
        words: Words,
        quotes: Sequence[Span],
        sentences: Sequence[Parsed],
        phrases: Mapping[int, Mapping[int, Phrase]],
    ) -> None:
        self.words = words
        self.quotes = [quote for quote in quotes if len(quote.text.split()) >= SPEECH_WORDS]
        self._starts = [quote.start for quote in self.quotes]
        self.sentences = sentences
        self.phrases = phrases
        self._quoting = {sentence.number: self._quoting_verb(sentence) for sentence in sentences}
        self._speakers = [(sentence.number, phrase) for sentence in sentences for phrase in self._who_speaks(sentence)]

    def quote_at(self, offset: int) -> int | None:
        """The number of the quotation that covers the character, if any."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.quotes[index].end else None

    def said(self, sentence: Parsed, token: Token) -> Said:
        """Who says what `token` reports."""
        found = self._said(sentence, token)
        speakers = tuple(self._meant(sentence, phrase) for phrase in found.speakers)
        return replace(found, speakers=tuple(dict.fromkeys(speakers)))

    def _meant(self, sentence: Parsed, speaker: Phrase) -> Phrase:
        """ "it said", "he added": who spoke last before this sentence; the phrase itself where nobody did."""
        if speaker.head.lower_ not in SPOKEN_OF:
            return speaker
        before = [(n, phrase) for n, phrase in self._speakers if n < sentence.number and sentence.number - n <= RECENT]
        people = [
            phrase
            for _, phrase in before
            if speaker.head.lower_ in {"it", "they"} or phrase.kind in {"actor", "name", "people"}
        ]
        return people[-1] if people else speaker

    def _who_speaks(self, sentence: Parsed) -> Iterator[Phrase]:
        """The speakers that the verbs of speech of a sentence name, in order; pronouns left out."""
        for token in sentence.doc:
            if token.pos_ in {"VERB", "AUX"} and lemma_of(token) in self.words.speech_verbs:
                for phrase in self._of_verb(sentence, token, "").speakers:
                    if phrase.sort != "pronoun":
                        yield phrase

    def _said(self, sentence: Parsed, token: Token) -> Said:
        quoted = self.quote_at(sentence.start(token))
        if quoted is None and token.dep_ in {"amod", "compound"}:
            return NOBODY  # "the regime-held town": a description, in the outlet's own voice
        found = self._by_grammar(sentence, token)
        if quoted is not None and not found.speakers:
            verb = self._quoting[sentence.number]
            if verb is not None:
                return self._introduced(sentence, verb, "stands in a quotation of this sentence")
            return self._carried(sentence)
        return found if found.speakers or found.medium else NOBODY

    def _by_grammar(self, sentence: Parsed, token: Token) -> Said:
        """Verbs and nouns of speech above the trigger, and "according to" phrases beside it."""
        chain: list[Phrase] = []
        verbs: list[Token] = []
        medium: str | None = None
        node = token
        for _ in range(len(sentence.doc)):
            chain += self._according(sentence, node)
            for child in node.children:
                if self._is_aside(child, token):
                    said = self._of_verb(sentence, child, "")
                    chain += [p for p in said.speakers if p not in chain]
                    verbs.append(child)
                    medium = medium or said.medium
            lost = lost_governor(node)
            if lost is not None and self._is_speech(lost):
                said = self._of_verb(sentence, lost, "")
                chain += [p for p in said.speakers if p not in chain]
                verbs.append(lost)
                node = lost
            if node.head.i == node.i:
                break
            if node.dep_ in CONTENT and self._is_speech(node.head):
                said = self._of_verb(sentence, node.head, "")
                chain += [p for p in said.speakers if p not in chain]
                verbs.append(node.head)
                medium = medium or said.medium
            node = node.head
        because = f"'{verbs[0].text}' attributes it" if verbs else "an 'according to' phrase attributes it"
        return Said(tuple(dict.fromkeys(chain)), medium, tuple(verbs), because)

    def _is_speech(self, token: Token) -> bool:
        lemma = lemma_of(token)
        if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
            return lemma in self.words.speech_verbs
        return token.pos_ == "NOUN" and lemma in self.words.stance.speech_nouns

    def _is_aside(self, child: Token, token: Token) -> bool:
        """ "…, the agency reported" hung on the clause that it reports."""
        if (
            child.i == token.i
            or child.is_ancestor(token)
            or child.dep_ not in {"parataxis", "acl:relcl", "conj", "ccomp", "advcl"}
        ):
            return False
        speaks = self._is_speech(child) and child.pos_ in {"VERB", "AUX"}
        own = [c for c in child.children if c.dep_ in {"nsubj"} and c.lower_ not in {"that", "which", "who"}]
        content = any(c.dep_ in {"ccomp", "obj", "xcomp"} for c in child.children)
        return speaks and bool(own) and not content and child.i > token.i

    def _according(self, sentence: Parsed, node: Token) -> list[Phrase]:
        found = []
        for child in node.children:
            if child.dep_ in {"obl", "nmod", "advcl", "parataxis", "dep"} and preposition(child).startswith(
                tuple(self.words.stance.according)
            ):
                found += self._phrases(sentence, child)
        return found

    def _of_verb(self, sentence: Parsed, verb: Token, because: str) -> Said:
        """Speaker, addressee and medium of one verb or noun of speech."""
        if verb.pos_ == "NOUN":
            owners = [c for c in verb.children if c.dep_ in {"nmod:poss"} or preposition(c) in {"by", "from"}]
            carrier = governor(verb)
            if not owners and carrier is not None and lemma_of(carrier) in self.words.stance.light:
                owners = verb_functions(carrier, self.words.stance)["subject"]
            return Said(
                tuple(p for o in owners for p in self._phrases(sentence, o)), self._medium([verb]), (verb,), because
            )
        functions = verb_functions(verb, self.words.stance)
        speakers = [p for head in functions["subject"] for p in self._phrases(sentence, head)]
        if not functions["subject"]:  # "…, said the source adding that …": the parser gave it to "adding"
            here = self.phrases[sentence.number].values()
            speakers = [p for p in here if p.first.i == verb.i + 1 and self._beside(sentence, p, verb)][:1]
        told = [*functions.get("iobj", []), *[c for c in verb.children if c.dep_ == "iobj"]]
        if lemma_of(verb) in {"tell", "inform"}:
            told += functions["object"]
        told += functions.get("to", []) if lemma_of(verb) in {"say", "speak", "explain", "tell"} else []
        heard = [p for head in told for p in self._phrases(sentence, head) if self._can_relay(p)]
        media = [head for name in ("on", "in", "via", "through", "at") for head in functions.get(name, [])]
        outside = self.quote_at(sentence.start(verb)) is None
        speakers = [p for p in speakers if not self._is_medium(p) and p.kind not in MUTE and p.sort != "number"]
        speakers = [p for p in speakers if not outside or self.quote_at(p.span.start) is None]
        return Said(tuple(speakers + heard), self._medium([*media, *functions["subject"]]), (verb,), because)

    def _introduced(self, sentence: Parsed, verb: Token, because: str) -> Said:
        """Who speaks a quotation that the verb introduces: never somebody inside it, whom a parser may take for the subject."""
        said = self._of_verb(sentence, verb, because)
        outside = tuple(p for p in said.speakers if self.quote_at(p.span.start) is None)
        beside = (
            ()
            if outside
            else tuple(p for p in self.phrases[sentence.number].values() if self._beside(sentence, p, verb))
        )
        return replace(said, speakers=outside or beside[:1])

    def _beside(self, sentence: Parsed, phrase: Phrase, verb: Token) -> bool:
        if (
            phrase.kind in MUTE
            or self.quote_at(phrase.span.start) is not None
            or phrase.head.dep_ in {"compound", "amod"}
        ):
            return False
        between = (
            sentence.doc[phrase.last.i + 1 : verb.i]
            if phrase.last.i < verb.i
            else sentence.doc[verb.i + 1 : phrase.first.i]
        )
        return all(token.pos_ in {"AUX", "ADV", "PUNCT"} for token in between)

    def _is_medium(self, phrase: Phrase) -> bool:
        return phrase.kind == "other" and phrase.lemma in self.words.nouns.medium

    def _can_relay(self, phrase: Phrase) -> bool:
        """An addressee that is a link of the chain: a named outlet or person, not "reporters"."""
        named = phrase.kind in {"actor", "name"} or (phrase.name is not None and phrase.kind == "other")
        return phrase.lemma not in self.words.stance.audience and named

    def _medium(self, heads: Sequence[Token]) -> str | None:
        for head in heads:
            for token in (head, *head.lefts):
                if lemma_of(token) in self.words.nouns.medium:
                    return lemma_of(token)
        return None

    def _phrases(self, sentence: Parsed, head: Token) -> list[Phrase]:
        here = self.phrases[sentence.number]
        return [here[token.i] for token in conjuncts(head) if token.i in here]

    def _quoting_verb(self, sentence: Parsed) -> Token | None:
        """The verb of speech outside the quotations of a sentence: it introduces them, wherever the parser put it."""
        for token in sentence.doc:
            outside = self.quote_at(sentence.start(token)) is None
            speaks = token.pos_ in {"VERB", "AUX"} and lemma_of(token) in self.words.speech_verbs
            if outside and speaks and not is_passive(token) and self._introduced(sentence, token, "").speakers:
                return token
        return None

    def _carried(self, sentence: Parsed) -> Said:
        """The speaker of a quotation whose sentence names none: told in its paragraph, or running on from the one before."""
        for other in self._near(sentence):
            verb = self._quoting[other.number]
            if verb is not None and self._quotes(other):
                return self._introduced(other, verb, f"the quotation goes on from '{other.doc[verb.i].text}' nearby")
        return Said(because="a quotation whose speaker the text does not name")

    def _near(self, sentence: Parsed) -> Iterator[Parsed]:
        """Sentences of the same paragraph, nearest first; then back through paragraphs that the quotation runs over."""
        index = next(i for i, other in enumerate(self.sentences) if other.number == sentence.number)
        same = [
            other for other in self.sentences if other.segment == sentence.segment and other.number != sentence.number
        ]
        yield from sorted(same, key=lambda other: abs(other.number - sentence.number))
        for other in reversed(self.sentences[:index]):
            if other.segment != sentence.segment:
                if not self._quotes(other):
                    return
                yield other

    def _quotes(self, sentence: Parsed) -> bool:
        first, last = sentence.pieces[0].start, sentence.pieces[-1].end
        return any(quote.start < last and first < quote.end for quote in self.quotes)
