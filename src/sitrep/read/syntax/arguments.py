"""Which phrase stands in which grammatical function of a verb or noun, whatever the construction.

Active, passive, relative and participial clauses, infinitives, conjunction and light verbs all come out as the same
functions: `subject` (who does it), `object` (to whom or what), and one for each preposition. Universal Dependencies labels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from sitrep.lexicon.nouns import Stance
from sitrep.read.syntax.clauses import (
    INTRANSITIVE,
    MEASURES,
    RELATIVE,
    TAKEN_APART,
    bare_count,
    described,
    in_list,
    is_passive,
    participle_after,
    preposition,
    stray_particle,
    subject_before,
    subject_of_next,
    taken_for_subject,
    with_company,
    with_particle,
)
from sitrep.read.syntax.phrases import lemma_of

Functions = dict[str, list[Token]]

#: How many clauses up a missing subject is looked for.
DEEPEST = 4
#: Prepositions by which a light verb carries a noun: "came under fire", "began with a bombing", "engaged in clashes".
#: "raids targeting the camp", "launched strikes, hitting …": the clause says at whom the noun's deed was aimed.
AIMED = frozenset({"target", "hit", "strike"})
CARRIERS = frozenset({"under", "with", "in", "to"})


def verb_functions(verb: Token, stance: Stance, depth: int = 0) -> Functions:
    """The functions of a verb's arguments; the subject is looked for up the tree where the clause leaves it out."""
    found: Functions = defaultdict(list)
    passive = is_passive(verb)
    for child in verb.children:
        _place_child(child, passive, found)
    if verb.dep_ in {"acl", "acl:relcl", "amod"}:
        _noun_it_modifies(verb, passive, found)
    gap = "object" if passive else "subject"
    if not found[gap]:
        found[gap] = subject_before(verb) or _told_of(verb)
    if not found[gap] and (not passive or verb.dep_ in {"conj", "advcl", "xcomp"}):
        found[gap] = _inherited_subject(verb, stance, depth)
    if not passive and not found["object"]:
        found["object"] = _shared_object(verb)
    return found


def _place_child(child: Token, passive: bool, found: Functions) -> None:
    if described(child) is not None:
        return
    if child.dep_ in {"nsubj", "nsubj:outer"} and child.lower_ not in RELATIVE:
        found["object" if passive else "subject"].append(child)
    elif child.dep_ in {"nsubj:pass", "obj"} and child.lower_ not in RELATIVE:
        if subject_of_next(child) is None:
            found["object"].append(child)
    elif child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"} and child.i > child.head.i:
        found["object"].append(child)  # the last of a list of objects, hung on the verb
    elif bare_count(child) and not passive:
        found["object"].append(child)  # "wounded dozens more"
    elif child.dep_ == "obl:agent" or (child.dep_ == "expl" and child.lower_ == "it" and not passive):
        found["subject"].append(child)
    elif child.dep_ in {"obl", "obl:unmarked", "nmod"}:
        case = with_company(child, preposition(child))
        if case == stray_particle(child.head) and f"{child.head.lemma_} {case}" in TAKEN_APART:
            found["object"].append(child)
            return
        found["subject" if case == "by" and passive else case or "unmarked"].append(child)


def _noun_it_modifies(verb: Token, passive: bool, found: Functions) -> None:
    """The noun that a participle or relative clause stands with fills the gap in the clause."""
    gaps = {"nsubj", "nsubj:pass", "obj"}
    relative = next((c for c in verb.children if c.lower_ in RELATIVE and c.dep_ in gaps), None)
    noun = verb.head
    if verb.dep_ == "acl:relcl" and relative is not None:
        found["object" if relative.dep_ != "nsubj" else "subject"].append(noun)
    elif passive:
        found["object"].append(noun)
    elif verb.tag_ == "VBG" or not found["subject"] or lemma_of(verb) in INTRANSITIVE:
        found["subject"].append(noun)
    elif verb.dep_ == "acl:relcl" and not found["object"]:
        found["object"].append(noun)


def _told_of(verb: Token) -> list[Token]:
    """ "M23, which Kinshasa says is backed by Rwanda": of whom a relative clause of saying tells something."""
    speech = verb.head
    told = verb.dep_ == "ccomp" and speech.dep_ == "acl:relcl" and speech.i < verb.i
    return [speech.head] if told and any(c.lower_ in RELATIVE for c in (*speech.lefts, *verb.lefts)) else []


