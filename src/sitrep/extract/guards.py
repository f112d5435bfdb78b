"""What is no event although its words are a trigger's: set expressions, sport, courts, films, drills (data/guards.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Token

from sitrep.extract.match.triggers import Hit
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import lemma_of, terms

#: So many words of a field make a sentence one of that field.
ENOUGH = 2
#: Prepositions of what brings a death about: "killed in a flood", not "after the flood".
CAUSAL = frozenset({"by", "in", "from", "of"})


class GuardFile(Record, forbid_unknown_fields=True):
    """data/guards.yml as it stands."""

    terms: tuple[str, ...]
    fields: Mapping[str, frozenset[str]]
    armed: frozenset[str]
    causes: tuple[str, ...]
    mishaps: frozenset[str]
    drills: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class Guards:
    """Stops triggers that report nothing."""

    def __init__(self) -> None:
        self.file = read_yaml(DATA / "guards.yml", GuardFile)
        self._terms = re.compile(rf"\b(?:{'|'.join(map(re.escape, self.file.terms))})s?\b", re.IGNORECASE)
        causes = "|".join(map(re.escape, self.file.causes))
        self._causes = re.compile(rf"\s+(?:of|from)\s+(?:\w+\s+){{0,3}}(?:{causes})\b", re.IGNORECASE)
        self._drills = re.compile(rf"\b(?:{'|'.join(map(re.escape, self.file.drills))})s?\b", re.IGNORECASE)

    def stops(self, hit: Hit) -> str | None:
        """Why the trigger reports nothing, or None."""
        sentence = hit.sentence
        start, end = sentence.start(hit.first), sentence.end(hit.last)
        first = sentence.pieces[0].start
        text = sentence.document.text[first : sentence.pieces[-1].end]
        for match in self._terms.finditer(text):
            if match.start() + first < end and start < match.end() + first:
                return f"'{match.group()}' is a set expression"
        cause = self._causes.match(sentence.document.text, end)
        if cause is not None:
            return f"'{cause.group().strip()}': no war caused it"
        mishap = self._mishap(hit.token)
        if mishap is not None:
            return f"'{mishap.text}': no war caused it"
        drill = self._drills.search(text)
        if drill is not None:
            return f"'{drill.group()}': a rehearsal or remembrance"
        return self._field(sentence)

    def _mishap(self, trigger: Token) -> Token | None:
        """What the trigger tells of as doer or circumstance that is no act of war."""
        nouns = [noun for noun in trigger.children if noun.pos_ in {"NOUN", "PROPN"}]
        causes = [n for n in nouns if n.dep_ == "nsubj" or (n.dep_.startswith("obl") and preposition(n) in CAUSAL)]
        plain = (noun for noun in causes if not any(c.dep_ == "nmod" for c in noun.children))  # not "a storm of shells"
        return next((noun for noun in plain if self.file.mishaps & set(terms(noun))), None)

    def _field(self, sentence: Parsed) -> str | None:
        lemmas = {lemma_of(token) for token in sentence.doc} | {token.lower_ for token in sentence.doc}
        if lemmas & self.file.armed or any(sentence.name(token) == "actor" for token in sentence.doc):
            return None
        for name, words in self.file.fields.items():
            if len(lemmas & words) >= ENOUGH:
                return f"a sentence about {name}: {', '.join(sorted(lemmas & words))}"
        return None
