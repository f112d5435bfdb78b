"""Paragraphs of a text: lines, and lines of a hard-wrapped paragraph joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sitrep.model.record import Record

#: Every way a line can end: LF, CRLF, CR, vertical tab, form feed, NEL, and Unicode's line and paragraph separators.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(r"(?>\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*[\n\r\x0b\x0c\x85\u2028\u2029]")

#: A wire wraps at 60 to 80 columns; outside these widths a line break is taken for a paragraph's end.
NARROWEST, WIDEST = 45, 100


class Paragraph(Record):
    """Characters `start` to `end` of the text, without the space around them; never empty."""

    start: int
    end: int


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs in order; every character that is not space lies in exactly one."""
    found: list[Paragraph] = []
    for block in _blocks(text):
        if _wrapped(text, block):
            found.append(Paragraph(start=block[0].start, end=block[-1].end))
        else:
            found.extend(block)
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Paragraph | None:
    """The stretch without the space around it, or None where nothing else is in it."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Paragraph(start=start + left, end=start + right) if left < right else None


def _blocks(text: str) -> Iterator[list[Paragraph]]:
    """Runs of lines with no blank line between them."""
    block: list[Paragraph] = []
    for match in _LINE.finditer(text):
        line = trimmed(text, match.start(), match.end())
        if line is None:
            continue
        if block and _BLANK_LINE.match(text, block[-1].end + _spaces(text, block[-1].end)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _spaces(text: str, at: int) -> int:
    """How many characters of space that end no line stand at `at`."""
    end = at
    while end < len(text) and text[end].isspace() and _LINE.match(text[end]):
        end += 1
    return end - at


def _wrapped(text: str, block: list[Paragraph]) -> bool:
    """Whether the lines are one paragraph broken at a column: even widths, and breaks within sentences."""
    if len(block) < 2 or not all(NARROWEST <= line.end - line.start <= WIDEST for line in block[:-1]):
        return False
    if block[-1].end - block[-1].start > WIDEST:
        return False
    broken = [_within_sentence(text, line, following) for line, following in pairwise(block)]
    if text[block[0].start : block[-1].end].isupper():
        return len(block) >= 3 and 2 * sum(text[line.end - 1] not in ".!?:" for line in block[:-1]) >= len(block) - 1
    return any(broken) and 3 * sum(broken) >= len(broken)


def _within_sentence(text: str, line: Paragraph, following: Paragraph) -> bool:
    return text[line.end - 1] not in '.!?:”"' and text[following.start].islower()
