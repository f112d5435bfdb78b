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
PRESENT = frozenset({"VBZ", "VBP"})
#: Before "control" these say that nobody of theirs holds the place.
WOULD = frozenset({"would", "'d", "’d"})
#: Determiners of a deed that need not have been done.
OPEN = frozenset({"a", "an", "any", "another", "further", "more", "new"})
#: The relations by which a plan reaches a clause; and the verbs that plan before "to" only: "set to attack", not "set fire".
MEANT = frozenset({"xcomp", "acl", "ccomp"})
ONLY_TO = frozenset({"set", "look", "close", "mean"})
#: "Failed to end the fighting": it goes on. "Does not plan to attack": nobody means to.
ENDING = frozenset({"end", "halt", "stop", "cease", "quell", "contain"})
INTENT = frozenset({"plan", "intend", "mean", "seek", "aim"})
UNITS = frozenset({"hour", "day", "week", "month", "year"})  # "has been cut off for 19 days"
#: "It is false that the town fell".
UNTRUE = frozenset({"untrue", "false", "baseless"})
#: "The fighting was still under way".
UNDERWAY = frozenset({"way", "underway"})
BEYOND = ("out of", "outside", "beyond")
#: A clause or noun that a verb, noun or adjective above it may turn into a plan, a denial, something that goes on.
GOVERNED = frozenset({"xcomp", "ccomp", "acl", "obj", "obl", "csubj", "nsubj:pass", "nsubj", "advcl"})
#: How far up the clauses status is looked for.
DEEPEST = 5


def status_of(token: Token, stance: Stance, state: bool, attack: bool = False) -> tuple[Status, str]:
    """The status of the clause around a trigger, and a sentence that says why. `state`: the type is a state; `attack`:
    it is an assault, which has happened once it was tried."""
    found = _whole(token, stance, state)
    if found is not None:
        return found
    if attack and _tried(token, stance):
        return "happened", f"'{token.head.text} to {token.text}': an attack that was tried"
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
        whole = clause.dep_ == "nmod" or any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        rumoured = whole and lemma_of(head) in stance.speech_nouns  # "denied reports of the arrest", "that he was held"
        if clause.dep_ not in PASSING and not rumoured:
            break
        clause = head
    return "happened", "told as a fact of the past or present by whoever says it"


def _whole(token: Token, stance: Stance, state: bool) -> tuple[Status, str] | None:
    """What the clause with its subject and object says."""
    nobody = told_of_none(token, stance) if token.pos_ in {"VERB", "AUX"} else None
    if nobody is not None:
        return "denied", f"'{nobody.text}' of '{token.text}': there was none"
    own = _own(token, stance, state)
    if own is None and not state and _again_and_again(token, stance):
        return "ongoing", f"'{token.text}' is told as a habit that lasts"
    return own


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
        if child.dep_ == "aux" and child.lower_ in WOULD and _told_before(token, stance):
            return "planned", f"'{child.text} {token.text}' was told of the future"
        if child.dep_ == "aux" and child.lower_ in stance.hypothetical:
            return "hypothetical", f"'{child.text} {token.text}' is only supposed"
    if not state and verb is not None and _progressive(verb, words):
        return "ongoing", f"'{_auxiliary(words)} {verb.text}' is told as going on"
    if any(child.lower_ in stance.planned_adjectives for child in token.lefts):
        return "planned", f"told of '{token.text}' as something to come"
    if state and preposition(token).startswith(BEYOND):
        return "denied", f"'{preposition(token)} {token.text}': they do not hold it"
    if not state and any(c.lower_ in stance.ongoing_adverbs for c in token.children if c.dep_ != "conj"):
        return "ongoing", f"told as still going on at '{token.text}'"
    return None


def _again_and_again(verb: Token, stance: Stance) -> bool:
    """ "is shelled daily", "artillery regularly hits", "the leader conducts ambushes": a habit that lasts. A headline tells
    of one deed in the same tense, but not of "the leader" nor of "he"."""
    present = verb.tag_ in PRESENT or any(c.tag_ in PRESENT for c in verb.children if c.dep_ in {"aux", "aux:pass"})
    perfect = any(lemma_of(c) == "have" for c in verb.children)
    if not present or perfect or verb.pos_ != "VERB":
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    told_of = subject is not None and (subject.pos_ == "PRON" or subject.left_edge.lower_ == "the")
    active = verb.tag_ in PRESENT and lemma_of(verb) not in stance.speech | stance.occur
    return (active and told_of) or any(child.lower_ in stance.often for child in verb.children)


