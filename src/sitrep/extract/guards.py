"""What is no event although its words are a trigger's: set expressions, sport, courts, films, drills, mishaps; and any
report in which nothing speaks of war (data/guards.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Token

from sitrep.extract.match.triggers import Hit
from sitrep.extract.setting import Setting
from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import lemma_of, terms

#: So many words of a field make a sentence one of that field.
ENOUGH = 2
#: Types of claims that a coming or going makes, if it is that of a force.
MOVES = frozenset({"reinforcement", "withdrawal", "displacement"})
#: Where the verb stands that a tale is the subject or circumstance of.
OUTER = frozenset({"ROOT", "conj", "advcl", "xcomp", "nsubj", "obj"})
#: Prepositions of what brings a death about: "killed in a flood", not "after the flood".
CAUSAL = frozenset({"by", "in", "from", "of"})


class GuardFile(Record, forbid_unknown_fields=True):
    """data/guards.yml as it stands."""

    terms: tuple[str, ...]
    fields: Mapping[str, frozenset[str]]
    armed: frozenset[str]
    certain: frozenset[str]
    told: frozenset[str]
    causes: tuple[str, ...]
    mishaps: frozenset[str]
    accidents: frozenset[str]
    blasts: frozenset[str]
    drills: tuple[str, ...]
    idle: Mapping[str, frozenset[str]]
    travellers: frozenset[str]
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

    def stops(self, hit: Hit, setting: Setting) -> str | None:
        """Why the trigger reports nothing, or None."""
        sentence = hit.sentence
        if not setting.war and not self.file.certain & _forms(sentence) and not _names_town(hit):
            return "nothing in the report speaks of war"
        start, end = sentence.start(hit.first), sentence.end(hit.last)
        first = sentence.pieces[0].start
        text = sentence.document.text[first : sentence.pieces[-1].end]
        for match in self._terms.finditer(text):
            if match.start() + first < end and start < match.end() + first:
                return f"'{match.group()}' is a set expression"
        cause = self._causes.match(sentence.document.text, end)
        if cause is not None:
            return f"'{cause.group().strip()}': no war caused it"
        idle = self._idle(hit)
        if idle is not None:
            return f"'{hit.token.text} … {idle.text}' is no act of war"
        mishap = self._mishap(hit.token) or self._accident(hit)
        if mishap is not None:
            return f"'{mishap.text}': no war caused it"
        drill = self._drills.search(text)
        if drill is not None:
            return f"'{drill.group()}': a rehearsal or remembrance"
        return self._tale(sentence) or (None if setting.armed(sentence) else self._field(sentence))

    def _idle(self, hit: Hit) -> Token | None:
        """The word that gives a trigger another sense: "hold responsible", "killed hopes", "an attack on press freedom";
        and who comes and goes in peace: "the president left the capital"."""
        token = hit.token
        words = self.file.idle.get(lemma_of(token), frozenset())
        inner = [word for child in token.children for word in (child, *(c for c in child.children if c.dep_ == "conj"))]
        found = next((w for w in inner if w.dep_ not in {"nsubj", "punct"} and {lemma_of(w), w.lower_} & words), None)
        if found is not None or hit.kind.type not in MOVES:
            return found
        subjects = [child for child in token.children if child.dep_ == "nsubj"]
        return next((noun for noun in subjects if lemma_of(noun) in self.file.travellers), None)

    def _mishap(self, trigger: Token) -> Token | None:
        """What the trigger tells of as doer or circumstance that is no act of war."""
        verbs = (trigger, trigger.head) if trigger.dep_ == "xcomp" else (trigger,)  # "a fire left eleven dead"
        nouns = [noun for verb in verbs for noun in verb.children if noun.pos_ in {"NOUN", "PROPN"}]
        causes = [n for n in nouns if n.dep_ == "nsubj" or (n.dep_.startswith("obl") and preposition(n) in CAUSAL)]
        plain = (noun for noun in causes if not any(self._fires(c) for c in noun.children))  # not "a storm of shells"
        return next((noun for noun in plain if self.file.mishaps & set(terms(noun))), None)

    def _accident(self, hit: Hit) -> Token | None:
        """ "The truck overturned, killing six", unless a mine or an attack overturned it."""
        head, clause = hit.token.head, hit.token.dep_ in {"advcl", "acl"}  # "acl": a parser took the truck for all
        fell = (word for word in (head, *head.children) if clause and lemma_of(word) in self.file.accidents)
        return None if self.file.blasts & _forms(hit.sentence) else next(fell, None)

    def _fires(self, child: Token) -> bool:
        """ "rebel fire", "Israeli fire": whose or what fire it is tells that no house burned."""
        nation = child.dep_ == "amod" and child.text[0].isupper()
        armed = child.dep_ in {"compound", "amod", "nmod:poss"} and (nation or lemma_of(child) in self.file.armed)
        return child.dep_ == "nmod" or armed

    def _field(self, sentence: Parsed) -> str | None:
        """A sentence of another field of life: two of its words, or what kills without a war."""
        lemmas = _forms(sentence)
        for name, words in self.file.fields.items():
            if len(lemmas & words) >= ENOUGH:
                return f"a sentence about {name}: {', '.join(sorted(lemmas & words))}"
        return next((f"'{word}': no war caused it" for word in sorted(lemmas & (self.file.mishaps - {"fire"}))), None)

    def _tale(self, sentence: Parsed) -> str | None:
        """ "The film tells of …", "in the second episode …": the sentence retells what somebody made up or keeps."""
        for token in sentence.doc:
            tells = token.dep_ == "nsubj" or (token.dep_ in {"obl", "nmod"} and preposition(token) in {"in", "of"})
            series = any(preposition(child) == "of" for child in token.children)  # "a series of strikes"
            if tells and not series and self.file.told & set(terms(token)) and token.head.dep_ in OUTER:
                return f"'{token.text}': a tale, not a report"
        return None


def _names_town(hit: Hit) -> bool:
    """ "Tarn was captured by Russia", "Tarn remained under Ukrainian control": a place with a name that changes hands, or
    that somebody holds or contests who has a name too, tells of war by itself."""
    state, sentence = hit.kind.type == "control", hit.sentence
    if not state and hit.kind.type not in {"territory_gain", "withdrawal"}:
        return False
    towns = [head for name in ("object", "of", "from", "predicand") for head in hit.functions.get(name, [])]
    holders = [head for name in ("subject", "by", "owner", "compound", "of") for head in hit.functions.get(name, [])]
    known = {"place", "unknown"} if hit.entry.part else {"place"}  # little else is contested by a country
    named = any(sentence.name(head) in known or any(sentence.name(t) for t in head.children) for head in towns)
    held = any(sentence.name(t) or t.tag_ == "JJ" for head in holders for t in (head, *head.children))
    return named and (held or not state)


def _forms(sentence: Parsed) -> set[str]:
    return {lemma_of(token) for token in sentence.doc} | {token.lower_ for token in sentence.doc}
