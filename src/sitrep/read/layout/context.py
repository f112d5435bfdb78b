"""Kinds that depend on what stands around: headlines, standfirsts, headings, captions, comments, lists of tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from sitrep.model.record import replace
from sitrep.model.text import SegmentKind
from sitrep.read.layout.parts import (
    BODY_WORDS,
    Part,
    count_words,
    has_verb,
    is_body,
    is_final,
    is_image_token,
    is_stopped,
)
from sitrep.read.layout.rules import Rule, Rules, find

#: The most words of a headline, a standfirst, a section's heading, and a caption told by nothing but having no verb.
HEADLINE, STANDFIRST, HEADING, CAPTION = 30, 60, 9, 18

#: So much body must come before a line such as "7 Comments" for it to open the comments; above it is a counter.
BEFORE_COMMENTS = 60

#: What may stand above a headline.
ABOVE_HEADLINE = ("boilerplate", "byline", "tags", "dateline", "caption", "image_name", "related")

_RELEASE = re.compile(r"for immediate release", re.IGNORECASE)
_GLUED = re.compile(r"[a-zà-ÿ]{3}[A-ZÀ-Þ][a-zà-ÿ]")


def mark_lines(text: str, parts: tuple[Part, ...], rules: Rules) -> tuple[Part, ...]:
    """Paragraphs whose words alone tell their kind."""
    found = rules.of("line", "opening")
    return tuple(
        part if part.kind else replace(part, kind=_line_kind(text, part, [r for r in found if r.where == "any"]))
        for part in parts
    )


def mark_comments(text: str, parts: tuple[Part, ...], rules: Rules) -> tuple[Part, ...]:
    """Everything from where readers' comments begin, except the lines of the site after them."""
    regions = _frequent(text, parts, rules.of("region"))
    before = 0
    for index, part in enumerate(parts):
        rule = _matching(text, part, regions) if part.kind in (None, "caption", "heading") else None
        if rule is not None and (before >= BEFORE_COMMENTS or _comments_follow(text, parts[index:], regions)):
            return parts[:index] + tuple(
                replace(later, kind=later.kind if later.kind in ("boilerplate", "tags") else "comments")
                for later in parts[index:]
            )
        if rule is not None and rule.id in ("comment-count", "comment-heading"):
            parts = (*parts[:index], replace(part, kind="boilerplate"), *parts[index + 1 :])
        elif part.kind is None:
            before += count_words(text[part.start : part.end])
    return parts


