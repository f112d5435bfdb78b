"""What the parser sees: a sentence's words, with names, numbers, times and set phrases each as one familiar word.

A parser trained on general English stumbles over "Jaysh al Fateh" or "at least 15 pro-regime soldiers"; it does well on
"Google" and "15 military soldiers". Words and offsets of the document are kept beside each piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.lexicon.nouns import Nouns
from sitrep.model.record import Record
from sitrep.read.commas import SET_ASIDE, missing_commas
from sitrep.read.syntax.names import BARE_RANKS, HYPHENS, Name, is_shouting
from sitrep.read.syntax.numbers import Counted, Numbers, load_numbers
from sitrep.read.time_words import TimeExpression, find_times

#: Editors' brackets, ellipses and quotation marks hide the sentence from a parser; quotations are found by offsets.
UNPARSED = frozenset({"[", "]", "…", "...", "*", "[…]"})
#: Quotation marks inside a clause ("seized “seven tanks") go too; those that part speech from speaker (",” he said") stay.
MARKS = frozenset({"“", "”", '"', "„", "«", "»", "``", "''"})
#: What stands in for a name of each kind, a time and a vague number: frequent words of the treebanks.
STAND_IN = {
    "actor": "Google",
    "place": "Iraq",
    "unknown": "Johnson",
    "list": "Iraq",
    "thing": "tank",
    "adjective": "military",
    "time": "yesterday",
    "few": "many",
}
#: Participles that tell a claim after a hyphen, and those of make that do not.
STATES = frozenset([
    "held", "controlled", "occupied", "dominated", "ruled", "run", "besieged", "backed", "led", "linked", "affiliated",
    "allied", "aligned", "supported", "inspired", "sponsored", "seized", "captured", "administered", "commanded",
])  # fmt: skip
MADE = frozenset({"made", "built", "laden", "rigged", "style", "era", "filled", "packed"})
#: "Two 60 mm mortars", "155mm shells": the calibre, which a parser takes for what is counted.
CALIBRE = re.compile(r"\b\d+(?:\.\d+)?[ -]?mm\b(?= [a-z])")
#: "Col.", "Lt.-Gen.": a word cut short before somebody's name.
RANK = re.compile(r"[A-Z][a-z]+\.(?:-[A-Z][a-z]+\.)?")
#: What stands between the names of a list; nouns of groups that share names as places do.
LISTED = re.compile(r"\s*(?:,|and|or|&|, and)\s*(?:the|nearby|neighbouring|neighboring)?\s*", re.I)
OTHERS = re.compile(r"\s+(?:others|more people|other people|more)\b(?!\s+\w+s\b)", re.I)
GROUPS = frozenset([
    "groups", "brigades", "battalions", "factions", "units", "forces", "fronts", "divisions", "militias", "regions",
    "areas", "governorates",
])  # fmt: skip
#: "The Tigray People's Liberation Front, or TPLF, said": the short name beside the long one.
SHORT = re.compile(r", or [A-Z]{2,}[\w-]*,(?= [a-z])")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOUNS = frozenset({"NOUN", "PROPN", "PUNCT"})
#: Prefixes that make one adjective with what follows: "pro-regime", "anti-government".
PREFIXES = frozenset({"pro", "anti"})
#: Prepositions that a time takes with it: "on Monday morning" as a whole is "yesterday".
BEFORE_TIME = re.compile(
    r"(?:\b(?:on|in|at|by|during|over|since|until|from|late|early|earlier|later)\s+(?:the\s+)?)+$", re.I
)
#: Adjectives that a parser takes for verbs: "in neighbouring Hama province".
BESIDE = frozenset({"neighbouring", "neighboring", "adjoining"})
#: A time inside a noun phrase must stay a noun: "the Monday attack", "late March offensive".
IN_NOUN = re.compile(r"(?:\b(?:the|a|an|this|that|his|its|their|dramatic|deadly|major)\s+)$", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one token of the parse stands for: characters of the document, and what kind of thing it is.

    kind: actor, place, unknown (names); list (of names); adjective, number, few, time, control; "" for plain words.
    `loose`: left out of the parse, since it stands between subject and verb ("the rebels on Monday seized …").
    """

    start: int
    end: int
    word: str
    space: bool
    kind: str = ""
    number: Counted | None = None
    time: TimeExpression | None = None
    loose: bool = False
    names: tuple[tuple[int, int, str], ...] = ()  # a list of names that share a noun: start, end and kind of each
    noun: str = ""  # that noun, in the singular: "checkpoint"


class Rewrite(Record, forbid_unknown_fields=True):
    """data/rewrites.yml: verbs and the phrase that they carry; words and their stand-ins."""

    verbs: tuple[str, ...] = ()
    phrase: str = ""
    words: Mapping[str, str] = {}


