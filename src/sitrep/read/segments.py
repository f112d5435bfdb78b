"""The parts of a report: headline, dateline, body paragraphs, and what is not reporting; model/text.py lists the kinds.

The words of the rules are in lexicon/data/segments.yml. Where nothing decides, a paragraph is body: losing reporting
is worse than keeping a caption. The one exception is a reader's comment, which is never reporting.
"""

from __future__ import annotations

from sitrep.model.text import Document, Segment
from sitrep.read.layout.context import (
    mark_comments,
    mark_end,
    mark_lines,
    mark_related,
    mark_release_header,
    mark_short_lines,
    mark_top,
)
from sitrep.read.layout.cuts import cut_inside, cut_leads
from sitrep.read.layout.paragraphs import paragraphs
from sitrep.read.layout.parts import Part
from sitrep.read.layout.repeats import mark_repeats
from sitrep.read.layout.rules import load_rules


def segment(document: Document) -> tuple[Segment, ...]:
    """The document's segments in the order of the text; every character but space lies in exactly one."""
    text, rules = document.text, load_rules()
    parts = tuple(Part(start=paragraph.start, end=paragraph.end) for paragraph in paragraphs(text))
    parts = mark_lines(text, parts, rules)
    parts = mark_comments(text, parts, rules)
    parts = mark_release_header(text, parts)
    parts = cut_leads(text, parts, rules, document.title)
    parts = cut_inside(text, parts, rules)
    parts = mark_related(text, parts)
    parts = mark_top(text, parts, rules, document.title)
    parts = mark_end(text, parts, rules)
    parts = mark_short_lines(text, parts, rules)
    parts = mark_repeats(text, parts, rules.words)
    return tuple(
        Segment(kind=part.kind or "body", start=part.start, end=part.end, copy_of=part.copy_of) for part in parts
    )
