"""Words that a report says twice: pull quotes, captions shown again, paragraphs pasted twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from sitrep.model.record import replace
from sitrep.model.text import Span
from sitrep.read.layout.parts import Part, count_words

#: How alike a stretch and the words it repeats are at least, as rapidfuzz counts: 2 × common / both lengths.
ALIKE = 0.85

#: A repeat has at least this many words; a pull quote, which is picked for being short, at most that many.
FEWEST, MOST = 6, 80

_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"[“\"«‘'„]")


def mark_repeats(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts; those that repeat another part's words point to them, and undecided ones become pull quotes."""
    folded = _folded(text)
    shingles = [_shingles(folded[part.start : part.end]) for part in parts]
    seen: dict[str, list[int]] = defaultdict(list)
    done: list[Part] = list(parts)
    for index, part in enumerate(parts):
        if _may_repeat(text, part):
            done[index] = _marked(text, folded, done, shingles, index, seen)
        for shingle in shingles[index]:
            if len(seen[shingle]) < 20:
                seen[shingle].append(index)
    return tuple(done)


def _may_repeat(text: str, part: Part) -> bool:
    if part.kind not in (None, "body", "caption", "headline", "standfirst", "heading", "pull_quote"):
        return False
    return count_words(text[part.start : part.end]) >= (3 if part.kind else FEWEST)


def _marked(
    text: str, folded: str, done: Sequence[Part], shingles: Sequence[frozenset[str]], index: int,
    seen: dict[str, list[int]],
) -> Part:  # fmt: skip
    """The part at `index`, marked if earlier words are said again."""
    part = done[index]
    for earlier in _candidates(shingles[index], seen):
        other = done[earlier]
        if other.kind in ("comments", "related", "tags", "boilerplate", "biography", "byline", "dateline"):
            continue
        span = _repeated(text, folded, part, other)
        if span is None:
            continue
        kind = part.kind
        if kind is None:
            short = count_words(text[part.start : part.end]) <= MOST
            whole = span.end - span.start >= 0.9 * (other.end - other.start)
            kind = other.kind if whole and other.kind == "caption" else "pull_quote" if short else None
        return replace(part, kind=kind, copy_of=span)
    return part


def _candidates(shingles: frozenset[str], seen: dict[str, list[int]]) -> list[int]:
    """Earlier parts that share two fifths of the shingles, the most alike first."""
    shared: dict[int, int] = defaultdict(int)
    for shingle in shingles:
        for index in seen.get(shingle, ()):
            shared[index] += 1
    near = [index for index, count in shared.items() if count >= 0.4 * len(shingles)]
    return sorted(near, key=lambda index: (-shared[index], index))[:5]


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


def _shingles(folded: str) -> frozenset[str]:
    """Runs of three words; the single words of a shorter text."""
    words = _WORD.findall(folded[:20000])
    if len(words) < 3:
        return frozenset(words)
    return frozenset(" ".join(words[at : at + 3]) for at in range(len(words) - 2))


def _folded(text: str) -> str:
    """The text in lower case and with one kind of quotation mark, character by character, so that offsets stay."""
    return "".join(low if len(low := character.lower()) == 1 else character for character in _QUOTE.sub('"', text))