class Piecer:
    """Cuts sentences into pieces; made once from the word lists."""

    def __init__(self, nouns: Nouns) -> None:
        self.numbers: Numbers = load_numbers()
        self._things = nouns.materiel_kinds
        self._shared = (
            {f"{word}s" for word in nouns.place_kinds} | {f"{word}ies" for word in nouns.place_kinds} | GROUPS
        )
        rewrites = read_yaml(DATA / "rewrites.yml", dict[str, Rewrite])
        control = rewrites["control"]
        self._past = rewrites["past"].words
        headlines = (rewrites["headline"], rewrites["state_headline"])
        told = {row.phrase.replace("{}", verb): past for row in headlines for verb, past in row.words.items()}
        told |= rewrites["fates"].words
        self._fates = [(re.compile(rf"\b{words}", re.IGNORECASE), word) for words, word in told.items()]
        self._relation = re.compile(rf"\b{rewrites['relation'].phrase}\b", re.IGNORECASE)
        self._control = re.compile(rf"\b(?P<verb>{'|'.join(control.verbs)})\s+{control.phrase}", re.IGNORECASE)

    def pieces(self, doc: Doc, offset: int, names: Sequence[Name]) -> list[Piece]:
        """The pieces of a tagged sentence that begins at `offset` of its document."""
        text = doc.text  # spaCy joins the tokens anew each time it is asked
        spans = _Spans(len(text))
        _prefixed(doc, spans)
        for start, end in (*(match.span() for match in SHORT.finditer(text)), *_abbreviated(doc, names)):
            spans.add(start, end, "gloss")
        for row in self._lists(doc, names):
            parts = tuple((offset + doc[n.first].idx, offset + _end(doc, n), n.kind) for n in row)
            noun = doc[row[-1].last + 1].lower_
            single = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
            spans.add(doc[row[0].first].idx, _end(doc, row[-1]), "list", names=parts, noun=single)
        for name in names:
            words = doc[name.first : name.last + 1].text.lower()
            thing = name.kind == "unknown" and words.removesuffix("s") in self._things
            plural = 2 if thing and text[_end(doc, name) :].startswith(("’s", "'s")) else 0
            spans.add(doc[name.first].idx, _end(doc, name) + plural, "thing" if thing else name.kind)
        aside = (match.span() for pattern in (SET_ASIDE, CALIBRE) for match in pattern.finditer(text))
        for start, end in (*_glosses(doc), *_ranks(doc, names), *aside):
            spans.add(start, end, "gloss")
        for pattern, word in self._fates:
            for match in pattern.finditer(text):
                spans.add(*match.span("said" if "said" in match.groupdict() else 0), "past", word=word)
                if "drop" in match.groupdict():
                    spans.add(*match.span("drop"), "gloss")
        for start, end, time in self._times(text):
            spans.add(start, end, "time", time=time)
        for match in self._control.finditer(text):
            spans.add(*match.span(), "control", word=match["verb"])
        for token in doc[1:]:
            if token.text in self._past:
                spans.add(token.idx, token.idx + len(token), "past", word=self._past[token.text])
        for match in self._relation.finditer(text):
            spans.add(*match.span(), "relation", word="near")
        for counted in self.numbers.find(text):
            others = OTHERS.match(text, counted.end)  # "21 others were wounded" counts people
            end = others.end() if others and not counted.few else counted.end
            spans.add(counted.start, end, "few" if counted.few else "number", number=counted)
        return list(_cut(doc, offset, spans, missing_commas(doc, names)))

    def _lists(self, doc: Doc, names: Sequence[Name]) -> Iterator[list[Name]]:
        """Names joined by commas and "and" before a plural noun: "the Cairo, Tal Wasit and Sawamaa checkpoints"."""
        row: list[Name] = []
        for name in names:
            between = doc[row[-1].last + 1 : name.first].text if row else ""
            row = [*row, name] if row and LISTED.fullmatch(between) else [name]
            after = name.last + 1
            if len(row) > 1 and after < len(doc) and doc[after].lower_ in self._shared:
                yield row
                row = []

    @staticmethod
    def _times(text: str) -> Iterator[tuple[int, int, TimeExpression]]:
        """Times that stand as adverbials, with their preposition; those inside noun phrases stay as they are."""
        for time in find_times(text):
            if time.kind == "duration" or IN_NOUN.search(text[: time.span.start]):
                continue
            lead = BEFORE_TIME.search(text[: time.span.start])
            start = lead.start() if lead else time.span.start
            if not lead and re.match(r"\s+[a-z]+(?:ive|ack|ult|aid|ing|ion|ash|ashes|tle)\b", text[time.span.end :]):
                continue
            yield start, time.span.end, time


