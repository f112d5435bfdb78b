"""Clauses that a parser cuts wrongly, repaired: passives, particles, subjects given to another clause."""

from __future__ import annotations

from spacy.tokens import Token

from sitrep.read.syntax.phrases import lemma_of

#: Particles that a parser mistakes for prepositions, and the verbs whose object then stands behind them.
PARTICLES = frozenset({"over", "back", "off", "out", "up"})
TAKEN_APART = frozenset([
    "take over", "blow up", "cut off", "take back", "set off", "hand over", "turn over", "seal off", "cordon off",
    "carry off", "drive out", "push out", "force out", "push back", "drive back", "run over",
])  # fmt: skip
#: Verbs that have no passive, so that a participle of theirs is a past tense that the tagger mistook.
INTRANSITIVE = frozenset([
    "explode", "protest", "clash", "withdraw", "retreat", "die", "fall", "flee", "advance", "erupt",
    "rage", "land", "collapse", "perish", "rally", "demonstrate", "riot", "arrive", "go", "come",
    "break", "occur", "happen", "belong",
])  # fmt: skip
MEASURES = frozenset(["day", "hour", "week", "month", "night", "round", "series", "wave", "string", "minute"])
#: Nouns that describe a group beside its name.
DESCRIPTIONS = frozenset([
    "branch", "affiliate", "wing", "offshoot", "arm", "group", "faction", "organization", "organisation", "militia",
    "movement", "network",
])  # fmt: skip
RELATIVE = frozenset({"that", "which", "who", "whom", "whose"})
#: Verbs whose outcome a participle tells: "left five dead", "resulted in 14 killed".
LEAVING = frozenset({"leave", "result", "see", "find", "report"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "aux", "aux:pass", "mark"})
#: Words that open a clause as well as a circumstance.
CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as"})
#: Prepositions that mean another: "fired upon them".
SAME = {"upon": "on"}
#: What becomes of people.
OUTCOMES = frozenset({"kill", "wound", "injure", "hurt", "displace", "arrest", "detain", "capture"})
SUBJECTS_AND_OBJECTS = frozenset({"nsubj", "nsubj:pass", "obj", "aux", "aux:pass", "mark"})


def is_passive(verb: Token) -> bool:
    """A passive clause, or a past participle that stands with a noun ("villages held by them")."""
    deps = {child.dep_ for child in verb.children}
    if {"nsubj:pass", "aux:pass", "csubj:pass"} & deps or (
        verb.tag_ == "VBN" and "cop" in deps and not {"aux", "obj"} & deps
    ):
        return True
    if left_so(verb) is not None or ("obl:agent" in deps and "obj" not in deps):
        return True  # "strikes carried out by X", whatever the tagger makes of "carried"
    joined = verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and not {"aux", "obj"} & deps
    if joined and verb.head.pos_ == "VERB" and is_passive(verb.head):
        return True  # "five were killed and nine others injured"
    if verb.dep_ == "acl" and verb.tag_ == "VBD" and not {"obj", "nsubj", "aux"} & deps:
        return lemma_of(verb) not in INTRANSITIVE  # "the number of soldiers killed since May", taken for a past tense
    if verb.tag_ != "VBN" or "aux" in deps or "nsubj" in deps:  # "told of two arrested"
        told = verb.dep_ == "ccomp" and "obj" not in deps and lemma_of(verb) not in INTRANSITIVE
        return verb.tag_ == "VBN" and "aux" not in deps and (told or _modified_with_case(verb))
    if lemma_of(verb) in INTRANSITIVE:
        return False  # "a bomb exploded near …": the past tense, whatever the tagger says
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return is_passive(verb.head) and "obj" not in deps
    if verb.dep_ == "xcomp":
        return lemma_of(verb.head) in {"remain", "stay", "become", "get"}  # "remains firmly rooted in"
    return verb.dep_ in {"acl", "amod", "advcl", "root", "ROOT", "parataxis"} and "obj" not in deps


