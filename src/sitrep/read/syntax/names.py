"""Proper names in a sentence: known actors and places first, the longest first; then whatever is written as a name.

Names are found before the parse, on tagged tokens, so that the parser sees one token for each (see read/language.py).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sitrep.read.syntax.known import Known

#: Particles of Arabic and other names, which may be written small: "Jund al Aqsa", "Deir ez-Zor".
PARTICLES = frozenset([
    "al", "el", "ul", "as", "ash", "ad", "an", "ar", "at", "az", "es", "esh", "ez", "bin", "ibn", "abu", "de", "du",
    "da", "do", "wa", "e", "ye", "au", "del", "la", "le", "los", "sur",
])  # fmt: skip
#: Of these, the ones that may open a name when written small ("al Qaeda"), since they are no English words.
OPENING = PARTICLES - {
    "as", "ad", "an", "at", "de", "du", "da", "do", "wa", "e", "ye", "au", "del", "la", "le", "los", "sur",
}  # fmt: skip
#: Words that may stand inside a known name but never begin or end one: "Army of Conquest".
LINKS = frozenset({"of", "the", "for", "and", "in", "’s", "'s", "’", "‘", "'", "&", "on"})
HYPHENS = frozenset({"-", "–", "‐", "‑"})
CALENDAR = frozenset([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
])  # fmt: skip
#: Endings of capitalised adjectives of faiths and movements, which describe and do not name.
FAITHS = (
    "ist", "ists", "ic", "ite", "ites", "sunni", "shia", "shiite", "shi'ite", "druze", "christian", "muslim", "arab",
    "western", "jihadi",
)  # fmt: skip
#: What offices are for: behind "of" no name begins with it, "Secretary of Defense Ashton Carter".
FIELDS = frozenset([
    "defense", "defence", "interior", "health", "information", "intelligence", "justice", "finance", "security", "staff",
])  # fmt: skip
#: Ranks cut short that British papers write without a stop: "Gen Omar Hassan".
BARE_RANKS = frozenset({"Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Brig", "Cpl", "Cmdr", "Adm"})
#: Whose a movement is: "the Oromo People's Congress", "the Farmers' Union".
WHOSE = frozenset({"people", "peoples", "workers", "women", "farmers", "students", "youth"})
#: The longest known name, in tokens ("Office of the United Nations High Commissioner for Human Rights").
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: numbers of its first and last token, and `actor`, `place` or `unknown`."""

    first: int
    last: int
    kind: str


def names_in(doc: Doc, known: Known) -> list[Name]:
    """All names of a tagged sentence in order, none overlapping."""
    return _Finder(doc, known).names()


def settled(rows: Sequence[tuple[Doc, list[Name]]]) -> list[list[Name]]:
    """The names of a document's sentences, "Abdullah" the man told from Abdullah the village by his full name elsewhere."""
    last_words = {doc[n.last].text for doc, names in rows for n in names if n.kind == "unknown" and n.last > n.first}
    return [[_person(doc, name, last_words) for name in names] for doc, names in rows]


def _person(doc: Doc, name: Name, surnames: Container[str]) -> Name:
    surname = name.kind == "place" and name.first == name.last and doc[name.last].text in surnames
    return replace(name, kind="unknown") if surname else name