def _inherited_subject(verb: Token, stance: Stance, depth: int) -> list[Token]:
    head = verb.head
    if depth > DEEPEST or head.i == verb.i or verb.dep_ not in {"conj", "xcomp", "advcl", "parataxis", "ccomp"}:
        return []
    if head.pos_ not in {"VERB", "AUX"}:
        subjects = [child for child in head.children if child.dep_ in {"nsubj", "nsubj:pass"}]
        return subjects if verb.dep_ in {"xcomp", "advcl"} else []
    to = any(node.lower_ == "to" for child in verb.lefts for node in (child, *child.lefts))
    if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"} and not to:
        return []
    told = _told_clause(verb, head, stance)
    outer = verb_functions(told if told is not None else head, stance, depth + 1)
    quoted = any(c.lower_ in {"as", "of"} for c in verb.children if c.dep_ == "mark")  # "quoted X as saying"
    cited = verb.dep_ == "advcl" and quoted
    made = verb.dep_ == "advcl" and verb.tag_ == "VB" and to  # "forced half of them to flee"
    if (verb.dep_ == "xcomp" or cited or made) and lemma_of(head) in stance.object_control and outer["object"]:
        return outer["object"]
    if is_passive(head):
        return outer["object"] or outer["subject"]
    return outer["subject"]


def _told_clause(verb: Token, head: Token, stance: Stance) -> Token | None:
    """ "Rebels took the town, the monitor said, driving out the army": it is the rebels who drive, not the monitor."""
    spoken = lemma_of(head) in stance.speech and lemma_of(verb) not in stance.speech
    if not spoken or verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "ccomp"}:
        return None
    if head.dep_ == "parataxis" and head.head.pos_ == "VERB":
        return head.head
    return next((child for child in head.children if child.dep_ in {"ccomp", "parataxis"} and child.i < verb.i), None)


def _shared_object(verb: Token) -> list[Token]:
    """ "captured and destroyed three tanks": the object stands with one of the verbs only."""
    joined = [child for child in verb.children if child.dep_ == "conj"]
    for other in [*joined, *([verb.head] if verb.dep_ == "conj" else [])]:
        if other.pos_ == "VERB" and abs(other.i - verb.i) <= 3 and not is_passive(other):
            return [child for child in other.children if child.dep_ == "obj" and child.i > max(verb.i, other.i)]
    return []


def noun_functions(noun: Token, stance: Stance) -> Functions:
    """The functions of a noun's arguments: its own complements, and those of the verb that carries it."""
    found: Functions = defaultdict(list)
    _complements(noun, found)
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        for name, tokens in noun_functions(noun.head, stance).items():
            if name not in found and name != "predicand":
                found[name] = list(tokens)
    _carried(noun, stance, found)
    after = participle_after(noun)
    for clause in (*noun.children, *([after] if after is not None else [])):
        if (clause.dep_ in {"acl", "acl:relcl"} and clause.pos_ == "VERB") or clause is after:
            _described(clause, stance, found)
    said_of = predicands(noun)
    if preposition(noun) == "behind":  # "the group said it was behind the bombing"
        found["by"], said_of = [*found["by"], *said_of], []
    found["predicand"] = said_of or _held(noun)
    return found


def _held(noun: Token) -> list[Token]:
    """ "checkpoints under regime control", "the town remains under their control": what is under control."""
    if not preposition(noun).startswith(("under", "out of", "beyond")) and lemma_of(noun) not in {"hand", "hands"}:
        return []
    if noun.dep_ == "nmod":
        return [noun.head]
    verb = governor(noun)
    return [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass", "obj"}][:1] if verb is not None else []


def _complements(noun: Token, found: Functions) -> None:
    for child in noun.children:
        if child.dep_ in {"nmod", "obl", "nmod:unmarked"} and preposition(child):
            found[preposition(child)].append(child)
        elif child.dep_ == "nmod:poss":
            found["owner"].append(child)
        elif child.dep_ in {"compound", "amod", "nmod:desc"} and child.i < noun.i:
            found["compound"].append(child)


def governor(noun: Token) -> Token | None:
    """The verb that a noun is an argument of, over conjunction."""
    while (noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}) or _measured(noun):
        noun = noun.head
    taken = taken_for_subject(noun)
    if taken is not None:
        return taken
    return noun.head if noun.head.pos_ == "VERB" and noun.head.i != noun.i else None


def _measured(noun: Token) -> bool:
    """ "three days of clashes": what is told is the clashes."""
    measured = preposition(noun) == "of" and lemma_of(noun.head) in MEASURES
    means = preposition(noun) == "with" and noun.head.dep_ == "obj"  # "began the offensive with suicide bombings"
    return noun.dep_ == "nmod" and (measured or means)


