"""Phrases that stand for others: lists of names that share a noun, names singled out, villages counted in a plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from sitrep.read.syntax.arguments import conjuncts, governor
from sitrep.read.syntax.clauses import participle_after, preposition
from sitrep.read.syntax.phrases import Phrase, lemma_of

MOST = re.compile(
    r"(?:, )?(?:(?:most|all|many|(?:the )?(?:vast )?majority) of (?:them|whom) (?:(?:were|are) )?"
    r"|\d+ of (?:them|whom) (?:(?:were|are) )?"
    r"|(?:mostly|mainly|largely|predominantly|chiefly|all) )"
)
LOCATIVE = frozenset([
    "in", "at", "near", "on", "outside", "inside", "around", "within", "across", "along", "between", "beside", "behind",
    "over", "throughout", "above", "below", "amid", "off", "through", "opposite", "by",
])  # fmt: skip
#: Verbs by which a deed comes to where it was not before.
SPREADING = frozenset({"spread", "extend", "expand", "shift"})
SINGLING = frozenset({"prominently", "notably", "especially", "particularly", "including", "namely", "mainly"})

#: Prepositions before what counted places lie in.
WITHIN = frozenset(
    ["in", "of", "around", "near", "across", "throughout", "inside", "outside", "along", "within", "over"]
)
#: Sorts of places that are taken or destroyed as things are.
BUILT = frozenset({"building", "base", "position", "checkpoint"})
#: What measures a thing of a list, behind the link before it.
MEASURE = re.compile(
    r" (?:an? |\d+ )?(?:large |small |great )?(?:numbers?|amounts?|quantity|quantities|variety"
    r"|kg|kilos?|kilogram(?:me)?s?|tons?|tonnes?|lit(?:er|re)s?|pounds?|box(?:es)?|crates?|barrels?) of$"
)
#: Behind these it is told of what things a store or a general word consists.
OPENERS = frozenset(
    [":", "including", "include", "includes", "included", "containing", "contained", "comprising", "comprised"]
)
#: So many things with commas between them are a list, wherever it ends.
ENOUGH = 3
#: What stands between two places of a list, and how far the next name may stand behind the last, in words.
BETWEEN = r"(?: (?:in|at|near|around|both|then))?(?: (?:the )?vicinity of)?"
LINK = re.compile(rf"(?:,|(?:, )?(?P<and>and|or|&|as well as|and also)){BETWEEN}")
FAR = 10
#: What explains a place of a list, or who tells of it: "Sittwe, the state capital, and Kyaukphyu".
ASIDE = re.compile(r", (?:the|an?|its) [^,]{3,50} (?=, and\b)")
#: By these words, so many behind a thing, stands what it has: "trucks mounted with guns".
HOLD = 3
HOLDING = frozenset({"carrying", "transporting", "towing", "making", "storing", "housing"})
FITTED = frozenset({"mounted", "equipped", "fitted", "armed", "loaded", "laden", "packed", "rigged"})


def places_meant(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """The place phrases that one stands for: itself with its list, the names singled out, or what it lies in."""
    named = _beside(phrase, phrases)
    phrase = named if named is not None and named.kind == "place" else phrase
    bare = phrase.name is None and phrase.plural
    singled = list(_singled_out(phrase, phrases)) if bare else []
    outer = _within(phrase, phrases) if bare and not singled else []
    return singled or [deep for each in outer or [phrase] for peer in series(each, phrases) for deep in listed(peer)]


def locates(trigger: Token, function: str) -> bool:
    """Whether a preposition tells where: "in Kutum", and "to Kutum" where fighting spreads."""
    verb = governor(trigger) if function in {"to", "into"} else None
    return function.split(" ")[-1] in LOCATIVE or (verb is not None and lemma_of(verb) in SPREADING)


def places_inside(phrase: Phrase, phrases: Mapping[int, Phrase]) -> Iterator[Phrase]:
    """The places inside a phrase of another kind: "soldiers near Djibo"."""
    inner = [c for c in phrase.head.children if c.dep_ in {"nmod", "obl"}]
    for child in (c for c in inner if preposition(c).split(" ")[0] in LOCATIVE - {"by"}):
        for token in conjuncts(child):
            if token.i in phrases and phrases[token.i].kind in {"place", "name"}:
                yield phrases[token.i]


def series(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "Saraqib, the villages of Jarjanaz and Tal Mannis, and Hish farm": all places of the list that the phrase opens.

    A parser hangs the later names of a list where it likes. A list ends with "and" or "or", or has a plural noun before
    it; else a comma tells where a place lies: "Marea, Aleppo".
    """
    found, closed = [phrase], phrase.plural and phrase.name is not None and phrase.name.i > phrase.head.i
    while (step := _next(found[-1], phrases)) is not None:
        found.append(step[0])
        closed = closed or step[1]
    return found if closed else [phrase]