def mark_release_header(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Short lines between a press release's headline and the line "For Immediate Release": the issuing office."""
    release = next((i for i, part in enumerate(parts[:10]) if _RELEASE.search(text, part.start, part.end)), None)
    if release is None or is_body(text, parts[release]):
        return parts
    undecided = [i for i, part in enumerate(parts[:release]) if part.kind is None]
    office = [i for i in undecided[1:] if count_words(text[parts[i].start : parts[i].end]) <= 10]
    return tuple(replace(part, kind="boilerplate") if i in office else part for i, part in enumerate(parts))


def mark_related(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Headlines that follow a bare "Related articles" or "See also", and paragraphs of headlines glued together."""
    done: list[Part] = []
    listing = False
    for part in parts:
        words = text[part.start : part.end]
        if part.kind is None:
            headline = not is_final(words) and count_words(words) <= 20
            if (listing and headline) or _is_glued(words):
                part = replace(part, kind="related")
            else:
                listing = False
        else:
            listing = part.kind == "related" and count_words(words) <= 4
        done.append(part)
    return tuple(done)


def mark_top(text: str, parts: tuple[Part, ...], rules: Rules, title: str | None) -> tuple[Part, ...]:
    """The headline, the standfirst, and a caption without a verb above the report."""
    done = list(parts)
    first = next((i for i, part in enumerate(done) if part.kind not in ABOVE_HEADLINE), None)
    if first is None or done[first].kind not in (None, "headline"):
        return parts
    if done[first].kind is None:
        if not _is_headline(text, done, first, title):
            return parts
        done[first] = replace(done[first], kind="headline")
    for index in range(first + 1, min(first + 5, len(done))):
        part = done[index]
        if part.kind == "dateline" or (is_body(text, part) and not _is_standfirst(text, done, index)):
            break
        if part.kind is None:
            done[index] = replace(part, kind=_top_kind(text, done, index, rules))
    return tuple(done)


def mark_short_lines(text: str, parts: tuple[Part, ...], rules: Rules) -> tuple[Part, ...]:
    """Image names, captions that announce pictures, headings of sections."""
    done = list(parts)
    for index, part in enumerate(done):
        if part.kind is None and is_image_token(text[part.start : part.end]):
            done[index] = replace(part, kind="image_name")
    for index, part in enumerate(done):
        words = text[part.start : part.end]
        if part.kind is not None or count_words(words) > CAPTION:
            continue
        following = done[index + 1].kind if index + 1 < len(done) else None
        if words.endswith(":") and following in ("image_name", "caption"):
            done[index] = replace(part, kind="caption")
        elif _is_heading(words, rules) and any(_heads(text, later) for later in done[index + 1 : index + 4]):
            done[index] = replace(part, kind="heading")
    return tuple(done)


def mark_end(text: str, parts: tuple[Part, ...], rules: Rules) -> tuple[Part, ...]:
    """A list of tags at the end, and who the author is."""
    done = list(parts)
    last = max((i for i, part in enumerate(done) if part.kind in (None, "comments")), default=-1)
    tags: set[int] = set()
    for index in range(last, -1, -1):
        words = text[done[index].start : done[index].end]
        if done[index].kind not in (None, "comments", "heading") or count_words(words) > 4 or is_stopped(words):
            if len(tags) >= 3 and not words.endswith(":"):
                done = [replace(part, kind="tags") if i in tags else part for i, part in enumerate(done)]
            break
        tags.add(index)
    biographies = [rule for rule in rules.of("opening") if rule.where == "end"]
    for index in range(len(done) - 1, -1, -1):
        part = done[index]
        if part.kind is not None:
            continue
        if index == 0 or not _matching(text, part, biographies):
            break
        done[index] = replace(part, kind="biography")
    return tuple(done)


def _line_kind(text: str, part: Part, rules: Sequence[Rule]) -> SegmentKind | None:
    rule = _matching(text, part, rules)
    return rule.kind if rule else None


def _matching(text: str, part: Part, rules: Sequence[Rule]) -> Rule | None:
    return next((rule for rule in rules if find(rule, text, part.start, part.end)), None)


def _frequent(text: str, parts: Sequence[Part], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that as many paragraphs fit as they ask for, those that bring in a quotation not counted."""
    told = [part for part, following in zip_longest(parts, parts[1:]) if not _opens_quotation(text, following)]
    return tuple(
        rule
        for rule in rules
        if rule.fewest == 1 or sum(bool(_matching(text, part, [rule])) for part in told) >= rule.fewest
    )


def _opens_quotation(text: str, part: Part | None) -> bool:
    return part is not None and text[part.start] in '“"«„'


def _comments_follow(text: str, parts: Sequence[Part], regions: Sequence[Rule]) -> bool:
    """Whether a comment's own line ("• name says:") is here or among the next few."""
    signed = [
        rule for rule in regions if rule.id in ("comment-bullet", "comment-line", "comment-ago", "comment-signature")
    ]
    return any(_matching(text, part, signed) for part in parts[:4])


def _is_glued(words: str) -> bool:
    """Whether this is a list of headlines without breaks: "… control of cityArmy denies …", and no sentence ends."""
    return len(words) < 2000 and not is_final(words) and ". " not in words and len(_GLUED.findall(words)) >= 2


def _is_headline(text: str, parts: Sequence[Part], index: int, title: str | None) -> bool:
    part = parts[index]
    words = text[part.start : part.end]
    if index + 1 >= len(parts) or count_words(words) > HEADLINE or words.endswith(":"):
        return False
    if title and words.casefold().strip(" .") == title.casefold().strip(" ."):
        return True
    return not words.endswith((".", ";", ",")) and not any(
        p.kind == "dateline" and not p.stamped for p in parts[:index]
    )


def _is_standfirst(text: str, parts: Sequence[Part], index: int) -> bool:
    """Whether the report proper still has to begin: a dateline, byline or picture stands between."""
    words = text[parts[index].start : parts[index].end]
    if count_words(words) > STANDFIRST or words.endswith(":"):
        return False
    for later in parts[index + 1 : index + 4]:
        if later.kind in ("dateline", "byline", "caption"):
            return True
        if later.kind is None:
            return False
    return False


def _top_kind(text: str, parts: Sequence[Part], index: int, rules: Rules) -> SegmentKind | None:
    words = text[parts[index].start : parts[index].end]
    if _is_standfirst(text, parts, index):
        return "standfirst"
    body_next = index + 1 < len(parts) and is_body(text, parts[index + 1])
    if words.startswith("#"):
        return "heading"
    if body_next and count_words(words) <= CAPTION and not has_verb(words, rules.words):
        return "caption" if is_final(words) else "heading"
    return "standfirst" if body_next and not is_stopped(words) and count_words(words) < BODY_WORDS else None


def _heads(text: str, part: Part) -> bool:
    """Whether a section can begin with this part."""
    return part.kind in (None, "body") and count_words(text[part.start : part.end]) >= BODY_WORDS // 2


def _is_heading(words: str, rules: Rules) -> bool:
    words = words.lstrip("#* ")
    if not words or count_words(words) > HEADING or is_stopped(words) or words.endswith(("”", '"')):
        return False
    return words.isupper() or (words[0].isupper() and not has_verb(words, rules.words))
