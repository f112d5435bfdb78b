"""A report's text as blocks that stand under each other: its parts, with what is no reporting named as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.model.text import REPORTING, Segment
from sitrep.serve.words import label


@dataclass(frozen=True)
class Block:
    """Characters `start` to `end` of the text; all blocks together are the whole text."""

    kind: str
    start: int
    end: int
    text: str
    silent: bool = False
    note: str = ""


def blocks_of(text: str, segments: Sequence[Segment]) -> list[Block]:
    """The segments in order with the gaps between them; what two segments share stands in the first."""
    blocks: list[Block] = []
    at = 0
    for segment in sorted(segments, key=lambda each: each.start):
        start = max(at, segment.start)
        if start > at:
            blocks.append(_gap(text, at, start))
        if segment.end > start:
            silent = segment.kind not in REPORTING
            note = f"{label('segment', segment.kind)}: not reporting, no claims are read from it" if silent else ""
            if segment.copy_of and not silent:
                note = f"{label('segment', segment.kind)}: repeats words of the report"
            blocks.append(Block(segment.kind, start, segment.end, text[start : segment.end], silent, note))
        at = max(at, segment.end)
    if at < len(text):
        blocks.append(_gap(text, at, len(text)) if segments else Block("body", at, len(text), text[at:]))
    return blocks


def _gap(text: str, start: int, end: int) -> Block:
    words = text[start:end]
    return Block("body" if words.strip() else "gap", start, end, words)
