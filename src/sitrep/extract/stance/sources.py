"""Who says a thing: the source chain of a trigger, by grammar within the sentence and by quotation over sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sitrep.extract.stance.reach import Reach, Reaches, another_says
from sitrep.extract.stance.speech import VERBAL, Said, Speech
from sitrep.extract.stance.voices import Voices, tells_toll
from sitrep.lexicon.nouns import Words
from sitrep.model.text import Span
from sitrep.read.quotes import Quotes
from sitrep.read.syntax.clauses import is_passive, lost_governor, preposition
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: By these a clause is the content of the verb or noun of speech above it.
CONTENT = frozenset(
    {"ccomp", "xcomp", "obj", "acl", "advcl", "parataxis", "nmod", "obl", "nsubj:pass", "dep", "csubj:pass"}
)
PRESENT = frozenset({"VBZ", "VBP"})

#: Marks that end a quotation.
CLOSING = "\"”’»›'"

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
        self.quotes = Quotes(quotes)
        self.speech = Speech(words, self.quotes, phrases)
        self.sentences = sentences
        self.phrases = phrases
        reaches = Reaches(self.speech)
        self._reaches = {sentence.number: reaches.of(sentence) for sentence in sentences}
        self._quoting = {sentence.number: self._quoting_verb(sentence) for sentence in sentences}
        self._voices = Voices(self.speech, sentences, self._reaches)

    def quote_at(self, offset: int) -> int | None:
        """The number of the quotation that covers the character, if any."""
        return self.quotes.at(offset)

    def said(self, sentence: Parsed, token: Token, state: bool = False) -> Said:
        """Who says what `token` reports. `state`: it tells how things stand, not what came about."""
        found = self._said(sentence, token, state)
        return replace(found, speakers=self._voices.chain(found.speakers))

    def _said(self, sentence: Parsed, token: Token, state: bool) -> Said:
        quoted = self.quote_at(sentence.start(token))
        if quoted is None and (token.dep_ in {"amod", "compound"} or _describes(token, state)):
            return NOBODY  # "the regime-held town": a description, in the outlet's own voice
        found = self._reached(sentence, token, self._by_grammar(sentence, token))
        if quoted is not None and not found.speakers:
            verb = self._quoting[sentence.number]
            if verb is not None:
                return self._introduced(sentence, verb, "stands in a quotation of this sentence")
            return self._carried(sentence)
        return found if found.speakers or found.medium else replace(NOBODY, until=found.until)

    def _reached(self, sentence: Parsed, token: Token, inner: Said) -> Said:
        """The chain by grammar with the attributions that reach the token, the nearest first."""
        found = inner
        for reach in self._reaches[sentence.number]:
            if not reach.holds(token):
                continue
            verbs = tuple(verb for verb in reach.said.verbs if verb not in found.verbs)
            if len(verbs) < len(reach.said.verbs):  # the grammar found the verb as well; it may have missed who speaks
                own = self.speech.of(sentence, reach.said.verbs[0]).speakers
                kept = tuple(p for p in found.speakers if p not in own)
            else:
                kept = found.speakers
            speakers = tuple(dict.fromkeys((*kept, *reach.said.speakers)))
            medium = found.medium or reach.said.medium
            found = Said(
                speakers, medium, (*found.verbs, *verbs), found.because if inner.speakers else reach.said.because
            )
        alone = [reach for reach in self._reaches[sentence.number] if reach.alone]
        found = replace(found, until=min((r.first for r in alone if r.first > token.i), default=found.until))
        over = [reach for reach in alone if reach.holds(token)]
        return replace(found, speakers=_from(over[-1], found.speakers), since=over[-1].first) if over else found

    def _by_grammar(self, sentence: Parsed, token: Token) -> Said:
        """Verbs and nouns of speech above the trigger, and "according to" phrases beside it."""
        chain: list[Phrase] = []
        verbs: list[Token] = []
        medium: str | None = None
        node = token
        for _ in range(len(sentence.doc)):
            chain += self._according(sentence, node)
            telling = [child for child in node.children if self._is_aside(child, token)]
            lost = lost_governor(node)
            if lost is not None and self.speech.speaks(lost):
                telling.append(lost)
                node = lost
            at = node.head.children if node.dep_ in {"obl", "nmod", "xcomp"} else ()  # "put the losses at 51 dead"
            if any(tells_toll(each, self.words.stance) for each in (node, *at)):
                telling.append(node.head)
            at_top = node.head.i == node.i or (bool(chain) and another_says(node))
            if not at_top and _is_content(node) and self.speech.speaks(node.head) and not _before_semicolon(node):
                telling.append(node.head)
            for verb in telling:
                said = self.speech.of(sentence, verb)
                chain += [p for p in said.speakers if p not in chain]
                verbs.append(verb)
                medium = medium or said.medium
            if at_top:
                break
            node = node.head
        because = f"'{verbs[0].text}' attributes it" if verbs else "an 'according to' phrase attributes it"
        return Said(tuple(dict.fromkeys(chain)), medium, tuple(verbs), because)

    def _is_aside(self, child: Token, token: Token) -> bool:
        """ "…, the agency reported" hung on the clause that it reports."""
        if (
            child.i == token.i
            or child.is_ancestor(token)
            or child.dep_ not in {"parataxis", "acl:relcl", "conj", "ccomp", "advcl"}
        ):
            return False
        speaks = self.speech.speaks(child) and child.pos_ in VERBAL
        own = [c for c in child.children if c.dep_ in {"nsubj"} and c.lower_ not in {"that", "which", "who"}]
        content = any(c.dep_ in {"ccomp", "obj", "xcomp"} for c in child.children)
        return speaks and bool(own) and not content and child.i > token.i

    def _according(self, sentence: Parsed, node: Token) -> list[Phrase]:
        found = []
        for child in node.children:
            if child.dep_ in {"obl", "nmod", "advcl", "parataxis", "dep"} and preposition(child).startswith(
                tuple(self.words.stance.according)
            ):
                for phrase in self.speech.phrases(sentence, child):
                    found += self.speech.behind(sentence, phrase) if self.speech.is_account(phrase) else [phrase]
        return found

    def _introduced(self, sentence: Parsed, verb: Token, because: str) -> Said:
        """Who speaks a quotation that the verb introduces: never somebody inside it, whom a parser may take for the subject."""
        tail = next((r.said for r in self._reaches[sentence.number] if verb in r.said.verbs), None)
        said = replace(tail or self.speech.of(sentence, verb), because=because)
        outside = tuple(p for p in said.speakers if self.quote_at(p.span.start) is None)
        beside = (
            ()
            if outside
            else tuple(p for p in self.phrases[sentence.number].values() if self.speech.beside(sentence, p, verb))
        )
        return replace(said, speakers=outside or beside[:1])

    def _quoting_verb(self, sentence: Parsed) -> Token | None:
        """The verb of speech outside the quotations of a sentence: it introduces them, wherever the parser put it."""
        for token in sentence.doc:
            outside = self.quote_at(sentence.start(token)) is None
            speaks = token.pos_ in VERBAL and self.speech.speaks(token)
            if outside and speaks and not is_passive(token) and self._introduced(sentence, token, "").speakers:
                return token
        return None

    def _carried(self, sentence: Parsed) -> Said:
        """The speaker of a quotation whose sentence names none: told in its paragraph, running on from the one before, or
        telling something right before it."""
        teller = self._teller(sentence)
        reach = sentence.number - teller.number if teller is not None else len(self.sentences)
        for other in self._near(sentence):
            verb = self._quoting[other.number]
            if verb is not None and self._quotes(other) and abs(other.number - sentence.number) <= reach:
                return self._introduced(other, verb, f"the quotation goes on from '{other.doc[verb.i].text}' nearby")
        verb = self._quoting[teller.number] if teller is not None else None
        if teller is not None and verb is not None:
            return self._introduced(teller, verb, f"the quotation follows what '{verb.text}' tells")
        return Said(because="a quotation whose speaker the text does not name")

    def _teller(self, sentence: Parsed) -> Parsed | None:
        """ "A resident said the army had come. “They fired on us.”": the sentence before the quotation, if somebody speaks."""
        before = [other for other in self.sentences if other.number < sentence.number]
        while before and self._quotes(before[-1]) and self._quoting[before[-1].number] is None:
            before.pop()  # the same quotation, begun earlier
        return before[-1] if before and self._quoting[before[-1].number] is not None else None

    def _near(self, sentence: Parsed) -> Iterator[Parsed]:
        """Sentences of the same paragraph, nearest first; then on, where the paragraph does not close the quotation, and
        back through paragraphs that the quotation runs over."""
        index = next(i for i, other in enumerate(self.sentences) if other.number == sentence.number)
        same = [
            other for other in self.sentences if other.segment == sentence.segment and other.number != sentence.number
        ]
        yield from sorted(same, key=lambda other: abs(other.number - sentence.number))
        last = max([sentence, *same], key=lambda other: other.number)
        for other in self.sentences[index + 1 :]:
            if other.number > last.number and (other.segment == last.segment or self._runs_on(last)):
                yield other
                last = other
        for other in reversed(self.sentences[:index]):
            if other.segment != sentence.segment:
                if not self._quotes(other):
                    return
                yield other

    def _runs_on(self, sentence: Parsed) -> bool:
        """Whether a sentence ends inside a quotation that no mark closes: the next paragraph goes on with it."""
        here = [quote for quote in self.quotes.spans if quote.start < sentence.pieces[-1].end <= quote.end + 1]
        after = sentence.document.text[here[-1].end : here[-1].end + 1] if here else ""
        return bool(here) and not (after and after in CLOSING)

    def _quotes(self, sentence: Parsed) -> bool:
        first, last = sentence.pieces[0].start, sentence.pieces[-1].end
        return any(quote.start < last and first < quote.end for quote in self.quotes.spans)


def _from(reach: Reach, speakers: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Of the speakers, those of the clause in which another one takes over."""
    return tuple(p for p in speakers if p.first.i >= reach.first) or reach.said.speakers


