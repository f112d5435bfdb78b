"""Who is killed or hurt where the number, the group and the outcome stand apart: "those killed include 14 children"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sitrep.extract.listing import listed
from sitrep.lexicon.nouns import Stance
from sitrep.read.syntax.arguments import Functions, conjuncts, predicands, verb_functions
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.numbers import has_outcome, tells_outcome
from sitrep.read.syntax.phrases import Phrase, lemma_of

#: Verbs that tell who is among others: "the dead include …".
NAMING = frozenset({"include", "comprise", "number"})
#: Nouns that a verb of rising gives a number: "the number of people killed rose to 21".
COUNTS = frozenset({"number", "toll", "tally", "count"})
RISING = frozenset({"rise", "climb", "grow", "increase", "jump", "reach", "stand", "pass", "exceed"})
#: Verbs that give a side's losses a number: "put its losses at 12 dead".
TELLING = frozenset({"put", "amount", "estimate", "total", "number", "come", "stand", "give"})
LOSSES = frozenset({"loss", "casualty", "toll", "dead"})
#: Verbs that leave somebody so: "left 30 troops dead".
LEAVING = frozenset({"leave", "shoot"})
#: Words before a phrase that only says who some of those told before were: "ten people, most of them children".
SUBSET = frozenset({"them", "whom", "both", "including"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
#: Words for one more of those told.
NEXT = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
#: Those who suffer a deed may be meant by "them" behind it.
SUFFERING = frozenset({"obj", "nsubj:pass"})
#: Else those whom the clause only names: "clashed with fighters", "hit the residents' homes", "a massacre of villagers".
BESIDE = frozenset({"obl", "nmod", "nmod:poss"})
#: Counted behind a verb of harm, and nobody: "claimed 20 lives", "… and four others sustained injuries".
NOBODY = frozenset({"life", "injury", "wound", "burn"})
#: A name and a comma before an age.
BEHIND_NAME = 2
#: Several in one word.
COLLECTIVE = frozenset({"group", "cell", "gang", "squad", "band", "crew", "family"})


def said_of(word: Token, stance: Stance) -> tuple[list[Token], list[Token]]:
    """Who did it, and of whom an outcome is said: "left 30 dead", "12 dead", "six were among the dead", "the dead include"."""
    counts = [child for child in word.lefts if child.pos_ == "NUM" and child.dep_ == "nummod"]
    behind = word.dep_ in {"xcomp", "advcl"} or (word.dep_ == "amod" and word.head.i < word.i) or _is_second(word)
    if behind and word.i and word.nbor(-1).pos_ == "NUM":
        counts = [word.nbor(-1)]  # "112 dead and 200 injured", the number hung on the first
    counts = counts or _count_before(word)
    verb = word.head if word.head.pos_ == "VERB" else None
    if word.dep_ == "nsubj" and _are_told(word.head):
        return [], [word.head]  # "14 of the dead were rebels"
    if counts and (word.dep_ != "amod" or behind or word.head.i > word.i + 1) and preposition(word) != "among":
        return _doers(word, stance), counts[-1:]
    if word.dep_ in SUBJECTS and lemma_of(word.head) in NAMING:
        return [], verb_functions(word.head, stance)["object"]
    rest = word.head if word.dep_ == "nmod" and preposition(word) == "of" and word.head.dep_ in SUBJECTS else None
    if rest is not None and rest.head.pos_ == "NOUN":
        return [], [rest.head]  # "the rest of the dead were fighters"
    if verb is not None and lemma_of(verb) == "leave":
        outer = verb_functions(verb, stance)
        return outer["subject"], outer["object"] or predicands(word)
    attributive = word.dep_ == "amod" or (verb is not None and lemma_of(verb) in LEAVING)
    subjects = [child for child in word.children if child.dep_ == "nsubj:pass"]
    return [], [] if attributive else predicands(word) or subjects


def _are_told(noun: Token) -> bool:
    """ "… were rebels": whether a noun says who those before it were; "were in a critical state" does not."""
    return noun.tag_ == "NNS" and any(c.dep_ == "cop" for c in noun.lefts) and not preposition(noun)


def _is_second(word: Token) -> bool:
    """ "… 310 dead and 870 wounded", wherever a parser hung them."""
    before = word.doc[max(0, word.i - 3) : word.i]
    return len(before) == 3 and tells_outcome(before[0]) and before[1].text in {"and", ","} and before[2].pos_ == "NUM"


def _count_before(word: Token) -> list[Token]:
    """ "left 45 people dead and about 100 wounded": the number that a parser took for the subject."""
    own = word.dep_ == "conj" and word.i > 0 and word.nbor(-1).pos_ == "NUM" and word.nbor(-1).head.i == word.i
    return [word.nbor(-1)] if own and word.tag_ in {"VBN", "VBD"} else []


def _doers(word: Token, stance: Stance) -> list[Token]:
    """ "left 14 dead and 20 injured": who left them so."""
    first = word.head if word.dep_ == "conj" else word
    verb = first.head
    return verb_functions(verb, stance)["subject"] if verb.pos_ == "VERB" and lemma_of(verb) == "leave" else []


def told_apart(head: Token) -> Sequence[Token]:
    """ "31 civilians were among those killed", "those killed include 14 children": the ones who are meant."""
    if head.lower_ != "those":
        return [head]
    if preposition(head) == "among":
        own = ([c for c in node.children if c.dep_ in SUBJECTS and c.i < head.i] for node in (head, head.head))
        return next((subjects[-1:] for subjects in own if subjects), [])  # not who said so
    naming = next((token for token in head.doc[head.i :] if lemma_of(token) in NAMING and token.pos_ == "VERB"), None)
    return [child for child in naming.children if child.dep_ == "obj"] if naming is not None else []


def number_told(noun: Token) -> Token | None:
    """ "the number of people killed has risen to 21", "brought to 49 the number of people killed": the number."""
    if noun.dep_ != "nmod" or preposition(noun) != "of" or lemma_of(noun.head) not in COUNTS:
        return None
    rising = (token for token in noun.head.subtree if lemma_of(token) in RISING)  # hung on the killing by a parser
    harm = (token for token in noun.rights if token.dep_ == "acl")  # "the number of people killed by the group at 26"
    verbs = [token for token in (noun.head.head, *rising, *harm) if token.pos_ == "VERB"]
    counts = [child for verb in verbs for child in verb.children if child.pos_ == "NUM"]
    return next((count for count in counts if preposition(count) in {"to", "at", "past", ""}), None)


def side_counted(count: Token, phrases: Mapping[int, Phrase]) -> Phrase | None:
    """ "Put the army's losses at 12 dead", "the losses of the rebels amounted to two killed": whose the number counts."""
    verbs = [token for token in (count, *count.ancestors) if token.pos_ == "VERB" and lemma_of(token) in TELLING]
    nouns = [child for verb in verbs[:1] for child in verb.children if child.dep_ in {*SUBJECTS, "obj"}]
    losses = [noun for noun in nouns if lemma_of(noun) in LOSSES and noun.i < count.i]
    whose = [c for noun in losses for c in noun.children if c.dep_ == "nmod:poss" or preposition(c) == "of"]
    side = next((phrases[token.i] for token in whose if token.i in phrases), None)
    own = [child for verb in verbs[:1] for child in verb.children if child.dep_ == "nsubj" and child.i in phrases]
    return phrases[own[0].i] if side is not None and side.lemma == "its" and own else side  # "put its own losses at 12"


def meant(heads: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a function with all that is joined to them; for "those" the ones that they are."""
    for head in (token for first in heads for token in told_apart(first)):
        for token in conjuncts(head):
            own = token.i != head.i and token.pos_ == "NUM" and has_outcome(token)  # "one dead and seven hurt"
            if not (own or is_age(token)):
                yield token


