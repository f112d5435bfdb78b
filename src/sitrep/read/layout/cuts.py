"""Stretches cut out of paragraphs: datelines and stamps before, tags and credits after, links in brackets within."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitrep.model.record import replace
from sitrep.model.text import SegmentKind
from sitrep.read.layout.paragraphs import trimmed
from sitrep.read.layout.parts import BODY_WORDS, Part, count_words, is_body
from sitrep.read.layout.rules import Rules, find

#: A headline that runs into its report without a break has at most so many words: told by its full stop, by a date.
GLUED_HEADLINE, HEADLINE = 16, 25

#: What follows a dateline in its paragraph has at least so many words.
SHORTEST_REST = 5

#: What follows a dateline in its paragraph has at least so many words.
SHORTEST_REST = 5

_SENTENCE = re.compile(r".{10,250}?[\w\"”’)] ?[.?!](?= )")
_MID_SENTENCE = re.compile(r"(?:[,(]|\b(?:[Oo]n|of|from|by|since|until|dated|in|and|the|to|between|after|before))$")
_SITE = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")


def cut_leads(text: str, parts: tuple[Part, ...], rules: Rules, title: str | None) -> tuple[Part, ...]:
    """Datelines, date stamps and a glued-on headline cut off the beginning of paragraphs."""
    done: list[Part] = []
    bodies = 0
    for part in parts:
        if part.kind is None:
            # The first long paragraph may be a standfirst: the dateline then comes with the second.
            pieces = _without_leads(text, part, rules, body_seen=bodies >= 2)
            if not bodies:
                pieces = _without_headline(text, pieces, rules, title)
            done.extend(pieces)
            bodies += is_body(text, pieces[-1])
        else:
            done.append(part)
    return tuple(done)


def cut_inside(text: str, parts: tuple[Part, ...], rules: Rules) -> tuple[Part, ...]:
    """Links in brackets and what follows a paragraph's last sentence, cut out."""
    done: list[Part] = []
    for part in parts:
        if part.kind is None:
            for piece in _without_tail(text, part, rules):
                done.extend(_without_brackets(text, piece, rules) if piece.kind is None else (piece,))
        else:
            done.append(part)
    return tuple(done)


def _without_leads(text: str, part: Part, rules: Rules, body_seen: bool) -> list[Part]:
    """The part with its leads before it. Stamps and datelines may follow one another: they become one."""
    at, stamped, dated = part.start, False, False
    for _ in range(4):
        lead = _lead(text, replace(part, start=at), rules, body_seen)
        if lead is None:
            break
        at, kind = lead
        stamped, dated = stamped or kind == "stamp", dated or kind != "stamp"
    head = trimmed(text, part.start, at)
    rest = trimmed(text, at, part.end)
    only_stamp = stamped and not dated
    leads = [Part(start=head.start, end=head.end, kind="dateline", stamped=only_stamp)] if head else []
    return [*leads, *([replace(part, start=rest.start, stamped=only_stamp)] if rest else [])]


def _lead(text: str, part: Part, rules: Rules, body_seen: bool) -> tuple[int, str] | None:
    """Where the next lead ends, and the rule that found it."""
    for rule in rules.of("lead"):
        if rule.where == "start" and body_seen:
            continue
        found = find(rule, text, part.start, part.end)
        if found is None:
            continue
        # "Ministry of Defence - Press Office" is no dateline: a report follows one, or the paragraph ends.
        if rule.id == "stamp" or not (rest := text[found[1] : part.end].strip()) or count_words(rest) >= SHORTEST_REST:
            return found[1], rule.id
    return None


def _without_headline(text: str, pieces: list[Part], rules: Rules, title: str | None) -> list[Part]:
    """A headline glued to the front of a body paragraph, cut off: the known title, or a short sentence after a date."""
    *before, part = pieces
    if part.kind is not None:
        return pieces
    end = _title_end(text, part, title) or _stamp_start(text, part, rules)
    if end is None and part.stamped:
        match = _SENTENCE.match(text, part.start, part.end)
        end = match.end() if match and count_words(match.group()) <= GLUED_HEADLINE else None
    rest = trimmed(text, end, part.end) if end is not None else None
    if end is None or rest is None or count_words(text[rest.start : rest.end]) < BODY_WORDS:
        return pieces
    headline = Part(start=part.start, end=len(text[:end].rstrip()), kind="headline")
    following = _without_leads(text, Part(start=rest.start, end=rest.end), rules, body_seen=False)
    return [*before, headline, *following]


def _title_end(text: str, part: Part, title: str | None) -> int | None:
    """Where the title ends if the part begins with it, letter case, marks and a site's name aside."""
    words = re.findall(r"\w+", _SITE.sub("", title)) if title else []
    if len(words) < 3:
        return None
    pattern = r"\W{0,3}" + r"\W{1,4}".join(re.escape(word) for word in words[:60]) + r"\b ?[.?!]?"
    match = re.compile(pattern, re.IGNORECASE).match(text, part.start, part.end)
    return match.end() if match else None


def _stamp_start(text: str, part: Part, rules: Rules) -> int | None:
    """Where a date stamp begins that parts a glued-on headline from the report: "Two die AFP Sunday 4 May 2014 …"."""
    for rule in rules.of("lead"):
        match = rule.pattern.search(text[part.start : min(part.end, part.start + 250)]) if rule.id == "stamp" else None
        before = text[part.start : part.start + match.start()].rstrip() if match else ""
        if 3 <= count_words(before) <= HEADLINE and not _MID_SENTENCE.search(before) and ". " not in before:
            return part.start + len(before)
    return None


def _without_tail(text: str, part: Part, rules: Rules) -> list[Part]:
    """The part, and after it what follows its last sentence."""
    tails: list[Part] = []
    for _ in range(4):
        tail = _tail(text, part, rules)
        if tail is None:
            break
        (start, end), kind = tail
        rest, cut = trimmed(text, part.start, start), trimmed(text, start, end)
        if rest is None or cut is None:
            break
        tails.insert(0, Part(start=cut.start, end=cut.end, kind=kind))
        part = replace(part, end=rest.end)
    return [part, *tails]


def _tail(text: str, part: Part, rules: Rules) -> tuple[tuple[int, int], SegmentKind] | None:
    for rule in rules.of("tail"):
        found = find(rule, text, part.start, part.end)
        if found is not None:
            return found, rule.kind
    return None


def _without_brackets(text: str, part: Part, rules: Rules) -> Iterator[Part]:
    """The part in pieces, with each bracketed link a piece of its own kind."""
    at = part.start
    while at < part.end:
        spans = [(found, rule.kind) for rule in rules.of("inside") if (found := find(rule, text, at, part.end))]
        if not spans:
            break
        (start, end), kind = min(spans)
        before = trimmed(text, at, start)
        if before is not None:
            yield replace(part, start=before.start, end=before.end)
        yield Part(start=start, end=end, kind=kind)
        at = end
    rest = trimmed(text, at, part.end)
    if rest is not None:
        yield replace(part, start=rest.start, end=rest.end)