def _modified_with_case(verb: Token) -> bool:
    """ "six children were among 12 civilians killed": a subject behind a preposition is the noun that a participle modifies."""
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
    return bool(subjects) and all(preposition(child) in {"among", "of"} for child in subjects)


def left_so(verb: Token) -> Token | None:
    """ "left two men wounded", "resulted in ten gunmen killed", "12 dead and 30 injured": the noun or number before a
    participle that says what became of it."""
    participle = verb.tag_ in {"VBN", "VBD"} or (verb.tag_ == "JJ" and verb.pos_ == "VERB")
    if not participle or verb.i == 0 or any(c.dep_ in SUBJECTS_AND_OBJECTS for c in verb.children):
        return None
    noun = verb.nbor(-1)
    if noun.pos_ == "NUM" and lemma_of(verb) in OUTCOMES:
        return noun
    left = verb.dep_ in {"xcomp", "advcl", "acl"} and lemma_of(verb.head) in LEAVING
    return noun if left and noun.head.i == verb.head.i and noun.dep_ in {"obj", "obl"} else None


def preposition(token: Token) -> str:
    """The preposition that governs a noun: "in", "out of", "according to"; "" where there is none."""
    before = [child for child in token.lefts if child.dep_ in {"compound", "amod", "nummod", "nmod:desc"}]
    parts = [child for node in (token, *before) for child in node.lefts if child.dep_ == "case" and child.i < token.i]
    parts.sort(key=lambda part: part.i)  # a parser may hang "against" on "regime" in "against regime troops"
    if not parts:
        return ""
    words = [SAME.get(parts[0].lower_, parts[0].lower_)] + [c.lower_ for c in parts[0].children if c.dep_ == "fixed"]
    return " ".join(words + [part.lower_ for part in parts[1:]])


def bare_count(child: Token) -> bool:
    """A number or noun after its verb that a parser takes for a circumstance: "wounded 70", "claimed 20,000 lives",
    "killed a commander as well as five of his men"."""
    if child.i < child.head.i or preposition(child):
        return False
    joined = child.pos_ == "NUM" and child.dep_ == "obl" and any(c.dep_ == "cc" for c in child.lefts)
    counted = child.pos_ == "NUM" and child.dep_ in {"obl:unmarked", "xcomp", "nummod"}
    named = child.pos_ == "NOUN" and child.dep_ == "xcomp" and any(c.dep_ == "nummod" for c in child.lefts)
    return joined or ((counted or named) and not any(c.dep_ == "obj" for c in child.head.children))


def in_list(noun: Token) -> bool:
    """Whether a noun is joined to its head; "a mortar, a rifle, a grenade and rounds": also where a parser takes a member
    of the list, begun before it, for an apposition."""
    if noun.dep_ != "appos":
        return noun.dep_ == "conj"
    begun = any(child.dep_ == "conj" and child.i < noun.i for child in noun.head.children)
    goes_on = any(child.dep_ == "conj" for child in noun.children)
    return begun and goes_on and not any(child.lower_ in {"the", "its", "their"} for child in noun.lefts)


def with_company(noun: Token, case: str) -> str:
    """ "along with two others" where a parser takes "along" for the verb's."""
    before = noun.left_edge.nbor(-1).lower_ if case == "with" and noun.left_edge.i > 0 else ""
    return f"{before} with" if before in {"along", "together"} else case


def with_particle(verb: Token) -> str:
    """The verb's lemma with its particle: "take over"."""
    particle = next((child.lower_ for child in verb.children if child.dep_ == "compound:prt"), None) or stray_particle(
        verb
    )
    return f"{lemma_of(verb)} {particle}" if particle else lemma_of(verb)


def stray_particle(verb: Token) -> str | None:
    """ "took over the camp": a parser often takes the particle for a preposition of what follows."""
    if verb.i + 1 >= len(verb.doc):
        return None
    word = verb.nbor(1)
    stray = word.dep_ == "case" and word.lower_ in PARTICLES and word.head.head.i == verb.i
    return word.lower_ if stray else None


