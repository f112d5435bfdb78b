"""Which words of a sentence report a claim, and of which type: the codebook's triggers tried on every token."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.match.fit import Fit
from sitrep.extract.match.tolls import said_of
from sitrep.lexicon.codebook import ClaimType, Codebook, Trigger
from sitrep.lexicon.nouns import Words
from sitrep.read.syntax.arguments import Functions, conjuncts, governor, noun_functions, predicands, verb_functions
from sitrep.read.syntax.clauses import is_passive, preposition, with_particle
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: Words before "raid", "strike", "attack" that make it one from the air.
FROM_AIR = frozenset({"air", "aerial", "drone", "airborne", "helicopter", "jet", "warplane", "plane"})
#: Words that mean strikes from the air in a report that has told of such.
STRIKES = frozenset({"strikes", "strike", "raids", "raid", "bombardment", "bombardments", "bombings", "bombing"})
#: Of these, the ones that mean so only where they point back: "the raid"; and verbs that do where nobody is named.
SINGLE = frozenset({"raid"})
STRUCK = frozenset({"hit", "strike", "bomb", "pound"})
#: Their strength: more than that of a plain attack or bombing, which the same word may also be.
SURE = 6
LONGEST_TERM = 3
ARGUMENTS = frozenset({"obj", "nsubj", "nsubj:pass"})
#: Verbs that a particle makes into another verb: "took up positions" takes nothing.
CHANGED = frozenset([
    "take", "break", "carry", "set", "give", "put", "call", "shoot", "work", "turn", "make",
    "hold", "run", "keep", "bring", "fall", "cut", "blow", "pull",
])  # fmt: skip
MEMBERSHIP = ("of", "in", "with", "to", "owner", "compound", "for")


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found: its words from `first` to `last`, the token that heads it, its type, entry and functions."""

    sentence: Parsed
    token: Token
    first: Token
    last: Token
    kind: ClaimType
    entry: Trigger
    functions: Functions
    strength: int