def is_age(count: Token) -> bool:
    """ "Ahmed Ali, 33, and his brother": a bare number between commas behind a name."""
    if count.pos_ != "NUM" or count.i < BEHIND_NAME or count.i + 1 == len(count.doc):
        return False
    return count.nbor(-2).pos_ == "PROPN" and count.nbor(-1).text == count.nbor(1).text == ","


def only_part(head: Token, phrases: Mapping[int, Phrase]) -> bool:
    """ "ten people, most of them children", "seven people, both rebels and villagers": some of those told before."""
    phrase = phrases.get(head.i)
    first = phrase.first if phrase is not None else None
    word = first.nbor(-1).lower_ if first is not None and first.i > 1 and first.nbor(-1).dep_ != "obj" else ""
    if first is not None and word in SUBSET and not (word == "both" and first.nbor(-2).text != ","):
        return True  # not "shelled both Izium and Lyman"
    joined = head.dep_ == "conj" and head.head.pos_ == "NOUN"
    return (joined and only_part(head.head, phrases)) or _hung_on_whole(head)


def whole_of(head: Token, phrases: Mapping[int, Phrase]) -> Token:
    """ "Seven others including a baby were killed", the baby taken for the subject: the seven."""
    case = next((child for child in head.lefts if child.lower_ == "including"), None)
    ends = {case.i - 1, case.i - 2} if case is not None and case.i > 1 else set()
    wholes = [
        p for p in phrases.values() if p.last.i in ends and p.kind in {"people", "actor"} and p.number is not None
    ]
    return wholes[-1].head if wholes else head


