"""Sentences within segments: sentencex, and a small layer that repairs what it gets wrong in reports.

Measured on conflict news, sentencex runs "5 p.m. Friday" together rightly but also "5 p.m. The army …", and parts after
some ranks; the lists that repair it are in lexicon/data/segments.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import sentencex

from sitrep.model.record import Record
from sitrep.model.text import Document, Segment
from sitrep.read.layout.rules import Words, load_rules

#: Longer segments are cut into windows of about so many characters, at spaces, so that no text takes long.
WINDOW = 8_000

_LAST_WORD = re.compile(r"([^\W\d_](?:[\w’'.-]*\w)?)\.$")
_FIRST_WORD = re.compile(r"[\"“‘'(\[«]*(\w[\w’'-]*)")
_LATE_END = re.compile(r"(?:(?<=\s)|(?<=^))([A-Za-z.]+)\.[\"”’)]?\s+(?=[\"“‘(\[]?([A-Z]\w*)\b)")
_PASSED = re.compile(r"[\w\])]{3}[.!?][\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-ZÀ-Þ])")
_CLOSERS = re.compile(r"[\"”’'»)\].,;!?…\s]+")
#: Marks of a list before its items: "* Near the town, …", "2. The army …".
_BULLET = re.compile(r"(?:[*•·▪●■◆–—-]|\(?\d{1,2}[.)])\s+(?=\S)")
_INITIAL = re.compile(r"(?:^|[\s.(\[“\"])[A-ZÀ-Þ]\.$")
#: How far back the capitals before a glued sentence are looked at, and what share of the words has them.
REACH, CAPITALS = 220, 0.75
_OPENER = re.compile(
    r"(?<=[\w)]) (?=(?:The|An?|At least|More than|Up to|Some|Several|Dozens of|Hundreds of|According to|In the|On [A-Z]\w+day"
    r"|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty(?:-\w+)?) "
    r"(?:[a-z0-9]|(?:[A-Z][\w-]+ ){1,4}[a-z]+(?:ed|id|ook|ell)\b))"
)
_SAYS = re.compile(r"(?:said|says|added|adds|told|asked|wrote|replied|continued|warned|reported|according)\b")


class Sentence(Record):
    """Characters `start` to `end` of a document, all within one segment; `segment` is that segment's index."""

    start: int
    end: int
    segment: int


def sentences(document: Document, segments: Sequence[Segment]) -> tuple[Sentence, ...]:
    """The sentences of all segments in order; none crosses a segment, and only space lies between them."""
    words = load_rules().words
    return tuple(
        Sentence(start=start, end=end, segment=index)
        for index, part in enumerate(segments)
        for start, end in _split(document.text, part.start, part.end, words)
    )


def _split(text: str, start: int, end: int, words: Words) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences in `text[start:end]`, space around them left out."""
    cuts = sorted({*_boundaries(text, start, end), *_late_ends(text, start, end, words), *_glued(text, start, end)})
    kept = [start]
    for cut in cuts:
        if kept[-1] < cut < end and _parts(text, kept[-1], cut, end, words):
            kept.append(cut)
    for left, right in zip(kept, [*kept[1:], end], strict=True):
        stretch = text[left:right]
        if stretch.strip():
            first = left + len(stretch) - len(stretch.lstrip())
            bullet = _BULLET.match(text, first, right) if not text[max(start, first - 1) : first].strip() else None
            yield bullet.end() if bullet else first, left + len(stretch.rstrip())


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentencex begins a new sentence."""
    while start < end:
        stop = end if end - start <= WINDOW else _space_before(text, start, start + WINDOW)
        for found in sentencex.get_sentence_boundaries("en", text[start:stop]):
            yield start + found["start_index"]
        start = stop


def _glued(text: str, start: int, end: int) -> Iterator[int]:
    """Where a headline, a list of tags or the name of a place runs into a sentence without a full stop: "… in Rural Aleppo
    The coalition said", "Homs An army unit clashed". What stands before is written with capitals throughout."""
    for match in _OPENER.finditer(text, start, end):
        before = text[max(start, match.start() - REACH) : match.start()]
        words = re.split(r"[.!?:;]\s|[()\"“”]", before)[-1].split()
        long = [word for word in words if len(word) > 3 or word[0].isupper()]
        if long and all(word[0].isalnum() for word in words) and _capitals(long):
            yield match.start() + 1


def _capitals(words: Sequence[str]) -> bool:
    return sum(word[0].isupper() or word[0].isdigit() for word in words) >= CAPITALS * len(words)


def _space_before(text: str, start: int, stop: int) -> int:
    """The last space before `stop`, so that a window ends between words; `stop` where there is none."""
    at = max(text.rfind(". ", start, stop), text.rfind("\n", start, stop))
    return at + 1 if at > start else stop


def _late_ends(text: str, start: int, end: int, words: Words) -> Iterator[int]:
    """Ends that sentencex passes over: "5 p.m. The …", "etc. Residents …", and all within quotation marks."""
    for match in _LATE_END.finditer(text, start, end):
        if match[1].rstrip(".") in words.may_end and match[2] in words.starters:
            yield match.end()
    for match in _PASSED.finditer(text, start, end):
        yield match.end()


def _parts(text: str, start: int, cut: int, end: int, words: Words) -> bool:
    """Whether a sentence really ends at `cut`."""
    before, after = text[max(start, cut - 80) : cut].rstrip(), text[cut : min(end, cut + 40)]
    if not before or _CLOSERS.fullmatch(after):
        return False
    first = _FIRST_WORD.match(after.lstrip())
    if first is not None and first[1][0].isupper() and before[-1].isalnum():
        return True  # glued without a full stop (_glued)
    if "\n" not in text[cut - 2 : cut] and first is not None and first[1][0].islower():
        # "…", "!" and "?" inside a sentence, and what follows a quotation: '"Go!" he said'.
        return False
    if first is not None and _SAYS.match(first[1]):
        return False
    if _INITIAL.search(before) and not _starts(first, words):
        return False
    last = _LAST_WORD.search(before)
    if last is None:
        return not _open_bracket(text, start, cut)
    if last[1] in words.never_end or (last[1].isupper() and last[1].capitalize() in words.never_end):
        return False
    if last[1] in words.before_number and after.lstrip()[:1].isdigit():
        return False
    if last[1] in words.may_end and not _starts(first, words):
        return False
    return not _open_bracket(text, start, cut)


def _starts(first: re.Match[str] | None, words: Words) -> bool:
    return first is not None and first[1] in words.starters


def _open_bracket(text: str, start: int, cut: int) -> bool:
    """Whether a bracket opened in this sentence closes soon after the cut: "[They left. All of them.]" stays whole."""
    for opening, closing in ("()", "[]"):
        open_at = text.rfind(opening, start, cut)
        if open_at > start and closing not in text[open_at:cut] and text.find(closing, cut, cut + 80) >= 0:
            return True
    return False
