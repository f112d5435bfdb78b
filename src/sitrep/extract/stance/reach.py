"""How far an attribution reaches inside its sentence, told from commas and quotation marks where a parse is not to be trusted.

"…, residents and officials said on Saturday" and "…, according to the ministry" hold for all that stands before them,
"According to residents, …" and "As the governor pointed out, …" for all that follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sitrep.extract.listing import is_label
from sitrep.extract.stance.speech import TELLING, VERBAL, Said, Speech
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: What ends a clause before a speaker.
BOUNDS = frozenset({",", ";", ":", "—", "–", "-", "--", "”", '"', "’", "“", "''", "``", "«", "»", "("})
TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Words after which a clause of its own may follow "…, he said": it is no part of what he said before.
OPENS = frozenset(
    {
        "who",
        "which",
        "whose",
        "where",
        "while",
        "when",
        "as",
        "although",
        "though",
        "after",
        "before",
        "and",
        "but",
        "since",
    }
)
#: Behind the verb of speech these words begin what is said.
CONTENT = frozenset({"that", "how", "whether", "what"})
#: Where what is said may end before its sentence does; and how far "that" may stand behind the verb.
TURNS = frozenset({"but", "while", "although", "though", "whereas"})
LONGEST = 12
#: Sorts of actors that speak in a headline: "ministry: …"; not "rebels: …".
SPEAKERS = frozenset(
    {"person", "monitor", "organisation", "outlet", "government", "police", "state_forces", "named"},
)
LABELLING = frozenset({":", "-", "–", "—", "--"})
#: A clause needs so many tokens before somebody can be said to have said it.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Reach:
    """An attribution and the tokens of its sentence for which it holds, the last one left out."""

    first: int
    last: int
    said: Said
    alone: bool = False  # nobody who speaks before its first token says this, too

    def holds(self, token: Token) -> bool:
        """Whether the attribution reaches the token."""
        return self.first <= token.i < self.last


def _opening(token: Token) -> int:
    """Where the part of a sentence begins that a semicolon parts from what stands before it."""
    return max((before.i for before in token.doc[: token.i] if before.text == ";"), default=0)


def another_says(clause: Token) -> bool:
    """ "X said …; Y said …", "X said …, while Y said …": whether a clause stands beside the one above it, with a speaker of
    its own, and is no part of what that one says."""
    first, last = sorted((clause.i, clause.head.i))
    turned = any(child.lower_ in TURNS for child in clause.lefts)
    return clause.pos_ in VERBAL and (turned or any(token.text == ";" for token in clause.doc[first:last]))


def _relates(verb: Token) -> bool:
    """ "The base that the army said it took"; not "the base, residents told the agency", which a parser may hang so."""
    own = any(child.dep_ == "nsubj" and child.tag_ not in {"WDT", "WP"} for child in verb.lefts)
    heard = any(child.tag_ in {"WDT", "WP", "WRB"} or child.lower_ == "that" for child in verb.lefts)
    return verb.dep_ == "acl" or (verb.dep_ == "acl:relcl" and (heard or not own))


class Reaches:
    """Finds the attributions of sentences."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def of(self, sentence: Parsed) -> list[Reach]:
        """The attributions of one sentence in the order of the text."""
        found = [*self._tails(sentence), *self._heads(sentence), *self._accordings(sentence), *self._fronted(sentence)]
        found += [*self._labels(sentence), *self._turned(sentence)]
        return sorted((reach for reach in found if reach.said.speakers), key=lambda reach: reach.last)

    def _tails(self, sentence: Parsed) -> Iterator[Reach]:
        doc = sentence.doc
        for verb in doc:
            told = self.speech.tells(verb) and not _relates(verb) and not self._inside(sentence, verb)
            if not told or not self._closes(sentence, verb):
                continue
            last = len(doc) if self._ends_with_more(sentence, verb) else None
            start = self._start(sentence, verb)
            if start is None or start < FEWEST:
                continue
            speakers = list(self._between(sentence, start, verb.i)) if start < verb.i else self._behind(sentence, verb)
            plain = self.speech.of(sentence, verb)
            heard = [p for p in plain.speakers if p.first.i > verb.i and p not in speakers] if start < verb.i else []
            said = self.speech.chain(sentence, verb, speakers, heard) if speakers else plain
            yield Reach(
                _opening(doc[start]),
                last or start,
                replace(said, because=f"'{verb.text}' closes the sentence and attributes it"),
            )

    def _heads(self, sentence: Parsed) -> Iterator[Reach]:
        """ "A source told the agency's correspondent that …": all that "that" opens, whatever it was taken for."""
        doc = sentence.doc
        for verb in doc:
            if not self.speech.tells(verb) or verb.tag_ == "NNS" or self._inside(sentence, verb):
                continue
            that = next((t for t in doc[verb.i + 1 : verb.i + 1 + LONGEST] if t.lower_ == "that"), None)
            if that is None or any(t.tag_ in TENSED or t.text in {",", ";"} for t in doc[verb.i + 1 : that.i]):
                continue
            end = next((t.i for t in doc[that.i + 1 :] if t.lower_ in TURNS or t.text == ";"), len(doc))
            yield Reach(
                int(that.i),
                int(end),
                replace(self.speech.of(sentence, verb), because=f"'{verb.text} … that' attributes it"),
            )

    def _ends_with_more(self, sentence: Parsed, verb: Token) -> bool:
        """ "…, the group said, with four others wounded": what hangs on behind is said as well."""
        rest = sentence.doc[verb.i + 1 :]
        return any(t.lower_ == "with" for t in rest) and not any(
            t.lower_ in OPENS - {"and"} or t.tag_ in TENSED for t in rest
        )

    def _closes(self, sentence: Parsed, verb: Token) -> bool:
        """Whether nothing that is said follows the verb: a day, an addressee, a medium or another clause may."""
        doc = sentence.doc
        opened = False
        for token in doc[verb.i + 1 :]:
            if self._inside(sentence, token) or (token.tag_ == "VBG" and self.speech.speaks(token)):
                return True
            if token.lower_ in OPENS or (token.lower_ == "that" and token.dep_.startswith("nsubj")):
                opened = True
            if token.lower_ in CONTENT and not opened and token.dep_ in {"mark", "advmod", "obj", "det", "SCONJ"}:
                return False
            if token.tag_ in TENSED and not opened:
                return False
        return True

    def _start(self, sentence: Parsed, verb: Token) -> int | None:
        """Where the speaker begins, right behind a comma or a quotation; the verb itself where the speaker follows it."""
        doc = sentence.doc
        at = verb.i - 1
        while at >= 0 and doc[at].pos_ in {"ADV", "AUX"} and doc[at].text not in BOUNDS:
            at -= 1
        if at >= 0 and self._bound(sentence, doc[at]):
            subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
            if subject is None and self._behind(sentence, verb):
                return int(verb.i)
            at = int(subject.left_edge.i) - 1 if subject is not None else at - 1
        while at >= 0 and not self._bound(sentence, doc[at]):
            if doc[at].tag_ in TENSED or doc[at].lower_ in OPENS - {"and", "as"}:
                return None
            at -= 1
        start = at + 1
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and start < c.left_edge.i < verb.i), None)
        if doc[start].pos_ == "ADP" and subject is not None:
            start = int(subject.left_edge.i)  # "“…” throughout Raqa the statement said"
        start = self._explained(sentence, start)
        return start if at >= 0 and doc[start].lower_ not in OPENS else None

    def _explained(self, sentence: Parsed, start: int) -> int:
        """ "…, Adel Karim, a medic, said": the speaker begins with the name, not with what explains it."""
        grid = self.speech.grid[sentence.number]
        told = next((p.head for p in grid.values() if p.first.i == start and p.head.dep_ == "appos"), None)
        named = told is not None and told.head.i < start and sentence.name(told.head) and told.head.i in grid
        return int(grid[told.head.i].first.i) if told is not None and named else start

    def _bound(self, sentence: Parsed, token: Token) -> bool:
        return (token.text in BOUNDS and token.tag_ != "HYPH") or self._inside(sentence, token)

    def _inside(self, sentence: Parsed, token: Token) -> bool:
        return self.speech.quotes.at(sentence.start(token)) is not None

    def _between(self, sentence: Parsed, first: int, last: int) -> Iterator[Phrase]:
        """The phrases of a stretch that are no part of another one in it, those that explain a name left out."""
        found = False
        for phrase in self.speech.grid[sentence.number].values():
            if not first <= phrase.first.i or not phrase.last.i < last:
                continue
            lead = phrase.head
            while lead.dep_ == "conj" and first <= lead.head.i < last:
                lead = lead.head
            above = lead.head
            describes = phrase.head.dep_ in {"compound", "amod"}  # "the Kurdish-led alliance"
            inside = first <= above.i < last and above.i != lead.i
            nested = inside and (describes or above.pos_ not in VERBAL)
            joined = phrase.head.dep_ == "conj" or sentence.doc[phrase.first.i - 1].lower_ in {"and", "or", "&"}
            if not nested and (joined or not found):
                found = True
                yield phrase

    def _behind(self, sentence: Parsed, verb: Token) -> list[Phrase]:
        """ "…, said Ahmed Salem, a taxi driver": the subject, or what stands right behind the verb."""
        own = [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i]
        if own:
            return self.speech.phrases(sentence, own[0])
        if lemma_of(verb) in TELLING:
            return []  # "…, Adel Karim, told Reuters": who stands behind hears it
        here = self.speech.grid[sentence.number].values()
        return [p for p in here if p.first.i == verb.i + 1 and self.speech.beside(sentence, p, verb)][:1]

    def _accordings(self, sentence: Parsed) -> Iterator[Reach]:
        """ "According to X, …" holds for the sentence, "…, according to X" for what stands before it."""
        doc = sentence.doc
        for token in doc[:-2]:
            if token.lower_ != "according" or doc[token.i + 1].lower_ != "to" or self._inside(sentence, token):
                continue
            said = Said(tuple(self._sources(sentence, token.i + 2)), None, (), "an 'according to' phrase attributes it")
            media = [p.head for p in self.speech.grid[sentence.number].values() if p.first.i == token.i + 2]
            said = replace(said, medium=self.speech.medium(sentence, media))
            if token.i <= 1:
                yield Reach(0, len(doc), said)
            elif not any(after.tag_ in TENSED for after in doc[token.i + 2 :]):
                yield Reach(_opening(token), int(token.i), said)

    def _sources(self, sentence: Parsed, first: int) -> list[Phrase]:
        """The phrase that begins with a token, and those joined to it; an account gives way to its giver."""
        starting = [p for p in self.speech.grid[sentence.number].values() if p.first.i == first]
        if not starting:
            return []
        widest = max(starting, key=lambda phrase: (phrase.last.i, phrase.head.dep_ != "compound"))
        found = []
        for phrase in self.speech.phrases(sentence, widest.head):
            if self.speech.is_account(phrase):
                found += self.speech.behind(sentence, phrase)
            elif self.speech.can_speak(phrase):
                found.append(phrase)
        return found

    def _fronted(self, sentence: Parsed) -> Iterator[Reach]:
        """ "As the governor pointed out, …", "As reported by the agency, …"."""
        doc = sentence.doc
        if not doc or doc[0].lower_ != "as":
            return
        comma = next((token.i for token in doc if token.text == ","), 0)
        verb = next((token for token in doc[1:comma] if self.speech.tells(token)), None)
        if verb is None or lemma_of(verb) == "be":
            return
        before = list(self._between(sentence, 1, int(verb.i)))
        said = self.speech.chain(sentence, verb, before) if before else self.speech.of(sentence, verb)
        yield Reach(comma, len(doc), replace(said, because=f"'as … {verb.text}' attributes it"))

    def _labels(self, sentence: Parsed) -> Iterator[Reach]:
        """ "UN: 40 killed in Darfur", "Strike kills 14: monitor", "… - ministry": a speaker, as headlines have them."""
        doc = sentence.doc
        for mark in (token for token in doc if token.text in LABELLING and not self._inside(sentence, token)):
            for phrase in self.speech.grid[sentence.number].values():
                opens = is_label(phrase) and phrase.last.i == mark.i - 1
                closes = phrase.first.i == mark.i + 1 and phrase.last.i == len(doc) - 1
                speaks = phrase.sort in (SPEAKERS if opens else SPEAKERS | {"people"})
                if (opens or closes) and speaks:
                    said = Said((phrase,), None, (), f"'{phrase.span.text}' beside '{mark.text}' says so")
                    yield Reach(int(mark.i), len(doc), said) if opens else Reach(0, int(mark.i), said)

    def _turned(self, sentence: Parsed) -> Iterator[Reach]:
        """ "…, residents said, while (as, and) the army said it …": another takes over, wherever a parser hung the verb."""
        doc = sentence.doc
        for verb in doc:
            if not self.speech.tells(verb) or verb.tag_ == "NNS" or self._inside(sentence, verb):
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
            first = subject.left_edge if subject is not None else doc[0]
            at = int(first.i) - (first.dep_ != "cc")  # a parser may hang "and" on the subject
            joined = at > 1 and doc[at].lower_ == "and" and doc[at - 1].text == ","
            joined |= at > 1 and doc[at].lower_ == "as" and any(self.speech.tells(token) for token in doc[:at])
            if at > 1 and (joined or doc[at].lower_ in TURNS or doc[at].text == ";"):
                end = next((t.i for t in doc[verb.i + 1 :] if t.lower_ in TURNS or t.text == ";"), len(doc))
                said = replace(self.speech.of(sentence, verb), because=f"'{verb.text}' takes over and attributes it")
                yield Reach(at, int(end), said, alone=True)
