"""Quotations: the stretches of a text that somebody else is made to say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitrep.model.text import Span
from sitrep.read.layout.paragraphs import paragraphs

_CLOSES = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‹": "›", "「": "」", '"': '"', "'": "'", "‟": "”", "”": "”"}
_MARKS = re.compile(r"``|''|[“”„«»‘’‹›「」\"'‟]")
#: A quotation shorter than this (in words) is a quoted expression ("liberated"), not somebody's speech.
SPEECH_WORDS = 4


def quoted_spans(text: str) -> tuple[Span, ...]:
    """The quotations of the text in order, without their marks; none lies within another, none is empty.

    Curly, straight and angled marks, and single ones used as quotation. A quotation whose paragraphs each open with a
    mark and of which only the last closes is given as one span for each paragraph. A quotation that never closes ends
    with its paragraph. Apostrophes ("regime's", "fighters' ", "'14") are no marks.
    """
    spans: list[Span] = []
    for paragraph in paragraphs(text):
        for start, end in _within(text, paragraph.start, paragraph.end):
            inner = text[start:end]
            if inner.strip():
                left = start + len(inner) - len(inner.lstrip())
                right = start + len(inner.rstrip())
                spans.append(Span(start=left, end=right, text=text[left:right]))
    return tuple(spans)


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Quotations of one paragraph; marks within a quotation belong to it."""
    opened: tuple[int, str] | None = None
    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in ("'", "’", "‘") and _is_apostrophe(text, at, start, end, opened):
            continue
        mark = '"' if mark in ("``", "''") else mark
        if opened is None:
            if _can_open(text, mark, at, match.end(), start, end):
                opened = (match.end(), mark)
        elif mark in _CLOSES[opened[1]]:
            yield opened[0], at
            opened = None
        elif mark == "“" and opened[1] == "“":
            # A second opening mark: the first was never closed.
            yield opened[0], at
            opened = (match.end(), mark)
    if opened is not None and (opened[1] not in ("'", "‘") or opened[0] - 1 == start):
        yield opened[0], end


def _can_open(text: str, mark: str, at: int, after: int, start: int, end: int) -> bool:
    """Whether a mark can begin a quotation: something follows it at once, and no word stands right before it."""
    if mark not in _CLOSES or (mark == "”" and at != start):
        return False
    follows = after < end and not text[after].isspace()
    return follows and (mark in "“„«「" or at == start or not text[at - 1].isalnum())


def _is_apostrophe(text: str, at: int, start: int, end: int, opened: tuple[int, str] | None) -> bool:
    """Whether a single mark is part of a word: between letters, a plural's genitive, or a year's ("'14")."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if before.isalnum() and after.isalnum():
        return True
    if after.isdigit() and not before.isalnum():
        return True
    if opened is not None and opened[1] in ("'", "‘"):
        # Within single marks a genitive ("rebels' base") and a closing mark look alike; the last one closes.
        return before == "s" and after == " " and _single_closes_later(text, at + 1, end)
    if text[at] == "’":
        return True
    return before.isalnum() or not _single_closes_later(text, at + 1, end)


def _single_closes_later(text: str, at: int, end: int) -> bool:
    """Whether a single closing mark follows before another one opens."""
    for match in re.compile(r"[‘'’]").finditer(text, at, min(end, at + 600)):
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        if after.isalnum():
            if not before.isalnum():
                return False
            continue
        return True
    return False


class Quotes:
    """The quotations of a text that are somebody's speech."""

    def __init__(self, quotes: Sequence[Span]) -> None:
        self.spans = [quote for quote in quotes if _is_speech(quote.text)]
        self._starts = [quote.start for quote in self.spans]

    def at(self, offset: int) -> int | None:
        """The number of the quotation that covers the character, if any."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.spans[index].end else None


def _is_speech(quoted: str) -> bool:
    return len(quoted.split()) >= SPEECH_WORDS or (quoted[:1].isupper() and quoted.endswith((".", "!", "?", ",")))