def subject_before(verb: Token) -> list[Token]:
    """ "… claiming “dozens of soldiers” were killed": a finite verb whose subject the parser gave to another clause.

    A noun that ends right before the first auxiliary, quotation marks and ", including …," aside, is the subject.
    """
    left = left_so(verb) or taken_for_circumstance(verb) or _past_relative(verb) or _beside_place(verb)
    if left is not None:
        return [left]
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "aux:pass", "cop"} and child.i < verb.i]
    if (
        not auxiliaries
        and verb.dep_ in {"conj", "ROOT"}
        and verb.tag_ in {"VBN", "VBD"}
        and verb.i > 0
        and _counts(verb.nbor(-1))
        and not any(child.dep_ == "obj" for child in verb.children)
    ):
        return [verb.nbor(-1)]  # "three were killed and 12 wounded"
    if not auxiliaries:
        taken = [child for child in verb.head.children if child.i < verb.i and subject_of_next(child) == verb]
        return taken or _subject_of_participle(verb)
    if verb.dep_ == "xcomp" or auxiliaries[0].tag_ in {"TO", "VBG"}:
        return []
    doc, at = verb.doc, auxiliaries[0].i - 1
    while at >= 0 and doc[at].pos_ == "PUNCT":
        at -= 1
    including = next((n for n in range(max(0, at - 6), at) if doc[n].lower_ == "including"), None)
    if including is not None:
        at = including - 1
        while at >= 0 and doc[at].pos_ == "PUNCT":
            at -= 1
    if at < 0 or doc[at].pos_ not in {"NOUN", "PROPN", "NUM", "PRON"} or doc[at].lower_ in RELATIVE:
        return []
    node = _outermost(doc[at])
    return [node] if node.i != verb.i else []


def _past_relative(verb: Token) -> Token | None:
    """ "Forces led by X, who controls the east, besieged the capital": a verb behind the comma that closes a relative clause
    goes on with the clause around it, wherever a parser joined it."""
    relative, comma = verb.head, verb.i > 0 and verb.nbor(-1).text == ","
    joined = verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBZ", "VBP"} and relative.dep_ == "acl:relcl"
    if not (joined and comma) or any(child.dep_ == "cc" for child in (*verb.lefts, *relative.rights)):
        return None
    outer = relative.head.head
    subjects = [child for child in outer.lefts if child.dep_ == "nsubj"] if outer.tag_ in {"VBN", "VBD"} else []
    return subjects[0] if subjects and relative.head.i > outer.i else None


def _beside_place(verb: Token) -> Token | None:
    """ "In Gezira, the Shield Forces of X entered the village": a subject that a parser took for another word for the place."""
    if (
        verb.dep_ != "ROOT"
        or verb.tag_ != "VBD"
        or any(child.dep_ in SUBJECTS | {"aux:pass"} for child in verb.children)
    ):
        return None
    places = [child for child in verb.lefts if child.dep_ == "obl" and preposition(child) in {"in", "near", "at"}]
    beside = [child for place in places for child in place.rights if child.dep_ == "appos" and not preposition(child)]
    return next((noun for noun in beside if any(word.lower_ == "the" for word in noun.lefts)), None)