def _before_semicolon(node: Token) -> bool:
    """ "Ten were hurt; the mayor said that …": what stands before a semicolon is not what is said behind it."""
    return any(token.text == ";" for token in node.doc[node.i : max(node.head.i, node.i)])


def _is_content(node: Token) -> bool:
    """ "said that …", "accusations by the army that …"."""
    told = node.dep_ == "acl:relcl" and node.head.pos_ == "NOUN" and any(c.dep_ == "mark" for c in node.children)
    return told or node.dep_ in CONTENT


def _describes(token: Token, state: bool) -> bool:
    """ "the town, which is held by rebels", "the base controlled by the group": how a thing stands, told by the way."""
    if state and token.pos_ == "NOUN" and any(child.dep_ == "appos" for child in token.children):
        return True  # "Al-Qaeda's branch in Syria, the Nusra Front"
    clause = token
    while clause.dep_ in {"conj", "obj", "obl", "nmod", "xcomp", "nsubj", "nsubj:pass"} and clause.pos_ not in VERBAL:
        clause = clause.head
    if clause.dep_ == "appos" or (clause.dep_ == "parataxis" and clause.pos_ == "NOUN"):
        return state  # "Zabadani, the last rebel bastion"
    if clause.dep_ not in {"acl", "acl:relcl"}:
        return False
    is_so = any(
        lemma_of(c) == "be" and c.tag_ in PRESENT for c in clause.children if c.dep_ in {"aux", "cop", "aux:pass"}
    )
    return state or (is_so and clause.dep_ == "acl:relcl")
