"""Which expression of time belongs to which trigger, by the verbs that both hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.model.record import replace
from sitrep.read.syntax.arguments import governor
from sitrep.read.syntax.clauses import preposition
from sitrep.read.syntax.language import Parsed
from sitrep.read.syntax.phrases import lemma_of
from sitrep.read.time_words import TimeExpression, find_times

#: Clauses whose time is that of the clause above them.
SHARES = frozenset(
    {"advcl", "xcomp", "acl", "acl:relcl", "conj", "obl", "nmod", "obj", "nsubj", "nsubj:pass", "appos", "compound"}
)


#: Verbs that say of a state no more than that it lasts.
LASTING = frozenset({"remain", "stay", "be", "continue", "lie", "come", "live", "find"})
#: What stands before and behind a length of time that reaches up to the report.
FOR = re.compile(r"\bfor\s+(?:the\s+)?$", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:in|over|during)\s+(?:the\s+)?$", re.IGNORECASE)
OF = re.compile(r"\s+of\s")
#: Behind a day that something is called by: "the 30 July neighbourhood", "the 6 October bridge".
CALLED = re.compile(
    r"\s+(?:neighbou?rhood|quarter|district|street|square|bridge|city|movement|brigade|battalion|martyrs)\b",
    re.IGNORECASE,
)
BEGINNING = frozenset({"begin", "start"})


@dataclass(frozen=True, slots=True)
class Attached:
    """An expression of time with the token it hangs on. Its span counts from the sentence's first character."""

    expression: TimeExpression
    anchor: Token
    position: Token


@dataclass(frozen=True, slots=True)
class Timed:
    """The time of a trigger: `reported` where the words tell the day of saying, not of happening; `past` where the verb
    beside it is in the past tense; `counted`: the day from which "two days later" counts."""

    expression: TimeExpression
    start: int
    end: int
    reported: bool = False
    past: bool = False
    counted: Timed | None = None


