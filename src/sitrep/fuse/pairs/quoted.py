"""One quotation in several reports is one voice: who printed it first, or whoever is named as its speaker."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sitrep.fuse.pairs.facts import Told
from sitrep.model.record import replace
from sitrep.model.text import Document
from sitrep.read.quotes import quoted_spans

#: Words from which on a sentence in quotation marks is nobody else's by chance.
ENOUGH = 6
_SENTENCE = re.compile(r"[^.!?;…]+")
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[“„«‟\"'‘]|``")

Voices = Mapping[str, Sequence[Told]]


def one_voice(told: Sequence[Told], documents: Sequence[Document]) -> list[Told]:
    """The claims in their order; those that the same quoted sentence makes in several reports have one origin."""
    voices: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for key, item in _quoted(told, documents):
        voices[key].append(item)
    origins = {
        item.claim.id: origin
        for items in voices.values()
        if len({item.claim.document for item in items}) > 1
        for origin in [_first(items).origins]
        for item in items
    }
    return [replace(item, origins=origins.get(item.claim.id, item.origins)) for item in told]


def _first(items: Sequence[Told]) -> Told:
    """Who names the speaker, before those who do not; then who printed it first."""
    return min(items, key=lambda item: (not item.speakers, item.copy, item.published or dt.date.max, item.order))


def _quoted(told: Sequence[Told], documents: Sequence[Document]) -> Iterator[tuple[tuple[str, str], Told]]:
    """Claims made in quotation marks, by their type and the words of the sentence."""
    by_report: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        by_report[item.claim.document].append(item)
    for document in documents:
        items = by_report.get(document.id, [])
        if not items or not _MARK.search(document.text):
            continue
        for start, end, words in _sentences(document.text):
            for item in items:
                if start <= item.claim.trigger.start < end:
                    yield (item.claim.type, words), item


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    for span in quoted_spans(text):
        for match in _SENTENCE.finditer(text, span.start, span.end):
            words = _WORD.findall(match.group().casefold())
            if len(words) >= ENOUGH:
                yield match.start(), match.end(), " ".join(words)