def _tried(verb: Token, stance: Stance) -> bool:
    """ "tried to storm the plant", told of the past."""
    head = verb.head
    past = head.tag_ in {"VBD", "VBN"} and not negated(head, stance)
    beaten = head.pos_ == "NOUN" and lemma_of(head.head) in stance.repelling  # "repelled an attempt to storm it"
    return ((verb.dep_ == "xcomp" and past) or beaten) and lemma_of(head) in stance.trying


def _told_before(verb: Token, stance: Stance) -> bool:
    """ "said it would withdraw", "vowed that they would retake it": the future as told in the past, no mere supposition."""
    clause = verb
    while clause.dep_ == "conj" and clause.head.pos_ == "VERB":
        clause = clause.head
    head = lemma_of(clause.head)
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in stance.condition for m in c.children) for c in verb.children
    )
    return verb.tag_ == "VB" and clause.dep_ == "ccomp" and not conditional and head in stance.speech | stance.planned


def still_goes_on(token: Token, since: bool) -> bool:
    """ "has been under siege since 2013", "there has been shelling since dawn", "is under siege": told as not yet over."""
    counted = any(child.dep_ == "nummod" for child in token.children)
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    if verb.lower_ == "subject" and any(c.dep_ == "cop" and c.tag_ in PRESENT for c in verb.children):
        return True  # "is subject to a siege"
    words = [token, *(child for node in (token, verb) for child in node.children if child.dep_ in {"aux", "cop"}), verb]
    perfect = any(lemma_of(word) == "have" and word.tag_ in {"VBZ", "VBP"} for word in words)
    under = preposition(token) == "under"
    since = since or any(preposition(child) == "for" and lemma_of(child) in UNITS for child in verb.children)
    since = since and (under or token.dep_ not in {"obl", "nmod"})  # not "since the war began with protests"
    return (since and perfect and not counted) or (under and any(word.tag_ in {"VBZ", "VBP"} for word in words))


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


def negated(verb: Token, stance: Stance) -> bool:
    """Whether a word of negation stands with the verb itself."""
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
    if clause.dep_ in {"obl:agent", "obl"} and preposition(clause) == "by" and head.pos_ == "VERB" and not state:
        return _whole(head, stance, state)  # "is targeted daily by air strikes"
    if _lasts(clause, head, stance) and not state:
        return "ongoing", f"'{clause.text}' beside '{head.text}': it still goes on"
    to_come = _awaited(clause, head, stance)
    if to_come is not None:
        return to_come
    if clause.dep_ in GOVERNED and head.pos_ in {"VERB", "NOUN", "ADJ"}:
        undone = _undone(clause, head, stance)
        if undone is not None:
            return undone
        awaited = clause.dep_ == "nsubj:pass" and any(
            c.dep_ == "xcomp" and lemma_of(c) in stance.occur for c in head.children
        )
        near = clause.dep_ == "advcl" and head.pos_ == "ADJ" and any(c.lower_ == "to" for c in clause.lefts)
        meant = clause.dep_ in MEANT or (clause.dep_ == "obj" and lemma not in ONLY_TO) or awaited or near
        if lemma in stance.planned and meant and not _told(clause, lemma):
            return "planned", f"'{head.text} … {clause.text}' is a plan, threat or fear"
        past = head.tag_ == "VBD" and clause.dep_ == "obj"  # "continued operations" is told of the past
        goes_on = bool({lemma, with_particle(head)} & stance.ongoing) and clause.dep_ in {"xcomp", "obj", "nsubj"}
        presses = clause.dep_ == "obl" and with_particle(head) in stance.ongoing and head.tag_ in PRESENT
        if (goes_on or presses) and not state and not past:
            return "ongoing", f"'{head.text} … {clause.text}' is told as going on"
    if clause.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "NOUN"}:
        own = any(c.dep_.startswith("nsubj") for c in clause.children) and clause.pos_ == "VERB"
        return None if own else _own(head, stance, state)  # "we did not fight, but they besieged us"
    if clause.dep_ in {"obj", "ccomp"} and lemma in stance.speech and negated(head, stance):
        return "hypothetical", f"'not {head.text}': nobody says that it happened"
    words = {lemma, with_particle(head)} & (stance.light | stance.suffering | stance.managed)
    carries = bool(words) and lemma not in stance.speech
    if clause.dep_ in {"obj", "obl", "nsubj:pass", "xcomp"} and carries:
        return _whole(head, stance, state)
    if clause.dep_ in {"nsubj", "nsubj:pass"} and {lemma, with_particle(head)} & stance.occur:
        return _own(head, stance, state)
    if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in stance.condition for c in clause.children):
        return "hypothetical", f"'{clause.text}' stands in a condition"
    return None