def things(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "two rifles, a machine gun and 340 rounds": all things of the list that the phrase opens, wherever a parser hung them.

    What no word list has is a thing, too, where others of the list are: "a grenade, a chest rack and a rifle".
    """
    found, closed = [phrase], False
    while (step := _next_thing(found[-1], phrases)) is not None:
        found.append(step[0])
        closed = closed or step[1]
    if not closed and len(found) < ENOUGH:
        return [phrase]
    return [*_things_before(phrase, phrases), *found] if phrase.head.dep_ == "nsubj:pass" else found


def things_told(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "Weapons seized at the base included three mortars", "the following: two tanks": the things that a general word opens."""
    doc, end = phrase.head.doc, phrase.last.i + 1
    opener = next((t for t in doc[end : end + FAR] if t.lower_ in OPENERS or t.text == ";"), None)
    if opener is None or opener.text == ";":
        return []
    first = next((p for p in phrases.values() if opener.i < p.first.i <= opener.i + 2 and _is_thing(p)), None)
    return things(first, phrases) if first is not None else []


def _things_before(phrase: Phrase, phrases: Mapping[int, Phrase]) -> Iterator[Phrase]:
    """ "Three tanks, a gun and two trucks were destroyed", where a parser takes the gun for the first."""
    for other in phrases.values():
        joined = _is_thing(other) and other.last.i + 2 == phrase.first.i and other.head.dep_ != "obj"
        if joined and phrase.first.nbor(-1).text == ",":
            yield from (*_things_before(other, phrases), other)


def _next_thing(phrase: Phrase, phrases: Mapping[int, Phrase]) -> tuple[Phrase, bool] | None:
    """The thing that a comma or "and" joins to another, and whether "and" does."""
    doc, end = phrase.head.doc, phrase.last.i
    inner = [c for c in phrase.head.rights if preposition(c) == "of" and c.i in phrases]
    held = (p.last.i for p in phrases.values() if end < p.first.i <= end + HOLD and is_held(p))
    end = max([end, *(phrases[c.i].last.i for c in inner), *held])
    peers = [p for p in phrases.values() if end < p.first.i <= end + FAR and _is_thing(p)]
    for peer in sorted(peers, key=lambda p: (p.first.i, -p.last.i)):
        link = LINK.fullmatch(MEASURE.sub("", " ".join(token.lower_ for token in doc[end + 1 : peer.first.i])))
        verb = peer.head.head
        does = peer.head.dep_ == "nsubj" and verb.i > peer.head.i  # "destroyed two tanks, and a mortar hit the school"
        theirs = peer.head.dep_ == "nsubj:pass" and verb.i != phrase.head.head.i and phrase.head.head.i < peer.first.i
        if link is not None and not does and not theirs:
            return peer, bool(link["and"])
    return None


def is_held(phrase: Phrase) -> bool:
    """ "A vehicle carrying a gun", "trucks mounted with guns", "a workshop making bombs": a thing that another has."""
    before = ["", *(token.lower_ for token in phrase.head.doc[max(0, phrase.first.i - 2) : phrase.first.i])]
    return phrase.kind == "materiel" and (before[-1] in HOLDING or (before[-1] == "with" and before[-2] in FITTED))


def _is_thing(phrase: Phrase) -> bool:
    built = phrase.kind == "place" and phrase.name is None and phrase.sort in BUILT
    measures = any(preposition(child) == "of" for child in phrase.head.rights)  # "a number of launchers"
    counted = phrase.number is not None or phrase.plural or phrase.first.lower_ in {"a", "an"}
    told = phrase.kind == "other" and not measures and counted
    return (built or told or phrase.kind in {"materiel", "munition", "airborne"}) and not is_held(phrase)


def _next(phrase: Phrase, phrases: Mapping[int, Phrase]) -> tuple[Phrase, bool] | None:
    """The place that a comma or "and" joins to a phrase, and whether "and" does."""
    doc, sentence = phrase.head.doc, phrase.sentence
    end = max(phrase.last.i, phrase.name.i if phrase.name is not None else 0)
    end += end + 1 < len(doc) and doc[end + 1].dep_ == "flat" and doc[end + 1].head.i == end  # "Baqjaji farm"
    end = _past_whole(phrase, end, phrases)
    aside = ASIDE.match(" ".join(token.lower_ for token in doc[end + 1 : end + FAR]))
    end += len(aside[0].split()) if aside is not None else 0
    name = next((token for token in doc[end + 1 : end + FAR] if sentence.name(token)), None)
    of_name = [p for p in phrases.values() if name is not None and p.name is not None and p.name.i == name.i]
    peers = sorted((p for p in of_name if p.first.i > end), key=lambda p: (p.first.i, -p.last.i))
    if not peers or not _may_join(peers[0], phrase):
        return None
    link = LINK.fullmatch(" ".join(token.lower_ for token in doc[end + 1 : peers[0].first.i]))
    return (peers[0], bool(link["and"])) if link is not None else None


def _past_whole(phrase: Phrase, end: int, phrases: Mapping[int, Phrase]) -> int:
    """The end of a place with the province behind it: "Robotyne in Zaporizhzhia region and Klishchiivka"."""
    doc = phrase.head.doc
    if end + 2 >= len(doc) or doc[end + 1].lower_ != "in" or phrase.sort == "admin":
        return end
    wholes = [
        p for p in phrases.values() if p.first.i == end + 2 and p.name is not None and p.sort in {"admin", "area"}
    ]
    return max((p.last.i for p in wholes), default=end)


def _may_join(peer: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase may be one more place: not an actor, nor who does something in the next clause."""
    verb = peer.head.head
    does = peer.head.dep_ in {"nsubj", "nsubj:pass"} and verb.i > peer.head.i and verb.i != phrase.head.head.i
    return peer.kind in {"place", "name"} and phrase.kind in {"place", "name"} and not does


def counted_by(phrase: Phrase, outer: Phrase) -> Phrase:
    """ "some of them", "a number of tanks": the inner phrase, bounded by the outer one that counts it."""
    one = phrase.number is not None and phrase.number.high == 1  # "six members of one family"
    counts = outer.first.i < phrase.first.i and outer.number is not None and (phrase.number is None or one)
    return replace(phrase, first=outer.first) if counts else phrase


def _beside(phrase: Phrase, phrases: Mapping[int, Phrase]) -> Phrase | None:
    """The named phrase that a bare one describes: "the Ziyara checkpoints, the last two checkpoints in the plain"."""
    if phrase.name is not None:
        return None
    if phrase.head.dep_ == "appos":
        return phrases.get(phrase.head.head.i)
    before = phrase.first.i - 1
    same = before > 0 and phrase.head.doc[before].text == "," and phrases.get(before - 1)
    return same if same and same.lemma == phrase.lemma and same.name is not None else None


def _singled_out(phrase: Phrase, phrases: Mapping[int, Phrase]) -> Iterator[Phrase]:
    """ "most checkpoints in the plain, most prominently the Cairo and Tal Wasit checkpoints": the ones that have names."""
    doc = phrase.head.doc
    for token in doc[phrase.head.i + 1 :]:
        if token.lower_ not in SINGLING and not (token.lower_ == "as" and token.nbor(-1).lower_ == "such"):
            continue
        same = [t for t in doc[token.i + 1 :] if lemma_of(t) == phrase.lemma and t.pos_ in {"NOUN", "PROPN"}]
        named = next((p for p in (phrases.get(t.i) for t in same) if p is not None and p.name is not None), None)
        if named is not None:
            yield from listed(named)
        return


def _within(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "five villages in the plain": villages without names are counted; the place is what they lie in."""
    inner = [child for child in phrase.head.children if child.dep_ in {"nmod", "obl"} and preposition(child) in WITHIN]
    found = [phrases[token.i] for child in inner for token in conjuncts(child) if token.i in phrases]
    return [each for each in found if each.kind in {"place", "name"} and each.name is not None]


def listed(phrase: Phrase) -> Iterator[Phrase]:
    """ "the Cairo, Tal Wasit and Sawamaa checkpoints" as three phrases that share a noun; any other phrase as it is."""
    names = phrase.sentence.pieces[phrase.name.i].names if phrase.name is not None and phrase.part is None else ()
    after = phrase.name is not None and phrase.part is None and phrase.name.i > phrase.head.i and phrase.plural
    joined = list(conjuncts(phrase.name)) if after and phrase.name is not None else []
    joined = [token for token in joined if phrase.sentence.name(token)]  # not "… and al-Fuah town"
    if len(joined) > 1:  # "the towns of Bakhmut, Soledar and Marinka"
        for token in joined:
            yield replace(phrase, part=phrase.sentence.span(token, token))
        return
    if not names:
        yield phrase
    for start, end, _ in names:
        yield replace(phrase, part=phrase.sentence.cut(start, end))


def other_side(first: Token, phrases: Mapping[int, Phrase]) -> list[Token]:
    """ "between fighters from A and fighters from B": the second side where a parser joins it to something else.

    It is the first phrase of people or forces right behind an "and" after the first side, and what is joined to it.
    """
    starts = {phrase.first.i: phrase for phrase in reversed(list(phrases.values()))}
    for word in first.doc[first.i + 1 :]:
        if word.lower_ not in {"and", "against", "versus"}:
            continue
        side = next((starts[i] for i in (word.i + 1, word.i + 2) if i in starts), None)
        if side is not None and side.kind in {"actor", "people", "name"}:
            return list(conjuncts(side.head))
    return []


def who_most_are(phrase: Phrase, phrases: Mapping[int, Phrase]) -> list[Phrase]:
    """ "20 people, most of them civilians", "ten people, mostly women and children": who all or most of those are."""
    doc, first = phrase.head.doc, phrase.last.i + 1
    told = MOST.match("".join(token.lower_ + " " for token in doc[first : first + 7]))
    if told is None:
        return []
    first += len(told[0].split())
    starts = (each for each in phrases.values() if each.kind in {"people", "actor"} and each.head.i >= first)
    found = next((each for each in starts if each.first.i in {first - 1, first}), None)
    if found is not None and told[0].strip(" ,")[0].isdigit() and found.kind != "actor":
        return []  # "20 people, four of them children": a part, which is never added to its whole
    return [phrases[token.i] for token in (conjuncts(found.head) if found else ()) if token.i in phrases]


def is_label(phrase: Phrase) -> bool:
    """ "Health officials: 42 killed": who stands before a colon speaks, and is no part of the clause."""
    doc, after = phrase.head.doc, phrase.last.i + 1
    return phrase.first.i == 0 and after < len(doc) and doc[after].text == ":"


def behind_arms(phrase: Phrase) -> Iterator[Token]:
    """Who did what arms did: "Russian strikes", "a sniper's gunfire", "a shell fired by rebels"."""
    yield from phrase.modifiers
    yield from (name for name in (phrase.name,) if name is not None and name.i < phrase.head.i)  # "US air strikes"
    yield from (child for child in phrase.head.lefts if child.dep_ == "nmod:poss")
    for clause in (*(c for c in phrase.head.rights if c.dep_ == "acl"), participle_after(phrase.head)):
        yield from (c for c in clause.children if c.dep_ == "obl:agent") if clause is not None else ()