class _Spans:
    """Stretches of a sentence that become one piece each; the first to claim a character keeps it."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length + 1)
        self.by_start: dict[int, tuple[int, str, dict[str, object]]] = {}

    def add(self, start: int, end: int, kind: str, **what: object) -> None:
        if end > start and not any(self._taken[start:end]):
            self._taken[start:end] = b"\x01" * (end - start)
            self.by_start[start] = (end, kind, what)


def _glosses(doc: Doc) -> Iterator[tuple[int, int]]:
    """Editors' notes that explain the word before them ("them [the soldiers]"); those that stand for words stay."""
    opened = -1
    for token in doc:
        if token.text == "[":
            opened = token.i
        elif token.text == "]" and opened > 0:
            inside = doc[opened + 1 : token.i]
            explains = doc[opened - 1].pos_ in NOUNS - {"PUNCT"} | {"PRON"}
            if len(inside) and explains and not any(word.pos_ in {"VERB", "AUX"} for word in inside):
                told = doc[opened - 1]  # "them [the soldiers]": here the note says who is meant, and the pronoun goes
                pronoun = told.pos_ == "PRON"
                yield (told.idx, told.idx + len(told)) if pronoun else (doc[opened].idx, token.idx + 1)
            opened = -1


def _abbreviated(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """ "31 Islamic State (IS) group militants", "Houthi (Ansar Allah) fighters": the other name between one and its noun."""
    for name, other in pairwise(names):
        behind = doc[other.last + 1 : other.last + 3]
        bracketed = doc[name.last + 1 : other.first].text == "(" and len(behind) > 1 and behind[0].text == ")"
        if bracketed and behind[1].text.islower() and behind[1].pos_ == "NOUN":
            yield doc[name.last + 1].idx, behind[0].idx + 1


def _ranks(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Short ranks before a name, which a parser takes for names of their own: "Lt. Col. Omar Hassan"."""
    for name in names:
        at = name.first - 1
        while at >= 0 and (doc[at].text in BARE_RANKS or RANK.fullmatch(doc[at].text)) and name.kind != "place":
            yield doc[at].idx, doc[at].idx + len(doc[at])
            at -= 1


def _end(doc: Doc, name: Name) -> int:
    last: Token = doc[name.last]
    return int(last.idx) + len(last)


def _prefixed(doc: Doc, spans: _Spans) -> None:
    """ "pro-regime", "Russian-made", "explosives-laden" as one adjective; "rebel-held" stays apart: it is a claim."""
    for token in doc[:-3]:
        last = doc[token.i + 2]
        if doc[token.i + 1].text not in HYPHENS or doc[token.i + 1].whitespace_:
            continue
        participle = (
            last.tag_ in {"VBN", "VBD", "JJ"} and last.lower_.endswith(("ed", "en", "ade", "based", "rn"))
        ) or last.lower_ in MADE
        if token.lower_ in PREFIXES or (participle and last.lower_ not in STATES):
            spans.add(token.idx, last.idx + len(last), "adjective")


def _cut(doc: Doc, offset: int, spans: _Spans, commas: frozenset[int]) -> Iterator[Piece]:
    whole = doc.text
    lower = is_shouting(whole)
    at = 0
    while at < len(doc):
        start = doc[at].idx
        if at in commas:
            yield Piece(offset + start, offset + start, ",", True)
        end, kind, what = spans.by_start.get(start, (start + len(doc[at]), "", {}))
        last = at
        while last + 1 < len(doc) and doc[last + 1].idx < end:
            last += 1
        end = max(end, doc[last].idx + len(doc[last])) if not kind else end
        text = whole[start:end]
        if not kind and text == "s" and doc[at].tag_ == "POS":
            what = {"word": "'s"}  # a possessive that lost its apostrophe (read/possessives.py)
        if kind != "gloss" and not text.isspace() and text not in UNPARSED and not _inner_mark(doc[at]):
            space = bool(doc[last].whitespace_)
            loose = (
                kind == "time"
                and at > 0
                and last + 1 < len(doc)
                and doc[last + 1].tag_ in FINITE
                and doc[at - 1].pos_ in NOUNS
            )
            yield Piece(
                offset + start, offset + end, _word(text, kind, what, lower), space, kind,
                what.get("number"), what.get("time"), loose, what.get("names", ()), what.get("noun", ""),  # type: ignore[arg-type]
            )  # fmt: skip
        at = last + 1


def _inner_mark(token: Token) -> bool:
    return token.text in MARKS and token.i > 0 and token.nbor(-1).text not in {",", ".", "!", "?", ":", "…"}


def _word(text: str, kind: str, what: dict[str, object], lower: bool) -> str:
    """The stand-in of a piece. A number stays a number, so that agreement holds; the rest see STAND_IN."""
    if "word" in what:
        return str(what["word"])
    if kind == "number":
        counted = what["number"]
        assert isinstance(counted, Counted)
        value = counted.low if counted.low is not None else counted.high
        return "one" if value == 1 else str(value)
    if text.lower() in BESIDE:
        return "nearby"
    return STAND_IN.get(kind) or (text.lower() if lower else text)
