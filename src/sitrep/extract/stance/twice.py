"""One speaker told in two ways, and the subject of a verb of speech where a parser gave it away."""

from __future__ import annotations

from spacy.tokens import Token

from sitrep.read.syntax.phrases import Phrase


def is_same(phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases are one speaker in two ways: a name inside a phrase, beside a title, explained by
    the other or whom the other speaks for."""
    if phrase.sentence.number != other.sentence.number:
        return False
    first, last = sorted((phrase, other), key=lambda each: each.first.i)
    part = last.head.dep_ in {"appos", "nmod"} and last.head.head.i == first.head.i  # "a spokesman for the ministry"
    if last.first.i <= first.last.i or part:
        return True
    between = [token.text for token in first.head.doc[first.last.i + 1 : last.first.i]]
    joined = "conj" in {first.head.dep_, last.head.dep_}
    return between in ([], [","]) and not joined and "name" in {first.kind, last.kind}


def tells_who(phrase: Phrase, before: Phrase, verb: Token) -> bool:
    """ "Adel Karim, a spokesman for the army, said", "The committee, one of many in the city, said": who the one is that
    is named before the comma."""
    doc, at = phrase.head.doc, before.last.i + 1
    close = phrase.first.i == at + 1 and doc[at].text == ","
    joined = any(child.dep_ == "conj" for child in phrase.head.children)
    person = before.name is before.head and phrase.sort == "person" and phrase.first.pos_ == "DET"
    return close and not joined and (person or _put_in(before, phrase, verb))


def is_one(before: Phrase, name: Phrase, verb: Token) -> bool:
    """ "Local administrator Adel Karim", taken for two; "the network's branch in Syria, the Front, said"."""
    return before.last.i + 1 == name.first.i or (before.name is not before.head and _put_in(before, name, verb))


def _put_in(before: Phrase, phrase: Phrase, verb: Token) -> bool:
    """Whether the phrase stands between commas behind another one and before the verb of both."""
    doc, first = verb.doc, phrase.first.i
    listed = any(child.dep_ == "cc" for each in (before, phrase) for child in each.head.children)
    closed = first < verb.i and doc[first - 1].text == "," == doc[verb.i - 1].text
    return closed and not listed and all(before.head in token.ancestors for token in doc[before.last.i + 1 : first - 1])


def put_between(verb: Token) -> bool:
    """ "Armenian forces, the ministry said, opened fire": the verb with its speaker stands between commas."""
    own = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    doc = verb.doc
    close = len(own) > 1 and own[-1].right_edge.i == verb.i - 1 and own[-1].left_edge.nbor(-1).text == ","
    return close and verb.i + 1 < len(doc) and doc[verb.i + 1].text == "," and own[-1].n_rights == 0


def subject_of_aside(verb: Token) -> list[Token]:
    """ "Kiper, writing on Telegram, said", "Speaking in Gulu, Okello said": the subject that a parser hung on the aside."""
    return [
        c
        for aside in verb.children
        if aside.dep_ == "advcl" and aside.tag_ in {"VBG", "VBN"} and aside.i < verb.i
        for c in aside.children
        if (c.dep_ == "nsubj" and c.i < aside.i) or (c.dep_ in {"obl", "nmod"} and c.i == verb.i - 1)
    ]