class SentenceTimes:
    """The expressions of time of one sentence."""

    def __init__(self, sentence: Parsed) -> None:
        self.sentence = sentence
        self.base = sentence.pieces[0].start
        first = min([self.base, *(piece.start for piece in sentence.loose)])
        last = max([sentence.pieces[-1].end, *(piece.end for piece in sentence.loose)])
        self.base = first
        text = sentence.document.text[first:last]
        plain = "".join(" " if char.isspace() else char for char in text)
        told = [e for e in find_times(plain) if not (e.kind == "date" and CALLED.match(plain, e.span.end))]
        found = [a for e in told if e.kind not in {"duration", "clock"} and (a := self._attach(e))]
        found += [a for e in told if e.kind == "duration" and (a := self._lasting(e, plain))]
        self.attached = _without_bare_nights(found)

    def _lasting(self, expression: TimeExpression, text: str) -> Attached | None:
        """How long something has gone on up to the report: "has been encircled for 19 days", "in three days of attacks"."""
        up_to_now = replace(expression, kind="past")
        attached = self._attach(up_to_now) if expression.low is not None else None
        if attached is None:
            return None
        lasts = FOR.search(text[: expression.span.start]) and any(
            child.dep_.startswith("aux") and child.lower_ in {"has", "have", "'s", "'ve"}
            for child in attached.anchor.children
        )
        within = WITHIN.search(text[: expression.span.start]) and OF.match(text, expression.span.end)
        return attached if lasts or within else None

    def _attach(self, expression: TimeExpression) -> Attached | None:
        start = self.base + expression.span.start
        tokens = list(self.sentence.doc)
        inside = next((t for t in tokens if self.sentence.start(t) <= start < self.sentence.end(t)), None)
        if inside is not None:
            return Attached(expression, _clause(inside), inside)
        following = next((t for t in tokens if self.sentence.start(t) >= start), None)
        if following is None:
            return None
        verb = next((t for t in tokens[following.i :] if t.pos_ == "VERB"), following)
        return Attached(expression, verb, following)

    def of(self, token: Token, speech: Sequence[Token], state: bool) -> Timed | None:
        """The time of a trigger, or that of the verb which reports it. A state told by a noun has only its own time, and
        that of "remained under their control"."""
        best: tuple[int, Attached] | None = None
        chain = _state_chain(token) if state and token.pos_ != "VERB" else _chain(token, speech)
        for attached in self.attached:
            distance = next(
                (n for n, t in enumerate(chain) if t.i in {attached.anchor.i, attached.position.head.i}), None
            )
            if distance is None and (_inside(token, attached) or token.i == attached.position.i):
                distance = 0
            if distance is None or (distance > 0 and not self._reaches(chain, distance, attached, token)):
                continue
            if best is None or distance < best[0]:
                best = distance, attached
        if best is not None:
            return self._timed(token, best[1])
        over = self._leading(token) or self._below(token) or self._trailing(token)
        if over is not None and not state and over.anchor.i not in {verb.i for verb in speech}:
            return self._timed(token, over)
        for attached in self.attached if not state else ():
            if any(attached.anchor.i == verb.i for verb in speech):
                return self._timed(token, attached, reported=not self._of_operation(token, attached))
        only = self._only(token) if not state else None
        return self._timed(token, only) if only is not None else None

    def _of_operation(self, token: Token, attached: Attached) -> bool:
        """ "confirmed his capture during a raid in Nangarhar on 9 May": the day of the raid, not of the saying."""
        between = self.sentence.doc[token.i + 1 : max(attached.position.i, token.i + 1)]
        return any(word.lower_ == "during" and word.dep_ == "case" for word in between)

    def _only(self, token: Token) -> Attached | None:
        """The one time that the sentence tells, wherever a parser hung it; not one of another clause that describes."""
        if len(self.attached) != 1:
            return None
        (only,) = self.attached
        clause = only.anchor
        aside = clause.dep_ in {"acl:relcl", "acl"} and not (clause.i == token.i or clause.is_ancestor(token))
        described = (
            aside and clause.head.i != token.i and not clause.head.is_ancestor(token) and clause.head.head.i != token.i
        )
        apart = own_clause(clause) != own_clause(token)  # "took the hill and the army withdrew on Friday"
        loose = clause.dep_ == "parataxis" and only.expression.tells_stretch and not clause.is_ancestor(token)
        return None if described or apart or loose else only

    def _leading(self, token: Token) -> Attached | None:
        """A time that opens the sentence is that of all it tells, whatever the parser hung it on."""
        verbs = [t.i for t in self.sentence.doc if t.pos_ == "VERB"]
        first = next((a for a in self.attached if a.position.i < min(verbs, default=0) and a.position.i <= 2), None)
        return first if first is not None and token.dep_ not in {"acl:relcl", "amod", "acl"} else None

    def _below(self, token: Token) -> Attached | None:
        """The day of a clause that has no tense or subject of its own is that of the clause above it: "detained two men
        while searching a farm on Friday", "killed one man and wounded two on Friday"."""
        below = [t.i for t in token.children if _shares_day(t)]
        return next((a for a in self.attached if a.anchor.i in below and a.position.i > a.anchor.i), None)

    def _trailing(self, token: Token) -> Attached | None:
        """A time that a comma sets apart at the end is that of the main clause: "… in a raid near A, B province, yesterday"."""
        doc = self.sentence.doc
        if not self.attached or token.dep_ != "ROOT" or token.tag_ not in {"VBD", "VBN"}:
            return None
        last = self.attached[-1]
        rest = [t for t in doc[last.position.i + 1 :] if not t.is_punct]
        apart = last.position.i > token.i and doc[last.position.i - 1].text == ","
        return last if apart and not rest else None

    def every(self) -> Iterator[tuple[Token, Timed]]:
        """All times of the sentence, whatever they are of, each with the word that it begins with."""
        for attached in self.attached:
            yield attached.position, self._told(attached, attached.expression)

    def _timed(self, token: Token, attached: Attached, reported: bool = False) -> Timed:
        expression = attached.expression
        if expression.relation == "at" and _from_then_on(token, attached.anchor):
            expression = replace(expression, relation="since")
        return self._told(attached, expression, reported)

    def _told(self, attached: Attached, expression: TimeExpression, reported: bool = False) -> Timed:
        span, past = attached.expression.span, attached.anchor.tag_ == "VBD"
        return Timed(expression, self.base + span.start, self.base + span.end, reported, past)

    @staticmethod
    def _reaches(chain: Sequence[Token], distance: int, attached: Attached, token: Token) -> bool:
        """A conjoined clause shares a time only where it stands before both: "On Saturday, they entered X and cut Y"."""
        joined = any(step.dep_ == "conj" and step.pos_ == "VERB" for step in chain[:distance])
        return not joined or attached.position.i < min(chain[distance].i, token.i)


