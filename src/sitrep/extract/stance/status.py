"""Whether a claim says that the thing happened, goes on, is planned, is denied or is only supposed."""

from __future__ import annotations

from spacy.tokens import Token

from sitrep.extract.stance.none import told_of_none
from sitrep.lexicon.nouns import Stance
from sitrep.model.claims import Status
from sitrep.read.syntax.clauses import preposition, with_particle
from sitrep.read.syntax.phrases import lemma_of

#: Through these relations a plan or a denial reaches the clause below it; through a relative clause it does not.
PASSING = frozenset({"conj", "xcomp", "ccomp", "obj", "nsubj:pass", "acl", "csubj"})
#: How far up the clauses status is looked for.
DEEPEST = 5


def status_of(token: Token, stance: Stance, state: bool) -> tuple[Status, str]:
    """The status of the clause around a trigger, and a sentence that says why. `state`: the type is a state."""
    found = _whole(token, stance, state)
    if found is not None:
        return found
    clause = token
    for _ in range(DEEPEST):
        head = clause.head
        if head.i == clause.i:
            break
        found = _from_above(clause, head, stance, state)
        if found is not None:
            return found
        if clause.dep_ == "ccomp" and lemma_of(head) in stance.speech and lemma_of(head) not in stance.denial:
            break  # whoever else denies or plans something, this was said
        if clause.dep_ not in PASSING:
            break
        clause = head
    return "happened", "told as a fact of the past or present by whoever says it"


def _whole(token: Token, stance: Stance, state: bool) -> tuple[Status, str] | None:
    """What the clause with its subject and object says."""
    nobody = told_of_none(token, stance) if token.pos_ in {"VERB", "AUX"} else None
    if nobody is not None:
        return "denied", f"'{nobody.text}' of '{token.text}': there was none"
    return _own(token, stance, state)


def _own(token: Token, stance: Stance, state: bool) -> tuple[Status, str] | None:
    """Negation, auxiliaries and adverbs of the clause itself."""
    verb = token if token.pos_ in {"VERB", "AUX"} else None
    words = [
        child for child in token.children if child.dep_ in {"advmod", "aux", "aux:pass", "det", "mark", "cc", "cop"}
    ]
    for child in words:
        over = child.lower_ == "longer" and any(word.lower_ == "no" for word in child.lefts)  # "no longer holds"
        negative = over or child.lower_ in stance.negation or "Polarity=Neg" in str(child.morph)
        if negative and child.lower_ not in {"only", "just"}:
            return "denied", f"'{child.text}' before '{token.text}'"
    if any(child.dep_ == "mark" and child.lower_ in stance.condition for child in words):
        return "hypothetical", f"'{token.text}' stands in a condition"
    for child in words:
        if child.dep_ == "aux" and child.lower_ in stance.future:
            return "planned", f"'{child.text} {token.text}' is told of the future"
        if child.dep_ == "aux" and child.lower_ in stance.hypothetical:
            return "hypothetical", f"'{child.text} {token.text}' is only supposed"
    if not state and verb is not None and _progressive(verb, words):
        return "ongoing", f"'{_auxiliary(words)} {verb.text}' is told as going on"
    if any(child.lower_ in stance.planned_adjectives for child in token.lefts):
        return "planned", f"told of '{token.text}' as something to come"
    if any(child.lower_ in stance.ongoing_adverbs for child in words) and not state:
        return "ongoing", f"told as still going on at '{token.text}'"
    return None