class Triggers:
    """The codebook's triggers by their words, so that a token costs one look-up."""

    def __init__(self, codebook: Codebook, words: Words) -> None:
        self.words = words
        self.fit = Fit(words)
        self._verbs: dict[str, list[tuple[ClaimType, Trigger]]] = defaultdict(list)
        self._nouns: dict[str, list[tuple[ClaimType, Trigger]]] = defaultdict(list)
        self._adjectives: dict[str, list[tuple[ClaimType, Trigger]]] = defaultdict(list)
        for kind, entry in codebook.triggers():
            rows = (self._verbs, entry.verbs), (self._nouns, entry.nouns), (self._adjectives, entry.adjectives)
            for index, term in ((index, term) for index, terms in rows for term in terms):
                index[term].append((kind, entry))
        self._participles = {
            form: verb for verb, row in self._verbs.items() if _hyphened(row) for form in _participles(verb)
        }

    def hits(self, sentence: Parsed, phrases: dict[int, Phrase], air: bool = False) -> Iterator[Hit]:
        """The best trigger at each token of the sentence, in text order. `air`: the report has told of strikes from the
        air, so that "the strikes" are such."""
        for token in sentence.doc:
            if sentence.name(token):
                continue
            found = list(self._at(sentence, token, phrases))
            struck = token.lower_ in STRIKES or (token.pos_ == "VERB" and lemma_of(token) in STRUCK)
            if air and struck and not any(hit.first.i < token.i for hit in found):
                found += self._from_the_air(sentence, token)
            if found:
                yield max(found, key=lambda hit: hit.strength)

    def _from_the_air(self, sentence: Parsed, token: Token) -> Iterator[Hit]:
        """ "The strikes killed five", "the area that was struck", in a report on air strikes."""
        single = token.tag_ == "NN" and not any(child.lower_ in {"the", "this"} for child in token.lefts)
        part = token.dep_ in {"compound", "amod", "nmod:desc"} or (single and token.lower_ in SINGLE)
        if token.pos_ == "NOUN" and not part:
            functions = noun_functions(token, self.words.stance)
        elif token.pos_ == "VERB" and is_passive(token):
            functions = verb_functions(token, self.words.stance)
            if functions["subject"] or not functions["object"]:
                return
        else:
            return
        for kind, entry in self._nouns.get("airstrike", ()):
            yield Hit(sentence, token, token, token, kind, entry, functions, SURE)

    def _at(self, sentence: Parsed, token: Token, phrases: dict[int, Phrase]) -> Iterator[Hit]:
        hyphened = token.lower_ in self._participles and _after_hyphen(token)
        if hyphened or token.pos_ == "VERB" or (token.tag_ in {"VBN", "VBD", "VBG"} and token.pos_ in {"ADJ", "NOUN"}):
            yield from self._verb(sentence, token, phrases)
        adjective = lemma_of(token) in self._adjectives or token.lower_ in self._adjectives
        argument = token.pos_ == "ADJ" and token.dep_ in ARGUMENTS and not adjective  # "launched a counter-offensive"
        if token.pos_ in {"NOUN", "PROPN"} or token.tag_ in {"VBG", "NN", "NNS"} or argument:
            yield from self._noun(sentence, token, phrases)
        if adjective:
            yield from self._adjective(sentence, token, phrases)

    def _verb(self, sentence: Parsed, token: Token, phrases: dict[int, Phrase]) -> Iterator[Hit]:
        lemma = self._participles.get(token.lower_) if _after_hyphen(token) else None
        phrase_verb = lemma or with_particle(token)
        terms = dict.fromkeys((phrase_verb, lemma or lemma_of(token)))
        if phrase_verb != lemma_of(token) and lemma_of(token) in CHANGED:
            terms.pop(lemma_of(token))
        entries = [(kind, entry, term) for term in terms for kind, entry in self._verbs.get(term, ())]
        entries += [(k, e, t) for t, rows in self._idioms(token) for k, e in rows]
        if not entries:
            return
        functions = verb_functions(token, self.words.stance)
        for kind, entry, term in entries:
            strength = self._fits_verb(entry, token, functions, phrases)
            if strength is not None:
                last = next((c for c in token.children if c.dep_ == "compound:prt" and term == phrase_verb), token)
                first, last = (token, last) if last.i >= token.i else (last, token)
                yield Hit(sentence, token, first, last, kind, entry, functions, strength + len(term.split()))

    def _idioms(self, token: Token) -> Iterator[tuple[str, list[tuple[ClaimType, Trigger]]]]:
        """Verbs with a fixed complement: "take hostage", "blow up", "open fire on"."""
        following = [child.lower_ for child in token.rights][:3]
        following += [
            preposition(child).split(" ")[0] for child in token.rights if preposition(child) in {"out of", "back from"}
        ]
        following += [f"{preposition(child)} {child.lower_}" for child in token.rights if preposition(child)]
        for word in following:
            term = f"{lemma_of(token)} {word}"
            if term in self._verbs and term != with_particle(token):
                yield term, self._verbs[term]

    def _fits_verb(self, entry: Trigger, token: Token, functions: Functions, phrases: dict[int, Phrase]) -> int | None:
        modifier = token.dep_ in {"amod"} or (token.dep_ == "acl" and is_passive(token))
        hyphen = modifier and _after_hyphen(token)
        passive = is_passive(token)
        forms = {"modifier": modifier, "hyphen": hyphen, "passive": passive and not hyphen, "active": not passive}
        if entry.forms and not any(forms[form] for form in entry.forms):
            return None
        if not entry.forms and hyphen:
            return None
        prepositions = set(functions) | {
            c.lower_ for c in token.children if c.dep_ in {"advmod", "case", "xcomp", "amod"}
        }
        if entry.with_preposition and not prepositions & set(entry.with_preposition):
            return None
        if prepositions & set(entry.except_with):
            return None
        return self._needs(entry, functions, phrases, token)

    def _needs(self, entry: Trigger, functions: Functions, phrases: dict[int, Phrase], token: Token) -> int | None:
        """How well the phrases are of the classes the entry asks for; None where they are not."""
        strength = 0
        for function in entry.needs:
            classes = entry.classes(function)
            name = function.removesuffix("_")  # "with_" is what the loader makes of YAML's "with"
            found = [head for first in self.heads(name, functions, token) for head in conjuncts(first)]
            if not found:
                if "none" in classes:
                    continue
                return None
            if classes == ("word",):
                if not any(lemma_of(head) in entry.object_words for head in found):
                    return None
                strength += 3
                continue
            fits = [self.fit.best(head, classes, phrases) for head in found]
            if not any(fits):
                return None
            strength += max(fits)
        if entry.subject_words:
            heads = [phrases[h.i] for h in functions.get("subject", []) if h.i in phrases]
            if not any(phrase.lemma in entry.subject_words for phrase in heads):
                return None
        return strength

    @staticmethod
    def heads(function: str, functions: Functions, token: Token) -> list[Token]:
        """The tokens in a function; for `modifies` the noun that the trigger stands with; `targets` of a membership."""
        if function == "modifies":
            return [token.head]
        if function == "targets":
            return [head for name in MEMBERSHIP for head in functions.get(name, [])]
        found = functions.get(function.removesuffix("_"), [])  # `with` is `with_` in a record
        if function == "from":
            return found + functions.get("out of", []) + functions.get("of", []) + functions.get("off", [])
        if function == "to":
            return found + functions.get("into", [])
        if function in {"as", "out of"} and not found:  # "put the hospital out of service", "held villagers as shields"
            return [c for head in functions.get("object", []) for c in head.children if preposition(c) == function]
        return found

    def _noun(self, sentence: Parsed, token: Token, phrases: dict[int, Phrase]) -> Iterator[Hit]:
        before = [t for t in token.lefts if t.dep_ in {"compound", "amod", "nmod:desc", "punct", "advmod"}]
        if (
            token.dep_ in {"compound", "amod", "nmod:desc"}
            and token.head.i > token.i
            and token.head.pos_ in {"NOUN", "PROPN"}
        ):
            return  # "attack helicopters", "bomb squad": the noun after it says what is meant
        for term, first in self._noun_terms(token, before):
            for kind, entry in self._nouns.get(term, ()):
                functions = noun_functions(token, self.words.stance)
                strength = self._fits_noun(sentence, entry, token, functions, phrases)
                if strength is not None:
                    yield Hit(sentence, token, first, token, kind, entry, functions, strength + 2 * len(term.split()))

    @staticmethod
    def _noun_terms(token: Token, before: Sequence[Token]) -> Iterator[tuple[str, Token]]:
        words = [*before[-LONGEST_TERM:], token]
        for k in range(len(words)):
            lead = "".join(t.text.lower() + (" " if t.whitespace_ else "") for t in words[k:-1])
            for last in dict.fromkeys((lemma_of(token), token.lower_)):
                yield f"{lead}{last}", words[k]

    def _fits_noun(
        self, sentence: Parsed, entry: Trigger, token: Token, functions: Functions, phrases: dict[int, Phrase]
    ) -> int | None:
        counted = token.dep_ == "nmod" and token.head.pos_ == "NUM"  # "two of the shells fell"
        lead = token.head if counted else token
        verb = governor(lead)
        lemmas = {lemma_of(verb), with_particle(verb)} if verb is not None else set()
        modifiers = {lemma_of(t) for t in token.lefts} | {c.lower_ for t in token.lefts for c in t.children}
        for before in token.lefts:
            modifiers |= {sentence.words(before).lower(), *re.split(r"[-–\s]", sentence.words(before).lower())}
        if entry.with_ and not (lemmas & set(entry.with_) and token.dep_ in {"obj", "nsubj:pass", "conj"}):
            return None
        clauses = {
            lemma_of(child) for child in token.children if child.dep_ in {"acl", "acl:relcl"}
        }  # "a deal signed by"
        joined = token.dep_ == "conj" and entry.under
        if entry.governed_by and (joined or not (lemmas | clauses) & set(entry.governed_by)):
            return None
        if lemmas & set(entry.not_governed_by) and token.dep_ != "nsubj":
            return None
        if entry.subject_of and not (lemmas & set(entry.subject_of) and lead.dep_ in {"nsubj", "nsubj:pass"}):
            return None
        if entry.modified_by and not modifiers & set(entry.modified_by):
            return None
        if entry.airborne and not self._from_air(functions, phrases, modifiers):
            return None
        if (entry.under and not _under(token)) or (entry.after and preposition(token) not in entry.after):
            return None
        nouns = [token, *(child for child in token.lefts if child.dep_ == "compound")]  # "ten insurgent deaths"
        if entry.counted and not any(c.dep_ == "nummod" for noun in nouns for c in noun.children):
            return None
        if entry.denied and not any(c.lower_ == "no" for c in token.lefts):
            return None
        if entry.predicative and not (predicands(token) or token.dep_ == "appos"):
            return None
        strength = self._needs(entry, functions, phrases, token)
        weapon = bool(entry.modified_by)  # "came under missile fire" rather than "came under fire"
        specific = weapon + 3 * bool(
            entry.airborne or entry.modified_by or entry.governed_by or entry.subject_of or entry.with_
        )
        return None if strength is None else strength + specific

    @staticmethod
    def _from_air(functions: Functions, phrases: dict[int, Phrase], modifiers: set[str]) -> bool:
        if modifiers & FROM_AIR:
            return True
        doers = [head for name in ("subject", "by", "owner", "compound") for head in functions.get(name, [])]
        return any(phrases[head.i].kind == "airborne" for head in doers if head.i in phrases)

    def _adjective(self, sentence: Parsed, token: Token, phrases: dict[int, Phrase]) -> Iterator[Hit]:
        rows = self._adjectives.get(lemma_of(token)) or self._adjectives[token.lower_]
        subject, of = said_of(token, self.words.stance)
        if not of:
            return
        functions: Functions = {"subject": subject, "predicand": of, "object": of}
        for kind, entry in rows:
            strength = self._needs(entry, functions, phrases, token)
            if strength is not None and any(self.fit.best(h, ("people", "force", "any"), phrases) for h in of):
                yield Hit(sentence, token, token, token, kind, entry, functions, strength + 1)


def _hyphened(rows: Sequence[tuple[ClaimType, Trigger]]) -> bool:
    return any({"hyphen", "modifier"} & set(entry.forms) for _, entry in rows)


def _participles(verb: str) -> list[str]:
    """Past participles as they stand after a hyphen, whatever a tagger makes of them: "affiliated", "held"."""
    regular = [f"{verb}ed", f"{verb}d", f"{verb}{verb[-1]}ed", f"{verb[:-1]}ied"]
    return [*regular, *{"hold": ["held"], "lead": ["led"], "run": ["run"]}.get(verb, [])]


def _after_hyphen(token: Token) -> bool:
    return token.i >= 2 and token.nbor(-1).text in {"-", "–"}


def _under(noun: Token) -> bool:
    """ "under regime control", "in the hands of", "its control"."""
    return preposition(noun).startswith(("under", "in", "out of", "beyond", "outside"))