class Times:
    """The expressions of time of a document's sentences, each sentence read once."""

    def __init__(self) -> None:
        self._of: dict[int, SentenceTimes] = {}

    def of(self, sentence: Parsed) -> SentenceTimes:
        """Those of one sentence."""
        if sentence.number not in self._of:
            self._of[sentence.number] = SentenceTimes(sentence)
        return self._of[sentence.number]


def _from_then_on(token: Token, verb: Token) -> bool:
    """ "Killed since the war began in 2011", "raids that began in May": the time tells from when on, up to the report."""
    since = any(child.dep_ == "mark" and child.lower_ == "since" for child in verb.children)
    begins = verb.lemma_.lower() in BEGINNING and verb.dep_ == "acl:relcl" and token.is_ancestor(verb)
    return begins or (since and verb.i != token.i and not verb.is_ancestor(token))


def own_clause(token: Token) -> int:
    """The clause joined by "and" with a subject of its own that the token stands in; -1 for the first one."""
    node = token
    while node.head.i != node.i:
        subject = any(child.dep_.startswith("nsubj") for child in node.children)
        if node.dep_ in {"conj", "parataxis"} and node.pos_ in {"VERB", "AUX"} and subject:
            return int(node.i)
        node = node.head
    return -1


def _without_bare_nights(found: list[Attached]) -> list[Attached]:
    """ "in an overnight raid near Idlib on Monday": the weekday says which night."""
    dated = any(attached.expression.kind in {"date", "weekday"} for attached in found)
    bare = [a for a in found if a.position.lower_ == "overnight" and a.position.dep_ in {"compound", "amod"}]
    return [attached for attached in found if not (dated and attached in bare)]


def _shares_day(clause: Token) -> bool:
    joined = clause.dep_ == "conj" and clause.tag_ == clause.head.tag_ and clause.tag_ in {"VBD", "VBN"}
    own = any(child.dep_ in {"nsubj", "nsubj:pass", "mark"} for child in clause.children)
    return (joined and not own) or (clause.dep_ == "advcl" and clause.tag_ == "VBG")


def _inside(token: Token, attached: Attached) -> bool:
    """Whether the expression stands in the trigger's own phrase, and in no clause within it ("a city divided since …")."""
    return bool(token.is_ancestor(attached.position) and not token.is_ancestor(attached.anchor))


def _clause(token: Token) -> Token:
    """The verb that the expression hangs on, or the noun of action it stands in."""
    node = token
    while node.head.i != node.i:
        node = node.head
        if node.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in node.children):
            return node  # "where a truce has been in place since July"
    return node


def _state_chain(noun: Token) -> list[Token]:
    verb = governor(noun) if preposition(noun) in {"under", "in"} else None
    return [noun, verb] if verb is not None and lemma_of(verb) in LASTING else [noun]


def _chain(token: Token, speech: Sequence[Token]) -> list[Token]:
    """The trigger, the verb that carries it, and the clauses above whose time it shares; never past a verb of speech."""
    stop = {verb.i for verb in speech}
    chain = [token]
    verb = governor(token) if token.pos_ != "VERB" else None
    if verb is not None and verb.i not in stop:
        chain.append(verb)
    node = token
    while node.head.i != node.i and node.dep_ in SHARES:
        node = node.head
        if node.i in stop:
            break
        if node not in chain:
            chain.append(node)
    return chain