def _carried(noun: Token, stance: Stance, found: Functions) -> None:
    """ "launched an attack on X", "came under fire", "clashes broke out in X": the verb's arguments are the noun's."""
    verb = governor(noun)
    if verb is None:
        _subject_to(noun, found)
        return
    lead = noun
    while lead.dep_ == "conj" or _measured(lead):
        lead = lead.head
    outer = verb_functions(verb, stance)
    lemma, lemmas = lemma_of(verb), {lemma_of(verb), with_particle(verb)}
    others = {n: [t for t in tokens if t.i != lead.i] for n, tokens in outer.items()}
    passive = lead.dep_ == "nsubj" and is_passive(verb)
    if (passive or lead.dep_ in {"obj", "nsubj:pass", "obl", "xcomp"} or taken_for_subject(lead)) and lemmas & (
        stance.light | stance.suffering
    ):
        if lead.dep_ != "obl" or preposition(lead) in CARRIERS:
            found["on" if lemmas & stance.suffering else "subject"] += others.get("subject", [])
        for clause in verb.rights:
            if clause.dep_ == "advcl" and clause.tag_ == "VBG" and lemma_of(clause) in AIMED:
                _described(clause, stance, found)
    elif lead.dep_ in {"nsubj", "nsubj:pass"} and lemma in {"hit", "target", "strike", "pound", "rock", "shake"}:
        found["on"] += others.get("object", [])
    elif lead.dep_ == "nsubj" and lemma in {"include", "comprise"}:
        found["among"] += others.get("object", [])
    elif lead.dep_ == "obl" and preposition(lead) in {"in", "during", "after", "following", "amid", "since"}:
        passive = is_passive(verb)
        active = not passive and lemma not in INTRANSITIVE - {"die", "perish"}
        found["background"] += others.get("object" if passive else "subject", []) if active or passive else []
    for name, tokens in others.items():
        if name not in {"subject", "object", "unmarked", "of"} and name not in found:
            found[name] = tokens


def _subject_to(noun: Token, found: Functions) -> None:
    """ "The district has been subject to shelling by the army": what suffers it, and by whom."""
    while noun.dep_ == "conj":
        noun = noun.head
    if preposition(noun) == "to" and lemma_of(noun.head) == "subject":
        found["on"] += predicands(noun.head)
        found["by"] += [child for child in noun.head.children if preposition(child) == "by"]


def _described(clause: Token, stance: Stance, found: Functions) -> None:
    """ "an attack carried out by X", "raids targeting Y"."""
    inner = verb_functions(clause, stance)
    if is_passive(clause):
        found["by"] += [token for token in inner["subject"] if token.i != clause.head.i]
        for name in ("against", "on", "at"):  # "an offensive launched against three villages"
            found[name] += inner.get(name, [])
    elif lemma_of(clause) in AIMED | {"involve", "pit"}:
        found["on"] += [token for token in inner["object"] if token.i != clause.head.i]


def predicands(token: Token) -> list[Token]:
    """What a noun or adjective is said of: "X is a bastion", "X, a bastion", "X, which is …", "the town under control"."""
    subjects = [child for child in token.children if child.dep_ in {"nsubj", "nsubj:outer"}]
    if subjects and described(token) is None:
        if subjects[0].lower_ in RELATIVE and token.dep_ == "acl:relcl":
            return [token.head]
        return subjects
    name = described(token) or (token.head if token.dep_ == "appos" else None)
    if name is not None:
        return [name]
    if token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return predicands(token.head)
    if token.dep_ == "xcomp":
        return [c for c in token.head.children if c.dep_ in {"obj", "nsubj", "nsubj:pass"}][-1:]
    if token.dep_ == "nmod" and token.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        return _one_of(token) or []
    return []


def _one_of(token: Token) -> list[Token]:
    """ "X is one of the last bastions": what "one" is said of, the bastions are said of."""
    some = preposition(token) == "of" and lemma_of(token.head) in {"one", "some", "part"}
    return predicands(token.head) if some else []


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and all that is joined to it by "and", "or", commas, "as well as"."""
    for child in token.lefts:  # "the Army of Conquest and regime forces": a parser may take the name for a modifier
        if child.pos_ == "PROPN" and child.dep_ in {"compound", "nmod"} and child.nbor(1).dep_ == "cc":
            yield child
    yield token
    for child in token.children:
        if in_list(child) and described(child) is None and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ", "X"}:
            yield from conjuncts(child)
            yield from _counted_after(child)


def _counted_after(joined: Token) -> Iterator[Token]:
    """ "the leader and two of his men during a raid": the count that a parser hung on "and", the raid joined instead."""
    for word in (word for cc in joined.lefts if cc.dep_ == "cc" for word in cc.children):
        if any(child.dep_ == "nmod" and preposition(child) == "of" for child in word.rights):
            yield word
