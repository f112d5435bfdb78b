"""Words that a report says twice: pull quotes, captions shown again, paragraphs pasted twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from sitrep.model.record import replace
from sitrep.model.text import SegmentKind, Span
from sitrep.read.layout.parts import Part, count_words

#: How alike a stretch and the words it repeats are at least, as rapidfuzz counts: 2 × common / both lengths.
ALIKE = 0.85

#: Two spellings of one name are at least so alike: "Mastouma" and "Mastuma" 93, "Kandahar" and "Helmand" 53.
SAME_NAME = 75

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
        return replace(part, kind=part.kind or _kind_of_repeat(text, part, other, span), copy_of=span)
    return part


def _kind_of_repeat(text: str, part: Part, other: Part, span: Span) -> SegmentKind | None:
    """A caption or title shown again is one; what is said in quotation marks, here or there, is a pull quote."""
    whole = span.end - span.start >= 0.9 * (other.end - other.start)
    if whole and other.kind in ("caption", "headline", "standfirst"):
        return other.kind
    words = text[part.start : part.end]
    quoted = _QUOTE.search(words) or _QUOTE.search(text, max(0, span.start - 1), min(len(text), span.end + 1))
    return "pull_quote" if quoted and count_words(words) <= MOST else None


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
    if not _same_names(text[part.start : part.end], text[start:end]):
        return None
    return Span(start=start, end=end, text=text[start:end])


def _same_names(words: str, others: str) -> bool:
    """Whether all names and numbers of the words stand in the others too, if in another spelling.

    Releases tell two operations in one mould: only the names and numbers differ, and neither repeats the other.
    """
    names = [word for word in _WORD.findall(words) if not word.islower()]
    known = set(_WORD.findall(others.casefold()))
    return all(
        name.casefold() in known
        or (name.isalpha() and any(fuzz.ratio(name.casefold(), word) >= SAME_NAME for word in known))
        for name in names
    )


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