def taken_for_circumstance(verb: Token) -> Token | None:
    """ "killed after US jets targeted the city": the subject that a parser took, with "after", for a circumstance."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBD" or verb.i == 0 or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    noun = verb.nbor(-1)
    opens = noun.dep_ == "obl" and noun.head.i == verb.head.i and preposition(noun) in CONJUNCTIONS
    return noun if opens else None


def subject_of_next(noun: Token) -> Token | None:
    """The finite verb right behind a second object: "seized a base days after the town fell" is no seizing of the town."""
    verb = noun.head
    objects = [child for child in verb.children if child.dep_ == "obj"]
    if noun.dep_ != "obj" or len(objects) < 2 or noun.i == objects[0].i:
        return None
    edge = noun.right_edge.i + 1
    following = noun.doc[edge] if edge < len(noun.doc) else None
    if following is None or following.head.i != verb.i or following.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    return None if any(child.dep_.startswith("nsubj") for child in following.children) else following


def _subject_of_participle(verb: Token) -> list[Token]:
    """ "said forces backed by tanks took the hill": a participle that a parser made the clause keeps the subject."""
    for clause in verb.head.children if verb.tag_ == "VBD" else ():
        agent = [child for child in clause.children if child.dep_ == "obl:agent" and child.right_edge.i == verb.i - 1]
        if agent and clause.tag_ == "VBN" and not any(child.dep_.startswith("aux") for child in clause.children):
            return [child for child in clause.children if child.dep_.startswith("nsubj")]
    return []


def _counts(token: Token) -> bool:
    return token.pos_ == "NUM" or token.lower_ in {"others", "dozens", "scores", "many", "several"}


def lost_governor(verb: Token) -> Token | None:
    """The verb that a parser hung the subject of another clause on: for "saying that 60 soldiers were killed" the saying."""
    subjects = (
        subject_before(verb)
        if verb.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in verb.children)
        else []
    )
    governor_ = subjects[0].head if subjects else None
    return governor_ if governor_ is not None and governor_.pos_ == "VERB" and governor_.i < verb.i else None


def _outermost(node: Token) -> Token:
    """The head of the whole phrase that ends with a noun: "the roads leading from A to B" for "B"."""
    while node.head.i < node.i:
        head = node.head
        if node.dep_ in {"nmod", "compound", "flat", "conj", "appos"} and head.pos_ in {"NOUN", "PROPN", "NUM"}:
            node = head
        elif (
            node.dep_ in {"obl", "obj"}
            and head.tag_ in {"VBG", "VBN"}
            and not any(c.dep_ == "aux" for c in head.children)
        ):
            subject = next((c for c in head.children if c.dep_ in {"nsubj", "nsubj:pass"} and c.i < head.i), None)
            modified = head.head if head.dep_ == "acl" and head.head.pos_ in {"NOUN", "PROPN"} else None
            if subject is None and modified is None:
                break
            node = subject or modified or node
        else:
            break
    return node


def described(token: Token) -> Token | None:
    """The name that a noun describes where a parser takes the apposition for a list or a second subject.

    "The Nusra Front, al-Qaeda's branch in Syria, and its allies": the branch is the Front.
    """
    if lemma_of(token) not in DESCRIPTIONS or token.left_edge.i < 2 or token.left_edge.nbor(-1).text != ",":
        return None
    if token.dep_ == "conj" and token.head.pos_ == "PROPN" and not any(c.dep_ == "cc" for c in token.children):
        return token.head
    if token.dep_ == "nsubj":
        return next((c for c in token.head.lefts if c.dep_ == "nsubj" and c.i < token.i and c.pos_ == "PROPN"), None)
    return None


def participle_after(noun: Token) -> Token | None:
    """ "strikes allegedly carried out by X": a participle right behind a noun that a parser hung on the verb before."""
    at = noun.i + 1
    while at < len(noun.doc) and noun.doc[at].pos_ == "ADV":
        at += 1
    verb = noun.doc[at] if at < len(noun.doc) else noun
    loose = verb.dep_ in {"advcl", "xcomp", "parataxis"} and verb.tag_ in {"VBN", "VBD"}
    return verb if loose and any(c.dep_ == "obl:agent" for c in verb.children) else None


def taken_for_subject(noun: Token) -> Token | None:
    """ "carried out 8 raids and helicopters dropped …": the verb whose object a parser made the next clause's subject."""
    if noun.dep_ != "nsubj" or noun.left_edge.i == 0 or not any(child.dep_ == "conj" for child in noun.children):
        return None
    before = noun.left_edge.nbor(-1)
    verb = before.head if before.dep_ == "compound:prt" else before
    free = verb.pos_ == "VERB" and not any(child.dep_ == "obj" for child in verb.children)
    return verb if free else None