def _hung_on_whole(head: Token) -> bool:
    """ "70 people, including ten women and three infants": the second part, which a parser joins to the whole."""
    if head.dep_ != "conj" or head.head.pos_ != "NOUN":
        return False
    parts = [child for child in head.head.children if preposition(child) == "including"]
    return any(part.i < head.i for part in parts)


def hurt(frame: str, verb: Token, functions: Functions, phrases: Mapping[int, Phrase]) -> Functions:
    """ "… and another 150 wounded": a count before a verb of harm without an object of its own is of those who were hurt."""
    if frame != "killer":
        return functions
    own = [head for head in functions.get("object", []) if head.i > verb.head.i or verb.dep_ != "conj"]
    between = [phrase.head for at, phrase in phrases.items() if verb.head.i < at < verb.i and phrase.number is not None]
    joined = [head for head in between if head.dep_ == "conj" and head.head.i == verb.head.i]
    if joined and not own and functions.get("object"):
        return {**functions, "object": joined}  # "one was killed and five others, including two boys, were injured"
    told = [phrases[head.i] for head in functions.get("subject", []) if head.i in phrases]
    counted = [phrase.head for phrase in told if phrase.number is not None or phrase.lemma == "most"]
    if verb.pos_ != "VERB" or functions.get("object") or not counted:
        return functions
    others = [head for head in functions["subject"] if head not in counted and head.i < verb.i]
    return {**functions, "subject": others, "object": counted}


def name_once(victims: list[Phrase]) -> None:
    """ "The strike killed Adel Karim, the head of the council, and 23 others": who a named person is that was told of."""
    for name, told in zip(list(victims), victims[1:], strict=False):
        doc, end = told.head.doc, told.head.right_edge.i + 1
        described = told.sort == "person" and told.name is None and not told.plural and told.number is None
        unnamed = name.name is None or name.name.i < name.head.i  # "Taliban commander"
        title = name.sort in {"person", "people"} and unnamed and not name.plural and name.number is None
        if title and name.last.i + 1 == told.first.i and told.name is told.head:
            victims.remove(name)  # "the reporter Adel Karim", the name taken for another one
        beside = [token.text for token in doc[name.last.i + 1 : told.first.i]] == [","]
        if described and beside and name.name is name.head and end < len(doc) and doc[end].text in {",", "."}:
            victims.remove(told)


