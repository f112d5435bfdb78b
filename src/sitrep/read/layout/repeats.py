"""Words that a report says twice: pull quotes, captions shown again, paragraphs pasted twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from rapidfuzz import fuzz

from sitrep.model.record import replace
from sitrep.model.text import SegmentKind, Span
from sitrep.read.layout.parts import Part, count_words
from sitrep.read.layout.rules import Words

#: How alike a stretch and the words it repeats are at least, as rapidfuzz counts: 2 × common / both lengths.
ALIKE = 0.85

#: Two spellings are at least so alike: of a name ("Mastouma", "Mastuma": 93; "Kandahar", "Helmand": 53), of another
#: word ("armored", "armoured": 93; "eastern", "western": 86).
SAME_NAME, SAME_WORD = 75, 90

#: A repeat has at least this many words; a pull quote, which is picked for being short, at most that many.
FEWEST, MOST = 6, 80

#: Nobody repeats these.
NOT_REPEATED = ("comments", "related", "tags", "boilerplate", "biography", "byline", "dateline")

_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"[“\"«‘'„]")


def mark_repeats(text: str, parts: tuple[Part, ...], lists: Words) -> tuple[Part, ...]:
    """The same parts; those that repeat an earlier one's words point to them; undecided ones become pull quotes."""
    finder = _Finder(text, lists)
    return tuple(finder.marked(part) for part in parts)


class _Finder:
    """What a text has said so far."""

    def __init__(self, text: str, lists: Words) -> None:
        self._text, self._folded, self._lists = text, _folded(text), lists
        self._said: list[Part] = []
        self._with: dict[str, list[int]] = defaultdict(list)  # shingle → numbers of the parts that hold it

    def marked(self, part: Part) -> Part:
        """The part, pointing to earlier words if it says them again; it then counts as said itself."""
        shingles = _shingles(self._folded[part.start : part.end])
        if _may_repeat(self._text, part):
            part = self._pointing(part, shingles)
        for shingle in shingles:
            if len(self._with[shingle]) < 20:
                self._with[shingle].append(len(self._said))
        self._said.append(part)
        return part

    def _pointing(self, part: Part, shingles: frozenset[str]) -> Part:
        for number in self._candidates(shingles):
            other = self._said[number]
            span = None if other.kind in NOT_REPEATED else _repeated(self._text, self._folded, part, other)
            if span is not None and _same_words(self._text[part.start : part.end], span.text, self._lists):
                return replace(part, kind=part.kind or _kind_of_repeat(self._text, part, other, span), copy_of=span)
        return part

    def _candidates(self, shingles: frozenset[str]) -> list[int]:
        """Earlier parts that share two fifths of the shingles, the most alike first."""
        shared = Counter(number for shingle in shingles for number in self._with.get(shingle, ()))
        near = [number for number, count in shared.items() if count >= 0.4 * len(shingles)]
        return sorted(near, key=lambda number: (-shared[number], number))[:5]


def _may_repeat(text: str, part: Part) -> bool:
    if part.kind not in (None, "body", "caption", "headline", "standfirst", "heading", "pull_quote"):
        return False
    return count_words(text[part.start : part.end]) >= (3 if part.kind else FEWEST)


def _kind_of_repeat(text: str, part: Part, other: Part, span: Span) -> SegmentKind | None:
    """A caption or title shown again is one; what is said in quotation marks, here or there, is a pull quote."""
    whole = span.end - span.start >= 0.9 * (other.end - other.start)
    if whole and other.kind in ("caption", "headline", "standfirst"):
        return other.kind
    words = text[part.start : part.end]
    quoted = _QUOTE.search(words) or _QUOTE.search(text, max(0, span.start - 1), min(len(text), span.end + 1))
    return "pull_quote" if quoted and count_words(words) <= MOST else None


def _repeated(text: str, folded: str, part: Part, other: Part) -> Span | None:
    """The words of `other` that the part repeats, or None."""
    needle, hay = folded[part.start : part.end], folded[other.start : other.end]
    if len(needle) > 4000 or len(hay) > 20000 or len(hay) < 0.8 * len(needle):
        return None
    found = fuzz.partial_ratio_alignment(needle, hay, score_cutoff=100 * ALIKE)
    if found is None:
        return None
    start, end = other.start + found.dest_start, other.start + found.dest_end
    if end - start >= 0.9 * len(hay):
        start, end = other.start, other.end
    # The alignment counts characters and may begin or end within a word.
    while start > other.start and not text[start - 1].isspace():
        start -= 1
    while end < other.end and not text[end].isspace():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start=start, end=end, text=text[start:end])


def _same_words(words: str, others: str, lists: Words) -> bool:
    """Whether all words but fillers stand in the others too, if in another spelling.

    Releases tell two operations in one mould: only names, numbers or "eastern" differ, and neither repeats the other.
    """
    known = set(_WORD.findall(others.casefold()))
    return all(
        word.casefold() in known or word.casefold() in lists.fillers or _spelt_alike(word, known)
        for word in _WORD.findall(words)
    )


def _spelt_alike(word: str, known: set[str]) -> bool:
    alike = SAME_WORD if word.islower() else SAME_NAME
    return word.isalpha() and any(fuzz.ratio(word.casefold(), other) >= alike for other in known)


def _shingles(folded: str) -> frozenset[str]:
    """Runs of three words; the single words of a shorter text."""
    words = _WORD.findall(folded[:20000])
    if len(words) < 3:
        return frozenset(words)
    return frozenset(" ".join(words[at : at + 3]) for at in range(len(words) - 2))


def _folded(text: str) -> str:
    """The text in lower case and with one kind of quotation mark, character by character, so that offsets stay."""
    text = _QUOTE.sub('"', text)
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    # A few capitals, such as the Turkish dotted I, become two characters in lower case.
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
