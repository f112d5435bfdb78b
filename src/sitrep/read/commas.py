"""Commas that a report leaves out where a parser needs them.

"… in Idlib on Friday the monitor said" and "… hit a market killing ten" are common in archives that lost their punctuation
and not rare elsewhere; a parser takes the monitor for one of the victims. Here it is told from tags where a comma belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sitrep.read.syntax.names import CALENDAR, Name

#: Forms of speech verbs that close a sentence with their subject before them.
SAID = frozenset(
    {
        *(
            "said",
            "says",
            "reported",
            "reports",
            "added",
            "adds",
            "told",
            "confirmed",
            "announced",
            "stated",
            "claimed",
        ),
        *(
            "noted",
            "warned",
            "wrote",
            "explained",
            "reiterated",
            "pointed",
            "revealed",
            "quoted",
            "stressed",
            "affirmed",
        ),
    }
)
#: Participles that tell what a deed led to, and what opens an aside.
AFTER = frozenset(
    {
        *("killing", "wounding", "injuring", "leaving", "destroying", "damaging", "causing", "forcing", "prompting"),
        *("including", "seizing", "capturing", "inflicting", "triggering", "sparking", "martyring", "burning"),
    }
)
#: Verbs that take such a participle as their object: "denies killing civilians".
TAKING = frozenset({"denies", "admits", "stops", "starts", "begins", "risks", "avoids", "continues", "resumes"})
#: Nouns behind the name of a place that belong to it.
PLACE_NOUNS = frozenset(
    {"city", "town", "village", "province", "countryside", "governorate", "district", "area", "region", "suburb"}
)
#: Sites that are hit; what else counts the hurt.
SITES = frozenset(
    {
        *(
            "market",
            "hospital",
            "school",
            "mosque",
            "church",
            "base",
            "camp",
            "checkpoint",
            "convoy",
            "house",
            "houses",
        ),
        *(
            "building",
            "buildings",
            "positions",
            "headquarters",
            "airport",
            "bakery",
            "bus",
            "vehicle",
            "car",
            "station",
        ),
    }
)
COUNTS = frozenset({"dozens", "several", "scores", "many", "hundreds", "some", "more"})
#: Participles by which a speaker goes on.
ADDING = frozenset(
    {"adding", "noting", "citing", "describing", "saying", "explaining", "stressing", "quoting", "warning"}
)
#: After "said" nothing may follow that is a clause of its own; a day, an addressee or a medium may.
LONGEST_TAIL = 14
LONGEST_SPEAKER = 12
CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP"})
NOMINAL = frozenset({"NN", "NNP", "NNPS", "JJ", "HYPH", "CD", "POS", "VBN", "VBG"})
OPENS = frozenset({"DT", "PRP$", "PRP"})
#: Words that hide from a parser who is meant: "between A on the one hand and B on the other", "against what it said were
#: positions of the rebels", "what are believed to be camps".
SET_ASIDE = re.compile(
    r"\bon (?:the )?(?:one|other) (?:hand|side)\b|\bon the other(?=[.,])"
    r"|(?<=[a-z] )\([A-Z][A-Z-]{1,6}s?\)"
    r"|\bwhat (?:(?:it|they|he|she|we) (?:says?|said|calls?|called|describes?|described as)|"
    r"(?:is|are|was|were) (?:said|believed|thought|reported|described|known) (?:to be|as))(?: (?:is|are|was|were))?(?= )",
    re.IGNORECASE,
)
#: What a speaker that has no comma before it may follow: the end of a clause.
ENDS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "VBN", "VBD", "RB", "JJ", "RP", "-RRB-", "''"})


def missing_commas(doc: Doc, names: Sequence[Name]) -> frozenset[int]:
    """The tokens of a tagged sentence before which a comma is missing, by their numbers."""
    return frozenset(
        [
            *(*_tails(doc, names), *_participles(doc), *_inverted(doc)),
            *(*_fronted(doc, names), *_placed(doc, names), *_counted(doc, names)),
        ]
    )


def _participles(doc: Doc) -> Iterator[int]:
    for token in doc[2:-1]:
        before, after = doc[token.i - 1], doc[token.i + 1]
        deed = (
            token.lower_ in AFTER
            and before.lower_ not in TAKING
            and before.tag_ in {"NN", "NNS", "NNP", "NNPS", "CD", "RB"}
        )
        if deed and after.tag_ in {"DT", "CD", "JJ", "NN", "NNS", "NNP", "RB", "IN", "PRP$", "JJR"}:
            yield int(token.i)


def _tails(doc: Doc, names: Sequence[Name]) -> Iterator[int]:
    for token in doc[4:]:
        if token.lower_ in SAID and token.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and _closes(doc, token):
            start = _speaker_start(doc, token, names)
            if start is not None and start > 2 and _ends(doc, start) and _told(doc, start) and not _opened(doc, start):
                yield start


def _opened(doc: Doc, start: int) -> bool:
    """Whether the speaker began right after a comma before: "…, the UN human rights office said"."""
    for i in range(start - 1, max(0, start - LONGEST_SPEAKER), -1):
        if doc[i].text == ",":
            return doc[i + 1].tag_ in OPENS
        if doc[i].pos_ in {"VERB", "AUX", "ADP"}:
            return False
    return False


def _ends(doc: Doc, start: int) -> bool:
    """Whether a clause may end before the token; after “…,” there is a comma already."""
    before = doc[start - 1]
    return before.tag_ in ENDS and not (before.is_quote and doc[start - 2].is_punct)


def _inverted(doc: Doc) -> Iterator[int]:
    """ "… were killed in the raids said the source", "… a child he said adding that": the verb before its subject."""
    for token in doc[4:-1]:
        after, before = doc[token.i + 1], doc[token.i - 1]
        follows = before.tag_ in {"NN", "NNS", "NNP", "CD", "VBN"}
        turned = token.lower_ in SAID - {"told", "quoted"} and after.tag_ in {"DT", "NNP"} and follows
        if turned and _closes(doc, token, inverted=True) and _told(doc, token.i):
            yield int(token.i)


def _fronted(doc: Doc, names: Sequence[Name]) -> Iterator[int]:
    """ "According to the Observatory at least 112 civilians were killed": where the source ends and what it says begins."""
    if len(doc) < 6 or doc[0].lower_ != "according" or doc[1].lower_ != "to":
        return
    inside = {i for name in names for i in range(name.first, name.last + 1)}
    for i in range(3, min(len(doc) - 2, LONGEST_SPEAKER)):
        token, ended = doc[i], doc[i - 1].tag_ in {"NN", "NNS", "NNP", "NNPS"}
        if token.is_punct and token.tag_ != "HYPH":
            return
        if (
            ended
            and i not in inside
            and (token.tag_ in {"DT", "CD", "PRP"} or token.lower_ in {"at", "more", "some", "about"})
        ):
            yield i
            return


def _placed(doc: Doc, names: Sequence[Name]) -> Iterator[int]:
    """ "In Tarn city army units shelled the mill": where the place that opens a sentence ends."""
    place = next((name for name in names if name.first in {1, 2} and name.kind == "place"), None)
    if (
        place is None
        or doc[0].text not in {"In", "Near", "At", "Around", "Outside", "Across"}
        or len(doc) < place.last + 4
    ):
        return
    at = place.last + 1
    while at < len(doc) - 2 and doc[at].lower_ in PLACE_NOUNS:
        at += 1
    if doc[at].text.islower() and doc[at].tag_ in {"NN", "NNS", "JJ", "CD"} and any(t.tag_ in CLAUSE for t in doc[at:]):
        yield at


def _counted(doc: Doc, names: Sequence[Name]) -> Iterator[int]:
    """ "The army shelled the mill in Tarn and 12 people were killed": behind a place, who was hurt opens a clause."""
    ends = {name.last for name in names if name.kind == "place"}
    for token in doc[4:-4]:
        before = doc[token.i - 1]
        place = before.i in ends or (before.lower_ in PLACE_NOUNS | SITES and not _counts_people(doc, before.i))
        if token.lower_ != "and" or not place or not any(_tells(t) for t in doc[: token.i]):
            continue
        after = doc[token.i + 1 : token.i + 8]
        number = after[0].tag_ == "CD" or after[:2].text.lower() == "at least" or after[0].lower_ in COUNTS
        if number and any(t.lower_ in {"was", "were", "died", "had", "have"} for t in after):
            yield int(token.i)


def _tells(token: Token) -> bool:
    """A past tense that tells a deed and not who speaks."""
    return token.tag_ == "VBD" and token.lower_ not in SAID and token.pos_ == "VERB"


def _counts_people(doc: Doc, last: int) -> bool:
    """Whether a place noun stands for its people: "the whole village and 12 soldiers were killed"."""
    return doc[last - 1].lower_ in {"whole", "entire"}


def _closes(doc: Doc, verb: Token, inverted: bool = False) -> bool:
    """Whether the verb of speech ends its sentence but for a day, an addressee, a place, a medium or what was added."""
    tail = doc[verb.i + 1 :]
    adding = next((token.i for token in tail if token.lower_ in ADDING), len(doc))
    tail = doc[verb.i + 1 : adding]
    if len(tail) > LONGEST_TAIL or any(token.tag_ in CLAUSE for token in tail):
        return False
    first = next((token for token in tail if not token.is_punct), None)
    object_follows = first is not None and (first.tag_ in {"DT", "CD", "VBG"} or first.lower_ in {"that", "as", "how"})
    return inverted or not object_follows or verb.lower_ == "told"


def _told(doc: Doc, start: int) -> bool:
    """Whether what stands before the speaker is a clause: without a verb there is nothing that was said."""
    return any(token.pos_ in {"VERB", "AUX"} for token in doc[:start])


def _speaker_start(doc: Doc, verb: Token, names: Sequence[Name]) -> int | None:
    """The first token of the noun phrase right before the verb; None where none stands there."""
    at = verb.i - 1
    while at > 0 and doc[at].tag_ == "RB":
        at -= 1
    inside = {i: name for name in names for i in range(name.first, name.last + 1)}
    start, seen_noun = at + 1, False
    for i in range(at, max(-1, at - LONGEST_SPEAKER), -1):
        token = doc[i]
        if i in inside and not _only_place(doc, inside[i], verb):
            start, seen_noun = min(start, inside[i].first), True
        elif token.tag_ in OPENS:
            return _joined_start(doc, i) if seen_noun or token.tag_ == "PRP" else None
        elif token.lower_ in CALENDAR or (seen_noun and token.tag_ in {"NNS", "CD"} and token.lower_ != "rights"):
            break
        elif token.tag_ in NOMINAL or token.tag_ == "NNS":
            start, seen_noun = i, True
        elif token.lower_ in {"of", "for", "in", "at", "and"} and seen_noun and _goes_on(doc, i):
            continue
        elif i not in inside:
            break
    return start if seen_noun else None


def _joined_start(doc: Doc, start: int) -> int:
    """ "… on Sunday a monitor and a medic said": where the first of two speakers begins."""
    if start < 3 or doc[start - 1].lower_ != "and":
        return start
    for i in range(start - 2, max(-1, start - 2 - LONGEST_SPEAKER), -1):
        if doc[i].tag_ in OPENS:
            return i
        if doc[i].tag_ not in NOMINAL | {"NNS"}:
            break
    return start


def _only_place(doc: Doc, name: Name, verb: Token) -> bool:
    """A place right before the speaker's noun belongs to the clause: "… in eastern Syria state media said"."""
    return name.kind == "place" and name.last + 1 < verb.i and doc[name.last + 1].text.islower()


def _goes_on(doc: Doc, i: int) -> bool:
    """ "the director of the Observatory", "a source at the ministry": the phrase goes on before its preposition."""
    before = [token for token in doc[max(0, i - 4) : i] if token.tag_ in OPENS]
    return (
        bool(before)
        and doc[i].lower_ != "and"
        and all(t.tag_ in NOMINAL | OPENS | {"NNS"} for t in doc[before[-1].i : i])
    )