def names_one(phrase: Phrase, other: Phrase) -> bool:
    """ "The governor, Major General Peter Kaya, died": whether a phrase is the name of whom the other describes."""
    if phrase.sentence is not other.sentence or phrase.name is None or other.name is other.head or other.plural:
        return False
    beside = phrase.head.dep_ in {"appos", "flat"} and phrase.head.head.i == other.head.i and phrase.name is phrase.head
    between = [token.text for token in phrase.head.doc[other.head.i + 1 : phrase.first.i]]
    if not between and phrase.name is phrase.head and phrase.kind == "name" and other.head.i < phrase.first.i:
        return True  # "the reporter Peter Kaya", the name hung on the verb
    behind = between[-1:] == [","] and between.count(",") == 1 and not {"and", "or", "who"} & set(between)
    return beside or (behind and phrase.sort == "person" and other.sort == "person")


def counts_people(frame: str, verb: Token, phrase: Phrase) -> bool:
    """Whoever is killed or hurt in a number is somebody, known to the lists or not: "three novices were killed"."""
    harmed = frame == "killer" and (verb.pos_ == "VERB" or preposition(phrase.head) == "of")
    if frame == "dead" and is_next_one(phrase):
        return True  # "… and a third was injured", the participle taken for an adjective
    counted = phrase.number is not None or is_next_one(phrase)
    return harmed and phrase.kind == "other" and counted and phrase.lemma not in NOBODY


def is_next_one(phrase: Phrase) -> bool:
    """ "Two soldiers were killed and a third wounded": one more of them."""
    return phrase.lemma in NEXT and phrase.first.lower_ == "a"


def sufferers(phrase: Phrase, doers: Sequence[Token], phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """Whom a phrase of victims means, and each of several that it names: of "two sergeants, Ali and Omar" it tells the two."""
    phrase = _whom(phrase, doers, phrases)
    several = list(listed(phrase))
    if len(several) > 1 and phrase.number is not None:
        return [replace(phrase, name=None, last=phrase.head)]
    return [phrase, *several]


def _whom(pronoun: Phrase, doers: Sequence[Token], phrases: Mapping[int, Phrase]) -> Phrase:
    """ "Detained two insurgents and shot them", "300,000 people, most of them displaced": those behind whom a pronoun stands
    in the sentence, who are no doers; the phrase itself where it is another one or means nobody there."""
    if pronoun.lemma not in {"them", "they"} or pronoun.number is not None:
        return pronoun
    return meant_by_them(pronoun, doers, phrases) or pronoun


def meant_by_them(pronoun: Phrase, doers: Sequence[Token], phrases: Mapping[int, Phrase]) -> Phrase | None:
    """Who in the sentence suffered before a "them", else who was met there or had what was hit: "the rebels' bunkers"."""
    before = (phrase for at, phrase in phrases.items() if at < pronoun.head.i and phrase.head not in doers)
    alike = [phrase for phrase in before if phrase.kind in {"people", "actor"} and not _bare(phrase)]
    several = [phrase for phrase in alike if phrase.plural or phrase.lemma in COLLECTIVE]
    suffering = [phrase for phrase in several if phrase.head.dep_ in SUFFERING or phrase.number is not None]
    beside = [phrase for phrase in several if phrase.head.dep_ in BESIDE]
    return max(suffering or beside, key=lambda phrase: phrase.head.i, default=None)


def _bare(phrase: Phrase) -> bool:
    return phrase.sort in {"pronoun", "number"}


def whose_lives(lives: Phrase, phrases: Mapping[int, Phrase]) -> Phrase:
    """ "100 civilian lives": whose they are, with their number."""
    whose = [phrases[token.i] for token in lives.modifiers if token.i in phrases]
    people = [phrase for phrase in whose if phrase.kind in {"people", "actor"}]
    return replace(lives, head=people[-1].head, kind=people[-1].kind, sort=people[-1].sort) if people else lives