def _undone(clause: Token, head: Token, stance: Stance) -> tuple[Status, str] | None:
    """What the governing word says not to be, not to have come about, not to be meant or not to be over."""
    lemma = lemma_of(head)
    if _is_denied(clause, head) and lemma in stance.denial:
        return "denied", f"'{head.text}': the text says it was denied"
    untrue = lemma in UNTRUE or (lemma == "true" and negated(head, stance))
    if untrue and clause.dep_ in {"ccomp", "csubj", "acl"}:
        return "denied", f"'{head.text}': the text says it is not so"
    kept = clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "from" for c in clause.children)
    if {lemma, with_particle(head)} & stance.failed and (clause.dep_ in {"xcomp", "obj", "obl"} or kept):
        if lemma_of(clause) in ENDING:
            return "ongoing", f"'{head.text} … {clause.text}': it was not ended"
        return "denied", f"'{head.text}': the text says it did not come about"
    if lemma in INTENT and clause.dep_ == "xcomp" and negated(head, stance):
        return "denied", f"'not {head.text} … {clause.text}': nobody means to"
    return None


def _is_denied(clause: Token, head: Token) -> bool:
    """Whether a clause is what a verb of denial denies: "denied that …", "denied killing him"."""
    return clause.dep_ in {"xcomp", "ccomp", "obj", "acl"} or (clause.dep_ == "advcl" and clause.i == head.i + 1)


def _lasts(clause: Token, head: Token, stance: Stance) -> bool:
    """ "People flee amid fighting", "fighting was under way"."""
    amid = clause.dep_ == "obl" and preposition(clause) == "amid" and head.tag_ in {"VBZ", "VBP", "VBG"}
    return amid or (clause.dep_ == "nsubj" and head.lower_ in UNDERWAY and not negated(head, stance))


def _awaited(noun: Token, head: Token, stance: Stance) -> tuple[Status, str] | None:
    """ "fears of an attack", "warned of an offensive", "an attack could spark a war": a deed of which nobody says that it
    was done."""
    if noun.pos_ != "NOUN":
        return None
    known = any(child.dep_ in {"det", "nmod:poss", "nummod"} and child.lower_ not in OPEN for child in noun.children)
    feared = noun.dep_ == "nmod" and lemma_of(head) in stance.prospects
    wanted = noun.dep_ == "obl" and lemma_of(head) in {"call", "appeal"} and preposition(noun) == "for"
    warned = wanted or (
        noun.dep_ == "obl" and lemma_of(head) == "warn" and preposition(noun) in {"of", "about", "against"}
    )
    if (feared or warned) and not known:
        return "planned", f"'{head.text} {preposition(noun)} {noun.text}': it has not come yet"
    if noun.dep_ == "nsubj" and head.tag_ == "VB" and not known and head.pos_ == "VERB":
        modal = next(
            (c for c in head.children if c.dep_ == "aux" and c.lower_ in stance.future | stance.hypothetical), None
        )
        if modal is not None and modal.lower_ in stance.future:
            return "planned", f"'{noun.text} {modal.text} {head.text}' is told of the future"
        if modal is not None:
            return "hypothetical", f"'{noun.text} {modal.text} {head.text}' is only supposed"
    return None


def _told(clause: Token, lemma: str) -> bool:
    """ "agreed", "decided", "warned" with a finite past clause tell something done, not planned."""
    return (
        clause.dep_ == "ccomp"
        and clause.tag_ in {"VBD", "VBN", "VBZ", "VBP"}
        and lemma not in {"hope", "expect", "fear", "want"}
    )