def is_shouting(text: str) -> bool:
    """Whether the text is written in capitals, as some wires are."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 12 and sum(char.isupper() for char in letters) > 0.7 * len(letters)


def is_title(doc: Doc) -> bool:
    """Whether the sentence is written With a Capital for Each Word, as headlines are."""
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    return len(words) > 3 and sum(token.text[0].isupper() for token in words) > 0.8 * len(words)


class _Finder:
    """Finds the names of one sentence."""

    def __init__(self, doc: Doc, known: Known) -> None:
        self.doc = doc
        self.known = known
        self.shouting = is_shouting(doc.text)
        self.title = is_title(doc)

    def names(self) -> list[Name]:
        found: list[Name] = []
        for first, last in self._runs():
            at = first
            while at <= last:
                name = self._mixed(at) or self._known(at, last) or self._whole(self._unknown(at, last), first)
                if name is not None:
                    found.append(name)
                at = name.last + 1 if name is not None else at + 1
        return found

    def _text(self, first: int, last: int) -> str:
        return str(self.doc[first : last + 1].text)

    def _capital(self, token: Token) -> bool:
        if not token.text[0].isupper() or token.lower_.rstrip(".") in CALENDAR or _counts(token):
            return False
        return token.lower_ not in self.known.words.ordinary if self.shouting else True

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Stretches that may hold names: capitalised words, with particles, hyphens and links between them."""
        at = 0
        while at < len(self.doc):
            if not (self._capital(self.doc[at]) or self._opens(self.doc[at])):
                at += 1
                continue
            end = at
            while (step := self._step(self.doc[end])) is not None:
                end = step
            yield at, end
            at = end + 1

    def _opens(self, token: Token) -> bool:
        """A small "al" that opens a name: "al Qaeda"."""
        following = self.doc[token.i + 1 : token.i + 3]
        if token.lower_ not in OPENING or not len(following):
            return False
        after = following[1] if following[0].text in HYPHENS and len(following) > 1 else following[0]
        return self._capital(after)

    def _step(self, token: Token) -> int | None:
        """The next capitalised word that the run may reach over links, at most three tokens on."""
        for following in self.doc[token.i + 1 : token.i + 5]:
            if self._capital(following):
                return int(following.i)
            if following.lower_ not in LINKS | PARTICLES and following.text not in HYPHENS:
                return None
        return None

    def _mixed(self, at: int) -> Name | None:
        """A known actor whose name has small words in it: "Syrian state TV", "Kurdish security forces"."""
        for end in range(min(len(self.doc) - 1, at + 4), at, -1):
            tokens = self.doc[at : end + 1]
            small = any(token.text.islower() and token.text not in LINKS for token in tokens)
            owned = any(token.lower_ in {"’s", "'s"} for token in tokens)
            led = end - at >= 2 and self.doc[at + 2].lower_ == "led"  # "US-led coalition", "US-led" before its raids
            ends = tokens[-1].text[0].isupper() or led
            article = tokens[0].lower_ == "the"  # "The al-Qaeda-linked group"
            if small and not owned and ends and not article and self.known.kind(tokens.text) == "actor":
                return Name(at, end, "actor")
        return None

    def _known(self, at: int, last: int) -> Name | None:
        """The longest name from `at` that the roster or, failing that, the gazetteer knows."""
        doc = self.doc
        if doc[at].lower_ in LINKS or doc[at].text in HYPHENS:
            return None
        for end in range(min(last, at + LONGEST), at - 1, -1):
            if doc[end].lower_ in LINKS or doc[end].text in HYPHENS:
                continue
            kind = self.known.kind(self._text(at, end))
            if kind == "place" and at == end and not self._may_be_place(doc[at]):
                continue
            if kind == "place":
                longer = self._runs_on(end, last)
                return Name(at, longer, "unknown" if longer > end else kind)
            if kind:
                return Name(at, end, kind)
        return None

    def _may_be_place(self, token: Token) -> bool:
        """A lone word: "Of", "Are", "Many" and "Camp" are villages somewhere, and here they are not."""
        explained = self.shouting or self.title or self._starts(token)
        if (explained and token.lower_ in self.known.words.ordinary) or self._rank(token):
            return False
        return token.pos_ in {"PROPN", "X", "NOUN", "ADJ"} or token.lower_ not in self.known.words.ordinary

    def _runs_on(self, end: int, last: int) -> int:
        """Where a name that begins with a known place ends: "Tal" is one, but "Tal Atram" names something else."""
        doc = self.doc
        while end < last:
            at = end + 1
            joins = at > end + 1 or doc[min(at + 1, last)].lower_ in {"e", "ye"}
            while at < last and (doc[at].lower_ in PARTICLES or (joins and doc[at].text in HYPHENS)):
                at, joins = at + 1, True  # "Hammam al-Alil", "Baghlan-e Jadid"; "Mosul-based" ends with Mosul
            following = doc[at]
            if not self._proper(following) or following.lower_ in self.known.words.nouns:
                break
            if self._begins_actor(at, last) or (at == end + 1 and self._opens_noun(at)):
                break
            end = at
        return end

    def _opens_noun(self, at: int) -> bool:
        """ "Deir Ezzor Army units": behind a place, capitals by which a heading is glued to "Army units", no name."""
        words = self.doc[at : at + 2]
        return all(self.known.words.common(word.text) for word in words) and words[-1].text.islower()

    def _begins_actor(self, at: int, last: int) -> bool:
        reach = range(at, min(last, at + LONGEST) + 1)
        return any(self.known.kind(self._text(at, end)) == "actor" for end in reach)

    def _unknown(self, at: int, last: int) -> Name | None:
        """Words written as a name that nothing knows, up to a link or the next known name."""
        doc, known = self.doc, self.known
        if not self._proper(doc[at]) and not (self._opens(doc[at]) and not self.shouting):
            return None
        if known.words.common(doc[at].text) or doc[at].lower_ in known.words.nouns or self._rank(doc[at]):
            return None
        if doc[at].lower_ in FIELDS and at and doc[at - 1].lower_ in {"of", "for"}:
            return None
        end = at
        for token in doc[at + 1 : last + 1]:
            owned = token.lower_ in {"'s", "’s", "'", "’"} and doc[token.i - 1].lower_ in WHOSE
            joined = token.text in HYPHENS or token.lower_ in PARTICLES or owned or self._faith_within(token, last)
            if not joined and (not self._proper(token) or (self._other_name(token.i, last) and not _hyphened(token))):
                break
            end = token.i
        while end > at and (not doc[end].text[0].isalnum() or doc[end].lower_ in PARTICLES):
            end -= 1
        return Name(at, end, "unknown")

    def _whole(self, name: Name | None, first: int) -> Name | None:
        """ "Western Military Command", "Operation 12": a lone word of general English names nothing without what is beside it."""
        doc, words = self.doc, self.known.words
        lone = name is not None and name.first == name.last and doc[name.first].lower_ in words.ordinary
        if name is None or not lone or self.title or self.shouting:
            return name
        start = name.first
        while start > first and self._capital(doc[start - 1]) and doc[start - 1].pos_ in {"ADJ", "PROPN", "NOUN"}:
            if doc[start - 1].lower_ in words.nations or self._rank(doc[start - 1]) or self._starts(doc[start - 1]):
                break
            start -= 1
        numbered = start == name.last and name.last + 1 < len(doc) and doc[name.last + 1].is_digit
        return replace(name, first=start, last=name.last + numbered)

    def _faith_within(self, token: Token, last: int) -> bool:
        """ "Islamic" in "Moro Islamic Liberation Front"; not a nation, which begins what follows."""
        faith = token.lower_.endswith(("ic", "ist")) and token.lower_ not in self.known.words.nations
        return faith and token.i < last and token.text[0].isupper() and token.nbor(1).text[0].isupper()

    def _rank(self, token: Token) -> bool:
        """ "Col.", "Gov.", "Gen" before a name."""
        return token.text in BARE_RANKS or (token.text.endswith(".") and token.lower_[:-1] in self.known.words.titles)

    def _other_name(self, at: int, last: int) -> bool:
        """Whether another name begins here. A lone place right behind a name is a surname, alone or with more behind it:
        "Hadi Abdullah", "Lway Yay Oo"; so is any word that "al-" follows: "Abdel Fattah al-Burhan"."""
        name = self._known(at, last)
        lone = name is None or name.kind == "unknown" or (name.kind != "actor" and name.last == name.first)
        lone |= name is not None and name.last == at < last and self.doc[at + 1].lower_ in OPENING
        return name is not None and (not lone or self.doc[at].lower_ in self.known.words.nations)

    def _starts(self, token: Token) -> bool:
        """Whether the token's place explains its capital: the first of a sentence or of a quotation."""
        return token.i == 0 or token.nbor(-1).is_quote or token.nbor(-1).text in {":", "[", "(", "–", "—"}

    def _proper(self, token: Token) -> bool:
        """Written and tagged as a name. Inside a sentence a capital is enough unless the word is a nationality."""
        if not token.text[0].isupper() or token.lower_.rstrip(".") in CALENDAR or self._nationality(token):
            return False
        explained = self.shouting or self.title or self._starts(token) or _of_air(token)
        if explained and token.lower_ in self.known.words.ordinary:
            return False
        if token.pos_ == "PROPN":
            return True
        return not self._starts(token) and token.pos_ not in {"PRON", "DET", "CCONJ", "SCONJ"} and token.text != "I"

    def _nationality(self, token: Token) -> bool:
        """A capitalised adjective of a people, faith or movement: it describes and does not name."""
        describes = token.lower_ in self.known.words.nations or token.lower_.endswith(FAITHS)
        return token.pos_ in {"ADJ", "NOUN", "PROPN"} and describes


def _hyphened(token: Token) -> bool:
    """ "Fattah" of "Abdel-Fattah", whatever else has that name."""
    return token.nbor(-1).text in HYPHENS and not token.nbor(-1).whitespace_


def _counts(token: Token) -> bool:
    """ "At" of "At least ten", "Ten" of "Ten were wounded", which no name takes in."""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    if token.is_alpha and token.like_num and (following.text.islower() or following.like_num):
        return True
    return token.lower_ in {"at", "up", "more", "less"} and following.lower_ in {"least", "most", "to", "than"}


def _of_air(token: Token) -> bool:
    """ "Air strikes", wherever a dateline or a headline glued before it puts the capital."""
    return token.text == "Air" and token.i + 1 < len(token.doc) and token.nbor(1).text.islower()