def still_goes_on(token: Token, since: bool) -> bool:
    """ "has been under siege since 2013", "there has been shelling since dawn", "is under siege": told as not yet over."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    words = [token, *(child for node in (token, verb) for child in node.children if child.dep_ in {"aux", "cop"}), verb]
    perfect = any(lemma_of(word) == "have" and word.tag_ in {"VBZ", "VBP"} for word in words)
    under = preposition(token) == "under"
    return (since and perfect) or (under and any(word.tag_ in {"VBZ", "VBP"} for word in words))


def is_purpose(token: Token, stance: Stance) -> bool:
    """ "an offensive to take the camp": what something is for is no claim, unless it is told as a plan or an attempt."""
    if _aimed_at(token.head if token.dep_ == "conj" else token, stance):
        return True
    if token.dep_ not in {"acl", "advcl"} or not _infinitive(token):
        return False
    return lemma_of(token.head) not in stance.planned | stance.failed | stance.managed


def _aimed_at(token: Token, stance: Stance) -> bool:
    """ "focused their efforts on capturing and killing leaders": what somebody is bent on is not done."""
    tied = any(child.dep_ in {"mark", "case"} and child.lower_ in {"on", "at"} for child in token.lefts)
    clause = token.dep_ in {"advcl", "acl"} and token.lower_.endswith("ing")
    return tied and clause and lemma_of(token.head) in stance.aiming


def _negated(verb: Token, stance: Stance) -> bool:
    return any(child.dep_ == "advmod" and child.lower_ in stance.negation for child in verb.children)


def _progressive(verb: Token, words: list[Token]) -> bool:
    auxiliaries = [word for word in words if word.dep_ == "aux" and lemma_of(word) in {"be", "'s", "’s"}]
    return verb.tag_ == "VBG" and bool(auxiliaries) and verb.dep_ != "amod"


def _auxiliary(words: list[Token]) -> str:
    return next((word.text for word in words if word.dep_ == "aux"), "")


def _infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ in {"mark", "aux"} for child in verb.children)


def _from_above(clause: Token, head: Token, stance: Stance, state: bool) -> tuple[Status, str] | None:
    """What the governing verb or noun makes of the clause: "plans to", "denied that", "an attempt to"."""
    lemma = lemma_of(head)
    if clause.dep_ in {"xcomp", "ccomp", "acl", "obj", "obl", "csubj", "nsubj:pass", "nsubj"} and head.pos_ in {
        "VERB",
        "NOUN",
        "ADJ",
    }:
        if clause.dep_ in {"xcomp", "ccomp", "obj", "acl"} and lemma in stance.denial:
            return "denied", f"'{head.text}': the text says it was denied"
        if lemma in stance.failed and clause.dep_ in {"xcomp", "obj", "obl"}:
            return "denied", f"'{head.text}': the text says it did not come about"
        if lemma in stance.planned and clause.dep_ in {"xcomp", "acl", "obj", "ccomp"} and not _told(clause, lemma):
            return "planned", f"'{head.text} … {clause.text}' is a plan, threat or fear"
        past = head.tag_ == "VBD" and clause.dep_ == "obj"  # "continued operations" is told of the past
        if lemma in stance.ongoing and clause.dep_ in {"xcomp", "obj", "nsubj"} and not state and not past:
            return "ongoing", f"'{head.text} … {clause.text}' is told as going on"
    if clause.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "NOUN"}:
        return _own(head, stance, state)
    if clause.dep_ in {"obj", "ccomp"} and lemma in stance.speech and _negated(head, stance):
        return "hypothetical", f"'not {head.text}': nobody says that it happened"
    words = {lemma, with_particle(head)} & (stance.light | stance.suffering | stance.managed)
    carries = bool(words) and lemma not in stance.speech
    if clause.dep_ in {"obj", "obl", "nsubj:pass", "xcomp"} and carries:
        return _whole(head, stance, state)
    if clause.dep_ == "obl" and preposition(clause) == "amid" and head.tag_ in {"VBZ", "VBP", "VBG"}:
        return "ongoing", f"'{head.text} amid {clause.text}': it still goes on"
    if clause.dep_ in {"nsubj", "nsubj:pass"} and lemma in stance.occur:
        return _own(head, stance, state)
    if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in stance.condition for c in clause.children):
        return "hypothetical", f"'{clause.text}' stands in a condition"
    return None


def _told(clause: Token, lemma: str) -> bool:
    """ "agreed", "decided", "warned" with a finite past clause tell something done, not planned."""
    return (
        clause.dep_ == "ccomp"
        and clause.tag_ in {"VBD", "VBN", "VBZ", "VBP"}
        and lemma not in {"hope", "expect", "fear", "want"}
    )
